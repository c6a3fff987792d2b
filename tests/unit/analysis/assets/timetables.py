"""Small timetables and walks for tests."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

import numpy as np

from seedbed.analysis.assets.timetable import Timetable
from seedbed.analysis.assets.travel import Travel

Call = tuple[int, int, int, bool, bool]
"""Stop, arrival, departure, and whether people get on and off."""


def calls_at(*times: tuple[int, int]) -> list[Call]:
    """Return calls that arrive and leave at once: stop and minute past midnight."""
    return [(stop, minute * 60, minute * 60, True, True) for stop, minute in times]


def timetable_of(trips: Sequence[Sequence[Call]], stops: int) -> Timetable:
    """Build a timetable."""
    calls = np.array([call for trip in trips for call in trip], dtype=np.int64).reshape(-1, 5)
    return Timetable(
        day=date(2026, 1, 6),
        stops=tuple(f"stop {number}" for number in range(stops)),
        names=("",) * stops,
        longitude=np.linspace(-3, -2.9, stops),
        latitude=np.full(stops, 51.5),
        first=np.cumsum([0, *(len(trip) for trip in trips)]).astype(np.int32),
        stop=calls[:, 0].astype(np.int32),
        arrival=calls[:, 1].astype(np.int32),
        departure=calls[:, 2].astype(np.int32),
        boards=calls[:, 3].astype(bool),
        alights=calls[:, 4].astype(bool),
        trip_wheels=np.zeros(len(trips), dtype=np.int8),
        stop_wheels=np.zeros(stops, dtype=np.int8),
    )


def walks_of(shape: tuple[int, int], pairs: dict[tuple[int, int], float]) -> Travel:
    """Build walks from seconds by pair."""
    origin, destination = [pair[0] for pair in pairs], [pair[1] for pair in pairs]
    return Travel.from_pairs(origin, destination, list(pairs.values()), shape=shape)
