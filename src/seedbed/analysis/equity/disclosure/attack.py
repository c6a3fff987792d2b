"""The attack: the smallest and largest value of each hidden cell that fits all that is published.

The attacker knows every published count, every sum that holds, that counts are 0 or more and, where all are whole, that
they are whole; and each denominator that is published. What is found is exactly what such an attacker can find:

1. a sum with one hidden cell left gives that cell; this is repeated while there are such sums;
2. the cells still hidden fall apart into parts that share no sum, each attacked by itself;
3. a part that is a network (`network`) is answered by flows, any other by linear programmes, two a cell (`programme`);
4. where counts are whole, bounds are drawn in to whole numbers, and parts of up to ``WHOLE_CELLS`` cells that are no
   network are attacked by integer programmes too.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from scipy import sparse

from seedbed.analysis.equity.disclosure.flows import LEAST, Room, extremes
from seedbed.analysis.equity.disclosure.network import as_network
from seedbed.analysis.equity.disclosure.programme import Programme
from seedbed.analysis.equity.disclosure.tables import Release
from seedbed.analysis.equity.estimates import Floats
from seedbed.errors import BadInputError

Mask = NDArray[np.bool_]
Places = NDArray[np.intp]

WHOLE_CELLS = 40
"""Hidden cells of one part for which knowing that counts are whole is used to the full."""
ROUNDING = 1e-6
"""How far a linear programme's answer may lie from the exact one."""


@dataclass(frozen=True, slots=True)
class Intervals:
    """What an attacker knows of each cell.

    Parameters
    ----------
    low, high
        Smallest and largest possible count, shape (cells,); both the count itself where it is published, and ``high``
        infinite where nothing holds it.
    """

    low: Floats
    high: Floats

    @property
    def width(self) -> Floats:
        """Largest less smallest."""
        return np.asarray(self.high - self.low)

    @property
    def values(self) -> Floats:
        """How many whole numbers each cell may be."""
        many: Floats = np.maximum(np.floor(self.high + ROUNDING) - np.ceil(self.low - ROUNDING) + 1, 0.0)
        return many


def attack(release: Release, hidden: Mask) -> Intervals:
    """Return what can be worked out of each hidden cell from those published.

    The counts of hidden cells are used only as a place to start from: the answer depends on published ones alone.

    Parameters
    ----------
    release
        The cells and their sums. Hidden counts may be NaN, as in a table that others published.
    hidden
        Shape (cells,).

    Raises
    ------
    BadInputError
        What is published contradicts itself: no counts of 0 or more fit all sums.
    """
    lowest = np.where(hidden, 0.0, release.counts)
    highest = np.where(hidden, release.most, release.counts)
    return attack_within(release, lowest, highest)


def attack_within(release: Release, lowest: Floats, highest: Floats) -> Intervals:
    """Return what can be worked out of each cell by one who knows bounds for each.

    Parameters
    ----------
    release
        The cells and their sums.
    lowest, highest
        What is known of each cell before sums are used; equal where it is published. Shape (cells,).

    Raises
    ------
    BadInputError
        No counts within the bounds fit all sums.
    """
    low, high = lowest.astype(np.float64).copy(), highest.astype(np.float64).copy()
    whole = _all_whole(low, high)
    equations = release.equations
    _single_cells(equations, low, high)
    free = np.flatnonzero(high > low)
    if not free.size:
        return Intervals(low, high)
    shown = np.where(high > low, 0.0, low)
    right = -(equations @ shown)
    inner = sparse.csr_array(equations[:, free])
    start = _start(release.counts[free], low[free], high[free])
    for rows, cells in _parts(inner):
        part = sparse.csr_array(inner[rows][:, cells])
        at = free[cells]
        found = _attack_part(part, right[rows], low[at], high[at], start[cells], whole=whole)
        low[at], high[at] = found.low, found.high
    return Intervals(low, high)


def completed(release: Release) -> Floats:
    """Return the counts, with any that fit all sums in place of those that are not known.

    Raises
    ------
    BadInputError
        No counts of 0 or more do.
    """
    unknown = ~np.isfinite(release.counts)
    if not unknown.any():
        return release.counts
    known = np.where(unknown, 0.0, release.counts)
    inner = sparse.csr_array(release.equations[:, unknown])
    bounds = np.zeros(int(unknown.sum())), release.most[unknown]
    known[unknown] = _any_values(inner, -(release.equations @ known), *bounds, whole=True)
    return known


def _all_whole(low: Floats, high: Floats) -> bool:
    bounds = np.concatenate([low, high[np.isfinite(high)]])
    return bool((np.abs(bounds - np.round(bounds)) < LEAST).all())


def _start(counts: Floats, low: Floats, high: Floats) -> Floats:
    """Return true counts as a place to start from, all NaN where they are not within the bounds."""
    fits = np.isfinite(counts) & (counts >= low - LEAST) & (counts <= high + LEAST)
    return np.where(fits, np.clip(counts, low, high), np.nan)


def _single_cells(equations: sparse.csr_array, low: Floats, high: Floats) -> None:
    """Solve sums with one open cell, again and again."""
    while True:
        is_open = high > low
        known = np.where(is_open, 0.0, low)
        many = abs(equations) @ is_open.astype(np.float64)
        rows = np.flatnonzero(many == 1)
        if not rows.size:
            return
        chosen = equations[rows]
        cells = np.repeat(np.arange(len(rows)), np.diff(chosen.indptr))
        at = is_open[chosen.indices]
        value = -(chosen @ known)[cells[at]] * chosen.data[at]
        places = chosen.indices[at]
        if (value < low[places] - _tolerance(value)).any() or (value > high[places] + _tolerance(value)).any():
            raise _contradiction()
        value = np.clip(value, low[places], high[places])
        low[places] = value
        high[places] = value


def _tolerance(value: Floats) -> Floats:
    return np.asarray(ROUNDING * np.maximum(np.abs(value), 1.0), dtype=np.float64)


def _parts(equations: sparse.csr_array) -> list[tuple[Places, Places]]:
    """Return the sums and cells of each part; all together where everything is one network."""
    used = np.flatnonzero(np.diff(equations.indptr))
    if as_network(sparse.csr_array(equations[used])) is not None:
        return [(used, np.arange(equations.shape[1]))]
    rows, cells = equations.shape
    entries = equations.tocoo()
    graph = sparse.csr_array((np.ones(entries.nnz), (entries.row, rows + entries.col)), shape=(rows + cells,) * 2)
    many, names = sparse.csgraph.connected_components(graph, directed=False)
    order = np.argsort(names, kind="stable")
    members = np.split(order, np.searchsorted(names[order], np.arange(1, many)))
    found = [(each[each < rows], each[each >= rows] - rows) for each in members]
    return [(row, cell) for row, cell in found if cell.size]


def _attack_part(
    part: sparse.csr_array, right: Floats, low: Floats, high: Floats, start: Floats, *, whole: bool
) -> Intervals:
    roads = as_network(part)
    if roads is not None:
        begin = start if np.isfinite(start).all() else _any_values(part, right, low, high, whole=whole)
        cells = np.arange(part.shape[1], dtype=np.int64)
        down, up = extremes(cells, roads, Room(high - begin, begin - low))
        return _drawn_in(begin - down, begin + up, whole=whole)
    found = _by_programme(part, right, low, high)
    found = _drawn_in(found.low, found.high, whole=whole)
    if whole and part.shape[1] <= WHOLE_CELLS:
        found = _by_whole_numbers(part, right, found)
    return found


def _any_values(part: sparse.csr_array, right: Floats, low: Floats, high: Floats, *, whole: bool) -> Floats:
    found = Programme(part, right, low, high).solve()
    if found is None:
        raise _contradiction()
    if whole:
        rounded = np.round(found)
        found = rounded if np.abs(rounded - found).max(initial=0.0) < ROUNDING else found
    return np.clip(found, low, high)


def _by_programme(part: sparse.csr_array, right: Floats, low: Floats, high: Floats) -> Intervals:
    programme = Programme(part, right, low, high)
    if programme.solve() is None:
        raise _contradiction()
    least, most = low.copy(), high.copy()
    seen = programme.values()
    # A corner met on the way may show that a bound is reached; such cells need no programme of their own.
    lowest, highest = seen.copy(), seen.copy()
    for cell in range(part.shape[1]):
        for sign, side in ((-1.0, least), (1.0, most)):
            reached = lowest[cell] <= low[cell] if sign < 0 else highest[cell] >= high[cell]
            if reached:
                continue
            side[cell] = programme.extreme(cell, sign)
            if np.isfinite(side[cell]):
                values = programme.values()
                np.minimum(lowest, values, out=lowest)
                np.maximum(highest, values, out=highest)
    return Intervals(np.maximum(least, low), np.minimum(most, high))


def _by_whole_numbers(part: sparse.csr_array, right: Floats, found: Intervals) -> Intervals:
    programme = Programme(part, right, found.low, found.high, whole=True)
    low, high = found.low.copy(), found.high.copy()
    for cell in np.flatnonzero(high > low):
        low[cell] = programme.extreme(int(cell), -1.0)
        high[cell] = programme.extreme(int(cell), 1.0)
    return _drawn_in(np.maximum(low, found.low), np.minimum(high, found.high), whole=True)


def _drawn_in(low: Floats, high: Floats, *, whole: bool) -> Intervals:
    if not whole:
        near = np.abs(high - low) < LEAST
        return Intervals(low, np.where(near, low, high))
    least, most = np.ceil(low - ROUNDING), np.floor(high + ROUNDING)
    if (least > most).any():
        raise _contradiction()
    return Intervals(np.maximum(least, 0.0), most)


def _contradiction() -> BadInputError:
    return BadInputError(
        "The published counts contradict one another.",
        "No counts of 0 or more fit all sums and totals.",
        "Check that the totals belong to this table, and that published counts were not rounded.",
    )
