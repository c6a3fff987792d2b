"""Find and read publishers' CSV files in a folder, loose or zipped, by what their header says."""

from __future__ import annotations

import csv
import io
import zipfile
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import IO

import polars as pl

from seedbed.errors import BadInputError
from seedbed.formats.damaged_zips import DAMAGED_ZIP
from seedbed.sources.england.datasets import Frame, Reader

NEXT_STEP = "Download the file again ('seedbed data sources' says where), or move it out of the folder."
LARGEST_MEMBER = 4_000_000_000
LONGEST_HEADER = 1_000_000
MISSING_WORDS = ("", "-", "..", "[x]", "[z]", "[c]", "NA", "N/A")


def tidy(name: str) -> str:
    """Return a column name as we compare it: no mark at its start, no doubled spaces, no Nomis ending."""
    return " ".join(name.lstrip("\ufeff").replace("; measures: Value", "").split())


@dataclass(frozen=True, slots=True)
class CsvFile:
    """A CSV file, or one inside a zip file, with its tidied header and first row."""

    path: Path
    member: str | None
    header: tuple[str, ...]
    first_row: tuple[str, ...]

    @property
    def name(self) -> str:
        """What a person calls it."""
        return f"{self.path.name}: {self.member}" if self.member else self.path.name

    def first(self, column: str) -> str:
        """Return the first row's value of a column, or nothing."""
        place = self.header.index(column)
        return self.first_row[place].strip() if place < len(self.first_row) else ""


def csv_files(folder: Path) -> Iterator[CsvFile]:
    """Give the readable CSV files of a folder in order of name; others are passed over."""
    for path in sorted(folder.iterdir()):
        suffix = path.suffix.lower()
        try:
            if suffix == ".csv":
                with path.open("rb") as file:
                    yield _look(path, None, file)
            elif suffix == ".zip":
                yield from _members(path)
        except (OSError, *DAMAGED_ZIP, csv.Error, UnicodeDecodeError, StopIteration):
            continue


def _members(path: Path) -> Iterator[CsvFile]:
    with zipfile.ZipFile(path) as archive:
        for member in archive.infolist():
            if member.filename.lower().endswith(".csv") and member.file_size <= LARGEST_MEMBER:
                with archive.open(member) as file:
                    yield _look(path, member.filename, file)


def _look(path: Path, member: str | None, file: IO[bytes]) -> CsvFile:
    start = file.read(LONGEST_HEADER).decode("utf-8-sig", errors="replace")
    rows = csv.reader(io.StringIO(start))
    header = tuple(tidy(name) for name in next(rows))
    return CsvFile(path, member, header, tuple(next(rows, [])))


def read_csv(file: CsvFile, columns: Mapping[str, str], numbers: Iterable[str] = ()) -> pl.DataFrame:
    """Read some columns of a CSV file under new names.

    Parameters
    ----------
    columns
        New name by tidied name in the file.
    numbers
        New names of columns that hold numbers (``1,234`` and percent-free decimals); others stay text, stripped.

    Raises
    ------
    BadInputError
        If a column is missing, the file cannot be read, or a number is not one (names the row and column).
    """
    missing = [name for name in columns if name not in file.header]
    if missing:
        raise BadInputError(
            f"{file.name} does not have the columns it should.",
            f"{file.path}: no column {', '.join(missing)}.",
            NEXT_STEP,
        )
    places = {new: file.header.index(name) for name, new in columns.items()}
    table = _read_text(file)
    text = table.select(pl.nth(place).str.strip_chars().alias(new) for new, place in places.items())
    return text.with_columns([_number(file, text, new) for new in numbers])


def _read_text(file: CsvFile) -> pl.DataFrame:
    try:
        source: Path | bytes = file.path
        if file.member:
            with zipfile.ZipFile(file.path) as archive:
                source = archive.read(file.member)
        _check_last_row(file, source)
        return pl.read_csv(source, infer_schema=False, encoding="utf8-lossy")
    except (OSError, *DAMAGED_ZIP, pl.exceptions.PolarsError) as error:
        raise BadInputError(
            f"{file.name} cannot be read.",
            f"{file.path} is not a whole CSV file ({(str(error).splitlines() or ['?'])[0][:200]}).",
            NEXT_STEP,
        ) from error


def _check_last_row(file: CsvFile, source: Path | bytes) -> None:
    """Refuse a file whose last row stops early; a reader would fill it up with nothing."""
    last = _tail(source).rstrip(b"\r\n").rsplit(b"\n", 1)[-1].decode("utf-8", errors="replace")
    fields = len(next(csv.reader([last]), []))
    if fields < len(file.header):
        raise BadInputError(
            f"{file.name} was cut short.",
            f"{file.path}: its last row has {fields} of {len(file.header)} columns.",
            NEXT_STEP,
        )


def _tail(source: Path | bytes) -> bytes:
    if isinstance(source, bytes):
        return source[-LONGEST_HEADER:]
    with source.open("rb") as file:
        file.seek(max(0, source.stat().st_size - LONGEST_HEADER))
        return file.read()


def _number(file: CsvFile, text: pl.DataFrame, column: str) -> pl.Series:
    words = text[column]
    given = words.is_not_null() & ~words.is_in(MISSING_WORDS)
    numbers = words.str.replace_all(",", "").cast(pl.Float64, strict=False)
    wrong = (given & numbers.is_null()).arg_true()
    if len(wrong):
        row = wrong[0]
        raise BadInputError(
            f"{file.name} holds something that is not a number.",
            f"{file.path}, row {row + 2}, {column}: {words[row]!r}.",
            NEXT_STEP,
        )
    return numbers.alias(column)


Choose = Callable[[Path], CsvFile | None]


def find(folder: Path, *wanted: str) -> CsvFile | None:
    """Return the first CSV file of a folder whose header has all these columns."""
    return next((file for file in csv_files(folder) if set(wanted) <= set(file.header)), None)


def published(files: str, choose: Choose, read: Callable[[CsvFile], Frame]) -> Reader:
    """Return the reader of one publisher's CSV file.

    Parameters
    ----------
    files
        The file in words a person can look for.
    choose
        Finds the file in a folder, or None.
    read
        Turns it into the normalised frame.
    """

    def read_folder(folder: Path) -> Frame:
        file = choose(folder)
        if file is None:
            raise BadInputError(f"{files} is not in {folder}.", "No file there has its columns.", NEXT_STEP)
        return read(file)

    return Reader(files, lambda folder: choose(folder) is not None, read_folder)
