"""Read the columns a command needs from a table that an analyst brings: CSV, XLSX or Parquet.

Columns are found by name, in any order and any case; columns that are not asked for are ignored. Every error names the
file, and the row where there is one.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray

from seedbed.formats.data_table_file import NO_ROWS, bad_table
from seedbed.formats.data_table_files import open_table, reading
from seedbed.formats.data_table_headings import Wanted, find_columns, plain_heading

if TYPE_CHECKING:
    import polars as pl

__all__ = ["DataTable", "Floats", "Grouping", "Wanted", "plain_heading", "read_data_table"]

Floats = NDArray[np.float64]
FIRST_ROW = 2
"""Row of the first values as people count them in a spreadsheet: the heading is row 1."""
LONGEST_SHOWN = 60
"""Letters of a cell that an error shows."""
LARGEST, SMALLEST = 1e50, 1e-50
"""Bounds of numbers other than 0: beyond them squares and cubes of slips of the pen would leave what numbers hold."""


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
    row_numbers
        Row of each as people count them in a spreadsheet, shape (rows,); without it, every row from the second on.
    """

    path: Path
    rows: int
    columns: dict[str, Floats | pl.Series] = field(repr=False)
    row_numbers: NDArray[np.int64] | None = field(default=None, repr=False)

    def row(self, index: int) -> int:
        """Return the row, as people count them in a spreadsheet, of a place in the columns."""
        return index + FIRST_ROW if self.row_numbers is None else int(self.row_numbers[index])

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
        import polars as pl

        present = {name: self.columns[name] for name in names if name in self.columns}
        if not present:
            return Grouping([""], np.zeros(self.rows, dtype=np.intp))
        keys = pl.DataFrame([pl.Series(name, cells).cast(pl.String) for name, cells in present.items()])
        groups = keys.unique(maintain_order=True)
        numbered = groups.with_row_index("*number")
        index = keys.join(numbered, on=list(present), how="left", nulls_equal=True, maintain_order="left")
        named = [", ".join(cell or "" for cell in cells) for cells in groups.iter_rows()]
        return Grouping(named, index.get_column("*number").to_numpy().astype(np.intp))

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
        shown = _shown(value)
        more = f" ({int(wrong.sum()):,} such rows in all)" if wrong.sum() > 1 else ""
        raise bad_table(self.path, f"row {self.row(first)}, column '{name}': {shown} {reason}{more}", next_step)


def _shown(value: object) -> str:
    if isinstance(value, float):
        return "it" if np.isnan(value) else f"{value:g}"
    text = str(value)
    return f"'{text}'" if len(text) <= LONGEST_SHOWN else f"'{text[:LONGEST_SHOWN]}…'"


def read_data_table(path: Path, wanted: Sequence[Wanted]) -> DataTable:
    """Read the wanted columns.

    Rows of nothing are passed over, save in a table whose only column is text: there an empty line, be it the last, is
    a row whose cell was left empty, as Excel saves it, and reads as "".

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
    file = open_table(path)
    found = find_columns(path, file.headings, wanted)
    present = [column for column in wanted if column.name in found]
    places = [found[column.name] for column in present]
    numbers = [place for column, place in zip(present, places, strict=True) if column.kind == "number"]
    series = reading(path, lambda: file.read(places, numbers))
    alone = [column.kind for column in present] == ["text"] and sum(bool(each.strip()) for each in file.headings) == 1
    kept = _filled(series, every=alone)
    if not len(kept):
        raise bad_table(path, "it has no rows", NO_ROWS)
    rows = kept + file.first_row
    columns: dict[str, Floats | pl.Series] = {}
    for column, cells in zip(present, series, strict=True):
        whole = cells if len(kept) == len(cells) else cells.gather(kept)
        columns[column.name] = (
            _texts(path, column.name, whole, rows)
            if column.kind == "text"
            else _numbers(path, column.name, whole, rows)
        )
    return DataTable(path, len(kept), columns, rows)


def _filled(series: Sequence[pl.Series], *, every: bool) -> NDArray[np.int64]:
    """Return the places of rows that hold anything, or every if any does; spreadsheets leave rows of nothing behind."""
    if not series:
        return np.zeros(0, dtype=np.int64)
    empty = np.ones(len(series[0]), dtype=np.bool_)
    for cells in series:
        empty &= cells.is_null().to_numpy()
    return np.arange(empty.size) if every and not empty.all() else np.flatnonzero(~empty)


def _texts(path: Path, name: str, series: pl.Series, rows: NDArray[np.int64]) -> pl.Series:
    import polars as pl

    if series.dtype.is_nested() or series.dtype in (pl.Binary, pl.Object):
        raise bad_table(path, f"column '{name}' holds {series.dtype}, not text", "Put text there.")
    if series.dtype.is_float() and bool((series.drop_nulls() % 1 == 0).all()):
        series = series.cast(pl.Int64)
    kept = series.cast(pl.String).fill_null("").str.strip_chars()
    zeros = kept.str.contains("\0", literal=True).arg_true()
    if len(zeros):
        raise bad_table(path, f"row {rows[int(zeros[0])]}, column '{name}' holds a zero byte")
    return kept


def _numbers(path: Path, name: str, series: pl.Series, rows: NDArray[np.int64]) -> Floats:
    import polars as pl

    if series.dtype == pl.Boolean:
        raise bad_table(path, f"column '{name}' holds true and false", "Put numbers there.")
    if series.dtype == pl.String:
        series = _parsed(path, name, series, rows)
    if not (series.dtype.is_numeric() or series.dtype == pl.Null):
        raise bad_table(path, f"column '{name}' holds {series.dtype}, not numbers", "Put numbers there.")
    values = series.cast(pl.Float64).fill_null(np.nan).to_numpy().astype(np.float64)
    size = np.abs(values)
    for wrong, reason, next_step in (
        (np.isinf(size), "is infinite", "Put a number there, or leave it empty."),
        (size > LARGEST, f"is beyond {LARGEST:g}, which nothing is", "Correct it, or leave it empty."),
        ((size > 0) & (size < SMALLEST), f"is nearer to 0 than {SMALLEST:g}", "Write 0, or take a smaller unit."),
    ):
        if wrong.any():
            row = rows[int(np.flatnonzero(wrong)[0])]
            raise bad_table(path, f"row {row}, column '{name}' {reason}", next_step)
    return values


def _parsed(path: Path, name: str, series: pl.Series, rows: NDArray[np.int64]) -> pl.Series:
    """Turn text into numbers; an empty cell, NaN or NA is missing, any other word an error."""
    import polars as pl

    bare = series.str.strip_chars()
    missing = bare.str.to_lowercase().is_in(["", "nan", "na", "null"])
    bare = pl.select(pl.when(missing).then(None).otherwise(bare)).to_series()
    numbers = bare.cast(pl.Float64, strict=False)
    wrong = (bare.is_not_null() & numbers.is_null()).arg_true()
    if len(wrong):
        first = int(wrong[0])
        told = f"row {rows[first]}, column '{name}': '{bare[first][:60]}' is not a number"
        raise bad_table(path, told, _advice(bare[first]))
    return numbers


def _advice(cell: str) -> str:
    """Say how to write a number that is written in a way that could mean two things."""
    if "%" in cell:
        return "Take the % signs off the whole column, then run the command again."
    if "," in cell:
        return "Write it with a point before decimals and nothing between thousands, like 1234.5."
    return "Write it plainly, like 1234.5, or leave it empty where there is none."
