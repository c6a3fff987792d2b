"""Packs as PDF/UA: maps to draw on, cards for talking, table cloths and cards of consent. Text stays text."""

from __future__ import annotations

from collections.abc import Mapping

from markupsafe import Markup

from seedbed.formats.paper.pack import PaperPack
from seedbed.formats.said import runs_right_to_left
from seedbed.reports.asset_map.papers import PAPERS
from seedbed.reports.pages import render
from seedbed.reports.paper.words import SheetWords
from seedbed.reports.pdf import as_pdf

PARTS: Mapping[str, str] = {
    "maps": "Maps to draw on",
    "cards": "Cards for talking",
    "cloth": "Table cloth",
    "consent": "Consent cards",
}
"""What a pack holds, in order."""
TOKEN_CELLS = 16


def pack_pdf(pack: PaperPack, words: SheetWords, parts: tuple[str, ...] = tuple(PARTS), *, large_print: bool) -> bytes:
    """Return parts of a pack as one PDF.

    Parameters
    ----------
    words
        What stands on cards and cloths; the maps are printed as the pack holds them.
    parts
        Some of `PARTS`; consent cards are left out where there are no words of consent.

    Raises
    ------
    MissingDataError
        If the system libraries that lay out text are not installed.
    """
    page = render(
        "paper_pack.html",
        pack=pack,
        words=words,
        parts=[part for part in PARTS if part in parts and (part != "consent" or words.asked)],
        drawings=[Markup(sheet.drawing) for sheet in pack.sheets],  # noqa: S704 - drawn here; it escapes all
        cloth=PAPERS[pack.size],
        print_size=19 if large_print else 13,
        direction="rtl" if runs_right_to_left(words.question) else "ltr",
        asked_direction="rtl" if runs_right_to_left(" ".join(words.asked)) else "ltr",
        cells=range(TOKEN_CELLS),
    )
    return as_pdf(page)
