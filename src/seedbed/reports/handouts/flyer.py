"""A flyer or an invitation as PDF/UA: what it invites to, with a strip of the neighbourhood's map as its picture."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

import segno
from markupsafe import Markup
from shapely.geometry.base import BaseGeometry

from seedbed.formats.osm_poster import PosterMap, around
from seedbed.formats.paper.frame import SheetFrame
from seedbed.formats.said import runs_right_to_left
from seedbed.reports.pages import render
from seedbed.reports.pdf import as_pdf
from seedbed.reports.poster.svg import poster_svg
from seedbed.reports.poster.theme import Theme


@dataclass(frozen=True, slots=True)
class Sheet:
    """Paper of a flyer: millimetres, and the height of its letters in points."""

    width: float
    height: float
    margin: float
    strip: float
    letters: float

    @property
    def room(self) -> float:
        """Millimetres between the margins."""
        return self.width - 2 * self.margin


SHEETS: Mapping[str, Sheet] = {"A5": Sheet(148, 210, 11, 44, 11), "A4": Sheet(210, 297, 16, 62, 15.5)}


@dataclass(frozen=True, slots=True)
class Flyer:
    """What stands on a flyer; all words are in its language, or as the team wrote them.

    Parameters
    ----------
    language
        Code, such as ``ar``.
    title, to
        What it is, and the organisation that is invited; empty on a flyer for everybody.
    event, place
        Names.
    facts
        Day, hour, way in and promises: what each is called, and what it is.
    ending, how
        The last sentence, and what to do with the squares or the address.
    address, code_told
        What the squares open, and what is said of them to those who cannot see them.
    credit
        Who is to be named for the map.
    """

    language: str
    title: str
    to: str
    event: str
    place: str
    facts: tuple[tuple[str, str], ...]
    ending: str
    how: str
    address: str
    code_told: str
    credit: str = ""


def flyer_pdf(flyer: Flyer, theme: Theme, size: str, picture: str = "") -> bytes:
    """Return a flyer as PDF/UA.

    Parameters
    ----------
    theme
        Its labels can be read on its paper, and so can these words: see `read_theme`.
    size
        One of `SHEETS`.
    picture
        What `strip_of` drew.

    Raises
    ------
    MissingDataError
        If the system libraries that lay out text are not installed.
    """
    drawn = segno.make(flyer.address, micro=False, error="m")
    squares = drawn.svg_inline(border=4, light="#ffffff", title=flyer.code_told, omitsize=True)
    page = render(
        "flyer.html",
        flyer=flyer,
        theme=theme,
        sheet=SHEETS[size],
        direction="rtl" if runs_right_to_left(flyer.title) else "ltr",
        runs_right_to_left=runs_right_to_left,
        picture=Markup(picture),  # noqa: S704 - drawn by us, which escapes all names
        squares=Markup(squares),  # noqa: S704 - squares and our own title, escaped
    )
    return as_pdf(page)


def strip_of(shown: PosterMap, outline: BaseGeometry, theme: Theme, size: str, *, language: str, told: str) -> str:
    """Draw the neighbourhood as the picture of a flyer, in the middle of a strip.

    Parameters
    ----------
    shown
        What there is on the ground, also around the line.
    told
        What is said of it to those who cannot see it.
    """
    sheet = SHEETS[size]
    frame = SheetFrame.around(around(outline), sheet.room, sheet.strip)
    lined = PosterMap(shown.bounds, shown.features, outline)
    return poster_svg(lined, theme, frame, language=language.partition("-")[0], told=(told, ""))
