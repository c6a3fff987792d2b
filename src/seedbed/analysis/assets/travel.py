"""Times between origins and the places within their reach, kept for those pairs alone."""

from __future__ import annotations

import math
from dataclasses import dataclass

import numpy as np
from numpy.typing import ArrayLike, NDArray
from scipy.sparse import coo_array, csr_array

from seedbed.analysis.assets.network import Floats, Integers
from seedbed.analysis.assets.pacing import TICKS_A_SECOND, limit_of, pace_of
from seedbed.analysis.assets.searches import searches
from seedbed.analysis.assets.standing import Stands, standing
from seedbed.analysis.assets.streets import Numbers, Streets
from seedbed.errors import UsageError


@dataclass(frozen=True, slots=True, eq=False)
class Travel:
    """Times from origins to destinations, for the pairs within reach.

    The pairs of origin ``i`` are ``offsets[i]:offsets[i + 1]``, by ascending destination.

    Parameters
    ----------
    offsets
        int64, one longer than there are origins.
    destination
        Number of the destination of each pair.
    seconds
        Time of each pair, never inf.
    destinations
        How many destinations there are, within reach or not.
    """

    offsets: Numbers
    destination: Integers
    seconds: Floats
    destinations: int

    @classmethod
    def from_pairs(
        cls, origin: ArrayLike, destination: ArrayLike, seconds: ArrayLike, *, shape: tuple[int, int]
    ) -> Travel:
        """Build from pairs in any order, each at most once; infinite times are left out.

        Raises
        ------
        UsageError
            If a pair is there twice, or a time is negative or not a number.
        """
        times = np.asarray(seconds, np.float64)
        if np.isnan(times).any() or (times < 0).any():
            raise UsageError(
                "A time between an origin and a place is negative or not a number.",
                f"It is number {int(np.flatnonzero(~(times >= 0))[0]) + 1} of {len(times)}.",
                "Leave out pairs without a time.",
            )
        near = np.isfinite(times)
        pairs = (np.asarray(origin, np.int32)[near], np.asarray(destination, np.int32)[near])
        # the numbers of the pairs, counted from 1, are sorted in place of times, since sparse arrays drop zeros
        table = coo_array((np.arange(1, near.sum() + 1), pairs), shape=shape).tocsr()
        table.sort_indices()
        if len(table.data) != near.sum():
            raise UsageError(
                "An origin and a place have more than one time.",
                f"{int(near.sum()) - len(table.data)} pairs are there twice.",
                "Give each pair once.",
            )
        return cls(table.indptr.astype(np.int64), table.indices.astype(np.int32), times[near][table.data - 1], shape[1])

    @property
    def origins(self) -> int:
        """How many origins there are, with a place within reach or without."""
        return len(self.offsets) - 1

    @property
    def origin(self) -> Integers:
        """Number of the origin of each pair."""
        return np.repeat(np.arange(self.origins, dtype=np.int32), np.diff(self.offsets))

    def within(self, cutoff: float) -> Travel:
        """Return the pairs of at most ``cutoff`` seconds."""
        near = self.seconds <= cutoff
        offsets = np.concatenate([[0], np.cumsum(near)])[self.offsets].astype(np.int64)
        return Travel(offsets, self.destination[near], self.seconds[near], self.destinations)

    def back(self) -> Travel:
        """Return the same times seen from the destinations."""
        shape = (self.destinations, self.origins)
        return Travel.from_pairs(self.destination, self.origin, self.seconds, shape=shape)

    def matrix(self, values: ArrayLike | None = None) -> csr_array:
        """Return values of the pairs (their seconds unless others are given) as a sparse array, zeros kept."""
        data = self.seconds if values is None else np.asarray(values, np.float64)
        return csr_array((data, self.destination, self.offsets), shape=(self.origins, self.destinations))

    def soonest(self) -> Floats:
        """Return the time from each origin to the nearest destination, inf where none is within reach."""
        times = np.full(self.origins, np.inf)
        np.minimum.at(times, self.origin, self.seconds)
        return times

    def counts(self, cutoffs: ArrayLike) -> NDArray[np.int64]:
        """Return how many destinations each origin reaches within each cut-off, shape (origins, cut-offs).

        A cut-off beyond the one at which the times were made counts what these hold.
        """
        limits = np.atleast_1d(np.asarray(cutoffs, np.float64))
        return np.column_stack([np.bincount(self.origin[self.seconds <= at], minlength=self.origins) for at in limits])


def travel_times(
    streets: Streets,
    seconds: Floats,
    origins: Stands,
    destinations: Stands,
    cutoff: float,
    *,
    metres_per_second: float = math.inf,
) -> Travel:
    """Return the times from origins to destinations of at most ``cutoff`` seconds.

    One bounded search (Dijkstra 1959) over junctions starts at each different node of the destinations, or of the
    origins with all streets turned round if these are fewer; searches are shared out over the machine's cores. Times
    are exact as in `nearest`, and the same from either side.

    Parameters
    ----------
    seconds
        Of each edge, shape (edges, 2): from start to end and back; inf where there is no way through.
    origins, destinations
        Put onto the network, or just their nodes. Those without a node are in no pair.
    metres_per_second
        Speed between each point and its node; by default that way takes no time.

    Raises
    ------
    UsageError
        If a time or node makes no sense.
    """
    limit = limit_of(cutoff)
    here, there = standing(streets, origins, metres_per_second), standing(streets, destinations, metres_per_second)
    shape = (len(here.node), len(there.node))
    both = np.column_stack([seconds, seconds]) if np.ndim(seconds) == 1 else seconds
    turned = len(np.unique(here.node)) < len(np.unique(there.node))
    pace = pace_of(streets, both[:, ::-1] if turned else both)
    near, far = (here, there) if turned else (there, here)
    searched, found, ticks = searches(streets, pace, near, far, limit)
    pairs = (searched, found) if turned else (found, searched)
    return Travel.from_pairs(*pairs, ticks / TICKS_A_SECOND, shape=shape)
