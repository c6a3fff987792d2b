"""``seedbed voices messages``, from files to a table. All messages are invented."""

from __future__ import annotations

import csv
import json
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from seedbed.cli.main import app
from seedbed.errors import UsageError

SMS = """<?xml version='1.0' encoding='UTF-8'?><smses count='2'>
<sms address="+44 7700 900123" date="1704448800000" type="1" body="=The lift is broken" />
<sms address="+44 7700 900123" date="1704535200000" type="1" body="Still broken" /></smses>"""


def command(folder: Path, *options: str, name: str = "sms.xml") -> Result:
    (folder / name).write_text(SMS, encoding="utf-8")
    return CliRunner().invoke(app, ["voices", "messages", str(folder / name), *options])


def test_the_document_tells_what_is_there_and_nobodys_words_or_number(tmp_path: Path) -> None:
    answer = command(tmp_path, "--json")
    told = json.loads(answer.stdout)
    assert (told["schema"], told["kind"], told["messages"], told["senders"]) == (
        "seedbed/voices-messages/1",
        "sms",
        2,
        1,
    )
    assert (told["first_on"], told["last_on"]) == ("2024-01-05", "2024-01-06")
    assert "broken" not in answer.stdout
    assert "900123" not in answer.stdout


def test_the_table_has_words_and_days_without_who_sent_them(tmp_path: Path) -> None:
    command(tmp_path, "--out", str(tmp_path / "words.csv"))
    text = (tmp_path / "words.csv").read_text(encoding="utf-8-sig")
    rows = list(csv.DictReader(text.splitlines()))
    assert [(each["day"], each["words"]) for each in rows] == [
        ("2024-01-05", "'=The lift is broken"),
        ("2024-01-06", "Still broken"),
    ]
    assert "900123" not in text


def test_a_file_that_does_not_say_its_kind_is_refused_until_somebody_does(tmp_path: Path) -> None:
    assert isinstance(command(tmp_path, name="saved.dat").exception, UsageError)
    assert command(tmp_path, "--kind", "sms", name="saved.dat").exit_code == 0


@pytest.mark.parametrize("out", ["words.xlsx", "sms.xml"])
def test_only_a_new_csv_is_written(tmp_path: Path, out: str) -> None:
    assert isinstance(command(tmp_path, "--out", str(tmp_path / out)).exception, UsageError)
    assert (tmp_path / "sms.xml").read_text(encoding="utf-8") == SMS
