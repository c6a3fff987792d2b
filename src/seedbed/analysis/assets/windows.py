"""Journeys for every departure in a window put together: the median time, and the share that arrive in time."""

from __future__ import annotations

import numpy as np

from seedbed.analysis.assets.network import Floats, Integers
from seedbed.analysis.assets.rides import Calling, LineParts, State, Walks, leave
from seedbed.analysis.kernel import kernel


@kernel
def over_window(  # noqa: PLR0913, PLR0917 - kernels take arrays apart
    some: tuple[int, int],
    lines: LineParts,
    calling: Calling,
    walks: tuple[Walks, Walks, Walks, Walks],
    departures: Floats,
    limits: tuple[float, float, float],
    kinds: Integers,
    state: State,
    by_place: tuple[Floats, Floats],
    by_kind: tuple[Floats, Floats],
) -> None:
    """Fill medians and shares of some origins, one row each, by destination and by kind of destination.

    ``walks`` are from origins to stops, between stops, from stops to destinations and from origins to destinations;
    ``limits`` the longest journey, how long before it leaves one must be at a stop, and within which time departures
    count in the share, seconds.
    """
    access, transfers, egress, direct = walks
    count = by_place[0].shape[1]
    arrived, whole = np.empty(count), np.empty((count, len(departures)))
    soonest = np.empty((by_kind[0].shape[1], len(departures)))
    for origin in range(some[0], some[1]):
        state[0][:] = np.inf
        state[1][:] = np.inf
        arrived[:] = np.inf
        part = (access[0][origin], access[0][origin + 1])
        near = (access[1][part[0] : part[1]], access[2][part[0] : part[1]])
        for number in range(len(departures) - 1, -1, -1):
            departure = departures[number]
            leave(lines, calling, near, transfers, egress, (departure, limits[0], limits[1]), state, arrived)
            for place in range(count):
                takes = arrived[place] - departure
                whole[place, number] = takes if takes <= limits[0] else np.inf
        soonest[:] = np.inf
        on_foot(direct, origin, limits[0], whole)
        row = origin - some[0]
        for place in range(count):
            for number in range(len(departures)):
                soonest[kinds[place], number] = min(soonest[kinds[place], number], whole[place, number])
            by_place[0][row, place], by_place[1][row, place] = middle(whole[place], limits[2])
        for kind in range(len(soonest)):
            by_kind[0][row, kind], by_kind[1][row, kind] = middle(soonest[kind], limits[2])


@kernel
def on_foot(direct: Walks, origin: int, longest: float, whole: Floats) -> None:
    """Walk all the way where that is sooner, whenever one leaves."""
    for walk in range(direct[0][origin], direct[0][origin + 1]):
        place, takes = direct[1][walk], direct[2][walk]
        if takes <= longest:
            for number in range(whole.shape[1]):
                whole[place, number] = min(whole[place, number], takes)


@kernel
def middle(times: Floats, within: float) -> tuple[float, float]:
    """Return the least time within which at least half of departures arrive (inf: fewer do), and the share in time."""
    ever, in_time = 0, 0
    for time in times:
        ever += time < np.inf
        in_time += time <= within
    half = (len(times) + 1) // 2
    if ever < half:
        return np.inf, in_time / len(times)
    return np.sort(times)[half - 1], in_time / len(times)
