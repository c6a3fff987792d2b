"""What chance alone would give: random samples from the benchmark itself, counted as the real one was.

A sample of forty people cannot match a benchmark exactly even if everyone were as likely to be heard, so dissimilarity
is above zero by chance. Its expected value follows from the mean absolute deviation of binomial counts (De Moivre's
formula; Diaconis and Zabell, Statistical Science 6, 1991); p-values come from random samples drawn with a fixed seed.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from scipy import special

from seedbed.analysis.equity.estimates import Floats
from seedbed.analysis.equity.representation.checks import Benchmark, RepresentationOptions
from seedbed.analysis.equity.representation.distances import share_dissimilarity

ROUNDING = 1e-9
BLOCK = 2_000_000
"""Numbers that are held at once while random samples are drawn."""


@dataclass(frozen=True, slots=True)
class Chance:
    """Chi-square with its simulated p, the dissimilarity expected by chance and the p of that observed."""

    chi_square: float
    chi_square_p: float
    dissimilarity: float
    dissimilarity_p: float


def expected_dissimilarity(people: float, shares: Floats) -> float:
    """Return the mean dissimilarity of random samples of so many people drawn with these shares.

    Half the sum over groups of E|X - n p| / n, where E|X - n p| = 2 (m + 1) C(n, m + 1) p^(m+1) (1 - p)^(n-m) with m
    the whole part of n p.
    """
    inner = shares[(shares > 0) & (shares < 1)]
    above = np.floor(people * inner) + 1
    chosen = special.gammaln(people + 1) - special.gammaln(above + 1) - special.gammaln(people - above + 1)
    power = chosen + above * np.log(inner) + (people - above + 1) * np.log1p(-inner)
    return float((above * np.exp(power)).sum() / people)


def chance_of(counts: Floats, benchmark: Benchmark, options: RepresentationOptions) -> Chance:
    """Return how a sample compares with random samples of its size; every group has a share above zero."""
    people, drawn = int(counts.sum()), 0
    factor = _finite_factor(people, benchmark, options)
    seen = _distances(counts[np.newaxis], benchmark.counts[np.newaxis], benchmark, options)
    as_far, total = np.zeros(2), 0.0
    random = np.random.default_rng(options.seed)
    step = max(BLOCK // len(counts), 1)
    while drawn < options.draws:
        many = min(step, options.draws - drawn)
        far = _distances(*_drawn(counts, benchmark, options, random, many), benchmark, options)
        as_far += (far >= seen * (1 - ROUNDING)).sum(axis=1)
        total += float(far[1].sum())
        drawn += many
    p = (1 + as_far) / (1 + options.draws)
    plain = not (options.finite or options.benchmark_is_sample)
    usual = expected_dissimilarity(people, benchmark.shares) if plain else total / drawn
    return Chance(float(seen[0, 0]) * factor, float(p[0]), usual, float(p[1]))


def _finite_factor(people: int, benchmark: Benchmark, options: RepresentationOptions) -> float:
    """Return (N - 1) / (N - n), by which a sample drawn without replacement varies less."""
    if not options.finite:
        return 1.0
    left = benchmark.population - people
    return float((benchmark.population - 1) / left) if left > 0 else float("nan")


def _drawn(
    counts: Floats, benchmark: Benchmark, options: RepresentationOptions, random: np.random.Generator, many: int
) -> tuple[Floats, Floats]:
    """Return random samples and the benchmarks they are compared with, shape (many, groups) each."""
    people = int(counts.sum())
    if options.finite:
        inside = _whole_people(benchmark, counts)
        return random.multivariate_hypergeometric(inside, people, size=many).astype(np.float64), benchmark.counts[None]
    if options.benchmark_is_sample:
        both = counts + benchmark.counts
        pooled = both / both.sum()
        other = random.multinomial(round(benchmark.counts.sum()), pooled, size=many).astype(np.float64)
        return random.multinomial(people, pooled, size=many).astype(np.float64), other
    return random.multinomial(people, benchmark.shares, size=many).astype(np.float64), benchmark.counts[None]


def _whole_people(benchmark: Benchmark, counts: Floats) -> list[int]:
    """Return whole numbers of people in each group, no fewer than were heard."""
    return [int(people) for people in np.maximum(np.round(benchmark.shares * benchmark.population), counts)]


def _distances(counts: Floats, beside: Floats, benchmark: Benchmark, options: RepresentationOptions) -> Floats:
    """Return chi-square and dissimilarity of samples, shape (2, samples)."""
    people = counts.sum(axis=-1, keepdims=True)
    shares = beside / beside.sum(axis=-1, keepdims=True)
    if options.benchmark_is_sample:
        pooled = (counts + beside) / (people + beside.sum(axis=-1, keepdims=True))
        with np.errstate(divide="ignore", invalid="ignore"):
            one = np.where(pooled > 0, (counts - people * pooled) ** 2 / (people * pooled), 0).sum(axis=-1)
            rest = beside.sum(axis=-1, keepdims=True)
            two = np.where(pooled > 0, (beside - rest * pooled) ** 2 / (rest * pooled), 0).sum(axis=-1)
        return np.stack([one + two, share_dissimilarity(counts / people, shares)])
    expected = people * benchmark.shares
    chi_square = ((counts - expected) ** 2 / expected).sum(axis=-1)
    return np.stack([chi_square, share_dissimilarity(counts / people, benchmark.shares)])
