"""Slope and relative index of inequality as England's public health indicators give them (the PHE convention).

A straight line is drawn by least squares, weighted by population, through the groups' values over their ranks (see
`slope_lines`). The slope index is the line's height at rank 1 less its height at rank 0, the relative index the one
over the other. Called multiplicative, rates are put on the log and proportions on the logit scale first; the line's
ends are then turned back, so they can never be below nought or above all.

Limits say how far the groups' own standard errors could have moved the line; they do not say how well a line fits.
Means: the line is linear in normal values, so the slope's limits are exact and the ratio's are Fieller's. Rates and
proportions are normal on their log or logit scale, so their limits are simulated, but for the ratio of multiplicative
rates, which is exact.

Source: Office for Health Improvement and Disparities, Fingertips public health technical guide, "Slope index of
inequality"; Low and Low, Journal of Public Health 26 (2004), 390-395. The same definitions as PHEindicatormethods 2.1.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np
from numpy.typing import ArrayLike
from scipy import special

from seedbed.analysis.equity.checks import checked_confidence
from seedbed.analysis.equity.estimates import Estimates, Floats
from seedbed.analysis.equity.sampling.draws import DRAWS, SEED, checked_draws
from seedbed.analysis.equity.slope.fieller import fieller_limits
from seedbed.analysis.equity.slope.lines import (
    CALLER,
    NO_INDEX,
    NO_RATIO,
    SETS_AT_ONCE,
    Groups,
    SlopeIndices,
    ValueType,
    checked_groups,
    line_weights,
    with_multiplier,
)
from seedbed.analysis.equity.slope.simulation import Simulation, simulated_curve, simulated_line
from seedbed.analysis.equity.weak import warn_of
from seedbed.errors import UsageError

FEW_GROUPS = 5
"""PHEindicatormethods refuses sets of fewer groups: a line through them says little."""


WEAK_ERROR = {"rate": 0.2, "proportion": 1 / 3}
"""Standard errors on the log or logit scale of about 25 and nine events: of groups of fewer, limits are less true."""


@dataclass(frozen=True, slots=True)
class Line:
    """Lines through groups and how sure they are, each of shape (sets,)."""

    intercept: Floats
    slope: Floats
    of_intercept: Floats
    of_slope: Floats
    of_both: Floats


def phe_slope(  # noqa: PLR0913 - one argument an option of the published method
    population: ArrayLike,
    value: ArrayLike,
    standard_error: ArrayLike | None = None,
    value_type: ValueType = "mean",
    *,
    multiplicative: bool = False,
    confidence: float = 0.95,
    multiplier: float = 1.0,
    draws: int = DRAWS,
    seed: int = SEED,
    told: Callable[[int], None] | None = None,
) -> SlopeIndices:
    """Return slope and relative indices of inequality of sets of groups.

    Parameters
    ----------
    population
        People, shape (..., groups), the most disadvantaged group first; 0 where a set has no such group.
    value
        Means, rates (0 or more) or proportions (0 to 1) of the groups, same shape. A set that lacks a value or a
        population has no index (NaN).
    standard_error
        Standard errors, same shape: of the mean, of the logarithm of the rate, or of the log odds of the proportion.
        Without them, or where one is missing, there are no limits (NaN).
    value_type
        What the values are.
    multiplicative
        Whether the line is drawn on the log or logit scale; not for means.
    confidence
        Two-sided coverage.
    multiplier
        What the slope index is multiplied by; negative for things that are bad to have much of, which turns its
        direction round and inverts the ratio.
    draws, seed
        Simulations where there is no closed form, and where they start.
    told
        Called with how many more sets have been simulated, as the work goes on.

    Raises
    ------
    BadInputError
        A column is text or infinite, a population, rate or standard error is negative, a proportion is not 0 to 1.
    UsageError
        Means are to be multiplicative, or an option is out of range.

    Warns
    -----
    MethodWarning
        Sets have no index, fewer than five groups, a line that reaches nought (no ratio), no limits, or a group of a
        rate or proportion with few events.
    """
    groups = checked_groups(population, value, standard_error, value_type)
    if multiplicative and value_type == "mean":
        raise UsageError(
            "Means have no multiplicative slope index.",
            "Only rates and proportions have a log or logit scale.",
            "Leave out --multiplicative, or say that the values are rates or proportions.",
        )
    checked_confidence(confidence), checked_draws(draws)
    if value_type == "mean":
        parts = _in_blocks(groups, lambda part: _means(part, confidence))
    else:
        asked, work = Simulation(value_type, confidence, draws, seed, told), _curves if multiplicative else _lines
        parts = _in_blocks(groups, lambda part: work(part, asked))
    _warn(groups, parts, value_type)
    name = _name(value_type, multiplicative=multiplicative)
    sii = Estimates(parts[1], parts[2], parts[3], name, confidence)
    rii = Estimates(parts[4], parts[5], parts[6], name, confidence)
    return with_multiplier(SlopeIndices(sii, rii, parts[0]), multiplier)


def _in_blocks(groups: Groups, work: Callable[[Groups], tuple[Floats, ...]]) -> tuple[Floats, ...]:
    """Return intercept, slope index with its limits and relative index with its limits, each of the answer's shape."""
    usable = groups.usable
    answers = np.full((7, len(usable)), np.nan)
    for start in range(0, len(usable), SETS_AT_ONCE):
        wanted = usable[start : start + SETS_AT_ONCE]
        if wanted.any():
            answers[:, start + np.flatnonzero(wanted)] = work(groups.part(start).chosen(wanted))
    return tuple(answers.reshape(7, *groups.shape))


def fitted_line(groups: Groups, value: Floats) -> Line:
    """Return lines through values on some scale, and the variances that the groups' standard errors give them."""
    of_intercept, of_slope = line_weights(groups.population)
    squared = groups.error**2
    return Line(
        (of_intercept * value).sum(axis=1),
        (of_slope * value).sum(axis=1),
        (of_intercept**2 * squared).sum(axis=1),
        (of_slope**2 * squared).sum(axis=1),
        (of_intercept * of_slope * squared).sum(axis=1),
    )


def ratio(top: Floats, bottom: Floats) -> Floats:
    """Return top / bottom where both ends of a line lie above nought; elsewhere a ratio has no meaning."""
    with np.errstate(divide="ignore", invalid="ignore"):
        return np.where((top > 0) & (bottom > 0), top / bottom, np.nan)


def _means(groups: Groups, confidence: float) -> tuple[Floats, ...]:
    line = fitted_line(groups, groups.value)
    half = special.ndtri((1 + confidence) / 2) * np.sqrt(np.where(line.of_slope > 0, line.of_slope, np.nan))
    top, of_top = line.intercept + line.slope, line.of_intercept + 2 * line.of_both + line.of_slope
    rii = ratio(top, line.intercept)
    together = line.of_intercept + line.of_both
    low, high = fieller_limits(top, line.intercept, (of_top, line.of_intercept), together, confidence)
    shown = np.isfinite(rii) & np.isfinite(half)
    return (
        line.intercept,
        line.slope,
        line.slope - half,
        line.slope + half,
        rii,
        np.where(shown, low, np.nan),
        np.where(shown, high, np.nan),
    )


def _lines(groups: Groups, asked: Simulation) -> tuple[Floats, ...]:
    line = fitted_line(groups, groups.value)
    limits = simulated_line(groups, asked)
    rii = ratio(line.intercept + line.slope, line.intercept)
    ratios = np.where(np.isfinite(rii), limits[2:], np.nan)
    return line.intercept, line.slope, limits[0], limits[1], rii, ratios[0], ratios[1]


def _curves(groups: Groups, asked: Simulation) -> tuple[Floats, ...]:
    forth, back = (np.log, np.exp) if asked.value_type == "rate" else (special.logit, special.expit)
    with np.errstate(divide="ignore", invalid="ignore"):
        scaled = np.where(groups.population > 0, forth(groups.value), 0)
        scaled[~np.isfinite(scaled).all(axis=1)] = np.nan
        line = fitted_line(groups, scaled)
        bottom, top = back(line.intercept), back(line.intercept + line.slope)
        limits = simulated_curve(line.intercept, line.slope, _spreads(line), asked)
    if asked.value_type == "rate":
        half = special.ndtri((1 + asked.confidence) / 2) * np.sqrt(np.where(line.of_slope > 0, line.of_slope, np.nan))
        with np.errstate(over="ignore"):  # a ratio that knows no end
            limits[2:] = np.exp(line.slope - half), np.exp(line.slope + half)
    return bottom, top - bottom, limits[0], limits[1], top / bottom, limits[2], limits[3]


def _spreads(line: Line) -> tuple[Floats, Floats, Floats]:
    """Return the standard error of the intercept, and that of the slope with and without what the intercept tells."""
    intercept = np.sqrt(line.of_intercept)
    shared = line.of_both / intercept
    return intercept, shared, np.sqrt(np.maximum(line.of_slope - shared**2, 0))


def _name(value_type: str, *, multiplicative: bool) -> str:
    line = "straight line through the values"
    if multiplicative:
        line = "line through the logarithms" if value_type == "rate" else "line through the log odds"
    intervals = {"mean": "exact limits (normal; Fieller)"}.get(value_type, "simulated limits")
    return f"PHE convention: {line}, weighted by population; {intervals}"


def _warn(groups: Groups, parts: tuple[Floats, ...], value_type: str) -> None:
    usable = groups.usable
    intercept, low, rii, ratio_low = (np.ravel(parts[place]) for place in (0, 2, 4, 5))
    found = np.isfinite(intercept)
    warn_of(~usable, NO_INDEX, CALLER)
    whole = "sets have no multiplicative index: a value is nought or a whole; leave out --multiplicative."
    warn_of(usable & ~found, whole, CALLER)
    short = "sets have fewer than five groups: a line through them says little of a gradient."
    warn_of(usable & (groups.count < FEW_GROUPS), short, CALLER)
    warn_of(found & np.isnan(low), "sets have no limits: a standard error is missing, or all are nought.", CALLER)
    weak = np.isfinite(low) & (groups.error > WEAK_ERROR.get(value_type, np.inf)).any(axis=1)
    wide = "sets have a group of fewer than about 25 events, where limits tend to be too wide: join groups or years."
    warn_of(weak, wide, CALLER)
    warn_of(found & np.isnan(rii), NO_RATIO, CALLER)
    unsure = np.isfinite(low) & np.isfinite(rii) & np.isnan(ratio_low)
    start = "sets have no limits of the relative index: the line's start is not clearly above nought."
    warn_of(unsure, start, CALLER)
