"""Reading prepared Parquet tables: by column name, with errors that name the file."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any

import polars as pl

from seedbed.errors import BadInputError
from seedbed.sources.england.datasets import Frame, Reader

NEXT_STEP = "Copy or download the file again, or move it out of the folder to build without it where it is optional."


def read_columns(path: Path, columns: Mapping[str, str], optional: Mapping[str, str] | None = None) -> pl.DataFrame:
    """Read some columns of a Parquet table under new names.

    Parameters
    ----------
    columns
        New name by name in the file. All must be there.
    optional
        The same for columns that may be absent.

    Raises
    ------
    BadInputError
        If the file is not whole Parquet or a column is missing.
    """
    present = _column_names(path)
    missing = [name for name in columns if name not in present]
    if missing:
        raise BadInputError(
            f"{path.name} does not have the columns it should.", f"{path}: no column {', '.join(missing)}.", NEXT_STEP
        )
    wanted = {**columns, **{name: new for name, new in (optional or {}).items() if name in present}}
    table: pl.DataFrame = whole(path, lambda: pl.read_parquet(path, columns=list(wanted)))
    return table.select(pl.col(name).alias(new) for name, new in wanted.items())


def _column_names(path: Path) -> list[str]:
    return list(whole(path, lambda: pl.read_parquet_schema(path)))


def whole(path: Path, read: Callable[[], Any]) -> Any:
    """Call ``read`` and say plainly when the file is not whole.

    Raises
    ------
    BadInputError
        If reading fails.
    """
    try:
        return read()
    except (pl.exceptions.PolarsError, OSError, ValueError) as error:
        raise BadInputError(
            f"{path.name} cannot be read.",
            f"{path} is not a whole Parquet file ({_first_line(error)}).",
            NEXT_STEP,
        ) from error


def _first_line(error: Exception) -> str:
    return (str(error).splitlines() or [type(error).__name__])[0][:200]


def prepared(read: Callable[[Path], Frame], *files: str) -> Reader:
    """Return the reader that needs these files, all of them."""
    return Reader(" and ".join(files), lambda folder: all((folder / file).is_file() for file in files), read)
