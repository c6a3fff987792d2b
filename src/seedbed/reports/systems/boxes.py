"""Where the boxes of a drawn map stand, and how a name is broken so that it stays inside its box."""

from __future__ import annotations

import math
import unicodedata
from functools import lru_cache

from seedbed.analysis.systems.types import Factor, SystemMap

WIDTH, HEIGHT = 140.0, 56.0
INSIDE = 126.0
"""Width that letters may take."""
SIZES = ((13.0, 3), (11.0, 4), (9.0, 4))
"""Sizes of letters, the largest first, and how many lines of each a box holds."""
WIDEST = 20_000.0
"""Units across, beyond which a map is drawn closer together."""
GAP_ACROSS, GAP_DOWN = 40.0, 40.0
LEAST_COLUMNS = 4
Point = tuple[float, float]


def places(system: SystemMap, margin: float) -> tuple[dict[str, Point], float, float]:
    """Return the middle of each factor's box by its identifier, and how wide and high the drawing is."""
    placed: dict[str, Point] = {}
    taken: set[Point] = set()
    waiting: list[Factor] = []
    for factor in system.factors:
        place = _place(factor)
        if place is None or place in taken:
            waiting.append(factor)
        else:
            taken.add(place)
            placed[factor.identifier] = place
    shrunk = _moved(placed)
    _in_rows(shrunk, waiting)
    across, down = ([point[side] for point in shrunk.values()] or [0.0] for side in (0, 1))
    left, top = min(across) - WIDTH / 2 - margin, min(down) - HEIGHT / 2 - margin
    moved = {key: (x - left, y - top) for key, (x, y) in shrunk.items()}
    return moved, max(across) - left + WIDTH / 2 + margin, max(down) - top + HEIGHT / 2 + margin


def _place(factor: Factor) -> Point | None:
    if factor.x is None or factor.y is None or not (math.isfinite(factor.x) and math.isfinite(factor.y)):
        return None
    return factor.x, factor.y


def _moved(placed: dict[str, Point]) -> dict[str, Point]:
    """Return places with the first at the top left, and closer together where they lie very far apart."""
    if not placed:
        return {}
    left, top = (min(point[side] / 2 for point in placed.values()) for side in (0, 1))
    # Halves, so that the largest numbers there are do not run over.
    half = max(max(x / 2 - left, y / 2 - top) for x, y in placed.values())
    shrink = 2 * min(WIDEST / 2 / half, 1.0) if half else 2.0
    return {key: ((x / 2 - left) * shrink, (y / 2 - top) * shrink) for key, (x, y) in placed.items()}


def _in_rows(placed: dict[str, Point], waiting: list[Factor]) -> None:
    """Put factors without a place of their own into rows below the others."""
    right = max((x for x, _ in placed.values()), default=0.0)
    below = max((y for _, y in placed.values()), default=-HEIGHT - GAP_DOWN) + HEIGHT + GAP_DOWN
    across, down = WIDTH + GAP_ACROSS, HEIGHT + GAP_DOWN
    columns = max(LEAST_COLUMNS, int(right // across) + 1, math.isqrt(len(waiting)))
    for number, factor in enumerate(waiting):
        row, column = divmod(number, columns)
        placed[factor.identifier] = (column * across, below + row * down)


def fitted(name: str) -> tuple[list[str], float]:
    """Return a name as lines that fit a box, and the size of their letters; the longest names end in …."""
    words = name.split()
    for size, most in SIZES:
        lines = _lines(words, INSIDE / size)
        if len(lines) <= most:
            return lines, size
    last = lines[most - 1]
    while last and width_of(last + "…") > INSIDE / size:
        last = last[:-1]
    return [*lines[: most - 1], last.rstrip() + "…"], size


def _lines(words: list[str], room: float) -> list[str]:
    """Break words into lines; a word longer than a line is broken where the line ends."""
    lines: list[str] = []
    for word in words:
        joined = f"{lines[-1]} {word}" if lines else word
        if lines and width_of(joined) <= room:
            lines[-1] = joined
            continue
        lines.append("")
        for letter in word:
            if lines[-1] and width_of(lines[-1] + letter) > room:
                lines.append("")
            lines[-1] += letter
    return lines


def width_of(text: str) -> float:
    """Return how wide a text is at most, in sizes of its letters, in bold."""
    return sum(map(_wide, text))


@lru_cache(maxsize=4096)
def _wide(letter: str) -> float:
    if unicodedata.combining(letter):
        return 0.0
    if unicodedata.east_asian_width(letter) in {"W", "F"}:
        return 1.0
    if letter in "mwMW@%—…":
        return 0.95
    if letter in "iljtfrI .,:;'|!()-":
        return 0.4
    return 0.74 if letter.isupper() else 0.61
