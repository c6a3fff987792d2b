"""Labels of a search from many places at once: how far which place is, in one number, and the queue of those to follow.

A label holds ticks in its upper bits and the number of a place in its lower 25, so that comparing two labels compares
times first and place numbers among equal times, and adding ticks to a label moves it on.
"""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from seedbed.analysis.assets.network import Integers
from seedbed.analysis.assets.pacing import BLOCKED, LONGEST
from seedbed.analysis.assets.streets import Numbers
from seedbed.analysis.kernel import kernel

PLACE_BITS = 25
PLACE_MASK = (1 << PLACE_BITS) - 1
MOST_PLACES = PLACE_MASK
"""How many places one search can tell apart."""
NO_LABEL = (1 << 63) - 1
REGION = 1 << 14
"""Junctions of one region: their labels fit into the processor's own memory."""
ARCS_A_WINDOW = 64
"""Half the arcs across a region: how far a region is searched before its neighbours are."""
ARMS = 4
"""Children of each entry of the queue: four lie within one line of the processor's memory."""


def no_labels(rows: int, kept: int) -> NDArray[np.int64]:
    """Return room for ``kept`` labels a row, none yet."""
    return np.full((rows, kept), NO_LABEL, np.int64)


@kernel
def enter(labels: Numbers, row: int, label: int) -> bool:
    """Keep a label if it is among the best of its row, at most one a place; say whether it is."""
    kept = labels.shape[1]
    if label >= labels[row, kept - 1]:
        return False
    at = kept - 1
    for slot in range(kept):
        other = labels[row, slot]
        if other == NO_LABEL:
            at = slot
            break
        if (other & PLACE_MASK) == (label & PLACE_MASK):
            if other <= label:
                return False
            at = slot
            break
    while at > 0 and labels[row, at - 1] > label:
        labels[row, at] = labels[row, at - 1]
        at -= 1
    labels[row, at] = label
    return True


@kernel
def lift(keys: Numbers, nodes: Integers, size: int, key: int, node: int) -> None:
    """Put an entry into a queue of ``size`` entries, which has room for it."""
    at = size
    while at > 0:
        above = (at - 1) // ARMS
        if keys[above] <= key:
            break
        keys[at], nodes[at] = keys[above], nodes[above]
        at = above
    keys[at], nodes[at] = key, node


@kernel
def sink(keys: Numbers, nodes: Integers, size: int) -> None:
    """Take the least entry out of a queue: puts the last of ``size`` + 1 entries where it belongs."""
    key, node = keys[size], nodes[size]
    at = 0
    while True:
        below = ARMS * at + 1
        if below >= size:
            break
        least = below
        for other in range(below + 1, min(below + ARMS, size)):
            if keys[other] < keys[least]:
                least = other
        if keys[least] >= key:
            break
        keys[at], nodes[at] = keys[least], nodes[least]
        at = least
    keys[at], nodes[at] = key, node


@kernel
def spread(arc_offsets: Numbers, arc_to: Integers, arc_in: Numbers, labels: Numbers, furthest: int) -> None:
    """Carry the labels of junctions on along arcs until every junction has its best.

    ``labels`` holds those to start from and is filled in; none beyond the label ``furthest`` is made. A label that is
    not among the best at a junction is not followed: whatever it could reach, better ones reach sooner.

    Searches start region by region, as junctions are numbered: each is a search nearest first (Dijkstra 1959) that
    stays within the processor's own memory. It stops at a time that grows window by window, so that one region does not
    search what is nearer to another. What a later region improves is followed anew: the answer is that of one search.
    """
    window = furthest if len(labels) <= REGION else _window(arc_in) << PLACE_BITS
    junctions, starts = _starts(labels)
    while len(starts) > 0:
        until = min(starts.min() + window, furthest)
        junctions, starts = _one_window(arc_offsets, arc_to, arc_in, labels, (furthest, until), (junctions, starts))


@kernel
def _window(arc_in: Numbers) -> int:
    """Return the ticks of a window: about the way across a region."""
    ways, total = 0, 0
    for ticks in arc_in:
        if ticks < BLOCKED:
            ways, total = ways + 1, total + ticks
    return min((total // max(ways, 1) + 1) * ARCS_A_WINDOW, LONGEST)


@kernel
def _one_window(
    arc_offsets: Numbers,
    arc_to: Integers,
    arc_in: Numbers,
    labels: Numbers,
    limits: tuple[int, int],
    pending: tuple[Integers, Numbers],
) -> tuple[Integers, Numbers]:
    """Follow pending labels region by region up to a time; return those left for later windows, by junction."""
    junctions, starts = pending
    keys, nodes, size = np.empty(1024, np.int64), np.empty(1024, np.int32), 0
    later, left = np.empty(0, np.int32), np.empty(0, np.int64)
    for at in range(len(starts)):
        if _is_kept(labels, junctions[at], starts[at]):
            if size == len(keys):
                keys, nodes = np.concatenate((keys, keys)), np.concatenate((nodes, nodes))
            lift(keys, nodes, size, starts[at], junctions[at])
            size += 1
        if at + 1 == len(starts) or junctions[at + 1] // REGION != junctions[at] // REGION:
            keys, nodes, size = _follow(arc_offsets, arc_to, arc_in, labels, limits, (keys, nodes, size))
            later, left = np.concatenate((later, nodes[:size])), np.concatenate((left, keys[:size]))
            size = 0
    order = np.argsort(later)
    return later[order], left[order]


@kernel
def _starts(labels: Numbers) -> tuple[Integers, Numbers]:
    """Return junctions with a label and these labels, in the order of junctions."""
    count = 0
    for row in range(len(labels)):
        for slot in range(labels.shape[1]):
            count += labels[row, slot] != NO_LABEL
    junctions, starts = np.empty(count, np.int32), np.empty(count, np.int64)
    count = 0
    for row in range(len(labels)):
        for slot in range(labels.shape[1]):
            if labels[row, slot] != NO_LABEL:
                junctions[count], starts[count] = row, labels[row, slot]
                count += 1
    return junctions, starts


@kernel
def _is_kept(labels: Numbers, row: int, label: int) -> bool:
    kept = False
    for slot in range(labels.shape[1]):
        kept |= labels[row, slot] == label
    return kept


@kernel
def _follow(
    arc_offsets: Numbers,
    arc_to: Integers,
    arc_in: Numbers,
    labels: Numbers,
    limits: tuple[int, int],
    queue: tuple[Numbers, Integers, int],
) -> tuple[Numbers, Integers, int]:
    """Follow the labels of a queue, nearest first, up to a time; return what is left of it."""
    furthest, until = limits
    keys, nodes, size = queue
    while size > 0 and keys[0] <= until:
        key, junction = keys[0], nodes[0]
        size -= 1
        sink(keys, nodes, size)
        if not _is_kept(labels, junction, key):
            continue
        for arc in range(arc_offsets[junction], arc_offsets[junction + 1]):
            label = key + (arc_in[arc] << PLACE_BITS)
            if label > furthest or not enter(labels, arc_to[arc], label):
                continue
            if size == len(keys):
                keys, nodes = np.concatenate((keys, keys)), np.concatenate((nodes, nodes))
            lift(keys, nodes, size, label, arc_to[arc])
            size += 1
    return keys, nodes, size
