"""Read the columns a command needs from a table that an analyst brings: CSV, XLSX or Parquet.

Columns are found by name, in any order and any case; columns that are not asked for are ignored. Every error names the
file, and the row where there is one.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, Literal

import numpy as np
from numpy.typing import NDArray

from seedbed.formats.data_table_files import bad_table, read_frame

if TYPE_CHECKING:
    import polars as pl

Floats = NDArray[np.float64]
FIRST_ROW = 2
"""Row of the first values as people count them in a spreadsheet: the heading is row 1."""


@dataclass(frozen=True, slots=True)
class Wanted:
    """A column that a command reads.

    Parameters
    ----------
    name
        What it is called.
    kind
        Whether its cells are numbers or text.
    required
        Whether the table must have it.
    also
        Other names it may have, as in tables of other tools.
    """

    name: str
    kind: Literal["number", "text"] = "number"
    required: bool = True
    also: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Grouping:
    """Which group each row belongs to; groups stand in the order in which they first appear.

    Parameters
    ----------
    names
        Name of each group.
    index
        Number of each row's group, shape (rows,).
    """

    names: list[str]
    index: NDArray[np.intp]


@dataclass(frozen=True)
class DataTable:
    """The wanted columns of a table.

    Parameters
    ----------
    path
        The file, named in errors.
    rows
        Number of rows, 1 or more.
    columns
        Numbers as floats with NaN for an empty cell, text as strings with "" for one; only columns that are there.
    """

    path: Path
    rows: int
    columns: dict[str, NDArray[np.float64] | NDArray[np.object_]] = field(repr=False)

    def has(self, name: str) -> bool:
        """Say whether the table has a column."""
        return name in self.columns

    def numbers(self, name: str) -> Floats:
        """Return a column of numbers, shape (rows,); all NaN where the table has no such column."""
        if name not in self.columns:
            return np.full(self.rows, np.nan)
        return np.asarray(self.columns[name], dtype=np.float64)

    def texts(self, name: str) -> list[str]:
        """Return a column of text; all "" where the table has no such column."""
        return [str(cell) for cell in self.columns[name]] if name in self.columns else [""] * self.rows

    def grouped(self, *names: str) -> Grouping:
        """Group rows by the text of one or more columns; one group named "" where the table has none of them."""
        present = [self.texts(name) for name in names if name in self.columns]
        if not present:
            return Grouping([""], np.zeros(self.rows, dtype=np.intp))
        keys = present[0] if len(present) == 1 else [", ".join(cells) for cells in zip(*present, strict=True)]
        number: dict[str, int] = {}
        index = np.fromiter((number.setdefault(key, len(number)) for key in keys), dtype=np.intp, count=self.rows)
        return Grouping(list(number), index)

    def check(self, wrong: NDArray[np.bool_], name: str, reason: str, next_step: str) -> None:
        """Refuse the table if any row is wrong.

        Parameters
        ----------
        wrong
            One truth a row.
        name, reason
            Column and what is wrong with its value: "is below zero".
        next_step
            What to do.

        Raises
        ------
        BadInputError
            Naming the file, the first such row with its value, and how many there are.
        """
        if not wrong.any():
            return
        first = int(np.flatnonzero(wrong)[0])
        value = self.columns[name][first] if name in self.columns else ""
        shown = f"{value:g}" if isinstance(value, float) else f"'{value}'"
        more = f" ({int(wrong.sum()):,} such rows in all)" if wrong.sum() > 1 else ""
        raise bad_table(self.path, f"row {first + FIRST_ROW}, column '{name}': {shown} {reason}{more}", next_step)


def read_data_table(path: Path, wanted: Sequence[Wanted]) -> DataTable:
    """Read the wanted columns.

    Parameters
    ----------
    path
        CSV (UTF-8; commas, semicolons or tabs), XLSX (first sheet) or Parquet.
    wanted
        The columns.

    Raises
    ------
    BadInputError
        If the file cannot be read, has no rows, lacks a required column, or holds text or an infinite value where
        numbers belong; names the file and the row.
    """
    frame = read_frame(path)
    found = _found(path, frame.columns, wanted)
    columns: dict[str, NDArray[np.float64] | NDArray[np.object_]] = {}
    for column in wanted:
        if column.name in found:
            series = frame.get_column(found[column.name])
            columns[column.name] = _texts(series) if column.kind == "text" else _numbers(path, column.name, series)
    return DataTable(path, frame.height, columns)


def plain_heading(name: str) -> str:
    """Return a heading as it is compared: lower case, words joined by underscores."""
    return "_".join(name.strip().casefold().replace("_", " ").replace("-", " ").split())


def _found(path: Path, headings: Sequence[str], wanted: Sequence[Wanted]) -> dict[str, str]:
    """Return the table's own heading for each wanted column."""
    own: dict[str, str] = {}
    for heading in headings:
        plain = plain_heading(heading)
        if plain in own:
            raise bad_table(path, f"two columns are named '{heading}'", "Give each column a name of its own.")
        own[plain] = heading
    found = {}
    for column in wanted:
        names = [name for name in map(plain_heading, (column.name, *column.also)) if name in own]
        if names:
            found[column.name] = own[names[0]]
        elif column.required:
            known = ", ".join(headings[:20])
            raise bad_table(path, f"there is no column '{column.name}'; the columns are {known}", "Name it so.")
    return found


def _texts(series: pl.Series) -> NDArray[np.object_]:
    import polars as pl

    kept = series.cast(pl.String, strict=False).fill_null("").str.strip_chars()
    return np.array(kept.to_list(), dtype=object)


def _numbers(path: Path, name: str, series: pl.Series) -> Floats:
    import polars as pl

    if series.dtype == pl.Boolean:
        raise bad_table(path, f"column '{name}' holds true and false", "Put numbers there.")
    if series.dtype == pl.String:
        series = _parsed(path, name, series)
    values = series.cast(pl.Float64, strict=False).fill_null(np.nan).to_numpy().astype(np.float64)
    endless = np.isinf(values)
    if endless.any():
        row = int(np.flatnonzero(endless)[0]) + FIRST_ROW
        raise bad_table(path, f"row {row}, column '{name}' is infinite", "Put a number there, or leave it empty.")
    return values


def _parsed(path: Path, name: str, series: pl.Series) -> pl.Series:
    """Turn text into numbers; an empty cell, NaN or NA is missing, any other word an error."""
    import polars as pl

    bare = series.str.strip_chars()
    bare = pl.select(
        pl.when(bare.str.to_lowercase().is_in(["", "nan", "na", "null"])).then(None).otherwise(bare)
    ).to_series()
    numbers = bare.cast(pl.Float64, strict=False)
    wrong = (bare.is_not_null() & numbers.is_null()).arg_true()
    if len(wrong):
        first = int(wrong[0])
        told = f"row {first + FIRST_ROW}, column '{name}': '{bare[first]}' is not a number"
        raise bad_table(path, told, "Write it plainly, like 1234.5, or leave it empty where there is none.")
    return numbers
