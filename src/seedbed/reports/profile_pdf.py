"""The same page as PDF/UA, the accessible form of PDF (ISO 14289-1)."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path

from seedbed.reports.pdf import VARIANT, to_lay_out
from seedbed.reports.profile_documents import ProfileDocument
from seedbed.reports.profile_page import profile_page

INSTEAD = "write .html or .docx instead"
SHORT_PAGES = 2
SIZES = (1.0, 0.92, 0.84, 0.76, 0.68)
"""Scales of the print that the short form tries, until it fits."""


def write_profile_pdf(
    document: ProfileDocument, path: Path, *, short: bool = False, tables: Mapping[str, Sequence[str]] = {}
) -> None:
    """Write the profile as PDF to ``path``, in the form of two pages where ``short``.

    Raises
    ------
    MissingDataError
        If the system libraries that lay out text are not installed.
    """
    page = profile_page(document, paper=True, short=short, tables=tables)
    if short:
        _write_short(page, path)
    else:
        to_lay_out(page, instead=INSTEAD).write_pdf(path, pdf_variant=VARIANT)


def _write_short(page: str, path: Path) -> None:
    """Write the short form, in smaller print where long lists would need a third page."""
    for size in SIZES:
        # Laid out on a larger sheet, then drawn smaller by as much: A4 again.
        sheet = f"@page {{ size: {210 / size:.2f}mm {297 / size:.2f}mm }}</style>"
        laid_out = to_lay_out(page.replace("</style>", sheet, 1), instead=INSTEAD).render(pdf_variant=VARIANT)
        if len(laid_out.pages) <= SHORT_PAGES:
            break
    laid_out.write_pdf(path, zoom=size, pdf_variant=VARIANT)
