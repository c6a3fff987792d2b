"""Laws of journeys on foot and by bus, on any small timetable."""

from __future__ import annotations

from typing import Any

import numpy as np
from hypothesis import given, settings
from hypothesis import strategies as st

from seedbed.analysis.assets.lines import lines_of
from seedbed.analysis.assets.timetable import Timetable
from seedbed.analysis.assets.transit import Walks, journeys
from tests.unit.analysis.assets.plain_transit import arrivals, over
from tests.unit.analysis.assets.timetables import Call, timetable_of, walks_of

STOPS, ORIGINS, PLACES = 5, 2, 4
MOST = 40


@st.composite
def _trip(draw: st.DrawFn) -> list[Call]:
    stops = draw(st.lists(st.integers(0, STOPS - 1), min_size=2, max_size=5))
    time, calls = draw(st.integers(0, MOST)), []
    for stop in stops:
        arrival = time + draw(st.integers(0, 8))
        time = arrival + draw(st.integers(0, 3))
        calls.append((stop, arrival, time, draw(st.booleans()) or draw(st.booleans()), draw(st.booleans())))
    return calls


def _walks(rows: int, columns: int) -> st.SearchStrategy[dict[tuple[int, int], float]]:
    pairs = st.tuples(st.integers(0, rows - 1), st.integers(0, columns - 1))
    return st.dictionaries(pairs, st.integers(0, 15).map(float), max_size=6)


@st.composite
def _town(draw: st.DrawFn) -> tuple[Timetable, Walks]:
    timetable = timetable_of(draw(st.lists(_trip(), max_size=6)), STOPS)
    stops = max(len(np.unique(timetable.stop)), 1)
    shapes = {
        "access": (ORIGINS, stops),
        "transfers": (stops, stops),
        "egress": (stops, PLACES),
        "direct": (ORIGINS, PLACES),
    }
    if not timetable.calls:
        return timetable, Walks(
            walks_of((ORIGINS, 0), {}),
            walks_of((0, 0), {}),
            walks_of((0, PLACES), {}),
            walks_of(shapes["direct"], draw(_walks(ORIGINS, PLACES))),
        )
    return timetable, Walks(**{name: walks_of(shape, draw(_walks(*shape))) for name, shape in shapes.items()})


limits = st.fixed_dictionaries(
    {"cutoff": st.integers(0, 60).map(float), "change": st.integers(0, 3).map(float), "rides": st.integers(0, 3)}
)
windows = st.lists(st.integers(-5, MOST).map(float), min_size=1, max_size=5, unique=True).map(sorted)


@settings(deadline=None)  # the first example compiles
@given(_town(), windows, limits)
def test_median_and_share_are_those_of_every_departure_searched_plainly(
    town: tuple[Timetable, Walks], departures: list[float], limit: dict[str, Any]
) -> None:
    timetable, walks = town
    found = journeys(lines_of(timetable), walks, np.array(departures), **limit)
    for origin in range(ORIGINS):
        part = slice(found.offsets[origin], found.offsets[origin + 1])
        seconds, share = (
            dict(zip(found.destination[part].tolist(), each[part].tolist(), strict=True))
            for each in (found.seconds, found.share)
        )
        for place in range(PLACES):
            times = [arrivals(timetable, walks, origin, each, limit).get(place, np.inf) - each for each in departures]
            assert (seconds.get(place, np.inf), share.get(place, 0.0)) == over(times)


@settings(deadline=None)  # the first example compiles
@given(_town(), windows, limits)
def test_nearest_of_a_kind_is_the_best_at_each_departure(
    town: tuple[Timetable, Walks], departures: list[float], limit: dict[str, Any]
) -> None:
    timetable, walks = town
    found = journeys(lines_of(timetable), walks, np.array(departures), kinds=[0, 1, 1, 0], **limit)
    for origin in range(ORIGINS):
        for kind, places in enumerate(((0, 3), (1, 2))):
            times = []
            for each in departures:
                there = arrivals(timetable, walks, origin, each, limit)
                times.append(min(there.get(place, np.inf) for place in places) - each)
            assert (found.kind_seconds[kind, origin], found.kind_share[kind, origin]) == over(times)


@settings(deadline=None)  # the first example compiles
@given(_town(), windows, limits)
def test_another_ride_allowed_never_takes_longer(
    town: tuple[Timetable, Walks], departures: list[float], limit: dict[str, Any]
) -> None:
    timetable, walks = town
    fewer = journeys(lines_of(timetable), walks, np.array(departures), **limit)
    more = journeys(lines_of(timetable), walks, np.array(departures), **limit | {"rides": limit["rides"] + 1})
    assert np.all(more.kind_seconds <= fewer.kind_seconds)
    assert np.all(more.kind_share >= fewer.kind_share)
