"""What differs beyond chance: control limits around a comparator (a funnel).

The comparator (England, a region, an authority) is taken as known. A place of a given size whose true figure were the
comparator's would fall outside its 95 % limits one time in twenty and outside its 99.8 % limits one time in five
hundred, so with many figures on a page some fall outside by chance alone.

Proportions: the limits are p0 +- z * sqrt(p0 (1 - p0) / n), cut to 0 and 1. These are the values whose Wilson interval
just touches p0, so "outside the limits" and "the interval leaves out the comparator" say the same thing.
Rates: the limits of a Poisson count with mean rate0 * people, taken as the counts whose exact (Garwood) interval
just touches it.

Standardised ratios: those of a rate with the events expected in place of people, around 1.
Directly standardised rates: those of a rate with the people among whom its events would give that rate
(`people_behind`), as England's Fingertips draws them.

Where places differ among themselves by more than chance alone (overdispersion), such limits mark too many: `funnel`
says so.

Source: Spiegelhalter, "Funnel plots for comparing institutional performance", Statistics in Medicine 24 (2005).
"""

from __future__ import annotations

import warnings
from dataclasses import dataclass
from typing import Final, Literal

import numpy as np
from numpy.typing import ArrayLike, NDArray
from scipy import special

from seedbed.analysis.equity.checks import (
    LARGEST_MULTIPLIER,
    as_counts,
    as_part_and_whole,
    checked_confidence,
    checked_multiplier,
    same_shape,
)
from seedbed.analysis.equity.estimates import Estimates, Floats
from seedbed.analysis.equity.weak import warn_of
from seedbed.errors import BadInputError, MethodWarning, UsageError

Kind = Literal["proportion", "rate"]
Verdicts = NDArray[np.str_]

HIGHER: Final = "higher"
LOWER: Final = "lower"
SIMILAR: Final = "similar"
NOT_TESTED: Final = "not tested"

NEAR: Final = 0.95
FAR: Final = 0.998
"""The two-sided confidences of the limits that a funnel is drawn with."""

FEWEST_EXPECTED: Final = 5
"""People expected in the group, or outside it, below which the score limits of a proportion are too close."""

OVERDISPERSED: Final = 1.5
"""Times the spread that chance gives from which on, if chance gives it less than once in 1,000, `funnel` warns."""

DRAWN_IN: Final = 0.1
"""Share of the places at each end that is drawn in before overdispersion is measured."""

POINTS: Final = 100
WEAK_LIMITS: Final = (
    "places are so small that fewer than 5 people are expected in the group or outside it: up to 1 in 6 such places "
    "lies outside 95% limits by chance; join years or areas."
)


def proportion_limits(
    denominator: ArrayLike, expected: ArrayLike, multiplier: float = 1, confidence: float = 0.95
) -> Estimates:
    """Return the control limits of a proportion for places of these sizes.

    Parameters
    ----------
    denominator
        People in each place; none gives NaN.
    expected
        The comparator's proportion in the unit of the multiplier (0 to multiplier); also the returned value.
    multiplier
        1 for shares, 100 for per cent.
    confidence
        0.95 or 0.998.

    Raises
    ------
    BadInputError
        A number is text, infinite or negative, or the comparator lies above the multiplier.
    """
    scale = checked_multiplier(multiplier)
    people, share = same_shape(as_counts(denominator, "denominator"), as_counts(expected, "comparator") / scale)
    if (share > 1).any():
        raise BadInputError(
            "The comparator is not a proportion.",
            f"It is {share[share > 1].ravel()[0] * scale:g}, above the whole, which is {scale:g}.",
            "Give the comparator in the unit of the multiplier, or compare rates.",
        )
    z = special.ndtri((1 + checked_confidence(confidence)) / 2)
    with np.errstate(divide="ignore", invalid="ignore"):
        half = np.where(people > 0, z * np.sqrt(share * (1 - share) / people), np.nan)
    low, high = np.clip(share - half, 0, 1), np.clip(share + half, 0, 1)
    return Estimates(share * scale, low * scale, high * scale, "score limits of a proportion", confidence)


def rate_limits(
    denominator: ArrayLike, expected: ArrayLike, multiplier: float = 1, confidence: float = 0.95
) -> Estimates:
    """Return the control limits of a rate for places of these sizes.

    Parameters
    ----------
    denominator
        People or person-years in each place; none gives NaN.
    expected
        The comparator's rate per `multiplier` people; also the returned value. It may exceed the multiplier.
    multiplier, confidence
        As for `proportion_limits`.

    Raises
    ------
    BadInputError
        A number is text, infinite or negative.
    """
    scale = checked_multiplier(multiplier)
    people, rate = same_shape(as_counts(denominator, "denominator"), as_counts(expected, "comparator") / scale)
    mean = np.where(people > 0, people * rate, np.nan)
    tail = (1 - checked_confidence(confidence)) / 2
    with np.errstate(divide="ignore", invalid="ignore"):
        low = np.where(np.exp(-mean) > tail, 0.0, special.pdtrik(tail, mean)) / people
        high = np.where(mean > 0, special.pdtrik(1 - tail, mean) + 1, 0.0) / people
        unknown = np.isnan(mean)
    low, high = np.where(unknown, np.nan, low), np.where(unknown, np.nan, high)
    return Estimates(rate * scale, low * scale, high * scale, "exact Poisson limits of a rate", confidence)


def people_behind(numerator: ArrayLike, rate: ArrayLike, multiplier: float = 100_000) -> Floats:
    """Return the people among whom these events would give this rate: of a standardised rate not those who live there.

    Limits for so many people count the chance of all events together. Where a place's ages are unlike the standard's,
    its standardised rate varies more than that, and more places than told lie outside them.

    Parameters
    ----------
    numerator
        Events of each place.
    rate
        Its directly standardised rate per `multiplier` people; without events or a rate above 0 there are none (NaN).
    multiplier
        100,000 for a rate per 100,000.

    Raises
    ------
    BadInputError
        A number is text, infinite or negative.
    """
    count, figure = same_shape(as_counts(numerator, "numerator"), as_counts(rate, "rate"))
    usable = (count > 0) & (figure > 0)
    behind = np.full(count.shape, np.nan)
    np.divide(count * checked_multiplier(multiplier), figure, out=behind, where=usable)
    return behind


def compare_with(
    numerator: ArrayLike,
    denominator: ArrayLike,
    expected: ArrayLike,
    kind: Kind = "proportion",
    multiplier: float = 1,
    confidence: float = 0.95,
) -> Verdicts:
    """Say whether each figure is higher or lower than the comparator beyond chance.

    Parameters
    ----------
    numerator, denominator
        The place's figure; may be apportioned.
    expected
        The comparator's figure in the unit of the multiplier.
    kind
        proportion (people with a characteristic among all people) or rate (events).
    multiplier, confidence
        As for `proportion_limits`.

    Returns
    -------
    Verdicts
        Text of the common shape: higher, lower, similar, or "not tested" where a number is missing or there are no
        people.

    Raises
    ------
    BadInputError
        A count is text, infinite or negative, or a numerator of a proportion exceeds its denominator.
    UsageError
        The kind is neither proportion nor rate.
    """
    if kind not in ("proportion", "rate"):
        raise UsageError(
            f"Figures of the kind '{kind}' cannot be compared.",
            "Control limits are known for proportions and rates.",
            "Ask for proportion or rate.",
        )
    if kind == "proportion":
        count, people = as_part_and_whole(numerator, denominator)
        limits = proportion_limits(people, expected, multiplier, confidence)
    else:
        count, people = same_shape(as_counts(numerator, "numerator"), as_counts(denominator, "denominator"))
        limits = rate_limits(people, expected, multiplier, confidence)
    with np.errstate(divide="ignore", invalid="ignore"):
        figure = count / people * multiplier
    known = np.isfinite(figure + limits.low + limits.high)
    verdicts = np.select([~known, figure > limits.high, figure < limits.low], [NOT_TESTED, HIGHER, LOWER], SIMILAR)
    return np.asarray(verdicts, dtype=np.str_)


@dataclass(frozen=True, slots=True)
class Funnel:
    """Places beside what they have in common.

    Parameters
    ----------
    comparator
        The figure they are compared with, in the unit of the multiplier.
    value
        Each place's figure.
    near, far
        Its 95 % and 99.8 % control limits.
    near_verdict, far_verdict
        Whether it lies outside them: higher, lower, similar or not tested.
    overdispersion
        How many times as much as chance the places spread around all of them together (variance), the outermost tenth
        at each end drawn in; about 1 where only chance is at work. NaN for fewer than two places.
    sizes, near_curve, far_curve
        Denominators at which the limits are drawn, and the limits there.
    """

    comparator: float
    value: Floats
    near: Estimates
    far: Estimates
    near_verdict: Verdicts
    far_verdict: Verdicts
    overdispersion: float
    sizes: Floats
    near_curve: Estimates
    far_curve: Estimates


def funnel(
    numerator: ArrayLike,
    denominator: ArrayLike,
    kind: Kind = "proportion",
    multiplier: float = 1,
    comparator: float | None = None,
) -> Funnel:
    """Return places with their control limits around a comparator.

    It warns (`MethodWarning`) where places are so small that the limits of a proportion are too close, and where the
    places differ among themselves by more than chance.

    Parameters
    ----------
    numerator, denominator
        The places' figures, shape (places,); may be apportioned.
    kind, multiplier
        As for `compare_with`.
    comparator
        The figure to compare with in the unit of the multiplier; left out, that of all places together.

    Raises
    ------
    BadInputError
        A count is text, infinite or negative, a numerator of a proportion exceeds its denominator, or no place has a
        figure.
    UsageError
        The kind is neither proportion nor rate.
    """
    count, people = same_shape(as_counts(numerator, "numerator"), as_counts(denominator, "denominator"))
    if comparator is not None and not comparator <= LARGEST_MULTIPLIER**2:
        raise UsageError(
            f"A figure of {comparator:g} to compare with cannot be used.",
            "It is a rate or share in the unit of the multiplier.",
            "Give a number, or leave it out to compare with all sets together.",
        )
    near_verdict = compare_with(count, people, np.nan, kind, multiplier)  # refuses what cannot be compared
    usable = np.isfinite(count) & (people > 0)
    if not usable.any():
        raise BadInputError(
            "There is nothing to compare.",
            "No place has both a numerator and a denominator above 0.",
            "Give at least one place with both.",
        )
    pooled = count[usable].sum() / people[usable].sum() * multiplier
    middle = float(pooled if comparator is None else comparator)
    near_verdict, far_verdict = (
        compare_with(count, people, middle, kind, multiplier, confidence) for confidence in (NEAR, FAR)
    )
    limits = proportion_limits if kind == "proportion" else rate_limits
    sizes = curve_sizes(people[usable])
    near, far, near_curve, far_curve = (
        limits(of, middle, multiplier, confidence) for of in (people, sizes) for confidence in (NEAR, FAR)
    )
    spread = _overdispersion(count[usable], people[usable], kind)
    if kind == "proportion":
        share = middle / multiplier
        warn_of(usable & (people * min(share, 1 - share) < FEWEST_EXPECTED), WEAK_LIMITS)
    value = np.divide(count * multiplier, people, out=np.full(count.shape, np.nan), where=usable)
    return Funnel(middle, value, near, far, near_verdict, far_verdict, spread, sizes, near_curve, far_curve)


def curve_sizes(denominator: ArrayLike) -> Floats:
    """Return up to 100 whole denominators, evenly spaced on a scale of ratios, to draw limits at.

    They run from 1, or from just below the smallest place if the largest is less than twice as large, to just above the
    largest, both rounded to two digits.

    Parameters
    ----------
    denominator
        People in each place, all above 0, shape (places,).
    """
    people = as_counts(denominator, "denominator")
    smallest, largest = float(people.min()), float(people.max())
    end = max(_two_digits(largest, np.ceil), 2.0)
    sizes = [1.0 if largest > 2 * smallest else max(_two_digits(smallest, np.floor), 1.0)]
    for left in range(POINTS - 1, 0, -1):
        if sizes[-1] >= end:
            break
        last = sizes[-1]
        sizes.append(max(float(round((end / last) ** (1 / left) * last)), last + 1))
    return np.array(sizes)


def _two_digits(value: float, rounding: np.ufunc) -> float:
    unit = 10.0 ** (np.floor(np.log10(value)) - 1)
    return float(rounding(round(value / unit, 9)) * unit)


def _overdispersion(count: Floats, people: Floats, kind: Kind) -> float:
    """Return how many times as much as chance the places spread around all together; warn where chance does not do so.

    The outermost tenth at each end is drawn in to the next place (Spiegelhalter 2005, winsorised z-scores), so that a
    few unusual places do not make all the others seem to differ, and what chance loses by that is given back.
    """
    rate = float(count.sum() / people.sum())
    per_person = rate * (1 - rate) if kind == "proportion" else rate
    if count.size < 2 or per_person <= 0:
        return float("nan")
    distance = np.sort((count - people * rate) / np.sqrt(people * per_person))
    ends = int(DRAWN_IN * count.size)
    inner = np.clip(distance, distance[ends], distance[-1 - ends])
    spread = float((inner**2).mean() * count.size / (count.size - 1) / _left_by_chance(ends / count.size))
    if spread > OVERDISPERSED and special.chdtrc(count.size - 1, float((distance**2).sum())) < 0.001:
        warnings.warn(
            f"The {count.size:,} figures differ {spread:.1f} times as much as chance alone gives (overdispersion), so "
            "limits that allow for chance only mark many places as different that are not unusual among these.",
            MethodWarning,
            stacklevel=3,
        )
    return spread


def _left_by_chance(share: float) -> float:
    """Return the variance of a standard normal deviate whose outermost share at each end is drawn in."""
    if share == 0:
        return 1.0
    z = float(special.ndtri(1 - share))
    return 2 * share * z**2 + 1 - 2 * share - 2 * z * float(np.exp(-(z**2) / 2) / np.sqrt(2 * np.pi))
