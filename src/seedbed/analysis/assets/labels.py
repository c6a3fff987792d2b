"""Labels of a search from many places at once: how far which place is, in one number, and the queue of those to follow.

A label holds ticks in its upper bits and the number of a place in its lower 25, so that comparing two labels compares
times first and place numbers among equal times, and adding ticks to a label moves it on.
"""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from seedbed.analysis.assets.network import Integers
from seedbed.analysis.assets.streets import Numbers
from seedbed.analysis.kernel import kernel

PLACE_BITS = 25
PLACE_MASK = (1 << PLACE_BITS) - 1
MOST_PLACES = PLACE_MASK
"""How many places one search can tell apart."""
NO_LABEL = (1 << 63) - 1
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
def _queued(labels: Numbers) -> tuple[Numbers, Integers, int]:
    """Return a queue of all labels, with room for more."""
    size = 0
    keys, nodes = np.empty(1024, np.int64), np.empty(1024, np.int32)
    for row in range(len(labels)):
        for slot in range(labels.shape[1]):
            if labels[row, slot] == NO_LABEL:
                break
            if size == len(keys):
                keys, nodes = np.concatenate((keys, keys)), np.concatenate((nodes, nodes))
            lift(keys, nodes, size, labels[row, slot], row)
            size += 1
    return keys, nodes, size


@kernel
def spread(arc_offsets: Numbers, arc_to: Integers, arc_in: Numbers, labels: Numbers, furthest: int) -> None:
    """Carry the labels of junctions on along arcs, nearest first, until every junction has its best (Dijkstra 1959).

    ``labels`` holds those to start from and is filled in; none beyond the label ``furthest`` is made. A label that is
    not among the best at a junction is not followed: whatever it could reach, better ones reach sooner.
    """
    keys, nodes, size = _queued(labels)
    while size > 0:
        key, junction = keys[0], nodes[0]
        size -= 1
        sink(keys, nodes, size)
        current = False
        for slot in range(labels.shape[1]):
            current |= labels[junction, slot] == key
        if not current:
            continue
        for arc in range(arc_offsets[junction], arc_offsets[junction + 1]):
            label = key + (arc_in[arc] << PLACE_BITS)
            if label > furthest or not enter(labels, arc_to[arc], label):
                continue
            if size == len(keys):
                keys, nodes = np.concatenate((keys, keys)), np.concatenate((nodes, nodes))
            lift(keys, nodes, size, label, arc_to[arc])
            size += 1
