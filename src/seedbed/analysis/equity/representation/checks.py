"""What representation is worked out from, checked once."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import ArrayLike

from seedbed.analysis.equity.checks import as_counts, checked_confidence
from seedbed.analysis.equity.estimates import Floats
from seedbed.analysis.equity.sampling.draws import checked_draws
from seedbed.errors import BadInputError, UsageError

SHARE_ROUNDING = 0.005
"""Shares printed to two decimals add up to 1 within this; per cents to 100 within a hundred times this."""

FEWEST_SAMPLED = 2
"""Fewest people of a sampled benchmark: shares of a part of the groups may add up to less than 1."""
MOST_PEOPLE = 1e12
"""More people than there are anywhere."""


@dataclass(frozen=True, slots=True)
class RepresentationOptions:
    """How representation is worked out.

    Parameters
    ----------
    population
        People whom the sample is meant to speak for; None takes the sum of the benchmark's counts.
    benchmark_is_sample
        True where the benchmark is itself a survey or a small count: its counts are then uncertain too.
    finite
        True to take account of the population being finite: the more of it was heard, the less is left to chance.
    exact
        True for Clopper-Pearson limits in place of Wilson's.
    confidence
        Two-sided coverage of the intervals.
    draws, seed
        Random samples that p-values and the limits of whole-sample measures rest on, and the seed they start from.
    """

    population: float | None = None
    benchmark_is_sample: bool = False
    finite: bool = False
    exact: bool = False
    confidence: float = 0.95
    draws: int = 5_000
    seed: int = 20_090_601


USUAL = RepresentationOptions()


@dataclass(frozen=True, slots=True)
class Benchmark:
    """A checked benchmark.

    Parameters
    ----------
    shares
        Share of each group, adding up to 1.
    counts
        As given.
    population
        People in all; NaN where only shares are known.
    taken_for
        "counts", "shares" or "per cent": what the numbers were taken for.
    """

    shares: Floats
    counts: Floats
    population: float
    taken_for: str


def checked_benchmark(
    sample: ArrayLike, benchmark: ArrayLike, options: RepresentationOptions
) -> tuple[Floats, Benchmark]:
    """Return the sample's counts and the benchmark, checked; errors as for `representation`."""
    _check_options(options)
    counts, beside = as_counts(sample, "sample count"), as_counts(benchmark, "benchmark")
    _check_shapes(counts, beside)
    if (counts != np.round(counts)).any():
        raise _bad("The sample's counts are not whole.", "People are counted whole; shares and weights are not counts.")
    if not counts.sum():
        raise _bad("Nobody was heard.", "Every count of the sample is 0.")
    if not beside.sum():
        raise _bad("The benchmark is empty.", "Every number of it is 0.")
    if ((beside == 0) & (counts > 0)).any():
        row = int(np.flatnonzero((beside == 0) & (counts > 0))[0]) + 1
        raise _bad("Someone was heard of a group that the benchmark has nobody in.", f"It is group {row}.")
    if (beside > 0).sum() < 2:
        raise _bad("There are fewer than two groups.", "One group has nothing to be compared with.")
    taken = taken_for(beside)
    _check_kind(taken, float(beside.sum()), options)
    size = _population(beside, taken, options)
    _check_numbers(counts, beside / beside.sum(), size, options)
    return counts, Benchmark(beside / beside.sum(), beside, size, taken)


def checked_shares(sample: ArrayLike, benchmark: ArrayLike) -> tuple[Floats, Floats]:
    """Return the sample's counts and the benchmark's shares where its size does not matter; errors as above."""
    beside = as_counts(benchmark, "benchmark")
    whole = beside.sum()
    counts, known = checked_benchmark(sample, beside / whole if whole > 0 else beside, USUAL)
    return counts, known.shares


def taken_for(benchmark: Floats) -> str:
    """Return what a benchmark's numbers are taken for: they add up to 1 (shares), to 100 (per cent) or are counts."""
    total = float(benchmark.sum())
    if abs(total - 1) <= SHARE_ROUNDING * len(benchmark):
        return "shares"
    return "per cent" if abs(total - 100) <= min(100 * SHARE_ROUNDING * len(benchmark), 2) else "counts"


def _population(benchmark: Floats, taken: str, options: RepresentationOptions) -> float:
    if options.population is not None:
        return float(options.population)
    return float(benchmark.sum()) if taken == "counts" and not options.benchmark_is_sample else float("nan")


def _check_shapes(counts: Floats, benchmark: Floats) -> None:
    if counts.ndim != 1 or counts.shape != benchmark.shape:
        told = f"The sample has the shape {counts.shape}, the benchmark {benchmark.shape}."
        raise _bad("Sample and benchmark do not list the same groups.", told)
    if np.isnan(counts).any() or np.isnan(benchmark).any():
        raise _bad("A group has no number.", "Every group needs a number in the sample and in the benchmark.")


def _check_kind(taken: str, total: float, options: RepresentationOptions) -> None:
    if options.benchmark_is_sample and (taken != "counts" or total < FEWEST_SAMPLED):
        raise UsageError(
            "How sure a sampled benchmark is cannot be told from its shares.",
            f"Its numbers add up to {total:g}, as {taken} do." if taken != "counts" else f"They add up to {total:g}.",
            "Give the counts of the survey's people.",
        )


def _check_numbers(counts: Floats, shares: Floats, size: float, options: RepresentationOptions) -> None:
    if options.finite and not np.isfinite(size):
        raise UsageError(
            "The size of the population is not known.",
            "The benchmark holds shares or a sample, and no population was given.",
            "Say how many people there are (--population), or leave --finite out.",
        )
    over = counts > np.ceil(np.round(shares * size, 6)) if np.isfinite(size) else np.zeros(len(counts), dtype=bool)
    if over.any():
        row = int(np.flatnonzero(over)[0])
        raise BadInputError(
            "More people were heard of a group than there are.",
            f"Group {row + 1} has {counts[row]:,.0f} in the sample and {shares[row] * size:,.1f} in the population.",
            "Correct the counts; or, where one person is counted at every visit, say that attendances were counted; "
            "or, where the benchmark is a survey, say that it is a sample.",
        )


def _check_options(options: RepresentationOptions) -> None:
    checked_confidence(options.confidence)
    checked_draws(options.draws)
    if options.population is not None and not 1 < options.population <= MOST_PEOPLE:
        raise UsageError(
            f"A population of {options.population} cannot be used.", "It is a number of people.", "Give 2 or more."
        )
    if options.exact and (options.finite or options.benchmark_is_sample):
        raise UsageError(
            "Exact limits hold for a known benchmark and a population far larger than the sample only.",
            "A finite population or a sampled benchmark was asked for as well.",
            "Leave one of them out; Wilson's limits can be had with either.",
        )
    if options.finite and options.benchmark_is_sample:
        raise UsageError(
            "A finite population and a sampled benchmark cannot be combined.",
            "A survey does not say how many people there are.",
            "Leave one of them out.",
        )


def _bad(what: str, why: str) -> BadInputError:
    return BadInputError(what, why, "Correct the table, then run it again.")
