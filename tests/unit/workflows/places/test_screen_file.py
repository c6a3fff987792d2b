"""Areas of any country from one file."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import geopandas as gpd
import pytest
import shapely

from seedbed.errors import BadInputError, UsageError
from seedbed.workflows.places.screen import Screened
from seedbed.workflows.places.screen_file import AreasFile, screen_areas_file
from seedbed.workflows.places.screen_region import ScreenRequest
from tests.squares import NEED, PEOPLE, PLACES, WEST

CRITERIA = '[[criterion]]\nid = "need"\ncolumn = "need"\nhigh_is = "worse"\n'


def _table(**changed: Any) -> gpd.GeoDataFrame:
    columns: dict[str, Any] = {
        "id": list(WEST),
        "people": [PEOPLE[code] for code in WEST],
        "need": [NEED[code] for code in WEST],
        "province": ["North"] * 3 + ["South"] * 3,
    }
    boxes = [shapely.box(x, y, x + 1, y + 1) for x, y in (PLACES[code] for code in WEST)]
    return gpd.GeoDataFrame({**columns, **changed}, geometry=boxes, crs="EPSG:4326")


def _screen(folder: Path, table: gpd.GeoDataFrame, ending: str = "geojson", criteria: str = CRITERIA) -> Screened:
    path = folder / f"areas.{ending}"
    table.to_parquet(path) if ending == "parquet" else table.to_file(path)
    toml = folder / "criteria.toml"
    toml.write_text(criteria)
    request = ScreenRequest("areas", 67, 600, 1700, criteria=toml)
    return screen_areas_file(AreasFile(path, "id", "people", parent_column="province"), request)


@pytest.mark.parametrize("ending", ["geojson", "gpkg", "parquet"])
def test_candidates_come_from_every_kind_of_file(tmp_path: Path, ending: str) -> None:
    document = _screen(tmp_path, _table(), ending).document
    assert [candidate.areas for candidate in document.candidates] == [["ZW1", "ZW2"], ["ZW3"], ["ZW4"]]
    assert [candidate.parent for candidate in document.candidates] == ["North", "North", "South"]


def test_other_coordinates_give_the_same_answer_in_degrees(tmp_path: Path) -> None:
    screened = _screen(tmp_path, _table().to_crs("EPSG:3857"), "gpkg")
    assert screened.document.candidates[0].areas == ["ZW1", "ZW2"]
    assert shapely.symmetric_difference(screened.shapes()[0], shapely.box(0, 1, 2, 2)).area < 1e-6


def test_the_order_of_rows_does_not_matter(tmp_path: Path) -> None:
    (tmp_path / "a").mkdir()
    (tmp_path / "b").mkdir()
    assert _screen(tmp_path / "a", _table()).document == _screen(tmp_path / "b", _table().iloc[::-1]).document


@pytest.mark.parametrize(
    ("changed", "told"),
    [
        ({"id": ["ZW1"] * 6}, "ZW1 stands there more than once"),
        ({"id": [None, *WEST[1:]]}, "the code is empty"),
        ({"people": [0] * 6}, "every population is 0"),
        ({"people": [-1] * 6}, "missing or below 0"),
        ({"people": [None, *[1000] * 5]}, "missing or below 0"),
        ({"people": ["many"] * 6}, "'many' is not a number"),
        ({"need": ["much"] * 6}, "'much' is not a number"),
    ],
)
def test_columns_that_cannot_be_used_are_named(tmp_path: Path, changed: dict[str, Any], told: str) -> None:
    with pytest.raises(BadInputError) as caught:
        _screen(tmp_path, _table(**changed))
    assert told in caught.value.why


def test_a_missing_column_is_named_with_those_there_are(tmp_path: Path) -> None:
    with pytest.raises(BadInputError) as caught:
        _screen(tmp_path, _table().drop(columns="people"))
    assert "no column 'people'" in caught.value.why
    assert "need" in caught.value.why


def test_a_self_crossing_outline_is_refused_by_its_code(tmp_path: Path) -> None:
    table = _table()
    table.loc[2, "geometry"] = shapely.Polygon([(0, 0), (1, 1), (1, 0), (0, 1)])
    with pytest.raises(BadInputError) as caught:
        _screen(tmp_path, table)
    assert "ZW3" in caught.value.why


def test_a_file_that_is_not_one_is_refused(tmp_path: Path) -> None:
    for name in ("areas.geojson", "areas.gpkg", "areas.parquet", "areas.txt"):
        (tmp_path / name).write_text("not a map")
        with pytest.raises(BadInputError) as caught:
            screen_areas_file(AreasFile(tmp_path / name), ScreenRequest("areas"))
        assert name in caught.value.why


def test_known_places_need_a_pack(tmp_path: Path) -> None:
    with pytest.raises(BadInputError, match="cannot be used"):
        _screen(tmp_path, _table(), criteria=CRITERIA + '[[criterion]]\nmeasure = "sites"\n')


def test_a_file_of_areas_needs_criteria(tmp_path: Path) -> None:
    path = tmp_path / "areas.geojson"
    _table().to_file(path)
    with pytest.raises(UsageError, match="what to choose by"):
        screen_areas_file(AreasFile(path, "id", "people"), ScreenRequest("areas"))
