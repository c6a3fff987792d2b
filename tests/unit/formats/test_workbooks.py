"""Workbooks: what is written is what a spreadsheet shows, and nothing runs."""

from __future__ import annotations

import zipfile
from pathlib import Path

import fastexcel
import polars as pl
import pytest

from seedbed.errors import UsageError
from seedbed.formats import workbooks
from seedbed.formats.workbooks import Cell, Sheet, write_workbook


def written(path: Path, *rows: tuple[Cell, ...]) -> list[tuple[object, ...]]:
    write_workbook(path, [Sheet("Result", ["name", "value"], rows)])
    return pl.DataFrame(fastexcel.read_excel(path).load_sheet(0, header_row=None)).rows()


def test_numbers_are_numbers_and_text_is_text(tmp_path: Path) -> None:
    path = tmp_path / "result.xlsx"
    write_workbook(path, [Sheet("Result", ["name", "value"], [("07", 0.1), ("b", -2), ("c", None)])])
    frame = pl.DataFrame(fastexcel.read_excel(path).load_sheet(0))
    assert frame.to_dict(as_series=False) == {"name": ["07", "b", "c"], "value": [0.1, -2.0, None]}


@pytest.mark.parametrize("text", ["=1+1", "@SUM(A1)", "{=1}", "http://example.org", "internal:A1", "+1", "a\x01b"])
def test_text_that_looks_like_something_else_stays_text(tmp_path: Path, text: str) -> None:
    path = tmp_path / "result.xlsx"
    assert written(path, (text, 1.0))[1][0] == text
    with zipfile.ZipFile(path) as archive:
        sheet = archive.read("xl/worksheets/sheet1.xml").decode()
    assert "<f>" not in sheet
    assert "<hyperlink" not in sheet


@pytest.mark.parametrize("number", [float("nan"), float("inf"), -float("inf")])
def test_number_that_is_none_is_an_empty_cell(tmp_path: Path, number: float) -> None:
    assert written(tmp_path / "result.xlsx", ("a", number), ("b", 1.0))[1][1] is None


def test_cell_longer_than_a_workbook_takes_is_cut(tmp_path: Path) -> None:
    assert written(tmp_path / "result.xlsx", ("x" * 40_000, 1))[1][0] == "x" * 32_767


def test_names_of_sheets_are_made_to_fit_and_told_apart(tmp_path: Path) -> None:
    path = tmp_path / "result.xlsx"
    names = ["Rates: a/b [per 1,000] and more words than fit", "'", "history", "Same", "SAME"]
    write_workbook(path, [Sheet(name, ["a"], [(1,)]) for name in names])
    assert fastexcel.read_excel(path).sheet_names == [
        "Rates  a b  per 1,000  and m",
        "Table 2",
        "history 3",
        "Same",
        "SAME 5",
    ]


def test_more_rows_than_a_sheet_holds_are_refused_with_the_way_out(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(workbooks, "MOST_ROWS", 1)
    with pytest.raises(UsageError) as caught:
        write_workbook(tmp_path / "result.xlsx", [Sheet("Result", ["a"], [(1,), (2,)])])
    assert ".csv" in caught.value.next_step
    assert not (tmp_path / "result.xlsx").exists()
