"""A table that is too wide or too large for a list of assets is refused at once, saying how large it is."""

from __future__ import annotations

from pathlib import Path

import pytest

from seedbed.errors import BadInputError
from seedbed.formats.assets import rows
from seedbed.formats.assets.rows import MOST_COLUMNS, read_rows


def refused(path: Path, text: str) -> BadInputError:
    path.write_text(text)
    with pytest.raises(BadInputError) as caught:
        read_rows(path)
    return caught.value


def test_too_many_columns_are_refused(tmp_path: Path) -> None:
    error = refused(tmp_path / "wide.csv", ",".join(f"c{number}" for number in range(50_000)) + "\n" + "a," * 49_999)
    assert "50,000 columns" in error.why


def test_as_many_columns_as_there_may_be_are_read(tmp_path: Path) -> None:
    path = tmp_path / "wide.csv"
    path.write_text(",".join(f"c{number}" for number in range(MOST_COLUMNS)) + "\na\n")
    assert len(read_rows(path).headings) == MOST_COLUMNS


def test_short_rows_under_a_wide_heading_are_counted_as_wide(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(rows, "MOST_CELLS", 1_000)
    error = refused(tmp_path / "long.csv", ",".join(f"c{number}" for number in range(100)) + "\n" + "a\n" * 11)
    assert "more than 10 rows of 100 columns" in error.why
