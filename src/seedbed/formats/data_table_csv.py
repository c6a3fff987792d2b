"""Tables as text: commas, semicolons or tabs; UTF-8. Only the columns asked for are kept, numbers as numbers."""

from __future__ import annotations

import csv
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np

from seedbed.formats.data_table_file import MOST_ROWS, NO_ROWS, TableFile, bad_table

if TYPE_CHECKING:
    import polars as pl

SEPARATORS = ",;\t"
START = 1 << 16
LARGE = 50_000_000
"""Bytes from which a table is read without the columns that nobody asked for."""
PART = 1 << 24


def open_csv(path: Path) -> TableFile:
    """Read the heading of a table of text.

    Raises
    ------
    BadInputError
        If the file is empty, is not UTF-8 text, or its heading has no end.
    """
    with path.open("rb") as file:
        start = file.read(START)
    _refuse_other_encodings(path, start)
    lines = start.removeprefix(b"\xef\xbb\xbf").splitlines()
    above = next((place for place, line in enumerate(lines) if line.strip()), None)
    if above is None:
        raise bad_table(path, "it is empty", NO_ROWS)
    if b"\r" in start and b"\n" not in start:
        raise bad_table(path, "its lines end as on very old computers (with CR alone)")
    separator = _separator(lines[above].decode("utf-8", errors="replace"))
    headings = _heading(path, separator)

    def read(places: Sequence[int], numbers: Sequence[int]) -> list[pl.Series]:
        return _columns(path, separator, len(headings), places, numbers)

    return TableFile(headings, above + 2, read)


def _refuse_other_encodings(path: Path, start: bytes) -> None:
    if start.startswith((b"\xff\xfe", b"\xfe\xff")):
        raise bad_table(path, "it is UTF-16 text (Excel calls it 'Unicode text'), not UTF-8")
    if b"\0" in start:
        raise bad_table(path, "it is not UTF-8 text (it holds zero bytes)")


def _separator(heading: str) -> str:
    return max(SEPARATORS, key=heading.count)


def _heading(path: Path, separator: str) -> list[str]:
    try:
        with path.open(encoding="utf-8-sig", newline="") as file:
            rows = csv.reader(file, delimiter=separator, strict=True)
            return next(row for row in rows if any(cell.strip() for cell in row))
    except UnicodeDecodeError:
        raise bad_table(path, "it is not UTF-8 text") from None
    except (csv.Error, StopIteration):
        raise bad_table(path, "its heading cannot be read: a cell is too long or a quote is not closed") from None


def _columns(path: Path, separator: str, width: int, places: Sequence[int], numbers: Sequence[int]) -> list[pl.Series]:
    """Read columns; numbers as such, or all as text where one of them is none, so that the error can say which."""
    import polars as pl

    large = path.stat().st_size > LARGE
    if (
        large
        and pl.scan_csv(path, infer_schema=False, separator=separator).select(pl.len()).collect().item() > MOST_ROWS
    ):
        raise bad_table(path, f"it has more than {MOST_ROWS:,} rows", "Split it.")
    # Reading a part of the columns looks at no row's end, and a row too long must never be cut in silence.
    some = sorted(set(places)) if large and _even(path, separator, width) else None
    try:
        names = pl.read_csv(path, separator=separator, infer_schema=False, n_rows=0).columns
        kinds = {names[place]: pl.Float64() for place in numbers}
        try:
            frame = pl.read_csv(path, separator=separator, infer_schema=False, columns=some, schema_overrides=kinds)
        except pl.exceptions.ComputeError:
            frame = pl.read_csv(path, separator=separator, infer_schema=False, columns=some)
    except pl.exceptions.NoDataError:
        raise bad_table(path, "it has no rows", NO_ROWS) from None
    except pl.exceptions.PolarsError as error:
        raise bad_table(path, odd_row(path, separator) or str(error).splitlines()[0][:200]) from error
    return [frame.get_column(names[place]) for place in places]


def _even(path: Path, separator: str, width: int) -> bool:
    """Say whether a large table surely has no row longer than its heading: it has no quotes and no line too many."""
    rest = b""
    with path.open("rb") as file:
        while part := file.read(PART):
            if b'"' in part:
                return False
            whole, newline, rest = (rest + part).rpartition(b"\n")
            if not _even_lines(np.frombuffer(whole + newline, dtype=np.uint8), ord(separator), width):
                return False
    return rest.count(separator.encode()) < width


def _even_lines(text: np.ndarray[tuple[int], np.dtype[np.uint8]], separator: int, width: int) -> bool:
    ends = np.flatnonzero(text == 10)
    before = np.searchsorted(np.flatnonzero(text == separator), ends)
    return bool(np.diff(before, prepend=0).max(initial=0) < width)


def odd_row(path: Path, separator: str) -> str:
    """Say which row is unlike the heading, after reading has failed; nothing where none is."""
    row = 0
    try:
        with path.open(encoding="utf-8-sig", newline="") as file:
            width = 0
            for row, cells in enumerate(csv.reader(file, delimiter=separator, strict=True), 1):
                width = width or len(cells)
                if len(cells) > width:
                    return f"row {row} has {len(cells)} cells, the heading {width}"
    except UnicodeDecodeError:
        return "it is not UTF-8 text"
    except csv.Error as error:
        return f"row {row + 1}: {error}"
    return ""
