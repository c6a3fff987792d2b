"""The same page as PDF/UA, the accessible form of PDF (ISO 14289-1)."""

from __future__ import annotations

from pathlib import Path
from typing import NoReturn

from seedbed.errors import MissingDataError
from seedbed.reports.documents import ProfileDocument
from seedbed.reports.profile_page import profile_page


def write_profile_pdf(document: ProfileDocument, path: Path) -> None:
    """Write the profile as PDF to ``path``.

    Raises
    ------
    MissingDataError
        If the system libraries that lay out text are not installed.
    """
    try:
        from weasyprint import HTML
    except OSError as error:
        raise MissingDataError(
            "The PDF could not be made.",
            f"The system's text layout library is not installed ({str(error).splitlines()[0]}).",
            "Run 'apt-get install libpangoft2-1.0-0 libharfbuzz-subset0', or write .html or .docx instead.",
        ) from error
    page = HTML(string=profile_page(document, paper=True), url_fetcher=_refuse)
    page.write_pdf(path, pdf_variant="pdf/ua-1")


def _refuse(url: str, *_: object, **__: object) -> NoReturn:
    """Let the page load nothing: it holds all it needs."""
    raise ValueError(f"the page asked for {url}, but nothing may be loaded")
