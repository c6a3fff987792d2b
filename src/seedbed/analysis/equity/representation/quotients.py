"""Who is heard: the groups of a sample beside the groups of the people it is meant to speak for.

A quotient says how a group's share of the people heard compares with its share of the benchmark; the other measures say
in one number how far a whole sample is from its benchmark. Every interval and p-value here describes chance alone: how
much the numbers would differ if as many people had been drawn at random in the same way again. None of them knows why
people came, or who stayed away.

Sources: quotient, National Academies, "Communities in Action" (2017) and usual practice; limits, Wilson, JASA 22
(1927), Clopper and Pearson, Biometrika 26 (1934), Donner and Zou, Statistical Methods in Medical Research 21 (2012) for
the ratio of two uncertain shares; dissimilarity, Duncan and Duncan, American Sociological Review 20 (1955);
Kullback-Leibler divergence, here Theil's T of representation; R-indicators, Schouten, Cobben and Bethlehem, Survey
Methodology 35 (2009); partial R-indicators, Schouten, Shlomo and Skinner, Journal of Official Statistics 27 (2011).
"""

from __future__ import annotations

import warnings
from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import ArrayLike
from scipy import stats

from seedbed.analysis.equity.estimates import Estimates, Floats
from seedbed.analysis.equity.exact_proportion import exact_proportion
from seedbed.analysis.equity.rates import score_interval
from seedbed.analysis.equity.representation.chance import Chance, chance_of
from seedbed.analysis.equity.representation.checks import (
    USUAL,
    Benchmark,
    RepresentationOptions,
    checked_benchmark,
    checked_shares,
)
from seedbed.analysis.equity.representation.distances import (
    Interval,
    dissimilarity_limits,
    divergence_limits,
    r_indicator_limits,
    share_dissimilarity,
    share_divergence,
    spread_of_propensities,
)
from seedbed.errors import MethodWarning

FEWEST_EXPECTED = 5
"""Below this many people expected in a group, chi-square and the limits of small groups are weak (Cochran 1954)."""

FEWEST_PEOPLE = 30
"""Below this many people the limits of whole-sample measures are weak."""

FEWEST_A_GROUP = 20
"""Below this many people a group on average, limits of dissimilarity hold the truth less often than they promise."""


@dataclass(frozen=True, slots=True)
class ChiSquare:
    """Pearson's chi-square of a sample against its benchmark.

    Parameters
    ----------
    value
        The statistic; with a finite population it is multiplied by (N - 1) / (N - n).
    degrees
        Degrees of freedom: groups less one.
    p
        From the chi-square distribution.
    p_simulated
        Share of random samples as far or further from the benchmark, (1 + times) / (1 + draws); holds for small counts.
    method
        Which test it is.
    """

    value: float
    degrees: int
    p: float
    p_simulated: float
    method: str


@dataclass(frozen=True, slots=True)
class Representation:
    """How the groups of a sample compare with a benchmark; arrays have the shape (groups,).

    Parameters
    ----------
    quotients
        Share of the sample over share of the benchmark; 1 is the same. NaN for a group the benchmark has nobody in.
    sample_shares, benchmark_shares
        Shares, 0 to 1, adding up to 1.
    dissimilarity
        Half the sum of absolute differences of shares: the share of the sample that would have to be of other groups.
    dissimilarity_by_chance
        What random samples of this size would show on average if everyone were as likely to be heard.
    dissimilarity_p
        Share of random samples with a dissimilarity as large or larger.
    divergence
        Kullback-Leibler divergence of the sample from the benchmark in nats; also Theil's T of representation.
    chi_square
        Test of the whole.
    propensities
        Share of each group's people who were heard; NaN where the population is not known.
    r_indicator
        1 - 2 S(propensities) with S the population standard deviation; NaN where the population is not known.
    r_indicator_sample_sd
        The same with the sample standard deviation (divisor N - 1).
    partial_r
        Unconditional partial R-indicator of each group: sqrt(N_g / N) (propensity - mean); above 0 is over-represented.
    partial_r_variable
        Unconditional partial R-indicator of the variable: standard deviation of propensities between its groups.
    """

    quotients: Estimates
    sample_shares: Floats
    benchmark_shares: Floats
    dissimilarity: Interval
    dissimilarity_by_chance: float
    dissimilarity_p: float
    divergence: Interval
    chi_square: ChiSquare
    propensities: Floats
    r_indicator: Interval
    r_indicator_sample_sd: float
    partial_r: Floats
    partial_r_variable: float


def representation(sample: ArrayLike, benchmark: ArrayLike, options: RepresentationOptions = USUAL) -> Representation:
    """Return every measure of representation at once.

    Parameters
    ----------
    sample
        People heard in each group, whole numbers, shape (groups,).
    benchmark
        Shares (adding up to 1 or 100) or counts of the same groups in the same order.
    options
        Population, kind of benchmark, finite population, intervals.

    Raises
    ------
    BadInputError
        A count is text, infinite, missing, negative or not whole; the sample is empty; there are fewer than two groups;
        someone was heard of a group that the benchmark has nobody in; more people were heard than there are.
    UsageError
        The options contradict each other.

    Warns
    -----
    MethodWarning
        A group's expected count is under five, or fewer than 30 people, or 20 a group on average, were heard.
    """
    counts, known = checked_benchmark(sample, benchmark, options)
    _warn_of_few(counts, known)
    counted = known.shares > 0
    held, beside = counts[counted], replace(known, shares=known.shares[counted], counts=known.counts[counted])
    shares = held / held.sum()
    chance = chance_of(held, beside, options)
    reached = propensities(counts, known)
    whole = spread_of_propensities(reached[counted], beside.shares)
    larger = np.sqrt(known.population / (known.population - 1)) if known.population > 1 else np.nan
    return Representation(
        _quotients(counts, known, options),
        counts / counts.sum(),
        known.shares,
        dissimilarity_limits(shares, beside.shares, _effective(counts, known, options), options),
        chance.dissimilarity,
        chance.dissimilarity_p,
        divergence_limits(shares, beside.shares, _effective(counts, known, options), options),
        _chi_square(len(held), chance, options),
        reached,
        r_indicator_limits(reached[counted], beside.shares, known.population, options),
        float(1 - 2 * whole * larger),
        np.sqrt(known.shares) * (reached - counts.sum() / known.population),
        float(whole),
    )


def quotients(sample: ArrayLike, benchmark: ArrayLike, options: RepresentationOptions = USUAL) -> Estimates:
    """Return the representation quotient of each group with its limits.

    Parameters and errors as for `representation`; it warns of groups with an expected count under five.
    """
    counts, known = checked_benchmark(sample, benchmark, options)
    few = _few_expected(counts, known)
    if few:
        warnings.warn(few, MethodWarning, stacklevel=2)
    return _quotients(counts, known, options)


def _quotients(counts: Floats, known: Benchmark, options: RepresentationOptions) -> Estimates:
    people = counts.sum()
    with np.errstate(divide="ignore", invalid="ignore"):
        scale = np.where(known.shares > 0, 1 / known.shares, np.nan)
    if options.benchmark_is_sample:
        return _ratio_of_two(score_interval(counts, people, confidence=options.confidence), known, options)
    if options.exact:
        return _scaled(exact_proportion(counts, people, confidence=options.confidence), scale, "Clopper-Pearson")
    worth = _effective(counts, known, options)
    if not np.isfinite(worth):  # everybody was heard: nothing is left to chance
        value = counts / people * scale
        return Estimates(value, value.copy(), value.copy(), _wilson_name(options), options.confidence)
    limits = score_interval(counts / people * worth, worth, confidence=options.confidence)
    return _scaled(limits, scale, _wilson_name(options))


def dissimilarity(sample: ArrayLike, benchmark: ArrayLike) -> float:
    """Return the index of dissimilarity, 0 (the same) to 1; parameters and errors as `representation`."""
    counts, shares = checked_shares(sample, benchmark)
    return float(share_dissimilarity(counts / counts.sum(), shares))


def divergence(sample: ArrayLike, benchmark: ArrayLike) -> float:
    """Return the Kullback-Leibler divergence in nats, 0 for the same; parameters and errors as `representation`."""
    counts, shares = checked_shares(sample, benchmark)
    return float(share_divergence(counts / counts.sum(), shares))


def propensities(counts: Floats, benchmark: Benchmark) -> Floats:
    """Return the share of each group's people who were heard; NaN where nobody is known to be."""
    people = benchmark.shares * benchmark.population
    with np.errstate(divide="ignore", invalid="ignore"):
        return np.where(people > 0, counts / people, np.nan)


def more_needed(sample: ArrayLike, benchmark: ArrayLike) -> Floats:
    """Return how many more people of each group would bring its quotient to 1 if nobody else came, shape (groups,).

    With n_g of n heard and a benchmark share b, (n_g + x) / (n + x) = b gives x = (b n - n_g) / (1 - b), rounded up;
    0 for a group that is heard as much as its share or more. Parameters and errors as `representation`.
    """
    counts, shares = checked_shares(sample, benchmark)
    with np.errstate(divide="ignore", invalid="ignore"):
        needed = (shares * counts.sum() - counts) / (1 - shares)
    return np.ceil(np.where(shares < 1, np.maximum(needed, 0), 0) - 1e-9) + 0.0


def _scaled(shares: Estimates, scale: Floats, method: str) -> Estimates:
    return Estimates(shares.value * scale, shares.low * scale, shares.high * scale, method, shares.confidence)


def _effective(counts: Floats, benchmark: Benchmark, options: RepresentationOptions) -> float:
    """Return the number of people whose random sample would be as uncertain, infinite where all were heard."""
    people = counts.sum()
    if options.finite:
        size = benchmark.population
        return float(people * (size - 1) / (size - people)) if size > people else float("inf")
    if options.benchmark_is_sample:
        return float(1 / (1 / people + 1 / benchmark.counts.sum()))
    return float(people)


def _wilson_name(options: RepresentationOptions) -> str:
    return "Wilson, finite population" if options.finite else "Wilson"


def _ratio_of_two(sample: Estimates, benchmark: Benchmark, options: RepresentationOptions) -> Estimates:
    """Return ratios of two shares by the method of variance estimates recovery from their Wilson limits."""
    other = score_interval(benchmark.counts, benchmark.counts.sum(), confidence=options.confidence)
    with np.errstate(divide="ignore", invalid="ignore"):
        value = sample.value / other.value
        product = sample.value * other.value
        below = sample.low * other.high * (2 * sample.value - sample.low) * (2 * other.value - other.high)
        above = sample.high * other.low * (2 * sample.value - sample.high) * (2 * other.value - other.low)
        low = (product - np.sqrt(np.maximum(product**2 - below, 0))) / (other.high * (2 * other.value - other.high))
        high = (product + np.sqrt(np.maximum(product**2 - above, 0))) / (other.low * (2 * other.value - other.low))
    low = np.where(np.isfinite(low), np.clip(low, 0, value), np.nan)
    return Estimates(value, low, np.where(value >= 0, high, np.nan), "Donner and Zou from Wilson", options.confidence)


def _chi_square(groups: int, chance: Chance, options: RepresentationOptions) -> ChiSquare:
    degrees = groups - 1
    name = "goodness of fit"
    if options.benchmark_is_sample:
        name = "homogeneity of two samples"
    elif options.finite:
        name = "goodness of fit, finite population"
    p = float(stats.chi2.sf(chance.chi_square, degrees))
    return ChiSquare(chance.chi_square, degrees, p, chance.chi_square_p, name)


def _few_expected(counts: Floats, benchmark: Benchmark) -> str:
    """Return what to say of groups in which chance would put fewer than five people; nothing where there are none."""
    expected = benchmark.shares * counts.sum()
    few = int(((expected > 0) & (expected < FEWEST_EXPECTED)).sum())
    if not few:
        return ""
    return (
        f"{few} of {len(counts)} groups would have fewer than {FEWEST_EXPECTED} people in a perfectly mixed sample of "
        "this size: read the simulated p rather than p, take their intervals as rough, or join small groups."
    )


def _warn_of_few(counts: Floats, benchmark: Benchmark) -> None:
    told = [_few_expected(counts, benchmark)]
    wanted = max(FEWEST_PEOPLE, FEWEST_A_GROUP * len(counts))
    if counts.sum() < wanted:
        told.append(
            f"Fewer than {wanted} people were heard of {len(counts)} groups: the intervals of the whole sample's "
            "measures are rough, and the list of groups says more."
        )
    if any(told):
        warnings.warn(" ".join(told).strip(), MethodWarning, stacklevel=3)
