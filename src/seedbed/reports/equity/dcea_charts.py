"""Pictures of who gains and who loses: bars by group, the equivalent by aversion, and the plane of health and gap."""

from __future__ import annotations

import math
from collections.abc import Sequence

from seedbed.reports.charts import LEFT, RIGHT, WIDTH, Scale, nice_limits
from seedbed.reports.equity.dcea_documents import DceaDocument, EquivalentHealth, GroupHealth
from seedbed.reports.svg import BAND, FAINT, INK, MAIN, PAPER, QUIET, Drawing, shorten
from seedbed.reports.words import number

Point = tuple[float, float, float | None, float | None]
"""Aversion, gain and its limits."""

NAMES = {"atkinson": "Atkinson", "kolm": "Kolm"}
PITCH = 46.0
DRAWN = 40
"""Groups that are drawn; a table holds all."""


def net_health_chart(document: DceaDocument) -> str:
    """Draw the net health benefit of each group as a bar from nought, right for a gain, left for a loss."""
    rows = document.net_health[:DRAWN]
    ends = [x for row in rows for x in (row.value, row.ci_low, row.ci_high) if x is not None]
    low, high, step = nice_limits([*ends, 0.0])
    scale = Scale(min(low, 0.0), max(high, 0.0), LEFT + 8, RIGHT - 8)
    told = ". ".join(f"{row.group}: {number(row.value)}{_limits(row)}" for row in rows)
    drawing = Drawing("Net health benefit by group, QALYs", f"{told}.", WIDTH)
    bottom = 6.0 + PITCH * len(rows)
    tick = scale.low
    while tick <= scale.high + step / 2:
        drawing.line((scale(tick), 4), (scale(tick), bottom), stroke=FAINT)
        drawing.text(scale(tick), bottom + 14, number(tick, 1 if step < 1 else 0), 12, fill=QUIET, text_anchor="middle")
        tick += step
    for place, row in enumerate(rows):
        _bar(drawing, row, scale, 6.0 + PITCH * place)
    drawing.line((scale(0), 4), (scale(0), bottom), stroke=INK, stroke_width=1.5)
    drawing.text(LEFT, bottom + 31, "loses", 12, fill=QUIET)
    drawing.text(RIGHT, bottom + 31, "gains, QALYs", 12, fill=QUIET, text_anchor="end")
    drawing.height = bottom + 38
    return drawing.svg()


def _limits(row: GroupHealth) -> str:
    if row.ci_low is None or row.ci_high is None:
        return ""
    return f", between {number(row.ci_low)} and {number(row.ci_high)}"


def _bar(drawing: Drawing, row: GroupHealth, scale: Scale, top: float) -> None:
    drawing.text(LEFT, top + 13, shorten(row.group, 250, 13))
    drawing.text(RIGHT, top + 13, number(row.value), text_anchor="end", font_weight="700")
    start, end = sorted((scale(0), scale(row.value)))
    # A loss is an outline and a gain is filled, so that grey print tells them apart.
    fill = MAIN if row.value >= 0 else PAPER
    drawing.add("rect", x=start, y=top + 20, width=max(end - start, 1.0), height=14, fill=fill, stroke=MAIN)
    if row.ci_low is not None and row.ci_high is not None:
        middle = top + 27
        ends = (scale(row.ci_low), scale(row.ci_high))
        # White beneath ink shows on the bar and beside it.
        drawing.line((ends[0], middle), (ends[1], middle), stroke=PAPER, stroke_width=4)
        drawing.line((ends[0], middle), (ends[1], middle), stroke=INK, stroke_width=1.5)
        for x in ends:
            drawing.line((x, middle - 4), (x, middle + 4), stroke=INK, stroke_width=1.5)


def aversion_chart(document: DceaDocument, measure: str) -> str:
    """Draw the gain in equally distributed health by aversion to inequality, with its limits around nought."""
    points = [_per_thousand(row) for row in document.ede if row.measure == measure]
    ends = [x for point in points for x in point[1:] if x is not None]
    low, high, step = nice_limits([*ends, 0.0])
    up = Scale(low, high, 170.0, 14.0)
    along = Scale(0.0, max(points[-1][0], points[0][0] + 1e-9), LEFT + 52, RIGHT - 16)
    told = [f"{number(gain, 2)}{_between(least, most)} at {aversion:g}" for aversion, gain, least, most in points]
    name = NAMES[measure]
    title = f"Gain in equally distributed health by aversion to inequality ({name}), QALYs for each 1,000 people"
    drawing = Drawing(title, f"{', '.join(told)}.", WIDTH, 232)
    _rules(drawing, up, step)
    band = [(along(x), up(least), up(most)) for x, _, least, most in points if least is not None and most is not None]
    if len(band) > 1:
        drawing.polygon([(x, top) for x, _, top in band] + [(x, foot) for x, foot, _ in reversed(band)], fill=BAND)
    drawing.line((along.start, up(0)), (along.end, up(0)), stroke=INK, stroke_width=1.5)
    drawing.path([(along(point[0]), up(point[1])) for point in points], fill="none", stroke=MAIN, stroke_width=3)
    _points(drawing, points, along, up)
    drawing.text(LEFT, 206, f"aversion to inequality ({name})", 12, fill=QUIET)
    drawing.text(LEFT, 224, "above nought: worthwhile, QALYs for each 1,000 people", 12, fill=QUIET)
    return drawing.svg()


def _per_thousand(row: EquivalentHealth) -> Point:
    low = None if row.change_low is None else 1000 * row.change_low
    high = None if row.change_high is None else 1000 * row.change_high
    return row.aversion, 1000 * row.change, low, high


def _between(low: float | None, high: float | None) -> str:
    return "" if low is None or high is None else f" (between {number(low, 2)} and {number(high, 2)})"


def _rules(drawing: Drawing, up: Scale, step: float) -> None:
    decimals = max(0, -math.floor(math.log10(step) + 1e-9))
    for place in range(round((up.high - up.low) / step) + 1):
        tick = up.low + place * step
        drawing.line((LEFT + 46, up(tick)), (RIGHT, up(tick)), stroke=FAINT)
        drawing.text(LEFT + 40, up(tick) + 4, number(tick, decimals), 12, fill=QUIET, text_anchor="end")


def _points(drawing: Drawing, points: Sequence[Point], along: Scale, up: Scale) -> None:
    """Draw each point, and its aversion below where there is room."""
    free = -1.0
    for aversion, gain, _, _ in points:
        x, text = along(aversion), f"{aversion:g}"
        drawing.add("circle", cx=x, cy=up(gain), r=4.5, fill=MAIN)
        if x - 4 * len(text) > free:
            drawing.text(x, 188, text, 12, fill=QUIET, text_anchor="middle")
            free = x + 4 * len(text) + 4


QUARTERS = (
    ("less health,", "narrower gap"),
    ("more health,", "narrower gap"),
    ("less health,", "wider gap"),
    ("more health,", "wider gap"),
)


def plane_chart(document: DceaDocument) -> str:
    """Draw where the programme stands on the plane of health in all (across) and of the gap (down: wider)."""
    gap = abs(document.slope_after) - abs(document.slope_before)
    drawing = Drawing("More or less health, narrower or wider gap", _plane_words(document, gap), WIDTH, 252)
    left, top, width, height = LEFT, 8.0, RIGHT - LEFT, 236.0
    across, down = (left + width / 2, top + height / 2)
    for place, words in enumerate(QUARTERS):
        x, y = left + (place % 2) * width / 2, top + (place // 2) * height / 2
        here = " ".join(words) == document.position
        drawing.add("rect", x=x, y=y, width=width / 2, height=height / 2, fill=BAND if here else PAPER, stroke=FAINT)
        for line, text in enumerate(words):
            drawing.text(x + 8, y + 18 + 16 * line, text, 13, fill=INK, font_weight="700" if here else None)
    drawing.line((across, top), (across, top + height))
    drawing.line((left, down), (left + width, down))
    x = across + _step(document.total) * width / 4
    y = down + _step(gap) * height / 4 + (14 if gap else 0)
    drawing.add("circle", cx=x, cy=y, r=8, fill=MAIN, stroke=PAPER, stroke_width=2)
    return drawing.svg()


def _step(value: float) -> int:
    return (value > 0) - (value < 0)


def _plane_words(document: DceaDocument, gap: float) -> str:
    side = "narrower" if gap < 0 else "wider"
    amount = f"{number(abs(gap), 4)} years {side}" if gap else "as wide as before"
    return f"Net health benefit {number(document.total)} QALYs; the gap {amount}. {document.position.capitalize()}."


def charts(document: DceaDocument) -> tuple[str, ...]:
    """Return all pictures in the order of the tables they stand beside."""
    measures: Sequence[str] = list(dict.fromkeys(row.measure for row in document.ede))
    return (
        net_health_chart(document),
        plane_chart(document),
        *(aversion_chart(document, measure) for measure in measures),
    )
