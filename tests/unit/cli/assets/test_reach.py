"""``seedbed assets reach`` end to end."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner, Result

from seedbed.cli.main import app
from seedbed.demo.town import build_town_pack
from seedbed.errors import UserError
from tests.unit.workflows.assets.street_files import areas_file, street_file


@pytest.fixture
def files(tmp_path: Path) -> tuple[str, ...]:
    return ("--osm", str(street_file(tmp_path)), "--origins", str(areas_file(tmp_path)), "--type", "community_centre")


def run(*options: str) -> Result:
    return CliRunner().invoke(app, ["assets", "reach", *options])


def document(*options: str) -> dict[str, Any]:
    answer = run(*options, "--json")
    assert answer.exception is None, answer.exception
    found: dict[str, Any] = json.loads(answer.stdout)
    return found


def refused(*options: str) -> UserError:
    error = run(*options).exception
    assert isinstance(error, UserError), error
    return error


def test_the_document_says_who_is_beyond(files: tuple[str, ...]) -> None:
    found = document(*files, "--ordered", "Wealth=Poor:poor,Rich:rich", "--minutes", "10")
    assert found["schema"] == "seedbed/assets-reach/1"
    poor, rich = next(each for each in found["equity"] if each["name"] == "Wealth")["groups"]
    assert poor["beyond"] == pytest.approx(630 / 680)
    assert rich["beyond_low"] < rich["beyond"] < rich["beyond_high"]


def test_people_read_sentences(files: tuple[str, ...]) -> None:
    answer = run(*files, "--groups", "Wealth=Poor:poor,Rich:rich", "--site=-3.0,51.52", "--best-sites", "1")
    assert answer.exception is None
    assert "700 of 1,200 people (58.3%" in answer.stdout
    assert "Poor: 79.2 points more than Rich" in answer.stdout
    assert "a new one opens at -3.00000, 51.52000. 500 people come within 10 minutes" in answer.stdout
    assert "no better choice exists among them" in answer.stdout


def test_files_of_each_form_are_written(files: tuple[str, ...], tmp_path: Path) -> None:
    names = [tmp_path / f"reach.{form}" for form in ("parquet", "geojson", "csv", "html", "xlsx", "json")]
    answer = run(*files, *(part for name in names for part in ("--out", str(name))))
    assert answer.exception is None
    assert answer.stdout == ""
    assert all(name.stat().st_size for name in names)


def test_barriers_are_told_in_the_document(files: tuple[str, ...]) -> None:
    found = document(*files, "--free", "--language", "Welsh", "--age", "70", "--open", "MO 18:00")
    assert found["needs"] == ["free of charge", "in Welsh", "for someone aged 70", "open on MO at 18:00"]


def test_steps_are_left_out(files: tuple[str, ...]) -> None:
    found = document(*files, "--step-free", "--walker", "wheelchair")
    assert found["origins"][-1]["reach"][0]["seconds"] == [None, None, None]


def test_a_floating_catchment_is_told(files: tuple[str, ...]) -> None:
    found = document(*files, "--supply", "one", "--decay", "gaussian")
    assert "as a bell" in found["supply_method"]
    assert found["origins"][0]["reach"][0]["supply"] > 0


def test_workers_give_the_same_answer(files: tuple[str, ...]) -> None:
    assert document(*files, "--workers", "1") == document(*files)


@pytest.mark.parametrize(
    ("options", "words"),
    [
        (("--site", "51.5;-3"), "no place"),
        (("--site", "-3.0,151.5"), "no place"),
        (("--open", "someday"), "no time of the week"),
        (("--open", "MO 25:00"), "no time of the week"),
        (("--groups", "Wealth"), "cannot be read"),
        (("--out", "reach.txt"), "cannot be written"),
        (("--gtfs", "none.zip"), "no day of travel"),
        (("--move", "node/101", "-3.0,51.51", "--move", "node/101", "-3.0,51.52"), "two places"),
    ],
)
def test_odd_options_are_refused(files: tuple[str, ...], options: tuple[str, ...], words: str) -> None:
    assert words in str(refused(*files, *options))


def test_a_file_that_is_read_is_not_written_over(files: tuple[str, ...]) -> None:
    assert "The command reads it" in str(refused(*files, "--out", files[3]))


def test_the_streets_of_a_pack_are_taken_without_others(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("SEEDBED_DATA_DIR", str(tmp_path))
    build_town_pack(tmp_path / "packs" / "alderwick")
    assert document("--origins", "oa", "--type", "library")["file"] == "streets.osm.pbf"


def test_without_streets_their_option_is_told(
    files: tuple[str, ...], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("SEEDBED_DATA_DIR", str(tmp_path))
    assert "No pack is installed" in str(refused(*files[2:]))


def test_assets_of_another_place_are_refused(files: tuple[str, ...], tmp_path: Path) -> None:
    halls = tmp_path / "halls.csv"
    halls.write_text("id,name,type,longitude,latitude\n1,Far Hall,community centre,-2.2,53.4\n", encoding="utf-8")
    assert "No asset lies on the map" in str(refused(*files, "--assets", str(halls)))


def test_what_assets_offer_may_stand_in_their_file(files: tuple[str, ...], tmp_path: Path) -> None:
    halls = tmp_path / "halls.csv"
    halls.write_text(
        "id,name,type,longitude,latitude,places\nh,Quay Hall,community centre,-3.0,51.502,50\n", encoding="utf-8"
    )
    found = document(*files, "--assets", str(halls), "--supply", "places", "--cutoff", "600")
    assert found["origins"][0]["reach"][0]["supply"] == pytest.approx(50 / 5)


def test_origins_that_are_no_file_are_refused(files: tuple[str, ...]) -> None:
    assert "no origins 'nowhere.csv'" in str(refused(*files[:2], "--origins", "nowhere.csv"))


def test_a_map_that_is_no_map_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "map.osm.pbf"
    path.write_bytes(b"not a map")
    assert "map.osm.pbf" in str(refused("--osm", str(path), "--origins", str(areas_file(tmp_path))))
