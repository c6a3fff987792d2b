"""Who gets where on foot and by bus: a walk, rides with walks between them, and a walk, for departures over a window.

Times are exact for the timetable and the walks given: round-based search (Delling, Pajor and Werneck 2015, "Round-based
public transit routing", Transportation Science 49) for one departure after the other. What stands for the window is the
median over its departures, as waiting depends on luck (Conway, Byrd and van der Linden 2017, "Evidence-based transit
and land use sketch planning using interactive accessibility methods", Transportation Research Record 2653).
"""

from __future__ import annotations

import math
import os
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from functools import partial

import numpy as np
from numpy.typing import ArrayLike, NDArray

from seedbed.analysis.assets.lines import Lines
from seedbed.analysis.assets.network import Floats, Integers
from seedbed.analysis.assets.rides import LineParts, no_state
from seedbed.analysis.assets.rides import Walks as WalkParts
from seedbed.analysis.assets.standing import Stands
from seedbed.analysis.assets.streets import Numbers, Streets
from seedbed.analysis.assets.travel import Travel, travel_times
from seedbed.analysis.assets.windows import over_window
from seedbed.errors import UsageError

FURTHEST_WALK = 1_200.0
"""Seconds that people walk to a stop, between stops and from a stop unless said otherwise."""
CHANGE = 60.0
"""Seconds before it leaves that one must be at a stop, for a first ride as for a change."""
RIDES = 4
"""Rides at most: three changes."""
EVERY = 60
"""Seconds between departures of a window."""
AT_ONCE = 32
"""Origins whose times are kept in full at a time."""


@dataclass(frozen=True, slots=True, eq=False)
class Walks:
    """Times on foot: origins to stops, stops to stops, stops to destinations, and all the way."""

    access: Travel
    transfers: Travel
    egress: Travel
    direct: Travel


@dataclass(frozen=True, slots=True, eq=False)
class Journeys:
    """What a window of departures gives each pair of origin and destination, where any of them gets there in time.

    Parameters
    ----------
    offsets, destination
        Pairs as in `Travel`.
    seconds
        Least time within which at least half of departures arrive; inf where fewer arrive within the cut-off.
    share
        Share of departures that arrive within the time asked for.
    destinations
        How many there are.
    kind_seconds, kind_share
        The same for the nearest destination of each kind, whichever that is when one leaves: shape (kinds, origins).
    """

    offsets: Numbers
    destination: Integers
    seconds: Floats
    share: Floats
    destinations: int
    kind_seconds: NDArray[np.float64]
    kind_share: NDArray[np.float64]

    def travel(self) -> Travel:
        """Return the pairs that at least half of departures manage, with their median times."""
        made = np.isfinite(self.seconds)
        offsets = np.concatenate([[0], np.cumsum(made)])[self.offsets].astype(np.int64)
        return Travel(offsets, self.destination[made], self.seconds[made], self.destinations)


def departures_between(start: int, end: int, every: int = EVERY) -> Floats:
    """Return departures from ``start`` up to but not at ``end``, seconds after midnight.

    Raises
    ------
    UsageError
        If the window ends before it starts, or the step is not above 0.
    """
    if end <= start or every <= 0:
        raise UsageError(
            "There is no departure in that window.",
            f"It runs from {start} to {end} seconds after midnight in steps of {every}.",
            "Give an end after the start, such as 08:00-09:00.",
        )
    return np.arange(start, end, every, dtype=np.float64)


def walks_between(  # noqa: PLR0913 - where people walk, how fast and how far
    streets: Streets,
    seconds: Floats,
    origins: Stands,
    stops: Stands,
    destinations: Stands,
    *,
    cutoff: float,
    furthest: float = FURTHEST_WALK,
    metres_per_second: float = math.inf,
) -> Walks:
    """Return the times on foot that journeys are made of; see `travel_times` for what is shared with it.

    Parameters
    ----------
    stops
        Where the stops of `Lines` stand.
    cutoff
        Seconds of the longest journey, and so of the longest walk all the way.
    furthest
        Seconds of the longest walk to, between and from stops.
    """
    near = min(furthest, cutoff)

    def walk(start: Stands, end: Stands, longest: float) -> Travel:
        return travel_times(streets, seconds, start, end, longest, metres_per_second=metres_per_second)

    return Walks(
        access=walk(origins, stops, near),
        transfers=walk(stops, stops, near),
        egress=walk(stops, destinations, near),
        direct=walk(origins, destinations, cutoff),
    )


def journeys(  # noqa: PLR0913 - all but three have defaults
    lines: Lines,
    walks: Walks,
    departures: Floats,
    *,
    cutoff: float,
    within: float | None = None,
    kinds: ArrayLike | None = None,
    rides: int = RIDES,
    change: float = CHANGE,
) -> Journeys:
    """Return median times over a window of departures, and the share of departures that get there in time.

    Parameters
    ----------
    departures
        Seconds after midnight, ascending; see `departures_between`.
    cutoff
        Longest journey, seconds from leaving the origin, waiting included.
    within
        Seconds: departures that arrive within them make up the share; the cut-off without it.
    kinds
        Number of the kind of each destination, from 0; one kind without it.
    rides
        Rides at most.
    change
        Seconds before it leaves that one must be at a stop.

    Raises
    ------
    UsageError
        If the walks do not fit the lines or each other, the departures do not ascend, or a limit is below 0.
    """
    kind = np.zeros(walks.direct.destinations, np.int32) if kinds is None else np.asarray(kinds, np.int32)
    limits = (cutoff, change, cutoff if within is None else min(within, cutoff))
    _check(lines, walks, departures, kind, (*limits, float(rides)))
    count = walks.access.origins
    bounds = [(first, min(first + AT_ONCE, count)) for first in range(0, max(count, 1), AT_ONCE)]
    work = partial(_some, lines, walks, np.asarray(departures, np.float64), limits, kind, rides)
    with ThreadPoolExecutor(os.cpu_count() or 1) as pool:
        parts = list(pool.map(work, bounds))
    return _together(parts, walks.direct.destinations)


@dataclass(frozen=True, slots=True, eq=False)
class _Part:
    counts: Numbers
    destination: Integers
    seconds: Floats
    share: Floats
    kind_seconds: NDArray[np.float64]
    kind_share: NDArray[np.float64]


def _some(  # noqa: PLR0913, PLR0917 - what every part shares, and its bounds
    lines: Lines,
    walks: Walks,
    departures: Floats,
    limits: tuple[float, float, float],
    kinds: Integers,
    rides: int,
    bounds: tuple[int, int],
) -> _Part:
    rows = bounds[1] - bounds[0]
    by_place = np.empty((rows, len(kinds))), np.empty((rows, len(kinds)))
    by_kind = np.empty((rows, _kinds(kinds))), np.empty((rows, _kinds(kinds)))
    over_window(
        bounds,
        _parts(lines),
        (lines.calling_offsets, lines.calling_line, lines.calling_place),
        (_walk(walks.access), _walk(walks.transfers), _walk(walks.egress), _walk(walks.direct)),
        departures,
        limits,
        kinds,
        no_state(rides, lines.stop_count, lines.line_count),
        by_place,
        by_kind,
    )
    made = (by_place[1] > 0) | np.isfinite(by_place[0])
    counts, destination = made.sum(axis=1), np.nonzero(made)[1].astype(np.int32)
    return _Part(counts, destination, by_place[0][made], by_place[1][made], by_kind[0].T, by_kind[1].T)


def _together(parts: list[_Part], destinations: int) -> Journeys:
    counts = np.concatenate([each.counts for each in parts])
    return Journeys(
        offsets=np.concatenate([[0], np.cumsum(counts)]).astype(np.int64),
        destination=np.concatenate([each.destination for each in parts]),
        seconds=np.concatenate([each.seconds for each in parts]),
        share=np.concatenate([each.share for each in parts]),
        destinations=destinations,
        kind_seconds=np.hstack([each.kind_seconds for each in parts]),
        kind_share=np.hstack([each.kind_share for each in parts]),
    )


def _kinds(kinds: Integers) -> int:
    return int(kinds.max(initial=0)) + 1


def _parts(lines: Lines) -> LineParts:
    where = (lines.stop_offsets, lines.stops, lines.boards, lines.alights)
    return (*where, lines.trip_counts, lines.time_offsets, lines.arrival, lines.departure)


def _walk(travel: Travel) -> WalkParts:
    return travel.offsets, travel.destination, travel.seconds


def _check(lines: Lines, walks: Walks, departures: Floats, kinds: Integers, limits: tuple[float, ...]) -> None:
    stops, (origins, places) = lines.stop_count, (walks.direct.origins, walks.direct.destinations)
    shapes = [(each.origins, each.destinations) for each in (walks.access, walks.transfers, walks.egress)]
    if shapes != [(origins, stops), (stops, stops), (stops, places)] or len(kinds) != places:
        raise UsageError(
            "The walks do not fit the timetable.",
            f"There are {stops} stops, {origins} origins and {places} destinations of {len(kinds)} kinds; walks are "
            f"between {shapes}.",
            "Make them with walks_between, for the stops of the same lines.",
        )
    if not len(departures) or (np.diff(departures) < 0).any() or not all(each >= 0 for each in limits):
        raise UsageError(
            "Journeys cannot be looked for.",
            "Departures must ascend, and the longest journey, the time to change and the rides must be 0 or more.",
            "Give at least one departure, and limits of 0 or more.",
        )
