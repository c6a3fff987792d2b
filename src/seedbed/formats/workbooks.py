"""Workbooks (XLSX) that people open in a spreadsheet: text stays text, numbers stay numbers, nothing is a formula."""

from __future__ import annotations

import math
import re
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

from seedbed.errors import UsageError
from seedbed.formats.files import write_whole

if TYPE_CHECKING:
    from xlsxwriter.worksheet import Worksheet

Cell = str | int | float | None

MOST_ROWS = 1_048_575
"""Rows a sheet holds beside its heading."""
LONGEST_CELL = 32_767
WIDEST = 60


@dataclass(frozen=True, slots=True)
class Sheet:
    """One sheet.

    Parameters
    ----------
    name
        What its tab says; made shorter and told apart from others where it must be.
    headings
        One a column; without any the rows start at the top.
    rows
        Cells; None is an empty cell.
    """

    name: str
    headings: Sequence[str]
    rows: Sequence[Sequence[Cell]]


def write_workbook(path: Path, sheets: Sequence[Sheet]) -> None:
    """Write sheets, whole or not at all.

    Raises
    ------
    UsageError
        If a sheet has more rows than a workbook can hold, or the path cannot be written to.
    UserError
        If the disk is full.
    """
    import xlsxwriter

    longest = max(len(sheet.rows) for sheet in sheets)
    if longest > MOST_ROWS:
        raise UsageError(
            f"{longest:,} rows cannot be written to {path.name}.",
            f"A sheet of a workbook holds {MOST_ROWS:,}.",
            "Give a name that ends in .csv.",
        )
    plain = {"strings_to_formulas": False, "strings_to_urls": False, "strings_to_numbers": False}
    names = _names([sheet.name for sheet in sheets])
    with write_whole(path) as temporary, xlsxwriter.Workbook(temporary, plain) as book:
        bold, wrapped = book.add_format({"bold": True, "text_wrap": True}), book.add_format({"text_wrap": True})
        for name, sheet in zip(names, sheets, strict=True):
            _write_sheet(book.add_worksheet(name), sheet, bold, wrapped)


def _write_sheet(page: Worksheet, sheet: Sheet, bold: Any, wrapped: Any) -> None:
    for column, heading in enumerate(sheet.headings):
        page.write_string(0, column, heading[:LONGEST_CELL], bold)
    first = 1 if sheet.headings else 0
    if first:
        page.freeze_panes(1, 1)
    for row, cells in enumerate(sheet.rows, first):
        for column, cell in enumerate(cells):
            if isinstance(cell, str):
                page.write_string(row, column, cell[:LONGEST_CELL], None if first else wrapped)
            elif cell is not None and math.isfinite(cell):
                page.write_number(row, column, cell)
    for column, width in enumerate(_widths(sheet)):
        page.set_column(column, column, width)


def _widths(sheet: Sheet) -> list[int]:
    shown = [[len(heading) for heading in sheet.headings]] if sheet.headings else []
    shown += [[len(cell) if isinstance(cell, str) else 10 for cell in row] for row in sheet.rows[:200]]
    columns = max((len(row) for row in shown), default=0)
    return [min(2 + max(row[column] for row in shown if column < len(row)), WIDEST) for column in range(columns)]


def _names(wanted: Sequence[str]) -> list[str]:
    """Return names that a workbook takes: 31 letters, none that names of sheets may not hold, no two alike."""
    names: list[str] = []
    for number, name in enumerate(wanted, 1):
        plain = re.sub(r"[\[\]:*?/\\\x00-\x1f]", " ", name).strip(" '")[:28].strip(" '") or f"Table {number}"
        taken = {one.casefold() for one in names}
        names.append(f"{plain[:26]} {number}" if plain.casefold() in taken or plain.casefold() == "history" else plain)
    return names
