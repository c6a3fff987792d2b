"""Lists for phones, and what comes back from the field."""

from __future__ import annotations

import csv
import io
from dataclasses import replace
from pathlib import Path

import pytest

from seedbed.errors import BadInputError
from seedbed.formats.assets.entities import (
    COLUMNS,
    Updates,
    changes_of,
    entities_for_phones,
    read_updates,
    write_entities,
)
from seedbed.formats.assets.open_referral_ids import uuid_of
from tests.unit.formats.assets.listings import HALL

MILL = replace(HALL, identifier="mill", name="Mill")


def back(tmp_path: Path, changes: dict[str, str], versions: dict[str, int] | None = None) -> Updates:
    """What read_updates says after a phone changed some cells of the first row."""
    path = tmp_path / "a.csv"
    write_entities(path, [HALL, MILL])
    with path.open(encoding="utf-8-sig", newline="") as file:
        rows = list(csv.DictReader(file))
    rows[0] |= changes
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.DictWriter(file, COLUMNS)
        writer.writeheader()
        writer.writerows(rows)
    return read_updates(path, [HALL, MILL], versions)


def test_the_list_has_what_the_specification_asks_for(tmp_path: Path) -> None:
    path = tmp_path / "a.csv"
    write_entities(path, [HALL], {"hall-1": 3})
    with path.open(encoding="utf-8-sig", newline="") as file:
        row = next(csv.DictReader(file))
    assert (row["name"], row["label"], row["__version"]) == (uuid_of("hall-1"), HALL.name, "3")
    assert row["geometry"] == "51.53 -0.02 0 0"


def test_phones_get_names_as_they_are_and_no_mark_of_an_encoding() -> None:
    written = entities_for_phones([replace(HALL, name="=Hall; “one, two”")], {"hall-1": 217_000_000})
    row = next(csv.DictReader(io.StringIO(written)))
    assert (row["label"], row["__version"]) == ("=Hall; “one, two”", "217000000")
    assert written.startswith("name,label,__version,geometry,")


def test_what_somebody_in_the_field_says_differently_is_told_field_by_field() -> None:
    told = {"label": "Tanners' Hall", "geometry": "51.6 -0.02 0 0", "telephone": "", "colour": "red"}
    assert changes_of(HALL, told) == {"name": (HALL.name, "Tanners' Hall"), "latitude": ("51.53", "51.6")}


def test_what_nobody_changed_changes_nothing(tmp_path: Path) -> None:
    found = back(tmp_path, {})
    assert (found.changed, found.unchanged, found.rejected) == ((), 2, ())


@pytest.mark.parametrize(
    ("changes", "field", "value"),
    [
        ({"label": "Tanners' Hall"}, "name", "Tanners' Hall"),
        ({"geometry": "51.6 -0.1 12 5"}, "latitude", 51.6),
        ({"telephone": "020 7946 0001"}, "telephone", "020 7946 0001"),
        ({"status": "defunct"}, "status", "defunct"),
    ],
)
def test_what_was_changed_in_the_field_is_changed(
    tmp_path: Path, changes: dict[str, str], field: str, value: object
) -> None:
    found = back(tmp_path, changes)
    assert (len(found.changed), getattr(found.changed[0], field), found.unchanged) == (1, value, 1)


def test_an_empty_cell_changes_nothing(tmp_path: Path) -> None:
    assert back(tmp_path, {"telephone": ""}).changed == ()


def test_an_entity_nobody_knows_is_refused(tmp_path: Path) -> None:
    assert back(tmp_path, {"name": uuid_of("other")}).rejected[0].reason == "nobody here knows this entity"


def test_an_entity_changed_here_since_is_refused(tmp_path: Path) -> None:
    found = back(tmp_path, {"label": "New"}, {"hall-1": 2})
    assert found.rejected[0].reason == "it was changed here since: version 2, the phone had 1"


def test_an_entity_that_stands_twice_is_refused(tmp_path: Path) -> None:
    assert back(tmp_path, {"name": uuid_of("mill")}).rejected[0].reason == "the same entity stands further up"


def test_a_table_of_something_else_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "a.csv"
    path.write_text("a,b\n1,2\n", encoding="utf-8")
    with pytest.raises(BadInputError, match="cannot be read"):
        read_updates(path, [HALL])
