"""Timetables that cannot be used, whole or in part."""

from __future__ import annotations

import zipfile
from datetime import date
from pathlib import Path

import pytest

from seedbed.errors import BadInputError
from seedbed.formats.gtfs import read_timetable
from tests.unit.formats.gtfs_files import TABLES, folder_of, zip_of

TUESDAY = date(2023, 6, 13)
SWAPPED = "stop_id,stop_lat,stop_lon\nA,-3.00,51.50\nB,-3.00,51.51\nC,-3.00,51.52\nD,-3.00,51.53\n"
EVERY = "trip_id,start_time,end_time,headway_secs\n"


def _why(path: Path, day: date = TUESDAY) -> str:
    with pytest.raises(BadInputError) as caught:
        read_timetable(path, day)
    return caught.value.why


@pytest.mark.parametrize("table", ["stops", "trips", "stop_times"])
def test_missing_table_is_named(tmp_path: Path, table: str) -> None:
    assert f"no {table}.txt" in _why(folder_of(tmp_path, **{table: None}))


def test_timetable_without_any_calendar_is_refused(tmp_path: Path) -> None:
    assert "neither calendar.txt nor calendar_dates.txt" in _why(folder_of(tmp_path, calendar=None))


@pytest.mark.parametrize(
    ("table", "column"),
    [("stops", "stop_lat"), ("trips", "service_id"), ("stop_times", "departure_time"), ("calendar", "friday")],
)
def test_missing_column_is_named(tmp_path: Path, table: str, column: str) -> None:
    assert f"{table}.txt has no column {column}" in _why(
        folder_of(tmp_path, **{table: TABLES[table].replace(column, "x")})
    )


@pytest.mark.parametrize("table", ["stops", "trips", "stop_times", "calendar"])
@pytest.mark.parametrize("text", ["", "\n", "<html><body>Sign in</body></html>\n"])
def test_table_that_is_none_is_refused(tmp_path: Path, table: str, text: str) -> None:
    assert f"{table}.txt" in _why(folder_of(tmp_path, **{table: text}))


@pytest.mark.parametrize("table", ["stops", "trips", "stop_times", "calendar"])
def test_row_longer_than_its_heading_is_named(tmp_path: Path, table: str) -> None:
    lines = TABLES[table].splitlines()
    lines[2] += ",,,,,,,,,,more"
    assert "row 3 has" in _why(folder_of(tmp_path, **{table: "\n".join(lines)}))


def test_heading_that_stands_twice_is_refused_with_its_table(tmp_path: Path) -> None:
    stops = TABLES["stops"].replace("stop_id", "stop_id, stop_id", 1)
    assert _why(folder_of(tmp_path, stops=stops)).endswith("stops.txt has the column stop_id twice.")


def test_table_in_another_encoding_is_refused(tmp_path: Path) -> None:
    folder_of(tmp_path)
    (tmp_path / "stops.txt").write_bytes(TABLES["stops"].replace("Quay", "Caf\u00e9").encode("latin-1"))
    assert "stops.txt is no table of text in UTF-8: it is not UTF-8 text" in _why(tmp_path)


def test_swapped_latitude_and_longitude_are_refused(tmp_path: Path) -> None:
    assert "row 2 of stops.txt has stop_lat -3.0 and stop_lon 51.5" in _why(folder_of(tmp_path, stops=SWAPPED))


def test_stops_without_a_place_are_refused(tmp_path: Path) -> None:
    assert "No stop" in _why(folder_of(tmp_path, stops="stop_id,stop_lat,stop_lon\nA,,\nB,north,west\n"))


def test_day_on_which_nothing_runs_is_refused_with_the_days_told_of(tmp_path: Path) -> None:
    assert "2023-06-01 to 2023-06-30" in _why(folder_of(tmp_path), date(2024, 1, 2))


def test_date_that_is_none_is_refused_with_its_row(tmp_path: Path) -> None:
    odd = TABLES["calendar"].replace("20230630", "30/06/2023")
    assert "Row 2 of calendar.txt gives end_date as '30/06/2023'" in _why(folder_of(tmp_path, calendar=odd))


@pytest.mark.parametrize("row", ["early,08:00:00,09:00:00,0", "early,8am,09:00:00,60", "early,08:00:00,900:00:00,1"])
def test_interval_that_cannot_be_is_refused(tmp_path: Path, row: str) -> None:
    assert "Row 2 of frequencies.txt" in _why(folder_of(tmp_path, frequencies=f"{EVERY}{row}\n"))


@pytest.mark.parametrize(
    ("said", "instead", "row", "reason"),
    [
        ("08:05:00,08:06:00", "8h05,08:06:00", 3, "not one that can be read"),
        ("08:05:00,08:06:00", "08:05:00,08:66:00", 3, "not one that can be read"),
        ("08:05:00,08:06:00,B,2", "08:05:00,08:06:00,B,second", 3, "not one that can be read"),
        ("08:06:00,B", "08:06:00,nowhere", 3, "stop that stops.txt does not place"),
        ("early,08:00:00,08:00:00", "early,,", 2, "first or last call has no time"),
        ("08:05:00,08:06:00", "08:06:00,08:05:00", 3, "departs before it arrives"),
        ("08:05:00,08:06:00", "07:05:00,07:06:00", 3, "arrives before it left"),
    ],
)
def test_trip_that_cannot_be_is_refused_alone(tmp_path: Path, said: str, instead: str, row: int, reason: str) -> None:
    timetable = read_timetable(folder_of(tmp_path, stop_times=TABLES["stop_times"].replace(said, instead)), TUESDAY)
    (refused,) = timetable.refused
    assert (refused.path, refused.identifier) == (f"stop_times.txt row {row}", "early")
    assert reason in refused.reason
    assert timetable.trips > 0


def test_timetable_none_of_whose_trips_can_be_is_refused(tmp_path: Path) -> None:
    assert "stop_times.txt row" in _why(folder_of(tmp_path, stop_times=TABLES["stop_times"].replace(":", "h")))


def test_file_that_is_no_zip_is_refused(tmp_path: Path) -> None:
    (tmp_path / "buses.zip").write_text("<html>Not found</html>")
    assert "neither a zip nor a folder" in _why(tmp_path / "buses.zip")


def test_zip_cut_short_is_refused(tmp_path: Path) -> None:
    whole = zip_of(tmp_path / "buses.zip").read_bytes()
    (tmp_path / "buses.zip").write_bytes(whole[: len(whole) // 2])
    assert "damaged or cut short" in _why(tmp_path / "buses.zip")


def test_zip_that_swells_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "buses.zip"
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("stops.txt", b"0" * 50_000_000)
    assert "swells" in _why(path)


def test_zip_that_points_outside_itself_is_refused(tmp_path: Path) -> None:
    assert "outside itself" in _why(zip_of(tmp_path / "buses.zip", inside="../"))


def test_empty_folder_is_refused(tmp_path: Path) -> None:
    assert "neither calendar.txt" in _why(tmp_path)


def test_absent_file_is_refused(tmp_path: Path) -> None:
    assert "no such file" in _why(tmp_path / "absent.zip")
