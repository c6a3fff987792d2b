"""The thread as a picture: levels as columns, one box a bead, lines between them.

The picture goes beside a list that says the same, so it is hidden from those who hear the page read.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from seedbed.reports.svg import INK, LINE, MAIN, PAPER, QUIET, Drawing, shorten
from seedbed.thread.beads import BeadId
from seedbed.thread.kinds import BeadKind, words
from seedbed.thread.tracing import Trace, Way

BOX_WIDTH, BOX_HEIGHT = 168.0, 60.0
BETWEEN_COLUMNS, BETWEEN_BOXES = 44.0, 18.0
EDGE = 8.0

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
        Its title; empty for those who may not see it.
    number
        Its printed number.
    note
        Why the thread stops here; empty where it goes on.
    """

    kind: BeadKind
    title: str
    number: str
    note: str = ""


Place = tuple[float, float]


def draw_thread(trace: Trace, boxes: Mapping[BeadId, Box], *, mirrored: bool = False) -> str:
    """Return the picture of one page of a trace as SVG.

    Parameters
    ----------
    trace
        The page; a bead with more links than the page follows says how many more.
    boxes
        What to say of each of its beads.
    mirrored
        Runs from right to left, for languages that do.
    """
    columns = [level.beads for level in trace.levels if level.beads]
    if trace.way is Way.BACK:
        columns.reverse()
    tallest = max(len(column) for column in columns)
    width = 2 * EDGE + len(columns) * BOX_WIDTH + (len(columns) - 1) * BETWEEN_COLUMNS
    drawing = Drawing("The thread", "", width, 2 * EDGE + tallest * (BOX_HEIGHT + BETWEEN_BOXES))
    places = _places(columns, drawing, mirrored=mirrored)
    for hop in trace.hops:
        _line(drawing, places[hop.source], places[hop.target], mirrored=mirrored)
    more = links_left_out(trace)
    for bead, place in places.items():
        _box(drawing, boxes[bead], place, started=bead == trace.start)
        if more.get(bead):
            drawing.text(place[0] + 10, place[1] + BOX_HEIGHT + 13, f"and {more[bead]:,} more", 12, fill=QUIET)
    return _hidden_from_readers(drawing.svg())


def links_left_out(trace: Trace) -> dict[BeadId, int]:
    """Return how many links of each bead the page does not show; beads that show all are not among them."""
    shown = dict.fromkeys(trace.totals, 0)
    for hop in trace.hops:
        start = hop.start(trace.way)
        shown[start] = shown.get(start, 0) + 1
    left = {bead: total - shown[bead] for bead, total in trace.totals.items()}
    return {bead: number for bead, number in left.items() if number > 0}


def _places(columns: Sequence[Sequence[BeadId]], drawing: Drawing, *, mirrored: bool) -> dict[BeadId, Place]:
    """Return the upper left corner of each box, columns centred on one another."""
    places = {}
    for across, column in enumerate(columns):
        x = EDGE + across * (BOX_WIDTH + BETWEEN_COLUMNS)
        if mirrored:
            x = drawing.width - x - BOX_WIDTH
        top = (drawing.height - len(column) * (BOX_HEIGHT + BETWEEN_BOXES)) / 2
        for down, bead in enumerate(column):
            places[bead] = (x, top + down * (BOX_HEIGHT + BETWEEN_BOXES))
    return places


def _line(drawing: Drawing, source: Place, target: Place, *, mirrored: bool) -> None:
    """Draw one link as a curve from the end of one box to the start of the other, with a dot where it arrives."""
    out, into = (0.0, BOX_WIDTH) if mirrored else (BOX_WIDTH, 0.0)
    x1, y1 = source[0] + out, source[1] + BOX_HEIGHT / 2
    x2, y2 = target[0] + into, target[1] + BOX_HEIGHT / 2
    bend = (x2 - x1) / 2
    drawing.add(
        "path",
        d=f"M{x1:.1f} {y1:.1f}C{x1 + bend:.1f} {y1:.1f} {x2 - bend:.1f} {y2:.1f} {x2:.1f} {y2:.1f}",
        fill="none",
        stroke=LINE,
        stroke_width=1.5,
    )
    drawing.add("circle", cx=x2, cy=y2, r=3.0, fill=QUIET)


def _box(drawing: Drawing, box: Box, place: Place, *, started: bool) -> None:
    x, y = place
    drawing.add(
        "rect",
        x=x,
        y=y,
        width=BOX_WIDTH,
        height=BOX_HEIGHT,
        rx=4,
        fill=FILL.get(box.kind, PAPER),
        stroke=MAIN if started else QUIET,
        stroke_width=3 if started else 1,
        stroke_dasharray="5 3" if box.note else None,
    )
    drawing.text(x + 10, y + 16, words(box.kind), 11, fill=QUIET)
    drawing.text(x + BOX_WIDTH - 10, y + 16, box.number, 11, fill=QUIET, text_anchor="end")
    for line, text in enumerate(_two_lines(box.title or "You may not see this one")):
        drawing.text(x + 10, y + 33 + 15 * line, text, 13, fill=INK if box.title else QUIET)


def _two_lines(text: str) -> list[str]:
    """Break a title over two lines between words, and cut what does not fit."""
    room = int((BOX_WIDTH - 20) / (0.52 * 13))
    text = " ".join(text[: 4 * room].split())
    if len(text) <= room:
        return [text]
    cut = text.rfind(" ", 0, room + 1)
    cut = cut if cut > room // 3 else room
    return [text[:cut], shorten(text[cut:].strip(), BOX_WIDTH - 20, 13)]


def _hidden_from_readers(svg: str) -> str:
    head, rest = svg.split(">", 1)
    rest = rest.split("</desc>", 1)[1]
    name = head.index(' aria-labelledby="')
    end = head.index('"', name + len(' aria-labelledby="')) + 1
    plain = (head[:name] + head[end:]).replace(' role="img"', ' aria-hidden="true" focusable="false"')
    return f"{plain}>{rest}"
