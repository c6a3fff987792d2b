"""The thread as a picture: it runs down the page, one box a bead, lines between them.

It is never wider than a few boxes, so that it need not be scrolled sideways to be read: what has more beside it goes on
in the next row. The picture goes beside a list that says the same, so it is hidden from those who hear the page read.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from seedbed.formats.said import runs_right_to_left
from seedbed.reports.svg import INK, LINE, MAIN, PAPER, QUIET, Drawing, shorten
from seedbed.thread.beads import BeadId
from seedbed.thread.kinds import BeadKind, words
from seedbed.thread.tracing import Trace, Way

BOX_WIDTH, BOX_HEIGHT = 208.0, 60.0
NARROW_BOX_WIDTH = 148.0
BESIDE, BELOW, BELOW_IN_LEVEL = 20.0, 40.0, 20.0
EDGE = 6.0
WIDE, NARROW = 4, 2
"""How many boxes stand side by side: on a screen or paper, and on a phone."""

_FILLS: dict[str, str] = {
    "contribution voice event": "#d5e5ec",
    "figure observation finding indicator": "#f6ecd2",
    "decision pledge action priority": "#e6def0",
    "reply": "#d6ecdb",
}
FILL: dict[BeadKind, str] = {BeadKind(kind): fill for kinds, fill in _FILLS.items() for kind in kinds.split()}
"""What was heard, what was measured, what was decided and done, and what went back; all else is white. The kind's name
stands on every box, so that colour is never needed."""


@dataclass(frozen=True, slots=True)
class Box:
    """What one box of the picture says.

    Parameters
    ----------
    kind
        What the bead stands for.
    title
        Its title, a `seedbed.formats.said.Said` where it is in a language of its own; empty for those who may not
        see it.
    number
        Its printed number.
    note
        Why the thread stops here; empty where it goes on.
    """

    kind: BeadKind
    title: str
    number: str
    note: str = ""


@dataclass(frozen=True, slots=True)
class Place:
    """Where a box is drawn: its upper left corner, and its width."""

    x: float
    y: float
    width: float

    @property
    def middle(self) -> float:
        """Half way across."""
        return self.x + self.width / 2


def draw_thread(trace: Trace, boxes: Mapping[BeadId, Box], *, mirrored: bool = False, narrow: bool = False) -> str:
    """Return the picture of one page of a trace as SVG.

    Parameters
    ----------
    trace
        The page; a bead with more links than the page follows says how many more.
    boxes
        What to say of each of its beads.
    mirrored
        Each row runs from right to left, for languages that do.
    narrow
        For phones: two boxes side by side at most, not four.
    """
    levels = _levels(trace)
    across = min(NARROW if narrow else WIDE, max(len(level) for level in levels))
    box_width = NARROW_BOX_WIDTH if narrow else BOX_WIDTH
    drawing = Drawing("The thread", "", 2 * EDGE + across * (box_width + BESIDE) - BESIDE)
    places = _places(levels, drawing, across, box_width, mirrored=mirrored)
    for hop in trace.hops:
        _line(drawing, places[hop.source], places[hop.target])
    more = links_left_out(trace)
    for bead, place in places.items():
        _box(drawing, boxes[bead], place, started=bead == trace.start)
        if more.get(bead):
            drawing.text(place.x + 10, place.y + BOX_HEIGHT + 13, f"and {more[bead]:,} more", 12, fill=QUIET)
    return _hidden_from_readers(drawing.svg())


def links_left_out(trace: Trace) -> dict[BeadId, int]:
    """Return how many links of each bead the page does not show; beads that show all are not among them."""
    shown = dict.fromkeys(trace.totals, 0)
    for hop in trace.hops:
        start = hop.start(trace.way)
        shown[start] = shown.get(start, 0) + 1
    left = {bead: total - shown[bead] for bead, total in trace.totals.items()}
    return {bead: number for bead, number in left.items() if number > 0}


def _levels(trace: Trace) -> list[list[BeadId]]:
    """Return the beads from top to bottom, each below all that lead to it, so that every line runs down."""
    back = trace.way is Way.BACK
    depth = dict.fromkeys(trace.beads, 0)
    for _ in trace.beads:  # Links that run forward never close a ring, so this many rounds are enough.
        before = dict(depth)
        for hop in trace.hops:
            start, end = hop.start(trace.way), hop.end(trace.way)
            depth[end] = max(depth[end], depth[start] + 1)
        if depth == before:
            break
    levels = [[bead for bead in trace.beads if depth[bead] == at] for at in sorted(set(depth.values()))]
    _untangle(levels, trace)
    return levels[::-1] if back else levels


def _untangle(levels: Sequence[list[BeadId]], trace: Trace) -> None:
    """Put the beads of each level below what leads to them, so that fewer lines cross."""
    across = dict[BeadId, float]()
    for level in levels:
        wanted = {}
        for bead in level:
            parents = [across[hop.start(trace.way)] for hop in trace.hops if hop.end(trace.way) == bead]
            wanted[bead] = sum(parents) / len(parents) if parents else 0.5
        level.sort(key=wanted.__getitem__)
        across.update({bead: (place + 0.5) / len(level) for place, bead in enumerate(level)})


def _places(
    levels: Sequence[Sequence[BeadId]], drawing: Drawing, across: int, box_width: float, *, mirrored: bool
) -> dict[BeadId, Place]:
    """Return the place of each box, rows centred on one another, and make the drawing as high as they need."""
    places = {}
    y = EDGE
    for level in levels:
        for first in range(0, len(level), across):
            row = level[first : first + across]
            left = (drawing.width - len(row) * (box_width + BESIDE) + BESIDE) / 2
            for along, bead in enumerate(row):
                x = left + along * (box_width + BESIDE)
                places[bead] = Place(drawing.width - x - box_width if mirrored else x, y, box_width)
            y += BOX_HEIGHT + BELOW_IN_LEVEL
        y += BELOW - BELOW_IN_LEVEL
    drawing.height = y - BELOW_IN_LEVEL + EDGE  # The last box may say below it that there are more.
    return places


def _line(drawing: Drawing, source: Place, target: Place) -> None:
    """Draw one link as a curve from below one box to above another, with a dot where it arrives."""
    x1, y1 = source.middle, source.y + BOX_HEIGHT
    x2, y2 = target.middle, target.y
    bend = max((y2 - y1) / 2, BELOW / 2)
    drawing.add(
        "path",
        d=f"M{x1:.1f} {y1:.1f}C{x1:.1f} {y1 + bend:.1f} {x2:.1f} {y2 - bend:.1f} {x2:.1f} {y2:.1f}",
        fill="none",
        stroke=LINE,
        stroke_width=1.5,
    )
    drawing.add("circle", cx=x2, cy=y2, r=3.0, fill=QUIET)


def _box(drawing: Drawing, box: Box, place: Place, *, started: bool) -> None:
    x, y, width = place.x, place.y, place.width
    drawing.add(
        "rect",
        x=x,
        y=y,
        width=width,
        height=BOX_HEIGHT,
        rx=4,
        fill=FILL.get(box.kind, PAPER),
        stroke=MAIN if started else QUIET,
        stroke_width=3 if started else 1,
        stroke_dasharray="5 3" if box.note else None,
    )
    drawing.text(x + 10, y + 16, words(box.kind), 11, fill=QUIET)
    drawing.text(x + width - 10, y + 16, box.number, 11, fill=QUIET, text_anchor="end")
    turned = runs_right_to_left(box.title)  # Both lines of a title run as its first letter does.
    how = {"direction": "rtl" if turned else "ltr", "lang": getattr(box.title, "language", None)}
    for line, text in enumerate(_two_lines(box.title or "You may not see this one", width - 20)):
        at = x + (width - 10 if turned else 10)
        drawing.text(at, y + 33 + 15 * line, text, 13, fill=INK if box.title else QUIET, **how)


def _two_lines(text: str, width: float) -> list[str]:
    """Break a title over two lines between words, and cut what does not fit."""
    room = int(width / (0.52 * 13))
    text = " ".join(text[: 4 * room].split())
    if len(text) <= room:
        return [text]
    cut = text.rfind(" ", 0, room + 1)
    cut = cut if cut > room // 3 else room
    return [text[:cut], shorten(text[cut:].strip(), width, 13)]


def _hidden_from_readers(svg: str) -> str:
    head, rest = svg.split(">", 1)
    rest = rest.split("</desc>", 1)[1]
    name = head.index(' aria-labelledby="')
    end = head.index('"', name + len(' aria-labelledby="')) + 1
    plain = (head[:name] + head[end:]).replace(' role="img"', ' aria-hidden="true" focusable="false"')
    return f"{plain}>{rest}"
