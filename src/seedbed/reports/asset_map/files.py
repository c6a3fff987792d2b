"""The map of assets and the list in large print as files: SVG, PDF/UA and HTML."""

from __future__ import annotations

from pathlib import Path
from typing import NoReturn

from markupsafe import Markup

from seedbed.analysis.assets.listing import Listing, ListingStatus, StepFree
from seedbed.errors import MissingDataError, UsageError
from seedbed.reports.asset_map.papers import PAPERS, Paper
from seedbed.reports.asset_map.sheet import Sheet, draw_sheet
from seedbed.reports.asset_map.words import STATUSES, STEP_FREE, opening_words, price_words, say_day
from seedbed.reports.pages import render

VARIANT = "pdf/ua-1"
WITH_LIST = ("A4", "A3")
"""Sheets that are handed out, and have the list on the pages behind the map; larger ones hang on a wall."""
COLUMN = 85.0
"""Millimetres that a column of the list takes at least."""


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
    drawn = draw_sheet(sheet, paper, landscape=landscape)
    width, height = (paper.height, paper.width) if landscape else (paper.width, paper.height)
    across, down = (round(each) for each in (paper.points[::-1] if landscape else paper.points))
    return drawn.replace(f'width="{across}" height="{down}"', f'width="{width:g}mm" height="{height:g}mm"', 1)


def sheet_pdf(sheet: Sheet, paper: Paper, *, landscape: bool = False) -> bytes:
    """Return the map as PDF/UA; sheets of A4 and A3 have the list behind it, with where, when and what it costs.

    Raises
    ------
    MissingDataError
        If the system libraries that lay out text are not installed.
    """
    width, height = (paper.height, paper.width) if landscape else (paper.width, paper.height)
    page = render(
        "asset_sheet.html",
        sheet=sheet,
        svg=Markup(draw_sheet(sheet, paper, landscape=landscape)),  # noqa: S704 - drawn above; it escapes all
        width=f"{width:g}",
        height=f"{height:g}",
        print_size=f"{paper.print_size:g}",
        columns=int(width // COLUMN),
        with_list=paper.name in WITH_LIST and sheet.listed > 0,
        told=told,
    )
    return _pdf(page)


def large_print_page(sheet: Sheet) -> str:
    """Return the list in letters of 20 points, in one column, as HTML."""
    return render("asset_large_print.html", sheet=sheet, told=told)


def large_print_pdf(sheet: Sheet) -> bytes:
    """Return the list in letters of 20 points as PDF/UA.

    Raises
    ------
    MissingDataError
        If the system libraries that lay out text are not installed.
    """
    return _pdf(large_print_page(sheet))


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
    where = ", ".join(dict.fromkeys(part.strip() for part in (listing.address, listing.postcode) if part.strip()))
    lines = [where if listing.postcode not in listing.address else listing.address.strip()]
    if listing.status != ListingStatus.ACTIVE:
        lines.append(_sentence(STATUSES[listing.status]))
    lines += [_sentence(each) for each in opening_words(listing.opening)]
    lines.append(_sentence("; ".join(price_words(listing.prices))))
    if listing.step_free != StepFree.UNKNOWN:
        lines.append(_sentence(STEP_FREE[listing.step_free]))
    lines += [each.strip() for each in (listing.telephone, listing.email, listing.website)]
    if listing.last_verified is not None:
        lines.append(f"Last checked {say_day(listing.last_verified)}")
    return [line for line in lines if line]


def _sentence(words: str) -> str:
    return words[:1].upper() + words[1:]


def _pdf(page: str) -> bytes:
    try:
        from weasyprint import HTML
    except OSError as error:
        raise MissingDataError(
            "The PDF could not be made.",
            f"The system's text layout library is not installed ({str(error).splitlines()[0]}).",
            "Run 'apt-get install libpangoft2-1.0-0 libharfbuzz-subset0', or take the SVG instead.",
        ) from error
    return bytes(HTML(string=page, url_fetcher=_refuse).write_pdf(pdf_variant=VARIANT))


def _refuse(url: str, *_: object, **__: object) -> NoReturn:
    """Let the page load nothing: it holds all it needs."""
    raise ValueError(f"the page asked for {url}, but nothing may be loaded")
