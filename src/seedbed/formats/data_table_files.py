"""The kinds of file a table may come in, each read as a hostile file: nothing is believed before it is checked."""

from __future__ import annotations

import csv
import zipfile
from pathlib import Path
from typing import TYPE_CHECKING

from seedbed.errors import BadInputError

if TYPE_CHECKING:
    import polars as pl

LARGEST_FILE = 4_000_000_000
"""Bytes; ten million rows of ten columns are a quarter of this."""
LARGEST_WORKBOOK = 1_000_000_000
"""Bytes that an XLSX may unpack to: a full sheet of a million rows is less."""
SEPARATORS = ",;\t"
AGAIN = "Save the table again as CSV (UTF-8), then run the command again."


def bad_table(path: Path, why: str, next_step: str = AGAIN) -> BadInputError:
    """Return the error for a table that cannot be used."""
    return BadInputError("The table cannot be used.", f"{path}: {why.rstrip('.')}.", next_step)


def read_frame(path: Path) -> pl.DataFrame:
    """Read a whole table; cells of CSV and XLSX stay text.

    Raises
    ------
    BadInputError
        If there is no such file, its kind is not known, it is damaged, too large, or has no rows.
    """
    import polars as pl

    readers = {".csv": _csv, ".tsv": _csv, ".txt": _csv, ".xlsx": _xlsx, ".parquet": _parquet}
    reader = readers.get(path.suffix.lower())
    if reader is None:
        raise bad_table(path, f"'{path.suffix}' is not one of .csv, .xlsx and .parquet")
    if not path.is_file():
        raise bad_table(path, "there is no such file", "Check the name, then run the command again.")
    if path.stat().st_size > LARGEST_FILE:
        raise bad_table(path, f"it is larger than {LARGEST_FILE / 1e9:g} GB", "Split it, or save it as Parquet.")
    try:
        frame = reader(path)
    except (pl.exceptions.PolarsError, OSError, ValueError, zipfile.BadZipFile) as error:
        first = (str(error).splitlines() or ["it is damaged"])[0][:200]
        raise bad_table(path, first) from error
    if not frame.height:
        raise bad_table(path, "it has no rows", "Give a table with a heading and at least one row.")
    return frame


def _csv(path: Path) -> pl.DataFrame:
    import polars as pl

    with path.open("rb") as file:
        start = file.read(65536)
    if not start.strip():
        raise bad_table(path, "it is empty", "Give a table with a heading and at least one row.")
    if b"\0" in start:
        raise bad_table(path, "it is not UTF-8 text (it holds zero bytes)")
    separator = _separator(start.splitlines()[0].decode("utf-8", errors="replace"))
    try:
        return pl.read_csv(path, separator=separator, infer_schema=False, encoding="utf8")
    except pl.exceptions.NoDataError:
        raise bad_table(path, "it has no rows", "Give a table with a heading and at least one row.") from None
    except pl.exceptions.PolarsError as error:
        raise bad_table(path, _odd_row(path, separator) or str(error).splitlines()[0][:200]) from error


def _separator(heading: str) -> str:
    return max(SEPARATORS, key=heading.count)


def _odd_row(path: Path, separator: str) -> str:
    """Say which row is unlike the heading, after reading has failed."""
    try:
        with path.open(encoding="utf-8-sig", newline="") as file:
            rows = csv.reader(file, delimiter=separator, strict=True)
            width = len(next(rows))
            for row in rows:
                if len(row) > width:
                    return f"row {rows.line_num} has {len(row)} cells, the heading {width}"
    except UnicodeDecodeError:
        return "it is not UTF-8 text"
    except csv.Error as error:
        return f"row {rows.line_num}: {error}"
    return ""


def _xlsx(path: Path) -> pl.DataFrame:
    import fastexcel

    with zipfile.ZipFile(path) as archive:
        size = sum(member.file_size for member in archive.infolist())
    if size > LARGEST_WORKBOOK:
        raise bad_table(path, f"it would unpack to {size / 1e9:.1f} GB")
    try:
        sheet = fastexcel.read_excel(str(path)).load_sheet(0, dtypes="string")
        return sheet.to_polars()
    except fastexcel.FastExcelError as error:
        raise bad_table(path, f"it is damaged or not a workbook ({str(error).splitlines()[0][:120]})") from error


def _parquet(path: Path) -> pl.DataFrame:
    import polars as pl

    return pl.read_parquet(path)
