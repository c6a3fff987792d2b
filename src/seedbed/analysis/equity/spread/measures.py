"""Measures of spread that are functions of sums: each says which sums it needs, what it makes of them, and its slope.

Values are first divided by a level near their mean, so that relative measures stay the same and nothing overflows. A
measure's influence is its slope by each sum times how far a person's term lies from that sum, so one piece of code
gives every one of them its variance, and replicates of a bootstrap are one product of matrices.

Sources: Cowell, "Measuring Inequality" (2011); Atkinson, Journal of Economic Theory 2 (1970); Kolm, ibid. 12 (1976);
Cowell, Oxford Bulletin 51 (1989) for sampling errors.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Literal

import numpy as np

from seedbed.analysis.equity.estimates import Floats

Needs = Literal["any", "none below 0", "all above 0"]
Ends = tuple[float, float]
CLOSE_TO_ONE = 1e-7
"""Powers nearer than this to the logarithmic case are taken as it: they differ by less than rounding would."""


@dataclass(frozen=True)
class SumMeasure:
    """A measure of spread made of weighted means of terms.

    Parameters
    ----------
    name
        Its key.
    parameter
        Aversion or order, or None.
    terms
        From values divided by the level, the terms that are averaged, two of shape (people,).
    value
        From means of the terms, shape (..., terms), the measure, shape (...).
    slope
        From means of the terms, shape (terms, ...), its derivative by each, same shape.
    needs
        Which values it has a meaning for.
    in_units
        True where the measure has the unit of the values: it is multiplied by the level.
    relative
        True where it divides by the mean, which must then be above 0.
    """

    name: str
    parameter: float | None
    terms: Callable[[Floats], tuple[Floats, Floats]]
    value: Callable[[Floats], Floats]
    slope: Callable[[Floats], Floats]
    needs: Needs = "any"
    in_units: bool = False
    relative: bool = True


def theil() -> SumMeasure:
    """Return Theil's T: mean of `x / m ln(x / m)`; 0 ln 0 is 0."""
    return SumMeasure(
        "theil",
        None,
        lambda x: (x, x * _logarithm(x)),
        lambda s: s[..., 1] / s[..., 0] - np.log(s[..., 0]),
        lambda s: _slopes(-s[1] / s[0] ** 2 - 1 / s[0], 1 / s[0]),
        "none below 0",
    )


def mean_log_deviation() -> SumMeasure:
    """Return the mean log deviation (Theil's L): `ln m` less the mean of `ln x`."""
    return SumMeasure(
        "mean_log_deviation",
        None,
        lambda x: (x, _logarithm(x)),
        lambda s: np.log(s[..., 0]) - s[..., 1],
        lambda s: _slopes(1 / s[0], -1.0),
        "all above 0",
    )


def generalised_entropy(order: float) -> SumMeasure:
    """Return generalised entropy `(mean (x / m)^a - 1) / (a (a - 1))`; order 0 is mean log deviation, 1 Theil's T."""
    if abs(order) < CLOSE_TO_ONE or abs(order - 1) < CLOSE_TO_ONE:
        same = theil() if order > 0.5 else mean_log_deviation()
        return SumMeasure("generalised_entropy", order, same.terms, same.value, same.slope, same.needs)
    scale = order * (order - 1)
    return SumMeasure(
        "generalised_entropy",
        order,
        lambda x: (x, _power(x, order)),
        lambda s: (s[..., 1] / s[..., 0] ** order - 1) / scale,
        lambda s: _slopes(-order * s[1] / s[0] ** (order + 1), s[0] ** -order) / scale,
        "none below 0" if order > 0 else "all above 0",
    )


def coefficient_of_variation() -> SumMeasure:
    """Return the standard deviation (all people, not people less one) over the mean."""
    return SumMeasure(
        "coefficient_of_variation",
        None,
        lambda x: (x, (x - 1) ** 2),
        lambda s: _deviation(s) / s[..., 0],
        _variation_slope,
    )


def atkinson_level(aversion: float, ends: Ends) -> SumMeasure:
    """Return Atkinson's equally distributed equivalent, in the unit of the values.

    ``ends`` are the least and greatest value over the level; powers are taken of values over the one that makes every
    term 1 or less.
    """
    power = 1 - aversion
    name, needs = "atkinson_equivalent", _atkinson_needs(aversion)
    if abs(power) < CLOSE_TO_ONE:
        return SumMeasure(
            name,
            aversion,
            lambda x: (x, _logarithm(x)),
            lambda s: np.exp(s[..., 1]),
            lambda s: _slopes(0.0, np.exp(s[1])),
            needs,
            in_units=True,
        )
    end = ends[1] if power > 0 else ends[0]
    return SumMeasure(
        name,
        aversion,
        lambda x: (x, _power(x / end, power)),
        lambda s: end * s[..., 1] ** (1 / power),
        lambda s: _slopes(0.0, end * s[1] ** (1 / power - 1) / power),
        needs,
        in_units=True,
    )


def atkinson(aversion: float, ends: Ends) -> SumMeasure:
    """Return Atkinson's index: the share of the mean that could be given up if all had alike."""
    level = atkinson_level(aversion, ends)
    return SumMeasure(
        "atkinson",
        aversion,
        level.terms,
        lambda s: 1 - level.value(s) / s[..., 0],
        lambda s: _slopes(level.value(s.T).T / s[0] ** 2, -level.slope(s)[1] / s[0]),
        level.needs,
    )


def kolm_level(aversion: float, level: float, ends: Ends) -> SumMeasure:
    """Return Kolm's equally distributed equivalent; ``level`` is what values were divided by."""
    rate, least = aversion * level, ends[0]
    return SumMeasure(
        "kolm_equivalent",
        aversion,
        lambda x: (x, np.exp(-rate * (x - least))),
        lambda s: least - np.log(s[..., 1]) / rate,
        lambda s: _slopes(0.0, -1 / (rate * s[1])),
        in_units=True,
        relative=False,
    )


def kolm(aversion: float, level: float, ends: Ends) -> SumMeasure:
    """Return Kolm's index: how much of the mean could be given up if all had alike, in the unit of the values."""
    equal = kolm_level(aversion, level, ends)
    return SumMeasure(
        "kolm",
        aversion,
        equal.terms,
        lambda s: s[..., 0] - equal.value(s),
        lambda s: _slopes(1.0, -equal.slope(s)[1]),
        in_units=True,
        relative=False,
    )


def _atkinson_needs(aversion: float) -> Needs:
    return "none below 0" if aversion < 1 - CLOSE_TO_ONE else "all above 0"


def _logarithm(x: Floats) -> Floats:
    with np.errstate(divide="ignore"):
        return np.where(x > 0, np.log(np.where(x > 0, x, 1.0)), 0.0)


def _power(x: Floats, power: float) -> Floats:
    with np.errstate(over="ignore", divide="ignore"):
        result: Floats = x**power
    return result


def _deviation(means: Floats) -> Floats:
    return np.sqrt(np.maximum(means[..., 1] - (means[..., 0] - 1) ** 2, 0))


def _variation_slope(means: Floats) -> Floats:
    deviation, mean = _deviation(means.T), means[0]
    steep = _slopes(-(mean - 1) / (deviation * mean) - deviation / mean**2, 1 / (2 * deviation * mean))
    return np.where(deviation == 0, 0.0, steep)


def _slopes(*parts: Floats | float) -> Floats:
    return np.stack(np.broadcast_arrays(*parts))
