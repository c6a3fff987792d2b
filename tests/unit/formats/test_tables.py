import csv
from pathlib import Path

import pytest

from seedbed.formats.tables import safe_cell, write_csv


@pytest.mark.parametrize("text", ["=1+1", "+44", "-2+3", "@SUM(A1)", "\t=1", "  =1", "＝1"])
def test_text_that_starts_like_a_formula_is_disarmed(text: str) -> None:
    assert safe_cell(text) == "'" + text


@pytest.mark.parametrize("cell", [-3.5, -2, 0, True, None, "Bow - North", "a=b", ""])
def test_other_cells_are_left_alone(cell: str | float | None) -> None:
    assert safe_cell(cell) is cell


def test_a_written_table_reads_back_with_commas_quotes_and_breaks(tmp_path: Path) -> None:
    path = tmp_path / "table.csv"
    write_csv(path, ["name", "count"], [['A "quoted", name\nof two lines', 1], ["=HYPERLINK()", -2], ["none", None]])
    with path.open(encoding="utf-8-sig", newline="") as file:
        rows = list(csv.reader(file))
    assert rows == [
        ["name", "count"],
        ['A "quoted", name\nof two lines', "1"],
        ["'=HYPERLINK()", "-2"],
        ["none", ""],
    ]
