"""A funnel plot: figures by the size of their sets, between curves that close as sets grow."""

from __future__ import annotations

import math
from collections.abc import Sequence

from seedbed.reports.charts import LEFT, RIGHT, WIDTH, Scale, nice_limits
from seedbed.reports.equity.funnel_documents import FunnelDocument, FunnelLimits, FunnelSet
from seedbed.reports.svg import FAINT, INK, LINE, MAIN, PAPER, QUIET, Drawing, shorten
from seedbed.reports.words import listed, number

DOTS = 1_000
"""Sets that are drawn; the table holds all."""
NAMED = 12
TOP, BOTTOM = 12.0, 236.0
THREE_TENS = 1_000.0
WIDE = 20.0
"""Largest over smallest set from which on sizes are drawn on a scale of ratios."""
MARKS = (
    ("inside the limits", "similar"),
    ("outside the 95% limits only", "near"),
    ("outside the 99.8% limits", "far"),
)


def funnel_chart(document: FunnelDocument) -> str:
    """Draw the sets of a funnel.

    Dots inside the limits are small and open; those outside 95 % are diamonds, those outside 99.8 % filled squares, so
    that they differ without colour. The full line is the baseline, the dashed ones the 95 % limits, the thin ones the
    99.8 % limits.
    """
    sets = [each for each in document.sets if each.value is not None and each.denominator][:DOTS]
    sizes = [each.denominator or 0.0 for each in sets]
    along = _Along(min(sizes), max(document.limits[-1].denominator, *sizes))
    curve = [point for point in document.limits if point.denominator >= along.low]
    up, step = _heights(document, sets, curve)
    drawing = Drawing("Funnel plot with control limits", _description(document), WIDTH)
    _frame(drawing, up, step, along)
    _curves(drawing, curve, up, along)
    drawing.line((along.start, up(document.baseline)), (along.end, up(document.baseline)), stroke=INK, stroke_width=1.5)
    for each in sorted(sets, key=_weight):
        _mark(drawing, along(each.denominator or 0.0), up(each.value or 0.0), MARKS[_weight(each)][1])
    _legend(drawing, document)
    return drawing.svg()


class _Along:
    """Places of denominators: evenly, or by ratios where the largest set is many times the smallest."""

    start, end = LEFT + 48, RIGHT - 8

    def __init__(self, smallest: float, largest: float) -> None:
        self.by_ratio = largest > WIDE * smallest
        self.low = smallest * 0.8 if self.by_ratio else max(smallest - 0.06 * (largest - smallest), 0.0)
        self.high = largest if largest > self.low else self.low + 1.0

    def __call__(self, size: float) -> float:
        turned = [math.log(part) if self.by_ratio else part for part in (max(size, self.low), self.low, self.high)]
        return self.start + (turned[0] - turned[1]) / (turned[2] - turned[1]) * (self.end - self.start)

    def ticks(self) -> list[float]:
        if not self.by_ratio:
            low, high, step = nice_limits([self.low, self.high])
            return [tick for tick in _steps(low, high, step) if self.low <= tick <= self.high]
        powers = range(math.floor(math.log10(self.low)), math.ceil(math.log10(self.high)) + 1)
        tens = [10.0**power for power in powers]
        ticks = tens if self.high / self.low > THREE_TENS else [part * ten for ten in tens for part in (1, 2, 5)]
        return [tick for tick in ticks if self.low <= tick <= self.high]


def _steps(low: float, high: float, step: float) -> list[float]:
    return [low + index * step for index in range(round((high - low) / step) + 1)]


def _heights(document: FunnelDocument, sets: Sequence[FunnelSet], curve: Sequence[FunnelLimits]) -> tuple[Scale, float]:
    """Return a scale that holds every set, and the limits as far as they lie near: the curves are cut at its ends."""
    seen = [each.value or 0.0 for each in sets] + [document.baseline]
    middle = curve[len(curve) // 2]
    low, high, step = nice_limits([*seen, max(middle.low_998, 0.0), middle.high_998])
    return Scale(low, high, BOTTOM, TOP), step


def _frame(drawing: Drawing, up: Scale, step: float, along: _Along) -> None:
    decimals = max(0, -math.floor(math.log10(step) + 1e-9))
    for tick in _steps(up.low, up.high, step):
        drawing.line((along.start, up(tick)), (along.end, up(tick)), stroke=FAINT)
        drawing.text(along.start - 6, up(tick) + 4, number(tick, decimals), 12, fill=QUIET, text_anchor="end")
    for tick in along.ticks():
        drawing.line((along(tick), BOTTOM), (along(tick), BOTTOM + 4), stroke=LINE)
        anchor = "end" if along(tick) > along.end - 24 else "middle"
        drawing.text(along(tick), BOTTOM + 17, number(tick, 0), 12, fill=QUIET, text_anchor=anchor)


def _curves(drawing: Drawing, curve: Sequence[FunnelLimits], up: Scale, along: _Along) -> None:
    for name, dash, width in (
        ("low_95", "6 3", 1.5),
        ("high_95", "6 3", 1.5),
        ("low_998", None, 1.0),
        ("high_998", None, 1.0),
    ):
        places = [(along(point.denominator), getattr(point, name)) for point in curve]
        inside = [(x, up(value)) for x, value in places if up.low <= value <= up.high]
        if len(inside) > 1:
            drawing.path(inside, fill="none", stroke=QUIET, stroke_width=width, stroke_dasharray=dash)


def _weight(each: FunnelSet) -> int:
    """Return 0 inside the limits, 1 outside 95 %, 2 outside 99.8 %."""
    return sum(verdict in {"higher", "lower"} for verdict in (each.verdict_95, each.verdict_998))


def _mark(drawing: Drawing, x: float, y: float, kind: str) -> None:
    if kind == "similar":
        drawing.add("circle", cx=x, cy=y, r=2.8, fill=PAPER, stroke=QUIET)
    elif kind == "near":
        drawing.polygon([(x, y - 5), (x + 5, y), (x, y + 5), (x - 5, y)], fill=PAPER, stroke=MAIN, stroke_width=1.5)
    else:
        drawing.add("rect", x=x - 3.6, y=y - 3.6, width=7.2, height=7.2, fill=MAIN, stroke=PAPER, stroke_width=0.7)


def _legend(drawing: Drawing, document: FunnelDocument) -> None:
    across = "Events expected" if document.kind == "ratio" else "Denominator"
    drawing.text(
        LEFT,
        BOTTOM + 36,
        shorten(f"{across} (across); {document.unit} (up)", WIDTH - 16, 12),
        12,
        fill=QUIET,
    )
    y = BOTTOM + 58
    for words, kind in MARKS:
        many = sum(MARKS[_weight(each)][1] == kind for each in document.sets if each.value is not None)
        _mark(drawing, LEFT + 17, y - 4, kind)
        drawing.text(LEFT + 42, y, f"{words}: {many:,}", 12)
        y += 20
    for words, dash, width in (("95% limits", "6 3", 1.5), ("99.8% limits", None, 1.0)):
        drawing.line((LEFT, y - 4), (LEFT + 34, y - 4), stroke=QUIET, stroke_width=width, stroke_dasharray=dash)
        drawing.text(LEFT + 42, y, words, 12)
        y += 20
    drawing.line((LEFT, y - 4), (LEFT + 34, y - 4), stroke=INK, stroke_width=1.5)
    drawing.text(LEFT + 42, y, shorten(f"baseline, {document.baseline_is}", 320, 12), 12)
    drawing.height = y + 8


def _description(document: FunnelDocument) -> str:
    told = [f"Baseline {number(document.baseline, 2)}, {document.unit}."]
    for weight, words in ((2, "Outside the 99.8% limits"), (1, "Outside the 95% limits only")):
        names = [f"{each.set} ({each.verdict_95})" for each in document.sets if _weight(each) == weight]
        more = [f"{len(names) - NAMED:,} more"] if len(names) > NAMED else []
        told.append(f"{words}: {listed([*names[:NAMED], *more]) or 'none'}.")
    return " ".join(told)
