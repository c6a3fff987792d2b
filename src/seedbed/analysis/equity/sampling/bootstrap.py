"""Intervals by drawing the sample again and again: for any statistic of weighted rows, with strata and clusters.

Nothing is copied: each replicate is the same rows with other weights, so a statistic that takes weights can be drawn
as often as need be. In each stratum of `m` clusters, `m - 1` are drawn with replacement and a cluster's weight is
multiplied by `m / (m - 1)` times how often it came (Rao and Wu), which makes the variance of sums exactly right however
few clusters there are. Replicates are made in blocks: memory does not grow with their number.

Sources: Rao and Wu, Journal of the American Statistical Association 83 (1988), 231-241; Rao, Wu and Yue, Survey
Methodology 18 (1992), 209-217; Efron and Tibshirani, "An Introduction to the Bootstrap" (1993), chapters 13 and 14.
"""

from __future__ import annotations

import warnings
from collections.abc import Callable, Iterator
from typing import Literal

import numpy as np
from numpy.typing import ArrayLike
from scipy import special

from seedbed.analysis.equity.checks import as_counts, checked_confidence
from seedbed.analysis.equity.estimates import Estimates, Floats
from seedbed.analysis.equity.sampling.design import Design, Indices, survey_design
from seedbed.analysis.equity.sampling.draws import SEED
from seedbed.analysis.kernel import kernel
from seedbed.errors import MethodWarning, UsageError

Statistic = Callable[[Floats], Floats]
"""Takes weights, shape (replicates, rows), and returns one or more numbers a replicate, shape (replicates, ...)."""

Limits = Literal["percentile", "bias-corrected"]

REPLICATES = 1000
FEWEST_REPLICATES = 100
BLOCK = 2_000_000
"""Weights that stand in memory at once."""
MOST_WITHOUT = 0.05
"""Share of replicates that may have no value before there is no interval either."""


def bootstrap(  # noqa: PLR0913 - each is a choice of its own
    statistic: Statistic,
    weights: ArrayLike,
    design: Design | None = None,
    *,
    replicates: int = REPLICATES,
    seed: int = SEED,
    confidence: float = 0.95,
    limits: Limits = "percentile",
    rescaled: bool = True,
) -> Estimates:
    """Return a statistic with limits from replicates of the sample.

    Parameters
    ----------
    statistic
        Takes weights, shape (replicates, rows), and returns numbers, shape (replicates, ...). With people as rows and
        weights of 1, weights are how often each person was drawn (times m / (m - 1) if rescaled).
    weights
        Weight of each row in the sample itself, 0 or more, shape (rows,).
    design
        Strata and clusters, as `survey_design` gives it; left out, each row was drawn by itself.
    replicates
        How many times to draw, 100 or more.
    seed
        Starts the random numbers: the same seed and input give the same answer.
    confidence
        Two-sided, 0 to 1.
    limits
        "percentile": quantiles of the replicates. "bias-corrected": quantiles moved by how far the replicates' median
        lies from the sample's own value; better where a measure is biased in small samples, as measures of spread are.
    rescaled
        Draw m - 1 of m clusters and rescale (Rao and Wu). False draws m of m, so that weights stay whole numbers.

    Returns
    -------
    Estimates
        Shape (...): what the statistic returns for one replicate.

    Raises
    ------
    BadInputError
        A weight is text, infinite or negative, or there is one cluster.
    UsageError
        Too few replicates, or limits of another name.

    Warns
    -----
    MethodWarning
        The statistic had no value in some replicates; with more than one in twenty, its limits are NaN.
    """
    own = as_counts(weights, "weight")
    drawn = list(replicate_statistics(statistic, own, design, replicates=replicates, seed=seed, rescaled=rescaled))
    value = np.asarray(statistic(own[None, :]), dtype=np.float64)[0]
    low, high = replicate_limits(np.concatenate(drawn), value, confidence, limits)
    name = f"{limits} bootstrap, {replicates:,} replicates"
    return Estimates(np.asarray(value), low, high, name, confidence)


def replicate_statistics(
    statistic: Statistic,
    weights: Floats,
    design: Design | None = None,
    *,
    replicates: int = REPLICATES,
    seed: int = SEED,
    rescaled: bool = True,
) -> Iterator[Floats]:
    """Yield the statistic of block after block of replicates, each of shape (replicates of the block, ...)."""
    for block in replicate_weights(weights, design, replicates=replicates, seed=seed, rescaled=rescaled):
        yield np.asarray(statistic(block), dtype=np.float64)


def replicate_weights(
    weights: Floats,
    design: Design | None = None,
    *,
    replicates: int = REPLICATES,
    seed: int = SEED,
    rescaled: bool = True,
) -> Iterator[Floats]:
    """Yield blocks of replicate weights, shape (replicates of the block, rows); parameters as for `bootstrap`."""
    if replicates < FEWEST_REPLICATES:
        raise UsageError(
            f"{replicates} replicates are too few.",
            f"Limits of an interval cannot be read from fewer than {FEWEST_REPLICATES}.",
            "Ask for 1000.",
        )
    if seed < 0:
        raise UsageError(f"A seed of {seed} cannot be used.", "A seed is a whole number of 0 or more.", "Ask for 1.")
    plan = design or survey_design(len(weights))
    random = np.random.default_rng(seed)
    at_once = max(1, min(replicates, BLOCK // max(len(weights), 1)))
    for done in range(0, replicates, at_once):
        times = np.zeros((min(at_once, replicates - done), plan.clusters))
        draw_clusters(times, plan.start, rescaled, random)
        yield weights * (times if plan.one_row_each else times[:, plan.cluster])


def replicate_limits(drawn: Floats, value: Floats, confidence: float, limits: Limits) -> tuple[Floats, Floats]:
    """Return the limits that replicates give.

    Parameters
    ----------
    drawn
        The statistic in each replicate, shape (replicates, ...); NaN where it had no value.
    value
        The statistic of the sample, shape (...).
    confidence, limits
        As for `bootstrap`.
    """
    if limits not in ("percentile", "bias-corrected"):
        raise UsageError(
            f"There are no '{limits}' limits.", "Two kinds are known.", "Ask for percentile or bias-corrected."
        )
    tail = (1 - checked_confidence(confidence)) / 2
    flat, own = drawn.reshape(len(drawn), -1), np.asarray(value).reshape(-1)
    low, high = np.full(own.shape, np.nan), np.full(own.shape, np.nan)
    without = np.isnan(flat).mean(axis=0)
    for place in np.flatnonzero((without <= MOST_WITHOUT) & ~np.isnan(own)):
        known = flat[~np.isnan(flat[:, place]), place]
        at = _corrected(known, own[place], tail) if limits == "bias-corrected" else (tail, 1 - tail)
        low[place], high[place] = np.quantile(known, at)
    _warn_of_missing(without[~np.isnan(own)])
    return low.reshape(np.shape(value)), high.reshape(np.shape(value))


def _corrected(drawn: Floats, value: float, tail: float) -> tuple[float, float]:
    below = ((drawn < value).mean() + (drawn <= value).mean()) / 2
    least = 0.5 / len(drawn)
    shift = 2 * special.ndtri(min(max(below, least), 1 - least))
    return float(special.ndtr(shift + special.ndtri(tail))), float(special.ndtr(shift - special.ndtri(tail)))


def _warn_of_missing(without: Floats) -> None:
    if (without > 0).any():
        lost = int((without > MOST_WITHOUT).sum())
        warnings.warn(
            f"A statistic had no value in up to {without.max():.1%} of the replicates; they were left out. "
            + (f"{lost} with more than {MOST_WITHOUT:.0%} have no interval." if lost else "More rows would serve."),
            MethodWarning,
            stacklevel=4,
        )


@kernel
def draw_clusters(times: Floats, start: Indices, rescaled: bool, random: np.random.Generator) -> None:
    """Fill in how often each cluster was drawn, one row a replicate; ``times`` is zero before, (replicates, clusters).

    Rescaled, one fewer is drawn in each stratum than it has, and each counts for correspondingly more.
    """
    for replicate in range(times.shape[0]):
        for stratum in range(len(start) - 1):
            first = start[stratum]
            many = start[stratum + 1] - first
            draws = many - 1 if rescaled else many
            share = many / draws
            for _ in range(draws):
                times[replicate, first + np.int64(random.random() * many)] += share
