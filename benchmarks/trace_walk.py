"""The plain walk that the database's answers are checked against: arrays of the made links, no SQL."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray
from scipy.sparse import csr_array
from scipy.sparse.csgraph import breadth_first_order

from benchmarks.thread_data import KINDS, RELATIONS, Integers, ThreadData
from seedbed.thread.kinds import BeadKind
from seedbed.thread.tracing import Hop, Neighbours, Way


class PlainLinks:
    """The followed links of made data, sorted as a trace shows them; answers `seedbed.thread.tracing.Links`."""

    def __init__(self, data: ThreadData) -> None:
        followed = data.followed
        self.kinds = data.kinds
        ends = data.sources[followed], data.targets[followed]
        names = sorted(range(len(RELATIONS)), key=lambda place: RELATIONS[place].value)
        rank = np.empty(len(names), dtype=np.int64)
        rank[names] = np.arange(len(names))
        relations = data.relations[followed]
        self.sides = {
            Way.FORWARD: _sorted(ends[0], ends[1], relations, rank, len(self.kinds)),
            Way.BACK: _sorted(ends[1], ends[0], relations, rank, len(self.kinds)),
        }

    def neighbours(self, beads: Sequence[int], way: Way, at_most: int) -> Neighbours:
        """Return the first links of each bead, and how many each has."""
        first, ends, relations = self.sides[way]
        hops, totals = [], {}
        for bead in beads:
            begin, stop = int(first[bead]), int(first[bead + 1])
            totals[bead] = stop - begin
            for place in range(begin, min(stop, begin + at_most)):
                end, relation = int(ends[place]), RELATIONS[relations[place]]
                hops.append(Hop(bead, relation, end) if way is Way.FORWARD else Hop(end, relation, bead))
        return Neighbours(tuple(hops), totals)

    def reached(self, start: int, way: Way) -> NDArray[np.int32]:
        """Return all beads that are reached from one, without it, by SciPy's breadth-first search."""
        first, ends, _ = self.sides[way]
        size = len(first) - 1
        graph = csr_array((np.ones(len(ends), dtype=np.int8), ends, first), shape=(size, size))
        order: NDArray[np.int32] = breadth_first_order(graph, start, return_predecessors=False)
        return order[1:]

    def counts(self, start: int, way: Way) -> dict[BeadKind, int]:
        """Count them by kind."""
        counted = np.bincount(self.kinds[self.reached(start, way) - 1], minlength=len(KINDS))
        return {kind: int(number) for kind, number in zip(KINDS, counted, strict=True) if number}


def _sorted(
    near: Integers, far: Integers, relations: Integers, rank: Integers, beads: int
) -> tuple[Integers, Integers, Integers]:
    """Return links in compressed rows by bead number (0 is no bead), each row by end and name of relation."""
    order = np.lexsort((rank[relations], far, near))
    first = np.zeros(beads + 2, dtype=np.int64)
    np.cumsum(np.bincount(near, minlength=beads + 1), out=first[1:])
    return first, far[order], relations[order]
