"""The release of a family: categories of one table, such as tenure, counted in several places.

Two kinds of sums tie its counts together: categories add up to the whole or to a wider category, and places add up to
larger places. The wholes are known to everybody.
"""

from __future__ import annotations

from collections.abc import Hashable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
from scipy import sparse

from seedbed.analysis.equity.disclosure.adding_up import WHOLE, Sum
from seedbed.analysis.equity.disclosure.releases import Published
from seedbed.analysis.equity.disclosure.rule import primary_cells
from seedbed.analysis.equity.disclosure.tables import ADDS_UP, Mask, Release
from seedbed.analysis.equity.estimates import Floats
from seedbed.analysis.equity.suppression import DEFAULT_MINIMUM

Row = dict[int, float]


@dataclass(frozen=True)
class Family:
    """Counts of some categories in some places.

    Parameters
    ----------
    categories
        Their names.
    places
        Names of the places: small areas, larger ones, and groups of them.
    counts
        People, shape (places, categories).
    wholes
        All people of each place, shape (places,); NaN where the counts are no parts of anything.
    made_of
        For a place, the places that it is the sum of.
    """

    categories: tuple[Hashable, ...]
    places: tuple[Hashable, ...]
    counts: Floats
    wholes: Floats
    made_of: Mapping[int, Sequence[int]]

    def release(self, sums: Sequence[Sum]) -> Release:
        """Return the release: first each place's categories, named (category, place), then the wholes.

        Parameters
        ----------
        sums
            Which categories add up (`sums_of`); each is used in the places in which it holds.
        """
        keys = tuple((category, place) for place in self.places for category in self.categories)
        wholes = tuple(("whole", self.categories, place) for place in self.places)
        counts = np.concatenate([self.counts.ravel(), np.where(np.isfinite(self.wholes), self.wholes, 0.0)])
        rows = [*self._of_places(sums), *self._of_categories(sums)]
        most = np.concatenate([self._most(), np.full(len(wholes), np.inf)])
        return Release((*keys, *wholes), counts, _matrix(rows, len(counts)), most)

    def small(self, minimum: int = DEFAULT_MINIMUM) -> Mask:
        """Return which counts may not be shown by themselves, shape (places, categories)."""
        cells = tuple(range(self.counts.size))
        frame = Release(cells, self.counts.ravel(), sparse.csr_array((0, len(cells))), self._most())
        return self.shaped(primary_cells(frame, minimum))

    def known(self, release: Release) -> Published:
        """Return what everybody knows of the release: the wholes, and noughts of categories that nobody is in."""
        empty = np.tile(~self.counts.any(axis=0), len(self.places))
        at = np.flatnonzero(np.concatenate([empty, np.ones(len(self.places), dtype=np.bool_)]))
        return publish({release.keys[place]: float(release.counts[place]) for place in at})

    def shaped(self, cells: Mask) -> Mask:
        """Return of a mask over the release's cells that over places and categories."""
        return np.asarray(cells[: self.counts.size].reshape(self.counts.shape))

    def _most(self) -> Floats:
        """Return the largest that each count can be: its whole, if it is a part of that."""
        known = np.where(np.isfinite(self.wholes), self.wholes, np.inf)[:, None]
        return np.asarray(np.where(self.counts <= known, known, np.inf).ravel(), dtype=np.float64)

    def _of_categories(self, sums: Sequence[Sum]) -> list[Row]:
        """Write down where categories add up, except where that follows from the parts of a place."""
        nested = any(each.total != WHOLE for each in sums)
        holds = [[self._holds(each, place) for place in range(len(self.places))] for each in sums]
        rows = []
        for each, held in zip(sums, holds, strict=True):
            for place in np.flatnonzero(held):
                parts = self.made_of.get(int(place), ())
                if nested or not parts or not all(held[part] for part in parts):
                    rows.append(self._sum(each, int(place)))
        return rows

    def _of_places(self, sums: Sequence[Sum]) -> list[Row]:
        """Write down where places add up, except for categories of which it follows from narrower ones."""
        everywhere = {each.total for each in sums if all(self._holds(each, place) for place in range(len(self.places)))}
        rows = []
        for total, parts in self.made_of.items():
            for category in range(len(self.categories)):
                added = self.counts[list(parts), category].sum()
                near = abs(added - self.counts[total, category]) <= ADDS_UP * max(added, 1)
                if near and category not in everywhere:
                    rows.append({self._at(total, category): -1.0} | {self._at(part, category): 1.0 for part in parts})
        return rows

    def _holds(self, each: Sum, place: int) -> bool:
        total = self.wholes[place] if each.total == WHOLE else self.counts[place, each.total]
        added = self.counts[place, list(each.parts)].sum()
        return bool(abs(added - total) <= ADDS_UP * max(added, 1))

    def _sum(self, each: Sum, place: int) -> Row:
        total = self.counts.size + place if each.total == WHOLE else self._at(place, each.total)
        return {total: -1.0} | {self._at(place, part): 1.0 for part in each.parts}

    def _at(self, place: int, category: int) -> int:
        return place * len(self.categories) + category


def publish(shown: Mapping[Any, float], hidden: Sequence[Hashable] = ()) -> Published:
    """Return as published some counts, and cells that were marked as hidden, without any sums."""
    keys: tuple[Hashable, ...] = (*shown, *hidden)
    counts = np.concatenate([np.array(list(shown.values()), dtype=np.float64), np.full(len(hidden), np.nan)])
    frame = Release(keys, counts, sparse.csr_array((0, len(keys))), np.full(len(keys), np.inf))
    return Published(frame, np.isnan(counts))


def _matrix(rows: Sequence[Row], size: int) -> sparse.csr_array:
    entries = [(number, cell, sign) for number, row in enumerate(rows) for cell, sign in row.items()]
    lines, cells, signs = (list(column) for column in zip(*entries, strict=True)) if entries else ([], [], [])
    return sparse.csr_array(sparse.coo_array((np.array(signs, dtype=float), (lines, cells)), (len(rows), size)))
