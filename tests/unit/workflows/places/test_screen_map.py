"""The map of candidates: the region drawn once, each candidate as one outline, small enough for a page."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
import shapely

from seedbed.sources.packs import Pack
from seedbed.workflows.places.screen import Screened, screen_pack
from seedbed.workflows.places.screen_map import candidates_shapes
from seedbed.workflows.places.screen_region import ScreenRequest


@pytest.fixture(scope="module")
def screened(town: Pack) -> Screened:
    return screen_pack(town, ScreenRequest(within="ZR000001", percentile=25.0))


def test_every_candidate_is_one_outline_with_the_code_of_its_first_area(screened: Screened) -> None:
    inside = [shape for shape in candidates_shapes(screened) if shape.inside]
    assert [shape.code for shape in inside] == [candidate.areas[0] for candidate in screened.document.candidates]
    assert all(shape.geometry["type"] == "Polygon" for shape in inside)


def test_few_areas_are_drawn_one_by_one_around_the_candidates(screened: Screened) -> None:
    around = {shape.code for shape in candidates_shapes(screened) if not shape.inside}
    taken = {code for candidate in screened.document.candidates for code in candidate.areas}
    assert around == set(screened.region.codes) - taken


def test_many_areas_are_drawn_as_one_outline(screened: Screened, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("seedbed.workflows.places.screen_map.MOST_AREAS_DRAWN", 10)
    (region,) = [shape for shape in candidates_shapes(screened) if not shape.inside]
    assert region.code == "ZR000001"
    drawn = shapely.from_geojson(json.dumps(region.geometry))
    whole = shapely.union_all(screened.region.shapes)
    assert drawn.symmetric_difference(whole).area < 0.01 * whole.area
    assert sum(len(part.interiors) for part in shapely.get_parts(drawn)) == 0


def test_the_page_shows_it(screened: Screened, tmp_path: Path) -> None:
    from seedbed.workflows.places.screen_files import write_screen_file

    write_screen_file(screened, tmp_path / "candidates.html")
    assert "Map of candidates in Saltmarch" in (tmp_path / "candidates.html").read_text(encoding="utf-8")
