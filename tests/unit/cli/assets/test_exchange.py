"""``seedbed assets import``, ``convert``, ``validate`` and ``duplicates`` as a person types them."""

from __future__ import annotations

import csv
import json
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from seedbed.cli.main import run
from seedbed.formats.assets.open_referral import service_document
from seedbed.formats.assets.writing import write_assets
from seedbed.reports.assets.exchange_documents import (
    AssetsDuplicatesDocument,
    AssetsImportDocument,
    AssetsValidateDocument,
)
from tests.quarters import Quarters
from tests.unit.formats.assets.listings import HALL
from tests.unit.sources.feed_server import pages_of, services, serving

TABLE = """Name,Kind,Latitude,Longitude,Postcode,Colour
Tanners' Hall,Community centre,51.53,-0.02,E3 2AA,red
Quay Library,Library,-0.03,51.52,E3 3AA,
,Library,51.53,-0.03,E3 3AA,
North Sea Choir,Choir,56.0,3.0,,
Ropewalk Choir,Choir,,,E3 4AA,blue
Ropewalk Choir,Choir,,,E3 4AA,blue
"""

Run = Callable[..., tuple[int, str, str]]


@pytest.fixture
def command(capsys: pytest.CaptureFixture[str]) -> Run:
    def run_it(*arguments: str | Path) -> tuple[int, str, str]:
        code = 0
        try:
            run(["assets", *map(str, arguments)])
        except SystemExit as end:
            code = int(end.code or 0)
        said = capsys.readouterr()
        return code, said.out, said.err

    return run_it


@pytest.fixture
def table(tmp_path: Path) -> Path:
    path = tmp_path / "places.csv"
    path.write_text(TABLE, encoding="utf-8")
    return path


def imported(command: Run, *arguments: str | Path) -> AssetsImportDocument:
    code, out, said = command("import", *arguments, "--json")
    assert code == 0, said
    return AssetsImportDocument.model_validate_json(out)


def test_what_can_be_used_is_taken(command: Run, table: Path) -> None:
    found = imported(command, table)
    assert (found.records, found.accepted, found.refused, found.placed) == (6, 2, 4, 1)


@pytest.mark.parametrize(
    ("path", "reason"),
    [
        ("row 3", "exchanged"),
        ("row 4", "no name"),
        ("row 5", "in the sea"),
        ("row 7", "repeats row 6"),
    ],
)
def test_what_is_refused_is_named_with_its_reason(command: Run, table: Path, path: str, reason: str) -> None:
    reasons = {each.path: each.reason for each in imported(command, table).rejected}
    assert reason in reasons[path]


def test_people_read_how_columns_were_taken(command: Run, table: Path) -> None:
    code, out, said = command("import", table)
    assert code == 0
    assert "2 of 6 records taken" in out
    assert "asset_type: 'Kind'" in said


def test_refused_records_are_written(command: Run, table: Path, tmp_path: Path) -> None:
    target = tmp_path / "refused.csv"
    imported(command, table, "--refused", target)
    with target.open(encoding="utf-8-sig", newline="") as file:
        assert len(list(csv.DictReader(file))) == 4


def test_a_place_outside_a_given_outline_is_refused(command: Run, table: Path, tmp_path: Path) -> None:
    outline = tmp_path / "outline.geojson"
    ring = [[0.0, 51.0], [0.1, 51.0], [0.1, 51.1], [0.0, 51.0]]
    outline.write_text(json.dumps({"type": "Polygon", "coordinates": [ring]}), encoding="utf-8")
    reasons = {each.path: each.reason for each in imported(command, table, "--within", outline).rejected}
    assert "outside the outline of outline.geojson" in reasons["row 2"]


def test_places_anywhere_are_taken_when_asked(command: Run, table: Path) -> None:
    assert imported(command, table, "--anywhere").accepted == 4


def test_what_has_no_name_may_be_called_by_its_kind(command: Run, table: Path) -> None:
    assert imported(command, table, "--name-by-kind").accepted == 3


def test_a_mapping_says_what_columns_mean(command: Run, table: Path, tmp_path: Path) -> None:
    mapping = tmp_path / "mapping.toml"
    mapping.write_text(
        '[columns]\nname = "Name"\ncondition = "Colour"\n[values.asset_type]\nChoir = "group"\n', encoding="utf-8"
    )
    out = tmp_path / "out.csv"
    imported(command, table, "--mapping", mapping, "--out", out)
    with out.open(encoding="utf-8-sig", newline="") as file:
        assert {row["condition"] for row in csv.DictReader(file)} == {"red", "blue"}


@pytest.mark.parametrize(
    ("text", "why"),
    [
        ("[columns]\nnam = 'Name'", "which is no field"),
        ("[columns]\nname = 'Nome'", "There is no column 'Nome'"),
        ("[colums]\nname = 'Name'", "is not known"),
        ("columns = 3", "is not a table"),
        ("[columns]\nname = 3", "neither a heading nor a list"),
        ("name_by_kind = 'yes'", "neither true nor false"),
        ("[columns", "it is not TOML"),
    ],
)
def test_a_bad_mapping_is_refused(command: Run, table: Path, tmp_path: Path, text: str, why: str) -> None:
    mapping = tmp_path / "mapping.toml"
    mapping.write_text(text, encoding="utf-8")
    code, _, said = command("import", table, "--mapping", mapping)
    assert code == 3
    assert why in said


def test_an_outline_and_anywhere_contradict_each_other(command: Run, table: Path) -> None:
    code, _, said = command("import", table, "--within", table, "--anywhere")
    assert code == 2
    assert "contradict" in said


def test_a_feed_is_imported_from_a_server_of_ones_own(command: Run) -> None:
    with serving(pages_of(services(12))) as (address, _):
        assert imported(command, address, "--allow-private").accepted == 12


def test_a_feed_on_this_computer_is_not_fetched_otherwise(command: Run) -> None:
    with serving(pages_of(services(1))) as (address, asked):
        code, _, said = command("import", address)
    assert (code, asked) == (2, [])
    assert "private network" in said


@pytest.mark.parametrize("ending", [".json", ".geojson", ".gpkg", ".csv", ".xlsx", ".entities.csv"])
def test_a_list_goes_to_every_form_and_back(command: Run, tmp_path: Path, ending: str) -> None:
    start, middle, end = tmp_path / "a.csv", tmp_path / f"b{ending}", tmp_path / "c.csv"
    write_assets(start, [HALL, replace(HALL, identifier="2", name="Other")])
    assert command("convert", start, middle)[0] == 0
    assert command("convert", middle, end)[0] == 0
    assert end.read_bytes() == start.read_bytes()


def test_an_unknown_ending_is_refused_before_anything_is_read(command: Run, tmp_path: Path) -> None:
    code, _, said = command("convert", tmp_path / "none.csv", tmp_path / "a.doc")
    assert code == 2
    assert "is not an ending" in said


def validated(command: Run, path: Path) -> tuple[int, AssetsValidateDocument]:
    code, out, _ = command("validate", path, "--json")
    return code, AssetsValidateDocument.model_validate_json(out)


def write_json(path: Path, document: Any) -> Path:
    path.write_text(json.dumps(document), encoding="utf-8")
    return path


def test_good_services_are_valid(command: Run, tmp_path: Path) -> None:
    path = tmp_path / "a.json"
    write_assets(path, [HALL])
    code, found = validated(command, path)
    assert (code, found.valid, found.accepted) == (0, True, 1)


def test_bad_services_are_named_with_their_faults(command: Run, tmp_path: Path) -> None:
    bad = service_document(HALL) | {"status": "open"}
    code, found = validated(command, write_json(tmp_path / "a.json", [bad, service_document(HALL)]))
    assert (code, found.accepted, found.rejected[0].path) == (3, 1, "[0]")
    assert "status: it is none of" in found.rejected[0].reason


def test_a_page_without_its_counts_is_at_fault(command: Run, tmp_path: Path) -> None:
    code, found = validated(command, write_json(tmp_path / "a.json", {"contents": [service_document(HALL)]}))
    assert code == 3
    assert {"total_items: it is required and missing"} <= {each.reason for each in found.rejected}


def test_a_place_that_cannot_be_is_a_warning(command: Run, tmp_path: Path) -> None:
    odd = service_document(replace(HALL, latitude=100.0, longitude=101.0))
    code, found = validated(command, write_json(tmp_path / "a.json", [odd]))
    assert (code, found.valid, len(found.warnings)) == (0, True, 1)


def test_a_feed_is_validated(command: Run) -> None:
    with serving(pages_of(services(3))) as (address, _):
        code, out, said = command("validate", address, "--allow-private", "--json")
    assert code == 0, said
    assert AssetsValidateDocument.model_validate_json(out).accepted == 3


def test_a_table_is_checked_as_it_is_read(command: Run, table: Path) -> None:
    code, found = validated(command, table)
    assert (code, found.checked_as, len(found.rejected)) == (3, "a list of assets", 4)


def test_what_is_told_twice_is_suggested(command: Run, tmp_path: Path) -> None:
    one, other = tmp_path / "one.csv", tmp_path / "other.geojson"
    write_assets(one, [HALL])
    write_assets(other, [replace(HALL, identifier="2", name="Tanners Row Hall")])
    code, out, _ = command("duplicates", one, other, "--json")
    found = AssetsDuplicatesDocument.model_validate_json(out)
    assert (code, found.suggested, found.pairs[0].second.source) == (0, 1, "other.geojson")


@pytest.mark.parametrize(
    ("name", "content", "why"),
    [
        ("a.csv", b"", "empty"),
        ("a.csv", b"<!DOCTYPE html><html>", "a web page"),
        ("a.csv", b"a,b\n1,2\n", "no column seems to hold the names"),
        ("a.csv", b"\x00\x01\x02,\n", "not text"),
        ("a.json", b'{"contents": [', "stops making sense"),
        ("a.json", b'{"a": 1}', "holds no services"),
        ("a.geojson", b'{"type": "Nothing"}', "not a kind of GeoJSON"),
        ("a.gpkg", b"not one", "not a GeoPackage"),
        ("a.zip", b"PK\x03\x04 cut", "damaged or cut short"),
        ("a.xlsx", b"no workbook", "not a zip file"),
        ("a.pbf", b"no map", "a.pbf"),
        ("a.kml", b"<!DOCTYPE x [<!ENTITY a 'b'>]><kml></kml>", "document type"),
    ],
)
def test_a_file_that_cannot_be_read_says_why(command: Run, tmp_path: Path, name: str, content: bytes, why: str) -> None:
    path = tmp_path / name
    path.write_bytes(content)
    code, out, said = command("import", path)
    assert (code, out) == (3, "")
    assert why in said


def test_a_file_that_is_not_there_is_said(command: Run, tmp_path: Path) -> None:
    code, _, said = command("import", tmp_path / "none.csv")
    assert code == 3
    assert "no such file" in said


def test_what_came_back_from_phones_changes_the_list(command: Run, tmp_path: Path) -> None:
    start, phones, end = tmp_path / "a.csv", tmp_path / "a.entities.csv", tmp_path / "b.csv"
    write_assets(start, [HALL, replace(HALL, identifier="2", name="Mill")])
    command("convert", start, phones)
    phones.write_text(phones.read_text("utf-8-sig").replace("Tanners' Row Hall", "Tanners' Hall"), encoding="utf-8")
    found = imported(command, phones, "--onto", start, "--out", end)
    assert found.notes == ["Changed in the field: 1. Rows that changed nothing: 1."]
    assert "Tanners' Hall" in end.read_text("utf-8-sig")


def test_postcodes_place_what_has_no_other_place(command: Run, tmp_path: Path) -> None:
    pack = Quarters().write(tmp_path / "quarters")
    postcode = pack.scan("postcodes").collect()["postcode"][0]
    table = tmp_path / "halls.csv"
    table.write_text(f"Name,Postcode\nHall,{postcode}\nMill,ZZ99 9ZZ\n", encoding="utf-8")
    found = imported(command, table, "--pack", pack.folder)
    assert (found.by_postcode, found.placed) == (1, 1)
