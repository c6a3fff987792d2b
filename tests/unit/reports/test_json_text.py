"""A document's text, written piece by piece, is the text pydantic writes at once."""

from __future__ import annotations

from pathlib import Path

import pytest
from pydantic import Field

from seedbed.reports import json_text
from seedbed.reports.documents import MethodDocument, Part
from seedbed.reports.json_text import json_pieces, write_json


class Row(Part):
    name: str
    values: list[float | None]


class Rows(MethodDocument):
    schema_: str = Field(default="seedbed/example/1", alias="schema")
    rows: list[Row]
    last: list[str] = Field(default=[])


def document(rows: int) -> Rows:
    made = [Row(name=f'so "[\n  ]" {place}', values=[place, None, 0.1]) for place in range(rows)]
    return Rows(file="a.csv", rows=made, last=["é"] * rows, notes=["\n  ]"])


@pytest.mark.parametrize("rows", [0, 1, 6, 7, 8, 14, 20])
def test_pieces_are_the_whole_text(rows: int, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(json_text, "AT_ONCE", 7)
    whole = document(rows).model_dump_json(by_alias=True, indent=2) + "\n"
    assert "".join(json_pieces(document(rows))) == whole


def test_a_long_list_is_written_in_several_pieces(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(json_text, "AT_ONCE", 7)
    assert max(map(len, json_pieces(document(70)))) < len("".join(json_pieces(document(70)))) / 5


def test_a_file_holds_the_whole_text(tmp_path: Path) -> None:
    write_json(document(3), tmp_path / "a.json")
    whole = document(3).model_dump_json(by_alias=True, indent=2) + "\n"
    assert (tmp_path / "a.json").read_text(encoding="utf-8") == whole
