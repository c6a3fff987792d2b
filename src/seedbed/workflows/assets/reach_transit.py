"""Times from origins to assets on foot and by public transport, over a window of departures."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, time
from functools import cached_property
from pathlib import Path

import numpy as np

from seedbed.analysis.assets.lines import Lines, lines_of, positions
from seedbed.analysis.assets.network import Floats, Integers, Places
from seedbed.analysis.assets.timetable import Timetable, for_wheels
from seedbed.analysis.assets.transit import FURTHEST_WALK, Walks, departures_between, journeys
from seedbed.analysis.assets.travel import Travel, travel_times
from seedbed.errors import BadInputError, UsageError
from seedbed.formats.gtfs import read_timetable
from seedbed.workflows.assets.reach_times import HORIZON, Targets, Times, Walkable, by_asset, counted

MARGIN = 0.02
"""Degrees around the streets within which stops are read."""


@dataclass(frozen=True)
class Departures:
    """When people leave, as a command was told.

    Parameters
    ----------
    gtfs
        A timetable: a zip or a folder.
    day
        Day of travel.
    start, end
        First departure, and the time before which the last is; a departure every minute between.
    """

    gtfs: Path
    day: date
    start: time
    end: time

    @property
    def seconds(self) -> Floats:
        """Departures, seconds after midnight; an end before the start is that of the next day.

        Raises
        ------
        UsageError
            If start and end are the same.
        """
        start, end = (each.hour * 3600 + each.minute * 60 for each in (self.start, self.end))
        return departures_between(start, end if end >= start else end + 24 * 3600)


@dataclass(frozen=True)
class Rides:
    """A timetable on the streets.

    Parameters
    ----------
    timetable
        What runs while people travel.
    departures
        Seconds after midnight.
    """

    timetable: Timetable
    departures: Floats

    @cached_property
    def lines(self) -> Lines:
        """Trips by line."""
        return lines_of(self.timetable)

    def stops(self, walkable: Walkable) -> Places:
        """Put stops onto the streets."""
        return walkable.put(*positions(self.lines, self.timetable))


def read_rides(asked: Departures, walkable: Walkable, cutoff: float) -> Rides:
    """Read what runs near the streets while people travel; of it, with wheels, what does not say that it takes none.

    Raises
    ------
    BadInputError
        If the timetable cannot be used, or none of its stops is near a street.
    UsageError
        If nobody leaves in that window.
    """
    departures = asked.seconds
    box = _around(walkable)
    between = (int(departures[0]), int(departures[-1] + max(HORIZON, cutoff)))
    timetable = read_timetable(asked.gtfs, asked.day, between=between, within=box)
    rides = Rides(for_wheels(timetable) if walkable.walker.wheels else timetable, departures)
    if not (rides.stops(walkable).node >= 0).any():
        raise BadInputError(
            f"The timetable {asked.gtfs.name} cannot be used here.",
            f"{asked.gtfs}: no stop that anything calls at then is near a street of the map.",
            "Give the timetable and the map of the same place; with wheels, stops must be reached without steps.",
        )
    return rides


def _around(walkable: Walkable) -> tuple[float, float, float, float]:
    east, north = walkable.network.longitude, walkable.network.latitude
    return (
        float(east.min()) - MARGIN,
        float(north.min()) - MARGIN,
        float(east.max()) + MARGIN,
        float(north.max()) + MARGIN,
    )


def ride_notes(rides: Rides | None) -> list[str]:
    """Say how much of a timetable was used, so that people see when it lacks buses they know; nothing on foot."""
    if rides is None:
        return []
    timetable, refused = rides.timetable, rides.timetable.refused
    counted = f"{_many(timetable.trips, 'trip')}, at {_many(rides.lines.stop_count, 'stop')} in and around the map"
    told = [f"Buses and trains while people travel: {counted}. What the timetable does not hold was not counted."]
    if refused:
        first = f"{refused[0].path}: {refused[0].reason}"
        told.append(f"Left out of the timetable, as they cannot be: {_many(len(refused), 'trip')}; first {first}.")
    return [*told, *timetable.notes]


def _many(count: int, what: str) -> str:
    return f"{count:,} {what}" if count == 1 else f"{count:,} {what}s"


def times_by_transit(
    walkable: Walkable, origins: Places, targets: Targets, rides: Rides, *, k: int, cutoff: float
) -> Times:
    """Return the times from origins to assets, on foot or with rides, whichever is sooner.

    Times are the median over departures of each pair of origin and asset; of the nearest assets those with the least
    median. The share is of departures that manage some asset of the kind within the cut-off, whichever it is then.

    Parameters
    ----------
    k
        How many of the nearest of each kind.
    cutoff
        Seconds within which assets are counted.
    """
    horizon = max(HORIZON, cutoff)
    found = journeys(
        rides.lines,
        _walks(walkable, origins, targets, rides, horizon),
        rides.departures,
        cutoff=horizon,
        within=cutoff,
        kinds=targets.kind,
    )
    median = found.travel()
    seconds, which = nearest_of(median, targets, k)
    travel = median.within(cutoff)
    count = len(origins.node)
    missing = len(targets.kinds) - len(found.kind_share)
    share = np.vstack([found.kind_share, np.zeros((missing, count))])
    return Times(seconds, which, counted(travel, targets, count), travel, share)


def _walks(walkable: Walkable, origins: Places, targets: Targets, rides: Rides, horizon: float) -> Walks:
    """Return the walks that journeys are made of; those to an asset by its nearest way in."""
    stops = rides.stops(walkable)
    pace = walkable.walker.metres_per_second

    def walk(start: Places, end: Places, longest: float) -> Travel:
        return travel_times(walkable.streets, walkable.seconds, start, end, longest, metres_per_second=pace)

    near = min(FURTHEST_WALK, horizon)
    return Walks(
        access=walk(origins, stops, near),
        transfers=walk(stops, stops, near),
        egress=by_asset(walk(stops, targets.stands, near), targets),
        direct=by_asset(walk(origins, targets.stands, horizon), targets),
    )


def nearest_of(travel: Travel, targets: Targets, k: int) -> tuple[Floats, Integers]:
    """Return the ``k`` nearest assets of each kind from each origin, out of pairs; see `Times`."""
    kind = targets.kind[travel.destination].astype(np.int64)
    order = np.lexsort((travel.destination, travel.seconds, kind, travel.origin))
    group = travel.origin[order].astype(np.int64) * len(targets.kinds) + kind[order]
    first = np.flatnonzero(np.diff(group, prepend=-1))
    rank = np.arange(len(order)) - np.repeat(first, np.diff(np.append(first, len(order))))
    kept = rank < k
    shape = (len(targets.kinds), travel.origins, k)
    seconds, which = np.full(shape, np.inf), np.full(shape, -1, np.int32)
    place = (kind[order][kept], travel.origin[order][kept], rank[kept])
    seconds[place], which[place] = travel.seconds[order][kept], travel.destination[order][kept]
    return seconds, which


def parsed_window(text: str) -> tuple[time, time]:
    """Read a window of departures such as 08:00-09:00.

    Raises
    ------
    UsageError
        If it is not written so.
    """
    start, _, end = text.partition("-")
    try:
        return time.fromisoformat(start.strip()), time.fromisoformat(end.strip())
    except ValueError:
        raise UsageError(
            f"'{text}' is no time of departure.",
            "A window of departures is two times of day with a hyphen between.",
            "Write it as 08:00-09:00.",
        ) from None
