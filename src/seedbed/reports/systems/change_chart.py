"""What a what-if changes, as a chart: a point for each factor, and a line for how far guesses at weights move it."""

from __future__ import annotations

from collections.abc import Sequence

from seedbed.reports.svg import FAINT, INK, LINE, MAIN, PAPER, QUIET, Drawing, shorten

WIDTH, NAMES, RIGHT = 900.0, 320.0, 30.0
TOP, ROW = 40.0, 28.0
LEAST = 0.05
"""Least change at the edge of the chart, so that next to nothing does not look like much."""
Row = tuple[str, float, float, float]
"""A factor's name, its change, and the limits of its interval."""


def draw_changes(rows: Sequence[Row], *, told: tuple[str, str]) -> str:
    """Draw changes as SVG.

    Parameters
    ----------
    rows
        Name, change, lower and upper limit of each factor, on the scale of a what-if's values.
    told
        Title and description for who cannot see it.
    """
    drawing = Drawing(*told, WIDTH, TOP + ROW * len(rows) + 20)
    drawing.add("rect", x=0, y=0, width=drawing.width, height=drawing.height, fill=PAPER)
    edge = max([LEAST, *(abs(value) for _, *values in rows for value in values)])
    half = (WIDTH - NAMES - RIGHT) / 2
    middle = NAMES + half

    def at(value: float) -> float:
        return middle + value / edge * half

    bottom = drawing.height - 10
    for value in (-edge, 0.0, edge):
        drawing.line((at(value), TOP - 8), (at(value), bottom), stroke=FAINT if value else LINE)
        words = f"{value:+.2f}".replace("-", "\N{MINUS SIGN}") if value else "0"
        drawing.text(at(value), TOP - 16, words, 13, text_anchor="middle" if value <= 0 else "end", fill=QUIET)
    for number, (name, change, low, high) in enumerate(rows):
        y = TOP + ROW * (number + 0.5)
        drawing.text(NAMES - 16, y + 5, shorten(name, NAMES - 30, 14), 14, text_anchor="end")
        drawing.line((at(low), y), (at(high), y), stroke=MAIN, stroke_width=3)
        drawing.add("circle", cx=at(change), cy=y, r=6, fill=MAIN, stroke=INK)
    return drawing.svg()
