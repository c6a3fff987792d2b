"""How analysts' commands give an answer."""

from __future__ import annotations

import json
from pathlib import Path

import click
import pytest
from click.testing import CliRunner

from seedbed.cli import results
from seedbed.cli.results import check_files, confidence_option, give, result_options, table_argument
from seedbed.errors import BadInputError, UsageError
from seedbed.reports.documents import MethodDocument
from seedbed.reports.results.result import Result, ResultTable

TABLE = ResultTable("Invented shares", ("group", "share"), (("north", 12.3456), ("so\x1b[31muth", None)), decimals=1)
RESULT = Result("Shares", ("The north stands higher.",), (TABLE,), methods=("Wilson.",), notes=("Few people.",))


@click.command()
@table_argument
@confidence_option
@result_options
def command(table: Path, confidence: float, files: tuple[Path, ...], *, as_json: bool) -> None:
    check_files(files)
    document = MethodDocument(schema="seedbed/example/1", file=table.name, confidence=confidence)
    give(document, lambda: RESULT, files, as_json=as_json)


def run(*arguments: str) -> str:
    answer = CliRunner().invoke(command, ["shares.csv", *arguments], catch_exceptions=False)
    assert answer.exit_code == 0
    return answer.stdout


def test_without_options_a_person_reads_sentences_table_method_and_notes() -> None:
    lines = run().splitlines()
    assert lines[0] == "The north stands higher."
    assert "Invented shares" in lines
    assert "Note: Few people." in lines
    assert any(line.split() == ["north", "12.3"] for line in lines)


def test_what_a_stranger_wrote_cannot_steer_the_terminal() -> None:
    assert "\x1b" not in run()


def test_json_is_one_document_and_nothing_else() -> None:
    assert json.loads(run("--json", "--confidence", "0.9"))["confidence"] == 0.9


def test_files_are_written_and_the_terminal_stays_free(tmp_path: Path) -> None:
    page, table = tmp_path / "out.html", tmp_path / "out.csv"
    assert run("--out", str(page), "--out", str(table)) == ""
    assert page.exists()
    assert table.exists()


def test_bad_name_is_refused_before_work(tmp_path: Path) -> None:
    with pytest.raises(UsageError, match="cannot be written"):
        CliRunner().invoke(command, ["shares.csv", "--out", str(tmp_path / "out.pdf")], catch_exceptions=False)


def test_long_table_is_cut_with_the_way_to_all_of_it(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(results, "ROWS_SHOWN", 1)
    assert "The first 1 of 2 rows; --out FILE.csv writes all." in run()


def test_what_people_read_is_not_made_for_a_document_alone(tmp_path: Path) -> None:
    document = MethodDocument(schema="seedbed/example/1", file="shares.csv")
    give(document, pytest.fail, [tmp_path / "shares.json"], as_json=True)
    assert json.loads((tmp_path / "shares.json").read_text(encoding="utf-8"))["file"] == "shares.csv"


@click.command()
@table_argument
@result_options
def refusing(table: Path, files: tuple[Path, ...], *, as_json: bool) -> None:
    raise BadInputError("All weights are 0.", "Nothing can be weighed.", "Give weights.")


def test_an_error_of_a_method_names_the_table() -> None:
    refused = CliRunner().invoke(refusing, ["people.csv"]).exception
    assert isinstance(refused, BadInputError)
    assert refused.why == "people.csv: Nothing can be weighed."


def test_a_table_that_is_read_is_never_written_over(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "shares.csv").write_text("group,share\nnorth,12\n", encoding="utf-8")
    monkeypatch.chdir(tmp_path)
    answer = CliRunner().invoke(command, ["shares.csv", "--out", str(tmp_path / "shares.csv")])
    assert isinstance(answer.exception, UsageError)
    assert answer.exception.why == "The command reads it."
    assert (tmp_path / "shares.csv").read_text(encoding="utf-8") == "group,share\nnorth,12\n"
