"""Bounded searches from many nodes: who is within reach of whom, and how far.

Points that stand at the same node are searched from once; those within reach are looked up by the junction they stand
at, or by the street they stand along whenever one of its ends is reached, so that a search costs what it finds.
"""

from __future__ import annotations

import os
from concurrent.futures import ThreadPoolExecutor
from typing import NamedTuple

import numpy as np

from seedbed.analysis.assets.labels import lift, sink
from seedbed.analysis.assets.network import Integers
from seedbed.analysis.assets.pacing import BLOCKED, Pace
from seedbed.analysis.assets.standing import Standing
from seedbed.analysis.assets.streets import Numbers, Streets
from seedbed.analysis.kernel import kernel

PARTS_A_CORE = 4
"""Searches differ in length: with several parts a core, none waits long for another."""


class _Grouped(NamedTuple):
    """Points by the node at which they stand: those of group ``g`` are ``members[offsets[g]:offsets[g + 1]]``."""

    nodes: Integers
    offsets: Numbers
    members: Integers
    ticks: Numbers


class _Targets(NamedTuple):
    """Which group of points stands at each node and junction (-1: none), and inner nodes with a group by street."""

    group_at: Integers
    group_at_junction: Integers
    street_offsets: Numbers
    along_streets: Integers


class _Search(NamedTuple):
    """What one search has found: ticks from each junction and each group, and which of them it has touched.

    ``counts`` holds how many junctions and groups.
    """

    junctions: Numbers
    touched: Integers
    groups: Numbers
    reached: Integers
    counts: Numbers


def searches(
    streets: Streets, pace: Pace, sources: Standing, targets: Standing, limit: int
) -> tuple[Integers, Integers, Numbers]:
    """Search from every node of ``sources``; return numbers of sources and targets and ticks from target to source.

    Parameters
    ----------
    limit
        Ticks; pairs further apart are left out.
    """
    start, goal = _grouped(sources), _grouped(targets)
    where = _by_street(streets, goal)

    def some(chosen: Integers) -> tuple[Integers, Integers, Numbers]:
        return _search(streets, pace, (start, chosen), goal, where, limit)

    cores = os.cpu_count() or 1
    count = len(start.nodes)
    parts = np.array_split(np.arange(count, dtype=np.int32), max(min(PARTS_A_CORE * cores, count), 1))
    with ThreadPoolExecutor(cores) as pool:
        answers = list(pool.map(some, parts))
    found, far, ticks = (np.concatenate(each) for each in zip(*answers, strict=True))
    return found, far, ticks


def _grouped(stand: Standing) -> _Grouped:
    placed = np.flatnonzero(stand.node >= 0)
    nodes, group = np.unique(stand.node[placed], return_inverse=True)
    order = np.argsort(group, kind="stable")
    offsets = np.concatenate([[0], np.cumsum(np.bincount(group, minlength=len(nodes)))]).astype(np.int64)
    return _Grouped(nodes, offsets, placed[order].astype(np.int32), stand.ticks[placed][order])


def _by_street(streets: Streets, goal: _Grouped) -> _Targets:
    group_at = np.full(streets.node_count, -1, np.int32)
    group_at[goal.nodes] = np.arange(len(goal.nodes), dtype=np.int32)
    junction = streets.junction_of[goal.nodes]
    group_at_junction = np.full(streets.junction_count, -1, np.int32)
    group_at_junction[junction[junction >= 0]] = np.flatnonzero(junction >= 0)
    along = np.sort(streets.inner_of[goal.nodes[junction < 0]])  # inner nodes are numbered street by street
    on_street = np.bincount(streets.street_of[along], minlength=streets.street_count)
    return _Targets(group_at, group_at_junction, np.concatenate([[0], np.cumsum(on_street)]).astype(np.int64), along)


@kernel
def _search(
    streets: Streets, pace: Pace, start: tuple[_Grouped, Integers], goal: _Grouped, where: _Targets, limit: int
) -> tuple[Integers, Integers, Numbers]:
    """Search from the chosen groups one after the other and gather pairs."""
    sources, chosen = start
    search = _Search(
        np.full(streets.arc_offsets.size - 1, BLOCKED, np.int64),
        np.empty(streets.arc_offsets.size - 1, np.int32),
        np.full(len(goal.nodes), BLOCKED, np.int64),
        np.empty(len(goal.nodes), np.int32),
        np.zeros(2, np.int64),
    )
    near, far, ticks, pairs = np.empty(1024, np.int32), np.empty(1024, np.int32), np.empty(1024, np.int64), 0
    for source in chosen:
        _explore(streets, pace, sources.nodes[source], where, search, limit)
        needed = 0
        for at in range(search.counts[1]):
            group = search.reached[at]
            needed += goal.offsets[group + 1] - goal.offsets[group]
        needed *= sources.offsets[source + 1] - sources.offsets[source]
        while pairs + needed > len(near):
            near, far, ticks = np.concatenate((near, near)), np.concatenate((far, far)), np.concatenate((ticks, ticks))
        pairs = _pairs(sources, source, goal, search, (near, far, ticks), pairs, limit)
        _forget(search)
    return near[:pairs].copy(), far[:pairs].copy(), ticks[:pairs].copy()


@kernel
def _pairs(  # noqa: PLR0913, PLR0917 - a kernel: its arguments are its registers
    sources: _Grouped,
    source: int,
    goal: _Grouped,
    search: _Search,
    out: tuple[Integers, Integers, Numbers],
    pairs: int,
    limit: int,
) -> int:
    """Write the pairs of one search from ``pairs`` on: everyone at its node with everyone in the groups reached."""
    for at in range(search.counts[1]):
        group = search.reached[at]
        for one in range(sources.offsets[source], sources.offsets[source + 1]):
            for other in range(goal.offsets[group], goal.offsets[group + 1]):
                whole = search.groups[group] + sources.ticks[one] + goal.ticks[other]
                if whole <= limit:
                    out[0][pairs], out[1][pairs], out[2][pairs] = sources.members[one], goal.members[other], whole
                    pairs += 1
    return pairs


@kernel
def _forget(search: _Search) -> None:
    """Make ready for the next search, at the cost of what this one touched."""
    for at in range(search.counts[0]):
        search.junctions[search.touched[at]] = BLOCKED
    for at in range(search.counts[1]):
        search.groups[search.reached[at]] = BLOCKED
    search.counts[:] = 0


@kernel
def _explore(streets: Streets, pace: Pace, node: int, where: _Targets, search: _Search, limit: int) -> None:
    """Find ticks from everything within reach to one node (Dijkstra 1959)."""
    size = 0
    keys, queue = np.empty(256, np.int64), np.empty(256, np.int32)
    if where.group_at[node] >= 0:
        _reach(search, where.group_at[node], 0)
    for step in (-1, 1):
        junction, ticks = _set_out(streets, pace, node, step, where, search, limit)
        if junction >= 0 and _arrive(search, junction, ticks):
            lift(keys, queue, size, ticks, junction)
            size += 1
    while size > 0:
        ticks, junction = keys[0], queue[0]
        size -= 1
        sink(keys, queue, size)
        if ticks > search.junctions[junction]:
            continue
        _reach(search, where.group_at_junction[junction], ticks)
        for arc in range(streets.arc_offsets[junction], streets.arc_offsets[junction + 1]):
            _look_along(streets, pace, arc, ticks, where, search, limit)
            then = ticks + pace.arc_in[arc]
            if then > limit or not _arrive(search, streets.arc_to[arc], then):
                continue
            if size == len(keys):
                keys, queue = np.concatenate((keys, keys)), np.concatenate((queue, queue))
            lift(keys, queue, size, then, streets.arc_to[arc])
            size += 1


@kernel
def _set_out(  # noqa: PLR0913, PLR0917 - a kernel: its arguments are its registers
    streets: Streets, pace: Pace, node: int, step: int, where: _Targets, search: _Search, limit: int
) -> tuple[int, int]:
    """Go along a node's street to one of its ends, noting who stands there; return that junction and ticks, or -1."""
    if streets.junction_of[node] >= 0:
        return streets.junction_of[node], 0
    inner, ticks = streets.inner_of[node], 0
    street = streets.street_of[inner]
    edge = inner + street + (step + 1) // 2
    while True:
        ticks += pace.along[edge] if step < 0 else pace.against[edge]
        if ticks > limit:
            return -1, 0
        inner, edge = inner + step, edge + step
        if edge < streets.edge_offsets[street]:
            return streets.first[street], ticks
        if edge >= streets.edge_offsets[street + 1]:
            return streets.last[street], ticks
        _reach(search, where.group_at[streets.inner_nodes[inner]], ticks)


@kernel
def _look_along(  # noqa: PLR0913, PLR0917 - a kernel: its arguments are its registers
    streets: Streets, pace: Pace, arc: int, ticks: int, where: _Targets, search: _Search, limit: int
) -> None:
    """Note who stands along a street of which one end is reached."""
    street = streets.arc_street[arc]
    for at in range(where.street_offsets[street], where.street_offsets[street + 1]):
        inner = where.along_streets[at]
        then = ticks + (pace.to_first[inner] if streets.arc_from_first[arc] else pace.to_last[inner])
        if then <= limit:
            _reach(search, where.group_at[streets.inner_nodes[inner]], then)


@kernel
def _arrive(search: _Search, junction: int, ticks: int) -> bool:
    """Note ticks from a junction; say whether they are the fewest so far."""
    if ticks >= search.junctions[junction]:
        return False
    if search.junctions[junction] == BLOCKED:
        search.touched[search.counts[0]] = junction
        search.counts[0] += 1
    search.junctions[junction] = ticks
    return True


@kernel
def _reach(search: _Search, group: int, ticks: int) -> None:
    """Note ticks from a group (-1: nobody) if they are the fewest so far."""
    if group < 0 or ticks >= search.groups[group]:
        return
    if search.groups[group] == BLOCKED:
        search.reached[search.counts[1]] = group
        search.counts[1] += 1
    search.groups[group] = ticks
