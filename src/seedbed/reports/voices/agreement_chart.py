"""Measures of agreement with their limits, and codes beside codes as shaded cells."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from seedbed.reports.charts import LEFT, RIGHT, WIDTH, Scale, nice_limits
from seedbed.reports.svg import DECILE_COLOURS, FAINT, INK, MAIN, PAPER, QUIET, Drawing, shorten, text_on
from seedbed.reports.words import letter, number

CUTS = (0.667, 0.8)
"""Krippendorff's customary lines: below the first nothing is concluded, from the second on conclusions are firm."""
PITCH = 42.0
MOST_CELLS = 12
"""Codes that cells of a readable size can be drawn for."""


@dataclass(frozen=True, slots=True)
class MeasureRow:
    """One measure: its name, value and limits; None where there is none."""

    label: str
    value: float | None
    low: float | None
    high: float | None


def measures_chart(rows: Sequence[MeasureRow]) -> str:
    """Draw measures from chance (0) to full agreement (1), each a disc with its limits, and the customary lines."""
    values = [x for row in rows for x in (row.value, row.low, row.high) if x is not None]
    low, _, _ = nice_limits([min([0.0, *values]), 1.0], zero=True)
    scale = Scale(low, 1.0, LEFT + 8, RIGHT - 8)
    drawing = Drawing("Agreement beyond chance", " ".join(_told(row) for row in rows), WIDTH)
    bottom = 24.0 + PITCH * len(rows)
    for cut in CUTS:
        drawing.line((scale(cut), 18), (scale(cut), bottom), stroke=QUIET, stroke_dasharray="4 3")
        anchor = "end" if cut == CUTS[0] else "start"
        drawing.text(scale(cut) + (3 if anchor == "end" else -3), 12, f"{cut:g}", 12, fill=QUIET, text_anchor=anchor)
    for index, row in enumerate(rows):
        _measure(drawing, row, scale, 24.0 + PITCH * index)
    for tick in sorted({low, 0.0, 0.5, 1.0}):
        anchor = "end" if tick == 1 else "start" if tick == low else "middle"
        x = scale(tick) + {"end": 8, "start": -8, "middle": 0}[anchor]
        drawing.text(x, bottom + 15, number(tick, 1), 12, fill=QUIET, text_anchor=anchor)
    drawing.text(LEFT, bottom + 32, "0 is what chance would give, 1 is full agreement", 12, fill=QUIET)
    drawing.height = bottom + 40
    return drawing.svg()


def _told(row: MeasureRow) -> str:
    if row.value is None:
        return f"{row.label}: undefined."
    limits = f", between {number(row.low, 2)} and {number(row.high, 2)}" if row.low is not None else ""
    return f"{row.label}: {number(row.value, 2)}{limits}."


def _measure(drawing: Drawing, row: MeasureRow, scale: Scale, top: float) -> None:
    text = "undefined" if row.value is None else number(row.value, 2)
    for edge in (PAPER, None):
        # Words stand on the dashed lines: a light edge keeps them readable.
        width = 4 if edge else None
        drawing.text(LEFT, top + 13, shorten(row.label, 300, 13), stroke=edge, stroke_width=width)
        drawing.text(RIGHT, top + 13, text, text_anchor="end", font_weight="700", stroke=edge, stroke_width=width)
    middle = top + 26
    drawing.line((scale.start, middle), (scale.end, middle), stroke=FAINT)
    if row.low is not None and row.high is not None:
        drawing.line((scale(row.low), middle), (scale(row.high), middle), stroke=INK, stroke_width=2)
        for end in (row.low, row.high):
            drawing.line((scale(end), middle - 5), (scale(end), middle + 5), stroke=INK, stroke_width=2)
    if row.value is not None:
        drawing.add("circle", cx=scale(row.value), cy=middle, r=6, fill=MAIN, stroke=PAPER, stroke_width=1.5)


def confusion_chart(codes: Sequence[str], together: Sequence[Sequence[float]]) -> str:
    """Draw codes beside codes: each cell's shade and number is the per cent of a row's pairs that fall in it."""
    size, label = len(codes), 118.0
    cell = (RIGHT - LEFT - label) / size
    shares = [[100 * value / (sum(row) or 1.0) for value in row] for row in together]
    drawing = Drawing("Which codes are taken for each other", _cells_told(codes, shares), WIDTH)
    for at, code in enumerate(codes):
        drawing.text(LEFT + label + cell * (at + 0.5), 14, letter(at), text_anchor="middle", font_weight="700")
        drawing.text(LEFT, 22 + cell * (at + 0.5) + 4, f"{letter(at)}  {shorten(code, label - 26, 12)}", 12)
        for other, share in enumerate(shares[at]):
            _cell(drawing, LEFT + label + cell * other, 22 + cell * at, cell, share)
    drawing.text(LEFT, 42 + cell * size, "Per cent of other codings of units coded as the row", 12, fill=QUIET)
    drawing.height = 50 + cell * size
    return drawing.svg()


def _cell(drawing: Drawing, x: float, y: float, size: float, share: float) -> None:
    colour = DECILE_COLOURS[9 - min(int(share / 10), 9)] if share >= 0.5 else PAPER
    drawing.add("rect", x=x, y=y, width=size - 1, height=size - 1, fill=colour, stroke=FAINT)
    if share >= 0.5:
        text = min(13.0, size * 0.45)
        drawing.text(
            x + size / 2, y + size / 2 + text / 3, f"{share:.0f}", text, fill=text_on(colour), text_anchor="middle"
        )


def _cells_told(codes: Sequence[str], shares: Sequence[Sequence[float]]) -> str:
    told = []
    for at, code in enumerate(codes):
        others = sorted(((share, codes[place]) for place, share in enumerate(shares[at]) if place != at), reverse=True)
        most = f", most often otherwise {others[0][1]} {others[0][0]:.0f}%" if others and others[0][0] >= 0.5 else ""
        told.append(f"{code}: {shares[at][at]:.0f}% agree{most}.")
    return " ".join(told)
