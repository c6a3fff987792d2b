"""Timetables of public transport: which trips run, when and where they call."""

from __future__ import annotations

import csv
import zipfile
from datetime import date, timedelta
from pathlib import Path

import numpy as np
import pytest

from seedbed.analysis.assets.timetable import Timetable, for_wheels
from seedbed.formats.gtfs import read_timetable
from tests.unit.formats.gtfs_files import TABLES, folder_of, zip_of

TUESDAY = date(2023, 6, 13)
SATURDAY, SUNDAY = date(2023, 6, 17), date(2023, 6, 18)
HOUR = 3600


def _calls(timetable: Timetable, trip: int) -> list[tuple[str, int, int]]:
    part = slice(timetable.first[trip], timetable.first[trip + 1])
    stops = [timetable.stops[each] for each in timetable.stop[part]]
    return list(zip(stops, timetable.arrival[part].tolist(), timetable.departure[part].tolist(), strict=True))


def _starts(timetable: Timetable) -> list[int]:
    return [int(each) for each in timetable.departure[timetable.first[:-1]]]


def _clock(hours: int, minutes: int) -> int:
    return hours * HOUR + minutes * 60


def test_calls_of_a_trip_are_read_with_their_times(tmp_path: Path) -> None:
    timetable = read_timetable(folder_of(tmp_path), TUESDAY, between=(8 * HOUR, 9 * HOUR))
    assert [_calls(timetable, trip) for trip in range(timetable.trips)] == [
        [("A", 28_800, 28_800), ("B", 29_100, 29_160), ("C", 29_520, 29_520)]
    ]


def test_where_people_may_get_on_and_off_is_kept(tmp_path: Path) -> None:
    timetable = read_timetable(folder_of(tmp_path), TUESDAY, between=(8 * HOUR, 9 * HOUR))
    assert (timetable.boards.tolist(), timetable.alights.tolist()) == ([True, True, False], [False, True, True])


def test_zip_is_read_as_the_folder_is(tmp_path: Path) -> None:
    (tmp_path / "folder").mkdir()
    of_zip = read_timetable(zip_of(tmp_path / "buses.zip", inside="export/"), TUESDAY)
    of_folder = read_timetable(folder_of(tmp_path / "folder"), TUESDAY)
    assert np.array_equal(of_zip.arrival, of_folder.arrival)


def test_only_the_trips_of_the_weekday_run(tmp_path: Path) -> None:
    assert _starts(read_timetable(folder_of(tmp_path), SUNDAY, between=(8 * HOUR, 12 * HOUR))) == [_clock(10, 0)]


def test_trip_of_the_night_before_runs_after_midnight(tmp_path: Path) -> None:
    week = TABLES["calendar"].replace("week,1,1,1,1,1,0,0", "week,1,1,1,1,1,1,0")
    timetable = read_timetable(folder_of(tmp_path, calendar=week), SATURDAY, between=(0, 2 * HOUR))
    assert _calls(timetable, 0) == [("A", -600, -600), ("B", 300, 300), ("D", 4_200, 4_200)]


def test_trips_of_the_day_after_follow_past_midnight(tmp_path: Path) -> None:
    timetable = read_timetable(folder_of(tmp_path), TUESDAY, between=(31 * HOUR, 33 * HOUR))
    assert _starts(timetable) == [_clock(32, 0)]


def test_exception_takes_a_service_off(tmp_path: Path) -> None:
    holiday = "service_id,date,exception_type\nweek,20230613,2\nsunday,20230613,1\n"
    timetable = read_timetable(folder_of(tmp_path, calendar_dates=holiday), TUESDAY, between=(6 * HOUR, 20 * HOUR))
    assert _starts(timetable) == [_clock(10, 0)]


def test_exceptions_alone_are_calendar_enough(tmp_path: Path) -> None:
    alone = folder_of(tmp_path, calendar=None, calendar_dates="service_id,date,exception_type\nweek,20230613,1\n")
    assert read_timetable(alone, TUESDAY).trips == 2


def test_trip_told_by_how_often_it_runs_stands_once_for_each_time(tmp_path: Path) -> None:
    every = "trip_id,start_time,end_time,headway_secs\nearly,08:00:00,08:30:00,600\n"
    timetable = read_timetable(folder_of(tmp_path, frequencies=every), TUESDAY, between=(7 * HOUR, 9 * HOUR))
    assert _starts(timetable) == [_clock(8, 0), _clock(8, 10), _clock(8, 20)]


def test_repeated_trip_keeps_the_times_between_its_calls(tmp_path: Path) -> None:
    every = "trip_id,start_time,end_time,headway_secs\nearly,08:30:00,08:40:00,600\n"
    timetable = read_timetable(folder_of(tmp_path, frequencies=every), TUESDAY, between=(7 * HOUR, 9 * HOUR))
    assert _calls(timetable, 0)[-1] == ("C", _clock(8, 42), _clock(8, 42))


def test_call_without_a_time_gets_one_between_its_neighbours(tmp_path: Path) -> None:
    untimed = TABLES["stop_times"].replace("08:05:00,08:06:00", ",")
    timetable = read_timetable(folder_of(tmp_path, stop_times=untimed), TUESDAY, between=(8 * HOUR, 9 * HOUR))
    assert _calls(timetable, 0)[1] == ("B", _clock(8, 6), _clock(8, 6))
    assert timetable.notes == ("1 calls had no time and got one evenly between the timed calls around them.",)


def test_rows_need_not_stand_in_order(tmp_path: Path) -> None:
    heading, *rows = TABLES["stop_times"].splitlines()
    turned = "\n".join([heading, *reversed(rows)])
    timetable = read_timetable(folder_of(tmp_path, stop_times=turned), TUESDAY, between=(8 * HOUR, 9 * HOUR))
    assert [stop for stop, *_ in _calls(timetable, 0)] == ["A", "B", "C"]


def test_empty_rows_are_passed_over(tmp_path: Path) -> None:
    gaps = {name: text.replace("\n", "\n\n") + " ,\n" * (name != "calendar") for name, text in TABLES.items()}
    timetable = read_timetable(folder_of(tmp_path, **gaps), TUESDAY, between=(8 * HOUR, 9 * HOUR))
    assert (timetable.trips, timetable.notes, timetable.refused) == (1, (), ())


def test_columns_are_found_by_their_headings(tmp_path: Path) -> None:
    stops = "\ufeffstop_lon , stop_lat,stop_id\n-3.0,51.50,A\n-3.0, 51.51 ,B\n-3.0,51.52,C\n-3.0,51.53,D\n"
    timetable = read_timetable(folder_of(tmp_path, stops=stops), TUESDAY)
    assert timetable.latitude.tolist() == [51.50, 51.51, 51.52, 51.53]


@pytest.mark.parametrize("table", ["stops", "trips", "stop_times", "calendar"])
def test_a_column_named_row_is_the_publishers_own_affair(tmp_path: Path, table: str) -> None:
    lines = TABLES[table].splitlines()
    text = "\n".join([f"row,{lines[0]}", *(f"x{at},{line}" for at, line in enumerate(lines[1:]))]) + "\n"
    found, plain = tmp_path / "found", tmp_path / "plain"
    for folder in (found, plain):
        folder.mkdir()
    timetable = read_timetable(folder_of(found, **{table: text}), TUESDAY)
    assert timetable.trips == read_timetable(folder_of(plain), TUESDAY).trips


def test_calls_outside_the_box_are_left_out(tmp_path: Path) -> None:
    timetable = read_timetable(folder_of(tmp_path), TUESDAY, within=(-3.1, 51.505, -2.9, 51.54), between=(0, 24 * HOUR))
    assert [[stop for stop, *_ in _calls(timetable, trip)] for trip in range(timetable.trips)] == [
        ["B", "C"],
        ["B", "D"],
    ]


def test_wheels_of_a_stop_are_those_of_its_station_where_it_says_nothing(tmp_path: Path) -> None:
    assert read_timetable(folder_of(tmp_path), TUESDAY).stop_wheels.tolist() == [1, 2, 1, 0, 1]


def test_with_wheels_trips_that_take_none_are_left_out(tmp_path: Path) -> None:
    timetable = for_wheels(read_timetable(folder_of(tmp_path), TUESDAY, between=(0, 24 * HOUR)))
    assert [stop for stop, *_ in _calls(timetable, 0)] == ["A", "B", "C"]
    assert timetable.trips == 1


def test_with_wheels_nobody_gets_on_where_the_stop_takes_none(tmp_path: Path) -> None:
    timetable = for_wheels(read_timetable(folder_of(tmp_path), TUESDAY, between=(0, 9 * HOUR)))
    assert timetable.boards.tolist() == [True, False, False]


def test_with_wheels_only_what_says_yes_may_be_kept(tmp_path: Path) -> None:
    silent = TABLES["trips"].replace("early,1", "early,")
    timetable = read_timetable(folder_of(tmp_path, trips=silent), TUESDAY)
    assert (for_wheels(timetable).trips > 0, for_wheels(timetable, unknown=False).trips) == (True, 0)


@pytest.mark.parametrize(
    ("file", "day", "stops"),
    [("newport-20230613", date(2023, 6, 13), 2_686), ("chester-20230816-small", date(2023, 8, 16), 1_320)],
)
def test_real_timetables_are_read_whole(field_data: Path, file: str, day: date, stops: int) -> None:
    path = field_data / "A" / "gtfs" / f"{file}_gtfs.zip"
    timetable = read_timetable(path, day, between=(-48 * HOUR, 72 * HOUR))
    calls = sum(_calls_told(path, day + timedelta(days=shift)) for shift in (-1, 0, 1))
    assert (len(timetable.stops), timetable.calls, timetable.refused) == (stops, calls, ())


def _calls_told(path: Path, day: date) -> int:
    """Count the calls of a day row by row; these two files have no exceptions."""
    with zipfile.ZipFile(path) as archive:
        tables = {
            name: list(csv.DictReader(archive.read(f"{name}.txt").decode("utf-8-sig").splitlines()))
            for name in ("calendar", "trips", "stop_times")
        }
    said, weekday = f"{day:%Y%m%d}", f"{day:%A}".lower()
    services = {
        each["service_id"]
        for each in tables["calendar"]
        if each[weekday] == "1" and each["start_date"] <= said <= each["end_date"]
    }
    trips = {each["trip_id"] for each in tables["trips"] if each["service_id"] in services}
    return sum(each["trip_id"] in trips for each in tables["stop_times"])
