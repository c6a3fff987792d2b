"""Rows of a table that strangers made: CSV in any usual encoding, XLSX, Parquet. An odd row is refused alone.

The apostrophe that careful writers of CSV put before what looks like a formula is taken off.
"""

from __future__ import annotations

import csv
import io
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import islice
from pathlib import Path

from seedbed.formats.assets.cells import unguarded
from seedbed.formats.data_table_file import NO_ROWS, bad_table
from seedbed.formats.data_table_xlsx import WorkbookLimits
from seedbed.formats.outlines import check_size

LARGEST_FILE = 300_000_000
"""Bytes; a register of a million assets is smaller."""
LARGEST_CELL = 10_000_000
MOST_COLUMNS = 1_000
"""Of a table; lists of assets have some dozens."""
MOST_CELLS = 30_000_000
"""Of a table, counting those that stand empty under a heading: a million rows of 30 columns, some 250 MB."""
WORKBOOKS = WorkbookLimits(unpacked=250_000_000, cells=5_000_000)
"""Of an XLSX, which is laid out in memory as a whole: 100,000 rows of 50 columns, some 400 MB."""
SEPARATORS = ",;\t|"


@dataclass(frozen=True, slots=True)
class Row:
    """One row: its number as people count it, its cells, and why it cannot be used ("" if it can)."""

    number: int
    cells: tuple[str, ...]
    odd: str = ""


@dataclass(frozen=True, slots=True)
class Rows:
    """A table: its headings, its rows, and what people should know of how it was read."""

    headings: tuple[str, ...]
    rows: tuple[Row, ...]
    notes: tuple[str, ...] = ()


def read_rows(path: Path, most: int | None = None) -> Rows:
    """Read a table: CSV or TSV (UTF-8, UTF-16 or Windows-1252), the first sheet of an XLSX, or Parquet.

    Parameters
    ----------
    path
        The table.
    most
        Rows that are wanted; None for all.

    Raises
    ------
    BadInputError
        If the file is missing, empty, larger than 300 MB, damaged, has no heading, or more columns or cells than
        any list of assets.
    """
    check_size(path, LARGEST_FILE)
    if path.suffix.lower() in {".xlsx", ".parquet"}:
        return _from_frame(path, most)
    text, notes = _decoded(path)
    return _from_text(path, text, notes, most)


def _decoded(path: Path) -> tuple[str, tuple[str, ...]]:
    data = path.read_bytes()
    if data.startswith((b"\xff\xfe", b"\xfe\xff")):
        try:
            return data.decode("utf-16"), ()
        except UnicodeDecodeError as error:
            raise bad_table(path, f"byte {error.start:,} is not UTF-16 text") from error
    if b"\x00" in data:
        raise bad_table(path, "it is not text (it holds zero bytes)", "Save the table as CSV (UTF-8) or XLSX.")
    try:
        return data.decode("utf-8-sig"), ()
    except UnicodeDecodeError as error:
        read = data.decode("cp1252", errors="replace")
        why = f"{path.name} is not UTF-8 (byte {error.start:,}); it was read as Windows-1252."
        return read, (f"{why} Check letters such as £ or é.",)


def _from_text(path: Path, text: str, notes: tuple[str, ...], most: int | None) -> Rows:
    first = next((line for line in text.splitlines() if line.strip()), "")
    if not first:
        raise bad_table(path, "it has no rows", NO_ROWS)
    if first.lstrip().lower().startswith(("<!doctype", "<html", "{", "[")):
        what = "a web page" if first.lstrip().startswith("<") else "JSON"
        raise bad_table(path, f"it is {what}, not a table", "Download the table itself, and give it its own ending.")
    separator = max(SEPARATORS, key=first.count)
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=separator)
    before = csv.field_size_limit(LARGEST_CELL)  # of the whole process: other tables have a limit of their own
    try:
        found = _rows(path, reader)
        heading = next(found, None)
        if heading is None:
            raise bad_table(path, "it has no rows", NO_ROWS)
        headings = tuple(cell.strip() for cell in heading.cells)
        _check_columns(path, headings)
        rows = tuple(_fitted(row, len(headings)) for row in islice(found, most or _most_rows(headings) + 1))
    finally:
        csv.field_size_limit(before)
    _check_rows(path, headings, len(rows))
    return Rows(headings, rows, notes)


def _check_columns(path: Path, headings: Sequence[str]) -> None:
    if len(headings) > MOST_COLUMNS:
        told = f"it has {len(headings):,} columns; a list of assets has {MOST_COLUMNS:,} at most"
        raise bad_table(path, told, "Keep the columns that tell of assets, one row an asset.")


def _most_rows(headings: Sequence[str]) -> int:
    return MOST_CELLS // max(1, len(headings))


def _check_rows(path: Path, headings: Sequence[str], rows: int) -> None:
    if rows > _most_rows(headings):
        told = f"it has more than {_most_rows(headings):,} rows of {len(headings):,} columns"
        raise bad_table(path, told, "Keep only the columns you need, or split it.")


def _rows(path: Path, reader: Iterator[list[str]]) -> Iterator[Row]:
    number = 0
    try:
        for cells in reader:
            number += 1
            if any(cell.strip() for cell in cells):
                yield Row(number, tuple(unguarded(cell) for cell in cells))
    except csv.Error as error:
        raise bad_table(path, f"row {number + 1}: {error}") from error


def _fitted(row: Row, width: int) -> Row:
    """Return a row as wide as the heading; one that is wider and holds something there is odd."""
    beyond = [cell for cell in row.cells[width:] if cell.strip()]
    if beyond:
        return Row(row.number, row.cells[:width], f"it has {len(row.cells)} cells, the heading {width}")
    return Row(row.number, (*row.cells[:width], *[""] * (width - len(row.cells))))


def _from_frame(path: Path, most: int | None) -> Rows:
    import polars as pl

    from seedbed.formats.data_table_files import open_table, reading

    file = open_table(path, WORKBOOKS)
    _check_columns(path, file.headings)
    series = reading(path, lambda: file.read(range(len(file.headings)), []))
    columns = [each.head(most or len(each)).cast(pl.String, strict=False).fill_null("").to_list() for each in series]
    numbered = enumerate(zip(*columns, strict=True), file.first_row)
    rows = tuple(Row(number, cells) for number, cells in numbered if any(cell.strip() for cell in cells))
    return Rows(tuple(heading.strip() for heading in file.headings), rows)
