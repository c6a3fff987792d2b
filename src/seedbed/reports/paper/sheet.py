"""Draw one sheet with a map: corners and code for reading it again, heading, grid, pens, and room for words."""

from __future__ import annotations

import math

from seedbed.formats.osm_poster import PosterMap
from seedbed.formats.paper.codes import SheetCode, corner_numbers, family_of
from seedbed.formats.paper.corners import marker_picture
from seedbed.formats.paper.frame import SheetFrame
from seedbed.reports.paper.layout import Box, Layout
from seedbed.reports.paper.words import SheetWords
from seedbed.reports.poster.labels import width_of
from seedbed.reports.poster.svg import poster_svg
from seedbed.reports.poster.theme import Theme
from seedbed.reports.svg import PAPER, QUIET, Drawing

PEN_COLOURS = {"red": "#d3202a", "green": "#12863d", "blue": "#1c4fbd"}
"""How the pens are shown beside the map; the map itself is pale."""
GRID = "#9aa3a8"
CELL = 36.0
"""About how wide a square of the grid is, times the print's growth."""
ARM = 1.6
TOKEN_CELLS = 16
SMALLEST = 1.8
"""Height of the smallest letters, millimetres."""
FOOT = 3.2
"""Millimetres of the last line from the paper's edge."""


def draw_sheet(  # noqa: PLR0913 - what is on the sheet, each once
    shown: PosterMap,
    theme: Theme,
    frame: SheetFrame,
    laid: Layout,
    *,
    code: SheetCode,
    name: str,
    language: str,
    words: SheetWords,
    head: tuple[str, str],
    foot: str,
) -> str:
    """Draw a sheet as SVG in millimetres.

    Parameters
    ----------
    code
        What the square code holds.
    name
        Of the sheet, where there are several.
    head
        The neighbourhood, and which sheet of how many.
    foot
        Whose map it is, and the day.
    """
    title = f"{head[0]}, {head[1]}"
    told = (title, "A map to draw on: roads, buildings, parks and water, pale.")
    map_svg = poster_svg(shown, theme, frame, sheet=(laid.width, laid.height), language=language, told=told)
    drawing = Drawing("", "", laid.width, laid.height)
    _grid(drawing, frame, laid)
    _corners(drawing, laid, code)
    _code(drawing, laid.code_box, str(code), laid.print_size)
    _heading(drawing, laid, words, head, name)
    _pens(drawing, laid.legend_box, words, laid.print_size)
    _fill_in(drawing, laid, words)
    _foot(drawing, laid, foot, words.code.format(pack=code.pack))
    before = f'<rect width="{laid.width:g}" height="{laid.height:g}" fill="{PAPER}"/>'
    opening, rest = map_svg.split("</desc>", 1)
    return opening + "</desc>" + before + rest.removesuffix("</svg>") + "".join(drawing.parts) + "</svg>"


def _corners(drawing: Drawing, laid: Layout, code: SheetCode) -> None:
    for number, (left, top) in zip(corner_numbers(family_of(code.pack, code.page)), laid.corners, strict=True):
        squares = marker_picture(number)
        side = laid.marker / len(squares)
        drawing.add("path", d=_squares(squares.tolist(), left, top, side), fill="#000000")


def _squares(rows: list[list[bool]], left: float, top: float, side: float) -> str:
    """Return black squares as one path, runs of a row together, so that no hair line shows between them."""
    parts = []
    for row, line in enumerate(rows):
        column = 0
        while column < len(line):
            run = 0
            while column + run < len(line) and line[column + run]:
                run += 1
            if run:
                x, y = left + column * side, top + row * side
                parts.append(f"M{x:.3f} {y:.3f}h{run * side:.3f}v{side + 0.02:.3f}h{-run * side:.3f}z")
            column += max(run, 1)
    return "".join(parts)


def _code(drawing: Drawing, place: Box, text: str, size: float) -> None:
    import segno

    rows = [[bool(cell) for cell in row] for row in segno.make_qr(text, error="q", boost_error=False).matrix]
    left, top, side, _ = place
    drawing.add("path", d=_squares(rows, left, top, side / len(rows)), fill="#000000")
    drawing.text(left, top + side + 0.9 * size, text[4:10], 0.8 * size, fill=QUIET)


def _heading(drawing: Drawing, laid: Layout, words: SheetWords, head: tuple[str, str], name: str) -> None:
    left, top, width, height = laid.heading_box
    size = laid.print_size
    where = f"{head[0]} · {name}" if name else head[0]
    drawing.text(left, top + 1.5 * size, _cut(where, 0.7 * width, 1.6 * size), 1.6 * size, font_weight="700")
    drawing.text(left + width, top + 1.3 * size, head[1], 0.9 * size, text_anchor="end", fill=QUIET)
    down = top + 1.9 * size
    lines, letters = _fitted(words.question, width, top + height - down, size)
    for number, line in enumerate(lines):
        drawing.text(left, down + (0.9 + 1.2 * number) * letters, line, letters)


def _fitted(text: str, width: float, height: float, size: float) -> tuple[list[str], float]:
    """Return a text in lines, and the height of letters at which they fit."""
    while size > SMALLEST and len(_wrapped(text, width, size)) * 1.2 * size > height:
        size *= 0.94
    return _wrapped(text, width, size)[: max(int(height / (1.2 * size)), 1)], size


def _pens(drawing: Drawing, place: Box, words: SheetWords, size: float) -> None:
    left, top, width, height = place
    step = 1.75 * size
    for number, (colour, meaning) in enumerate(zip(PEN_COLOURS.values(), words.pens, strict=True)):
        down = top + (number + 0.75) * step
        drawing.line(
            (left, down), (left + 2.6 * size, down), stroke=colour, stroke_width=0.5 * size, stroke_linecap="round"
        )
        drawing.text(left + 3.4 * size, down + 0.35 * size, _cut(meaning, width - 3.4 * size, size), size)
    small = 0.78 * size
    for number, line in enumerate(_wrapped(f"{words.how} {words.keep}", width, small)[:5]):
        down = top + 3.6 * step + number * 1.25 * small
        if down <= top + height:
            drawing.text(left, down, line, small, fill=QUIET)


def _fill_in(drawing: Drawing, laid: Layout, words: SheetWords) -> None:
    size = 0.85 * laid.print_size
    left, top, width, height = laid.token_box
    drawing.text(left, top + size, words.card, size)
    cell = min(width / TOKEN_CELLS, height - 1.6 * size)
    for number in range(TOKEN_CELLS):
        drawing.add(
            "rect",
            x=left + number * cell,
            y=top + 1.4 * size,
            width=cell,
            height=cell,
            fill="none",
            stroke=GRID,
            stroke_width=0.2,
        )
    left, top, width, height = laid.words_box
    drawing.text(left, top + size, words.words, size)
    step = max(2.2 * size, 6.0)
    for number in range(1, math.floor((height - size) / step) + 1):
        down = top + size + number * step
        drawing.line((left, down), (left + width, down), stroke=GRID, stroke_width=0.2)


def _foot(drawing: Drawing, laid: Layout, foot: str, pack: str) -> None:
    size = 0.62 * laid.print_size
    drawing.text(laid.width / 2, laid.height - FOOT, f"{pack} · {foot}", size, text_anchor="middle", fill=QUIET)


def _grid(drawing: Drawing, frame: SheetFrame, laid: Layout) -> None:
    """Draw squares with letters and numbers, so that a place can be said as well as drawn; crosses at their corners."""
    cell = CELL * laid.print_size / 2.9
    columns, rows = max(round(frame.width / cell), 1), max(round(frame.height / cell), 1)
    wide, high = frame.width / columns, frame.height / rows
    arms = []
    for row in range(1, rows):
        for column in range(1, columns):
            x, y = frame.left + column * wide, frame.top + row * high
            arms.append(f"M{x - ARM:.2f} {y:.2f}h{2 * ARM:.2f}M{x:.2f} {y - ARM:.2f}v{2 * ARM:.2f}")
    drawing.add("path", d="".join(arms), fill="none", stroke=GRID, stroke_width=0.25)
    size = laid.print_size
    for column in range(columns):
        drawing.text(
            frame.left + (column + 0.5) * wide,
            frame.top + size,
            _letter(column),
            size,
            fill=QUIET,
            text_anchor="middle",
        )
    for row in range(rows):
        drawing.text(frame.left + 0.4 * size, frame.top + (row + 0.5) * high, str(row + 1), size, fill=QUIET)
    drawing.add(
        "rect",
        x=frame.left,
        y=frame.top,
        width=frame.width,
        height=frame.height,
        fill="none",
        stroke=QUIET,
        stroke_width=0.3,
    )


def _letter(column: int) -> str:
    return chr(65 + column) if column < 26 else f"A{chr(65 + column - 26)}"


def _wrapped(text: str, width: float, size: float) -> list[str]:
    """Break a text into lines that fit."""
    lines: list[str] = []
    for word in text.split():
        longer = f"{lines[-1]} {word}" if lines else word
        if lines and width_of(longer, size) <= width:
            lines[-1] = longer
        else:
            lines.append(word)
    return lines


def _cut(text: str, width: float, size: float) -> str:
    if width_of(text, size) <= width:
        return text
    kept = text
    while kept and width_of(kept + "…", size) > width:
        kept = kept[:-1]
    return kept.rstrip() + "…"
