"""Whether inequality has widened or narrowed: one measure of the same groups at several dates.

The size of the inequality is the measure without its sign; a ratio below 1 is turned over, so that 1 is always none.
The change is the last size less the first. Its limits recover each date's uncertainty from its own limits (MOVER: Zou
and Donner, Statistics in Medicine 27, 2008, 1693-1702):

    change - sqrt((size2 - low2)^2 + (high1 - size1)^2)   to   change + sqrt((high2 - size2)^2 + (size1 - low1)^2)

The average annual change is the slope of a straight line through the sizes over the years, each weighted by the inverse
of its squared standard error; where the points lie further from the line than those errors explain, its standard error
is made wider by as much (Birge's ratio). Dates are taken as independent samples unless a correlation is given. Chance
sets measures of spread too high at each date alike, so much of that cancels in the change where the groups' standard
errors are alike at both.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

import numpy as np
from numpy.typing import ArrayLike
from scipy import special

from seedbed.analysis.equity.checks import as_numbers, checked_confidence
from seedbed.analysis.equity.estimates import Floats
from seedbed.errors import UsageError

Verdict = Literal["widened", "narrowed", "no clear change", "not known"]


@dataclass(frozen=True, slots=True)
class Trend:
    """How one measure has changed.

    Parameters
    ----------
    first, last
        Years of the first and last known value.
    change, low, high
        Last size less the first, with its limits, in the measure's unit.
    annual, annual_low, annual_high
        Average change a year, with its limits; NaN for fewer than three dates.
    turned
        Whether the advantaged group has changed: the sign of a difference, or the side of 1 of a ratio.
    verdict
        In a word.
    """

    first: float
    last: float
    change: float
    low: float
    high: float
    annual: float
    annual_low: float
    annual_high: float
    turned: bool
    verdict: Verdict


def trend(  # noqa: PLR0913 - what is known of each date, and two choices
    years: ArrayLike,
    value: ArrayLike,
    low: ArrayLike,
    high: ArrayLike,
    *,
    ratio: bool = False,
    confidence: float = 0.95,
    correlation: float = 0.0,
) -> Trend | None:
    """Work out the change of a measure over time.

    Parameters
    ----------
    years
        Year of each value, fractions allowed, any order, shape (dates,).
    value, low, high
        The measure and its limits at each date; a value without limits (NaN) takes part in the change, but then the
        change has no limits.
    ratio
        Whether 1 and not 0 is no inequality.
    confidence
        Of the limits given and returned.
    correlation
        Between the estimates of two dates, -1 to 1; 0 for independent samples.

    Returns
    -------
    Trend or None
        None where fewer than two dates have a value.

    Raises
    ------
    UsageError
        The correlation is not between -1 and 1, or the confidence not between 0 and 1.
    BadInputError
        A number is text or infinite.
    """
    reach = float(special.ndtri(0.5 + checked_confidence(confidence) / 2))
    if not -1 <= correlation <= 1:
        raise UsageError(f"A correlation of {correlation} cannot be used.", "It lies between -1 and 1.", "Ask for 0.")
    time, size, under, over = (as_numbers(given, "date or measure") for given in (years, value, low, high))
    known = np.isfinite(time) & np.isfinite(size) & ((size > 0) if ratio else True)
    if known.sum() < 2:
        return None
    order = np.flatnonzero(known)[np.argsort(time[known], kind="stable")]
    time = time[order]
    side = np.sign(np.log(size[order])) if ratio else np.sign(size[order])
    size, under, over = _sizes(size[order], under[order], over[order], ratio=ratio)
    change = size[-1] - size[0]
    below, above = size - under, over - size
    limits = (
        change - _together(below[-1], above[0], correlation),
        change + _together(above[-1], below[0], correlation),
    )
    annual = _annual(time, size, (over - under) / (2 * reach), reach)
    turned = bool(side[0] * side[-1] < 0)
    return Trend(time[0], time[-1], change, *limits, *annual, turned, _verdict(*limits))


def _sizes(value: Floats, low: Floats, high: Floats, *, ratio: bool) -> tuple[Floats, Floats, Floats]:
    """Return the values and limits turned so that more is more unequal."""
    if ratio:
        over = value < 1
        with np.errstate(divide="ignore"):
            return np.where(over, 1 / value, value), np.where(over, 1 / high, low), np.where(over, 1 / low, high)
    negative = value < 0
    return np.abs(value), np.where(negative, -high, low), np.where(negative, -low, high)


def _together(one: float, other: float, correlation: float) -> float:
    with np.errstate(over="ignore", invalid="ignore"):
        return float(np.sqrt(max(one * one + other * other - 2 * correlation * one * other, 0.0)))


def _annual(time: Floats, size: Floats, errors: Floats, reach: float) -> tuple[float, float, float]:
    if len(set(time.tolist())) < 3 or not (np.isfinite(errors) & (errors > 0)).all():
        return np.nan, np.nan, np.nan
    weights = errors**-2.0
    middle = np.average(time, weights=weights)
    spread = (weights * (time - middle) ** 2).sum()
    slope = (weights * (time - middle) * size).sum() / spread
    line = np.average(size, weights=weights) + slope * (time - middle)
    surplus = (weights * (size - line) ** 2).sum() / (time.size - 2)
    error = np.sqrt(max(surplus, 1.0) / spread)
    return float(slope), float(slope - reach * error), float(slope + reach * error)


def _verdict(low: float, high: float) -> Verdict:
    if np.isnan(low) or np.isnan(high):
        return "not known"
    if low > 0:
        return "widened"
    return "narrowed" if high < 0 else "no clear change"
