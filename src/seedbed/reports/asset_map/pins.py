"""The discs of a map: a number for each asset, or a ring of colours for many that stand close together."""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

from seedbed.reports.asset_map.contents import Kind, Numbered, Sheet
from seedbed.reports.asset_map.ground import Ground
from seedbed.reports.asset_map.papers import Paper
from seedbed.reports.asset_map.places import Box, Spot, free_places
from seedbed.reports.svg import INK, LINE, PAPER, QUIET, Drawing, text_on

MOST_COVERED = 0.15
"""Share of the map that numbered discs may cover; beyond, lines to their places would hide it."""
SCALE = 3.2
"""Height of the strip with the scale that discs keep clear of, in sizes of the print."""
LARGER = 1.3
"""Discs for many are larger than those for one: they hold a sign more, and a ring."""
RING = 0.68
"""Where the ring around a disc for many begins, of its radius."""
SQUARES = 10
"""Squares along the longer side of a map."""
Seen = tuple[Numbered, Kind, Spot]


@dataclass(frozen=True, slots=True)
class Pin:
    """One disc: whom it stands for, where they are, and where it is drawn."""

    members: tuple[Seen, ...]
    spot: Spot


@dataclass(frozen=True, slots=True)
class Pins:
    """All discs of a map, and how large they are."""

    pins: tuple[Pin, ...]
    radius: float
    together: bool


def placed(sheet: Sheet) -> list[tuple[Numbered, Kind, float, float]]:
    """Return the assets that have a place, with longitude and latitude."""
    return [
        (each, kind, each.listing.longitude, each.listing.latitude)
        for kind in sheet.kinds
        for each in kind.members
        if each.listing.longitude is not None and each.listing.latitude is not None
    ]


def pins_of(sheet: Sheet, ground: Ground, paper: Paper) -> Pins:
    """Return a disc for each asset, moved aside where discs would hide each other; for many, a disc for each few."""
    radius = 0.72 * paper.print_size
    seen = [(each, kind, ground.point(east, north)) for each, kind, east, north in placed(sheet)]
    seen = [each for each in seen if ground.holds(each[2])]
    left, top, width, height = ground.box
    if len(seen) * math.pi * radius**2 > MOST_COVERED * width * height:
        return Pins(tuple(_close_together(seen, LARGER * radius, ground.box)), LARGER * radius, together=True)
    spots = free_places([home for *_, home in seen], radius, (left, top, width, height - SCALE * paper.print_size))
    pins = (Pin((each,), spot) for each, spot in zip(seen, spots, strict=True))
    return Pins(tuple(pins), radius, together=False)


def _close_together(seen: Sequence[Seen], radius: float, box: Box) -> list[Pin]:
    """Return one disc for all assets of each small square of the map."""
    left, top, width, height = box
    side = 2.1 * radius
    across, down = max(1, int(width // side)), max(1, int(height // side))
    groups: dict[tuple[int, int], list[Seen]] = {}
    for each in seen:
        x, y = each[2]
        at = (min(int((x - left) / width * across), across - 1), min(int((y - top) / height * down), down - 1))
        groups.setdefault(at, []).append(each)
    return [
        Pin(tuple(these), (left + (column + 0.5) * width / across, top + (row + 0.5) * height / down))
        for (column, row), these in groups.items()
    ]


def draw_pins(drawing: Drawing, pins: Pins, paper: Paper) -> None:
    """Draw the discs, and under them the lines to places from which they were moved."""
    for pin in pins.pins:
        home = pin.members[0][2]
        if not pins.together and math.dist(home, pin.spot) > pins.radius:
            drawing.line(home, pin.spot, stroke=INK, stroke_width=0.07 * paper.print_size)
    for pin in pins.pins:
        _disc(drawing, pin, pins.radius)


def _disc(drawing: Drawing, pin: Pin, radius: float) -> None:
    (x, y), alone = pin.spot, len(pin.members) == 1
    numbered, kind, _ = pin.members[0]
    words = str(numbered.number) if alone else f"×{len(pin.members)}"
    drawing.add("circle", cx=x, cy=y, r=radius, fill=kind.colour, stroke=PAPER, stroke_width=0.1 * radius)
    if not alone:
        _ring(drawing, pin, radius)
        drawing.add("circle", cx=x, cy=y, r=RING * radius, fill=PAPER)
    size = radius * (1.15 if len(words) < 3 else 0.85) * (1 if alone else 0.82)
    fill = text_on(kind.colour) if alone else INK
    drawing.text(x, y + 0.36 * size, words, size, fill=fill, text_anchor="middle", font_weight="700")


def _ring(drawing: Drawing, pin: Pin, radius: float) -> None:
    """Draw how much of a disc for many each colour has; the disc beneath has the first of them."""
    shares = Counter(kind.colour for _, kind, _ in pin.members)
    turned = shares.pop(pin.members[0][1].colour) / len(pin.members)
    for colour, many in shares.items():
        share = many / len(pin.members)
        start, end = _on_ring(pin.spot, radius, turned), _on_ring(pin.spot, radius, turned + share)
        wide = int(share > 0.5)
        path = f"M{pin.spot[0]:.1f} {pin.spot[1]:.1f}L{start}A{radius:.1f} {radius:.1f} 0 {wide} 1 {end}Z"
        drawing.add("path", d=path, fill=colour)
        turned += share


def _on_ring(spot: Spot, radius: float, turned: float) -> str:
    angle = 2 * math.pi * turned
    return f"{spot[0] + radius * math.sin(angle):.1f} {spot[1] - radius * math.cos(angle):.1f}"


# ---- squares ---------------------------------------------------------------------------------------------------


def squares_of(pins: Pins, ground: Ground) -> dict[int, str]:
    """Return the square of the map in which each number's disc is: a letter across and a number down, such as "C4"."""
    left, top, _, _ = ground.box
    side = _side(ground.box)
    return {
        each.number: f"{_letter(int((pin.spot[0] - left) // side))}{int((pin.spot[1] - top) // side) + 1}"
        for pin in pins.pins
        for each, *_ in pin.members
        if each.number is not None
    }


def draw_squares(drawing: Drawing, ground: Ground, paper: Paper) -> None:
    """Draw the squares, with letters above the map and numbers beside it."""
    left, top, width, height = ground.box
    side, size = _side(ground.box), 0.9 * paper.print_size
    for column in range(math.ceil(width / side)):
        x, wide = left + column * side, min(side, width - column * side)
        if column:
            drawing.line((x, top), (x, top + height), stroke=LINE, stroke_width=0.05 * size)
        drawing.text(x + wide / 2, top - 0.3 * size, _letter(column), size, fill=QUIET, text_anchor="middle")
    for row in range(math.ceil(height / side)):
        y, high = top + row * side, min(side, height - row * side)
        if row:
            drawing.line((left, y), (left + width, y), stroke=LINE, stroke_width=0.05 * size)
        drawing.text(left - 0.3 * size, y + high / 2, str(row + 1), size, fill=QUIET, text_anchor="end")


def _side(box: Box) -> float:
    return max(box[2], box[3]) / SQUARES


def _letter(column: int) -> str:
    return chr(ord("A") + column)
