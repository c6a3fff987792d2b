"""Flows through a network of cells: how far a cell can move, and by which others at the least cost.

Sources: Dinic (1970) for the largest flow; Castro (2002), "Network flows heuristics for complementary cell
suppression", European Journal of Operational Research 141(1), for protecting cells along shortest paths.
"""

from __future__ import annotations

import heapq
from typing import NamedTuple

import numpy as np

from seedbed.analysis.equity.disclosure.network import Network, Numbers
from seedbed.analysis.equity.estimates import Floats
from seedbed.analysis.kernel import kernel

LEAST = 1e-9
"""Flow below this is rounding of the last binary digits."""
ENDLESS = 1e15
"""Flow above this has no bound."""


class Room(NamedTuple):
    """How far each cell may rise and fall, shape (cells,) each; a cell that may do neither is closed."""

    rise: Floats
    fall: Floats

    def only(self, cells: np.ndarray[tuple[int, ...], np.dtype[np.bool_]]) -> Room:
        """Return the room with all other cells closed."""
        return Room(np.where(cells, self.rise, 0.0), np.where(cells, self.fall, 0.0))


class _Marks(NamedTuple):
    """What a search writes at each place."""

    distance: Floats
    arrived: Numbers
    width: Floats


@kernel
def push(cell: int, step: float, net: Network, room: Room, cost: Floats, change: Floats) -> float:
    """Move a cell up (``step`` above 0) or down by as much as ``step``, balanced by others at the least cost.

    The cost of a cell is paid once, however far it moves. ``change``, noughts on entry, becomes how far each cell
    moved. Returns how far this one did.
    """
    source = net.end[cell] if step > 0 else net.start[cell]
    sink = net.start[cell] if step > 0 else net.end[cell]
    wanted = min(step, room.rise[cell]) if step > 0 else min(-step, room.fall[cell])
    sign = 1.0 if step > 0 else -1.0
    if source == sink:
        change[cell] = sign * wanted
        return float(wanted)
    places = len(net.first) - 1
    marks = _Marks(np.empty(places), np.empty(places, dtype=np.int64), np.empty(places))
    moved = 0.0
    while wanted - moved > LEAST:
        # First ask for roads wide enough for all that is left: few roads, hence few cells to hide.
        found = _cheapest(cell, source, sink, wanted - moved, net, room, cost, change, marks)
        if not found:
            found = _cheapest(cell, source, sink, LEAST, net, room, cost, change, marks)
        if not found:
            break
        amount = min(wanted - moved, marks.width[sink])
        here = sink
        while here != source:
            road = marks.arrived[here]
            forward = net.end[road] == here
            change[road] += amount if forward else -amount
            here = net.start[road] if forward else net.end[road]
        moved += amount
    change[cell] = sign * moved
    return moved


@kernel
def _cheapest(  # noqa: PLR0913, PLR0917 - a kernel takes arrays, not objects
    cell: int,
    source: int,
    sink: int,
    width: float,
    net: Network,
    room: Room,
    cost: Floats,
    change: Floats,
    marks: _Marks,
) -> bool:
    """Find the cheapest way of at least this width (Dijkstra); it is left in ``marks``."""
    marks.distance[:] = np.inf
    marks.distance[source] = 0.0
    marks.width[source] = np.inf
    queue = [(0.0, np.int64(source))]
    while len(queue) > 0:
        far, here = heapq.heappop(queue)
        if here == sink:
            return True
        if far > marks.distance[here]:
            continue
        for at in range(net.first[here], net.first[here + 1]):
            road = net.roads[at]
            forward = net.start[road] == here
            there = net.end[road] if forward else net.start[road]
            left = room.rise[road] - change[road] if forward else room.fall[road] + change[road]
            if road == cell or there == here or left < width - LEAST / 2:
                continue
            fare = far if change[road] != 0 else far + cost[road]
            if fare < marks.distance[there]:
                marks.distance[there] = fare
                marks.arrived[there] = road
                marks.width[there] = min(marks.width[here], left)
                heapq.heappush(queue, (fare, np.int64(there)))
    return False


@kernel
def extremes(cells: Numbers, net: Network, room: Room) -> tuple[Floats, Floats]:
    """Return how far each of some cells can fall and rise; infinite where nothing holds it."""
    down, up = np.empty(len(cells)), np.empty(len(cells))
    change = np.zeros(len(net.start))
    for number in range(len(cells)):
        down[number] = _flow(cells[number], -1, net, room, change)
        up[number] = _flow(cells[number], 1, net, room, change)
    return down, up


@kernel
def _flow(cell: int, sign: int, net: Network, room: Room, change: Floats) -> float:
    """Return how far a cell can move, wherever the balance comes from; ``change`` is scratch."""
    source = net.end[cell] if sign > 0 else net.start[cell]
    sink = net.start[cell] if sign > 0 else net.end[cell]
    wanted = room.rise[cell] if sign > 0 else room.fall[cell]
    if source == sink or wanted <= 0:
        return float(wanted)
    change[:] = 0.0
    places = len(net.first) - 1
    level, line = np.empty(places, dtype=np.int64), np.empty(places, dtype=np.int64)
    moved = 0.0
    while moved < wanted and _layers(cell, source, sink, net, room, change, level, line):
        moved += _fill(cell, source, sink, wanted - moved, net, room, change, level)
        if moved > ENDLESS:
            return float(np.inf)
    return moved


@kernel
def _layers(  # noqa: PLR0913, PLR0917
    cell: int,
    source: int,
    sink: int,
    net: Network,
    room: Room,
    change: Floats,
    level: Numbers,
    line: Numbers,
) -> bool:
    """Write how many roads away from the source each place is; say whether the sink can be reached."""
    level[:] = -1
    level[source] = 0
    line[0] = source
    head, tail = 0, 1
    while head < tail and level[sink] < 0:
        here = line[head]
        head += 1
        for at in range(net.first[here], net.first[here + 1]):
            road = net.roads[at]
            forward = net.start[road] == here
            there = net.end[road] if forward else net.start[road]
            left = room.rise[road] - change[road] if forward else room.fall[road] + change[road]
            if level[there] < 0 and road != cell and left > LEAST:
                level[there] = level[here] + 1
                line[tail] = there
                tail += 1
    return bool(level[sink] >= 0)


@kernel
def _fill(  # noqa: PLR0913, PLR0917
    cell: int,
    source: int,
    sink: int,
    wanted: float,
    net: Network,
    room: Room,
    change: Floats,
    level: Numbers,
) -> float:
    """Send all that fits along shortest ways; return how much."""
    pointer = net.first[:-1].copy()
    way = np.empty(len(pointer), dtype=np.int64)
    moved, here, depth = 0.0, source, 0
    while moved < wanted:
        if here == sink:
            moved += _send(source, way[:depth], wanted - moved, net, room, change)
            if moved > ENDLESS:
                break
            here, depth = source, 0
        onward = False
        while not onward and pointer[here] < net.first[here + 1]:
            road = net.roads[pointer[here]]
            forward = net.start[road] == here
            there = net.end[road] if forward else net.start[road]
            left = room.rise[road] - change[road] if forward else room.fall[road] + change[road]
            onward = road != cell and level[there] == level[here] + 1 and left > LEAST
            if onward:
                way[depth] = road
                here, depth = there, depth + 1
            else:
                pointer[here] += 1
        if onward:
            continue
        if here == source:
            break
        depth -= 1
        road = way[depth]
        here = net.start[road] if net.end[road] == here else net.end[road]
        pointer[here] += 1
    return moved


@kernel
def _send(source: int, way: Numbers, wanted: float, net: Network, room: Room, change: Floats) -> float:
    """Send as much as fits along one way; return how much."""
    amount, at = wanted, source
    for road in way:
        forward = net.start[road] == at
        left = room.rise[road] - change[road] if forward else room.fall[road] + change[road]
        amount = min(amount, left)
        at = net.end[road] if forward else net.start[road]
    at = source
    for road in way:
        forward = net.start[road] == at
        change[road] += amount if forward else -amount
        at = net.end[road] if forward else net.start[road]
    return amount
