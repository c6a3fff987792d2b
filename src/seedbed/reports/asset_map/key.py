"""The key of a sheet: which asset each number is, by name where there is room, else by kind."""

from __future__ import annotations

import math
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from seedbed.reports.asset_map.contents import Kind, Sheet
from seedbed.reports.asset_map.papers import Paper
from seedbed.reports.asset_map.places import Box
from seedbed.reports.svg import Drawing, shorten

LEAST_MAP = 0.42
"""Share of the sheet's height that the map keeps, however long the key."""
LINE = 1.32
"""Height of a line of the key, in sizes of its print."""
COLUMN = 21.0
"""Least width of a column of the key, in sizes of its print."""
SHRINK = 0.94
Line = tuple[str, str, str]
"""Number, words, and the colour of a heading's disc; a heading has no number."""
TOGETHER = "×2: two that share a disc"
LISTED = "Names and squares: see the list"


@dataclass(frozen=True, slots=True)
class Columns:
    """Where the key stands, and in how large a print."""

    left: float
    top: float
    width: float
    rows: int
    columns: int
    size: float


@dataclass(frozen=True, slots=True)
class Key:
    """A key that fits its place.

    Parameters
    ----------
    named
        Whether it names every asset; else it says which numbers each kind has.
    """

    lines: tuple[Line, ...]
    at: Columns
    named: bool


def key_of(sheet: Sheet, paper: Paper, whole: Box, *, landscape: bool) -> tuple[Key, Box]:
    """Return the key in the largest print in which all of it fits, and what it leaves for the map.

    Names come first; where not all of them fit, nobody is named and each kind says its numbers: half a key is no key.
    """
    placed = _beside if landscape else _below
    names = _names(sheet)
    at, window = placed(len(names), paper, whole)
    if len(_laid_out(names, at)) <= at.rows * at.columns:
        return Key(tuple(names), at, named=True), window
    kinds = _kinds(sheet)
    at, window = placed(len(kinds), paper, whole)
    return Key(tuple(kinds), at, named=False), window


def draw_key(drawing: Drawing, key: Key, squares: Mapping[int, str]) -> None:
    """Write the key; where the map has squares, each number says its own."""
    at = key.at
    for place, line in enumerate(_laid_out(key.lines, at)[: at.rows * at.columns]):
        if line is not None:
            column, row = divmod(place, at.rows)
            square = squares.get(int(line[0]), "") if line[0].isdigit() else ""
            _write(drawing, line, square, (at.left + column * at.width, at.top + (row + 1) * LINE * at.size), at)


def _names(sheet: Sheet) -> list[Line]:
    told: list[Line] = []
    for kind in sheet.kinds:
        told.append(("", kind.name, kind.colour))
        told += [("–" if each.number is None else str(each.number), each.listing.name, "") for each in kind.members]
    return told


def _kinds(sheet: Sheet) -> list[Line]:
    return [
        *(("", f"{_range(kind)} {kind.name}", kind.colour) for kind in sheet.kinds),
        ("", TOGETHER, ""),
        ("", LISTED, ""),
    ]


def _range(kind: Kind) -> str:
    """Return the numbers of a kind: they follow each other."""
    numbers = [each.number for each in kind.members if each.number is not None]
    if not numbers:
        return "–"
    return f"{numbers[0]}" if len(numbers) == 1 else f"{numbers[0]}–{numbers[-1]}"


def _below(lines: int, paper: Paper, whole: Box) -> tuple[Columns, Box]:
    """Return a place under the map, and what is left for the map."""
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
    return Columns(left, key_top, width / columns, rows, columns, size), window


def _beside(lines: int, paper: Paper, whole: Box) -> tuple[Columns, Box]:
    """Return a place to the right of the map, and what is left for the map."""
    left, top, width, height = whole
    for size in _sizes(paper):
        rows, room = max(1, int(height // (LINE * size))), max(1, int((1 - LEAST_MAP) * width // (COLUMN * size)))
        columns = max(1, math.ceil((lines + room - 1) / rows))
        if columns <= room:
            break
    columns = min(columns, room)
    wide = columns * COLUMN * size
    window = (left, top, width - wide - size, height)
    return Columns(left + width - wide, top, COLUMN * size, rows, columns, size), window


def _sizes(paper: Paper) -> Iterator[float]:
    size = paper.print_size
    while size > paper.smallest:
        yield size
        size *= SHRINK
    yield paper.smallest


def _laid_out(lines: Sequence[Line], at: Columns) -> list[Line | None]:
    """Lay lines out column by column; a heading that would stand last in a column goes to the next."""
    named = any(line[0] for line in lines)
    shown: list[Line | None] = []
    for line in lines:
        if named and not line[0] and len(shown) % at.rows == at.rows - 1:
            shown.append(None)
        shown.append(line)
    return shown


def _write(drawing: Drawing, line: Line, square: str, place: tuple[float, float], at: Columns) -> None:
    number, words, colour = line
    (x, y), size, indent = place, at.size, 2.3 * at.size
    if number:
        drawing.text(x + indent - 0.5 * size, y, number, size, text_anchor="end", font_weight="700")
        ends = 2.6 * size if square else size
        drawing.text(x + indent, y, shorten(words, at.width - indent - ends, size), size)
        if square:
            drawing.text(x + at.width - size, y, square, size, text_anchor="end")
        return
    if not colour:
        drawing.text(x, y, shorten(words, at.width - size, size), size)
        return
    drawing.add("circle", cx=x + 0.5 * size, cy=y - 0.35 * size, r=0.42 * size, fill=colour)
    drawing.text(x + 1.3 * size, y, shorten(words, at.width - 2 * size, size), size, font_weight="700")
