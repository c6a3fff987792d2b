"""Write what a command found to a file in the form that its name asks for, whole or not at all."""

from __future__ import annotations

from pathlib import Path

from seedbed.formats.files import check_form, write_whole
from seedbed.formats.tables import write_csv
from seedbed.reports.documents import Document
from seedbed.reports.pages import render
from seedbed.reports.results.result import Cell, Result
from seedbed.reports.words import NOT_KNOWN, number

FORMS = (".html", ".csv", ".json")
ROWS_SHOWN = 500
"""Rows of a table on a page; a CSV holds all."""


def check_result_file(path: Path) -> None:
    """Refuse a name that no form belongs to or that cannot be written, before long work starts.

    Raises
    ------
    UsageError
        Saying which endings there are.
    """
    check_form(path, "A result", FORMS)


def write_result(result: Result, document: Document, path: Path) -> None:
    """Write a result as a page (.html), its first table (.csv) or its document (.json).

    Raises
    ------
    UsageError
        If the name has none of the endings or cannot be written to.
    UserError
        If the disk is full.
    """
    check_result_file(path)
    form = path.suffix.lower()
    if form == ".csv":
        write_csv(path, result.tables[0].headings, result.tables[0].rows)
        return
    text = result_page(result) if form == ".html" else document.model_dump_json(by_alias=True, indent=2) + "\n"
    with write_whole(path) as temporary:
        temporary.write_text(text, encoding="utf-8")


def result_page(result: Result) -> str:
    """Return a result as one page that needs nothing else."""
    return render("result.html", document=result, result=result, shown=shown_cell, rows_shown=ROWS_SHOWN)


def shown_cell(cell: Cell, decimals: int) -> str:
    """Return a cell as people read it."""
    if cell is None or cell != cell:  # noqa: PLR0124 - NaN
        return NOT_KNOWN
    if isinstance(cell, str):
        return cell
    return number(cell, 0 if isinstance(cell, int) else decimals)
