"""Rows of a table that strangers made: CSV in any usual encoding, XLSX, Parquet. An odd row is refused alone.

The apostrophe that careful writers of CSV put before what looks like a formula is taken off.
"""

from __future__ import annotations

import csv
import io
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from seedbed.formats.assets.cells import unguarded
from seedbed.formats.data_table_file import NO_ROWS, bad_table
from seedbed.formats.outlines import check_size

LARGEST_FILE = 300_000_000
"""Bytes; a register of a million assets is smaller."""
LARGEST_CELL = 10_000_000
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


def read_rows(path: Path) -> Rows:
    """Read a table: CSV or TSV (UTF-8, UTF-16 or Windows-1252), the first sheet of an XLSX, or Parquet.

    Raises
    ------
    BadInputError
        If the file is missing, empty, larger than 300 MB, damaged, or has no heading.
    """
    check_size(path, LARGEST_FILE)
    if path.suffix.lower() in {".xlsx", ".parquet"}:
        return _from_frame(path)
    text, notes = _decoded(path)
    return _from_text(path, text, notes)


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


def _from_text(path: Path, text: str, notes: tuple[str, ...]) -> Rows:
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
        found = list(_rows(path, reader))
    finally:
        csv.field_size_limit(before)
    if not found:
        raise bad_table(path, "it has no rows", NO_ROWS)
    headings = tuple(cell.strip() for cell in found[0].cells)
    return Rows(headings, tuple(_fitted(row, len(headings)) for row in found[1:]), notes)


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


def _from_frame(path: Path) -> Rows:
    import polars as pl

    from seedbed.formats.data_table_files import open_table, reading

    file = open_table(path)
    series = reading(path, lambda: file.read(range(len(file.headings)), []))
    columns = [each.cast(pl.String, strict=False).fill_null("").to_list() for each in series]
    numbered = enumerate(zip(*columns, strict=True), file.first_row)
    rows = tuple(Row(number, cells) for number, cells in numbered if any(cell.strip() for cell in cells))
    return Rows(tuple(heading.strip() for heading in file.headings), rows)
