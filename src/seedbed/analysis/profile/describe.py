"""Put the figures of small areas together into one figure of the neighbourhood, with its interval.

Methods: counts add up by the share of residents inside; proportions have Wilson intervals
(Wilson 1927) and rates Byar's (Breslow and Day 1987), as in Public Health England's technical guide
"Commonly used public health statistics and their confidence intervals". Scores are put together
as a mean weighted by residents and have no interval. Ranks and deciles are not put together at all.
"""

from __future__ import annotations

import math
from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import NDArray

from seedbed.analysis.equity.estimates import Estimates
from seedbed.analysis.equity.rates import crude_rate, score_interval

Floats = NDArray[np.float64]

NAN = float("nan")

MEAN_WITHOUT_INTERVAL = "none: a mean of published scores weighted by residents has no sampling interval"
NEVER_TOGETHER = "none: ranks and deciles of several areas are not put together; see the spread inside"
NO_DENOMINATOR = "none: the source gives no numbers to add up, so no figure for several areas is made"
COUNT = "none: a count"
COUNT_NOT_WHOLE = "none: some small areas have no count, so a total would be too low"
ONE_AREA = "as published"
WITHOUT = "none: the source gives no interval"


@dataclass(frozen=True, slots=True)
class Figures:
    """One indicator in several areas; all arrays have shape (areas,), NaN where not known.

    Parameters
    ----------
    value
        In the indicator's unit.
    numerator, denominator
        Counts behind the value.
    low, high
        Limits that the publisher gave, in the unit of ``value``.
    """

    value: Floats
    numerator: Floats
    denominator: Floats
    low: Floats
    high: Floats


@dataclass(frozen=True, slots=True)
class Measure:
    """What the catalogue says about an indicator that matters for putting it together.

    Parameters
    ----------
    kind
        proportion, rate, count, mean, score, rank or decile.
    combine
        sum, population_mean or none.
    multiplier
        ``value = multiplier * numerator / denominator``.
    """

    kind: str
    combine: str
    multiplier: float


@dataclass(frozen=True, slots=True)
class Combined:
    """One figure for several areas; what cannot be given honestly is NaN.

    ``interval`` names the method of the limits or says why there are none; ``covered`` is the share of
    the residents inside who live in areas that have the figure, 0 to 1.
    """

    value: float
    numerator: float
    denominator: float
    low: float
    high: float
    interval: str
    covered: float


def combine(measure: Measure, figures: Figures, shares: Floats, population: Floats) -> Combined:
    """Put the figures of small areas together.

    Parameters
    ----------
    measure
        How the indicator is put together.
    figures
        Its figures in the areas.
    shares
        Shape (areas,): share of each area's residents inside, above 0 to 1.
    population
        Shape (areas,): usual residents of each whole area, the weights of scores.
    """
    figures = counted(measure, figures)
    if len(shares) == 1 and shares[0] == 1.0 and not np.isnan(figures.value[0]):
        return _as_published(measure, figures)
    weights = shares * population
    if measure.combine == "population_mean":
        return _mean(figures.value, weights)
    if measure.combine == "none":
        return _nothing(NEVER_TOGETHER, _covered(~np.isnan(figures.value), weights))
    if measure.kind == "count":
        return _count(figures, shares, weights)
    return _added(measure, figures, shares, weights)


def in_whole_people(measure: Measure, combined: Combined) -> Combined:
    """Round the counts of a figure whose areas a boundary cuts, and work its value and limits out from those.

    A sum of shares (0.37 of one area, 0.61 of another) with many digits may fit only one pair of whole counts.
    Halves go to the even side.
    """
    numerator, denominator = (_whole_number(part) for part in (combined.numerator, combined.denominator))
    if measure.kind == "count":
        return replace(combined, value=_whole_number(combined.value), numerator=numerator)
    if math.isnan(numerator) or math.isnan(denominator):
        return combined
    found = intervals(measure, np.array([numerator]), np.array([denominator]))
    value, low, high = (float(part[0]) for part in (found.value, found.low, found.high))
    return replace(combined, value=value, numerator=numerator, denominator=denominator, low=low, high=high)


def intervals(measure: Measure, numerator: Floats, denominator: Floats) -> Estimates:
    """Return values with Wilson (proportions) or Byar (rates) limits, shape as given; NaN where not possible.

    Raises
    ------
    ValueError
        If the kind is neither a proportion nor a rate.
    """
    if measure.kind not in {"proportion", "rate"}:
        raise ValueError(f"no interval is known for a {measure.kind}")
    function = score_interval if measure.kind == "proportion" else crude_rate
    usable = np.isfinite(numerator) & np.isfinite(denominator) & (denominator > 0)
    if measure.kind == "proportion":
        usable &= numerator <= denominator
    filled = [np.full(numerator.shape, NAN) for _ in range(3)]
    found = function(numerator[usable], denominator[usable], measure.multiplier)
    for target, source in zip(filled, (found.value, found.low, found.high), strict=True):
        target[usable] = source
    return Estimates(filled[0], filled[1], filled[2], found.method, found.confidence)


def counted(measure: Measure, figures: Figures) -> Figures:
    """Return the figures with counts as their own numerators, so that small ones are seen to be small."""
    if measure.kind != "count":
        return figures
    numerator = np.where(np.isnan(figures.numerator), figures.value, figures.numerator)
    return Figures(figures.value, numerator, figures.denominator, figures.low, figures.high)


def spread_inside(measure: Measure, figures: Figures) -> Figures:
    """Return the figure of each small area with limits: the publisher's where given, else worked out here."""
    figures = counted(measure, figures)
    if measure.kind not in {"proportion", "rate"}:
        return figures
    ours = intervals(measure, figures.numerator, figures.denominator)
    given = np.isfinite(figures.low) & np.isfinite(figures.high)
    return Figures(
        np.where(np.isnan(figures.value), ours.value, figures.value),
        figures.numerator,
        figures.denominator,
        np.where(given, figures.low, ours.low),
        np.where(given, figures.high, ours.high),
    )


def share_in_most_deprived(decile: Floats, weights: Floats, deciles: int = 2) -> float:
    """Return the share of residents who live in areas of the most deprived deciles (1 the most deprived).

    Parameters
    ----------
    decile
        Shape (areas,): 1 to 10; NaN counts as not known and is left out of both sides.
    weights
        Shape (areas,): residents inside.
    deciles
        How many deciles count; the Core20 of the NHS's Core20PLUS5 is two.
    """
    known = ~np.isnan(decile)
    total = float(weights[known].sum())
    return float(weights[known & (decile <= deciles)].sum()) / total if total > 0 else NAN


def _as_published(measure: Measure, figures: Figures) -> Combined:
    """Return the figure of one whole area as it stands, with limits where they can be had."""
    one = spread_inside(measure, figures)
    low, high = float(one.low[0]), float(one.high[0])
    if math.isfinite(figures.low[0]) and math.isfinite(figures.high[0]):
        interval = ONE_AREA
    elif math.isfinite(low):
        interval = intervals(measure, figures.numerator, figures.denominator).method
    else:
        interval = COUNT if measure.kind == "count" else WITHOUT
    value, numerator, denominator = (float(part[0]) for part in (one.value, one.numerator, one.denominator))
    return Combined(value, numerator, denominator, low, high, interval, 1.0)


def _mean(value: Floats, weights: Floats) -> Combined:
    known = ~np.isnan(value)
    total = float(weights[known].sum())
    mean = float(value[known] @ weights[known]) / total if total > 0 else NAN
    return Combined(mean, NAN, NAN, NAN, NAN, MEAN_WITHOUT_INTERVAL, _covered(known, weights))


def _count(figures: Figures, shares: Floats, weights: Floats) -> Combined:
    """Add counts up; not where one is missing, because the total would be too low."""
    known = ~np.isnan(figures.numerator)
    if not known.all():
        return _nothing(COUNT_NOT_WHOLE, _covered(known, weights))
    total = float(figures.numerator @ shares)
    return Combined(total, total, NAN, NAN, NAN, COUNT, _covered(known, weights))


def _added(measure: Measure, figures: Figures, shares: Floats, weights: Floats) -> Combined:
    known = np.isfinite(figures.numerator) & np.isfinite(figures.denominator)
    if not known.any() or measure.kind not in {"proportion", "rate"}:
        return _nothing(NO_DENOMINATOR, _covered(known, weights))
    numerator = np.array([figures.numerator[known] @ shares[known]])
    denominator = np.array([figures.denominator[known] @ shares[known]])
    found = intervals(measure, numerator, denominator)
    value, low, high = float(found.value[0]), float(found.low[0]), float(found.high[0])
    covered = _covered(known, weights)
    return Combined(value, float(numerator[0]), float(denominator[0]), low, high, found.method, covered)


def _whole_number(count: float) -> float:
    """Round to a whole number; six decimals first, so that the order of adding up decides nothing."""
    return count if math.isnan(count) else float(round(round(count, 6)))


def _nothing(reason: str, covered: float) -> Combined:
    return Combined(NAN, NAN, NAN, NAN, NAN, reason, covered)


def _covered(known: NDArray[np.bool_], weights: Floats) -> float:
    total = float(weights.sum())
    return float(weights[known].sum()) / total if total > 0 else NAN
