"""Where factors and links come from, on a drawn map: a sign and a colour each, and a key below the drawing."""

from __future__ import annotations

import math
from collections.abc import Collection, Mapping
from dataclasses import dataclass

from seedbed.analysis.systems.types import Source, first_source
from seedbed.reports.svg import PAPER, Drawing
from seedbed.reports.systems.boxes import width_of

Words = Mapping[Source | None, str]
"""What each origin is called; None for what nobody said yet."""
SIZE = 7.0
"""Half the width of a sign."""
LETTERS, LINE, BETWEEN = 15.0, 30.0, 34.0
"""Of the key: size of its letters, height of its lines, room between two entries."""


@dataclass(frozen=True, slots=True)
class Look:
    """The colour of a sign and of a line, and of what a box is filled with."""

    dark: str
    pale: str


LOOKS: dict[Source | None, Look] = {
    Source.RESIDENTS: Look("#8a4b08", "#fdf0e1"),
    Source.PROFESSIONALS: Look("#003087", "#e4ecf7"),
    Source.DATA: Look("#330072", "#eee6f6"),
    Source.EXPERT: Look("#212b32", PAPER),
    Source.IMPORTED: Look("#4c6272", "#edf0f2"),
    None: Look("#4c6272", PAPER),
}


def look_of(sources: Collection[Source]) -> Look:
    """Return how what comes from these is drawn: as the one that weighs most."""
    return LOOKS[first_source(sources)]


def sign(drawing: Drawing, sources: Collection[Source], x: float, y: float) -> None:
    """Draw the sign of what weighs most: a circle, square, triangle up, diamond, triangle down, or a question mark."""
    source = first_source(sources)
    look = LOOKS[source]
    if source is None:
        drawing.text(x, y + 5, "?", 15, text_anchor="middle", font_weight="700", fill=look.dark)
    elif source is Source.RESIDENTS:
        drawing.add("circle", cx=x, cy=y, r=SIZE, fill=look.dark)
    else:
        hollow = source is Source.EXPERT
        drawing.polygon(
            [(x + SIZE * a, y + SIZE * b) for a, b in CORNERS[source]],
            fill=PAPER if hollow else look.dark,
            stroke=look.dark,
            stroke_width=2 if hollow else None,
        )


CORNERS = {
    Source.PROFESSIONALS: [(-0.9, -0.9), (0.9, -0.9), (0.9, 0.9), (-0.9, 0.9)],
    Source.DATA: [(0.0, -1.0), (1.0, 0.9), (-1.0, 0.9)],
    Source.EXPERT: [(0.0, -1.1), (1.1, 0.0), (0.0, 1.1), (-1.1, 0.0)],
    Source.IMPORTED: [(-1.0, -0.9), (1.0, -0.9), (0.0, 1.0)],
}


def key_height(words: Words, width: float) -> float:
    """Return how high the key is in a drawing of a width."""
    return LINE * (1 + max(line for line, _ in _places(words, width).values()))


def draw_key(drawing: Drawing, words: Words, top: float) -> None:
    """Draw the key: each sign with its word, in as many lines as it needs."""
    for source, (line, left) in _places(words, drawing.width).items():
        y = top + LINE * (line + 0.5)
        sign(drawing, frozenset({source} if source else ()), left + SIZE, y)
        drawing.text(left + 2 * SIZE + 8, y + LETTERS * 0.35, words[source], LETTERS)


def _places(words: Words, width: float) -> dict[Source | None, tuple[int, float]]:
    """Return the line and the left edge of each entry."""
    found: dict[Source | None, tuple[int, float]] = {}
    line, left = 0, BETWEEN
    for source in LOOKS:
        room = 2 * SIZE + 8 + math.ceil(width_of(words[source]) * LETTERS)
        if left > BETWEEN and left + room > width - BETWEEN:
            line, left = line + 1, BETWEEN
        found[source] = (line, left)
        left += room + BETWEEN
    return found
