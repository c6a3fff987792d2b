"""A walk on paper: a booklet of A5 pages, and postcards of A6."""

from __future__ import annotations

from base64 import b64encode

from markupsafe import Markup

from seedbed.formats.said import runs_right_to_left
from seedbed.reports.pages import render
from seedbed.reports.pdf import as_pdf
from seedbed.reports.walks.exhibition import Exhibition, Sight

PRINTED = frozenset({"photo", "drawing", "scan"})


def booklet(exhibition: Exhibition) -> bytes:
    """Return the booklet as PDF/UA: the route, then a page or more for each stop.

    Raises
    ------
    MissingDataError
        If the system libraries that lay out text are not installed.
    """
    return _pdf(_page("walk_booklet.html", exhibition))


def postcards(exhibition: Exhibition) -> bytes:
    """Return postcards as PDF/UA, one for each stop.

    Raises
    ------
    MissingDataError
        If the system libraries that lay out text are not installed.
    """
    return _pdf(_page("walk_postcards.html", exhibition))


def _page(template: str, exhibition: Exhibition) -> str:
    return render(template, shown=exhibition, picture=_picture, printed=_printed, markup=_markup, towards=_towards)


def _printed(sights: tuple[Sight, ...]) -> list[Sight]:
    return [sight for sight in sights if sight.kind in PRINTED and sight.content]


def _picture(sight: Sight) -> str:
    return f"data:{sight.content_type};base64,{b64encode(sight.content).decode('ascii')}"


def _towards(words: str) -> str:
    return "rtl" if runs_right_to_left(words) else "ltr"


def _markup(svg: str) -> Markup:
    return Markup(svg)  # noqa: S704 - a drawing of our own, in which everything is escaped


def _pdf(page: str) -> bytes:
    return as_pdf(page, pictures=True, instead="show the exhibition on a screen")
