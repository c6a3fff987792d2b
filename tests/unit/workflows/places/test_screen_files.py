"""Candidates as files for maps, spreadsheets and browsers."""

from __future__ import annotations

import csv
import json
from pathlib import Path

import geopandas as gpd
import pytest
import shapely

from seedbed.errors import UsageError
from seedbed.reports.screen_documents import ScreenDocument
from seedbed.workflows.places.screen import NOTICE, Screened, screen_pack
from seedbed.workflows.places.screen_files import write_screen_file
from seedbed.workflows.places.screen_region import ScreenRequest
from tests.squares import Squares


@pytest.fixture(scope="module")
def screened(tmp_path_factory: pytest.TempPathFactory) -> Screened:
    pack = Squares().write(tmp_path_factory.mktemp("squares") / "pack")
    return screen_pack(pack, ScreenRequest("ZSW", 67, 600, 1700))


@pytest.fixture(scope="module")
def nothing(tmp_path_factory: pytest.TempPathFactory) -> Screened:
    pack = Squares().write(tmp_path_factory.mktemp("squares") / "pack")
    return screen_pack(pack, ScreenRequest("ZSW", 1))


def test_geojson_has_dissolved_outlines_that_turn_against_the_clock(screened: Screened, tmp_path: Path) -> None:
    path = tmp_path / "candidates.geojson"
    write_screen_file(screened, path)
    document = json.loads(path.read_text(encoding="utf-8"))
    assert document["notice"] == NOTICE
    first = document["features"][0]
    assert (first["properties"]["areas"], first["properties"]["population"]) == ("ZW1 ZW2", 1500)
    outline = shapely.geometry.shape(first["geometry"])
    assert outline.equals(shapely.box(0, 1, 2, 2))
    assert isinstance(outline, shapely.Polygon)
    assert outline.exterior.is_ccw


def test_geoparquet_reads_back_with_its_coordinates(screened: Screened, tmp_path: Path) -> None:
    path = tmp_path / "candidates.parquet"
    write_screen_file(screened, path)
    table = gpd.read_parquet(path)
    assert table.crs == "EPSG:4326"
    assert table["areas"].tolist() == ["ZW1 ZW2", "ZW3", "ZW4"]
    assert shapely.area(table.geometry.array).tolist() == pytest.approx([2, 1, 1])


def test_csv_carries_the_notice_and_no_formula(screened: Screened, tmp_path: Path) -> None:
    document = screened.document.model_copy(deep=True)
    document.candidates[0].names[0] = "=1+1"
    path = tmp_path / "candidates.csv"
    write_screen_file(Screened(document, screened.region, screened.screening), path)
    with path.open(encoding="utf-8-sig", newline="") as file:
        rows = list(csv.DictReader(file))
    assert rows[0]["names"].startswith("'=1+1")
    assert {row["notice"] for row in rows} == {NOTICE}
    assert [row["rank"] for row in rows] == ["1", "2", "3"]


def test_json_is_the_whole_document(screened: Screened, tmp_path: Path) -> None:
    path = tmp_path / "candidates.json"
    write_screen_file(screened, path)
    assert ScreenDocument.model_validate_json(path.read_bytes()) == screened.document


def test_the_page_names_every_candidate_and_carries_the_notice(screened: Screened, tmp_path: Path) -> None:
    path = tmp_path / "candidates.html"
    write_screen_file(screened, path)
    page = path.read_text(encoding="utf-8")
    assert NOTICE in page
    assert all(area in page for candidate in screened.document.candidates for area in candidate.areas)


@pytest.mark.parametrize("ending", ["geojson", "parquet", "csv", "html", "json"])
def test_an_empty_list_is_written_too(nothing: Screened, tmp_path: Path, ending: str) -> None:
    path = tmp_path / f"none.{ending}"
    write_screen_file(nothing, path)
    assert path.stat().st_size > 0


@pytest.mark.parametrize("name", ["candidates.docx", "candidates", "missing/candidates.csv"])
def test_a_name_without_a_form_or_a_folder_is_refused(screened: Screened, tmp_path: Path, name: str) -> None:
    with pytest.raises(UsageError):
        write_screen_file(screened, tmp_path / name)
    assert list(tmp_path.iterdir()) == []
