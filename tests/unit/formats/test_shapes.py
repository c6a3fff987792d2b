"""Parts of shapes, and shapes as GeoJSON."""

from __future__ import annotations

from shapely.geometry import GeometryCollection, LineString, MultiLineString, MultiPolygon, Point, Polygon, box

from seedbed.formats.shapes import geojson_of, lines_of, polygons_of

SQUARE, OTHER = box(0, 0, 1, 1), box(2, 0, 3, 1)
LINE = LineString([(0, 0), (1, 1)])
DEEP = GeometryCollection([Point(0, 0), MultiLineString([LINE]), GeometryCollection([MultiPolygon([SQUARE, OTHER])])])


def test_polygons_are_found_however_deep() -> None:
    assert polygons_of(DEEP) == [SQUARE, OTHER]


def test_lines_are_found_however_deep() -> None:
    assert lines_of(DEEP) == [LINE]


def test_what_is_empty_has_no_parts() -> None:
    assert polygons_of(Polygon()) == lines_of(LineString()) == []


def test_degrees_are_rounded() -> None:
    assert geojson_of(Point(1.23456789, 2), 3) == {"type": "Point", "coordinates": [1.235, 2.0]}
