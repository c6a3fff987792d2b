from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

from seedbed.cli import main


def end_with(error: BaseException, monkeypatch: pytest.MonkeyPatch) -> int:
    """Run a command that raises an error, and return the exit code."""

    def work(**_: object) -> None:
        raise error

    monkeypatch.setattr(main.app, "main", work)
    with pytest.raises(SystemExit) as left:
        main.run([])
    return int(str(left.value.code))


def lines(capsys: pytest.CaptureFixture[str]) -> list[str]:
    shown = capsys.readouterr()
    assert shown.out == ""
    return shown.err.strip().split("\n")


def test_an_unexpected_error_ends_in_three_lines_and_1(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    assert end_with(ZeroDivisionError("two\nlines"), monkeypatch) == 1
    told = lines(capsys)
    assert [line.split(":")[0] for line in told] == ["Error", "Why", "Next"]
    assert "ZeroDivisionError: two" in told[1]


def test_a_file_the_system_refuses_is_named(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    assert end_with(PermissionError(13, "Permission denied", "/locked/door"), monkeypatch) == 3
    assert "/locked/door: Permission denied" in lines(capsys)[1]


def test_with_the_debugging_variable_an_unexpected_error_is_shown_whole(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv(main.DEBUG, "1")
    with pytest.raises(ZeroDivisionError):
        end_with(ZeroDivisionError(), monkeypatch)


def test_an_argument_that_is_not_text_is_refused(capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit) as left:
        main.run(["places", "profile", "--name", os.fsdecode(b"caf\xe9")])
    assert left.value.code == 2
    assert "\\udce9" in lines(capsys)[1]


def test_a_reader_that_goes_away_ends_the_command_quietly(tmp_path: Path) -> None:
    environment = {**os.environ, "SEEDBED_DATA_DIR": str(tmp_path)}
    command = [sys.executable, "-m", "seedbed.cli.main", "data", "sources", "--json"]
    with subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, env=environment) as running:
        assert running.stdout is not None
        assert running.stderr is not None
        running.stdout.close()
        told = running.stderr.read()
    assert b"Traceback" not in told
    assert b"BrokenPipe" not in told
    assert running.returncode == 141


@pytest.mark.parametrize(
    "arguments",
    [("--help",), ("equity", "slope", "--help"), ("equity", "dcea", "--example")],
    ids=["help", "command's help", "printed lines"],
)
def test_text_that_nobody_reads_is_no_fault(arguments: tuple[str, ...]) -> None:
    command = [sys.executable, "-m", "seedbed.cli.main", *arguments]
    with subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE) as running:
        assert running.stdout is not None
        running.stdout.close()
        assert running.wait() == 141


def test_an_error_that_nobody_reads_is_no_fault() -> None:
    command = [sys.executable, "-m", "seedbed.cli.main", "equity", "slope", "there-is-none.csv"]
    with subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE) as running:
        assert running.stderr is not None
        running.stderr.close()
        assert running.wait() == 141


def test_a_terminal_of_few_letters_still_gets_json(tmp_path: Path) -> None:
    environment = {**os.environ, "SEEDBED_DATA_DIR": str(tmp_path / "größe"), "PYTHONIOENCODING": "ascii"}
    command = [sys.executable, "-m", "seedbed.cli.main", "data", "list", "--json"]
    answer = subprocess.run(command, capture_output=True, env=environment, check=True)
    assert b"gr\\u00f6\\u00dfe" in answer.stdout
