"""Write what a command found to a file in the form that its name asks for, whole or not at all."""

from __future__ import annotations

import math
from collections.abc import Iterator
from pathlib import Path

from seedbed.formats.files import check_form, write_whole
from seedbed.formats.tables import write_csv
from seedbed.formats.workbooks import Sheet, write_workbook
from seedbed.reports.documents import Document
from seedbed.reports.json_text import write_json
from seedbed.reports.pages import render
from seedbed.reports.results.result import Cell, Result, ResultTable
from seedbed.reports.results.shown import shown_tables
from seedbed.reports.words import NOT_KNOWN, number

FORMS = (".html", ".csv", ".xlsx", ".json")
ROWS_SHOWN = 500
"""Rows of a table on a page; a CSV holds all."""
NARROW = 5
"""Columns of a table that still has room beside a chart."""
NO_LIMIT = "no limit"


def check_result_file(path: Path) -> None:
    """Refuse a name that no form belongs to or that cannot be written, before long work starts.

    Raises
    ------
    UsageError
        Saying which endings there are.
    """
    check_form(path, "A result", FORMS)


def holds_document(path: Path) -> bool:
    """Say whether a file's name asks for the document (.json) rather than for what people read."""
    return path.suffix.lower() == ".json"


def write_document(document: Document, path: Path) -> None:
    """Write a document as JSON; errors as for `write_result`."""
    check_result_file(path)
    write_json(document, path)


def write_result(result: Result, document: Document, path: Path) -> None:
    """Write a result as a page (.html), its first table (.csv), all its tables (.xlsx) or its document (.json).

    Raises
    ------
    UsageError
        If the name has none of the endings or cannot be written to.
    UserError
        If the disk is full.
    """
    check_result_file(path)
    if holds_document(path):
        write_json(document, path)
        return
    form = path.suffix.lower()
    if form == ".csv":
        write_csv(path, result.tables[0].headings, _finite(result.tables[0]))
        return
    if form == ".xlsx":
        write_workbook(path, _sheets(result))
        return
    with write_whole(path) as temporary:
        temporary.write_text(result_page(result), encoding="utf-8")


def result_page(result: Result) -> str:
    """Return a result as one page that needs nothing else."""
    paired = result.paired and len(result.charts) <= len(result.tables)
    return render(
        "result.html",
        document=result,
        result=result,
        tables=shown_tables(result.tables),
        charts_above=() if paired else result.charts,
        charts_beside=dict(enumerate(result.charts)) if paired else {},
        holds_numbers=holds_numbers,
        narrow=NARROW,
        decimals_of=column_decimals,
        shown=shown_cell,
        rows_shown=ROWS_SHOWN,
    )


def holds_numbers(table: ResultTable, column: int) -> bool:
    """Say whether a column holds numbers and nothing else, so that it stands to the end of its line."""
    cells = [row[column] for row in table.rows[:ROWS_SHOWN] if row[column] not in {None, ""}]
    return bool(cells) and not any(isinstance(cell, str) for cell in cells)


def column_decimals(table: ResultTable) -> list[int]:
    """Return the decimals that each column is shown with: none where all its numbers are whole."""
    rows = table.rows[:ROWS_SHOWN]
    return [0 if all(map(_is_whole, column)) else table.decimals for column in zip(*rows, strict=True)]


def _is_whole(cell: Cell) -> bool:
    return not isinstance(cell, float) or not math.isfinite(cell) or cell.is_integer()


def shown_cell(cell: Cell, decimals: int) -> str:
    """Return a cell as people read it."""
    if isinstance(cell, str):
        return cell
    if cell is None or math.isnan(cell):
        return NOT_KNOWN
    if math.isinf(cell):
        return NO_LIMIT
    return number(cell, 0 if isinstance(cell, int) else decimals)


def _finite(table: ResultTable) -> Iterator[tuple[Cell, ...]]:
    """Give the rows of a table as files hold them: what is not a number is an empty cell."""
    for row in table.rows:
        yield tuple(None if isinstance(cell, float) and not math.isfinite(cell) else cell for cell in row)


def _sheets(result: Result) -> list[Sheet]:
    said = [result.title, f"From {result.file}" if result.file else "", *result.sentences, *result.methods]
    about = [line for line in [*said, *(f"Note: {note}" for note in result.notes)] if line]
    if result.invented:
        about.insert(1, "Invented: people, places and numbers are made up.")
    tables = [Sheet(table.caption, table.headings, table.rows) for table in result.tables]
    return [*tables, Sheet("About", (), [[line] for line in about])]
