"""How far the cells of a workbook reach is known before it is laid out in memory."""

from __future__ import annotations

import zipfile
from pathlib import Path

import pytest
import xlsxwriter

from seedbed.errors import BadInputError
from seedbed.formats.data_table_files import open_table
from seedbed.formats.data_table_xlsx import Span, WorkbookLimits

FEW = WorkbookLimits(cells=1_000)


def span_of(text: bytes, part: int = 7) -> tuple[int, int]:
    span = Span()
    for start in range(0, len(text), part):
        span.hear(text[start : start + part])
    return span.rows, span.columns


def sheet_with(folder: Path, rows: str) -> Path:
    """Return a workbook whose sheet has these rows after its own two."""
    usual, odd = folder / "usual.xlsx", folder / "odd.xlsx"
    with xlsxwriter.Workbook(usual) as book:
        book.add_worksheet().write_column(0, 0, ["name", "Hall"])
    with zipfile.ZipFile(usual) as source, zipfile.ZipFile(odd, "w", zipfile.ZIP_DEFLATED) as target:
        for name in source.namelist():
            target.writestr(name, source.read(name).replace(b"</sheetData>", rows.encode() + b"</sheetData>"))
    return odd


@pytest.mark.parametrize("part", [1, 3, 50, 10_000])
@pytest.mark.parametrize(
    ("text", "span"),
    [
        (b'<row r="1"><c r="A1"/><c r="C1"><v>1</v></c></row><row r="4"><c r="B4"/></row>', (4, 3)),
        (b'<row r="1"><c r="A1"/><c r="xfd9"/></row>', (9, 16384)),
        (b"<x:row r='2'><x:c s=\"1\" r = 'AA2'></x:c></x:row>", (2, 27)),
        (b"<row><c/><c/></row><row><c/><c/><c/></row>", (2, 3)),
        (b"<cols><col min='1'/></cols><t>c r</t>", (0, 0)),
    ],
)
def test_the_farthest_cell_is_found(text: bytes, span: tuple[int, int], part: int) -> None:
    assert span_of(text, part) == span


def test_cells_that_do_not_say_where_they_stand_come_on_top_of_those_that_do() -> None:
    rows, columns = span_of(b'<row r="5"><c r="D5"/><c/></row><row><c/></row>')
    assert (rows >= 6, columns >= 5) == (True, True)


@pytest.mark.parametrize("cell", ["XFD3", "A1048576", "ALL3"])
def test_a_cell_far_from_the_table_is_refused_before_it_fills_all_memory(tmp_path: Path, cell: str) -> None:
    path = sheet_with(tmp_path, f'<row r="3"><c r="{cell}"><v>1</v></c></row>')
    with pytest.raises(BadInputError, match=r"The table cannot be used") as caught:
        open_table(path, FEW)
    assert "rows and" in caught.value.why
    assert "far from the table" in caught.value.next_step


def test_the_last_corner_is_beyond_the_usual_limits(tmp_path: Path) -> None:
    with pytest.raises(BadInputError) as caught:
        open_table(sheet_with(tmp_path, '<row r="3"><c r="XFD1048576"><v>1</v></c></row>'))
    assert "1,048,576 rows and 16,384 columns" in caught.value.why


def test_a_workbook_that_swells_beyond_its_limit_is_refused(tmp_path: Path) -> None:
    with pytest.raises(BadInputError) as caught:
        open_table(sheet_with(tmp_path, " " * 1_000_000), WorkbookLimits(unpacked=500_000))
    assert "would unpack to" in caught.value.why


def test_a_sheet_in_another_encoding_is_refused() -> None:
    span = Span()
    span.hear('<?xml version="1.0"?><row r="1"/>'.encode("utf-16"))
    assert span.hidden


def test_what_is_within_the_limits_is_read(tmp_path: Path) -> None:
    assert open_table(sheet_with(tmp_path, ""), FEW).headings == ["name"]
