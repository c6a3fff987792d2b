"""The kinds of file a table may come in, each read as a hostile file: nothing is believed before it is checked."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, TypeVar

from seedbed.formats.damaged_zips import DAMAGED_ZIP
from seedbed.formats.data_table_csv import open_csv
from seedbed.formats.data_table_file import MOST_ROWS, TableFile, bad_table
from seedbed.formats.data_table_xlsx import WorkbookLimits, open_xlsx

if TYPE_CHECKING:
    import polars as pl

LARGEST_FILE = 4_000_000_000
"""Bytes; ten million rows of ten columns are a quarter of this."""
Answer = TypeVar("Answer")


def open_table(path: Path, workbooks: WorkbookLimits | None = None) -> TableFile:
    """Read a table's heading.

    Parameters
    ----------
    path
        CSV, XLSX or Parquet.
    workbooks
        What of an XLSX is read, where less than usual.

    Raises
    ------
    BadInputError
        If there is no such file, its kind is not known, it is damaged or too large.
    """
    opened = partial(open_xlsx, limits=workbooks or WorkbookLimits())
    openers: dict[str, Callable[[Path], TableFile]] = {".xlsx": opened, ".parquet": _open_parquet}
    openers |= dict.fromkeys((".csv", ".tsv", ".txt"), open_csv)
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
    except (*DAMAGED_ZIP, pl.exceptions.PolarsError, pa.ArrowException, OSError, ValueError) as error:
        first = (str(error).splitlines() or ["it is damaged"])[0][:200]
        raise bad_table(path, first) from error


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
