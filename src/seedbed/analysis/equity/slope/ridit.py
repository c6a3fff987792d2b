"""Slope and relative index of inequality as the World Health Organization gives them (the WHO convention).

A regression of the groups' values on their ranks (see `slope_lines`), weighted by population, predicts the value at
rank 0 and at rank 1; the slope index is their difference, the relative index their ratio. Proportions are regressed on
the logit scale, so that both ends stay between none and all; rates on the log scale, means as they are.

Robust limits rest on how far the groups lie from the curve (the sandwich variance, times groups / (groups - 2)), the
difference being normal and the ratio normal on the log scale. They make no use of standard errors, and with few groups
they are too narrow. Sampling limits rest on the groups' standard errors instead, as the PHE convention does.

The published figures come from healthequal 1.0.1, which on the logit scale rounds to whole people and counts a group by
the square of its population, as number of trials and as weight; the ``published`` weighting does the same.

Source: Schlotheuber and Hosseinpoor, International Journal of Environmental Research and Public Health 19 (2022), 3697;
MacKinnon and White, Journal of Econometrics 29 (1985), 305-325 (the variance named HC1).
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

import numpy as np
from numpy.typing import ArrayLike, NDArray
from scipy import special

from seedbed.analysis.equity.checks import checked_confidence
from seedbed.analysis.equity.estimates import Estimates, Floats
from seedbed.analysis.equity.slope.lines import (
    CALLER,
    NO_INDEX,
    NO_RATIO,
    SETS_AT_ONCE,
    VALUE_TYPES,
    Groups,
    SlopeIndices,
    ValueType,
    checked_groups,
    mid_ranks,
    with_multiplier,
)
from seedbed.analysis.equity.weak import warn_of
from seedbed.errors import UsageError

Scale = Literal["linear", "log", "logit"]
Limits = Literal["robust", "sampling"]
Weighting = Literal["published", "population"]

SCALE_OF: dict[str, Scale] = {"mean": "linear", "rate": "log", "proportion": "logit"}
STEPS = 60
CLOSE = 1e-12
"""A fit has arrived when its next step is this small."""

FEWEST_PEOPLE = 10
"""Groups of fewer people are not rounded to whole ones: the populations may be shares."""

FEW_GROUPS, FEW_SQUARED = 50, 200
"""With fewer groups robust limits hold the truth too seldom; more are needed where weights are squared."""

NO_SCATTER = 1e-10
"""Standard errors below this share of the values are rounding: the curve runs through every group."""


@dataclass(frozen=True, slots=True)
class Fit:
    """Curves through groups: coefficients and the variances of them, each of shape (sets,)."""

    intercept: Floats
    slope: Floats
    of_intercept: Floats
    of_slope: Floats
    of_both: Floats


def who_slope(  # noqa: PLR0913 - one argument an option of the published method
    population: ArrayLike,
    value: ArrayLike,
    standard_error: ArrayLike | None = None,
    value_type: ValueType = "proportion",
    *,
    scale: Scale | None = None,
    limits: Limits = "robust",
    weighting: Weighting = "published",
    confidence: float = 0.95,
    multiplier: float = 1.0,
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
        Standard errors of the values themselves, same shape; for sampling limits only.
    value_type
        What the values are.
    scale
        Scale of the regression; left out, logit for proportions, log for rates, linear for means.
    limits
        ``robust`` (as published) or ``sampling`` (from the standard errors).
    weighting
        ``published`` (as in healthequal 1.0.1) or ``population``: each group by its population, without rounding.
    confidence
        Two-sided coverage.
    multiplier
        What the slope index is multiplied by; negative for things that are bad to have much of, which turns its
        direction round and inverts the ratio.

    Raises
    ------
    BadInputError
        A column is text or infinite, a population, rate or standard error is negative, a proportion is not 0 to 1.
    UsageError
        An option is unknown or out of range, the logit scale is asked for values other than proportions, or the log
        scale for means.

    Warns
    -----
    MethodWarning
        Sets have no index, so few groups that robust limits are too narrow, or no limits.
    """
    groups = checked_groups(population, value, standard_error, value_type)
    chosen = _checked_scale(scale, value_type, limits, weighting)
    z = float(special.ndtri((1 + checked_confidence(confidence)) / 2))
    usable = groups.usable
    answers = np.full((7, len(usable)), np.nan)
    for start in range(0, len(usable), SETS_AT_ONCE):
        wanted = usable[start : start + SETS_AT_ONCE]
        if wanted.any():
            part = groups.part(start).chosen(wanted)
            fit = _fit(_counted(part, chosen, weighting), part.error if limits == "sampling" else None, chosen)
            answers[:, start + np.flatnonzero(wanted)] = _ends(fit, chosen, z)
    few = FEW_SQUARED if chosen == "logit" and weighting == "published" else FEW_GROUPS
    _warn(groups, answers, few if limits == "robust" else 0)
    parts = answers.reshape(7, *groups.shape)
    name = _name(chosen, limits, weighting)
    sii = Estimates(parts[1], parts[2], parts[3], name, confidence)
    rii = Estimates(parts[4], parts[5], parts[6], name, confidence)
    return with_multiplier(SlopeIndices(sii, rii, parts[0]), multiplier)


def _checked_scale(scale: Scale | None, value_type: str, limits: str, weighting: str) -> Scale:
    chosen = scale or SCALE_OF[value_type]
    fits = {"linear": VALUE_TYPES, "log": ("rate", "proportion"), "logit": ("proportion",)}
    if limits not in ("robust", "sampling") or weighting not in ("published", "population") or chosen not in fits:
        raise UsageError(
            "There is no such form of the WHO index.",
            f"It was asked for with the scale '{chosen}', limits '{limits}' and weighting '{weighting}'.",
            "Scales are linear, log and logit; limits robust or sampling; weightings published or population.",
        )
    if value_type not in fits[chosen]:
        raise UsageError(
            f"The {chosen} scale does not fit these values.",
            f"They are said to be {value_type}s.",
            "Leave out --scale, or say what the values are.",
        )
    return chosen


def _counted(groups: Groups, scale: Scale, weighting: Weighting) -> tuple[Floats, Floats, Floats]:
    """Return people, weights and values of the groups as the weighting counts them."""
    people, value = groups.population, groups.value
    if weighting == "population":
        return people, people, value
    many = np.where(people > 0, people >= FEWEST_PEOPLE, True).all(axis=1, keepdims=True)
    people = np.where(many, np.ceil(people), people)
    if scale != "logit":
        return people, people, value
    with np.errstate(divide="ignore", invalid="ignore"):
        whole = np.where(people > 0, np.round(value * people) / people, 0)
    return people, people**2, np.where(many, whole, value)


def _fit(counted: tuple[Floats, Floats, Floats], error: Floats | None, scale: Scale) -> Fit:
    """Fit the curves by Newton's method and give the variance of their coefficients (a sandwich)."""
    people, weight, value = counted
    _, rank = mid_ranks(people)
    weight = weight / weight.sum(axis=1, keepdims=True)
    start = _scaled((weight * value).sum(axis=1), scale)
    ends, arrived = np.array([start, np.zeros_like(start)]), np.zeros(len(start), dtype=np.bool_)
    for _ in range(STEPS):
        fitted, steepness = _fitted(ends[0][:, np.newaxis] + ends[1][:, np.newaxis] * rank, scale)
        inverse = _inverse(weight * steepness, rank)
        miss = weight * (value - fitted)
        first, second = miss.sum(axis=1), (miss * rank).sum(axis=1)
        with np.errstate(over="ignore", invalid="ignore"):
            step = np.array([inverse[0] * first + inverse[1] * second, inverse[1] * first + inverse[2] * second])
        arrived = np.abs(step).max(axis=0) <= CLOSE * np.maximum(np.abs(ends).max(axis=0), 1)
        ends = ends + np.clip(step, -4, 4) if scale != "linear" else ends + step
        if (arrived | ~np.isfinite(step).all(axis=0)).all():
            break
    ends[:, ~arrived] = np.nan
    spread = miss if error is None else weight * error
    middle = tuple((spread**2 * rank**power).sum(axis=1) for power in (0, 1, 2))
    count = (people > 0).sum(axis=1)
    with np.errstate(divide="ignore", invalid="ignore"):
        few = np.where(count > 2, count / (count - 2), np.nan) if error is None else 1.0
    of_intercept, of_both, of_slope = (each * few for each in _sandwich(inverse, middle))
    return Fit(ends[0], ends[1], of_intercept, of_slope, of_both)


def _scaled(value: Floats, scale: Scale) -> Floats:
    with np.errstate(divide="ignore", invalid="ignore"):
        scaled = value if scale == "linear" else np.log(value) if scale == "log" else special.logit(value)
    return np.asarray(np.where(np.isfinite(scaled), scaled, np.nan), dtype=np.float64)


def _fitted(place: Floats, scale: Scale) -> tuple[Floats, Floats]:
    """Return values and how steeply they rise with the scale."""
    if scale == "linear":
        return place, np.ones_like(place)
    if scale == "log":
        grown = np.exp(np.clip(place, -700, 700))
        return grown, grown
    share = special.expit(place)
    return share, share * (1 - share)


def _inverse(weight: Floats, rank: Floats) -> tuple[Floats, Floats, Floats]:
    """Return the inverse of the two-by-two table of weighted powers of the rank: first, mixed and last entry."""
    none, one, two = (np.einsum("ij,ij->i", weight, rank**power) for power in (0, 1, 2))
    with np.errstate(divide="ignore", invalid="ignore"):
        whole = none * two - one**2
        return two / whole, -one / whole, none / whole


def _sandwich(bread: tuple[Floats, ...], filling: tuple[Floats, ...]) -> tuple[Floats, Floats, Floats]:
    """Return bread x filling x bread of symmetric two-by-two tables: first, mixed and last entry."""
    (a, b, d), (p, q, r) = bread, filling
    with np.errstate(over="ignore", invalid="ignore"):  # where one group is nearly all people there is no inverse
        return (
            a * a * p + 2 * a * b * q + b * b * r,
            a * b * p + (a * d + b * b) * q + b * d * r,
            b * b * p + 2 * b * d * q + d * d * r,
        )


def _ends(fit: Fit, scale: Scale, z: float) -> tuple[Floats, ...]:
    """Return the value at rank 0, the slope index with its limits and the relative index with its limits."""
    with np.errstate(all="ignore"):
        (bottom, steep_bottom), (top, steep_top) = (
            _fitted(place, scale) for place in (fit.intercept, fit.intercept + fit.slope)
        )
        size = np.maximum(np.abs(bottom), np.abs(top))
        half = z * _error_of(fit, steep_top - steep_bottom, steep_top, size)
        positive = (bottom > 0) & (top > 0)
        ratio = np.where(positive, top / bottom, np.nan)
        of_log = _error_of(fit, steep_top / top - steep_bottom / bottom, steep_top / top, np.ones_like(size))
        wide = np.where(positive, np.exp(z * of_log), np.nan)
        return bottom, top - bottom, top - bottom - half, top - bottom + half, ratio, ratio / wide, ratio * wide


def _error_of(fit: Fit, by_intercept: Floats, by_slope: Floats, size: Floats) -> Floats:
    """Return the standard error of what moves with the coefficients so; one that is mere rounding is none."""
    variance = (
        by_intercept**2 * fit.of_intercept + 2 * by_intercept * by_slope * fit.of_both + by_slope**2 * fit.of_slope
    )
    error = np.sqrt(np.maximum(variance, 0))
    return np.where(error > NO_SCATTER * size, error, np.nan)


def _name(scale: Scale, limits: Limits, weighting: Weighting) -> str:
    curve = {"linear": "linear", "log": "log", "logit": "logit"}[scale]
    how = "robust limits (HC1)" if limits == "robust" else "limits from the groups' standard errors"
    counted = "weighted as in healthequal 1.0.1" if weighting == "published" else "weighted by population"
    return f"WHO convention: {curve} regression on rank, {counted}; {how}"


def _warn(groups: Groups, answers: Floats, few: int) -> None:
    usable: NDArray[np.bool_] = groups.usable
    found = np.isfinite(answers[0])
    warn_of(~usable, NO_INDEX, CALLER)
    warn_of(
        usable & ~found,
        "sets have no index: no curve can be fitted to values that are all nought, all whole, or leap between them.",
        CALLER,
    )
    told = (
        "sets have so few groups that robust limits are too narrow: of five groups they hold the truth about three "
        "times in four. Sampling limits, from standard errors, hold better."
    )
    warn_of(found & (groups.count < few), told, CALLER)
    missing = "the curve runs through every group" if few else "a standard error is missing, or all are nought"
    warn_of(found & np.isnan(answers[2]), f"sets have no limits: {missing}.", CALLER)
    warn_of(found & np.isnan(answers[4]), NO_RATIO, CALLER)
