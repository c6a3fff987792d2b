"""Charts as SVG: narrow enough for a phone, told in words to those who cannot see them, readable in grey.

Every chart stands beside a table with the same numbers. Shapes differ as well as colours.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass
from typing import TypeAlias

from seedbed.reports.svg import BAND, DECILE_COLOURS, FAINT, INK, LINE, MAIN, PAPER, QUIET, Drawing, shorten, text_on
from seedbed.reports.words import HIDDEN, listed, number

WIDTH = 380.0
LEFT = 8.0
RIGHT = WIDTH - 8.0
PITCH = 42.0


@dataclass(frozen=True, slots=True)
class DotRow:
    """One line of a dot chart.

    Parameters
    ----------
    label
        Name of the area.
    value, low, high
        The figure and its interval; None where unknown.
    text
        The value as printed.
    main
        True for the neighbourhood.
    dots
        Values of the small areas inside, drawn on one line in place of one dot.
    """

    label: str
    value: float | None
    low: float | None
    high: float | None
    text: str
    main: bool = False
    dots: tuple[float, ...] = ()


Rows: TypeAlias = Sequence[DotRow]


@dataclass(frozen=True, slots=True)
class BarRow:
    """One line of a bar chart: a share here, and the same share in the comparator."""

    label: str
    value: float | None
    text: str
    comparator: float | None = None


@dataclass(frozen=True, slots=True)
class TrendLine:
    """The figure over time in one area; ``points`` are place in time, value, low, high."""

    label: str
    points: tuple[tuple[int, float, float | None, float | None], ...]
    main: bool = False


@dataclass(frozen=True, slots=True)
class Scale:
    """Turns values into places between two ends."""

    low: float
    high: float
    start: float
    end: float

    def __call__(self, value: float) -> float:
        """Return the place of a value."""
        return self.start + (value - self.low) / (self.high - self.low) * (self.end - self.start)


def nice_step(span: float, steps: int = 4) -> float:
    """Return 1, 2 or 5 times a power of ten that divides a span into about ``steps`` parts."""
    rough = span / steps
    power = 10.0 ** math.floor(math.log10(rough))
    return float(min((power * part for part in (1, 2, 5, 10)), key=lambda step: abs(span / step - steps)))


def nice_limits(values: Sequence[float], *, zero: bool = False) -> tuple[float, float, float]:
    """Return low end, high end and step of an axis around values; zero is included when it is near or asked for."""
    low, high = (min(values), max(values)) if values else (0.0, 1.0)
    if zero or 0 <= low < 0.5 * high:
        low = min(low, 0.0)
    if high - low < 1e-12:
        low, high = low - max(abs(low), 1.0) * 0.05, high + max(abs(high), 1.0) * 0.05
    step = nice_step(high - low)
    return math.floor(low / step + 1e-9) * step, math.ceil(high / step - 1e-9) * step, step


def whole_limits(values: Sequence[float]) -> tuple[float, float, float]:
    """Return low end, high end and step of an axis of days or other counts: from 0, in whole steps, of some length."""
    highest = max((1.0, *values))
    step = max(1.0, nice_step(highest))
    return 0.0, math.ceil(highest / step - 1e-9) * step, step


def dot_chart(
    title: str, rows: Rows, unit: str = "", *, mark: float | None = None, whole: bool = False, share: bool = False
) -> str:
    """Draw a figure beside its comparators: a dot and its interval for each area, and the spread inside.

    The neighbourhood is a filled disc, others are open diamonds; its interval is a band behind all rows.

    Parameters
    ----------
    title
        What the figure is.
    rows
        The areas, in order.
    unit
        Unit, written under the axis.
    mark
        A value that all are held against, drawn as a line from top to bottom.
    whole, share
        The values count something: the axis starts at 0 and has whole numbers alone; or are shares: it is 0 to 100.
    """
    values = [x for row in rows for x in (row.value, row.low, row.high, *row.dots, mark) if x is not None]
    low, high, step = (0.0, 100.0, 20.0) if share else whole_limits(values) if whole else nice_limits(values)
    scale, bottom = Scale(low, high, LEFT + 6, RIGHT - 6), 6.0 + PITCH * len(rows)
    drawing = Drawing(title, _dot_description(rows), WIDTH)
    _grid(drawing, scale, step, 4, bottom)
    _main_band(drawing, rows, scale, bottom)
    if mark is not None:
        drawing.line((scale(mark), 4), (scale(mark), bottom), stroke=QUIET, stroke_width=1.5, stroke_dasharray="5 3")
    for index, row in enumerate(rows):
        _dot_row(drawing, row, scale, 6.0 + PITCH * index)
    _axis_words(drawing, scale, step, bottom, unit)
    drawing.height = bottom + (34 if unit else 20)
    return drawing.svg()


def _dot_description(rows: Sequence[DotRow]) -> str:
    def between(row: DotRow) -> str:
        return f", between {number(row.low, 2)} and {number(row.high, 2)}" if row.low is not None else ""

    return ". ".join(f"{row.label}: {row.text}{between(row)}" for row in rows) + "."


def _grid(drawing: Drawing, scale: Scale, step: float, top: float, bottom: float) -> None:
    for tick in _ticks(scale, step):
        drawing.line((scale(tick), top), (scale(tick), bottom), stroke=FAINT, stroke_width=1)


def _ticks(scale: Scale, step: float) -> list[float]:
    return [scale.low + index * step for index in range(round((scale.high - scale.low) / step) + 1)]


def _main_band(drawing: Drawing, rows: Sequence[DotRow], scale: Scale, bottom: float) -> None:
    for row in rows:
        if row.main and row.low is not None and row.high is not None:
            width = max(scale(row.high) - scale(row.low), 1.5)
            drawing.add("rect", x=scale(row.low), y=4, width=width, height=bottom - 4, fill=BAND)


def _dot_row(drawing: Drawing, row: DotRow, scale: Scale, top: float) -> None:
    weight = "700" if row.main else None
    drawing.text(LEFT, top + 13, shorten(row.label, max(350 - 7 * len(row.text), 190), 13), font_weight=weight)
    drawing.text(RIGHT, top + 13, row.text, text_anchor="end", font_weight=weight)
    middle = top + 25
    drawing.line((LEFT + 6, middle), (RIGHT - 6, middle), stroke=FAINT, stroke_width=1)
    colour = MAIN if row.main else INK
    if row.low is not None and row.high is not None:
        _whisker(drawing, scale(row.low), scale(row.high), middle, colour, 3.0 if row.main else 1.5)
    for dot in row.dots:
        drawing.add("circle", cx=scale(dot), cy=middle, r=4.5, fill=MAIN, fill_opacity=0.35, stroke=MAIN)
    if row.value is not None and not row.dots:
        _mark(drawing, scale(row.value), middle, colour, main=row.main)


def _whisker(drawing: Drawing, start: float, end: float, y: float, colour: str, width: float) -> None:
    drawing.line((start, y), (end, y), stroke=colour, stroke_width=width)
    for x in (start, end):
        drawing.line((x, y - 4), (x, y + 4), stroke=colour, stroke_width=1.5)


def _mark(drawing: Drawing, x: float, y: float, colour: str, *, main: bool) -> None:
    if main:
        drawing.add("circle", cx=x, cy=y, r=6, fill=colour, stroke=PAPER, stroke_width=1.5)
        return
    drawing.polygon([(x, y - 5.5), (x + 5.5, y), (x, y + 5.5), (x - 5.5, y)], fill=PAPER, stroke=colour)


def _axis_words(drawing: Drawing, scale: Scale, step: float, bottom: float, unit: str) -> None:
    decimals = max(0, -math.floor(math.log10(step) + 1e-9))
    for tick in _ticks(scale, step):
        anchor = "start" if tick == scale.low else "end" if scale(tick) > scale.end - 4 else "middle"
        x = scale(tick) - 6 if anchor == "start" else scale(tick) + 6 if anchor == "end" else scale(tick)
        drawing.text(x, bottom + 14, number(tick, decimals), 12, fill=QUIET, text_anchor=anchor)
    if unit:
        drawing.text(LEFT, bottom + 29, shorten(unit, WIDTH - 16, 12), 12, fill=QUIET)


def bar_chart(title: str, rows: Sequence[BarRow], comparator: str = "", unit: str = "%", here: str = "Here") -> str:
    """Draw shares as bars from zero, each with a tick where the comparator stands.

    Parameters
    ----------
    title
        What is shared out.
    rows
        The groups, in their own order.
    comparator
        Name of the area the ticks are for; empty for none.
    unit
        Unit of the values.
    here
        What the bars are of.
    """
    values = [value for row in rows for value in (row.value, row.comparator) if value is not None]
    low, high, step = nice_limits(values, zero=True)
    scale = Scale(low, high, LEFT, RIGHT - 6)
    drawing = Drawing(title, _bar_description(rows, comparator, unit), WIDTH)
    bottom = 4.0 + 34 * len(rows)
    _grid(drawing, scale, step, 2, bottom)
    for index, row in enumerate(rows):
        _bar_row(drawing, row, scale, 4.0 + 34 * index)
    _axis_words(drawing, scale, step, bottom, "")
    drawing.height = bottom + 22
    if comparator and any(row.comparator is not None for row in rows):
        _bar_legend(drawing, here, comparator, bottom + 38)
        drawing.height = bottom + 46
    return drawing.svg()


def _bar_description(rows: Sequence[BarRow], comparator: str, unit: str) -> str:
    told = []
    for row in rows:
        beside = f", {comparator} {number(row.comparator)}{unit}" if row.comparator is not None else ""
        told.append(f"{row.label}: {row.text}{beside}")
    return ". ".join(told) + "."


def _bar_row(drawing: Drawing, row: BarRow, scale: Scale, top: float) -> None:
    drawing.text(LEFT, top + 12, shorten(row.label, 250, 13))
    drawing.text(RIGHT, top + 12, row.text, text_anchor="end", font_weight="700")
    if row.value is not None:
        drawing.add(
            "rect", x=scale(0), y=top + 17, width=max(scale(row.value) - scale(0), 1.0), height=10, fill=MAIN, rx=1
        )
    if row.comparator is not None:
        _tick_mark(drawing, scale(row.comparator), top + 22)


def _tick_mark(drawing: Drawing, x: float, middle: float) -> None:
    """Draw the comparator's tick: dark with a light edge, so that it shows on the bar and beside it."""
    drawing.line((x, middle - 8), (x, middle + 8), stroke=PAPER, stroke_width=5)
    drawing.line((x, middle - 8), (x, middle + 8), stroke=INK, stroke_width=2.5)


def _bar_legend(drawing: Drawing, here: str, comparator: str, y: float) -> None:
    drawing.add("rect", x=LEFT, y=y - 9, width=18, height=10, fill=MAIN, rx=1)
    name = shorten(here, 130, 12)
    drawing.text(LEFT + 24, y, name, 12)
    tick = LEFT + 24 + max(52.0, 24 + 0.56 * 12 * len(name))  # No name overlaps the tick, whatever its letters.
    drawing.line((tick, y - 12), (tick, y + 4), stroke=INK, stroke_width=2.5)
    drawing.text(tick + 8, y, shorten(comparator, RIGHT - tick - 8, 12), 12)


def trend_chart(title: str, lines: Sequence[TrendLine], periods: Sequence[str], unit: str = "") -> str:
    """Draw a figure over time: the neighbourhood as a thick line with its interval, others dashed with other marks.

    Parameters
    ----------
    title
        What the figure is.
    lines
        One line an area; the first number of each point is its place in ``periods``.
    periods
        The periods in order of time, as printed.
    unit
        Unit of the values.
    """
    values = [x for line in lines for point in line.points for x in point[1:] if x is not None]
    low, high, step = nice_limits(values)
    up = Scale(low, high, 160.0, 14.0)
    along = Scale(0, max(len(periods) - 1, 1), LEFT + 46, RIGHT - 16)
    drawing = Drawing(title, _trend_description(lines, periods, unit), WIDTH)
    decimals = max(0, -math.floor(math.log10(step) + 1e-9))
    for tick in _ticks(up, step):
        drawing.line((LEFT + 40, up(tick)), (RIGHT, up(tick)), stroke=FAINT)
        drawing.text(LEFT + 34, up(tick) + 4, number(tick, decimals), 12, fill=QUIET, text_anchor="end")
    _period_words(drawing, periods, along)
    order = sorted(lines, key=lambda line: line.main)
    for line in order:
        _trend_band(drawing, line, along, up)
    for index, line in enumerate(order):
        _trend_line(drawing, line, along, up, index)
    drawing.height = 190.0
    for place, line in enumerate(sorted(lines, key=lambda line: not line.main)):
        _trend_legend(drawing, line, order.index(line), 204.0 + 20 * place)
        drawing.height = 212.0 + 20 * place
    return drawing.svg()


def _trend_description(lines: Sequence[TrendLine], periods: Sequence[str], unit: str) -> str:
    told = []
    for line in lines:
        points = [f"{periods[at]} {number(value, 2)}" for at, value, _, _ in line.points]
        told.append(f"{line.label}: {listed(points)} {unit}".strip())
    return ". ".join(told) + "."


def _period_words(drawing: Drawing, periods: Sequence[str], along: Scale) -> None:
    every = max(1, math.ceil(len(periods) * max((len(period) for period in periods), default=1) * 7.5 / 300))
    for index, period in enumerate(periods):
        if index % every == 0 or index == len(periods) - 1:
            anchor = "end" if index == len(periods) - 1 and index else "middle"
            x = along(index) + (14 if anchor == "end" else 0)
            drawing.text(x, 180, period, 12, fill=QUIET, text_anchor=anchor)


def _trend_line(drawing: Drawing, line: TrendLine, along: Scale, up: Scale, index: int) -> None:
    points = [(along(at), up(value)) for at, value, _, _ in line.points]
    if len(points) > 1:
        drawing.path(points, fill="none", **_stroke(line, index))
    for x, y in points:
        _trend_mark(drawing, x, y, line, index)


def _trend_band(drawing: Drawing, line: TrendLine, along: Scale, up: Scale) -> None:
    """Draw the interval of the main line behind every line, so that it hides none."""
    band = [(along(at), up(low), up(high)) for at, _, low, high in line.points if low is not None and high is not None]
    if line.main and len(band) > 1:
        edge = [(x, high) for x, _, high in band] + [(x, low) for x, low, _ in reversed(band)]
        drawing.polygon(edge, fill=BAND)


def _stroke(line: TrendLine, index: int) -> dict[str, str | float | None]:
    if line.main:
        return {"stroke": MAIN, "stroke_width": 3}
    return {"stroke": QUIET, "stroke_width": 1.5, "stroke_dasharray": ("6 3", "2 3", "9 3 2 3", "12 4")[index % 4]}


def _trend_mark(drawing: Drawing, x: float, y: float, line: TrendLine, index: int) -> None:
    if line.main:
        drawing.add("circle", cx=x, cy=y, r=4.5, fill=MAIN)
    elif index % 3 == 0:
        drawing.polygon([(x, y - 4), (x + 4, y), (x, y + 4), (x - 4, y)], fill=PAPER, stroke=QUIET)
    elif index % 3 == 1:
        drawing.add("rect", x=x - 3, y=y - 3, width=6, height=6, fill=PAPER, stroke=QUIET)
    else:
        drawing.polygon([(x, y - 4), (x + 4, y + 3.5), (x - 4, y + 3.5)], fill=PAPER, stroke=QUIET)


def _trend_legend(drawing: Drawing, line: TrendLine, index: int, y: float) -> None:
    drawing.line((LEFT, y - 4), (LEFT + 34, y - 4), **_stroke(line, index))
    _trend_mark(drawing, LEFT + 17, y - 4, line, index)
    drawing.text(LEFT + 42, y, shorten(line.label, 320, 12), 12, font_weight="700" if line.main else None)


def rank_range(rank: int, low: int, high: int, last: int) -> str:
    """Draw a rank and the range it takes under other weightings, on a line from 1 to ``last``."""
    words = f"Rank {rank}; between {low} and {high} under other weightings"
    drawing = Drawing(f"Rank {rank}", words, 120, 22)
    scale = Scale(1, max(last, 2), 8, 112)
    drawing.line((8, 11), (112, 11), stroke=LINE)
    drawing.line((scale(low), 11), (scale(max(high, low)), 11), stroke=MAIN, stroke_width=5, stroke_linecap="round")
    drawing.add("circle", cx=scale(rank), cy=11, r=6, fill=PAPER, stroke=MAIN, stroke_width=3)
    return drawing.svg()


def decile_strip(counts: Sequence[int]) -> str:
    """Draw how many small areas are in each national decile: one dot an area above boxes 1 to 10."""
    tallest = min(max(counts, default=0), 12)
    told = [f"{count} in decile {index + 1}" for index, count in enumerate(counts) if count]
    drawing = Drawing("Small areas by national deprivation decile", f"{listed(told) or 'None known'}.", WIDTH)
    base = 12.0 + 15 * tallest
    cell = (RIGHT - LEFT) / 10
    for index, (many, colour) in enumerate(zip(counts, DECILE_COLOURS, strict=True)):
        x = LEFT + cell * index
        drawing.add("rect", x=x, y=base, width=cell - 2, height=22, fill=colour, stroke=INK, stroke_width=0.6)
        drawing.text(
            x + cell / 2 - 1, base + 16, str(index + 1), fill=text_on(colour), text_anchor="middle", font_weight="700"
        )
        for dot in range(min(many, 12)):
            drawing.add("circle", cx=x + cell / 2 - 1, cy=base - 9 - 15 * dot, r=5.5, fill=MAIN)
        if many > 12:
            drawing.text(x + cell / 2 - 1, 10, str(many), 12, text_anchor="middle")
    drawing.text(LEFT, base + 38, "most deprived tenth", 12, fill=QUIET)
    drawing.text(RIGHT, base + 38, "least deprived tenth", 12, fill=QUIET, text_anchor="end")
    drawing.height = base + 44
    return drawing.svg()


def hidden_row(label: str) -> DotRow:
    """Return the row of an area whose number is suppressed: its name, and that it is hidden."""
    return DotRow(label, None, None, None, HIDDEN)
