"""Tables that are networks: what each cell can be is a question of flow, answered without a linear programme.

Where each hidden cell is in at most two sums, with opposite signs once some sums are turned round, the sums are the
places of a network and the cells its roads: a cell may rise by as much as can flow back from its end to its start
through other hidden cells, each of which may rise to its largest and fall to its smallest value. All tables of two
columns are such, also with levels in one of them. Bounds found so are reached by whole numbers where the counts are
whole (the matrix is totally unimodular), so that knowing counts to be whole helps an attacker no further.

Source: Gusfield (1988), "A graph theoretic approach to statistical data security", SIAM Journal on Computing 17(3).
"""

from __future__ import annotations

from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray
from scipy import sparse

from seedbed.analysis.equity.estimates import Floats
from seedbed.analysis.kernel import kernel

Numbers = NDArray[np.int64]


class Network(NamedTuple):
    """Cells as roads between sums.

    Parameters
    ----------
    start, end
        The sums between which each cell leads, shape (cells,); the last place stands for all cells in one sum only.
    first, roads
        Roads at each place: ``roads[first[place]:first[place + 1]]``.
    """

    start: Numbers
    end: Numbers
    first: Numbers
    roads: Numbers


def as_network(equations: sparse.csr_array) -> Network | None:
    """Return the network that some sums over cells form, or None where they form none.

    Parameters
    ----------
    equations
        Shape (sums, cells), entries 1 and -1.
    """
    columns = sparse.csc_array(equations)
    columns.sort_indices()
    ends = np.diff(columns.indptr)
    if (ends > 2).any() or (np.abs(columns.data) != 1).any():
        return None
    turned = _turned(columns.indptr.astype(np.int64), columns.indices.astype(np.int64), columns.data.astype(np.float64))
    if turned.size and not turned.all():
        return None
    ground = equations.shape[0]
    start = np.full(equations.shape[1], ground, dtype=np.int64)
    end = start.copy()
    cell = np.repeat(np.arange(equations.shape[1]), ends)
    signs = columns.data * turned[columns.indices]
    start[cell[signs > 0]] = columns.indices[signs > 0]
    end[cell[signs < 0]] = columns.indices[signs < 0]
    at = np.concatenate([start, end])
    order = np.argsort(at, kind="stable")
    first = np.searchsorted(at[order], np.arange(ground + 2)).astype(np.int64)
    return Network(start, end, first, (order % equations.shape[1]).astype(np.int64))


def _turned(first: Numbers, rows: Numbers, signs: Floats) -> Floats:
    """Return which sums to turn round (-1; else 1) so that each cell has opposite signs; all 0 where none can."""
    sums = int(rows.max()) + 1 if rows.size else 0
    two = np.flatnonzero(np.diff(first) == 2)
    one, other = rows[first[two]], rows[first[two] + 1]
    asked = -signs[first[two]] * signs[first[two] + 1]
    return _spread(sums, one, other, asked)


@kernel
def _spread(sums: int, one: Numbers, other: Numbers, asked: Floats) -> Floats:
    """Give one sum of each part its sign, and the others theirs from it."""
    first, links = _links(sums, one, other)
    turned = np.zeros(sums)
    stack = np.empty(sums, dtype=np.int64)
    for seed in range(sums):
        if turned[seed] != 0:
            continue
        turned[seed] = 1.0
        stack[0] = seed
        height = 1
        while height > 0:
            height -= 1
            here = stack[height]
            for at in range(first[here], first[here + 1]):
                k = links[at]
                there = other[k] if one[k] == here else one[k]
                wanted = turned[here] * asked[k]
                if turned[there] == 0:
                    turned[there] = wanted
                    stack[height] = there
                    height += 1
                elif turned[there] != wanted:
                    return np.zeros(sums)
    return turned


@kernel
def _links(sums: int, one: Numbers, other: Numbers) -> tuple[Numbers, Numbers]:
    """Return the cells at each sum, one sum's after the other's."""
    count = np.zeros(sums + 1, dtype=np.int64)
    for k in range(len(one)):
        count[one[k] + 1] += 1
        count[other[k] + 1] += 1
    first = np.cumsum(count)
    fill = first.copy()
    links = np.empty(2 * len(one), dtype=np.int64)
    for k in range(len(one)):
        links[fill[one[k]]] = k
        fill[one[k]] += 1
        links[fill[other[k]]] = k
        fill[other[k]] += 1
    return first, links
