"""Maps as workbooks (XLSX): one sheet of factors and one of links, as PRSM and Kumu have them.

A sheet with a column Label and no ends is of factors, one with From and To is of links; the first row is the heading.
Sheets with "(ignore)" in their name are left out. Workbooks of experts' questionnaires and square tables are read too.
"""

from __future__ import annotations

import tempfile
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from seedbed.analysis.systems.types import SystemMap
from seedbed.errors import UserError
from seedbed.formats.damaged_zips import DAMAGED_ZIP
from seedbed.formats.data_table_xlsx import WorkbookLimits, checked_workbook
from seedbed.formats.systems.fcm_lists import experts_map, is_questionnaire
from seedbed.formats.systems.fields import (
    FACTOR_FIELDS,
    LINK_FIELDS,
    POLARITY_NAMES,
    factor_cells,
    link_cells,
    number_of,
)
from seedbed.formats.systems.gathering import Gathering, bad_map
from seedbed.formats.systems.kumu import TO_KUMU, unique_labels
from seedbed.formats.systems.limits import limits
from seedbed.formats.systems.matrix import is_matrix, matrix_of
from seedbed.formats.systems.read_map import ReadMap
from seedbed.formats.workbooks import Sheet, write_workbook

Row = dict[str, str]
Cells = dict[str, str | float | None]
UNPACKED, MOST_CELLS, CELLS_A_ROW = 200_000_000, 3_000_000, 100
"""Bytes that a workbook may unpack to, and cells that a sheet may span: at most so many for each row that is read."""
MOST_SHEETS = 50
IGNORED = "(ignore)"
LAYOUT = 'Give a sheet of factors with a column "Label" and one of links with columns "From" and "To".'
OWN_NAMES = {"description": "note", "controlled by": "controlled_by"}
KNOWN = frozenset(
    {"label", "from", "to", "identifier", "name", "x", "y", "note", "tags"}
    | {*OWN_NAMES, *FACTOR_FIELDS, *LINK_FIELDS, *POLARITY_NAMES}
)


@dataclass(frozen=True, slots=True)
class Table:
    """A sheet: its name, and its rows below the heading by the heading's words."""

    name: str
    rows: list[list[str]]

    @property
    def headings(self) -> list[str]:
        """Words of the first row."""
        return [cell.strip() for cell in self.rows[0]] if self.rows else []

    @property
    def folded(self) -> list[str]:
        """The same in small letters."""
        return [each.casefold() for each in self.headings]

    def by_heading(self) -> list[tuple[int, Row]]:
        """Return each row that holds anything with its number in the sheet."""
        # Words that mean something here do so in any case; others stay as people wrote them.
        headings = [low if low in KNOWN else told for low, told in zip(self.folded, self.headings, strict=True)]
        filled = [(number, row) for number, row in enumerate(self.rows[1:], 2) if any(cell.strip() for cell in row)]
        return [(number, dict(zip(headings, map(str.strip, row), strict=False))) for number, row in filled]


def read_sheets(content: bytes, name: str) -> ReadMap:
    """Read a map from a workbook.

    Raises
    ------
    BadInputError
        If it is damaged, beyond the limits, or holds no map.
    """
    tables = [table for table in _tables(content, name) if IGNORED not in table.name.casefold() and table.headings]
    questionnaires = [table for table in tables if is_questionnaire(table.headings)]
    if questionnaires:
        sheets = [[_as_written(table, row) for row in table.rows[1:]] for table in questionnaires]
        return experts_map(sheets, name)
    links = [table for table in tables if {"from", "to"} <= set(table.folded)]
    factors = [table for table in tables if "label" in table.folded and table not in links]
    if not links and not factors:
        square = [table for table in tables if is_matrix(table.rows)]
        if not square:
            raise bad_map(name, f"none of its {len(tables)} sheets holds factors or links", LAYOUT)
        return matrix_of(square[0].rows, name)
    return _gathered(name, factors, links)


def _gathered(name: str, factors: Sequence[Table], links: Sequence[Table]) -> ReadMap:
    gathering = Gathering(name)
    for table in factors:
        for number, row in table.by_heading():
            _factor(gathering, f"{table.name}, row {number}", row)
    for table in links:
        for number, row in table.by_heading():
            # A factor that stands only at the end of a link is one, as in Kumu, unless there is a list of them.
            for end in (row["from"], row["to"]) if not factors else ():
                if end and end not in gathering.factors:
                    gathering.factor(f"{table.name}, row {number}", end, end, {})
            cells = _cells(row, {"from", "to", "identifier"}, "because")
            if cells.get("direction", "").casefold() == "undirected":
                gathering.undirected += 1
            where = f"{table.name}, row {number}"
            gathering.link(where, row.get("identifier", ""), row["from"], row["to"], cells)
    return gathering.finished()


def _factor(gathering: Gathering, where: str, row: Row) -> None:
    label, own = row.get("label", ""), row.get("identifier", "")
    place = number_of(row.get("x", "")), number_of(row.get("y", ""))
    shown = row.get("name", "") if own else label
    cells = _cells(row, {"label", "identifier", "x", "y", *(["name"] if own else [])}, "note")
    gathering.factor(where, own or label, shown or label, cells, place, label)


def _cells(row: Row, without: set[str], note: str) -> Row:
    names = {**OWN_NAMES, "description": note, "note": note}
    return {names.get(key, key): told for key, told in row.items() if key and told and key not in without}


def _as_written(table: Table, row: Sequence[str]) -> Row:
    return dict(zip(table.headings, row, strict=False))


def _tables(content: bytes, name: str) -> list[Table]:
    import fastexcel

    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "map.xlsx"
        path.write_bytes(content)
        try:
            with checked_workbook(path, _room()) as book:
                if len(book.sheet_names) > MOST_SHEETS:
                    raise bad_map(name, f"it has more than {MOST_SHEETS} sheets")
                return [_table(book, sheet) for sheet in book.sheet_names]
        except (*DAMAGED_ZIP, fastexcel.FastExcelError, OSError, ValueError) as error:
            told = (str(error).splitlines() or ["it ends early"])[0][:120].replace(str(path), name)
            raise bad_map(name, f"it is damaged or not a workbook ({told})", "Save the workbook again.") from error
        except RuntimeError as error:
            if isinstance(error, UserError):
                raise
            raise bad_map(name, "it is locked with a password", "Save it without one.") from error


def _room() -> WorkbookLimits:
    most = limits()
    return WorkbookLimits(unpacked=UNPACKED, cells=min(MOST_CELLS, CELLS_A_ROW * (most.factors + most.links)))


def _table(book: object, sheet: str) -> Table:
    import polars as pl

    loaded = book.load_sheet(sheet, header_row=None, skip_rows=0, dtypes="string")  # type: ignore[attr-defined]
    batch, _ = loaded.to_arrow_with_errors()
    frame = pl.DataFrame(batch) if batch.num_columns else pl.DataFrame()
    return Table(sheet, [["" if cell is None else str(cell) for cell in row] for row in frame.iter_rows()])


def write_prsm_sheets(of: SystemMap) -> bytes:
    """Return a workbook that PRSM imports: sheets Factors and Links."""
    return _workbook(of, "Factors", "Links", {"note": "Note", "because": "Note"})


def write_kumu_sheets(of: SystemMap) -> bytes:
    """Return a workbook that Kumu imports: sheets Elements and Connections."""
    return _workbook(of, "Elements", "Connections", {**TO_KUMU, "note": "Description", "because": "Description"})


def _workbook(of: SystemMap, factors: str, links: str, called: dict[str, str]) -> bytes:
    labels = unique_labels(of)
    rows: list[Cells] = [
        _cells_of(Label=labels[each.identifier], Identifier=each.identifier, Name=each.name)
        | ({"x": each.x, "y": each.y} if each.x is not None and each.y is not None else {})
        | {called.get(key, key): told for key, told in factor_cells(each).items()}
        for each in of.factors
    ]
    joins: list[Cells] = [
        _cells_of(From=labels[each.cause], To=labels[each.effect], Identifier=each.identifier)
        | {called.get(key, key): told for key, told in link_cells(each).items()}
        for each in of.links
    ]
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "map.xlsx"
        sheets = [_sheet(factors, ["Label"], rows), _sheet(links, ["From", "To"], joins)]
        write_workbook(path, sheets)
        return path.read_bytes()


def _cells_of(**cells: str) -> Cells:
    return {**cells}


def _sheet(name: str, first: Sequence[str], rows: Sequence[Cells]) -> Sheet:
    headings = list(dict.fromkeys([*first, *(key for row in rows for key in row)]))
    return Sheet(name, headings, [[row.get(each) for each in headings] for row in rows])
