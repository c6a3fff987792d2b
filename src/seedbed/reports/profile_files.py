"""Write a profile to a file in the form that its name asks for, whole or not at all."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from seedbed.formats.files import check_form, write_whole
from seedbed.reports.profile_csv import write_profile_csv
from seedbed.reports.profile_documents import ProfileDocument
from seedbed.reports.profile_page import profile_page
from seedbed.reports.profile_script import profile_script
from seedbed.reports.profile_tables import tables_by_source
from seedbed.reports.profile_view import redacted

Writer = Callable[[ProfileDocument, Path, Path, bool], None]


def check_profile_file(path: Path, *, short: bool = False) -> None:
    """Refuse a name that no form belongs to or that cannot be written, before long work starts.

    Raises
    ------
    UsageError
        Saying which names there are.
    """
    check_form(path, "A short profile" if short else "A profile", SHORT_FORMS if short else WRITERS)


def write_profile(document: ProfileDocument, path: Path, pack_folder: Path, *, short: bool = False) -> None:
    """Write a profile as a page, Word, PDF, CSV with its CSVW description, JSON or a script.

    Parameters
    ----------
    document
        The profile. Numbers marked as suppressed are left out of every form.
    path
        Where to; its ending says the form.
    pack_folder
        The pack the profile was made from: the script works figures out from it.
    short
        True for the form of two pages, as .html, .docx or .pdf.

    Raises
    ------
    UsageError
        If the name has none of the endings or cannot be written to.
    MissingDataError
        If PDF is asked for and the system's text layout libraries are not installed.
    UserError
        If the disk is full.
    """
    check_profile_file(path, short=short)
    WRITERS[path.suffix.lower()](document, path, pack_folder, short)


def _write_text(path: Path, text: str) -> None:
    with write_whole(path) as temporary:
        temporary.write_text(text, encoding="utf-8")


def _html(document: ProfileDocument, path: Path, pack_folder: Path, short: bool) -> None:
    _write_text(path, profile_page(document, short=short, tables=tables_by_source(pack_folder)))


def _docx(document: ProfileDocument, path: Path, pack_folder: Path, short: bool) -> None:
    from seedbed.reports.profile_docx import write_profile_docx
    from seedbed.reports.profile_docx_short import write_short_docx

    with write_whole(path) as temporary:
        if short:
            write_short_docx(document, temporary)
        else:
            write_profile_docx(document, temporary, tables_by_source(pack_folder))


def _pdf(document: ProfileDocument, path: Path, pack_folder: Path, short: bool) -> None:
    from seedbed.reports.profile_pdf import write_profile_pdf

    with write_whole(path) as temporary:
        write_profile_pdf(document, temporary, short=short, tables=tables_by_source(pack_folder))


def _csv(document: ProfileDocument, path: Path, *_: object) -> None:
    write_profile_csv(document, path)


def _json(document: ProfileDocument, path: Path, *_: object) -> None:
    _write_text(path, redacted(document).model_dump_json(by_alias=True, indent=2) + "\n")


def _script(document: ProfileDocument, path: Path, pack_folder: Path, *_: object) -> None:
    _write_text(path, profile_script(document, pack_folder))


WRITERS: dict[str, Writer] = {
    ".html": _html,
    ".docx": _docx,
    ".pdf": _pdf,
    ".csv": _csv,
    ".json": _json,
    ".py": _script,
}
"""What writes each form, by the ending of its name."""

SHORT_FORMS = (".html", ".docx", ".pdf")
"""Forms that people hand round, and that there is a short profile in."""
