"""Standard errors of groups' values, on the scale that a slope index needs them.

Rates are nearer to normal on the log scale and proportions on the log-odds scale. A standard error there is worked out
from published limits, from a standard error of the value itself, or is published already.
"""

from __future__ import annotations

from typing import Literal

import numpy as np
from numpy.typing import ArrayLike, NDArray
from scipy import special

from seedbed.analysis.equity.checks import as_counts, as_numbers, checked_confidence
from seedbed.analysis.equity.estimates import Floats
from seedbed.analysis.equity.slope.lines import ValueType
from seedbed.errors import BadInputError

ErrorScale = Literal["value", "transformed"]

NEAR = 3.0
"""A standard error within this factor of the binomial one is taken for that one."""

BROAD = 0.5
"""Standard errors of logarithms are seldom so large: a rate uncertain by a factor of 2.7 either way."""

LEAST_PER, MOST_PER, MOST_EVENTS = 0.3, 3e6, 1.5
"""What rates are per (1 to 1,000,000) and how many events a person may have, with room for standard errors that are not
quite those of chance."""

FITS_BETTER = 2.0
"""A scale on which what the rates are per scatters this many times less from group to group is the right one."""


def errors_from_limits(
    low: ArrayLike, high: ArrayLike, value_type: ValueType = "mean", confidence: float = 0.95
) -> Floats:
    """Return standard errors from limits: of means, of logarithms of rates, or of log odds of proportions.

    Parameters
    ----------
    low, high
        Limits, of one shape; proportions 0 to 1.
    value_type
        What they are limits of.
    confidence
        Two-sided coverage of these limits.

    Returns
    -------
    Floats
        NaN where a limit is missing, or is nought or whole and so has no logarithm.

    Raises
    ------
    BadInputError
        A limit is text or infinite, or a lower limit lies above its upper one.
    """
    lower, upper = as_numbers(low, "ci_low"), as_numbers(high, "ci_high")
    if (lower > upper).any():
        raise BadInputError(
            "A lower limit lies above its upper limit.",
            f"Row {int(np.flatnonzero((lower > upper).ravel())[0]) + 1}.",
            "Swap the two columns or correct the row.",
        )
    with np.errstate(divide="ignore", invalid="ignore"):
        ends = [_forth(each, value_type) for each in (lower, upper)]
        width = ends[1] - ends[0]
    half = 2 * special.ndtri((1 + checked_confidence(confidence)) / 2)
    return np.where(np.isfinite(width), width / half, np.nan)


def errors_on_scale(standard_error: ArrayLike, value: ArrayLike, value_type: ValueType) -> Floats:
    """Return standard errors of logarithms of rates, or of log odds of proportions, from those of the values.

    Source: the delta method; that of a logarithm is se / rate, that of log odds se / (p (1 - p)).
    """
    error, values = as_counts(standard_error, "se"), as_numbers(value, "value")
    with np.errstate(divide="ignore", invalid="ignore"):
        scaled = error / _steepness(values, value_type)
    return np.where(np.isfinite(scaled), scaled, np.nan)


def errors_of_values(standard_error: ArrayLike, value: ArrayLike, value_type: ValueType) -> Floats:
    """Return standard errors of the values from those of their logarithms or log odds: `errors_on_scale` back again."""
    return as_counts(standard_error, "se") * _steepness(as_numbers(value, "value"), value_type)


def likely_error_scale(
    standard_error: ArrayLike, value: ArrayLike, population: ArrayLike, value_type: ValueType
) -> ErrorScale:
    """Return which scale given standard errors are most likely on, as tables seldom say.

    Proportions: whichever of the binomial standard error of the proportion, sqrt(p (1 - p) / n), and of its log odds,
    1 / sqrt(n p (1 - p)), they lie near (within three times, in the median) if only one is; else that of the log odds.
    Rates: a standard error tells how many events there were, (rate / se)^2 or, on the log scale, 1 / se^2, and so what
    the rate is per. If on one scale only there were events at all, no more than people, and rates per 1 to 1,000,000,
    it is that one; else that of the logarithm, unless that would mean a rate uncertain by a factor of almost three
    either way or the other fits chance from group to group far better.
    """
    error, values, people = (as_numbers(each, "se") for each in (standard_error, value, population))
    if value_type == "mean":
        return "value"
    known = np.isfinite(error) & np.isfinite(values) & (error > 0) & (values > 0) & (people > 0)
    if value_type == "rate":
        return _scale_of_rates(error[known], values[known], people[known])
    inside: NDArray[np.bool_] = known & (values < 1)
    with np.errstate(divide="ignore", invalid="ignore"):
        spread = np.sqrt(values * (1 - values))
        apart = [abs(np.log(_median(error * np.sqrt(people) * by, inside))) for by in (1 / spread, spread)]
    near = [each <= np.log(NEAR) for each in apart]
    return "value" if near[0] and (not near[1] or apart[0] < apart[1]) else "transformed"


def _scale_of_rates(error: Floats, value: Floats, people: Floats) -> ErrorScale:
    if not error.size:
        return "transformed"
    sound, apart = [], []
    for events in (error**-2, (value / error) ** 2):
        per = value * people / events
        likely = np.median(events) >= 1 and np.median(events / people) <= MOST_EVENTS
        sound.append(bool(likely and LEAST_PER <= np.median(per) <= MOST_PER))
        apart.append(float(np.std(np.log(per))))
    if sound[0] != sound[1]:
        return "transformed" if sound[0] else "value"
    broad = np.median(error) > BROAD
    return "value" if broad or (sound[0] and apart[1] < apart[0] / FITS_BETTER) else "transformed"


def _median(values: Floats, kept: NDArray[np.bool_]) -> float:
    return float(np.median(values[kept])) if kept.any() else np.nan


def _forth(values: Floats, value_type: str) -> Floats:
    if value_type == "mean":
        return values
    return np.asarray(np.log(values) if value_type == "rate" else special.logit(values), dtype=np.float64)


def _steepness(values: Floats, value_type: str) -> Floats:
    return {"mean": np.ones_like(values), "rate": values, "proportion": values * (1 - values)}[value_type]
