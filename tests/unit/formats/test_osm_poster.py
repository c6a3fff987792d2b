"""What a poster shows, read from OpenStreetMap files."""

from __future__ import annotations

from pathlib import Path

import pytest
from shapely.geometry import LineString, Point, box

from seedbed.errors import BadInputError
from seedbed.formats.osm_coast import sea_beside
from seedbed.formats.osm_poster import PosterMap, read_poster
from tests.osm_files import OsmFile, Tags

CORNERS = [(0.0, 51.0), (0.001, 51.0), (0.001, 51.001), (0.0, 51.001)]
FRAME = box(0, 0, 10, 10)


def made_of(folder: Path, tags: Tags, *, closed: bool = True) -> PosterMap:
    osm = OsmFile()
    for number, at in enumerate(CORNERS, start=1):
        osm.node(number, at)
    osm.way(1, [1, 2, 3, 4, 1] if closed else [1, 2, 3, 4], tags)
    return read_poster(osm.write(folder / "town.osm"))


@pytest.mark.parametrize(
    ("tags", "layer"),
    [
        ({"leisure": "park"}, "green"),
        ({"natural": "wood"}, "wood"),
        ({"natural": "water"}, "water"),
        ({"building": "yes"}, "building"),
        ({"highway": "pedestrian", "area": "yes"}, "square"),
    ],
)
def test_a_closed_way_is_drawn_as_an_area(tmp_path: Path, tags: Tags, layer: str) -> None:
    (feature,) = made_of(tmp_path, tags).features
    assert (feature.layer, feature.geometry.geom_type) == (layer, "MultiPolygon")


@pytest.mark.parametrize(
    ("tags", "layer"),
    [
        ({"highway": "primary"}, "main_road"),
        ({"highway": "residential"}, "street"),
        ({"highway": "footway"}, "path"),
        ({"waterway": "river"}, "stream"),
        ({"railway": "rail"}, "railway"),
    ],
)
def test_an_open_way_is_drawn_as_a_line(tmp_path: Path, tags: Tags, layer: str) -> None:
    (feature,) = made_of(tmp_path, tags, closed=False).features
    assert (feature.layer, feature.geometry.geom_type) == (layer, "LineString")


def test_names_are_kept_by_language(tmp_path: Path) -> None:
    tags = {"highway": "residential", "name": "Mill Road", "name:cy": "Heol y Felin"}
    (street,) = made_of(tmp_path, tags, closed=False).features
    assert [street.name_in(language) for language in ("cy", "cy-GB", "so")] == [
        "Heol y Felin",
        "Heol y Felin",
        "Mill Road",
    ]


def test_a_named_hall_is_drawn_and_stands_out(tmp_path: Path) -> None:
    shown = made_of(tmp_path, {"building": "yes", "amenity": "library", "name": "Mill Library"})
    assert [each.layer for each in shown.features] == ["building", "landmark"]


def test_nothing_reaches_beyond_the_bounds(tmp_path: Path) -> None:
    osm = OsmFile()
    for number, at in enumerate(CORNERS, start=1):
        osm.node(number, at)
    osm.way(1, [1, 2, 3, 4], {"highway": "residential"})
    (street,) = read_poster(osm.write(tmp_path / "town.osm"), bounds=(0.0, 51.0, 0.0005, 51.001)).features
    assert street.geometry.bounds[2] == pytest.approx(0.0005)


def test_what_lies_elsewhere_is_refused(tmp_path: Path) -> None:
    osm = OsmFile()
    for number, at in enumerate(CORNERS, start=1):
        osm.node(number, at)
    osm.way(1, [1, 2], {"highway": "residential"})
    with pytest.raises(BadInputError, match="no roads, buildings, parks or water where the poster is"):
        read_poster(osm.write(tmp_path / "town.osm"), bounds=(5.0, 51.0, 5.1, 51.1))


def test_a_way_cut_off_by_the_files_edge_is_kept_as_far_as_it_is_known(tmp_path: Path) -> None:
    osm = OsmFile()
    for number, at in enumerate(CORNERS[:2], start=1):
        osm.node(number, at)
    osm.way(1, [1, 2, 99], {"highway": "residential"})
    (street,) = read_poster(osm.write(tmp_path / "town.osm")).features
    assert len(street.geometry.coords) == 2


def test_the_sea_is_on_the_right_of_its_coast() -> None:
    sea = sea_beside([LineString([(-1, 4), (11, 4)])], FRAME)
    assert sea is not None
    assert sea.contains(Point(5, 1))
    assert not sea.contains(Point(5, 8))


def test_an_island_is_not_sea() -> None:
    shore = LineString([(3, 3), (6, 3), (6, 6), (3, 6), (3, 3)])
    sea = sea_beside([shore], FRAME)
    assert sea is not None
    assert not sea.contains(Point(5, 5))


def test_a_frame_without_a_coast_holds_no_sea() -> None:
    assert sea_beside([LineString([(20, 20), (30, 30)])], FRAME) is None
