"""The picture of a slope index: each group over its share of the population, and the line through them."""

from __future__ import annotations

from seedbed.reports.charts import LEFT, RIGHT, WIDTH, Scale, nice_limits
from seedbed.reports.equity.slope_documents import SlopeLine
from seedbed.reports.svg import BAND, FAINT, INK, MAIN, PAPER, QUIET, Drawing, shorten
from seedbed.reports.words import number

TOP = 12.0
BOTTOM = 218.0
EDGE = LEFT + 44.0


def slope_chart(title: str, line: SlopeLine, unit: str, told: str, decimals: int) -> str:
    """Draw the groups of a set as bars over their shares of the population, with the fitted line.

    Parameters
    ----------
    title
        Name of the set, or of the measure.
    line
        Groups and line.
    unit
        Unit of the values, written under the axis.
    told
        The slope index with its interval, written on the picture and read out.
    decimals
        Decimals of the values.
    """
    values = [group.value for group in line.groups] + line.curve
    low, high, step = nice_limits(values)
    lines = [line.set, told] if line.set else [told]
    across, up = Scale(0, 1, EDGE, RIGHT - 6), Scale(low, high, BOTTOM, TOP + 6 + 16 * len(lines))
    drawing = Drawing(title, _description(line, told, decimals), WIDTH, height=BOTTOM + 58)
    for place, text in enumerate(lines):
        drawing.text(LEFT, TOP + 2 + 16 * place, shorten(text, WIDTH - 16, 13), 13, font_weight="700")
    _axes(drawing, (across, up), step)
    for group in line.groups:
        _group(
            drawing, (across(group.share_from), across(group.share_to)), up(group.value), up(0) if low <= 0 else None
        )
    points = [(across(place / (len(line.curve) - 1)), up(value)) for place, value in enumerate(line.curve)]
    drawing.path(points, fill="none", stroke=PAPER, stroke_width=5)
    drawing.path(points, fill="none", stroke=INK, stroke_width=2.5, stroke_dasharray="7 4")
    _words(drawing, unit)
    return drawing.svg()


def _description(line: SlopeLine, told: str, decimals: int) -> str:
    groups = "; ".join(f"rank {group.rank:g}: {number(group.value, decimals)}" for group in line.groups[:20])
    ends = f"{number(line.curve[0], decimals)} to {number(line.curve[-1], decimals)}"
    return f"{told}. The line runs from {ends}. Groups, the most disadvantaged first: {groups}."


def _axes(drawing: Drawing, scales: tuple[Scale, Scale], step: float) -> None:
    across, up = scales
    count = round((up.high - up.low) / step)
    shown = 0 if step >= 1 else len(f"{step:.6f}".rstrip("0").split(".")[1])
    for tick in (up.low + place * step for place in range(count + 1)):
        drawing.line((EDGE, up(tick)), (RIGHT - 6, up(tick)), stroke=FAINT)
        drawing.text(EDGE - 6, up(tick) + 4, number(tick, shown), 12, fill=QUIET, text_anchor="end")
    for share, anchor in ((0.0, "start"), (0.5, "middle"), (1.0, "end")):
        drawing.text(across(share), BOTTOM + 16, f"{100 * share:.0f}%", 12, fill=QUIET, text_anchor=anchor)


def _group(drawing: Drawing, ends: tuple[float, float], height: float, foot: float | None) -> None:
    """Draw a group as a firm line over its share, and as a column where the axis holds nought for it to stand on."""
    start, end = ends[0] + 0.8, max(ends[1] - 0.8, ends[0] + 1.6)
    if foot is not None:
        top, tall = min(height, foot), max(abs(foot - height), 0.5)
        drawing.add("rect", x=start, y=top, width=end - start, height=tall, fill=BAND)
    drawing.line((start, height), (end, height), stroke=MAIN, stroke_width=3)


def _words(drawing: Drawing, unit: str) -> None:
    drawing.text(EDGE, BOTTOM + 33, "Share of the people, most disadvantaged first", 12, fill=QUIET)
    drawing.text(EDGE, BOTTOM + 49, shorten(f"Values: {unit}. Dashed: fitted line", RIGHT - EDGE, 12), 12, fill=QUIET)
