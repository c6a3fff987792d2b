"""Workbooks (XLSX) that strangers made: measured before they are loaded, for a reader lays out every cell they span.

A sheet of two cells, one of them in the last corner, is a file of 5 kB that would be laid out as 17 thousand million
cells. So how far its cells reach is read from the sheet itself first.
"""

from __future__ import annotations

import re
import tempfile
import zipfile
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from string import ascii_letters, digits
from typing import TYPE_CHECKING, Any

from seedbed.formats.data_table_file import NO_ROWS, TableFile, bad_table

if TYPE_CHECKING:
    import polars as pl

PART = 1 << 20
LONGEST_TAG = 1 << 20
"""Bytes of a tag, or of text without one, that are kept for the next part."""
OTHER_ENCODINGS = (b"\xff\xfe", b"\xfe\xff", b"<\0", b"\0<")
"""How XML starts that is not UTF-8, in which no tag would be found."""
AFTER_A_NAME = (b" ", b">", b"/", b"\t", b"\n", b"\r")
LESS = "Save it as CSV (UTF-8), or keep only the rows and columns you need."
_CELL = re.compile(rb"<(?:\w+:)?c[\s/>]")
_ROW = re.compile(rb"<(?:\w+:)?row[\s/>]")
_USUAL = (re.compile(rb'<c r="([A-Za-z]+[0-9]+)'), re.compile(rb'<row r="([0-9]+)'))
_ANY = tuple(re.compile(rb"""\sr\s*=\s*["'](%b[0-9]{1,10})""" % letters) for letters in (rb"[A-Za-z]{1,8}", b""))
"""Places of cells and of rows: as spreadsheets write them, which is found three times as fast, and in any way."""
_DIGITS, _LETTERS = digits.encode(), ascii_letters.encode()


@dataclass(frozen=True, slots=True)
class WorkbookLimits:
    """What of a workbook is read.

    Parameters
    ----------
    unpacked
        Bytes that it may unpack to; a full sheet of a million rows is less than the default.
    cells
        Cells that a sheet may span, empty ones too: each is laid out in memory, at some 70 bytes.
    """

    unpacked: int = 1_000_000_000
    cells: int = 50_000_000


def open_xlsx(path: Path, limits: WorkbookLimits) -> TableFile:
    """Open the first sheet; row numbers are the sheet's own, whatever stands above the heading.

    Raises
    ------
    BadInputError
        If it is damaged, empty, or beyond the limits.
    """
    import fastexcel

    try:
        sheet = _first_sheet(path, limits)
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


def _first_sheet(path: Path, limits: WorkbookLimits) -> Any:
    with checked_workbook(path, limits) as book:
        return book.load_sheet(0, header_row=None, skip_rows=0, dtypes="string")


@contextmanager
def checked_workbook(path: Path, limits: WorkbookLimits) -> Iterator[Any]:
    """Open a copy that is as large as the workbook says, so that none swells beyond what was checked.

    Raises
    ------
    BadInputError
        If it is beyond the limits. Damaged ones raise what zipfile and fastexcel do.
    """
    import fastexcel

    with zipfile.ZipFile(path) as archive:
        size = sum(member.file_size for member in archive.infolist())
        if size > limits.unpacked:
            told = f"it would unpack to {size / 1e6:,.0f} MB; at most {limits.unpacked / 1e6:,.0f} MB are read"
            raise bad_table(path, told, LESS)
        with tempfile.NamedTemporaryFile(suffix=".xlsx") as copy:
            with zipfile.ZipFile(copy, "w", zipfile.ZIP_STORED) as plain:
                for member in archive.infolist():
                    # Any member may be the sheet: the workbook says which is, by any name.
                    span = Span()
                    with archive.open(member) as source, plain.open(member.filename, "w", force_zip64=True) as target:
                        while part := source.read(PART):
                            target.write(part)
                            span.hear(part)
                    _check_span(path, span, limits)
            copy.flush()
            yield fastexcel.read_excel(copy.name)


def _check_span(path: Path, span: Span, limits: WorkbookLimits) -> None:
    if span.hidden:
        raise bad_table(path, "it is damaged or not a workbook (a sheet of it is UTF-16 text)")
    if span.cells > limits.cells:
        told = (
            f"its cells span {span.rows:,} rows and {span.columns:,} columns, at most {limits.cells:,} cells are read"
        )
        raise bad_table(path, told, f"Delete what stands far from the table. {LESS}")


class Span:
    """How far the cells of a sheet reach: no less than a reader lays out.

    A cell or row says where it stands, or stands behind the one before; those that do not say are counted and come on
    top of the farthest that is named.
    """

    def __init__(self) -> None:
        self.hidden = False
        self._letters: set[bytes] = set()
        self._row = self._unnamed_rows = self._widest = self._in_row = 0
        self._rest: bytes | None = None

    @property
    def rows(self) -> int:
        """Rows from the first to the last."""
        return self._row + self._unnamed_rows

    @property
    def columns(self) -> int:
        """Columns from the first to the last."""
        return max(map(_column, self._letters), default=0) + self._widest

    @property
    def cells(self) -> int:
        """Cells that a reader lays out."""
        return self.rows * self.columns

    def hear(self, part: bytes) -> None:
        """Count what the next part of a file holds."""
        if self._rest is None:
            self.hidden = part.startswith(OTHER_ENCODINGS)
        whole, end, rest = ((self._rest or b"") + part).rpartition(b">")
        cut = len(rest) > LONGEST_TAG
        self._rest = b"" if cut else rest
        self._count(whole + end + rest if cut else whole + end, usual=not cut)

    def _count(self, text: bytes, *, usual: bool) -> None:
        usual = usual and _is_usual(text)
        of_cells, of_rows = (place.findall(text) for place in (_USUAL if usual else _ANY))
        cells = b" ".join(of_cells)
        self._letters.update(cells.upper().translate(None, _DIGITS).split())
        self._row = max(self._row, *map(int, {*cells.translate(None, _LETTERS).split(), *of_rows}), 0)
        if usual:
            self._in_row = 0 if of_rows else self._in_row
            return
        self._unnamed_rows += max(0, len(_ROW.findall(text)) - len(of_rows))
        first, *others = (len(_CELL.findall(row)) for row in _ROW.split(text))
        if first + sum(others) > len(of_cells):
            self._widest = max(self._widest, self._in_row + first, *others, 0)
        self._in_row = others[-1] if others else self._in_row + first


def _is_usual(text: bytes) -> bool:
    """Say whether every cell and row says where it stands, and says it first, as spreadsheets write them."""
    if b":c" in text or b":row" in text:
        return False
    return all(
        text.count(b'<%b r="' % tag) == sum(text.count(b"<%b%b" % (tag, end)) for end in AFTER_A_NAME)
        for tag in (b"c", b"row")
    )


def _column(letters: bytes) -> int:
    """Return the number of a column by its letters: 1 for A, 27 for AA."""
    number = 0
    for letter in letters:
        number = 26 * number + letter - 64
    return number
