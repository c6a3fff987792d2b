"""The middle line of a stroke: thinned to one pixel (Zhang and Suen 1984), and the longest way along it."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

Mask = NDArray[np.bool_]
Spots = NDArray[np.float64]


@dataclass(frozen=True, slots=True)
class Skeleton:
    """A stroke thinned.

    Parameters
    ----------
    path
        The longest of the shortest ways between two of its pixels: across and down, in order.
    length
        Of all its parts, pixels.
    ends, crossings
        Pixels with one neighbour, and with three or more.
    """

    path: Spots
    length: float
    ends: Spots
    crossings: Spots


def thinned(mask: Mask) -> Mask:
    """Return a mask thinned until no stroke is wider than a pixel."""
    kept = np.pad(mask, 1).astype(np.uint8)
    changed = True
    while changed:
        changed = False
        for turn in (0, 1):
            gone = _may_go(kept, turn)
            if gone.any():
                kept[1:-1, 1:-1][gone] = 0
                changed = True
    return np.asarray(kept[1:-1, 1:-1].astype(np.bool_))


def _may_go(kept: NDArray[np.uint8], turn: int) -> Mask:
    """Return which pixels a turn of thinning takes away."""
    up, right, down, left = kept[:-2, 1:-1], kept[1:-1, 2:], kept[2:, 1:-1], kept[1:-1, :-2]
    ring = [up, kept[:-2, 2:], right, kept[2:, 2:], down, kept[2:, :-2], left, kept[:-2, :-2]]
    many = sum(each.astype(np.int8) for each in ring)
    turns = sum(((one == 0) & (two == 1)).astype(np.int8) for one, two in zip(ring, [*ring[1:], ring[0]], strict=True))
    if turn == 0:
        open_side = (up * right * down == 0) & (right * down * left == 0)
    else:
        open_side = (up * right * left == 0) & (up * down * left == 0)
    return np.asarray((kept[1:-1, 1:-1] == 1) & (many >= 2) & (many <= 6) & (turns == 1) & open_side)


def skeleton_of(mask: Mask) -> Skeleton:
    """Thin a stroke and find the longest way along it."""
    from scipy.sparse import csr_array
    from scipy.sparse.csgraph import dijkstra

    thin = thinned(mask)
    rows, columns = np.nonzero(thin)
    if not len(rows):
        return Skeleton(np.empty((0, 2)), 0.0, np.empty((0, 2)), np.empty((0, 2)))
    number = np.full(np.add(thin.shape, 2), -1)
    number[rows + 1, columns + 1] = np.arange(len(rows))
    one, two, cost = [], [], []
    for down, across in ((0, 1), (1, 0), (1, 1), (1, -1)):
        other = number[rows + 1 + down, columns + 1 + across]
        here = other >= 0
        if down and across:  # a step across a corner counts only where there is no way around it
            here &= (number[rows + 1, columns + 1 + across] < 0) & (number[rows + 1 + down, columns + 1] < 0)
        one.append(np.flatnonzero(here))
        two.append(other[here])
        cost.append(np.full(int(here.sum()), np.hypot(down, across)))
    starts, ends, costs = np.concatenate(one), np.concatenate(two), np.concatenate(cost)
    graph = csr_array((costs, (starts, ends)), shape=(len(rows), len(rows)))
    neighbours = np.bincount(starts, minlength=len(rows)) + np.bincount(ends, minlength=len(rows))
    spots = np.column_stack([columns, rows]).astype(np.float64)
    far = dijkstra(graph, directed=False, indices=0)
    first = int(np.argmax(np.where(np.isfinite(far), far, -1)))
    reach, before = dijkstra(graph, directed=False, indices=first, return_predecessors=True)
    at = int(np.argmax(np.where(np.isfinite(reach), reach, -1)))
    way = [at]
    while before[way[-1]] >= 0:
        way.append(int(before[way[-1]]))
    return Skeleton(spots[way], float(costs.sum()), spots[neighbours == 1], spots[neighbours >= 3])
