"""Make the sea from its coast: OpenStreetMap draws coastlines only, with land on the left and water on the right."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise

import shapely
from shapely.geometry import LineString, Point, Polygon
from shapely.geometry.base import BaseGeometry
from shapely.ops import linemerge, polygonize, unary_union

from seedbed.formats.shapes import lines_of

SHORTEST = 1e-9


def sea_beside(coast: Sequence[BaseGeometry], frame: Polygon) -> BaseGeometry | None:
    """Return the part of a frame that is sea; none where no coast runs through it.

    Parameters
    ----------
    coast
        Lines in degrees, each with the land on its left.
    frame
        What is shown.

    Notes
    -----
    Each piece into which coast and frame cut the frame is sea if the coast beside it that is longest has it on its
    right. A coast that ends inside the frame (a file cut short) cuts no piece off and makes no sea.
    """
    lines = [part for line in _merged(coast) for part in lines_of(line.intersection(frame))]
    if not lines:
        return None
    pieces = polygonize(unary_union([*lines, frame.exterior]))
    sea = [piece for piece in pieces if _is_sea(piece, lines)]
    return shapely.union_all(sea) if sea else None


def _merged(coast: Sequence[BaseGeometry]) -> list[LineString]:
    parts = [part for line in coast for part in lines_of(line)]
    return lines_of(linemerge(parts)) if len(parts) > 1 else parts


def _is_sea(piece: Polygon, lines: Sequence[LineString]) -> bool:
    """Weigh the coast on a piece's rim: the length that has the piece on its right against what has it on its left."""
    right = 0.0
    for line in lines:
        if not line.intersects(piece):
            continue
        corners = list(line.coords)
        for start, end in pairwise(corners):
            right += _on_right(piece, start, end)
    return right > 0


def _on_right(piece: Polygon, start: tuple[float, ...], end: tuple[float, ...]) -> float:
    """Return the length of a stretch if the piece is on its right, minus it if on its left, 0 if it is on neither."""
    across, up = end[0] - start[0], end[1] - start[1]
    long = (across**2 + up**2) ** 0.5
    if long < SHORTEST:
        return 0.0
    middle, step = ((start[0] + end[0]) / 2, (start[1] + end[1]) / 2), min(long, 1e-5) / 100 / long
    beside = [Point(middle[0] + side * up * step, middle[1] - side * across * step) for side in (1, -1)]
    right, left = (piece.contains(point) for point in beside)
    return float(long * (right - left))
