"""The rule: which counts are small, and what an attacker may at most learn of them.

With a minimum of m (5 unless said otherwise), a cell is **primary** where its count is above 0 and below m; where it
has a published denominator and leaves that few out, or the denominator itself is that small; or where it was named.

A primary cell with the count x is **protected** where the attack (`attack`) leaves it

- a largest value of at least m, so that nobody can tell that it is small at all (for a complement: a smallest value
  that leaves out at least m), and beyond x by at least 1;
- a smallest value below x by at least 1, or 0;
- at least m whole values.

And where someone also knows which cells were hidden because they are small and which to protect those, and so that the
first are from 1 to m - 1 and the others m or more, two whole values at least must be left. Each demand is lowered to
what a published denominator leaves possible.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from seedbed.analysis.equity.disclosure.attack import ROUNDING, Intervals, attack_within
from seedbed.analysis.equity.disclosure.tables import Release
from seedbed.analysis.equity.estimates import Floats
from seedbed.analysis.equity.suppression import DECIMALS, DEFAULT_MINIMUM, checked_minimum, small

Mask = NDArray[np.bool_]


@dataclass(frozen=True, slots=True)
class Levels:
    """What must be left open of each cell, shape (cells,) each.

    Parameters
    ----------
    low
        The smallest possible count must be this or less.
    high
        The largest possible count must be this or more.
    width
        Largest less smallest must be this or more.
    known_low, known_high
        What someone knows of a hidden cell who knows why it is hidden.
    """

    low: Floats
    high: Floats
    width: Floats
    known_low: Floats
    known_high: Floats


def primary_cells(
    release: Release, minimum: int = DEFAULT_MINIMUM, *, zeros: bool = False, named: Mask | None = None
) -> Mask:
    """Return the cells that may not be shown by themselves.

    Parameters
    ----------
    release
        The cells; those without a known count are not looked at.
    minimum
        The smallest count that may be shown, at least 3.
    zeros
        Whether noughts (and counts that leave nobody out) are small too.
    named
        Further cells to protect, shape (cells,).

    Raises
    ------
    UsageError
        The minimum is below 3.
    """
    checked_minimum(minimum)
    few = small(release.counts, minimum, zeros=zeros)
    few_left = small(release.most - release.counts, minimum, zeros=zeros)
    few_people = (release.most > 0) & (release.most < minimum)
    found = (few | few_left | few_people) & np.isfinite(release.counts)
    return found if named is None else found | named


def levels(release: Release, primary: Mask, minimum: int = DEFAULT_MINIMUM) -> Levels:
    """Return what the rule demands for each primary cell, and what knowing the reasons tells of all."""
    counts = np.where(np.isfinite(release.counts), np.round(release.counts, DECIMALS), 0.0)
    most = release.most
    left_out = most - counts
    small = counts < minimum
    few_left = left_out < minimum
    low = np.maximum(counts - 1, 0.0)
    low = np.where(few_left, np.minimum(low, np.maximum(most - minimum, 0.0)), low)
    high = np.where(small, np.maximum(counts + 1, minimum), counts + 1)
    known_low, known_high = _known(release, counts, primary, minimum)
    return Levels(low, np.minimum(high, most), np.minimum(minimum - 1.0, most), known_low, known_high)


def _known(release: Release, counts: Floats, primary: Mask, minimum: int) -> tuple[Floats, Floats]:
    """Return what knowing why a cell is hidden tells of it."""
    most = release.most
    some = counts > 0
    least = np.where(some, 1.0, 0.0)
    small = primary & (counts < minimum)
    few_left = primary & ~small & (most - counts < minimum)
    low = np.where(primary, np.where(small, np.minimum(least, counts), 0.0), np.where(some, minimum, 0.0))
    high = np.where(small, np.maximum(minimum - 1.0, np.ceil(counts)), most)
    low = np.where(few_left, np.maximum(most - minimum + 1, 0.0), low)
    unknown = ~np.isfinite(release.counts)
    return np.where(unknown, 0.0, np.minimum(low, counts)), np.where(unknown, most, np.minimum(high, most))


def unprotected(found: Intervals, primary: Mask, demanded: Levels) -> Mask:
    """Return the primary cells of which an attacker learns more than the rule allows."""
    kept = (
        (found.low <= demanded.low + ROUNDING)
        & (found.high >= demanded.high - ROUNDING)
        & (found.width >= demanded.width - ROUNDING)
    )
    return np.asarray(primary & ~kept, dtype=np.bool_)


def unprotected_if_reasons_are_known(release: Release, hidden: Mask, primary: Mask, demanded: Levels) -> Mask:
    """Return the primary cells that someone can work out who also knows why each cell is hidden."""
    if not primary.any():
        return np.zeros(release.size, dtype=np.bool_)
    lowest = np.where(hidden, demanded.known_low, release.counts)
    highest = np.where(hidden, demanded.known_high, release.counts)
    found = attack_within(release, lowest, highest)
    return np.asarray(primary & (found.width < 1 - ROUNDING), dtype=np.bool_)
