"""The parts of a drawn map (subsystems): a sign and a colour each, the same as on the screen."""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import partial

from seedbed.analysis.systems.types import SystemMap
from seedbed.reports.svg import PAPER, Drawing
from seedbed.reports.systems.boxes import Point
from seedbed.reports.systems.keys import SIZE, Entry, Key, Look, around

LOOKS = (
    Look("#005eb8", "#d2e4f7"),
    Look("#007f3b", "#d5ecd9"),
    Look("#a34700", "#ffe0c2"),
    Look("#5b2c91", "#e6dcf2"),
    Look("#9b1b56", "#fbd9e6"),
    Look("#7a5d00", "#fff3b0"),
    Look("#00616b", "#cdeff0"),
    Look("#425563", "#dfe4e8"),
)
"""Of each colour that a part can have, by its number; ``ui/islands/map/looks.ts`` has the same."""
CIRCLE, HALF = 0, 7
THICK = 0.35


@dataclass(frozen=True, slots=True)
class Part:
    """A part of a map: what it is called, and the number of its colour."""

    name: str
    colour: int


def key_of_parts(system: SystemMap, parts: Mapping[str, Part]) -> Key:
    """Return the key of a drawing that says of each factor which part of the map it belongs to.

    Parameters
    ----------
    parts
        By the identifiers that factors name them by; parts that no factor of the map belongs to are left out.
    """
    there = {factor.subsystem for factor in system.factors}
    order = sorted(there & set(parts), key=lambda each: (parts[each].name.casefold(), each))
    entries = {each: _entry(parts[each]) for each in order}
    return Key(list(entries.values()), lambda factor: entries.get(factor.subsystem), lambda _link: None)


def _entry(part: Part) -> Entry:
    number = part.colour % len(LOOKS)
    return Entry(part.name, LOOKS[number], partial(_sign, number))


def _sign(number: int, drawing: Drawing, x: float, y: float) -> None:
    """Draw the sign of a colour.

    In their order: circle, square, triangle up, diamond, star, cross, triangle down, and a circle that is half full.
    """
    dark = LOOKS[number].dark
    if number in CORNERS:
        drawing.polygon(around(CORNERS[number], x, y), fill=dark)
        return
    drawing.add("circle", cx=x, cy=y, r=SIZE, fill=PAPER if number == HALF else dark, stroke=dark, stroke_width=2)
    if number == HALF:
        round_left = f"M{x:.1f} {y - SIZE:.1f}A{SIZE:g} {SIZE:g} 0 0 0 {x:.1f} {y + SIZE:.1f}Z"
        drawing.add("path", d=round_left, fill=dark)


def _star() -> list[Point]:
    turns = [math.pi * (point / 5 - 0.5) for point in range(10)]
    far = [1.25, 0.5] * 5
    return [(out * math.cos(turn), out * math.sin(turn)) for turn, out in zip(turns, far, strict=True)]


CORNERS: Mapping[int, Sequence[Point]] = {
    1: [(-0.9, -0.9), (0.9, -0.9), (0.9, 0.9), (-0.9, 0.9)],
    2: [(0.0, -1.0), (1.0, 0.9), (-1.0, 0.9)],
    3: [(0.0, -1.1), (1.1, 0.0), (0.0, 1.1), (-1.1, 0.0)],
    4: _star(),
    5: [
        (-THICK, -1.1), (THICK, -1.1), (THICK, -THICK), (1.1, -THICK), (1.1, THICK), (THICK, THICK),
        (THICK, 1.1), (-THICK, 1.1), (-THICK, THICK), (-1.1, THICK), (-1.1, -THICK), (-THICK, -THICK),
    ],
    6: [(-1.0, -0.9), (1.0, -0.9), (0.0, 1.0)],
}  # fmt: skip
"""Where the corners of signs stand that have some."""
