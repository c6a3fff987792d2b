"""One sheet of paper: a map on which every asset has a number, and under it the key that says what each number is.

The map shows where the assets are: streets where a network is known, the neighbourhood's line, a scale and north.
Colour tells families of assets apart on the map; the number alone says which one it is.
"""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from shapely import make_valid
from shapely.errors import ShapelyError
from shapely.geometry import shape
from shapely.geometry.base import BaseGeometry

from seedbed.analysis.assets.listing import Listing
from seedbed.analysis.assets.network import WalkNetwork
from seedbed.analysis.assets.types import ASSET_TYPES, AssetType, Family
from seedbed.errors import BadInputError
from seedbed.reports.asset_map.ground import Ground, draw_ground, ground_of
from seedbed.reports.asset_map.papers import Paper
from seedbed.reports.asset_map.places import Box, free_places
from seedbed.reports.svg import INK, PAPER, QUIET, Drawing, shorten, text_on

FAMILY_COLOURS = {
    Family.PERSON: "#7c2855",
    Family.ASSOCIATION: "#b1340a",
    Family.INSTITUTION: "#0b4f6c",
    Family.BUILDING: "#3f3a83",
    Family.GREEN_SPACE: "#0a5c42",
    Family.ECONOMIC: "#5a4a00",
    Family.STORY: "#4c5a63",
}
"""All dark enough for white figures."""
MARGIN = 0.045
"""Of the sheet's width."""
LEAST_MAP = 0.42
"""Share of the sheet's height that the map keeps, however long the key."""
LINE = 1.32
"""Height of a line of the key, in sizes of its print."""
COLUMN = 21.0
"""Least width of a column of the key, in sizes of its print."""
SHRINK = 0.94


@dataclass(frozen=True, slots=True)
class Numbered:
    """An asset with the number it has on map and list; no number where it has no place."""

    number: int | None
    listing: Listing


@dataclass(frozen=True, slots=True)
class Kind:
    """Assets of one kind, by name."""

    name: str
    colour: str
    members: tuple[Numbered, ...]


@dataclass(frozen=True, slots=True)
class Sheet:
    """What is printed.

    Parameters
    ----------
    title
        Name of the neighbourhood.
    kinds
        Assets by kind, numbered through; see `by_kind`.
    outline
        GeoJSON geometry of the neighbourhood's line, longitude and latitude; None where there is none yet.
    streets
        Streets to draw; None where none are known.
    note
        A line at the foot: the day, the source of the streets.
    invented
        Whether the place is made up; the sheet says so.
    """

    title: str
    kinds: tuple[Kind, ...]
    outline: dict[str, Any] | None = None
    streets: WalkNetwork | None = None
    note: str = ""
    invented: bool = False

    @property
    def listed(self) -> int:
        """How many assets."""
        return sum(len(kind.members) for kind in self.kinds)


def by_kind(listings: Sequence[Listing], own: Sequence[AssetType] = ()) -> tuple[Kind, ...]:
    """Put assets together by kind, in the order of the kinds, and number those with a place through.

    Parameters
    ----------
    listings
        Assets in any order.
    own
        The partnership's own kinds, which come after those of `ASSET_TYPES`.
    """
    kinds = {**ASSET_TYPES, **{kind.code: kind for kind in own}}
    found: dict[str, list[Listing]] = {}
    for listing in listings:
        code = listing.asset_type if listing.asset_type in kinds else "other"
        found.setdefault(code, []).append(listing)
    numbers = iter(range(1, len(listings) + 1))
    made = []
    for code in (each for each in kinds if each in found):
        members = sorted(found[code], key=lambda each: (each.name.casefold(), each.identifier))
        placed = tuple(Numbered(None if each.longitude is None else next(numbers), each) for each in members)
        made.append(Kind(kinds[code].plural, FAMILY_COLOURS[kinds[code].family], placed))
    return tuple(made)


def draw_sheet(sheet: Sheet, paper: Paper, *, landscape: bool = False) -> str:
    """Draw the sheet as SVG, one unit a point; what of the key does not fit is said at its end.

    Raises
    ------
    BadInputError
        If the outline cannot be drawn.
    """
    width, height = paper.points[::-1] if landscape else paper.points
    drawing = Drawing(f"Map of assets in {sheet.title}", _description(sheet), round(width), round(height))
    margin = MARGIN * min(width, height)
    drawing.add("rect", x=0, y=0, width=width, height=height, fill=PAPER)
    top = _heading(drawing, sheet, paper, margin)
    foot = height - margin - 2 * paper.smallest
    whole = (margin, top, width - 2 * margin, foot - top)
    key, window = (_key_beside if landscape else _key_below)(len(_lines(sheet)), paper, whole)
    ground = ground_of(_shape_of(sheet), _points(sheet), window)
    draw_ground(drawing, ground, sheet.streets, paper)
    _pins(drawing, sheet, ground, paper)
    _key(drawing, _lines(sheet), key)
    drawing.text(margin, height - margin, shorten(_foot(sheet), width - 2 * margin, paper.smallest), paper.smallest)
    return drawing.svg()


def draw_window(
    sheet: Sheet, width: float, height: float, print_size: float = 13, *, told: tuple[str, str] | None = None
) -> str:
    """Draw the map alone, for a page on which the list with the numbers stands beside it.

    Parameters
    ----------
    width, height
        Of the drawing, in its own units.
    print_size
        Of names on it, in the same units; a disc with a number is 1.5 times as wide.
    told
        Title and description for who cannot see it, in the language of the page; English where there are none.

    Raises
    ------
    BadInputError
        If the outline cannot be drawn.
    """
    paper = Paper("window", width, height, print_size, print_size)
    title, description = told or (f"Map of assets in {sheet.title}", _description(sheet))
    drawing = Drawing(title, description, width, height)
    ground = ground_of(_shape_of(sheet), _points(sheet), (0.0, 0.0, width, height))
    draw_ground(drawing, ground, sheet.streets, paper)
    _pins(drawing, sheet, ground, paper)
    return drawing.svg()


def number_in_order(listings: Sequence[Listing], own: Sequence[AssetType] = (), first: int = 1) -> tuple[Kind, ...]:
    """Number assets in the order in which a list shows them, each in the colour of its kind; none without a place."""
    kinds = {**ASSET_TYPES, **{kind.code: kind for kind in own}}
    made = []
    for place, listing in enumerate(listings, start=first):
        kind = kinds.get(listing.asset_type, ASSET_TYPES["other"])
        number = None if listing.longitude is None else place
        made.append(Kind(kind.name, FAMILY_COLOURS[kind.family], (Numbered(number, listing),)))
    return tuple(made)


def _description(sheet: Sheet) -> str:
    many: Counter[str] = Counter()
    for kind in sheet.kinds:
        many[kind.name] += len(kind.members)
    told = "; ".join(f"{name}: {number}" for name, number in many.items())
    return f"{sheet.listed} assets, numbered. {told}. The list that goes with it gives the same."


def _heading(drawing: Drawing, sheet: Sheet, paper: Paper, margin: float) -> float:
    size = 2.4 * paper.print_size
    drawing.text(margin, margin + size, shorten(sheet.title, drawing.width - 2 * margin, size), size, font_weight="700")
    told = "Assets: what people here value and can build on"
    if sheet.invented:
        told += ". Invented place"
    drawing.text(margin, margin + size * 1.7, told, 1.2 * paper.print_size, fill=QUIET)
    return margin + size * 2.1


def _foot(sheet: Sheet) -> str:
    unplaced = any(each.number is None for kind in sheet.kinds for each in kind.members)
    told = sheet.note or f"{sheet.listed} assets."
    return f"{told} – : has no place on the map." if unplaced else told


def _shape_of(sheet: Sheet) -> BaseGeometry | None:
    if sheet.outline is None:
        return None
    try:
        return make_valid(shape(sheet.outline))
    except (ShapelyError, ValueError, TypeError, KeyError, AttributeError, IndexError) as error:
        raise BadInputError(
            "The map could not be drawn.",
            f"The line around {sheet.title} is not a polygon: {error}.",
            "Draw or upload the line again.",
        ) from error


def _placed(sheet: Sheet) -> list[tuple[Numbered, Kind, float, float]]:
    return [
        (each, kind, each.listing.longitude, each.listing.latitude)
        for kind in sheet.kinds
        for each in kind.members
        if each.listing.longitude is not None and each.listing.latitude is not None
    ]


def _points(sheet: Sheet) -> list[tuple[float, float]]:
    return [(longitude, latitude) for *_, longitude, latitude in _placed(sheet)]


def _pins(drawing: Drawing, sheet: Sheet, ground: Ground, paper: Paper) -> None:
    """Draw a numbered disc for each asset, moved aside with a line to its place where discs would hide each other."""
    radius = 0.72 * paper.print_size
    seen = [(each, kind, ground.point(east, north)) for each, kind, east, north in _placed(sheet)]
    seen = [each for each in seen if ground.holds(each[2])]
    homes = [home for *_, home in seen]
    spots = free_places(homes, radius, ground.box)
    for home, spot in zip(homes, spots, strict=True):
        if math.dist(home, spot) > radius:
            drawing.line(home, spot, stroke=INK, stroke_width=0.07 * paper.print_size)
    for (each, kind, _), (x, y) in zip(seen, spots, strict=True):
        drawing.add("circle", cx=x, cy=y, r=radius, fill=kind.colour, stroke=PAPER, stroke_width=0.1 * radius)
        figures = str(each.number)
        size = radius * (1.15 if len(figures) < 3 else 0.85)
        drawing.text(
            x, y + 0.36 * size, figures, size, fill=text_on(kind.colour), text_anchor="middle", font_weight="700"
        )


# ---- the key ---------------------------------------------------------------------------------------------------

Line = tuple[str, str, str]
"""Number, words, and the colour of a heading's disc; a heading has no number."""


@dataclass(frozen=True, slots=True)
class _Columns:
    left: float
    top: float
    width: float
    rows: int
    columns: int
    size: float


def _lines(sheet: Sheet) -> list[Line]:
    told: list[Line] = []
    for kind in sheet.kinds:
        told.append(("", kind.name, kind.colour))
        told += [("–" if each.number is None else str(each.number), each.listing.name, "") for each in kind.members]
    return told


def _key_below(lines: int, paper: Paper, whole: Box) -> tuple[_Columns, Box]:
    """Return the key under the map, in the largest print in which all of it fits, and what is left for the map."""
    left, top, width, height = whole
    for size in _sizes(paper):
        columns = max(1, int(width // (COLUMN * size)))
        # A heading that would stand last in a column leaves its line empty.
        rows, room = math.ceil((lines + columns - 1) / columns), int((1 - LEAST_MAP) * height // (LINE * size))
        if rows <= room:
            break
    rows = min(rows, room)
    key_top = top + height - rows * LINE * size
    window = (left, top, width, key_top - top - size)
    return _Columns(left, key_top, width / columns, rows, columns, size), window


def _key_beside(lines: int, paper: Paper, whole: Box) -> tuple[_Columns, Box]:
    """Return the key to the right of the map, and what is left for the map; see `_key_below`."""
    left, top, width, height = whole
    for size in _sizes(paper):
        rows, room = max(1, int(height // (LINE * size))), max(1, int((1 - LEAST_MAP) * width // (COLUMN * size)))
        columns = max(1, math.ceil((lines + room - 1) / rows))
        if columns <= room:
            break
    columns = min(columns, room)
    wide = columns * COLUMN * size
    window = (left, top, width - wide - size, height)
    return _Columns(left + width - wide, top, COLUMN * size, rows, columns, size), window


def _sizes(paper: Paper) -> Iterator[float]:
    size = paper.print_size
    while size > paper.smallest:
        yield size
        size *= SHRINK
    yield paper.smallest


def _key(drawing: Drawing, lines: Sequence[Line], at: _Columns) -> None:
    room = at.rows * at.columns
    shown = list(_without_last_headings(lines, at))
    left_out = sum(1 for number, _, _ in lines if number) - sum(1 for line in shown if line and line[0])
    if left_out:
        shown = shown[: room - 1]
        left_out = sum(1 for number, _, _ in lines if number) - sum(1 for line in shown if line and line[0])
        shown += [None] * (room - 1 - len(shown)) + [("", f"and {left_out:,} more: see the list", "")]
    for place, line in enumerate(shown):
        if line is not None:
            column, row = divmod(place, at.rows)
            _write(drawing, line, at.left + column * at.width, at.top + (row + 1) * LINE * at.size, at)


def _without_last_headings(lines: Sequence[Line], at: _Columns) -> list[Line | None]:
    """Lay lines out column by column; a heading that would stand last in a column goes to the next."""
    shown: list[Line | None] = []
    for line in lines:
        if not line[0] and len(shown) % at.rows == at.rows - 1:
            shown.append(None)
        shown.append(line)
    return shown[: at.rows * at.columns]


def _write(drawing: Drawing, line: Line, x: float, y: float, at: _Columns) -> None:
    number, words, colour = line
    size, indent = at.size, 2.3 * at.size
    if number:
        drawing.text(x + indent - 0.5 * size, y, number, size, text_anchor="end", font_weight="700")
        drawing.text(x + indent, y, shorten(words, at.width - indent - size, size), size)
        return
    if colour:
        drawing.add("circle", cx=x + 0.5 * size, cy=y - 0.35 * size, r=0.42 * size, fill=colour)
    drawing.text(x + 1.3 * size, y, shorten(words, at.width - 2 * size, size), size, font_weight="700")
