"""Which categories of a table add up: to the whole, or to a wider category.

A reader who knows the table knows that tenures add up to all households, and the rents of council and association to
social rent. Files of figures seldom say so. Here it is found in the counts themselves.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from itertools import combinations

import numpy as np
from numpy.typing import NDArray

from seedbed.analysis.equity.estimates import Floats

WHOLE = -1
"""Stands for the denominator where a sum is named."""

SEARCHED = 10
"""Categories among which every set that adds up is looked for: about a thousand sets."""

NOTHING = 1e-9


@dataclass(frozen=True, slots=True)
class Sum:
    """Positions of categories that add up to another category, or to the whole."""

    total: int
    parts: tuple[int, ...]


def sums_of(
    counts: Floats, wholes: Floats, narrower: Mapping[int, tuple[int, ...]] | None = None, areas: int | None = None
) -> list[Sum]:
    """Find which categories add up, in every area, to the whole or to another category.

    Parameters
    ----------
    counts
        People by area and category, shape (areas, categories).
    wholes
        All people of each area, shape (areas,).
    narrower
        For a category, the categories that its name says are parts of it; they are tried by themselves. In families
        of up to ``SEARCHED`` categories every set is tried.
    areas
        How many of the areas, from the first, a sum must hold in where names say that it may. Sets that are only
        looked for must hold in all: with few areas many would add up by luck.
    """
    narrower = narrower or {}
    children = {part for parts in narrower.values() for part in parts}
    widest = [place for place in range(counts.shape[1]) if place not in children]
    searched = {
        parts
        for group in (range(counts.shape[1]), widest)
        if len(group) <= SEARCHED
        for size in range(2, len(group) + 1)
        for parts in combinations(group, size)
    }
    totals = np.column_stack([counts, wholes])
    named = {tuple(widest), *narrower.values()}
    found = [each for parts in sorted(named) for each in _adding_up(totals[:areas], parts)]
    found += [each for parts in sorted(searched - named) for each in _adding_up(totals, parts)]
    return _fullest(found, np.asarray(counts.any(axis=0), dtype=np.bool_))


def _adding_up(totals: Floats, parts: tuple[int, ...]) -> list[Sum]:
    """Return what some categories add up to; the last column of ``totals`` is the whole."""
    added = totals[:, parts].sum(axis=1)
    if len(parts) < 2 or not added.any():
        return []
    same = np.isclose(totals, added[:, None], rtol=0, atol=NOTHING).all(axis=0)
    hits = [int(place) for place in np.flatnonzero(same) if place not in parts]
    return [Sum(WHOLE if place == totals.shape[1] - 1 else place, parts) for place in hits]


def _fullest(sums: list[Sum], lived_in: NDArray[np.bool_]) -> list[Sum]:
    """Keep of sums that differ only by categories that nobody is in the one with most of them."""
    kept: dict[tuple[int, frozenset[int]], Sum] = {}
    for each in sums:
        people = frozenset(part for part in each.parts if lived_in[part])
        before = kept.get((each.total, people))
        if before is None or len(each.parts) > len(before.parts):
            kept[each.total, people] = each
    return list(kept.values())
