"""Documents as files: Word, and all of them in one zip file."""

from __future__ import annotations

import io
from collections.abc import Iterable
from zipfile import ZIP_DEFLATED, ZipFile

from seedbed.web.assurance.documents import Written

WORD = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"


def as_word(written: Written) -> bytes:
    """Return a document as a Word file."""
    # Heavy, and needed by this alone.
    from seedbed.reports.plain_word import plain_docx

    return plain_docx(written.document.title, written.html)


def as_zip(pack: Iterable[Written]) -> bytes:
    """Return documents as Word files in one zip file."""
    made = io.BytesIO()
    with ZipFile(made, "w", ZIP_DEFLATED) as packed:
        for each in pack:
            packed.writestr(f"{each.document.slug}.docx", as_word(each))
    return made.getvalue()
