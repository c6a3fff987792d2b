"""The kinds of file a table may come in, whole, damaged or hostile."""

from __future__ import annotations

import io
import zipfile
from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import Any

import numpy as np
import polars as pl
import pytest
import xlsxwriter

from seedbed.errors import BadInputError
from seedbed.formats import data_table_csv, data_table_files
from seedbed.formats.data_table import DataTable, Wanted, read_data_table
from tests.unit.formats.test_data_table import WANTED, read, refusal, table


def workbook(folder: Path, rows: list[Any], name: str = "table.xlsx") -> Path:
    path = folder / name
    with xlsxwriter.Workbook(path) as book:
        sheet = book.add_worksheet()
        for place, row in enumerate(rows):
            sheet.write_row(place, 0, row)
    return path


def parquet(folder: Path, **columns: Any) -> Path:
    path = folder / "table.parquet"
    pl.DataFrame(columns).write_parquet(path)
    return path


def why_refused(path: Path) -> str:
    with pytest.raises(BadInputError) as caught:
        read_data_table(path, WANTED)
    return caught.value.why


# Text


@pytest.mark.parametrize("text", ["", "\n\n", " \n", "\ufeff"])
def test_empty_file_is_refused(tmp_path: Path, text: str) -> None:
    assert "it is empty" in refusal(tmp_path, text).why


@pytest.mark.parametrize("text", ["set,value\n", "set,value", "set,value\n\n,\n"])
def test_heading_alone_is_refused(tmp_path: Path, text: str) -> None:
    assert "it has no rows" in refusal(tmp_path, text).why


def test_mark_at_the_start_is_not_part_of_the_first_heading(tmp_path: Path) -> None:
    assert read(tmp_path, "\ufeffvalue,set\n1,a\n").numbers("value").tolist() == [1.0]


def test_windows_text_is_refused_as_not_utf8(tmp_path: Path) -> None:
    assert "not UTF-8 text" in refusal(tmp_path, "set,value\nCafé,1\n".encode("cp1252")).why


@pytest.mark.parametrize("encoding", ["utf-16", "utf-16-le", "utf-16-be"])
def test_unicode_text_of_excel_is_refused(tmp_path: Path, encoding: str) -> None:
    assert "UTF-8" in refusal(tmp_path, "set,value\na,1\n".encode(encoding)).why


def test_zero_bytes_are_refused_early_and_late(tmp_path: Path) -> None:
    assert "zero bytes" in refusal(tmp_path, b"set,value\na\0b,1\n").why
    late = b"set,value\n" + b"a,1\n" * 40_000 + b"a\0b,1\n"
    assert "row 40002, column 'set' holds a zero byte" in refusal(tmp_path, late).why


def test_lines_that_end_in_carriage_returns_alone_are_refused(tmp_path: Path) -> None:
    assert "very old computers" in refusal(tmp_path, "set,value\ra,1\r").why


def test_quote_that_is_never_closed_is_refused(tmp_path: Path) -> None:
    assert "row" in refusal(tmp_path, 'set,value\n"a,1\nb,2\n').why


@pytest.mark.parametrize("text", ["set,value\na,1\nb,1,234\n", 'set,value\n"a",1\n"b",1,234\n'])
def test_long_row_of_a_large_table_is_refused_too(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, text: str) -> None:
    monkeypatch.setattr(data_table_csv, "LARGE", 1)
    assert "row 3 has 3 cells" in refusal(tmp_path, text).why


@pytest.mark.parametrize("part", [1, 3, 7, 1 << 20])
@pytest.mark.parametrize("end", ["", "\n", "\r\n"])
def test_large_table_reads_like_a_small_one(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, part: int, end: str
) -> None:
    monkeypatch.setattr(data_table_csv, "LARGE", 1)
    monkeypatch.setattr(data_table_csv, "PART", part)
    got = read(tmp_path, f"other,set,value\n,a,1\n\nx,b,{end}")
    assert got.texts("set") == ["a", "b"]
    np.testing.assert_array_equal(got.numbers("value"), [1, np.nan])


def test_last_long_row_without_a_line_end_is_found_in_a_large_table(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(data_table_csv, "LARGE", 1)
    assert "row 2 has 3 cells" in refusal(tmp_path, "set,value\na,1,2").why


def test_more_rows_than_memory_holds_are_refused(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(data_table_csv, "LARGE", 1)
    monkeypatch.setattr(data_table_csv, "MOST_ROWS", 2)
    assert "more than 2 rows" in refusal(tmp_path, "set,value\na,1\nb,1\nc,1\n").why


# Files


def test_folder_is_refused(tmp_path: Path) -> None:
    (tmp_path / "table.csv").mkdir()
    assert "it is a folder" in why_refused(tmp_path / "table.csv")


def test_file_that_is_not_there_is_refused(tmp_path: Path) -> None:
    assert "there is no such file" in why_refused(tmp_path / "table.csv")


def test_kind_that_is_not_known_is_refused(tmp_path: Path) -> None:
    assert "'.ods' is not one of" in refusal(tmp_path, "x", "table.ods").why


def test_file_that_may_not_be_read_is_refused(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = table(tmp_path, "set,value\na,1\n")

    def no(*_: object, **__: object) -> None:
        raise PermissionError(13, "Permission denied")

    monkeypatch.setattr(Path, "open", no)
    assert "it may not be read" in why_refused(path)


def test_file_that_is_too_large_is_refused(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(data_table_files, "LARGEST_FILE", 5)
    assert "larger than" in refusal(tmp_path, "set,value\na,1\n").why


# Workbooks


def test_workbook_is_read_from_its_first_sheet(tmp_path: Path) -> None:
    got = read_data_table(workbook(tmp_path, [["set", "value"], ["a", 0.25], [7, 1e40], ["c", ""]]), WANTED)
    assert got.texts("set") == ["a", "7", "c"]
    np.testing.assert_array_equal(got.numbers("value"), [0.25, 1e40, np.nan])


def test_row_of_a_workbook_is_the_sheets_own(tmp_path: Path) -> None:
    rows = [[], [], ["set", "value"], [], ["a", 1], ["b", "many"]]
    assert "row 6, column 'value': 'many'" in why_refused(workbook(tmp_path, rows))


def test_error_of_the_spreadsheet_is_refused_with_its_row(tmp_path: Path) -> None:
    path = tmp_path / "table.xlsx"
    with xlsxwriter.Workbook(path) as book:
        sheet = book.add_worksheet()
        sheet.write_row(0, 0, ["set", "value"])
        sheet.write_row(1, 0, ["a", 1])
        sheet.write_formula(2, 1, "=1/0", None, "#DIV/0!")
    assert "row 3, column 'value' holds an error of the spreadsheet" in why_refused(path)


def test_formula_counts_as_what_it_showed(tmp_path: Path) -> None:
    path = tmp_path / "table.xlsx"
    with xlsxwriter.Workbook(path) as book:
        sheet = book.add_worksheet()
        sheet.write_row(0, 0, ["set", "value"])
        sheet.write_formula(1, 1, "=1+1", None, 2)
    assert read_data_table(path, WANTED).numbers("value").tolist() == [2.0]


@pytest.mark.parametrize("cell", [True, date(2026, 1, 2)])
def test_truth_and_dates_are_not_numbers(tmp_path: Path, cell: object) -> None:
    path = tmp_path / "table.xlsx"
    with xlsxwriter.Workbook(path, {"default_date_format": "yyyy-mm-dd"}) as book:
        book.add_worksheet().write_row(0, 0, ["value"])
        book.worksheets()[0].write(1, 0, cell)
    assert "is not a number" in why_refused(path)


@pytest.mark.parametrize("rows", [[], [["set", "value"]]])
def test_workbook_without_rows_is_refused(tmp_path: Path, rows: list[Any]) -> None:
    assert "it has no rows" in why_refused(workbook(tmp_path, rows))


def test_doubled_heading_of_a_workbook_is_refused(tmp_path: Path) -> None:
    assert "two columns are named" in why_refused(workbook(tmp_path, [["value", "value"], [1, 2]]))


def zipped(**members: bytes) -> bytes:
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in members.items():
            archive.writestr(name, content)
    return buffer.getvalue()


# A zip file holds the time it was made: without names of their own the cases would differ from worker to worker.
@pytest.mark.parametrize(
    "content",
    [b"hello", zipped(x=b"y"), b"PK\x03\x04", zipped(x=b"y" * 999)[:-30]],
    ids=["text", "another zip", "four bytes", "cut zip"],
)
def test_workbook_that_is_none_is_refused(tmp_path: Path, content: bytes) -> None:
    assert "table.xlsx: " in refusal(tmp_path, content, "table.xlsx").why


def test_workbook_that_lies_about_its_size_is_refused(tmp_path: Path) -> None:
    honest = zipped(x=bytes(1_000_000))
    lie = honest.replace((1_000_000).to_bytes(4, "little"), (10).to_bytes(4, "little"))
    assert lie != honest
    assert "CRC" in refusal(tmp_path, lie, "table.xlsx").why


# Parquet


def test_parquet_is_read(tmp_path: Path) -> None:
    got = read_data_table(parquet(tmp_path, set=["a", None], value=[1, None], other=[[1], [2]]), WANTED)
    assert got.texts("set") == ["a"]
    assert got.numbers("value").tolist() == [1.0]


def test_decimals_are_numbers_and_whole_numbers_are_names(tmp_path: Path) -> None:
    got = read_data_table(parquet(tmp_path, set=[1.0, 2.0], value=[Decimal("1.5"), None]), WANTED)
    np.testing.assert_array_equal(got.numbers("value"), [1.5, np.nan])
    assert got.texts("set") == ["1", "2"]


@pytest.mark.parametrize("cells", [[[1]], [{"a": 1}], [date(2026, 1, 2)], [b"1"], [True]])
def test_what_is_not_a_number_in_parquet_is_refused(tmp_path: Path, cells: list[Any]) -> None:
    assert "column 'value' holds" in why_refused(parquet(tmp_path, value=cells))


@pytest.mark.parametrize("cells", [[[1]], [{"a": 1}], [b"1"]])
def test_what_is_not_text_in_parquet_is_refused(tmp_path: Path, cells: list[Any]) -> None:
    assert "column 'set' holds" in why_refused(parquet(tmp_path, set=cells, value=[1]))


def test_dates_are_text_where_text_is_wanted(tmp_path: Path) -> None:
    assert read_data_table(parquet(tmp_path, set=[date(2026, 1, 2)], value=[1]), WANTED).texts("set") == ["2026-01-02"]


def test_infinite_number_of_parquet_is_refused(tmp_path: Path) -> None:
    assert "is infinite" in why_refused(parquet(tmp_path, value=[1.0, np.inf]))


def test_parquet_of_too_many_rows_is_refused(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(data_table_files, "MOST_ROWS", 2)
    assert "more than 2 rows" in why_refused(parquet(tmp_path, value=[1, 2, 3]))


def test_damaged_parquet_is_read_or_refused_but_never_a_fault(tmp_path: Path) -> None:
    whole = parquet(tmp_path, set=["a", "b"] * 20, value=list(range(40))).read_bytes()
    generator = np.random.default_rng(3)
    refused = 0
    for _ in range(200):
        damaged = np.frombuffer(whole, dtype=np.uint8).copy()
        damaged[generator.integers(0, len(whole), 3)] = generator.integers(0, 256, 3)
        try:
            assert isinstance(read_data_table(table(tmp_path, damaged.tobytes(), "bad.parquet"), WANTED), DataTable)
        except BadInputError:
            refused += 1
    assert refused > 100


@pytest.mark.parametrize("content", [b"", b"PAR1", b"hello"])
def test_parquet_that_is_none_is_refused(tmp_path: Path, content: bytes) -> None:
    assert "bad.parquet: " in refusal(tmp_path, content, "bad.parquet").why


def test_one_wanted_column_is_enough(tmp_path: Path) -> None:
    assert read_data_table(table(tmp_path, "value\n1\n"), [Wanted("value")]).rows == 1
