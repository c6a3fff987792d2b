"""Intervals by drawing units again: as many as there are, with replacement, each with all its codings."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

import numpy as np
from numpy.typing import NDArray
from scipy import special

from seedbed.analysis.voices.alpha import OfResamples

Floats = NDArray[np.float64]
LEAST = 1e-12
LEAST_UNITS, ENOUGH_UNITS = 10, 20
"""Units below which there are no limits, and from which on limits that fall past the floor stop at it."""
CELLS = 4_000_000
"""Numbers held at once in a block of resamples."""


def resample_units(
    measures: Mapping[str, OfResamples], units: int, values: int, bootstraps: int, seed: int
) -> dict[str, Floats]:
    """Return each measure of each resample; all measures share the draws.

    Parameters
    ----------
    measures
        What computes each measure from how often each unit counts.
    units, values
        How many units and distinct values there are.
    bootstraps
        How many resamples.
    seed
        Where the draws start.

    Returns
    -------
    One array of shape (bootstraps,) a measure; NaN where a resample has no such measure.
    """
    parts: dict[str, list[Floats]] = {name: [] for name in measures}
    for weights in _draws(units, max(1, min(CELLS // max(units, values), 250)), bootstraps, seed):
        for name, measure in measures.items():
            parts[name].append(measure(weights))
    return {name: np.concatenate(part) if part else np.zeros(0) for name, part in parts.items()}


def limits(value: float, resamples: Floats, units: int, confidence: float, floor: float = -1.0) -> tuple[float, float]:
    """Return limits around a measure of agreement, which is 1 at most.

    Parameters
    ----------
    value
        The measure.
    resamples
        The measure of each resample, NaN where it has none.
    units
        How many units were resampled.
    confidence
        Two-sided confidence, 0 to 1.
    floor
        The lowest that the measure can be: 0 for a share, -1 for alpha, the kappas, AC1 and AC2.

    Returns
    -------
    Low and high, in the measure's unit, low not below the floor, high below 1; NaN where all resamples are alike or
    fewer than two have it, where there are fewer than 10 units, and where the lower limit falls to the floor and there
    are fewer than 20 units (or the measure itself lies there).

    Notes
    -----
    Disagreement d = 1 - value is above 0 and its spread grows with it, so the limits are even on the scale of log d:
    1 - d exp(+-t s / d), s the resamples' standard deviation times sqrt(units / (units - 1)), t Student's with
    units - 1 degrees of freedom. In simulation 95 % limits hold the truth 93 % to 97 % of the time from 20 units on if
    coders differ on five of them and twenty hold another value than the commonest, and from 100 units on for AC2; with
    fewer they hold it less often, down to 66 % (the methods manual lists settings), and `agreement` warns. The factors
    are those of Hesterberg, American Statistician 69 (2015), 371-386.

    With few units t s / d is large and the lower limit runs away. Of percent agreement and alpha it falls past the
    floor in 65 % to 100 % of simulated tables of four to six units, 7 % to 99 % of eight, 1 % to 66 % of ten, 11 % or
    fewer of twelve and none of twenty (two or three coders, two or three codes); alpha's limits that stay above it hold
    the truth 0 % to 89 % of the time at eight units, 89 % to 94 % at ten and 94 % to 96 % at twenty. Hence 10 and 20.
    The floor of alpha is a round number just below its lowest: -1 + 2 / n for n codings, two a unit.
    """
    known = resamples[~np.isnan(resamples)]
    if np.isnan(value) or len(known) < 2 or units < LEAST_UNITS:
        return float("nan"), float("nan")
    spread = float(known.std(ddof=1)) * float(np.sqrt(units / (units - 1)))
    apart = 1.0 - value
    if spread <= LEAST or apart <= LEAST:
        return float("nan"), float("nan")
    factor = float(np.exp(min(special.stdtrit(units - 1, (1.0 + confidence) / 2) * spread / apart, 700.0)))
    low, high = 1.0 - apart * factor, 1.0 - apart / factor
    if low <= floor and (units < ENOUGH_UNITS or value <= floor):
        return float("nan"), float("nan")
    return max(low, floor), high


def _draws(units: int, block: int, bootstraps: int, seed: int) -> Iterator[Floats]:
    """Give how often each unit was drawn, shape (resamples of the block, units)."""
    generator = np.random.default_rng(seed)
    for start in range(0, bootstraps, block):
        many = min(block, bootstraps - start)
        drawn = generator.integers(0, units, (many, units)) + np.arange(many)[:, None] * units
        yield np.bincount(drawn.ravel(), minlength=many * units).reshape(many, units).astype(np.float64)
