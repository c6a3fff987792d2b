"""A drawn system map on one sheet of paper, A4 to A0, as PDF."""

from __future__ import annotations

import re

from markupsafe import Markup

from seedbed.analysis.systems.types import SystemMap
from seedbed.reports.asset_map.papers import Paper
from seedbed.reports.pages import render
from seedbed.reports.pdf import as_pdf
from seedbed.reports.systems.drawing import draw_map
from seedbed.reports.systems.keys import Key
from seedbed.reports.systems.lifted import lift

MARGIN = 0.05
"""Of the sheet's shorter side."""
HEADING = 7.5
"""Lines of print that the heading and the key take at most."""
POINT = 25.4 / 72
SIZE = re.compile(r'width="(\d+)" height="(\d+)"')


def map_pdf(system: SystemMap, paper: Paper, *, title: str, description: str, key: Key | None = None) -> bytes:
    """Return a map as PDF/UA on one sheet, upright or lying as its shape asks, as large as fits.

    With a ``key`` it says by colours and signs what the key names (`draw_map`).

    Raises
    ------
    MissingDataError
        If the system libraries that lay out text are not installed.
    """
    svg = draw_map(system, told=(title, description), key=key)
    size = SIZE.search(svg)
    assert size is not None  # noqa: S101 - every drawing says its size
    wide, high = int(size[1]), int(size[2])
    across, down = (paper.height, paper.width) if wide > high else (paper.width, paper.height)
    margin = MARGIN * paper.width
    room = (across - 2 * margin, down - 2 * margin - HEADING * 1.3 * paper.print_size * POINT)
    scale = min(room[0] / wide, room[1] / high)
    svg, lifted = lift(svg, scale)
    page = render(
        "system_map_sheet.html",
        title=title,
        svg=Markup(svg),  # noqa: S704 - drawn above; it escapes all
        lifted=lifted,
        width=f"{across:g}",
        height=f"{down:g}",
        margin=f"{margin:g}",
        print_size=f"{paper.print_size:g}",
        across=f"{wide * scale:.1f}",
        down=f"{high * scale:.1f}",
    )
    return as_pdf(page)
