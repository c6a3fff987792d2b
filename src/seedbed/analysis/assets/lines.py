"""Trips of a timetable grouped into lines: the same stops in the same order, and no trip overtakes another.

A search by rounds (Delling, Pajor and Werneck 2015, "Round-based public transit routing", Transportation Science 49)
looks at lines, not at trips: of a line, the first trip that can be caught is always the best one.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from seedbed.analysis.assets.network import Floats, Integers
from seedbed.analysis.assets.timetable import Bools, Timetable

Numbers = NDArray[np.int64]


@dataclass(frozen=True, slots=True, eq=False)
class Lines:
    """Lines, the times of their trips and the lines that call at each stop.

    Parameters
    ----------
    stops_known
        The stops at which anything calls, by their numbers in the timetable; all others below count in this list.
    stop_offsets, stops, boards, alights
        The stops of each line in order, and whether people get on and off there.
    trip_counts, time_offsets
        How many trips each line has, and where its times begin: one trip after the other, each as long as the line.
    arrival, departure
        Seconds after midnight.
    calling_offsets, calling_line, calling_place
        The lines that call at each stop, and where along them.
    """

    stops_known: Integers
    stop_offsets: Numbers
    stops: Integers
    boards: Bools
    alights: Bools
    trip_counts: Integers
    time_offsets: Numbers
    arrival: Integers
    departure: Integers
    calling_offsets: Numbers
    calling_line: Integers
    calling_place: Integers

    @property
    def line_count(self) -> int:
        """How many lines there are."""
        return len(self.trip_counts)

    @property
    def stop_count(self) -> int:
        """How many stops are called at."""
        return len(self.stops_known)


def lines_of(timetable: Timetable) -> Lines:
    """Group trips into lines.

    Trips with the same stops make one line unless one overtakes another; those that do make lines of their own.
    """
    known, stop = np.unique(timetable.stop, return_inverse=True)
    groups: dict[bytes, list[int]] = {}
    for trip in range(timetable.trips):
        part = slice(timetable.first[trip], timetable.first[trip + 1])
        same = stop[part].tobytes() + timetable.boards[part].tobytes() + timetable.alights[part].tobytes()
        groups.setdefault(same, []).append(trip)
    lines = [line for trips in groups.values() for line in _without_overtaking(timetable, trips)]
    lengths = np.array([timetable.first[line[0] + 1] - timetable.first[line[0]] for line in lines], dtype=np.int64)
    counts = np.array([len(line) for line in lines], dtype=np.int32)
    stop_offsets = _offsets(lengths)
    heads = _calls(timetable, [line[0] for line in lines])
    times = _calls(timetable, [trip for line in lines for trip in line])
    stops = stop[heads].astype(np.int32)
    order = np.argsort(stops, kind="stable")
    return Lines(
        stops_known=known.astype(np.int32),
        stop_offsets=stop_offsets,
        stops=stops,
        boards=timetable.boards[heads],
        alights=timetable.alights[heads],
        trip_counts=counts,
        time_offsets=_offsets(lengths * counts),
        arrival=timetable.arrival[times],
        departure=timetable.departure[times],
        calling_offsets=_offsets(np.bincount(stops, minlength=len(known))),
        calling_line=np.repeat(np.arange(len(lines), dtype=np.int32), lengths)[order],
        calling_place=(np.arange(len(stops)) - np.repeat(stop_offsets[:-1], lengths)).astype(np.int32)[order],
    )


def _without_overtaking(timetable: Timetable, trips: list[int]) -> list[list[int]]:
    """Put trips with the same stops, by their first departure, into as many lines as it takes."""
    times = {
        trip: np.stack([each[timetable.first[trip] : timetable.first[trip + 1]] for each in _both(timetable)])
        for trip in trips
    }
    lines: list[list[int]] = []
    for trip in sorted(trips, key=lambda trip: (times[trip][1, 0], times[trip][0, -1], trip)):
        line = next((each for each in lines if np.all(times[each[-1]] <= times[trip])), None)
        if line is None:
            lines.append([trip])
        else:
            line.append(trip)
    return lines


def _both(timetable: Timetable) -> tuple[Integers, Integers]:
    return timetable.arrival, timetable.departure


def _calls(timetable: Timetable, trips: list[int]) -> Numbers:
    """Return the numbers of the calls of some trips, one trip after the other."""
    parts = [np.arange(timetable.first[trip], timetable.first[trip + 1], dtype=np.int64) for trip in trips]
    return np.concatenate([*parts, np.empty(0, dtype=np.int64)])


def _offsets(counts: NDArray[np.integer]) -> Numbers:
    return np.concatenate([[0], np.cumsum(counts)]).astype(np.int64)


def positions(lines: Lines, timetable: Timetable) -> tuple[Floats, Floats]:
    """Return longitudes and latitudes of the stops at which anything calls."""
    return timetable.longitude[lines.stops_known], timetable.latitude[lines.stops_known]
