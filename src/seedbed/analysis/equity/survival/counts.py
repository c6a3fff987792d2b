"""Counting items by stage and by the groups they came from, in one pass."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from seedbed.analysis.kernel import kernel

Whole = NDArray[np.int64]


@dataclass(frozen=True, slots=True)
class StageCounts:
    """Items by stage.

    Parameters
    ----------
    items
        Items at each stage, shape (stages,).
    of_group
        Items with at least one origin in the group, shape (groups, stages).
    no_card
        Items of whose contributors none gave a card, shape (stages,).
    no_origin
        Items without any contributor, shape (stages,).
    resting_group
        For each contributor, items at each stage that would have no origin in the contributor's group without them,
        shape (contributors, stages).
    resting
        For each contributor, items at each stage that would have no contributor at all without them; same shape.
    """

    items: Whole
    of_group: Whole
    no_card: Whole
    no_origin: Whole
    resting_group: NDArray[np.int32]
    resting: NDArray[np.int32]


def count_stages(
    first: NDArray[Any],
    last: NDArray[Any],
    mentions: tuple[NDArray[Any], NDArray[Any]],
    group: NDArray[Any],
    shape: tuple[int, int],
) -> StageCounts:
    """Count items by stage and group.

    Parameters
    ----------
    first, last
        First and last stage each item is counted at, shape (items,).
    mentions
        Item and contributor of each mention; a pair that comes twice counts once.
    group
        Group of each contributor, -1 where no card was given.
    shape
        Number of groups and of stages.
    """
    people = max(len(group), 1)
    pairs = _distinct(mentions[0].astype(np.int64) * people + mentions[1].astype(np.int64))
    item, who = pairs // people, pairs % people
    start = np.searchsorted(item, np.arange(len(first) + 1))
    groups, stages = shape
    items = np.zeros(stages + 1, dtype=np.int64)
    np.add.at(items, first, 1)
    np.add.at(items, last + 1, -1)
    # A change at the first stage and one after the last; running sums turn them into counts.
    of_group = np.zeros((groups + 2, stages + 1), dtype=np.int64)
    resting_group = np.zeros((len(group), stages + 1), dtype=np.int32)
    resting = np.zeros((len(group), stages + 1), dtype=np.int32)
    _count(
        first.astype(np.int64),
        last.astype(np.int64),
        start.astype(np.int64),
        who,
        group.astype(np.int64),
        of_group,
        resting_group,
        resting,
    )
    of_group = of_group.cumsum(axis=1)[:, :-1]
    np.cumsum(resting_group, axis=1, out=resting_group)
    np.cumsum(resting, axis=1, out=resting)
    return StageCounts(
        items.cumsum()[:-1],
        of_group[:groups],
        of_group[groups],
        of_group[groups + 1],
        resting_group[:, :-1],
        resting[:, :-1],
    )


def _distinct(codes: Whole) -> Whole:
    """Return the codes in order, each once; for millions of them sorting is faster than a table of those seen."""
    ordered = np.sort(codes)
    return ordered[np.flatnonzero(np.diff(ordered, prepend=-1))]


@kernel
def _count(  # noqa: PLR0913, PLR0917 - a kernel takes its arrays one by one
    first: NDArray[Any],
    last: NDArray[Any],
    start: NDArray[Any],
    who: NDArray[Any],
    group: NDArray[Any],
    of_group: NDArray[Any],
    resting_group: NDArray[Any],
    resting: NDArray[Any],
) -> None:
    groups = of_group.shape[0] - 2
    times = np.zeros(groups, dtype=np.int64)
    only = np.zeros(groups, dtype=np.int64)
    for item in range(len(first)):
        begin, end = start[item], start[item + 1]
        enter, leave = first[item], last[item] + 1
        known = False
        for at in range(begin, end):
            mine = group[who[at]]
            if mine >= 0:
                known = True
                times[mine] += 1
                only[mine] = who[at]
        for at in range(begin, end):
            mine = group[who[at]]
            if mine >= 0 and times[mine] > 0:
                of_group[mine, enter] += 1
                of_group[mine, leave] -= 1
                if times[mine] == 1:
                    resting_group[only[mine], enter] += 1
                    resting_group[only[mine], leave] -= 1
                times[mine] = 0
        if end - begin == 1:
            resting[who[begin], enter] += 1
            resting[who[begin], leave] -= 1
        if not known:
            row = groups + 1 if begin == end else groups
            of_group[row, enter] += 1
            of_group[row, leave] -= 1
