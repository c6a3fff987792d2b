"""Search rides by rounds: round after round, everything that one more ride reaches, for departures from last to first.

Round-based search is that of Delling, Pajor and Werneck 2015 ("Round-based public transit routing", Transportation
Science 49): a ride caught from a stop reached with one ride less. For a window of departures it runs from the last to
the first and keeps what it knows: who leaves earlier can always wait and do what those who leave later do.

A journey walks to a stop, rides, and may walk to another stop and ride again; each walk is one of those given, so
nobody walks twice in a row.
"""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from seedbed.analysis.assets.network import Floats, Integers
from seedbed.analysis.kernel import kernel

Numbers = NDArray[np.int64]
Flags = NDArray[np.bool_]
Walks = tuple[Numbers, Integers, Floats]
"""For each row where its entries begin, what each leads to, and its seconds."""
LineParts = tuple[Numbers, Integers, Flags, Flags, Integers, Numbers, Integers, Integers]
"""Of `Lines`: stop_offsets, stops, boards, alights, trip_counts, time_offsets, arrival, departure."""
Calling = tuple[Numbers, Integers, Integers]
"""Of `Lines`: calling_offsets, calling_line, calling_place."""
State = tuple[Floats, Floats, Flags, Integers, Flags, Integers, Integers, Integers]
"""Arrivals by ride and times ready to board, by rounds and stops; stops marked and ridden to; lines to look at."""

NOWHERE = 1 << 30


def no_state(rounds: int, stops: int, lines: int) -> State:
    """Return room for a search."""
    return (
        np.full((rounds + 1, stops), np.inf),
        np.full((rounds + 1, stops), np.inf),
        np.zeros(stops, np.bool_),
        np.empty(stops, np.int32),
        np.zeros(stops, np.bool_),
        np.empty(stops, np.int32),
        np.full(lines, NOWHERE, np.int32),
        np.empty(lines, np.int32),
    )


@kernel
def lower(table: Floats, round_: int, stop: int, time: float) -> bool:
    """Note a time at a stop for a round and, as they allow more rides, for those after; say whether it is new."""
    if time >= table[round_, stop]:
        return False
    for later in range(round_, len(table)):
        if table[later, stop] <= time:
            break
        table[later, stop] = time
    return True


@kernel
def caught(lines: LineParts, line: int, place: int, ready: float, before: int) -> int:
    """Return the first trip of a line that leaves a stop at or after a time, among the first ``before``; else that."""
    length = lines[0][line + 1] - lines[0][line]
    start, departure = lines[5][line] + place, lines[7]
    low, high = 0, before
    while low < high:
        middle = (low + high) // 2
        if departure[start + middle * length] >= ready:
            high = middle
        else:
            low = middle + 1
    return low


@kernel
def ride(lines: LineParts, line: int, round_: int, limits: tuple[float, float], state: State, ridden: int) -> int:
    """Ride a line from where its first marked stop is; notes arrivals and returns how many stops were ridden to."""
    arrivals, ready, _, _, is_ridden, ridden_to, first_place, _ = state
    stop_offsets, stops, boards, alights, trip_counts, time_offsets, arrival, _ = lines
    change, until = limits
    start, length = stop_offsets[line], stop_offsets[line + 1] - stop_offsets[line]
    none = trip_counts[line]
    trip = none
    for place in range(first_place[line], length):
        stop = stops[start + place]
        if trip < none:
            time = arrival[time_offsets[line] + trip * length + place]
            if time > until:
                trip = none
            elif alights[start + place] and lower(arrivals, round_, stop, time) and not is_ridden[stop]:
                is_ridden[stop] = True
                ridden_to[ridden] = stop
                ridden += 1
        earliest = ready[round_ - 1, stop] + change
        if boards[start + place] and earliest <= until:
            trip = caught(lines, line, place, earliest, trip)
    first_place[line] = NOWHERE
    return ridden


@kernel
def look_at(calling: Calling, state: State, marked: int) -> int:
    """Note the lines that call at marked stops, from the first of them on, and return how many; unmarks the stops."""
    _, _, is_marked, marks, _, _, first_place, queue = state
    offsets, calling_line, calling_place = calling
    count = 0
    for number in range(marked):
        stop = marks[number]
        is_marked[stop] = False
        for call in range(offsets[stop], offsets[stop + 1]):
            line = calling_line[call]
            if first_place[line] == NOWHERE:
                queue[count] = line
                count += 1
            first_place[line] = min(first_place[line], calling_place[call])
    return count


@kernel
def get_ready(state: State, round_: int, stop: int, time: float, marked: int) -> int:
    """Note from when on someone can board at a stop; marks it where that is new and returns how many are marked."""
    _, ready, is_marked, marks, _, _, _, _ = state
    if lower(ready, round_, stop, time) and not is_marked[stop]:
        is_marked[stop] = True
        marks[marked] = stop
        return marked + 1
    return marked


@kernel
def walk_on(  # noqa: PLR0913, PLR0917 - kernels take arrays apart
    transfers: Walks, egress: Walks, round_: int, until: float, state: State, ridden: int, arrived: Floats
) -> int:
    """Walk from the stops ridden to: to other stops, and to destinations; returns how many stops are marked."""
    arrivals, _, _, _, is_ridden, ridden_to, _, _ = state
    marked = 0
    for number in range(ridden):
        stop = ridden_to[number]
        is_ridden[stop] = False
        time = arrivals[round_, stop]
        marked = get_ready(state, round_, stop, time, marked)
        for walk in range(transfers[0][stop], transfers[0][stop + 1]):
            there = time + transfers[2][walk]
            if there <= until:
                marked = get_ready(state, round_, transfers[1][walk], there, marked)
        for walk in range(egress[0][stop], egress[0][stop + 1]):
            there = time + egress[2][walk]
            if there <= until:
                arrived[egress[1][walk]] = min(arrived[egress[1][walk]], there)
    return marked


@kernel
def leave(  # noqa: PLR0913, PLR0917 - kernels take arrays apart
    lines: LineParts,
    calling: Calling,
    access: tuple[Integers, Floats],
    transfers: Walks,
    egress: Walks,
    times: tuple[float, float, float],
    state: State,
    arrived: Floats,
) -> None:
    """Search from one origin at one time of departure; lowers the arrival times at destinations.

    ``access`` are stops and the seconds to walk there; ``times`` are the departure, the longest journey and how long
    before it leaves one must be at a stop. ``state`` and ``arrived`` hold what later departures know.
    """
    departure, longest, change = times
    until = departure + longest
    marked = 0
    for number in range(len(access[0])):
        marked = get_ready(state, 0, access[0][number], departure + access[1][number], marked)
    for round_ in range(1, len(state[0])):
        if marked == 0:
            break
        count, ridden = look_at(calling, state, marked), 0
        for number in range(count):
            ridden = ride(lines, state[7][number], round_, (change, until), state, ridden)
        marked = walk_on(transfers, egress, round_, until, state, ridden, arrived)
    for number in range(marked):
        state[2][state[3][number]] = False
