"""A small picture of the line around a neighbourhood, drawn on the server."""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from typing import Any

from seedbed.reports.svg import BAND, MAIN, Drawing

WIDTH = 480.0
MARGIN = 16.0
TALLEST = 480.0


def outline_picture(name: str, outline: Mapping[str, Any]) -> str:
    """Draw an outline as it lies on the ground, north up.

    Parameters
    ----------
    name
        Name of the neighbourhood, told to people who cannot see the picture.
    outline
        GeoJSON Polygon or MultiPolygon in longitude and latitude (degrees).
    """
    polygons = [outline["coordinates"]] if outline["type"] == "Polygon" else outline["coordinates"]
    rings = [[_ground(point) for point in ring] for polygon in polygons for ring in polygon]
    xs = [x for ring in rings for x, _ in ring]
    ys = [y for ring in rings for _, y in ring]
    across, up = max(xs) - min(xs), max(ys) - min(ys)
    # A sliver still gets a picture.
    scale = min((WIDTH - 2 * MARGIN) / max(across, 1e-9), (TALLEST - 2 * MARGIN) / max(up, 1e-9))
    left = (WIDTH - across * scale) / 2 - min(xs) * scale
    drawing = Drawing(f"The line around {name}", "North is up.", WIDTH, up * scale + 2 * MARGIN)
    placed = [[(left + x * scale, MARGIN + (max(ys) - y) * scale) for x, y in ring] for ring in rings]
    path = "".join("M" + "L".join(f"{x:.1f} {y:.1f}" for x, y in ring) + "Z" for ring in placed)
    drawing.add("path", d=path, fill=BAND, stroke=MAIN, stroke_width=2.4, stroke_linejoin="round", fill_rule="evenodd")
    return drawing.svg()


def _ground(point: Sequence[float]) -> tuple[float, float]:
    """Return a point on Mercator's map, which keeps shapes; degrees in, degrees at the equator out."""
    latitude = math.radians(max(-85.0, min(85.0, point[1])))
    return point[0], math.degrees(math.log(math.tan(math.pi / 4 + latitude / 2)))
