"""What runs on one day: the trips of buses, trams, trains and boats, and the stops they call at."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date
from enum import IntEnum

import numpy as np
from numpy.typing import NDArray

from seedbed.analysis.assets.listing import Rejected
from seedbed.analysis.assets.network import Floats, Integers

Bools = NDArray[np.bool_]
Bytes = NDArray[np.int8]


class Wheels(IntEnum):
    """Whether a trip or a stop takes someone with wheels; the values of GTFS."""

    UNKNOWN = 0
    YES = 1
    NO = 2


@dataclass(frozen=True, slots=True, kw_only=True)
class Timetable:
    """The trips that run on one day.

    Parameters
    ----------
    day
        The day; times are seconds after its midnight, negative for calls late on the day before.
    stops, names
        Identifier and name of each stop.
    longitude, latitude
        Degrees of WGS84, one a stop.
    trips
        How many trips there are; a trip that runs every ten minutes counts each time.
    first
        Where the calls of each trip start, one more than there are trips.
    stop, arrival, departure, boards, alights
        Of each call, in the order in which its trip makes them: number of the stop, seconds, and whether people may get
        on and off there.
    trip_wheels, stop_wheels
        `Wheels` of each trip and of each stop.
    refused
        Trips that the file told of in a way that cannot be, and why.
    notes
        What people should know of how the file was read.
    """

    day: date
    stops: tuple[str, ...]
    names: tuple[str, ...]
    longitude: Floats
    latitude: Floats
    first: Integers
    stop: Integers
    arrival: Integers
    departure: Integers
    boards: Bools
    alights: Bools
    trip_wheels: Bytes
    stop_wheels: Bytes
    refused: tuple[Rejected, ...] = ()
    notes: tuple[str, ...] = ()

    @property
    def trips(self) -> int:
        """How many trips run."""
        return len(self.first) - 1

    @property
    def calls(self) -> int:
        """How many times a trip calls at a stop."""
        return len(self.stop)


def for_wheels(timetable: Timetable, *, unknown: bool = True) -> Timetable:
    """Leave out the trips and calls that someone with wheels cannot use.

    Parameters
    ----------
    unknown
        Whether trips and stops of which the file says nothing are kept; most files of buses in Britain say nothing,
        and its buses must take wheelchairs by law (Public Service Vehicles Accessibility Regulations 2000).
    """
    trip_fits = _fits(timetable.trip_wheels, unknown=unknown)
    counts = np.diff(timetable.first)
    kept = np.repeat(trip_fits, counts)
    stop = timetable.stop[kept]
    usable = _fits(timetable.stop_wheels, unknown=unknown)[stop]
    return replace(
        timetable,
        first=np.concatenate([[0], np.cumsum(counts[trip_fits])]).astype(np.int32),
        stop=stop,
        arrival=timetable.arrival[kept],
        departure=timetable.departure[kept],
        boards=timetable.boards[kept] & usable,
        alights=timetable.alights[kept] & usable,
        trip_wheels=timetable.trip_wheels[trip_fits],
    )


def _fits(wheels: Bytes, *, unknown: bool) -> Bools:
    return np.asarray(wheels != Wheels.NO if unknown else wheels == Wheels.YES)
