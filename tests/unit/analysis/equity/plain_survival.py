"""Survival counted slowly and plainly, item by item and person by person."""

from __future__ import annotations

from collections.abc import Iterable

import numpy as np
from numpy.typing import NDArray

from seedbed.analysis.equity.survival.checks import VoiceItems

Counts = NDArray[np.int64]


def origins(voices: VoiceItems) -> list[set[int]]:
    """Return who is behind each item."""
    behind: list[set[int]] = [set() for _ in voices.first]
    for item, person in zip(voices.item.tolist(), voices.contributor.tolist(), strict=True):
        behind[item].add(person)
    return behind


def counted(voices: VoiceItems, groups: int, without: Iterable[int] = ()) -> tuple[Counts, Counts]:
    """Return items with an origin in each group and items with any contributor or none ever, by stage.

    An item whose contributors are all left out is gone; one that never had any stays.
    """
    gone = set(without)
    of_group = np.zeros((groups, len(voices.stages)), dtype=np.int64)
    items = np.zeros(len(voices.stages), dtype=np.int64)
    for item, people in enumerate(origins(voices)):
        left = people - gone
        if people and not left:
            continue
        for stage in range(int(voices.first[item]), int(voices.last[item]) + 1):
            items[stage] += 1
            for group in {int(voices.group[person]) for person in left} - {-1}:
                of_group[group, stage] += 1
    return of_group, items


def drawn_again(voices: VoiceItems, groups: int, times: Counts) -> tuple[Counts, Counts]:
    """Return the counts of a resample in which each person came so many times; one contributor an item."""
    of_group = np.zeros((groups, len(voices.stages)), dtype=np.int64)
    items = np.zeros(len(voices.stages), dtype=np.int64)
    for item, people in enumerate(origins(voices)):
        (person,) = people
        for stage in range(int(voices.first[item]), int(voices.last[item]) + 1):
            items[stage] += times[person]
            if voices.group[person] >= 0:
                of_group[voices.group[person], stage] += times[person]
    return of_group, items
