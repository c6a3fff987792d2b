"""The nearest places of several kinds from every node of a walk network, and how long it takes to get there."""

from __future__ import annotations

import math
import os
from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from seedbed.analysis.assets.labels import MOST_PLACES, NO_LABEL, PLACE_BITS, PLACE_MASK, enter, no_labels, spread
from seedbed.analysis.assets.network import Floats, Integers
from seedbed.analysis.assets.pacing import TICKS_A_SECOND, Pace, limit_of, pace_of
from seedbed.analysis.assets.standing import Standing, Stands, standing
from seedbed.analysis.assets.streets import Numbers, Streets
from seedbed.analysis.kernel import kernel
from seedbed.errors import UsageError


@dataclass(frozen=True, slots=True, eq=False)
class Nearest:
    """The nearest places of each kind, nearest first.

    Parameters
    ----------
    seconds
        Time to the place, shape (kinds, points, k); inf where there are not so many within reach.
    which
        Number of the place within its kind, same shape; -1 where there is none. Of places equally far the first in
        the list comes first.
    """

    seconds: NDArray[np.float64]
    which: Integers

    def at(
        self, streets: Streets, points: Stands, *, metres_per_second: float = math.inf, cutoff: float = math.inf
    ) -> Nearest:
        """Return the nearest from points put onto the network: their way to the street counted, within the cut-off."""
        stand = standing(streets, points, metres_per_second)
        seconds = self.seconds[:, stand.node] + (stand.ticks / TICKS_A_SECOND)[None, :, None]
        out = (stand.node < 0)[None, :, None] | (seconds > cutoff)
        return Nearest(np.where(out, np.inf, seconds), np.where(out, np.int32(-1), self.which[:, stand.node]))


def nearest(
    streets: Streets,
    seconds: Floats,
    categories: Sequence[Stands],
    k: int,
    cutoff: float,
    *,
    metres_per_second: float = math.inf,
) -> Nearest:
    """Return the ``k`` nearest places of each category from every node.

    One search a category carries, from all its places at once, up to ``k`` labels to each junction (Dijkstra 1959);
    nodes between junctions take theirs from both ends of their street. Times are exact: rounded to 1/65,536 second an
    edge, then added without error. Categories are shared out over the machine's cores.

    Parameters
    ----------
    seconds
        Of each edge, shape (edges, 2): from start to end and back; inf where there is no way through.
    categories
        Places of each kind: put onto the network, or just their nodes. Places without a node are within nobody's reach.
    cutoff
        Seconds; further places are left out.
    metres_per_second
        Speed from each place to its node; by default that way takes no time.

    Raises
    ------
    UsageError
        If ``k`` is below 1, a category has more than 33 million places, or a time or node makes no sense.
    """
    if k < 1 or any(len(_nodes(each)) >= MOST_PLACES for each in categories):
        raise UsageError(
            f"The {k} nearest cannot be found.",
            f"At least one must be asked for, among fewer than {MOST_PLACES:,} places of a kind.",
            "Ask for 1 or more; split larger kinds.",
        )
    limit, pace = limit_of(cutoff), pace_of(streets, seconds)
    found = np.empty((len(categories), streets.node_count, k))
    which = np.empty((len(categories), streets.node_count, k), np.int32)

    def one(number: int) -> None:
        stand = standing(streets, categories[number], metres_per_second)
        _fill(streets, pace, stand, limit, found[number], which[number])

    with ThreadPoolExecutor(os.cpu_count() or 1) as pool:
        list(pool.map(one, range(len(categories))))
    return Nearest(found, which)


def _nodes(points: Stands) -> NDArray[np.integer]:
    return points if isinstance(points, np.ndarray) else points.node


def _fill(streets: Streets, pace: Pace, stand: Standing, limit: int, seconds: Floats, which: Integers) -> None:
    """Find one category's nearest and write them into two arrays of shape (nodes, k)."""
    at_junctions = no_labels(streets.junction_count, seconds.shape[1])
    between = no_labels(len(streets.inner_nodes), seconds.shape[1])
    furthest = limit << PLACE_BITS | PLACE_MASK
    _start(streets, pace, (stand.node, stand.ticks), (at_junctions, between), furthest)
    spread(streets.arc_offsets, streets.arc_to, pace.arc_in, at_junctions, furthest)
    _between(streets, pace, at_junctions, between, furthest)
    _write(streets.junction_of, streets.inner_of, at_junctions, between, seconds, which)


@kernel
def _start(
    streets: Streets,
    pace: Pace,
    stand: tuple[Integers, Numbers],
    labels: tuple[Numbers, Numbers],
    furthest: int,
) -> None:
    """Label each place's node, and from places along a street its other nodes and its ends."""
    for place in range(len(stand[0])):
        node = stand[0][place]
        label = (stand[1][place] << PLACE_BITS) | place
        if node < 0 or label > furthest:
            continue
        if streets.junction_of[node] >= 0:
            enter(labels[0], streets.junction_of[node], label)
        elif enter(labels[1], streets.inner_of[node], label):
            _along(streets, pace, labels, streets.inner_of[node], label, -1, furthest)
            _along(streets, pace, labels, streets.inner_of[node], label, 1, furthest)


@kernel
def _along(  # noqa: PLR0913, PLR0917 - a kernel: its arguments are its registers
    streets: Streets, pace: Pace, labels: tuple[Numbers, Numbers], inner: int, label: int, step: int, furthest: int
) -> None:
    """Carry a label along its street, to its first end (step -1) or its last (1), while it is among the best."""
    street = streets.street_of[inner]
    edge = inner + street + (step + 1) // 2
    while True:
        label += (pace.along[edge] if step < 0 else pace.against[edge]) << PLACE_BITS
        if label > furthest:
            return
        inner, edge = inner + step, edge + step
        if edge < streets.edge_offsets[street]:
            enter(labels[0], streets.first[street], label)
            return
        if edge >= streets.edge_offsets[street + 1]:
            enter(labels[0], streets.last[street], label)
            return
        if not enter(labels[1], inner, label):
            return


@kernel
def _between(streets: Streets, pace: Pace, at_junctions: Numbers, between: Numbers, furthest: int) -> None:
    """Give the nodes between junctions the labels of both ends of their street."""
    for inner in range(len(between)):
        street = streets.street_of[inner]
        for end in range(2):
            junction = streets.first[street] if end == 0 else streets.last[street]
            ticks = pace.to_first[inner] if end == 0 else pace.to_last[inner]
            for slot in range(at_junctions.shape[1]):
                label = at_junctions[junction, slot]
                if label == NO_LABEL:
                    break
                label += ticks << PLACE_BITS
                if label > furthest:
                    break
                enter(between, inner, label)


@kernel
def _write(
    junction_of: Integers,
    inner_of: Integers,
    at_junctions: Numbers,
    between: Numbers,
    seconds: Floats,
    which: Integers,
) -> None:
    """Take labels apart into seconds and numbers of places."""
    for node in range(len(junction_of)):
        for slot in range(seconds.shape[1]):
            label = at_junctions[junction_of[node], slot] if junction_of[node] >= 0 else between[inner_of[node], slot]
            if label == NO_LABEL:
                seconds[node, slot], which[node, slot] = np.inf, -1
            else:
                seconds[node, slot] = (label >> PLACE_BITS) / TICKS_A_SECOND
                which[node, slot] = label & PLACE_MASK
