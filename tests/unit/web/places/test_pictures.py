"""The picture of a line."""

from __future__ import annotations

import re
from xml.etree import ElementTree as ET

import pytest

from seedbed.web.places.pictures import WIDTH, outline_picture

RING = [[-0.02, 51.5], [-0.01, 51.5], [-0.01, 51.51], [-0.02, 51.51], [-0.02, 51.5]]


def _points(svg: str) -> list[tuple[float, float]]:
    path = re.search(r'<path d="([^"]+)"', svg)
    assert path
    return [(float(x), float(y)) for x, y in re.findall(r"(-?[\d.]+) (-?[\d.]+)", path[1])]


def test_north_is_up_and_east_is_right() -> None:
    south_west, _, north_east, *_ = _points(outline_picture("Millbrook", {"type": "Polygon", "coordinates": [RING]}))
    assert north_east[0] > south_west[0]
    assert north_east[1] < south_west[1]


def test_a_shape_keeps_its_form() -> None:
    """At 51.5 degrees north a degree of longitude is 0.62 as long as one of latitude."""
    points = _points(outline_picture("Millbrook", {"type": "Polygon", "coordinates": [RING]}))
    wide, tall = (max(part) - min(part) for part in zip(*points, strict=True))
    assert wide / tall == pytest.approx(0.622, abs=0.002)


def test_every_part_and_hole_is_drawn() -> None:
    hole = [[-0.017, 51.503], [-0.013, 51.503], [-0.015, 51.506], [-0.017, 51.503]]
    island = [[0.0, 51.5], [0.001, 51.5], [0.0, 51.501], [0.0, 51.5]]
    svg = outline_picture("Millbrook", {"type": "MultiPolygon", "coordinates": [[RING, hole], [island]]})
    assert svg.count("M") - svg.count("Millbrook") == 3


@pytest.mark.parametrize(
    "ring",
    [
        [[0, 0], [1e-9, 0], [1e-9, 1e-9], [0, 0]],
        [[-180, -90], [180, -90], [180, 90], [-180, 90], [-180, -90]],
        [[0, 0], [10, 0], [10, 1e-7], [0, 0]],
    ],
    ids=["a dot", "the world", "a sliver"],
)
def test_any_line_fits_its_paper(ring: list[list[float]]) -> None:
    points = _points(outline_picture("Millbrook", {"type": "Polygon", "coordinates": [ring]}))
    assert all(-0.1 <= x <= WIDTH + 0.1 and -0.1 <= y <= WIDTH + 0.1 for x, y in points)


def test_markup_in_a_name_draws_nothing() -> None:
    svg = outline_picture("<script>alert(1)</script>", {"type": "Polygon", "coordinates": [RING]})
    assert "<script>" not in svg
    assert ET.fromstring(svg).tag.endswith("svg")  # noqa: S314 - our own drawing
