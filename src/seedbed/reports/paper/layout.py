"""How a sheet with a map is laid out, in millimetres: corners, heading, map and what people fill in."""

from __future__ import annotations

import math
from collections.abc import Iterator
from dataclasses import dataclass

from shapely.geometry import box
from shapely.geometry.base import BaseGeometry

from seedbed.errors import UsageError
from seedbed.formats.osm_poster import Bounds
from seedbed.formats.paper.codes import FAMILIES
from seedbed.formats.paper.frame import SheetFrame
from seedbed.reports.asset_map.papers import PAPERS, Paper

Box = tuple[float, float, float, float]

MARGIN = 8.0
"""Printers leave some millimetres at the edge blank."""
GAP = 3.0
GROWN = {"A4": 1.0, "A3": 1.2, "A2": 1.5, "A1": 1.9, "A0": 2.4}
"""How many times as large as on A4 print, corners and code are: larger sheets are looked at from further off."""
LARGE_PRINT = 1.4
MARKER = 14.0
CODE = 18.0
STRIP = 32.0
OVERLAP = 6.0
"""Millimetres of map that sheets which lie side by side both show."""


@dataclass(frozen=True, slots=True)
class Layout:
    """Where everything lies on a sheet; millimetres.

    Parameters
    ----------
    print_size
        Height of usual letters.
    """

    width: float
    height: float
    marker: float
    map_box: Box
    code_box: Box
    legend_box: Box
    token_box: Box
    words_box: Box
    heading_box: Box
    print_size: float

    @property
    def corners(self) -> tuple[tuple[float, float], ...]:
        """Left top corner of each marker: top left, top right, bottom right, bottom left."""
        far, low = self.width - MARGIN - self.marker, self.height - MARGIN - self.marker
        return (MARGIN, MARGIN), (far, MARGIN), (far, low), (MARGIN, low)


def layout(paper: Paper, *, landscape: bool, large_print: bool) -> Layout:
    """Lay out a sheet."""
    width, height = (paper.height, paper.width) if landscape else (paper.width, paper.height)
    grown = GROWN[paper.name]
    text = grown * (LARGE_PRINT if large_print else 1.0)
    marker, strip, code = MARKER * grown, STRIP * text, CODE * grown
    left = MARGIN + marker + GAP
    right = width - left
    top = height - MARGIN - strip
    map_top = MARGIN + marker + GAP
    legend = 0.44 * (right - left - code - 2 * GAP)
    fill_left = left + code + legend + 2 * GAP
    token = 0.36 * strip
    return Layout(
        width=width,
        height=height,
        marker=marker,
        map_box=(MARGIN, map_top, width - 2 * MARGIN, top - GAP - map_top),
        code_box=(left, top, code, code),
        legend_box=(left + code + GAP, top, legend, strip),
        token_box=(fill_left, top, right - fill_left, token),
        words_box=(fill_left, top + token + 1.0, right - fill_left, strip - token - 1.0),
        heading_box=(left, MARGIN, right - left, marker),
        print_size=2.9 * text,
    )


def best_layout(paper: Paper, bounds: Bounds, *, large_print: bool) -> Layout:
    """Return the layout, upright or across, on which bounds are larger."""
    both = [layout(paper, landscape=each, large_print=large_print) for each in (False, True)]
    return max(both, key=lambda each: frame_on(each, bounds).down)


def frame_on(laid: Layout, bounds: Bounds) -> SheetFrame:
    """Return the frame that shows bounds on a sheet as large as they fit."""
    left, top, width, height = laid.map_box
    return SheetFrame.around(bounds, width, height, left=left, top=top)


def tiles(laid: Layout, whole: SheetFrame, shape: BaseGeometry | None) -> Iterator[tuple[str, SheetFrame]]:
    """Give the frames of the sheets that show together what one large sheet would, row by row, with their names.

    Parameters
    ----------
    laid
        Of one of the small sheets.
    whole
        The large sheet's map.
    shape
        Sheets that show nothing of it are left out.

    Raises
    ------
    UsageError
        If there were more sheets than a pack has numbers for.
    """
    left, top, width, height = laid.map_box
    step_x, step_y = width - OVERLAP, height - OVERLAP
    columns = max(math.ceil((whole.width - OVERLAP) / step_x), 1)
    rows = max(math.ceil((whole.height - OVERLAP) / step_y), 1)
    if columns * rows > FAMILIES:
        raise UsageError("The map is too large for this pack.", f"It would take {columns * rows} sheets.", "Choose A1.")
    start_x = whole.left - (columns * step_x + OVERLAP - whole.width) / 2
    start_y = whole.top - (rows * step_y + OVERLAP - whole.height) / 2
    for row in range(rows):
        for column in range(columns):
            west, north = whole.to_degrees(start_x + column * step_x, start_y + row * step_y)
            frame = SheetFrame(west, north, left, top, width, height, whole.across, whole.down)
            if shape is None or box(*frame.bounds).intersects(shape):
                yield f"{chr(65 + column)}{row + 1}", frame


def small_paper() -> Paper:
    """Return the paper of sheets that lie side by side."""
    return PAPERS["A4"]
