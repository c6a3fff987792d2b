"""Reading a stranger's table changes nothing for the tables that are read after it."""

from __future__ import annotations

import csv
from pathlib import Path

import pytest

from seedbed.errors import BadInputError
from seedbed.formats.assets.rows import read_rows


@pytest.mark.parametrize("text", ["name\nOld Hall\n", ""])
def test_the_limit_of_cells_is_left_as_it_was(tmp_path: Path, text: str) -> None:
    before = csv.field_size_limit()
    table = tmp_path / "list.csv"
    table.write_text(text, encoding="utf-8")
    try:
        read_rows(table)
    except BadInputError:
        assert not text
    assert csv.field_size_limit() == before
