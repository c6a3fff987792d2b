"""Tenths, fifths and other quantile groups: places in order of a value, cut into groups of like size.

Three rules are in use. They give the same groups where the groups divide the places evenly, and differ by a place or so
at the borders where they do not; so the rule is named wherever groups are shown. With `n` places, `q` groups and rank
`r` (1 at the end that comes first; tied values share the lower rank):

- phe: `1 + floor(q (r - 1) / n)`, the rule of England's Fingertips (Office for Health Improvement and Disparities,
  "Technical Guide: Assigning Deprivation Categories") and of its R package;
- indices: `ceil(q r / n)`, which gives the publisher's own deciles of the English Indices of Deprivation;
- population: `ceil(q w / W)`, where `w` are the people of all places before it and its own and `W` those of all places,
  so that groups hold like numbers of people in place of places.

Without weights tied values stay in one group, whichever border lies among them.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final, Literal, get_args

import numpy as np
from numpy.typing import ArrayLike, NDArray

from seedbed.analysis.equity.checks import as_counts, as_numbers, same_shape
from seedbed.analysis.equity.estimates import Floats
from seedbed.analysis.equity.quantiles import End
from seedbed.analysis.equity.weak import warn_of
from seedbed.errors import BadInputError, UsageError

Rule = Literal["phe", "indices", "population"]

HAIR: Final = 1e-9
"""Part of a group by which sums of people may miss a border through rounding."""

TOO_FEW: Final = "sets have fewer places with a value than groups, so no groups are given; ask for fewer or join sets."
TIED: Final = (
    "sets have tied values at a border between groups; they were kept in one group, so groups differ in size: look "
    "whether that serves."
)


@dataclass(frozen=True, slots=True)
class QuantileGroups:
    """Where places stand in their sets.

    Parameters
    ----------
    rank
        1 at the end that comes first; ties share the lower rank; NaN without a value. Shape (places,).
    group
        1 to the number of groups; NaN without a value and in sets with too few places.
    places
        Places with a value in each set, shape (sets,).
    """

    rank: Floats
    group: Floats
    places: NDArray[np.intp]


def quantile_groups(
    values: ArrayLike,
    groups: int = 10,
    *,
    first: End = "highest",
    rule: Rule = "phe",
    sets: NDArray[np.intp] | None = None,
    weights: ArrayLike | None = None,
) -> QuantileGroups:
    """Return which of `groups` groups of like size each place falls in, within its set.

    It warns (`MethodWarning`) of sets with fewer places than groups and of sets with ties at a border between groups.

    Parameters
    ----------
    values
        One value for each place, shape (places,); a missing one is not counted.
    groups
        How many: 10 for tenths. Two or more.
    first
        Which end is group 1: "highest" (a deprivation score) or "lowest" (a published rank, income).
    rule
        phe, indices or population, as above.
    sets
        Number of each place's set from 0, shape (places,); left out, all are one set.
    weights
        People of each place, shape (places,): of the rule population. A place without is not counted.

    Raises
    ------
    BadInputError
        A value is text or infinite, a weight negative, or a set has nobody.
    UsageError
        Fewer than two groups, an unknown end or rule, or weights that do not go with the rule.
    """
    _check(groups, first, rule, weights)
    numbers = np.atleast_1d(as_numbers(values, "value"))
    ordered = -numbers if first == "highest" else numbers
    given = np.ones_like(ordered) if weights is None else as_counts(weights, "population")
    _, people = same_shape(ordered, given)
    index = np.zeros(ordered.size, dtype=np.intp) if sets is None else np.asarray(sets, dtype=np.intp)
    known = np.isfinite(ordered) & np.isfinite(people)
    order = np.flatnonzero(known)[np.lexsort((ordered[known], index[known]))]
    places = np.bincount(index[known], minlength=int(index.max(initial=0)) + 1)
    rank, group = np.full(ordered.shape, np.nan), np.full(ordered.shape, np.nan)
    own = _Sorted(index[order], ordered[order], people[order], places)
    rank[order] = own.first_rank()
    group[order] = own.groups(groups, rule)
    few = places < groups
    group[few[index]] = np.nan
    warn_of(few & (places > 0), TOO_FEW)
    if rule != "population":
        warn_of(~few & own.tied_at_a_border(groups, rule), TIED)
    return QuantileGroups(rank, group, places)


def _check(groups: int, first: str, rule: str, weights: ArrayLike | None) -> None:
    if groups < 2:
        raise UsageError(
            f"A set cannot be cut into {groups} groups.", "At least two are needed.", "Ask for 5 or 10 groups."
        )
    if first not in get_args(End):
        raise UsageError(
            f"Groups cannot be counted from '{first}'.", "Group 1 stands at one end.", "Ask for highest or lowest."
        )
    if rule not in get_args(Rule):
        raise UsageError(
            f"The rule '{rule}' is not known.", f"There are {', '.join(get_args(Rule))}.", "Ask for one of them."
        )
    if (weights is None) == (rule == "population"):
        raise UsageError(
            "The rule population needs the people of each place, and only that rule uses them.",
            "Its groups hold like numbers of people; those of other rules hold like numbers of places.",
            "Give people with the rule population alone.",
        )


@dataclass(frozen=True, slots=True)
class _Sorted:
    """Places in order of set and value; ``places`` counts those of each set."""

    index: NDArray[np.intp]
    ordered: Floats
    people: Floats
    places: NDArray[np.intp]

    def starts(self) -> NDArray[np.intp]:
        """Return where each place's run of tied values starts."""
        new = np.ones(self.index.size, dtype=np.bool_)
        new[1:] = (np.diff(self.index) != 0) | (np.diff(self.ordered) != 0)
        return np.maximum.accumulate(np.where(new, np.arange(new.size), 0))

    def first_rank(self) -> Floats:
        """Return the lower rank of each place's ties."""
        before = (np.cumsum(self.places) - self.places)[self.index]
        return np.asarray(self.starts() - before + 1, dtype=np.float64)

    def groups(self, many: int, rule: Rule) -> Floats:
        """Return each place's group."""
        return self._by_people(many) if rule == "population" else self._of_rank(self.first_rank(), many, rule)

    def tied_at_a_border(self, many: int, rule: Rule) -> NDArray[np.bool_]:
        """Say which sets have tied values that would fall into several groups if their order were known."""
        plain = np.arange(self.index.size) - (np.cumsum(self.places) - self.places)[self.index] + 1.0
        apart = self._of_rank(plain, many, rule) != self._of_rank(self.first_rank(), many, rule)
        return np.bincount(self.index, apart, self.places.size) > 0

    def _of_rank(self, rank: Floats, many: int, rule: Rule) -> Floats:
        # Products of whole numbers are exact, so a rank at a border never falls on the wrong side of it.
        of = self.places[self.index].astype(np.float64)
        if rule == "phe":
            return np.asarray(1 + np.floor(many * (rank - 1) / of), dtype=np.float64)
        return np.asarray(np.ceil(many * rank / of), dtype=np.float64)

    def _by_people(self, many: int) -> Floats:
        whole = np.bincount(self.index, self.people, self.places.size)
        if ((whole == 0) & (self.places > 0)).any():
            raise BadInputError(
                "A set has nobody in it.", "The people of all its places are 0.", "Give the people of each place."
            )
        ends = np.cumsum(self.people)
        before = (np.cumsum(whole) - whole)[self.index]
        starts = self.starts()
        up_to = ends[starts] - self.people[starts] - before + self.people
        return np.clip(np.ceil(many * up_to / whole[self.index] - HAIR * many), 1, many)
