"""Assets on paper: what is put on a sheet, and the files that are made of it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from seedbed.reports.asset_map.contents import Sheet, by_kind
from seedbed.reports.asset_map.files import (
    Report,
    large_print_page,
    large_print_pdf,
    paper_named,
    sheet_pdf,
    sheet_svg,
)
from seedbed.web.asset_register.queries.lists import Wanted, assets_of
from seedbed.web.asset_register.queries.streets import streets_of
from seedbed.web.asset_register.types_here import types_of
from seedbed.web.places.models import Neighbourhood
from seedbed.web.places.queries import boundary_of

MOST = 5_000
"""Assets on one sheet; beyond that the list fills a book."""
AT_ONCE = 60
"""Assets of which a PDF is laid out in about a second; more are long work."""
DOCUMENTS = {
    "map.svg": "image/svg+xml",
    "map.pdf": "application/pdf",
    "large-print.pdf": "application/pdf",
    "large-print.html": "text/html; charset=utf-8",
}
"""Documents by name, and what each is."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Printed:
    """What is to be printed.

    Parameters
    ----------
    paper
        Its name, such as "A4".
    public
        Whether only what the public directory shows.
    kind
        The code of the only kind shown; "" for all.
    """

    paper: str = "A4"
    landscape: bool = False
    public: bool = False
    kind: str = ""

    @property
    def wanted(self) -> Wanted:
        """What the list is narrowed to."""
        return Wanted(public=self.public, asset_type=self.kind)


def is_long(neighbourhood: Neighbourhood, printed: Printed) -> bool:
    """Say whether a PDF of this is long work."""
    return assets_of(neighbourhood, printed.wanted)[: AT_ONCE + 1].count() > AT_ONCE


def made(neighbourhood: Neighbourhood, document: str, printed: Printed, report: Report | None = None) -> str | bytes:
    """Make one of `DOCUMENTS`; of a PDF, ``report`` is told of each page."""
    sheet = _sheet(neighbourhood, printed.wanted)
    paper = paper_named(printed.paper)
    match document:
        case "map.svg":
            return sheet_svg(sheet, paper, landscape=printed.landscape)
        case "map.pdf":
            return sheet_pdf(sheet, paper, landscape=printed.landscape, report=report)
        case "large-print.pdf":
            return large_print_pdf(sheet, report)
        case _:
            return large_print_page(sheet)


def _sheet(neighbourhood: Neighbourhood, wanted: Wanted) -> Sheet:
    found = list(assets_of(neighbourhood, wanted)[: MOST + 1])
    line, streets = boundary_of(neighbourhood), streets_of(neighbourhood)
    known: dict[str, Any] = types_of(neighbourhood.programme.partnership)
    day = date_format(timezone.localdate(), "j F Y")
    said = [_("%(count)s assets, %(day)s.") % {"count": min(len(found), MOST), "day": day}]
    if len(found) > MOST:
        said.append(_("There are more: only the first %(most)s by name are here.") % {"most": MOST})
    if streets is not None:
        said.append(streets.credit)
    return Sheet(
        title=neighbourhood.name,
        kinds=by_kind([each.listing() for each in found[:MOST]], list(known.values())),
        outline=line.outline if line else None,
        streets=streets.network if streets else None,
        note=" ".join(said),
        invented=neighbourhood.programme.invented,
    )
