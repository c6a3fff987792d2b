"""What the colours of a drawn map say: a colour and a sign for each meaning, and a key below that names them."""

from __future__ import annotations

import math
from collections.abc import Callable, Sequence
from dataclasses import dataclass

from seedbed.analysis.systems.types import CausalLink, Factor
from seedbed.reports.svg import Drawing
from seedbed.reports.systems.boxes import Point, width_of

SIZE = 7.0
"""Half the width of a sign."""
LETTERS, LINE, BETWEEN = 15.0, 30.0, 34.0
"""Size of letters, height of lines, room between two entries."""


@dataclass(frozen=True, slots=True)
class Look:
    """The colour of a sign and of a line, and of what a box is filled with."""

    dark: str
    pale: str


@dataclass(frozen=True, slots=True)
class Entry:
    """One meaning: what it is called, its colours, and what draws its sign around a place."""

    words: str
    look: Look
    sign: Callable[[Drawing, float, float], None]


@dataclass(frozen=True, slots=True)
class Key:
    """What a drawing says by colour.

    Parameters
    ----------
    entries
        All meanings, as the key names them.
    of_factor, of_link
        What a factor or link is drawn as; one of none is drawn as it is without a key.
    """

    entries: Sequence[Entry]
    of_factor: Callable[[Factor], Entry | None]
    of_link: Callable[[CausalLink], Entry | None]

    def height(self, width: float) -> float:
        """Return how high the key is below a drawing of a width."""
        return LINE * (1 + max((line for line, _ in self._places(width)), default=-1))

    def draw(self, drawing: Drawing, top: float) -> None:
        """Draw the key: each sign with its words, in as many lines as it needs."""
        for entry, (line, left) in zip(self.entries, self._places(drawing.width), strict=True):
            y = top + LINE * (line + 0.5)
            entry.sign(drawing, left + SIZE, y)
            drawing.text(left + 2 * SIZE + 8, y + LETTERS * 0.35, entry.words, LETTERS)

    def _places(self, width: float) -> list[tuple[int, float]]:
        """Return the line and the left edge of each entry."""
        found: list[tuple[int, float]] = []
        line, left = 0, BETWEEN
        for entry in self.entries:
            room = 2 * SIZE + 8 + math.ceil(width_of(entry.words) * LETTERS)
            if left > BETWEEN and left + room > width - BETWEEN:
                line, left = line + 1, BETWEEN
            found.append((line, left))
            left += room + BETWEEN
        return found


def around(corners: Sequence[Point], x: float, y: float) -> list[Point]:
    """Return where the corners of a sign stand that are given around its middle, in half the width of a sign."""
    return [(x + SIZE * a, y + SIZE * b) for a, b in corners]
