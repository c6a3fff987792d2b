"""``seedbed voices answers``, from an old consultation's spreadsheet to a table. All answers are invented."""

from __future__ import annotations

import csv
import json
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner, Result

from seedbed.cli.main import app
from seedbed.errors import BadInputError, UsageError

OLD = """Name,Submitted,What would help,Other views,Where,Lat,Lng
Ada L.,03/04/2024,A bench by the shops,,north,51.53,-0.02
Bo M.,25/04/2024,=The lift,It is dark there,south,,
,28/04/2024,,,south,,
,someday,A crossing,,south,,
"""


def command(folder: Path, *options: str, text: str = OLD) -> Result:
    path = folder / "old.csv"
    path.write_text(text, encoding="utf-8")
    return CliRunner().invoke(app, ["voices", "answers", str(path), *options])


def document(folder: Path, *options: str) -> Any:
    return json.loads(command(folder, *options, "--json").stdout)


def test_what_columns_mean_is_guessed_and_said(tmp_path: Path) -> None:
    told = document(tmp_path)
    assert told["schema"] == "seedbed/voices-answers/1"
    assert told["columns"] == {
        "words": ["What would help"],
        "said_on": "Submitted",
        "prompt": "",
        "language": "",
        "latitude": "Lat",
        "longitude": "Lng",
    }


def test_a_column_can_be_given_another_meaning(tmp_path: Path) -> None:
    told = document(tmp_path, "--words", "What would help", "--words", "Other views", "--prompt", "Where")
    assert (told["answers"], told["columns"]["prompt"], told["columns"]["said_on"]) == (3, "Where", "Submitted")


def test_a_column_can_mean_nothing(tmp_path: Path) -> None:
    told = document(tmp_path, "--said-on", "", "--latitude", "", "--longitude", "")
    assert (told["answers"], told["with_day"], told["with_place"], told["not_taken"]) == (3, 0, 0, [])


def test_the_document_counts_and_tells_no_words_and_nobodys_name(tmp_path: Path) -> None:
    answer = command(tmp_path, "--json")
    told = json.loads(answer.stdout)
    assert (told["answers"], told["with_place"], told["first_on"], told["last_on"]) == (
        2,
        1,
        "2024-04-03",
        "2024-04-25",
    )
    assert [each["where"] for each in told["not_taken"]] == ["row 5"]
    assert "Name" not in told["headings"]
    assert "bench" not in answer.stdout
    assert "Ada" not in answer.stdout


def test_the_table_has_words_and_questions_without_who_said_them(tmp_path: Path) -> None:
    command(tmp_path, "--words", "What would help", "--words", "Other views", "--out", str(tmp_path / "said.csv"))
    text = (tmp_path / "said.csv").read_text(encoding="utf-8-sig")
    rows = [(each["day"], each["question"], each["words"]) for each in csv.DictReader(text.splitlines())]
    assert rows == [
        ("2024-04-03", "What would help", "A bench by the shops"),
        ("2024-04-25", "What would help", "'=The lift"),
        ("2024-04-25", "Other views", "It is dark there"),
    ]
    assert "Ada" not in text


def test_on_a_terminal_it_says_what_each_column_was_taken_for(tmp_path: Path) -> None:
    said = command(tmp_path).output
    assert "2 answers, from 'What would help'" in said
    assert "the day: 'Submitted'" in said
    assert "the language: no column" in said


def test_a_column_that_is_not_there_is_said(tmp_path: Path) -> None:
    refused = command(tmp_path, "--words", "Remarks").exception
    assert isinstance(refused, BadInputError)
    assert "Remarks" in refused.why


def test_who_said_it_cannot_be_asked_for(tmp_path: Path) -> None:
    assert isinstance(command(tmp_path, "--words", "Name").exception, BadInputError)


@pytest.mark.parametrize("out", ["said.xlsx", "old.csv"])
def test_only_a_new_csv_is_written(tmp_path: Path, out: str) -> None:
    assert isinstance(command(tmp_path, "--out", str(tmp_path / out)).exception, UsageError)
    assert (tmp_path / "old.csv").read_text(encoding="utf-8") == OLD
