"""Tables that people open in a spreadsheet."""

from __future__ import annotations

import csv
from collections.abc import Iterable, Sequence
from pathlib import Path

from seedbed.errors import UsageError
from seedbed.formats.files import write_whole

Cell = str | int | float | bool | None

FORMULA_STARTS = ("=", "+", "-", "@", "\t", "\r", "\n", "\uff1d", "\uff0b", "\uff0d", "\uff20")
"""First characters that make spreadsheets run a cell (OWASP, "CSV injection"), with their full-width forms."""


def safe_cell(value: Cell) -> Cell:
    """Return a cell that no spreadsheet takes for a formula: text that starts like one gets an apostrophe before it.

    Numbers are left alone, so negative numbers stay numbers.
    """
    if isinstance(value, str) and value.lstrip(" ").startswith(FORMULA_STARTS):
        return "'" + value
    return value


def check_csv_name(path: Path) -> None:
    """Refuse a name of a file to write that does not end in .csv, before any work starts.

    Raises
    ------
    UsageError
        If it does not.
    """
    if path.suffix.lower() != ".csv":
        raise UsageError("The table was not written.", f"{path.name} does not end in .csv.", "Name a .csv file.")


def write_csv(path: Path, columns: Sequence[str], rows: Iterable[Sequence[Cell]]) -> None:
    """Write a CSV file (RFC 4180, UTF-8 with the mark that Excel needs), whole or not at all.

    Parameters
    ----------
    path
        Where to; an older file there is replaced.
    columns
        Names, in order.
    rows
        One sequence a row, as long as ``columns``; None is an empty cell.
    """
    with write_whole(path) as temporary, temporary.open("w", encoding="utf-8-sig", newline="") as file:
        writer = csv.writer(file)
        writer.writerow([safe_cell(column) for column in columns])
        writer.writerows([safe_cell(cell) for cell in row] for row in rows)
