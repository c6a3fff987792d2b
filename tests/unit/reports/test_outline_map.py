"""The drawing of a line: the line, the small areas around it, nothing else."""

from __future__ import annotations

from typing import Any

from seedbed.reports.outline_map import outline_map


def _square(west: float, south: float, side: float = 0.01) -> dict[str, Any]:
    east, north = west + side, south + side
    return {
        "type": "Polygon",
        "coordinates": [[[west, south], [east, south], [east, north], [west, north], [west, south]]],
    }


def test_it_draws_the_line_over_the_areas_around() -> None:
    svg = outline_map("Quay <1>", _square(0, 51), [_square(0.005, 51), _square(0, 51.005)])
    assert svg.count("<path") == 4
    assert "Map of Quay &lt;1&gt;" in svg


def test_areas_far_away_are_left_out() -> None:
    assert outline_map("Quay", _square(0, 51), [_square(10, 40)]).count("<path") == 2


def test_a_line_of_several_parts_is_drawn_whole() -> None:
    parts = {"type": "MultiPolygon", "coordinates": [_square(0, 51)["coordinates"], _square(0.02, 51)["coordinates"]]}
    assert outline_map("Quay", parts, []).count("M") >= 4
