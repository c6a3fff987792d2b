"""Results as pages and files."""

from __future__ import annotations

import csv
import json
from pathlib import Path

import fastexcel
import polars as pl
import pytest

from seedbed.errors import UsageError
from seedbed.reports.charts import BarRow, bar_chart
from seedbed.reports.documents import MethodDocument
from seedbed.reports.results import files
from seedbed.reports.results.files import (
    check_result_file,
    column_decimals,
    holds_numbers,
    result_page,
    shown_cell,
    write_result,
)
from seedbed.reports.results.result import Result, ResultTable

TABLE = ResultTable(
    "Invented shares, per cent",
    ("group", "share", "verdict"),
    (("=north", 12.3456, "higher"), ("<b>south</b>", float("nan"), "not tested"), ("east", None, "lower")),
    decimals=1,
)
CHART = bar_chart("Shares", [BarRow("north", 12.3, "12.3%")])


def result(tables: int = 1, charts: int = 1) -> Result:
    return Result(
        title="Invented shares",
        sentences=("The north stands higher.",),
        tables=(TABLE,) * tables,
        charts=(CHART,) * charts,
        methods=("Wilson's interval.",),
        notes=("Few people.",),
        file="shares.csv",
        invented=True,
    )


def document() -> MethodDocument:
    return MethodDocument(schema="seedbed/example/1", file="shares.csv", confidence=float("nan"))


def test_page_holds_sentences_charts_tables_methods_and_notes() -> None:
    page = result_page(result())
    for told in ("The north stands higher.", "<svg", "Invented shares, per cent", "Wilson", "Few people.", "12.3"):
        assert told in page


def test_page_escapes_what_strangers_wrote() -> None:
    assert "<b>south" not in result_page(result())


def test_page_says_when_all_is_invented() -> None:
    assert "Invented: this place" in result_page(result())


@pytest.mark.parametrize(("tables", "charts"), [(1, 1), (2, 1), (1, 3), (1, 0)])
def test_every_chart_and_table_is_on_the_page_once(tables: int, charts: int) -> None:
    page = result_page(result(tables, charts))
    assert page.count("<svg") == charts
    assert page.count("<table") == tables


def test_page_shows_the_first_rows_and_says_so(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(files, "ROWS_SHOWN", 2)
    page = result_page(result())
    assert "The first 2 of 3 rows" in page
    assert "east" not in page


def test_column_of_numbers_stands_at_the_end_and_of_words_at_the_start() -> None:
    assert [holds_numbers(TABLE, column) for column in range(3)] == [False, True, False]
    empty = ResultTable("", ("a",), ((None,),))
    assert not holds_numbers(empty, 0)


def test_column_of_whole_numbers_has_no_decimals() -> None:
    table = ResultTable(
        "", ("name", "people", "share"), (("a", 5100.0, 0.5), ("b", float("nan"), 1.0), ("c", None, 2)), 2
    )
    assert column_decimals(table) == [0, 0, 2]


@pytest.mark.parametrize(
    ("cell", "shown"),
    [
        (None, "not known"),
        (float("nan"), "not known"),
        (float("inf"), "no limit"),
        (3, "3"),
        (1234.5678, "1,234.57"),
        (-0.5, "−0.50"),
        ("word", "word"),
    ],
)
def test_cells_are_shown_as_people_read_them(cell: str | float | int | None, shown: str) -> None:
    assert shown_cell(cell, 2) == shown


def test_csv_holds_all_digits_no_formula_and_no_nan(tmp_path: Path) -> None:
    path = tmp_path / "out.csv"
    write_result(result(), document(), path)
    with path.open(encoding="utf-8-sig", newline="") as file:
        rows = list(csv.reader(file))
    assert rows == [
        ["group", "share", "verdict"],
        ["'=north", "12.3456", "higher"],
        ["<b>south</b>", "", "not tested"],
        ["east", "", "lower"],
    ]


def test_workbook_holds_every_table_and_how_it_was_worked_out(tmp_path: Path) -> None:
    path = tmp_path / "out.xlsx"
    write_result(result(tables=2), document(), path)
    book = fastexcel.read_excel(path)
    assert book.sheet_names == ["Invented shares, per cent", "Invented shares, per cent 2", "About"]
    frame = pl.DataFrame(book.load_sheet(0))
    assert frame.get_column("share").to_list() == [12.3456, None, None]
    about = " ".join(pl.DataFrame(book.load_sheet("About", header_row=None)).to_series().to_list())
    for told in ("Invented: people", "From shares.csv", "The north stands higher.", "Wilson", "Note: Few people."):
        assert told in about


def test_document_holds_null_where_there_is_no_number(tmp_path: Path) -> None:
    path = tmp_path / "out.json"
    write_result(result(), document(), path)
    assert json.loads(path.read_text(encoding="utf-8"))["confidence"] is None


def test_page_is_written(tmp_path: Path) -> None:
    path = tmp_path / "out.html"
    write_result(result(), document(), path)
    assert path.read_text(encoding="utf-8").startswith("<!doctype html>")


@pytest.mark.parametrize("name", ["out.pdf", "out", "none/out.csv"])
def test_name_that_cannot_be_written_is_refused_before_any_work(tmp_path: Path, name: str) -> None:
    with pytest.raises(UsageError):
        check_result_file(tmp_path / name)
