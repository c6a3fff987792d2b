"""Gaps drawn: each set a line with its groups as dots (an equiplot), and the two gaps over time."""

from __future__ import annotations

from collections.abc import Sequence

from seedbed.reports.charts import LEFT, RIGHT, WIDTH, Scale, TrendLine, nice_limits, trend_chart
from seedbed.reports.equity.gaps_documents import GapMeasure, GapSet
from seedbed.reports.results.words import level_text
from seedbed.reports.svg import BAND, FAINT, INK, MAIN, PAPER, QUIET, Drawing, shorten
from seedbed.reports.words import listed, number

DRAWN = 40
"""Sets drawn; more would be a wall."""
LINES = 6
ROW = 44.0


def gap_chart(sets: Sequence[GapSet], decimals: int) -> str:
    """Draw sets, each a line with its groups as dots; the best is filled, the worst a square, the mean a tick.

    Parameters
    ----------
    sets
        The sets, with their groups; the first 40 are drawn.
    decimals
        Decimals of the numbers told.
    """
    shown = [each for each in sets if len(each.contributions) > 1][:DRAWN]
    values = [group.value for each in shown for group in each.contributions if group.value is not None]
    low, high, step = nice_limits(values)
    scale = Scale(low, high, LEFT + 8, RIGHT - 8)
    drawing = Drawing("Gaps between groups", " ".join(_told(each, decimals) for each in shown), WIDTH)
    bottom = 4.0 + ROW * len(shown)
    for tick in (low + step * index for index in range(round((high - low) / step) + 1)):
        drawing.line((scale(tick), 4), (scale(tick), bottom), stroke=FAINT)
        drawing.text(scale(tick), bottom + 14, _short(tick, step), 12, fill=QUIET, text_anchor="middle")
    for index, each in enumerate(shown):
        _row(drawing, each, scale, 4.0 + ROW * index)
    _legend(drawing, bottom + 34)
    drawing.height = bottom + 42
    if any("reference" in group.role for each in shown for group in each.contributions):
        drawing.polygon([(12, bottom + 44), (17, bottom + 51), (7, bottom + 51)], fill=INK)
        drawing.text(23, bottom + 52, "under a group: the reference group", 12)
        drawing.height = bottom + 60
    return drawing.svg()


def gap_trend_charts(sets: Sequence[GapSet], confidence: float) -> list[str]:
    """Draw the absolute and the relative gap over the dates of up to six series that have two dates or more."""
    of_series: dict[str, list[GapSet]] = {}
    for each in sets:
        if each.date:
            of_series.setdefault(each.series, []).append(each)
    longer = {name: held for name, held in of_series.items() if len(held) > 1}
    dates = sorted({each.date for held in longer.values() for each in held})
    if not longer:
        return []
    charts = []
    for key, title in (("d", "Absolute gap over time"), ("r", "Relative gap over time")):
        lines = [
            TrendLine(f"{title.split(' over')[0]}: {name or 'all groups'}", _points(held, key, dates), main=place == 0)
            for place, (name, held) in enumerate(list(longer.items())[:LINES])
        ]
        if any(line.points for line in lines):
            unit = "in the indicator's own unit" if key == "d" else "as a ratio"
            charts.append(trend_chart(f"{title}, with {level_text(confidence)} intervals", lines, dates, unit))
    return charts


def _points(
    sets: Sequence[GapSet], key: str, dates: Sequence[str]
) -> tuple[tuple[int, float, float | None, float | None], ...]:
    points = []
    for each in sets:
        measure = found_measure(each, key)
        if measure is not None and measure.value is not None:
            points.append((dates.index(each.date), measure.value, measure.ci_low, measure.ci_high))
    return tuple(sorted(points))


def found_measure(each: GapSet, key: str) -> GapMeasure | None:
    """Return a set's measure by its short name."""
    return next((measure for measure in each.measures if measure.measure == key), None)


def _told(each: GapSet, decimals: int) -> str:
    groups = sorted(each.contributions, key=lambda group: group.value or 0.0)
    ends = [f"{group.group} {number(group.value, decimals)}" for group in (groups[0], groups[-1])]
    mean = f", mean {number(each.mean, decimals)}" if each.mean is not None else ""
    return f"{each.set or 'All groups'}: {len(groups)} groups from {listed(ends)}{mean}."


def _short(value: float, step: float) -> str:
    return number(value, 0 if step >= 1 else 1 if step >= 0.1 else 2)


def _row(drawing: Drawing, each: GapSet, scale: Scale, top: float) -> None:
    drawing.text(LEFT, top + 13, shorten(each.set or "All groups", 360, 13))
    middle = top + 28
    values = [group.value for group in each.contributions if group.value is not None]
    drawing.line((scale(min(values)), middle), (scale(max(values)), middle), stroke=BAND, stroke_width=8)
    drawing.line((scale(min(values)), middle), (scale(max(values)), middle), stroke=MAIN, stroke_width=1.5)
    if each.mean is not None:
        drawing.line((scale(each.mean), middle - 9), (scale(each.mean), middle + 9), stroke=PAPER, stroke_width=5)
        drawing.line((scale(each.mean), middle - 9), (scale(each.mean), middle + 9), stroke=INK, stroke_width=2)
    for group in sorted(each.contributions, key=lambda group: bool(group.role)):
        if group.value is not None:
            _dot(drawing, scale(group.value), middle, group.role)


def _dot(drawing: Drawing, x: float, y: float, role: str) -> None:
    if "best" in role:
        drawing.add("circle", cx=x, cy=y, r=6, fill=MAIN, stroke=PAPER, stroke_width=1.5)
    elif "worst" in role:
        drawing.add("rect", x=x - 5, y=y - 5, width=10, height=10, fill=PAPER, stroke=INK, stroke_width=2)
    else:
        drawing.add("circle", cx=x, cy=y, r=4, fill=PAPER, stroke=MAIN, stroke_width=1.5)
    if "reference" in role:
        drawing.polygon([(x, y + 7), (x + 5, y + 14), (x - 5, y + 14)], fill=INK)


def _legend(drawing: Drawing, y: float) -> None:
    for x, role, word in ((12.0, "best", "best"), (70.0, "worst", "worst"), (134.0, "", "other groups")):
        _dot(drawing, x, y - 4, role)
        drawing.text(x + 11, y, word, 12)
    drawing.line((236.0, y - 13), (236.0, y + 5), stroke=INK, stroke_width=2)
    drawing.text(244, y, "mean of all people", 12)
