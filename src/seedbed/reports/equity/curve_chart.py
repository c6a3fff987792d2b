"""The picture of a concentration or Lorenz curve beside the line on which all have alike."""

from __future__ import annotations

from dataclasses import dataclass

from seedbed.reports.charts import LEFT, RIGHT, WIDTH, Scale
from seedbed.reports.equity.curve_documents import CurveOfSet
from seedbed.reports.svg import BAND, FAINT, INK, MAIN, QUIET, Drawing, shorten
from seedbed.reports.words import number

TENTHS = tuple(tenth / 10 for tenth in range(11))
EDGE = LEFT + 40
TOP, BOTTOM = 34.0, 300.0


@dataclass(frozen=True, slots=True)
class CurveWords:
    """What is written on a picture.

    Parameters
    ----------
    title
        Name of the picture.
    told
        The measure with its interval, read out to those who cannot see the picture.
    label
        The same in few words, written on it.
    across, up
        What the two axes are.
    """

    title: str
    told: str
    label: str
    across: str
    up: str


def at_share(curve: CurveOfSet, share: float) -> float:
    """Return what share of the sum a share of people has, read along the curve."""
    for place in range(1, len(curve.people)):
        if share <= curve.people[place] + 1e-12:
            start, end = curve.people[place - 1], curve.people[place]
            part = (share - start) / (end - start) if end > start else 1.0
            return curve.amount[place - 1] + part * (curve.amount[place] - curve.amount[place - 1])
    return curve.amount[-1]


def curve_chart(curve: CurveOfSet, words: CurveWords) -> str:
    """Draw a curve of shares over shares, with the line of equality and the space between them."""
    least, most = min(0.0, *curve.amount), max(1.0, *curve.amount)
    across, up = Scale(0, 1, EDGE, RIGHT - 10), Scale(least, most, BOTTOM, TOP)
    drawing = Drawing(words.title, _description(curve, words), WIDTH, height=BOTTOM + 62)
    drawing.text(LEFT, 16, shorten(words.label, WIDTH - 16, 13), 13, font_weight="700")
    points = [(across(x), up(y)) for x, y in zip(curve.people, curve.amount, strict=True)]
    drawing.polygon([*points, (across(1), up(1)), (across(0), up(0))], fill=BAND)
    for tick in (0.0, 0.25, 0.5, 0.75, 1.0):
        drawing.line((across(0), up(tick)), (across(1), up(tick)), stroke=FAINT)
        drawing.text(EDGE - 6, up(tick) + 4, f"{100 * tick:.0f}%", 12, fill=QUIET, text_anchor="end")
        anchor = "start" if tick == 0 else "end" if tick == 1 else "middle"
        drawing.text(across(tick), BOTTOM + 16, f"{100 * tick:.0f}%", 12, fill=QUIET, text_anchor=anchor)
    drawing.line((across(0), up(0)), (across(1), up(1)), stroke=INK, stroke_width=1.5, stroke_dasharray="6 4")
    drawing.path(points, fill="none", stroke=MAIN, stroke_width=3)
    drawing.text(EDGE, BOTTOM + 33, shorten(f"Across: {words.across}", RIGHT - EDGE, 12), 12, fill=QUIET)
    drawing.text(EDGE, BOTTOM + 49, shorten(f"Up: {words.up}. Dashed: all alike", RIGHT - EDGE, 12), 12, fill=QUIET)
    return drawing.svg()


def _description(curve: CurveOfSet, words: CurveWords) -> str:
    read = [
        f"the first {100 * tenth:.0f}% of people have {number(100 * at_share(curve, tenth))}%"
        for tenth in TENTHS[2:-1:2]
    ]
    return f"{words.told}. {'; '.join(read)}. If all had alike, each share of people would have that share."
