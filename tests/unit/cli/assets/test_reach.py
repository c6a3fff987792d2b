"""``seedbed assets reach`` end to end."""

from __future__ import annotations

import json
import re
import shlex
import shutil
from pathlib import Path
from typing import Any

import polars as pl
import pytest
from click.testing import CliRunner, Result

from seedbed.cli.main import app
from seedbed.errors import UserError
from seedbed.sources.packs import Pack
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
    assert (
        "a new one opens at 51.52000, -3.00000 (2,000 metres from Quay Hall). 500 people come within 10 minutes"
        in answer.stdout
    )
    assert "no better choice exists among them" in answer.stdout


def test_files_of_each_form_are_written(files: tuple[str, ...], tmp_path: Path) -> None:
    names = [tmp_path / f"reach.{form}" for form in ("parquet", "geojson", "csv", "html", "xlsx", "json")]
    answer = run(*files, *(part for name in names for part in ("--out", str(name))))
    assert answer.exception is None
    assert answer.stdout == ""
    assert all(name.stat().st_size for name in names)


def test_the_example_of_the_docs_runs(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The files here are a street and its areas; options, names of columns and the files written are the page's."""
    page = Path(__file__).parents[4] / "docs" / "how-to" / "who-can-reach-what.md"
    block = re.search(r"seedbed assets reach --osm newport.*?\n\n", page.read_text("utf-8"), flags=re.DOTALL)
    assert block is not None
    words = shlex.split(block[0].replace("\\\n", " "))
    monkeypatch.chdir(tmp_path)
    street_file(tmp_path).rename("newport.osm.pbf")
    areas = pl.read_csv(areas_file(tmp_path))
    areas.select("code", "longitude", "latitude").write_parquet("lsoa21_pwc.parquet")
    told = re.findall(r":((?:hdep|dis)_\w+)", block[0])
    half = {name: pl.lit(20) for name in told if name.startswith("hdep")} | {
        name: pl.col("poor" if at == 0 else "rich")
        for at, name in enumerate(name for name in told if name.startswith("dis"))
    }
    total = pl.lit(100).alias("dis_total_residents")
    people = areas.select("code", total, **half)
    people.write_parquet("census21_profile_lsoa21.parquet")
    answer = run(*words[3:])
    assert answer.exception is None, answer.exception
    assert "Disabled: 79.2 points more than Not disabled" in answer.output
    assert "disability_disabled_people" in pl.read_parquet_schema("reach.parquet")
    assert {"reach.html", "reach.geojson"} <= {each.name for each in tmp_path.iterdir()}


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


def test_streets_and_some_areas_of_a_pack_are_taken(
    town: Pack, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("SEEDBED_DATA_DIR", str(tmp_path))
    shutil.copytree(town.folder, tmp_path / "packs" / "alderwick")
    found = document("--origins", "oa", "--type", "library", "--lsoa", "zs000057, ZS000058")
    assert found["file"] == "streets.osm.pbf"
    assert [each["origin"] for each in found["origins"]] == ["ZS000057", "ZS000058"]


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


@pytest.mark.parametrize(
    ("more", "why"),
    [
        (("--lsoa", " , "), "--lsoa is empty."),
        (("--lsoa", "ZS000001", "--boundary", "line.geojson"), "Both --lsoa and --boundary were given."),
        (("--lsoa", "ZS000001"), "only known of a pack's areas"),
    ],
)
def test_it_is_refused_where_it_is_not_clear_whose_reach(
    files: tuple[str, ...], more: tuple[str, ...], why: str
) -> None:
    assert why in refused(*files, *more).why
