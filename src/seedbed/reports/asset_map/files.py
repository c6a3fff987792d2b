"""The map of assets and the list in large print as files: SVG, PDF/UA and HTML."""

from __future__ import annotations

import logging
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from threading import get_ident

from markupsafe import Markup

from seedbed.analysis.assets.listing import Listing, ListingStatus, StepFree
from seedbed.errors import UsageError
from seedbed.reports.asset_map.contents import Sheet
from seedbed.reports.asset_map.papers import PAPERS, Paper
from seedbed.reports.asset_map.sheet import draw_sheet
from seedbed.reports.asset_map.words import STATUSES, STEP_FREE, opening_words, price_words, say_day
from seedbed.reports.pages import render
from seedbed.reports.pdf import as_pdf

WITH_LIST = ("A4", "A3")
"""Sheets that are handed out, and have the list on the pages behind the map; larger ones hang on a wall."""
COLUMN = 85.0
"""Millimetres that a column of the list takes at least."""
A_PAGE = {"list": 26, "large": 8}
"""Assets that a page of a list holds, about: to say how far the work is."""
Report = Callable[[float, float, str], None]
"""Told how much of how much is done, and what is being done; what it raises stops the work."""


def paper_named(name: str) -> Paper:
    """Return a sheet by name, in any case.

    Raises
    ------
    UsageError
        If there is none.
    """
    if name.upper() in PAPERS:
        return PAPERS[name.upper()]
    raise UsageError(
        f"There is no paper '{name:.20}'.", "Maps are made for " + ", ".join(PAPERS) + ".", "Choose one of these."
    )


def sheet_svg(sheet: Sheet, paper: Paper, *, landscape: bool = False) -> str:
    """Return the map as SVG, in millimetres, so that it prints at its own size."""
    drawn = draw_sheet(sheet, paper, landscape=landscape).svg
    width, height = (paper.height, paper.width) if landscape else (paper.width, paper.height)
    across, down = (round(each) for each in (paper.points[::-1] if landscape else paper.points))
    return drawn.replace(f'width="{across}" height="{down}"', f'width="{width:g}mm" height="{height:g}mm"', 1)


def sheet_pdf(sheet: Sheet, paper: Paper, *, landscape: bool = False, report: Report | None = None) -> bytes:
    """Return the map as PDF/UA.

    Sheets of A4 and A3 have the list behind it, with where, when and what it costs; larger ones have it where the key
    has no room for every name, on pages of A4.

    Parameters
    ----------
    report
        Told of each page.

    Raises
    ------
    MissingDataError
        If the system libraries that lay out text are not installed.
    """
    width, height = (paper.height, paper.width) if landscape else (paper.width, paper.height)
    drawn = draw_sheet(sheet, paper, landscape=landscape)
    handed_out = paper.name in WITH_LIST
    listed = paper if handed_out else PAPERS["A4"]
    page = render(
        "asset_sheet.html",
        sheet=sheet,
        svg=Markup(drawn.svg),  # noqa: S704 - drawn above; it escapes all
        squares=drawn.squares,
        width=f"{width:g}",
        height=f"{height:g}",
        list_width=f"{width if handed_out else listed.width:g}",
        list_height=f"{height if handed_out else listed.height:g}",
        print_size=f"{listed.print_size:g}",
        columns=int((width if handed_out else listed.width) // COLUMN),
        with_list=sheet.listed > 0 and (handed_out or not drawn.named),
        told=told,
    )
    return _pdf(page, report, 1 + sheet.listed / A_PAGE["list"])


def large_print_page(sheet: Sheet) -> str:
    """Return the list in letters of 18 points, in one column, as HTML."""
    return render("asset_large_print.html", sheet=sheet, told=told_close)


def large_print_pdf(sheet: Sheet, report: Report | None = None) -> bytes:
    """Return the list in letters of 18 points as PDF/UA.

    Parameters
    ----------
    report
        Told of each page.

    Raises
    ------
    MissingDataError
        If the system libraries that lay out text are not installed.
    """
    return _pdf(large_print_page(sheet), report, 1 + sheet.listed / A_PAGE["large"])


def write_sheet(sheet: Sheet, path: Path, paper: Paper, *, landscape: bool = False) -> None:
    """Write the map to ``path``: .svg or .pdf.

    Raises
    ------
    UsageError
        If the name ends otherwise.
    """
    if path.suffix == ".svg":
        path.write_text(sheet_svg(sheet, paper, landscape=landscape), encoding="utf-8")
    elif path.suffix == ".pdf":
        path.write_bytes(sheet_pdf(sheet, paper, landscape=landscape))
    else:
        raise UsageError(
            f"{path.name} cannot be written.", "A map of assets is .svg or .pdf.", "End its name with one of these."
        )


def told(listing: Listing) -> list[str]:
    """Return what a printed list says of an asset, line by line: where, when, for how much, for whom, how to ask."""
    return [line for line in (_where(listing), *_offered(listing), *_contacts(listing), _checked(listing)) if line]


def told_close(listing: Listing) -> list[str]:
    """Return the same as `told` in few lines, for large letters: where; when and for how much; how to ask."""
    lines = (_where(listing), ". ".join(_offered(listing)), " · ".join(_contacts(listing)), _checked(listing))
    return [line for line in lines if line]


def _where(listing: Listing) -> str:
    where = ", ".join(dict.fromkeys(part.strip() for part in (listing.address, listing.postcode) if part.strip()))
    return where if listing.postcode not in listing.address else listing.address.strip()


def _offered(listing: Listing) -> list[str]:
    lines = [] if listing.status == ListingStatus.ACTIVE else [_sentence(STATUSES[listing.status])]
    lines += [_sentence(each) for each in opening_words(listing.opening)]
    lines.append(_sentence("; ".join(price_words(listing.prices))))
    if listing.step_free != StepFree.UNKNOWN:
        lines.append(_sentence(STEP_FREE[listing.step_free]))
    return [line for line in lines if line]


def _contacts(listing: Listing) -> list[str]:
    return [each.strip() for each in (listing.telephone, listing.email, listing.website) if each.strip()]


def _checked(listing: Listing) -> str:
    return "" if listing.last_verified is None else f"Last checked {say_day(listing.last_verified)}"


def _sentence(words: str) -> str:
    return words[:1].upper() + words[1:]


def _pdf(page: str, report: Report | None, pages: float) -> bytes:
    with _heard(report, pages):
        return as_pdf(page, instead="take the SVG instead")


@contextmanager
def _heard(report: Report | None, pages: float) -> Iterator[None]:
    """Pass on each page that is laid out; WeasyPrint tells of them nowhere but in its log of progress."""
    if report is None:
        yield
        return
    logger, thread = logging.getLogger("weasyprint.progress"), get_ident()
    level = logger.level

    def hear(said: logging.LogRecord) -> bool:
        if get_ident() == thread and said.args and "Page" in said.msg:
            page = int(str(said.args[0] if isinstance(said.args, tuple) else 0))
            report(page, max(page, round(pages)), f"Laying out page {page}")
        return False

    logger.addFilter(hear)
    logger.setLevel(logging.INFO)
    try:
        yield
    finally:
        logger.removeFilter(hear)
        logger.setLevel(level)
