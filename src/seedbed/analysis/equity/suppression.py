"""Small numbers are hidden, and so is what would give them back by subtraction.

Two rules, both applied to the true counts before anything is shown:

1. A count from 1 to minimum - 1 is hidden, and so is a count whose complement (denominator - count) is: "all but two"
   tells as much as "two".
2. Where parts add up to a published total, one hidden part is the total minus the others. So further parts are hidden,
   the next smallest first and all of the same size together, until the hidden ones are not all equal. A small total
   hides itself and every part; and where nothing is left to hide, the total is hidden too.

What this guarantees is written at `suppress_parts`. It protects one list of parts and its total. Categories that add up
are protected together in `families`. Neither protects sums across tables, nor differences between two releases.

Source of the two rules: Office for National Statistics, "Policy on protecting confidentiality in tables of birth and
death statistics"; NHS England, "Hospital Episode Statistics analysis guide" (small numbers). Hiding all ties, and going
on until the hidden counts differ, is ours: it makes the choice the same whichever hidden part held which count.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import ArrayLike, NDArray

from seedbed.analysis.equity.checks import as_counts, as_part_and_whole
from seedbed.analysis.equity.estimates import Floats
from seedbed.errors import UsageError

Mask = NDArray[np.bool_]

DEFAULT_MINIMUM = 5
DECIMALS = 9  # apportioned counts carry rounding in their last binary digits


@dataclass(frozen=True, slots=True)
class HiddenParts:
    """Which parts of a total may not be shown.

    Parameters
    ----------
    hidden
        True for each part that may not be shown, in the order given.
    total_hidden
        True where the total may not be shown either.
    """

    hidden: Mask
    total_hidden: bool


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
    if minimum < 3:
        raise UsageError(
            f"A minimum of {minimum} protects nobody.",
            "A hidden count could then only be 1.",
            "Ask for a minimum of 3 or more; 5 is usual.",
        )
    if denominators is None:
        return _small(as_counts(counts, "count"), minimum)
    part, whole = as_part_and_whole(counts, denominators)
    return _small(part, minimum) | _small(whole - part, minimum)


def suppress_parts(
    counts: ArrayLike, denominators: ArrayLike | None = None, minimum: int = DEFAULT_MINIMUM
) -> HiddenParts:
    """Return which parts, and whether their total, may not be shown.

    Without denominators, nobody who knows the total, the parts shown, the minimum and these rules in every detail can
    work out a hidden count exactly: whichever hidden count is swapped with another, the same parts would be hidden, and
    they are not all equal. With denominators, nobody can who knows the total, the parts shown and every denominator;
    someone who also reasons about which part the rule would have hidden next may narrow the hidden counts further.
    In neither case is a wide range of values promised: a hidden count may be known to be 3 or 4. And the total must be
    the plain sum of the parts: one made of shares of them (0.37 of one area, 0.61 of another), shown with many digits,
    may fit only one pair of whole counts. Show such a total rounded to whole people, and what is worked out from it
    rounded likewise, or not at all.

    Parameters
    ----------
    counts
        People in each part, shape (parts,); the total is their sum. Missing parts are neither hidden nor counted.
    denominators
        All people in each part, where complements are to be protected.
    minimum
        The smallest count that may be shown, at least 3.

    Raises
    ------
    BadInputError
        A count is text, infinite or negative, or exceeds its denominator.
    UsageError
        The minimum is below 3.
    """
    primary = suppress_small(counts, denominators, minimum)
    parts = np.round(as_counts(counts, "count"), DECIMALS)
    wholes = np.full(parts.shape, np.inf) if denominators is None else as_counts(denominators, "denominator")
    known = np.isfinite(parts) & (wholes > 0)
    if not primary.any():
        return HiddenParts(primary, total_hidden=False)
    if _total_is_small(parts[known], wholes[known], minimum):
        return HiddenParts(known | primary, total_hidden=True)
    hidden = primary
    while not _differ(parts[hidden], wholes[hidden]):
        left = known & ~hidden
        if not left.any():
            return HiddenParts(known | primary, total_hidden=True)
        hidden = hidden | (left & (parts == _next_smallest(parts[left])))
    return HiddenParts(hidden, total_hidden=False)


def _small(counts: Floats, minimum: int) -> Mask:
    rounded = np.round(counts, DECIMALS)
    small: Mask = (rounded > 0) & (rounded < minimum)
    return small


def _total_is_small(parts: Floats, wholes: Floats, minimum: int) -> bool:
    total, people = np.round(parts.sum(), DECIMALS), wholes.sum()
    return bool(_small(total, minimum) or (np.isfinite(people) and _small(people - total, minimum)))


def _differ(parts: Floats, wholes: Floats) -> bool:
    """Say whether the hidden parts can be exchanged: not all equal, and neither nobody nor everybody together."""
    return bool(np.unique(parts).size > 1 and 0 < parts.sum() < wholes.sum())


def _next_smallest(parts: Floats) -> float:
    """Return the smallest count to hide next; a nought tells nothing of others, so it comes last."""
    some = parts[parts > 0]
    return float(some.min()) if some.size else 0.0
