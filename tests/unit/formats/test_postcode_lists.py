"""Lists of postcodes."""

from __future__ import annotations

from pathlib import Path

import pytest

from seedbed.errors import BadInputError
from seedbed.formats.postcode_lists import read_postcodes


def _list(folder: Path, text: str, encoding: str = "utf-8") -> Path:
    path = folder / "postcodes.csv"
    path.write_bytes(text.encode(encoding))
    return path


def test_one_postcode_a_line_is_read_in_one_form(tmp_path: Path) -> None:
    assert read_postcodes(_list(tmp_path, "e3 2aa\nE3 2AB\n\nE32AA\n")) == ["E32AA", "E32AB"]


def test_column_named_postcode_is_found(tmp_path: Path) -> None:
    assert read_postcodes(_list(tmp_path, "﻿name,Postcode\nHall,E3 2AA\n")) == ["E32AA"]


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("", "0 bytes"),
        ("\n\n", "no postcode"),
        ("postcode\n", "no postcode"),
        ("E3 2AA\n12 High Street!\n", "Row 2"),
        ("postcode\nE3 2AA\n;DROP\n", "Row 3"),
    ],
)
def test_list_that_cannot_be_used_is_refused(tmp_path: Path, text: str, said: str) -> None:
    with pytest.raises(BadInputError) as caught:
        read_postcodes(_list(tmp_path, text))
    assert said in caught.value.why


def test_wrong_encoding_is_refused(tmp_path: Path) -> None:
    with pytest.raises(BadInputError) as caught:
        read_postcodes(_list(tmp_path, "name,postcode\nCafé,E3 2AA\n", "latin-1"))
    assert "UTF-8" in caught.value.why


def test_large_list_is_refused_unread(tmp_path: Path) -> None:
    path = tmp_path / "postcodes.txt"
    with path.open("wb") as file:
        file.truncate(2 * 1024**3)
    with pytest.raises(BadInputError, match="cannot be read"):
        read_postcodes(path)
