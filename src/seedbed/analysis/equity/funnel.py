"""What differs beyond chance: control limits around a comparator (a funnel).

The comparator (England, a region, an authority) is taken as known. A place of a given size whose true figure were the
comparator's would fall outside its 95 % limits one time in twenty and outside its 99.8 % limits one time in five
hundred, so with many figures on a page some fall outside by chance alone.

Proportions: the limits are p0 +- z * sqrt(p0 (1 - p0) / n), cut to 0 and 1. These are the values whose Wilson interval
just touches p0, so "outside the limits" and "the interval leaves out the comparator" say the same thing.
Rates: the limits of a Poisson count with mean rate0 * people, taken as the counts whose exact (Garwood) interval
just touches it.

Source: Spiegelhalter, "Funnel plots for comparing institutional performance", Statistics in Medicine 24 (2005).
"""

from __future__ import annotations

from typing import Final, Literal

import numpy as np
from numpy.typing import ArrayLike, NDArray
from scipy import special

from seedbed.analysis.equity.checks import (
    as_counts,
    as_part_and_whole,
    checked_confidence,
    checked_multiplier,
    same_shape,
)
from seedbed.analysis.equity.estimates import Estimates
from seedbed.errors import BadInputError, UsageError

Kind = Literal["proportion", "rate"]
Verdicts = NDArray[np.str_]

HIGHER: Final = "higher"
LOWER: Final = "lower"
SIMILAR: Final = "similar"
NOT_TESTED: Final = "not tested"


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
