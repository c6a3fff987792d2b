"""Journeys that fail once are run again, a few times a run, and never silently; what they leave open is their fault."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
JOURNEYS = ("-p", "tests.journeys.conftest")
HEAD = """
import pytest
runs = {}

@pytest.fixture
def run(request):
    runs[request.node.name] = runs.get(request.node.name, 0) + 1
    return runs[request.node.name]
"""


def _pytest(folder: Path, tests: str, *options: str) -> tuple[int, str]:
    (folder / "test_it.py").write_text(HEAD + tests)
    (folder / "pytest.ini").write_text("[pytest]\nmarkers = journey\n")
    command = [sys.executable, "-m", "pytest", "-q", "-p", "tests.rerun", "-p", "xdist.plugin"]
    done = subprocess.run(
        [*command, "-p", "no:cacheprovider", f"--rootdir={folder}", *options, str(folder)],
        cwd=ROOT,
        # Django, Schemathesis and Hypothesis have no part in it, and take seconds to load.
        env=os.environ | {"PYTEST_DISABLE_PLUGIN_AUTOLOAD": "1"},
        capture_output=True,
        text=True,
        check=False,
    )
    return done.returncode, done.stdout


def _unlucky(times: int) -> str:
    return (
        f"\n@pytest.mark.journey\n@pytest.mark.parametrize('number', range({times}))\n"
        "def test_unlucky(run, number):\n    assert run == 2, 'bad luck'\n"
    )


@pytest.mark.parametrize("options", [[], ["-n", "2"]])
def test_two_unlucky_journeys_pass_and_are_printed(tmp_path: Path, options: list[str]) -> None:
    code, said = _pytest(tmp_path, _unlucky(2), *options)
    assert code == 0
    assert "journeys that failed once and were run again" in said
    assert "bad luck" in said
    assert "2 passed, 2 rerun" in said


@pytest.mark.parametrize("options", [[], ["-n", "2"]])
def test_three_unlucky_journeys_fail_the_run(tmp_path: Path, options: list[str]) -> None:
    code, said = _pytest(tmp_path, _unlucky(3), *options)
    assert code == 1
    assert "3 were run again; at most 2 may be: the run has failed." in said


def test_a_broken_journey_fails_after_its_second_run(tmp_path: Path) -> None:
    code, said = _pytest(tmp_path, "\n@pytest.mark.journey\ndef test_broken(run):\n    assert run == 3\n")
    assert code == 1
    assert "1 failed, 1 rerun" in said


def test_what_is_no_journey_is_run_once(tmp_path: Path) -> None:
    code, said = _pytest(tmp_path, "\ndef test_plain(run):\n    assert run == 2\n")
    assert code == 1
    assert "rerun" not in said


SOCKET = """
import gc, socket

@pytest.mark.journey
def test_unlucky(run):
    opened = socket.socket()
    ring = [opened]
    ring.append(ring)
    if run == 2:
        opened.close()
    assert run == 2, 'bad luck'

def test_innocent():
    gc.collect()
"""
"""A first try that leaves a socket open, and a test after it that finds what was left."""


@pytest.mark.parametrize("options", [[], ["-n", "1"]])
def test_what_a_first_try_left_open_is_told_with_it_and_not_with_a_later_test(
    tmp_path: Path, options: list[str]
) -> None:
    code, said = _pytest(tmp_path, SOCKET, "-W", "error", *options)
    assert "2 passed, 1 rerun" in said
    assert code == 0
    assert "Left behind by the first try:\nResourceWarning: unclosed <socket" in said


def test_what_the_second_try_left_open_is_still_found(tmp_path: Path) -> None:
    code, said = _pytest(tmp_path, SOCKET.replace("if run == 2", "if not run"), "-W", "error")
    assert code == 1
    assert "unclosed <socket" in said


LEAVES = """
import socket

def test_leaves():
    ring = [socket.socket()]
    ring.append(ring)
"""


def test_what_a_file_of_journeys_leaves_open_is_found_at_its_end(tmp_path: Path) -> None:
    code, said = _pytest(tmp_path, LEAVES, "-W", "error", *JOURNEYS)
    assert code == 1
    assert "ERROR at teardown of test_leaves" in said
    assert "unclosed <socket" in said
    assert "1 passed, 1 error" in said
