"""The tables inside a GTFS file: a zip or a folder of them, made by strangers."""

from __future__ import annotations

import tempfile
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from seedbed.errors import BadInputError
from seedbed.formats.data_table_csv import LARGE, odd_row
from seedbed.formats.outlines import cannot_read, check_size
from seedbed.formats.safe_zip import unpack

if TYPE_CHECKING:
    import polars as pl

LARGEST_ZIP = 2 * 1024**3
LARGEST_UNPACKED = 12 * 1024**3
"""Bytes; the buses of all of Britain unpack to about half of that."""
SUFFIX = ".txt"
ROW = "row"
"""Our column with the number of a row, as spreadsheets count."""
AGAIN = " again "
ANOTHER = "Download the timetable again, or ask its publisher for one that follows GTFS (gtfs.org)."


def _headings(told: list[str]) -> list[str]:
    """Return headings without spaces, each once; a publisher's own "row", of which GTFS knows none, makes way."""
    names: list[str] = []
    for each in told:
        name = each.strip().lstrip("\ufeff")
        name = f"{name} of the publisher" if name == ROW else name
        names.append(f"{name}{AGAIN}{len(names)}" if name in names else name)
    return names


@dataclass(frozen=True, slots=True)
class Tables:
    """The tables of one GTFS file."""

    source: Path
    files: dict[str, Path]

    def __contains__(self, name: str) -> bool:
        """Say whether the file holds a table."""
        return name in self.files

    def scan(self, name: str, needed: Sequence[str], also: Sequence[str] = ()) -> pl.LazyFrame:
        """Return columns of a table as text without spaces around it, with ``row``, as spreadsheets count.

        Rows in which nothing is said are left out.

        Parameters
        ----------
        needed
            Columns it must have.
        also
            Columns it may have; null where it has not.

        Raises
        ------
        BadInputError
            If there is no such table, it is empty, or a column is missing.
        """
        import polars as pl

        if name not in self.files:
            there = ", ".join(sorted(self.files)) or "none"
            raise self.bad(f"It has no {name}{SUFFIX}; its tables are: {there}.")
        try:
            frame = pl.scan_csv(
                self.files[name],
                infer_schema=False,
                row_index_name=ROW,
                row_index_offset=2,
                with_column_names=_headings,
            )
            if self.files[name].stat().st_size <= LARGE:
                # reading a part of the columns looks at no row's end, and a row too long must not be cut in silence
                frame = frame.collect().lazy()
            columns = frame.collect_schema().names()
        except (pl.exceptions.PolarsError, OSError) as error:
            raise self.cannot_read(name, error) from error
        missing = [each for each in needed if each not in columns]
        if missing:
            raise self.bad(f"{name}{SUFFIX} has no column {', '.join(missing)}; it has: {', '.join(columns[1:])}.")
        twice = [each for each in (*needed, *also) if any(other.startswith(f"{each}{AGAIN}") for other in columns)]
        if twice:
            raise self.bad(f"{name}{SUFFIX} has the column {', '.join(twice)} twice.")
        present = [pl.col(each).str.strip_chars() for each in (*needed, *also) if each in columns]
        absent = [pl.lit(None, dtype=pl.String).alias(each) for each in also if each not in columns]
        empty = pl.all_horizontal(pl.col(each).is_null() | (pl.col(each).str.strip_chars() == "") for each in needed)
        return frame.filter(~empty).select("row", *present, *absent)

    def read(self, name: str, needed: Sequence[str], also: Sequence[str] = ()) -> pl.DataFrame:
        """Read a table whole; see `scan`."""
        return self.collect(name, self.scan(name, needed, also))

    def collect(self, name: str, frame: pl.LazyFrame) -> pl.DataFrame:
        """Carry out a `scan`, saying which table cannot be read where that fails."""
        import polars as pl

        try:
            return frame.collect(engine="streaming")
        except pl.exceptions.PolarsError as error:
            raise self.cannot_read(name, error) from error

    def cannot_read(self, name: str, error: Exception) -> BadInputError:
        """Make the error for a table that is no table."""
        said = odd_row(self.files[name], ",") or (str(error).splitlines() or [""])[0][:200]
        return self.bad(f"{name}{SUFFIX} is no table of text in UTF-8: {said}.")

    def bad(self, why: str, next_step: str = ANOTHER) -> BadInputError:
        """Make the error for a timetable that cannot be used."""
        return BadInputError(f"The timetable {self.source.name} cannot be read.", f"{self.source}: {why}", next_step)


@contextmanager
def opened(path: Path) -> Iterator[Tables]:
    """Open a zip or a folder of tables.

    Raises
    ------
    BadInputError
        If there is none, or the zip is damaged, locked, points outside itself or would unpack to too much.
    """
    if path.is_dir():
        yield Tables(path, _tables(path.iterdir()))
        return
    check_size(path, LARGEST_ZIP)
    with path.open("rb") as file:
        start = file.read(2)
    if start != b"PK":
        raise cannot_read(path, "It is neither a zip nor a folder of GTFS tables.", ANOTHER)
    with tempfile.TemporaryDirectory(prefix="seedbed-gtfs-") as folder:
        yield Tables(path, _tables(unpack(path, Path(folder), frozenset({SUFFIX}), LARGEST_UNPACKED)))


def _tables(files: Iterator[Path] | list[Path]) -> dict[str, Path]:
    return {each.stem.lower(): each for each in files if each.suffix.lower() == SUFFIX and each.is_file()}
