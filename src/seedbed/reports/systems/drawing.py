"""A system map drawn as SVG where people put its factors, with part of it brought forward and the rest pale.

Factors are boxes with their name inside; outcomes have a thick blue edge and interventions cut corners. Links are
arrows: solid with + for the same direction, dashed with − for the opposite one, dotted with ? where that is not known;
the thicker, the stronger. What is pale stays readable, and what is forward has bold letters, so that nothing hangs on
colour alone.
"""

from __future__ import annotations

import math
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass

from seedbed.analysis.systems.types import CausalLink, Factor, Strength, SystemMap
from seedbed.reports.svg import INK, PAPER, QUIET, Drawing
from seedbed.reports.systems.boxes import HEIGHT, WIDTH, fitted, places
from seedbed.reports.systems.keys import Key
from seedbed.thread.payloads.choices import FactorRole, Polarity

BLUE, GREEN, RED, GREY, YELLOW, PALE = "#005eb8", "#007f3b", "#d5281b", "#4c6272", "#ffeb3b", "#d3d9dd"
COLOURS = {Polarity.SAME: GREEN, Polarity.OPPOSITE: RED, Polarity.UNCERTAIN: GREY}
DASHES = {Polarity.SAME: None, Polarity.OPPOSITE: "7 5", Polarity.UNCERTAIN: "2 4"}
SIGNS = {Polarity.SAME: "+", Polarity.OPPOSITE: "\N{MINUS SIGN}", Polarity.UNCERTAIN: "?"}
THICK = {Strength.WEAK: 1.0, Strength.MEDIUM: 2.0, Strength.STRONG: 5.0}
MARGIN = 60.0
BEND = 34.0
"""How far arrows between the same two factors stand apart."""
HEAD = 11.0
CUT = 14.0
SIGN_IN = 18.0
"""How far the sign of a key stands from the corner of a box, or from the sign of a link."""
Point = tuple[float, float]


@dataclass(frozen=True, slots=True)
class Forward:
    """What is brought forward: identifiers of factors and links, and of the factors that were pointed at."""

    factors: Collection[str]
    links: Collection[str]
    chosen: Collection[str] = ()

    def holds(self, factor: str) -> bool:
        """Say whether a factor is brought forward, or was pointed at."""
        return factor in self.factors or factor in self.chosen


def draw_map(
    system: SystemMap, *, told: tuple[str, str], forward: Forward | None = None, key: Key | None = None
) -> str:
    """Draw a map as SVG, one unit a pixel of the screen on which it was drawn.

    Parameters
    ----------
    system
        The map; a factor without a place, or where another stands already, goes into rows below the others.
    told
        Title and description for who cannot see it.
    forward
        What is brought forward, the rest being pale; all of it is drawn alike without.
    key
        What colours and signs say, such as where factors come from; it stands below. Not together with ``forward``,
        which speaks by colour too.
    """
    centres, width, below = places(system, MARGIN)
    drawing = Drawing(*told, width, below + (key.height(width) if key else 0.0))
    drawing.add("rect", x=0, y=0, width=width, height=drawing.height, fill=PAPER)
    ways = _ways(system, centres)
    if forward is not None:
        _pale_links(drawing, [way for link, way in ways if link.identifier not in forward.links])
        ways = [(link, way) for link, way in ways if link.identifier in forward.links]
    for link, way in ways:
        _arrow(drawing, link, way, key)
    for factor in sorted(system.factors, key=lambda each: forward is not None and each.identifier in forward.factors):
        _box(drawing, factor, centres[factor.identifier], forward, key)
    if key is not None:
        key.draw(drawing, below)
    return drawing.svg()


# ---- factors ---------------------------------------------------------------------------------------------------


def _box(drawing: Drawing, factor: Factor, centre: Point, forward: Forward | None, key: Key | None) -> None:
    is_pale = forward is not None and not forward.holds(factor.identifier)
    is_chosen = forward is not None and factor.identifier in forward.chosen
    entry = key.of_factor(factor) if key else None
    edge = GREY if factor.role is FactorRole.ORDINARY else BLUE
    look = {
        "fill": entry.look.pale if entry else YELLOW if is_chosen else PAPER,
        "stroke": PALE if is_pale else edge,
        "stroke_width": 5 if factor.role is FactorRole.OUTCOME else 2,
    }
    left, top = centre[0] - WIDTH / 2, centre[1] - HEIGHT / 2
    if factor.role is FactorRole.INTERVENTION:
        drawing.polygon(_cut(left, top), **look)
    else:
        drawing.add("rect", x=left, y=top, width=WIDTH, height=HEIGHT, rx=9, **look)
    weight = "700" if forward is not None and not is_pale else None
    lines, size = fitted(factor.name or factor.identifier)
    first = centre[1] - (len(lines) - 1) * size * 0.6 + size * 0.35
    for number, line in enumerate(lines):
        drawing.text(
            centre[0], first + number * size * 1.2, line, size,
            text_anchor="middle", font_weight=weight, fill=QUIET if is_pale else INK,
        )  # fmt: skip
    if entry is not None:
        entry.sign(drawing, left + SIGN_IN, top)


def _cut(left: float, top: float) -> list[Point]:
    right, low = left + WIDTH, top + HEIGHT
    return [
        (left + CUT, top), (right - CUT, top), (right, top + CUT), (right, low - CUT),
        (right - CUT, low), (left + CUT, low), (left, low - CUT), (left, top + CUT),
    ]  # fmt: skip


# ---- links -----------------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class _Way:
    """A bent line from box to box: where it begins, what pulls it aside, where its point is."""

    start: Point
    pull: Point
    end: Point

    @property
    def middle(self) -> Point:
        x, y = ((a + 2 * b + c) / 4 for a, b, c in zip(self.start, self.pull, self.end, strict=True))
        return x, y

    def head(self, length: float) -> list[Point]:
        """Return the triangle at its point."""
        along = math.atan2(self.end[1] - self.pull[1], self.end[0] - self.pull[0])
        corners = [(self.end[0] - length * math.cos(along + turn), self.end[1] - length * math.sin(along + turn))
                   for turn in (0.42, -0.42)]  # fmt: skip
        return [self.end, *corners]

    def line(self) -> str:
        (a, b), (c, d), (e, f) = self.start, self.pull, self.end
        return f"M{a:.0f} {b:.0f}Q{c:.0f} {d:.0f} {e:.0f} {f:.0f}"


def _ways(system: SystemMap, centres: Mapping[str, Point]) -> list[tuple[CausalLink, _Way]]:
    """Return how each link runs; links between the same two factors are bent apart."""
    between: dict[tuple[str, str], list[CausalLink]] = {}
    for link in system.links:
        ends = (link.cause, link.effect) if link.cause <= link.effect else (link.effect, link.cause)
        between.setdefault(ends, []).append(link)
    found = []
    for (one, other), links in between.items():
        for number, link in enumerate(links):
            if one == other:
                found.append((link, _round(centres[one], number)))
                continue
            bend = (number - (len(links) - 1) / 2) * BEND * 2
            found.append((link, _bent(centres[link.cause], centres[link.effect], bend if link.cause == one else -bend)))
    return found


def _round(centre: Point, number: int) -> _Way:
    """Return the way of a link from a factor to itself: over the corner of its box."""
    x, y = centre[0] + WIDTH / 2, centre[1] - HEIGHT / 2
    out = 60 + 24 * number
    return _Way((x - 30, y), (x + out / 2, y - out), (x, y + 20))


def _bent(cause: Point, effect: Point, bend: float) -> _Way:
    across, down = effect[0] - cause[0], effect[1] - cause[1]
    far = math.hypot(across, down) or 1.0
    pull = ((cause[0] + effect[0]) / 2 - down / far * bend, (cause[1] + effect[1]) / 2 + across / far * bend)
    return _Way(_edge_of(cause, pull), pull, _edge_of(effect, pull, 3.0))


def _edge_of(centre: Point, towards: Point, away: float = 0.0) -> Point:
    """Return where the line from a box's middle leaves it, or a little further out."""
    across, down = towards[0] - centre[0], towards[1] - centre[1]
    share = min(
        (WIDTH / 2 + away) / abs(across) if across else math.inf, (HEIGHT / 2 + away) / abs(down) if down else math.inf
    )
    share = min(share, 1.0)
    return centre[0] + across * share, centre[1] + down * share


def _arrow(drawing: Drawing, link: CausalLink, way: _Way, key: Key | None) -> None:
    entry = key.of_link(link) if key else None
    colour = entry.look.dark if entry else COLOURS[link.polarity]
    thick = THICK[link.strength]
    drawing.add(
        "path", d=way.line(), fill="none", stroke=colour, stroke_width=thick, stroke_dasharray=DASHES[link.polarity]
    )
    drawing.polygon(way.head(HEAD + thick), fill=colour)
    x, y = way.middle
    drawing.add("circle", cx=x, cy=y, r=9, fill=PAPER)
    drawing.text(x, y + 6, SIGNS[link.polarity], 18, text_anchor="middle")
    if entry is not None:
        drawing.add("circle", cx=x + SIGN_IN, cy=y, r=9, fill=PAPER)
        entry.sign(drawing, x + SIGN_IN, y)


def _pale_links(drawing: Drawing, ways: Sequence[_Way]) -> None:
    """Draw all pale links as one path: there may be thousands."""
    if not ways:
        return
    heads = ("M" + "L".join(f"{x:.0f} {y:.0f}" for x, y in way.head(HEAD)) + "Z" for way in ways)
    drawing.add("path", d="".join(way.line() for way in ways), fill="none", stroke=PALE, stroke_width=1.5)
    drawing.add("path", d="".join(heads), fill=PALE)
