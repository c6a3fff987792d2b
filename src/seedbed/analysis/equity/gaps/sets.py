"""Sets of groups as gaps between them are worked out from: thousands of sets, of any number of groups each."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import ArrayLike, NDArray

from seedbed.analysis.equity.checks import as_counts
from seedbed.analysis.equity.estimates import Floats
from seedbed.errors import BadInputError

Whole = NDArray[np.int64]
Truths = NDArray[np.bool_]

MOST_GROUPS = 5000
"""Groups of one set; gaps between more are gaps between single people or places."""


@dataclass(frozen=True, slots=True)
class GroupSets:
    """Groups laid end to end, set after set; in a set that is ordered, from most disadvantaged to most advantaged.

    Parameters
    ----------
    starts
        Where each set's groups begin, and at the end how many groups there are: shape (sets + 1,).
    rows
        Which row of what was given each group is, shape (groups,).
    values, errors, populations
        The groups' values, their standard errors and people, shape (groups,); NaN where not known.
    rules
        Five whole numbers a set, shape (sets, 5): ordered, favourable, place of the reference group (-1: none named),
        of the most advantaged and of the most disadvantaged group.
    scale
        Upper end of each set's scale, shape (sets,); infinite where there is none.
    average
        Each set's published average, shape (sets,); NaN where not known.
    left_out
        Groups without a value in each set, shape (sets,).
    """

    starts: Whole
    rows: Whole
    values: Floats
    errors: Floats
    populations: Floats
    rules: Whole
    scale: Floats
    average: Floats
    left_out: Whole

    @property
    def sizes(self) -> Whole:
        """Groups with a value in each set."""
        return np.diff(self.starts)

    @property
    def shares(self) -> Floats:
        """Each group's share of its set's people, shape (groups,); NaN in a set where not all are known, or none."""
        totals = self.sums(self.populations)
        whole: Floats = np.repeat(np.where(totals > 0, totals, np.nan), self.sizes)
        return np.asarray(self.populations / whole)

    def sums(self, numbers: Floats) -> Floats:
        """Return the sum over the groups of each set, shape (sets,)."""
        running = np.bincount(np.repeat(np.arange(self.sizes.size), self.sizes), numbers, self.sizes.size)
        return running.astype(np.float64)

    def known(self, numbers: Floats) -> Truths:
        """Say for each set whether every group has a number."""
        return np.isfinite(self.sums(numbers))


def group_sets(  # noqa: PLR0913 - one argument a column of the table
    values: ArrayLike,
    errors: ArrayLike | None = None,
    populations: ArrayLike | None = None,
    *,
    sets: ArrayLike | None = None,
    order: ArrayLike | None = None,
    reference: ArrayLike | None = None,
    ordered: ArrayLike | None = None,
    favourable: ArrayLike = True,
    scale: ArrayLike | None = None,
    average: ArrayLike | None = None,
) -> GroupSets:
    """Lay groups out by set, once checked.

    Parameters
    ----------
    values
        Value of each group, shape (rows,), 0 or more; a group without one (NaN) is left out.
    errors, populations
        Standard errors and people, shape (rows,); without errors there are no intervals, without people no weighted
        measures.
    sets
        Number of each row's set from 0, shape (rows,); one set without it.
    order
        Place of each group from 1, the most disadvantaged, shape (rows,).
    reference
        True for the reference group of each set, shape (rows,); at most one a set.
    ordered
        Whether each set is ordered, shape (sets,) or one; without it, where all its groups have a place.
    favourable
        Whether more is better, shape (sets,) or one.
    scale
        Upper end of the scale (100 for per cent), shape (sets,) or one; NaN for none.
    average
        Published average, shape (sets,) or one, used as the mean where populations are not known.

    Raises
    ------
    BadInputError
        A value, error or population is negative, infinite or text; a value lies above its scale; a set has two
        reference groups or, ordered, two groups at one place or one without; no set has two groups with a value, or one
        has more than 5,000.
    """
    given = as_counts(values, "value")
    number = np.zeros(given.size, np.int64) if sets is None else np.asarray(sets, dtype=np.int64)
    many = int(number.max(initial=0)) + 1
    place = _column(order, given, "order")
    named = np.zeros(given.size, np.bool_) if reference is None else np.asarray(reference, dtype=np.bool_)
    tops = _one_each(scale, many, np.inf)
    _refuse(
        given > tops[number] * (1 + 1e-9), "A value is above the end of its scale.", "Correct the value or the scale."
    )
    kept = np.flatnonzero(np.isfinite(given))
    rows = kept[np.lexsort((np.nan_to_num(place[kept], nan=np.inf), number[kept]))].astype(np.int64)
    starts = np.searchsorted(number[rows], np.arange(many + 1)).astype(np.int64)
    is_ordered = _ordered(ordered, place, number, many)
    _check_places(is_ordered, place[rows], number[rows])
    groups = GroupSets(
        starts,
        rows,
        given[rows],
        _column(errors, given, "standard error")[rows],
        _column(populations, given, "population")[rows],
        _rules(is_ordered, _truths(favourable, many), named[rows], starts),
        tops,
        _one_each(average, many, np.nan),
        np.bincount(number[~np.isfinite(given)], minlength=many).astype(np.int64),
    )
    _refuse(groups.sizes.max(initial=0) < 2, "No set has two groups with a value.", "Give at least two groups.")
    _refuse(
        groups.sizes.max() > MOST_GROUPS,
        f"A set has more than {MOST_GROUPS:,} groups.",
        "These may be people or small areas: group them first, or tell sets apart by a column 'set'.",
    )
    return groups


def _column(numbers: ArrayLike | None, like: Floats, name: str) -> Floats:
    if numbers is None:
        return np.full(like.size, np.nan)
    checked = as_counts(numbers, name)
    _refuse(checked.shape != like.shape, f"The column '{name}' is not as long as the values.", "Give one each.")
    return checked


def _one_each(numbers: ArrayLike | None, many: int, without: float) -> Floats:
    if numbers is None:
        return np.full(many, without)
    each = np.broadcast_to(np.asarray(numbers, dtype=np.float64), many)
    return np.where(np.isfinite(each), each, without)


def _truths(truths: ArrayLike, many: int) -> Truths:
    return np.broadcast_to(np.asarray(truths, dtype=np.bool_), many)


def _ordered(asked: ArrayLike | None, place: Floats, number: Whole, many: int) -> Truths:
    if asked is not None:
        return _truths(asked, many)
    placed = np.bincount(number, place > 0, many)  # WHO's tables write 0 for "no place"
    complete: Truths = placed == np.maximum(np.bincount(number, minlength=many), 1)
    return complete


def _check_places(ordered: Truths, place: Floats, number: Whole) -> None:
    asked = ordered[number]
    _refuse(
        asked & ~(place > 0),
        "A group of an ordered set has no place in the order.",
        "Give each group a place, 1 for the most disadvantaged, or call the set not ordered.",
    )
    twice = np.zeros(place.size, np.bool_)
    twice[1:] = (np.diff(number) == 0) & (np.diff(np.nan_to_num(place)) == 0)
    _refuse(asked & twice, "Two groups of an ordered set stand at one place.", "Give each group a place of its own.")


def _rules(ordered: Truths, favourable: Truths, named: Truths, starts: Whole) -> Whole:
    sizes = np.diff(starts)
    number = np.repeat(np.arange(sizes.size), sizes)
    marked = np.flatnonzero(named)
    _refuse(np.bincount(number[marked], minlength=1) > 1, "A set has two reference groups.", "Mark one group a set.")
    rules = np.zeros((sizes.size, 5), np.int64)
    rules[:, 0], rules[:, 1], rules[:, 2] = ordered, favourable, -1
    rules[number[marked], 2] = marked - starts[number[marked]]
    rules[:, 3] = np.maximum(sizes - 1, 0)
    return rules


def _refuse(wrong: ArrayLike, what: str, next_step: str) -> None:
    truths = np.atleast_1d(np.asarray(wrong))
    if truths.any():
        first = int(np.flatnonzero(truths)[0]) + 1
        raise BadInputError(what, f"It is number {first} of those given, and one of {int(truths.sum()):,}.", next_step)
