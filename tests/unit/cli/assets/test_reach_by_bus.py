"""``seedbed assets reach`` by bus and shared out, as a person types it."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner

from seedbed.cli.main import app
from seedbed.errors import BadInputError, UsageError, UserError
from tests.unit.formats.gtfs_files import folder_of
from tests.unit.workflows.assets.street_files import areas_file, street_file

LAST = -1
"""The northernmost area, 2.2 km from the hall."""
LIBRARY_STOP = "C,Hall,51.525,-3.00,,S"


@pytest.fixture
def files(tmp_path: Path) -> tuple[str, ...]:
    return ("--osm", str(street_file(tmp_path)), "--origins", str(areas_file(tmp_path)), "--type", "library")


@pytest.fixture
def buses(tmp_path: Path) -> tuple[str, ...]:
    """A bus at eight from the south end to the library's door, there at 8:12."""
    folder = tmp_path / "buses"
    folder.mkdir()
    folder_of(folder)
    stops = folder / "stops.txt"
    stops.write_text(stops.read_text("utf-8").replace("C,Hall,51.52,-3.00,,S", LIBRARY_STOP), encoding="utf-8")
    return ("--gtfs", str(folder), "--on", "2023-06-13")


def _document(*options: str) -> dict[str, Any]:
    answer = CliRunner().invoke(app, ["assets", "reach", *options, "--json"])
    assert answer.exception is None, answer.exception
    found: dict[str, Any] = json.loads(answer.stdout)
    return found


def _refused(*options: str) -> UserError:
    error = CliRunner().invoke(app, ["assets", "reach", *options]).exception
    assert isinstance(error, UserError), error
    return error


def _seconds(document: dict[str, Any], origin: int) -> float:
    return float(document["origins"][origin]["reach"][0]["seconds"][0])


def test_bus_shortens_the_way_from_where_it_starts(files: tuple[str, ...], buses: tuple[str, ...]) -> None:
    by_bus = _document(*files, *buses, "--depart", "07:55-07:56")
    assert (_seconds(by_bus, 0), _seconds(_document(*files), 0) > 2_000) == (17 * 60, True)


def test_bus_changes_nothing_where_none_calls(files: tuple[str, ...], buses: tuple[str, ...]) -> None:
    by_bus = _document(*files, *buses, "--depart", "08:00-09:00")
    assert _seconds(by_bus, LAST) == _seconds(_document(*files), LAST)
    told = "Buses and trains make nothing nearer for anybody here: every figure is the same as on foot."
    assert told in by_bus["notes"]


def test_share_of_departures_is_told(files: tuple[str, ...], buses: tuple[str, ...]) -> None:
    found = _document(*files, *buses, "--depart", "07:50-08:10", "--cutoff", "960", "--minutes", "10")
    assert found["origins"][0]["reach"][0]["departures"] == pytest.approx(4 / 20)


def test_document_says_when_people_leave_and_what_was_counted(files: tuple[str, ...], buses: tuple[str, ...]) -> None:
    found = _document(*files, *buses)
    assert "between 08:00 and 09:00 on 2023-06-13" in found["travel"]
    assert any(note.startswith("Buses and trains while people travel: 1 trip") for note in found["notes"])


def test_two_workers_print_what_one_process_prints(files: tuple[str, ...]) -> None:
    assert _document(*files, "--workers", "2") == _document(*files)


@pytest.mark.parametrize(
    ("more", "kind", "words"),
    [
        (("--on", "2024-01-02"), BadInputError, "it tells of 2023-06-01 to 2023-06-30"),
        (("--on", "13.6.2023"), UsageError, "one day"),
        (("--depart", "8 to 9"), UsageError, "two times of day"),
        (("--depart", "09:00-09:00"), UsageError, "from 32400 to 32400"),
        (("--depart", "03:00-03:30"), BadInputError, "Nothing runs"),
        (("--workers", "-3"), UsageError, "1 to 256"),
    ],
)
def test_what_cannot_be_travelled_is_refused(
    files: tuple[str, ...], buses: tuple[str, ...], more: tuple[str, ...], kind: type[UserError], words: str
) -> None:
    error = _refused(*files, *buses, *more)
    assert isinstance(error, kind)
    assert words in error.why
