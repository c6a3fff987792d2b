"""Journeys on foot and by bus, worked by hand. Stop 0 is at home, stop 1 at the hall; a bus leaves at 8:10 and 8:40."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import numpy as np
import pytest

from seedbed.analysis.assets.lines import lines_of, positions
from seedbed.analysis.assets.network import Floats, WalkNetwork
from seedbed.analysis.assets.snapping import put_on
from seedbed.analysis.assets.streets import streets_of
from seedbed.analysis.assets.timetable import Timetable
from seedbed.analysis.assets.transit import Journeys, Walks, departures_between, journeys, walks_between
from seedbed.errors import UsageError
from seedbed.formats.gtfs import read_timetable
from seedbed.formats.osm_streets import read_streets
from tests.unit.analysis.assets.plain_transit import arrivals, over
from tests.unit.analysis.assets.timetables import calls_at, timetable_of, walks_of

EIGHT = 8 * 60
TO_STOP, FROM_STOP = 120.0, 180.0
BUSES = timetable_of([calls_at((0, EIGHT + at), (1, EIGHT + at + 6)) for at in (10, 40)], 2)


def _walks(direct: dict[tuple[int, int], float] | None = None, **other: dict[tuple[int, int], float]) -> Walks:
    return Walks(
        access=walks_of((1, 2), {(0, 0): TO_STOP}),
        transfers=walks_of((2, 2), other.get("transfers", {})),
        egress=walks_of((2, 1), other.get("egress", {(1, 0): FROM_STOP})),
        direct=walks_of((1, 1), direct or {}),
    )


def _at(*minutes: float) -> Floats:
    return np.array([(EIGHT + each) * 60 for each in minutes])


def _found(timetable: Timetable, walks: Walks, departures: Floats, **limit: float) -> Journeys:
    return journeys(lines_of(timetable), walks, departures, **{"cutoff": 3_600.0, "change": 60.0} | limit)  # type: ignore[arg-type]


def test_journey_is_walk_wait_ride_and_walk() -> None:
    assert _found(BUSES, _walks(), _at(5)).seconds.tolist() == [(16 - 5) * 60 + FROM_STOP]


def test_whoever_is_not_at_the_stop_in_time_waits_for_the_next() -> None:
    just, late = (_found(BUSES, _walks(), _at(at)).seconds.tolist() for at in (7, 7.5))
    assert (just, late) == ([(16 - 7) * 60 + FROM_STOP], [(46 - 7.5) * 60 + FROM_STOP])


def test_journey_longer_than_the_cut_off_is_none() -> None:
    assert len(_found(BUSES, _walks(), _at(11), cutoff=38 * 60.0 - 1).seconds) == 0


def test_journey_exactly_as_long_as_the_cut_off_counts() -> None:
    assert _found(BUSES, _walks(), _at(11), cutoff=38 * 60.0).seconds.tolist() == [38 * 60.0]


def test_walking_all_the_way_is_taken_where_it_is_sooner() -> None:
    assert _found(BUSES, _walks({(0, 0): 700.0}), _at(5, 9)).seconds.tolist() == [700.0]


def test_window_gives_the_median_of_its_departures() -> None:
    assert _found(BUSES, _walks(), _at(1, 3, 5)).seconds.tolist() == [(16 - 3) * 60 + FROM_STOP]


def test_window_gives_the_share_of_departures_that_manage_it() -> None:
    found = _found(BUSES, _walks(), _at(5, 6, 7, 8), cutoff=1_200.0)
    assert (found.share.tolist(), np.isfinite(found.seconds).tolist()) == ([0.75], [True])


def test_place_that_fewer_than_half_of_departures_reach_has_no_median() -> None:
    found = _found(BUSES, _walks(), _at(6, 8, 9), cutoff=1_200.0)
    assert (found.share.tolist(), found.seconds.tolist()) == ([1 / 3], [np.inf])
    assert len(found.travel().seconds) == 0


def test_share_may_count_a_shorter_time_than_is_looked_for() -> None:
    found = _found(BUSES, _walks(), _at(5, 6, 7, 8), within=1_200.0)
    assert (found.share.tolist(), found.seconds.tolist()) == ([0.75], [(16 - 6) * 60 + FROM_STOP])


def test_pair_with_a_median_is_kept_where_no_departure_is_in_time() -> None:
    found = _found(BUSES, _walks(), _at(5), within=60.0)
    assert (found.share.tolist(), len(found.travel().seconds)) == ([0.0], 1)


def test_nobody_walks_twice_in_a_row() -> None:
    walks = _walks(transfers={(0, 1): 60.0})
    assert len(_found(timetable_of([calls_at((0, 0), (1, 1))], 2), walks, _at(0)).seconds) == 0


def test_change_takes_its_time() -> None:
    trips = [calls_at((0, EIGHT), (1, EIGHT + 5)), calls_at((1, EIGHT + 6), (2, EIGHT + 9))]
    walks = Walks(
        walks_of((1, 3), {(0, 0): 0.0}), walks_of((3, 3), {}), walks_of((3, 1), {(2, 0): 0.0}), walks_of((1, 1), {})
    )
    in_time, late = (_found(timetable_of(trips, 3), walks, _at(-2), change=change) for change in (60.0, 61.0))
    assert (in_time.seconds.tolist(), late.seconds.tolist()) == ([11 * 60.0], [])


def test_no_more_rides_are_taken_than_allowed() -> None:
    trips = [calls_at((0, EIGHT), (1, EIGHT + 5)), calls_at((1, EIGHT + 9), (2, EIGHT + 12))]
    walks = Walks(
        walks_of((1, 3), {(0, 0): 0.0}), walks_of((3, 3), {}), walks_of((3, 1), {(2, 0): 0.0}), walks_of((1, 1), {})
    )
    one, two = (_found(timetable_of(trips, 3), walks, _at(-2), rides=rides) for rides in (1, 2))
    assert (len(one.seconds), two.seconds.tolist()) == (0, [14 * 60.0])


def test_bus_that_overtakes_is_taken() -> None:
    slow, quick = calls_at((0, EIGHT + 10), (1, EIGHT + 30)), calls_at((0, EIGHT + 12), (1, EIGHT + 16))
    assert _found(timetable_of([slow, quick], 2), _walks(), _at(5)).seconds.tolist() == [11 * 60 + FROM_STOP]


def test_trips_with_the_same_stops_make_one_line_unless_one_overtakes() -> None:
    slow, quick = calls_at((0, EIGHT + 10), (1, EIGHT + 30)), calls_at((0, EIGHT + 12), (1, EIGHT + 16))
    assert (lines_of(BUSES).line_count, lines_of(timetable_of([slow, quick], 2)).line_count) == (1, 2)


def test_nobody_gets_on_or_off_where_the_bus_does_not_let_them() -> None:
    no_boarding = [(0, 29_400, 29_400, False, True), (1, 29_760, 29_760, True, True)]
    no_alighting = [(0, 29_400, 29_400, True, True), (1, 29_760, 29_760, True, False)]
    for trip in (no_boarding, no_alighting):
        assert len(_found(timetable_of([trip], 2), _walks(), _at(5)).seconds) == 0


def test_day_without_trips_leaves_walking() -> None:
    nothing = Walks(walks_of((1, 0), {}), walks_of((0, 0), {}), walks_of((0, 1), {}), walks_of((1, 1), {(0, 0): 500.0}))
    assert _found(timetable_of([], 2), nothing, _at(0)).seconds.tolist() == [500.0]


def test_window_ends_before_its_end() -> None:
    assert departures_between(28_800, 29_000, 60).tolist() == [28_800, 28_860, 28_920, 28_980]


@pytest.mark.parametrize(("start", "end", "every"), [(100, 100, 60), (200, 100, 60), (0, 100, 0)])
def test_window_without_a_departure_is_refused(start: int, end: int, every: int) -> None:
    with pytest.raises(UsageError, match="no departure"):
        departures_between(start, end, every)


def test_walks_of_other_stops_are_refused() -> None:
    walks = Walks(walks_of((1, 3), {}), walks_of((2, 2), {}), walks_of((2, 1), {}), walks_of((1, 1), {}))
    with pytest.raises(UsageError, match="do not fit"):
        _found(BUSES, walks, _at(0))


@pytest.mark.parametrize("limit", [{"cutoff": -1.0}, {"change": -1.0}])
def test_limit_below_zero_is_refused(limit: dict[str, float]) -> None:
    with pytest.raises(UsageError, match="cannot be looked for"):
        _found(BUSES, _walks(), _at(0), **limit)


@pytest.fixture(scope="module")
def newport(field_data: Path) -> tuple[WalkNetwork, Timetable]:
    """Newport's streets and buses, both of June 2023."""
    streets = read_streets(field_data / "A" / "osm" / "newport-2023-06-13.osm.pbf")
    path = field_data / "A" / "gtfs" / "newport-20230613_gtfs.zip"
    return streets, read_timetable(path, date(2023, 6, 13), between=(8 * 3600, 11 * 3600))


def test_newport_by_bus_is_as_searched_plainly(newport: tuple[WalkNetwork, Timetable]) -> None:
    network, timetable = newport
    lines, random = lines_of(timetable), np.random.default_rng(7)
    points = [random.integers(0, network.node_count, count).astype(np.int32) for count in (8, 12)]
    stops = put_on(network, *positions(lines, timetable))
    walks = walks_between(streets_of(network), network.metres / 1.3, points[0], stops, points[1], cutoff=3_600.0)
    departures = departures_between(8 * 3600, 9 * 3600, 900)
    limit = {"cutoff": 3_600.0, "change": 60.0, "rides": 3}
    found = _found(timetable, walks, departures, **limit)
    origins = np.repeat(np.arange(8), np.diff(found.offsets)).tolist()
    seconds = dict(zip(zip(origins, found.destination.tolist(), strict=True), found.seconds.tolist(), strict=True))
    by_bus = 0
    for origin in range(8):
        there = [arrivals(timetable, walks, origin, each, limit) for each in departures]
        for place in range(12):
            times = [each.get(place, np.inf) - at for each, at in zip(there, departures, strict=True)]
            assert seconds.get((origin, place), np.inf) == over(times)[0]
            by_bus += np.isfinite(over(times)[0]) and len(set(times)) > 1
    assert by_bus > 0
