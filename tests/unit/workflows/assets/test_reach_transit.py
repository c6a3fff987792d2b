"""Reach by bus: one street of 3.3 km with four stops, of which a bus at eight serves the first three."""

from __future__ import annotations

from datetime import date, time
from pathlib import Path

import numpy as np
import pytest

from seedbed.analysis.assets.listing import Listing
from seedbed.analysis.assets.network import Places, Walker, WalkNetwork, Way
from seedbed.analysis.assets.travel import Travel
from seedbed.errors import BadInputError, UsageError
from seedbed.workflows.assets.reach_times import Targets, Walkable, targets_of
from seedbed.workflows.assets.reach_transit import (
    Departures,
    nearest_of,
    parsed_window,
    read_rides,
    ride_notes,
    times_by_transit,
)
from tests.unit.formats.gtfs_files import TABLES, folder_of

TUESDAY = date(2023, 6, 13)
BLOCK = 1_112.0
QUAY, MARKET, HALL, HILL = range(4)
PACE = Walker(name="Someone", metres_per_second=1.0)
WHEELS = Walker(name="Someone with wheels", metres_per_second=1.0, wheels=True)


def _street(*, steps: bool = False) -> WalkNetwork:
    return WalkNetwork(
        longitude=np.full(4, -3.0),
        latitude=np.array([51.50, 51.51, 51.52, 51.53]),
        start=np.arange(3, dtype=np.int32),
        end=np.arange(1, 4, dtype=np.int32),
        metres=np.full(3, BLOCK),
        ways=np.full(3, Way.STEPS if steps else 0, dtype=np.uint16),
    )


def _asset(number: int, latitude: float, kind: str = "community_centre") -> Listing:
    return Listing(identifier=str(number), name=f"Place {number}", asset_type=kind, longitude=-3.0, latitude=latitude)


def _leaving(path: Path, start: time = time(7, 50), end: time = time(7, 51)) -> Departures:
    return Departures(path, TUESDAY, start, end)


def _at(*nodes: int) -> Places:
    return Places(np.array(nodes, dtype=np.int32), np.zeros(len(nodes)))


def _targets(walkable: Walkable, *latitudes: float) -> Targets:
    return targets_of([_asset(at, each) for at, each in enumerate(latitudes)], ["community_centre"], walkable)[0]


def test_bus_is_taken_where_it_is_sooner_than_walking(tmp_path: Path) -> None:
    walkable = Walkable(_street(), PACE)
    rides = read_rides(_leaving(folder_of(tmp_path)), walkable, 1_800.0)
    found = times_by_transit(walkable, _at(QUAY, MARKET), _targets(walkable, 51.52), rides, k=1, cutoff=1_800.0)
    assert found.seconds[0, :, 0].tolist() == [22 * 60.0, BLOCK]


def test_assets_within_the_cut_off_are_counted_by_their_median(tmp_path: Path) -> None:
    walkable = Walkable(_street(), PACE)
    rides = read_rides(_leaving(folder_of(tmp_path)), walkable, 1_320.0)
    found = times_by_transit(walkable, _at(QUAY, HILL), _targets(walkable, 51.52, 51.53), rides, k=2, cutoff=1_320.0)
    assert found.within.tolist() == [[1, 2]]
    assert found.which[0].tolist() == [[0, 1], [1, 0]]


def test_share_is_of_departures_in_time_for_the_bus(tmp_path: Path) -> None:
    walkable = Walkable(_street(), PACE)
    rides = read_rides(_leaving(folder_of(tmp_path), time(7, 56), time(8, 0)), walkable, 960.0)
    found = times_by_transit(walkable, _at(QUAY), _targets(walkable, 51.52), rides, k=1, cutoff=960.0)
    assert found.share is not None
    assert found.share.tolist() == [[1.0]]
    late = read_rides(_leaving(folder_of(tmp_path), time(7, 58), time(8, 2)), walkable, 960.0)
    found = times_by_transit(walkable, _at(QUAY), _targets(walkable, 51.52), late, k=1, cutoff=960.0)
    assert found.share is not None
    assert found.share.tolist() == [[0.5]]


def test_kind_without_assets_has_no_share(tmp_path: Path) -> None:
    walkable = Walkable(_street(), PACE)
    kinds = ["community_centre", "library"]
    targets = targets_of([_asset(0, 51.52)], kinds, walkable)[0]
    rides = read_rides(_leaving(folder_of(tmp_path)), walkable, 1_800.0)
    found = times_by_transit(walkable, _at(QUAY), targets, rides, k=1, cutoff=1_800.0)
    assert found.share is not None
    assert (found.share[1].tolist(), found.which[1].tolist()) == ([0.0], [[-1]])


def test_with_wheels_a_stop_behind_steps_is_no_stop(tmp_path: Path) -> None:
    with pytest.raises(BadInputError, match="cannot be used here"):
        read_rides(_leaving(folder_of(tmp_path)), Walkable(_street(steps=True), WHEELS), 1_800.0)


def test_how_much_of_the_timetable_was_used_is_told(tmp_path: Path) -> None:
    rides = read_rides(_leaving(folder_of(tmp_path)), Walkable(_street(), PACE), 1_800.0)
    assert ride_notes(rides) == [
        "Buses and trains while people travel: 1 trip, at 3 stops in and around the map. What the timetable does not "
        "hold was not counted."
    ]


def test_trips_left_out_are_told_with_a_reason(tmp_path: Path) -> None:
    untold = TABLES["stop_times"].replace("24:05:00,24:05:00", "25:30:00,25:30:00")
    rides = read_rides(_leaving(folder_of(tmp_path, stop_times=untold)), Walkable(_street(), PACE), 1_800.0)
    assert "as they cannot be: 1 trip; first stop_times.txt row 7" in ride_notes(rides)[1]


def test_nothing_is_told_of_timetables_on_foot() -> None:
    assert ride_notes(None) == []


def test_timetable_of_another_town_is_refused(tmp_path: Path) -> None:
    street = _street()
    away = WalkNetwork(street.longitude + 1, street.latitude, street.start, street.end, street.metres, street.ways)
    with pytest.raises(BadInputError) as caught:
        read_rides(_leaving(folder_of(tmp_path)), Walkable(away, PACE), 1_800.0)
    assert "in the time and the place asked for" in caught.value.why


def test_window_over_midnight_ends_on_the_next_day() -> None:
    leaving = _leaving(Path("buses.zip"), time(23, 59), time(0, 1))
    assert leaving.seconds.tolist() == [86_340, 86_400]


def test_window_is_read_from_two_times_of_day() -> None:
    assert parsed_window("08:00-09:30") == (time(8), time(9, 30))


@pytest.mark.parametrize("text", ["", "08:00", "8 to 9", "25:00-26:00", "08:00-"])
def test_window_that_is_none_is_refused(text: str) -> None:
    with pytest.raises(UsageError, match="no time of departure"):
        parsed_window(text)


def test_nearest_of_each_kind_are_taken_from_pairs() -> None:
    targets = Targets((), ("a", "b"), np.array([0, 1, 0, 0], np.int32), np.zeros(0, np.int32), _at())
    travel = Travel.from_pairs([1, 1, 1, 0], [3, 1, 0, 2], [30.0, 5.0, 40.0, 7.0], shape=(2, 4))
    seconds, which = nearest_of(travel, targets, 2)
    assert which.tolist() == [[[2, -1], [3, 0]], [[-1, -1], [1, -1]]]
    assert seconds.tolist() == [[[7.0, np.inf], [30.0, 40.0]], [[np.inf, np.inf], [5.0, np.inf]]]
