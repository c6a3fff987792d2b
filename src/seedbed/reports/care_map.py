"""A drawing of a care system: who plans for the system, the place and the neighbourhood, and who answers to whom."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from textwrap import wrap

from seedbed.reports.svg import BAND, INK, LINE, MAIN, PAPER, QUIET, Drawing, shorten

LEVELS = {
    "system": "The whole care system",
    "place": "A place: a town or borough",
    "neighbourhood": "A neighbourhood",
}
"""Bands of the drawing, from the widest, with what they are called."""
WIDTH, BOX_WIDTH, BOX_HEIGHT, GAP, ACROSS = 960.0, 220.0, 82.0, 16.0, 4
HEAD, BETWEEN = 30.0, 34.0


@dataclass(frozen=True, slots=True)
class CareBox:
    """An organisation to draw; ``answers_to`` is the id of another, or empty."""

    id: str
    name: str
    kind: str
    level: str
    answers_to: str = ""


def care_map(title: str, boxes: Sequence[CareBox]) -> str:
    """Draw organisations in bands by level, with an arrow from each to the one it answers to.

    Each box says in words to whom it answers, so that nothing hangs on colour or on following a line.

    Parameters
    ----------
    title
        What is drawn.
    boxes
        Organisations; those with an unknown level are drawn with the neighbourhood's.
    """
    places, bands, height = _laid_out(boxes)
    names = {box.id: box.name for box in boxes}
    drawing = Drawing(title, _description(boxes, names), WIDTH, height)
    for level, (top, tall) in bands.items():
        drawing.add("rect", x=0, y=top, width=WIDTH, height=tall, fill=BAND, fill_opacity=0.45)
        drawing.text(12, top + 21, LEVELS[level], 14, font_weight="700")
        if not any(_level(box) == level for box in boxes):
            drawing.text(GAP, top + HEAD + 24, "nobody on the map yet", 13, fill=QUIET)
    for box in boxes:
        if box.answers_to in places:
            _arrow(drawing, places[box.id], places[box.answers_to])
    for box in boxes:
        _box(drawing, box, places[box.id], names.get(box.answers_to, ""))
    return drawing.svg()


def _laid_out(
    boxes: Sequence[CareBox],
) -> tuple[dict[str, tuple[float, float]], dict[str, tuple[float, float]], float]:
    """Return the left top corner of each box, top and height of each band, and the height of the whole."""
    places: dict[str, tuple[float, float]] = {}
    bands: dict[str, tuple[float, float]] = {}
    top = 0.0
    for level in LEVELS:
        members = _order([box for box in boxes if _level(box) == level])
        rows = max(1, -(-len(members) // ACROSS))
        tall = HEAD + rows * BOX_HEIGHT + (rows - 1) * BETWEEN + GAP
        for number, box in enumerate(members):
            row, column = divmod(number, ACROSS)
            places[box.id] = (GAP + column * (BOX_WIDTH + GAP), top + HEAD + row * (BOX_HEIGHT + BETWEEN))
        bands[level] = (top, tall)
        top += tall + BETWEEN
    return places, bands, top - BETWEEN


def _level(box: CareBox) -> str:
    return box.level if box.level in LEVELS else "neighbourhood"


def _order(members: Sequence[CareBox]) -> list[CareBox]:
    """Put those who answer to another of the same level after the others."""
    here = {box.id for box in members}
    return sorted(members, key=lambda box: box.answers_to in here)


def _arrow(drawing: Drawing, start: tuple[float, float], end: tuple[float, float]) -> None:
    """Draw a line from the top of one box to the bottom of the one above it, or to its side where they are level."""
    from_x, from_y = start[0] + 0.9 * BOX_WIDTH, start[1]  # to the right of the band's name
    to_x, to_y = end[0] + BOX_WIDTH / 2, end[1] + BOX_HEIGHT
    if to_y >= from_y:  # level with it, or below
        rightwards = end[0] > start[0]
        from_x, from_y = start[0] + (BOX_WIDTH if rightwards else 0), start[1] + BOX_HEIGHT / 2
        to_x, to_y = end[0] + (0 if rightwards else BOX_WIDTH), end[1] + BOX_HEIGHT / 2
        drawing.line((from_x, from_y), (to_x, to_y), stroke=MAIN, stroke_width=2)
        step = -7.0 if rightwards else 7.0
        drawing.polygon([(to_x, to_y), (to_x + step, to_y - 5), (to_x + step, to_y + 5)], fill=MAIN)
        return
    middle = to_y + BETWEEN / 2
    drawing.path(
        [(from_x, from_y), (from_x, middle), (to_x, middle), (to_x, to_y)], fill="none", stroke=MAIN, stroke_width=2
    )
    drawing.polygon([(to_x, to_y), (to_x - 5, to_y + 8), (to_x + 5, to_y + 8)], fill=MAIN)


def _box(drawing: Drawing, box: CareBox, place: tuple[float, float], above: str) -> None:
    x, y = place
    drawing.add("rect", x=x, y=y, width=BOX_WIDTH, height=BOX_HEIGHT, rx=4, fill=PAPER, stroke=LINE, stroke_width=1.5)
    lines = wrap(box.name, 28)
    shown = lines if len(lines) < 3 else [lines[0], shorten(" ".join(lines[1:]), BOX_WIDTH - 20, 13)]
    for number, line in enumerate(shown):
        drawing.text(x + 10, y + 19 + 16 * number, line, 13, font_weight="700", fill=INK)
    drawing.text(x + 10, y + 54, shorten(box.kind, BOX_WIDTH - 20, 12), 12, fill=QUIET)
    told = f"answers to {above}" if above else ""
    drawing.text(x + 10, y + 72, shorten(told, BOX_WIDTH - 20, 11.5), 11.5, fill=QUIET)


def _description(boxes: Sequence[CareBox], names: Mapping[str, str]) -> str:
    told = []
    for level, called in LEVELS.items():
        members = [box for box in boxes if _level(box) == level]
        said = [
            f"{box.name}, answers to {names[box.answers_to]}" if box.answers_to in names else box.name
            for box in members
        ]
        told.append(f"{called}: {'; '.join(said) if said else 'none'}")
    return ". ".join(told) + ". The table gives the same."
