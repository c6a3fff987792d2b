"""What of a table people are shown, and what is said of it once."""

from __future__ import annotations

from seedbed.reports.results.result import Cell, ResultTable
from seedbed.reports.results.shown import as_shown

HEADINGS = ("Set", "Value", "Interval by", "Convention")


def table(*rows: tuple[Cell, ...]) -> ResultTable:
    return ResultTable("", HEADINGS, rows, said_once=("Set", "Interval by"), in_files_only=("Convention",))


def test_column_that_says_the_same_in_every_row_is_said_once() -> None:
    shown, told = as_shown(table(("Harbour", 1.0, "Byar", "PHE"), ("Mill Lane", 2.0, "Byar", "PHE")))
    assert shown.headings == ("Set", "Value")
    assert shown.rows == (("Harbour", 1.0), ("Mill Lane", 2.0))
    assert told == "Interval by: Byar."


def test_column_whose_rows_differ_stays() -> None:
    shown, told = as_shown(table(("Harbour", 1.0, "Byar", ""), ("Mill Lane", 2.0, "exact", "")))
    assert shown.headings == ("Set", "Value", "Interval by")
    assert told == ""


def test_of_rows_that_are_not_parted_nothing_is_said() -> None:
    shown, told = as_shown(table(("All groups", 1.0, "", "")))
    assert shown.headings == ("Value",)
    assert told == ""


def test_table_without_rows_is_shown_as_it_is() -> None:
    assert as_shown(table()) == (table(), "")
