"""Pages as PDF/UA, the accessible form of PDF (ISO 14289-1): text stays text, and nothing is loaded from elsewhere."""

from __future__ import annotations

from typing import TYPE_CHECKING, NoReturn

from seedbed.errors import MissingDataError

if TYPE_CHECKING:
    from weasyprint import HTML

VARIANT = "pdf/ua-1"


def as_pdf(page: str, *, pictures: bool = False, instead: str = "") -> bytes:
    """Return a page as PDF/UA; see `to_lay_out`."""
    return bytes(to_lay_out(page, pictures=pictures, instead=instead).write_pdf(pdf_variant=VARIANT))


def to_lay_out(page: str, *, pictures: bool = False, instead: str = "") -> HTML:
    """Return a page that can be laid out.

    Parameters
    ----------
    pictures
        Whether it holds pictures as data within its own text; all else that it names is refused.
    instead
        What one can do where the system libraries are missing, beside installing them.

    Raises
    ------
    MissingDataError
        If the system libraries that lay out text are not installed.
    """
    try:
        from weasyprint import HTML
        from weasyprint.urls import URLFetcher
    except OSError as error:
        raise MissingDataError(
            "The PDF could not be made.",
            f"The system's text layout library is not installed ({str(error).splitlines()[0]}).",
            f"Run 'apt-get install libpangoft2-1.0-0 libharfbuzz-subset0'{instead and f', or {instead}'}.",
        ) from error
    within = URLFetcher(allowed_protocols=["data"], allow_redirects=False) if pictures else _refuse
    return HTML(string=page, url_fetcher=within)


def _refuse(url: str, *_: object, **__: object) -> NoReturn:
    """Let the page load nothing: it holds all it needs."""
    raise ValueError(f"the page asked for {url}, but nothing may be loaded")
