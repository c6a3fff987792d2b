"""One sheet of paper: a map on which every asset has a number, and beside it the key that says what each number is.

The map shows where the assets are: streets where a network is known, the neighbourhood's line, a scale and north.
Colour tells families of assets apart on the map; the number alone says which one it is. Where there are too many for
that, discs stand for several, and squares with letters and numbers lead from the list to the place.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass

from shapely import make_valid
from shapely.errors import ShapelyError
from shapely.geometry import shape
from shapely.geometry.base import BaseGeometry

from seedbed.errors import BadInputError
from seedbed.reports.asset_map.contents import Sheet
from seedbed.reports.asset_map.ground import draw_ground, ground_of
from seedbed.reports.asset_map.key import draw_key, key_of
from seedbed.reports.asset_map.papers import Paper
from seedbed.reports.asset_map.pins import draw_pins, draw_squares, pins_of, placed, squares_of
from seedbed.reports.svg import PAPER, QUIET, Drawing, shorten

MARGIN = 0.045
"""Of the sheet's width."""


@dataclass(frozen=True, slots=True)
class Drawn:
    """A sheet as it was drawn.

    Parameters
    ----------
    svg
        The picture, one unit a point.
    squares
        The square of the map in which each number is; empty where the map has none.
    named
        Whether its key names every asset; else the list has to go with it.
    """

    svg: str
    squares: Mapping[int, str]
    named: bool


def draw_sheet(sheet: Sheet, paper: Paper, *, landscape: bool = False) -> Drawn:
    """Draw the sheet.

    Raises
    ------
    BadInputError
        If the outline cannot be drawn.
    """
    width, height = paper.points[::-1] if landscape else paper.points
    drawing = Drawing(f"Map of assets in {sheet.title}", _description(sheet), round(width), round(height))
    margin = MARGIN * min(width, height)
    drawing.add("rect", x=0, y=0, width=width, height=height, fill=PAPER)
    # A line above the map is for the letters of its squares.
    top = _heading(drawing, sheet, paper, margin) + 0.6 * paper.print_size
    foot = height - margin - 2 * paper.smallest
    key, window = key_of(sheet, paper, (margin, top, width - 2 * margin, foot - top), landscape=landscape)
    ground = ground_of(_shape_of(sheet), _points(sheet), window)
    pins = pins_of(sheet, ground, paper)
    squares = squares_of(pins, ground) if pins.together or not key.named else {}
    draw_ground(drawing, ground, sheet.streets, paper)
    if squares:
        draw_squares(drawing, ground, paper)
    draw_pins(drawing, pins, paper)
    draw_key(drawing, key, squares)
    drawing.text(margin, height - margin, shorten(_foot(sheet), width - 2 * margin, paper.smallest), paper.smallest)
    return Drawn(drawing.svg(), squares, key.named)


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
    draw_pins(drawing, pins_of(sheet, ground, paper), paper)
    return drawing.svg()


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


def _points(sheet: Sheet) -> list[tuple[float, float]]:
    return [(longitude, latitude) for *_, longitude, latitude in placed(sheet)]
