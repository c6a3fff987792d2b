"""What stands in the columns of a table that a command does not read, where that tells what its rows are."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from seedbed.formats.data_table_files import open_table, reading
from seedbed.formats.data_table_headings import Wanted, find_columns

if TYPE_CHECKING:
    import polars as pl


def other_texts_that_differ(path: Path, wanted: Sequence[Wanted]) -> list[str]:
    """Return the headings of text columns that a command does not read and that differ between rows.

    A column is text if any of its cells is not a number; empty cells count as nothing.

    Parameters
    ----------
    path
        The table, as for ``read_data_table``.
    wanted
        The columns that the command reads.

    Raises
    ------
    BadInputError
        If the file cannot be read or lacks a required column.
    """
    file = open_table(path)
    read = set(find_columns(path, file.headings, wanted).values())
    others = [place for place, heading in enumerate(file.headings) if heading.strip() and place not in read]
    series = reading(path, lambda: file.read(others, [])) if others else []
    return [file.headings[place] for place, cells in zip(others, series, strict=True) if _texts_differ(cells)]


def _texts_differ(cells: pl.Series) -> bool:
    import polars as pl

    if cells.dtype.is_nested() or cells.dtype.is_numeric() or cells.dtype in (pl.Boolean, pl.Binary, pl.Object):
        return False
    found = cells.cast(pl.String).str.strip_chars().unique().drop_nulls()
    words = found.filter(found != "")
    return len(words) > 1 and bool(words.cast(pl.Float64, strict=False).is_null().any())
