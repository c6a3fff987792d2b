"""Where discs go so that none hides another: at home where there is room, else on a spiral around it."""

from __future__ import annotations

import math
from collections import defaultdict
from collections.abc import Iterator, Sequence

Spot = tuple[float, float]
Box = tuple[float, float, float, float]
"""Left, top, width and height."""

TURNS = 900
GOLDEN = 2.39996
"""Radians between turns of the spiral: the golden angle, which leaves no gaps."""


def free_places(homes: Sequence[Spot], radius: float, box: Box) -> list[Spot]:
    """Return a place for each disc: the nearest free one, inside the box; its home where none is free.

    Parameters
    ----------
    homes
        Where the discs belong, in the order in which they choose.
    radius
        Of each disc.
    """
    apart = 2.05 * radius
    taken: dict[tuple[int, int], list[Spot]] = defaultdict(list)
    spots = []
    for home in homes:
        spot = next((each for each in _spiral(home, radius, box) if _is_free(each, taken, apart)), home)
        taken[_square(spot, apart)].append(spot)
        spots.append(spot)
    return spots


def _spiral(home: Spot, radius: float, box: Box) -> Iterator[Spot]:
    left, top, width, height = box
    for turn in range(TURNS):
        away, angle = 0.55 * radius * math.sqrt(turn), GOLDEN * turn
        x, y = home[0] + away * math.cos(angle), home[1] + away * math.sin(angle)
        if left + radius <= x <= left + width - radius and top + radius <= y <= top + height - radius:
            yield x, y


def _square(spot: Spot, apart: float) -> tuple[int, int]:
    return int(spot[0] // apart), int(spot[1] // apart)


def _is_free(spot: Spot, taken: dict[tuple[int, int], list[Spot]], apart: float) -> bool:
    across, down = _square(spot, apart)
    near = ((across + right, down + below) for right in (-1, 0, 1) for below in (-1, 0, 1))
    return all(math.dist(spot, other) >= apart for square in near for other in taken.get(square, ()))
