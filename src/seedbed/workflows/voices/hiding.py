"""Which groups of a sample may be shown: all variables pass the one guard together.

What the guard is told everybody knows: how many people gave no card or would rather not say, of each variable; that all
variables are of the same people, where their sums say so; and how many people of each group there are, where the
benchmark counts them ("all but two were heard" tells as much as "two").
"""

from __future__ import annotations

from collections.abc import Hashable, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from seedbed.analysis.equity.disclosure.guard import guard
from seedbed.analysis.equity.disclosure.releases import Published
from seedbed.analysis.equity.disclosure.tables import Release, link, sums

EVERYONE = "everyone"
"""Name of the cell of all people heard, which is told nowhere."""


@dataclass(frozen=True, slots=True)
class Hiding:
    """Which groups may not be shown, shape (groups,), and whether their total may not be."""

    hidden: NDArray[np.bool_]
    total: bool


@dataclass(frozen=True, slots=True)
class HeardGroups:
    """One variable: people heard of each group, how many there are (infinite where not known), and who is in none."""

    counts: list[float]
    most: list[float]
    no_card: int
    not_said: int


def nothing_hidden(groups: int) -> Hiding:
    """Return that everything may be shown."""
    return Hiding(np.zeros(groups, dtype=np.bool_), total=False)


def hidden_groups(variables: Sequence[HeardGroups]) -> list[Hiding]:
    """Return what may not be shown of each variable.

    Where a total may not be shown, no group may: shares and quotients of the others would tell it.

    Raises
    ------
    NotAllowedError
        Nothing safe can be shown.
    """
    people = [sum(each.counts) + each.no_card + each.not_said for each in variables]
    shared = {many for many in people if people.count(many) > 1}
    release = link(*(_cells(number, each, shared) for number, each in enumerate(variables)))
    unpublished = np.array([isinstance(key, tuple) and key[0] == EVERYONE for key in release.keys], dtype=np.bool_)
    made = guard(release, unpublished=unpublished, earlier=[_told(variables)])
    places = release.places()
    answer = []
    for number, variable in enumerate(variables):
        total = bool(made.hidden[places["total", number]])
        groups = [bool(made.hidden[places["group", number, row]]) for row in range(len(variable.counts))]
        answer.append(Hiding(np.array(groups, dtype=np.bool_) | total, total=total))
    return answer


def _cells(number: int, variable: HeardGroups, shared: set[float]) -> Release:
    """Return the cells of one variable, tied to those of others by the people of both."""
    groups: list[Hashable] = [("group", number, row) for row in range(len(variable.counts))]
    total: Hashable = ("total", number)
    counts = dict(zip(groups, variable.counts, strict=True))
    most = dict(zip(groups, variable.most, strict=True)) | {total: sum(variable.most)}
    parts: dict[Hashable, list[Hashable]] = {total: groups}
    aside = _aside(number, variable)
    everyone = sum(variable.counts) + sum(aside.values())
    if everyone in shared:
        counts |= aside
        parts[EVERYONE, everyone] = [total, *aside]
    return sums(counts, parts, most)


def _aside(number: int, variable: HeardGroups) -> dict[Hashable, float]:
    return {("no card", number): float(variable.no_card), ("not said", number): float(variable.not_said)}


def _told(variables: Sequence[HeardGroups]) -> Published:
    """Return what is told in any case: how many are in no group."""
    counts: dict[Hashable, float] = {}
    for number, variable in enumerate(variables):
        counts |= _aside(number, variable)
    release = sums(counts, {})
    return Published(release, np.zeros(release.size, dtype=np.bool_))
