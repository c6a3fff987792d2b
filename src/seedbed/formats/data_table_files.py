"""The kinds of file a table may come in, each read as a hostile file: nothing is believed before it is checked."""

from __future__ import annotations

import tempfile
import zipfile
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeVar

from seedbed.formats.data_table_csv import open_csv
from seedbed.formats.data_table_file import MOST_ROWS, NO_ROWS, TableFile, bad_table

if TYPE_CHECKING:
    import polars as pl

LARGEST_FILE = 4_000_000_000
"""Bytes; ten million rows of ten columns are a quarter of this."""
LARGEST_WORKBOOK = 1_000_000_000
"""Bytes that an XLSX may unpack to: a full sheet of a million rows is less."""
Answer = TypeVar("Answer")


def open_table(path: Path) -> TableFile:
    """Read a table's heading.

    Raises
    ------
    BadInputError
        If there is no such file, its kind is not known, it is damaged or too large.
    """
    openers = {".csv": open_csv, ".tsv": open_csv, ".txt": open_csv, ".xlsx": _open_xlsx, ".parquet": _open_parquet}
    opener = openers.get(path.suffix.lower())
    if opener is None:
        raise bad_table(path, f"'{path.suffix}' is not one of .csv, .xlsx and .parquet")
    if not path.is_file():
        reason = "it is a folder" if path.is_dir() else "there is no such file"
        raise bad_table(path, reason, "Check the name, then run the command again.")
    if path.stat().st_size > LARGEST_FILE:
        raise bad_table(path, f"it is larger than {LARGEST_FILE / 1e9:g} GB", "Split it, or save it as Parquet.")
    return reading(path, lambda: opener(path))


def reading(path: Path, work: Callable[[], Answer]) -> Answer:
    """Do some reading; whatever a library complains of becomes an error that names the file."""
    import polars as pl
    import pyarrow as pa

    try:
        return work()
    except PermissionError as error:
        raise bad_table(path, "it may not be read", "Ask for the right to read it.") from error
    except (pl.exceptions.PolarsError, pa.ArrowException, OSError, ValueError, zipfile.BadZipFile) as error:
        first = (str(error).splitlines() or ["it is damaged"])[0][:200]
        raise bad_table(path, first) from error


def _open_xlsx(path: Path) -> TableFile:
    """Open the first sheet; row numbers are the sheet's own, whatever stands above the heading."""
    import fastexcel

    try:
        sheet = _first_sheet(path)
        batch, errors = sheet.to_arrow_with_errors()
    except fastexcel.FastExcelError as error:
        raise bad_table(path, f"it is damaged or not a workbook ({str(error).splitlines()[0][:120]})") from error
    import polars as pl

    frame = pl.DataFrame(batch) if batch.num_columns else pl.DataFrame()
    filled = [place for place in range(min(frame.height, 1000)) if any(cell is not None for cell in frame.row(place))]
    if not filled:
        raise bad_table(path, "it has no rows", NO_ROWS)
    start = filled[0] + 1
    wrong = {error.position[1]: error.position[0] + 1 for error in reversed(errors.errors)} if errors else {}

    def read(places: Sequence[int], _numbers: Sequence[int]) -> list[pl.Series]:
        for place in places:
            if wrong.get(place, 0) > start:
                told = f"row {wrong[place]}, column '{headings[place]}' holds an error of the spreadsheet"
                raise bad_table(path, told, "Mend the formula, or leave the cell empty.")
        return [frame.to_series(place).slice(start) for place in places]

    headings = ["" if cell is None else str(cell) for cell in frame.row(start - 1)]
    return TableFile(headings, start + 1, read)


def _first_sheet(path: Path) -> Any:
    """Load the sheet from a copy that is as large as the workbook says, so that none swells beyond what was checked."""
    import fastexcel

    with zipfile.ZipFile(path) as archive:
        size = sum(member.file_size for member in archive.infolist())
        if size > LARGEST_WORKBOOK:
            raise bad_table(path, f"it would unpack to {size / 1e9:.1f} GB")
        with tempfile.NamedTemporaryFile(suffix=".xlsx") as copy:
            with zipfile.ZipFile(copy, "w", zipfile.ZIP_STORED) as plain:
                for member in archive.infolist():
                    with archive.open(member) as source, plain.open(member.filename, "w", force_zip64=True) as target:
                        while part := source.read(1 << 20):
                            target.write(part)
            copy.flush()
            return fastexcel.read_excel(copy.name).load_sheet(0, header_row=None, skip_rows=0, dtypes="string")


def _open_parquet(path: Path) -> TableFile:
    import polars as pl
    from pyarrow import parquet

    file = parquet.ParquetFile(path)
    if file.metadata.num_rows > MOST_ROWS:
        raise bad_table(path, f"it has more than {MOST_ROWS:,} rows", "Split it.")
    names = list(file.schema_arrow.names)

    def read(places: Sequence[int], _numbers: Sequence[int]) -> list[pl.Series]:
        wanted = [names[place] for place in places]
        table = parquet.ParquetFile(path).read(columns=wanted).replace_schema_metadata(None)
        table.validate(full=True)
        return [pl.Series(values=table.column(name)) for name in wanted]

    return TableFile(names, 2, read)
