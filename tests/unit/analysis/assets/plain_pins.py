"""The marks of a tile by loops, as anyone would write them down: the twin of the fast ones."""

from __future__ import annotations

import math
from collections import defaultdict
from collections.abc import Sequence

from seedbed.analysis.assets.pins import EXTENT, HALVINGS, LAST_HALVINGS, LAST_ZOOM

Mark = tuple[int, int, int]
"""Place on the tile, and how many places it stands for."""


def plain_marks(places: Sequence[tuple[float, float]], zoom: int, x: int, y: int) -> list[Mark]:
    """Return the marks of a tile, in the order of their places; longitude and latitude in."""
    squares: dict[tuple[int, int], list[tuple[float, float]]] = defaultdict(list)
    across = 2 ** (LAST_HALVINGS if zoom == LAST_ZOOM else HALVINGS)
    for longitude, latitude in places:
        east = (longitude / 360 + 0.5) * 2**zoom - x
        south = (0.5 - math.asinh(math.tan(math.radians(latitude))) / (2 * math.pi)) * 2**zoom - y
        if 0 <= east < 1 and 0 <= south < 1:
            squares[math.floor(east * across), math.floor(south * across)].append((east, south))
    return sorted(
        (
            round(EXTENT * sum(east for east, _ in members) / len(members)),
            round(EXTENT * sum(south for _, south in members) / len(members)),
            len(members),
        )
        for members in squares.values()
    )
