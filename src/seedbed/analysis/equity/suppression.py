"""The first rule of disclosure control: a small number is hidden.

A count from 1 to minimum - 1 is hidden, and so is a count whose complement (denominator - count) is: "all but two"
tells as much as "two". Others are hidden with it so that it does not follow from them: `disclosure.guard`.

Source: Office for National Statistics, "Policy on protecting confidentiality in tables of birth and death statistics";
NHS England, "Hospital Episode Statistics analysis guide" (small numbers).
"""

from __future__ import annotations

import numpy as np
from numpy.typing import ArrayLike, NDArray

from seedbed.analysis.equity.checks import as_counts, as_part_and_whole
from seedbed.analysis.equity.estimates import Floats
from seedbed.errors import UsageError

Mask = NDArray[np.bool_]

DEFAULT_MINIMUM = 5
DECIMALS = 9  # apportioned counts carry rounding in their last binary digits


def suppress_small(counts: ArrayLike, denominators: ArrayLike | None = None, minimum: int = DEFAULT_MINIMUM) -> Mask:
    """Return which counts may not be shown by themselves: those from above 0 to below the minimum, and complements.

    Parameters
    ----------
    counts
        People, any shape. May be apportioned: 0.4 of a person counts as small, 0 does not. Missing ones are not hidden,
        as there is nothing to hide.
    denominators
        All people, where complements are to be protected; shape as counts.
    minimum
        The smallest count that may be shown, at least 3.

    Raises
    ------
    BadInputError
        A count is text, infinite or negative, or exceeds its denominator.
    UsageError
        The minimum is below 3: a hidden count could then only be 1.
    """
    checked_minimum(minimum)
    if denominators is None:
        return small(as_counts(counts, "count"), minimum)
    part, whole = as_part_and_whole(counts, denominators)
    return small(part, minimum) | small(whole - part, minimum)


def small(counts: Floats, minimum: int, *, zeros: bool = False) -> Mask:
    """Return which counts are small: from above 0, or from 0 where ``zeros``, to below the minimum."""
    rounded = np.round(counts, DECIMALS)
    floor = -1.0 if zeros else 0.0
    return np.asarray((rounded > floor) & (rounded < minimum), dtype=np.bool_)


def checked_minimum(minimum: int) -> int:
    """Return the minimum.

    Raises
    ------
    UsageError
        It is below 3: a hidden count could then only be 1.
    """
    if minimum < 3:
        raise UsageError(
            f"A minimum of {minimum} protects nobody.",
            "A hidden count could then only be 1.",
            "Ask for a minimum of 3 or more; 5 is usual.",
        )
    return minimum
