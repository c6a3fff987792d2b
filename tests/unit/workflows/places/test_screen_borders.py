"""Areas of two files whose outlines do not share their corners."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import geopandas as gpd
import pytest
import shapely

from seedbed.errors import UsageError
from seedbed.workflows.places.screen import Screened, screen_pack
from seedbed.workflows.places.screen_file import AreasFile, screen_areas_file
from seedbed.workflows.places.screen_files import write_screen_file
from seedbed.workflows.places.screen_region import ScreenRequest
from tests.squares import Squares

CRITERIA = '[[criterion]]\nid = "need"\ncolumn = "need"\nhigh_is = "worse"\n'
SIDE = 500.0
GAP = 1.5
EASTING, NORTHING = 400_000.0, 300_000.0


def _two_files(folder: Path, gap: float = GAP) -> AreasFile:
    """Two squares of one file, and a third from another file that begins ``gap`` metres east of them."""
    places = {"north": (0.0, SIDE), "south": (0.0, 0.0), "east": (SIDE + gap, 0.0)}
    boxes = [
        shapely.box(EASTING + x, NORTHING + y, EASTING + x + SIDE, NORTHING + y + SIDE) for x, y in places.values()
    ]
    columns = {"code": list(places), "population": [1000] * 3, "need": [3.0, 2.0, 1.0]}
    path = folder / "areas.gpkg"
    gpd.GeoDataFrame(columns, geometry=boxes, crs="EPSG:27700").to_file(path)
    return AreasFile(path)


def _screen(folder: Path, near: float | None, gap: float = GAP) -> Screened:
    criteria = folder / "criteria.toml"
    criteria.write_text(CRITERIA)
    return screen_areas_file(
        _two_files(folder, gap), ScreenRequest("areas", 100, 500, 9000, criteria=criteria, near=near)
    )


def test_without_the_option_areas_of_two_files_do_not_adjoin(tmp_path: Path) -> None:
    document = _screen(tmp_path, None).document
    assert [candidate.areas for candidate in document.candidates] == [["north", "south"], ["east"]]
    assert (document.near_borders, document.near_rule) == ([], "")


def test_borders_that_run_close_count_as_shared_and_are_listed_apart(tmp_path: Path) -> None:
    document = _screen(tmp_path, 2.0).document
    assert [candidate.areas for candidate in document.candidates] == [["east", "north", "south"]]
    (pair,) = document.near_borders
    assert pair.areas == ["east", "south"]
    assert pair.length == pytest.approx(SIDE, abs=5)
    assert pair.distance == pytest.approx(GAP, abs=0.02)
    assert "within 2 m of each other over at least 8 m" in document.near_rule


def test_a_gap_wider_than_asked_for_stays_a_gap(tmp_path: Path) -> None:
    document = _screen(tmp_path, 1.0).document
    assert [candidate.areas for candidate in document.candidates] == [["north", "south"], ["east"]]
    assert document.near_borders == []


def test_areas_that_meet_at_a_corner_do_not_adjoin(tmp_path: Path) -> None:
    document = _screen(tmp_path, 2.0, gap=0.0).document
    assert [pair.areas for pair in document.near_borders] == []
    assert [candidate.areas for candidate in document.candidates] == [["east", "north", "south"]]


def test_the_page_lists_the_pairs_and_how_they_were_found(tmp_path: Path) -> None:
    write_screen_file(_screen(tmp_path, 2.0), tmp_path / "candidates.html")
    page = (tmp_path / "candidates.html").read_text(encoding="utf-8")
    assert "Borders that run close" in page
    assert "Look at this pair before you rely on a candidate that holds both areas." in page


def test_the_page_does_not_speak_of_them_without_the_option(tmp_path: Path) -> None:
    write_screen_file(_screen(tmp_path, None), tmp_path / "candidates.html")
    assert "Borders that run close" not in (tmp_path / "candidates.html").read_text(encoding="utf-8")


def test_the_option_works_on_a_pack_too(tmp_path: Path) -> None:
    pack = Squares().write(tmp_path / "pack")
    request = ScreenRequest("squares", 67, 600, 1700)
    on = screen_pack(pack, replace(request, near=2.0)).document
    off = screen_pack(pack, request).document
    assert on.near_rule
    assert on.model_copy(update={"near_rule": ""}) == off


@pytest.mark.parametrize("near", [0.0, -1.0, 51.0, float("nan"), float("inf")])
def test_a_tolerance_that_makes_no_sense_is_refused(tmp_path: Path, near: float) -> None:
    with pytest.raises(UsageError, match="cannot count as shared"):
        _screen(tmp_path, near)
