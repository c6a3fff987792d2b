"""Times along streets for one walker, as whole ticks, so that sums are exact in whatever order they are made.

A tick is 1/65,536 second. Times of edges are rounded to ticks once; after that every sum is exact, and a street map cut
into tiles, drawn together or searched from the other end gives the same times to the last bit.
"""

from __future__ import annotations

import math
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from seedbed.analysis.assets.network import Floats
from seedbed.analysis.assets.streets import Numbers, Streets
from seedbed.analysis.kernel import kernel
from seedbed.errors import UsageError

TICKS_A_SECOND = 65_536
LONGEST = 1 << 36
"""Ticks of the longest time that is looked for: twelve days."""
BLOCKED = 1 << 37
"""Ticks that stand for no way through."""


class Pace(NamedTuple):
    """Ticks along each street.

    Parameters
    ----------
    along, against
        For each edge of the streets in their order: going from the street's first end to its last, and the other way.
    to_first, to_last
        From each inner node to both ends of its street.
    arc_in
        For each arc: from the junction at its other end to its own.
    """

    along: Numbers
    against: Numbers
    to_first: Numbers
    to_last: Numbers
    arc_in: Numbers


def pace_of(streets: Streets, seconds: NDArray[np.float64]) -> Pace:
    """Return the ticks along streets.

    Parameters
    ----------
    seconds
        Of each edge of the walk network, both ways (start to end, end to start), shape (edges, 2), or the same both
        ways, shape (edges,); inf where there is no way through.

    Raises
    ------
    UsageError
        If the times do not fit the network, or one is negative or not a number.
    """
    both = np.asarray(seconds, dtype=np.float64)
    if both.ndim == 1:
        both = np.column_stack([both, both])
    if both.shape != (len(streets.edges), 2):
        raise UsageError(
            f"There are times for {both.shape} edges and directions, but {len(streets.edges)} edges.",
            "Each edge needs a time for both directions.",
            "Give an array of shape (edges, 2) or (edges,).",
        )
    ticks = in_ticks(both)
    out, back = ticks[streets.edges, 0], ticks[streets.edges, 1]
    along, against = np.where(streets.forwards, out, back), np.where(streets.forwards, back, out)
    to_first, to_last, whole_along, whole_against = _sums(streets.edge_offsets, along, against)
    arc_in = np.where(streets.arc_from_first, whole_against[streets.arc_street], whole_along[streets.arc_street])
    return Pace(along, against, to_first, to_last, arc_in)


def in_ticks(seconds: Floats) -> Numbers:
    """Return times as ticks, rounded to the nearest; BLOCKED where they are infinite.

    Raises
    ------
    UsageError
        If one is negative or not a number.
    """
    if np.isnan(seconds).any() or (seconds < 0).any():
        raise UsageError(
            "A time is negative or not a number.",
            f"It is number {int(np.flatnonzero(~(seconds >= 0).ravel())[0]) + 1} of {seconds.size}.",
            "Give times of 0 seconds or more; infinity where there is no way through.",
        )
    return np.asarray(np.rint(np.minimum(seconds * TICKS_A_SECOND, BLOCKED)), dtype=np.int64)


def limit_of(cutoff: float) -> int:
    """Return a cut-off in ticks, at most the longest time that is looked for.

    Raises
    ------
    UsageError
        If it is negative or not a number.
    """
    if math.isnan(cutoff) or cutoff < 0:
        raise UsageError(
            f"A cut-off of {cutoff} seconds cannot be used.",
            "It is the longest time that counts as within reach.",
            "Give 0 seconds or more.",
        )
    return math.floor(min(cutoff * TICKS_A_SECOND, LONGEST))


@kernel
def _sums(offsets: Numbers, along: Numbers, against: Numbers) -> tuple[Numbers, Numbers, Numbers, Numbers]:
    """Add up each street: from its inner nodes to both ends, and as a whole both ways."""
    streets = len(offsets) - 1
    to_first, to_last = np.empty(len(along) - streets, np.int64), np.empty(len(along) - streets, np.int64)
    whole_along, whole_against = np.empty(streets, np.int64), np.empty(streets, np.int64)
    for street in range(streets):
        total = 0
        for edge in range(offsets[street], offsets[street + 1]):
            total = min(total + against[edge], BLOCKED)
            if edge + 1 < offsets[street + 1]:
                to_first[edge - street] = total
        whole_against[street] = total
        total = 0
        for edge in range(offsets[street + 1] - 1, offsets[street] - 1, -1):
            total = min(total + along[edge], BLOCKED)
            if edge > offsets[street]:
                to_last[edge - street - 1] = total
        whole_along[street] = total
    return to_first, to_last, whole_along, whole_against
