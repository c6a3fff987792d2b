"""Symbols of places on maps: each kind has its own shape, so colour is never the only sign."""

from __future__ import annotations

from collections.abc import Callable

from seedbed.reports.svg import INK, PAPER, Drawing

FILLS = ("#b1340a", PAPER, "#f2b700")


def site_symbol(drawing: Drawing, x: float, y: float, index: int) -> None:
    """Draw the symbol of the nth kind of site: each kind has its own shape and filling."""
    draw = _SYMBOLS[index % len(_SYMBOLS)]
    fill = FILLS[(index // len(_SYMBOLS)) % 3]
    draw(drawing, x, y, fill)


def _disc(drawing: Drawing, x: float, y: float, fill: str) -> None:
    drawing.add("circle", cx=x, cy=y, r=4.6, fill=fill, stroke=PAPER, stroke_width=3, paint_order="stroke")
    drawing.add("circle", cx=x, cy=y, r=4.6, fill=fill, stroke=INK, stroke_width=1.2)


def _corners(*corners: tuple[float, float]) -> Callable[[Drawing, float, float, str], None]:
    def draw(drawing: Drawing, x: float, y: float, fill: str) -> None:
        points = [(x + across, y + down) for across, down in corners]
        drawing.polygon(points, fill=PAPER, stroke=PAPER, stroke_width=3.4, stroke_linejoin="round")
        drawing.polygon(points, fill=fill, stroke=INK, stroke_width=1.2)

    return draw


_SYMBOLS: tuple[Callable[[Drawing, float, float, str], None], ...] = (
    _corners((-1.7, -5), (1.7, -5), (1.7, -1.7), (5, -1.7), (5, 1.7), (1.7, 1.7), (1.7, 5), (-1.7, 5), (-1.7, 1.7),
             (-5, 1.7), (-5, -1.7), (-1.7, -1.7)),
    _corners((-4.2, -4.2), (4.2, -4.2), (4.2, 4.2), (-4.2, 4.2)),
    _corners((0, -5.4), (5, 4), (-5, 4)),
    _disc,
    _corners((0, -5.8), (5.8, 0), (0, 5.8), (-5.8, 0)),
    _corners((-5, -4), (5, -4), (0, 5.4)),
)  # fmt: skip
