"""``seedbed serve``: the first start, the processes it looks after, and every way it ends."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import time
from collections.abc import Callable, Iterator
from itertools import takewhile
from pathlib import Path
from urllib.error import URLError
from urllib.request import urlopen

import pytest

from seedbed.web.config.ports import open_port
from tests.journeys.commands import PATIENCE, address_said, children_of, command, lives
from tests.postgres import PostgresAbsentError, start_postgres

pytestmark = pytest.mark.journey
SERVE = ("serve", "--no-browser", "--port", "0")


@pytest.fixture
def postgres() -> Iterator[str]:
    """The address of an empty database on a server of this test."""
    try:
        with start_postgres() as address:
            yield address
    except PostgresAbsentError as error:
        if os.environ.get("CI"):
            raise
        pytest.skip(f"SKIPPED: {error}")


def _wait_until(true: Callable[[], bool]) -> None:
    until = time.monotonic() + PATIENCE
    while not true():
        assert time.monotonic() < until
        time.sleep(0.05)


def _is_well(address: str) -> bool:
    try:
        with urlopen(f"{address}health", timeout=20) as answer:  # noqa: S310 - our own server
            return bool(json.load(answer)["status"] == "ok")
    except URLError:
        return False


def _ended(process: subprocess.Popen[str]) -> tuple[int, str]:
    _, said = process.communicate(timeout=60)
    return process.returncode, said


def test_the_first_start_lets_the_owner_in_once_and_a_second_start_again_until_there_is_a_second_factor(
    tmp_path: Path,
) -> None:
    home = {"SEEDBED_HOME": str(tmp_path / "home")}
    pages = []
    for _ in range(2):
        with command(*SERVE, environ=home) as process:
            address, first = address_said(process, "Seedbed")
            with urlopen(first, timeout=60) as answer:  # noqa: S310 - our own server
                assert "Come in as Owner" in answer.read().decode()
            _wait_until(lambda at=address: _is_well(at))  # type: ignore[misc]
            pages.append(first)
            process.send_signal(signal.SIGTERM)
            assert _ended(process)[0] == 0
    assert pages[0] != pages[1]
    assert (tmp_path / "home").stat().st_mode & 0o077 == 0


def test_what_dies_is_started_again_and_what_is_asked_meanwhile_is_answered(started_home: Path) -> None:
    with command(*SERVE, environ={"SEEDBED_HOME": str(started_home)}) as process:
        address, _ = address_said(process, "Seedbed")
        _wait_until(lambda: _is_well(address))
        children = children_of(process)
        for child in children:
            os.kill(child, signal.SIGKILL)
        with urlopen(f"{address}sign-in/", timeout=60) as answer:  # noqa: S310 - our own server
            assert answer.status == 200
        _wait_until(lambda: len(children_of(process)) == 2)
        assert not set(children) & set(children_of(process))


def test_killed_without_warning_it_leaves_no_process(started_home: Path) -> None:
    with command(*SERVE, environ={"SEEDBED_HOME": str(started_home)}) as process:
        address_said(process, "Seedbed")
        children = children_of(process)
        process.kill()
        process.wait()
        _wait_until(lambda: not any(lives(child) for child in children))


def test_a_port_in_use_gives_one_clear_error_and_makes_nothing(tmp_path: Path) -> None:
    with open_port("127.0.0.1", 0) as taken:
        port = str(taken.getsockname()[1])
        with command("serve", "--port", port, environ={"SEEDBED_HOME": str(tmp_path / "home")}) as process:
            code, said = _ended(process)
    assert code == 2
    assert said.splitlines() == [
        f"Error: The site cannot listen at port {port}.",
        "Why: Another program uses it.",
        "Next: Give --port another number; 0 takes any free one.",
    ]
    assert not (tmp_path / "home").exists()


def test_other_computers_are_let_in_only_with_names_and_a_key(tmp_path: Path) -> None:
    with command(*SERVE, "--host", "0.0.0.0", environ={"SEEDBED_HOME": str(tmp_path / "home")}) as process:  # noqa: S104
        code, said = _ended(process)
    assert code == 2
    assert "SEEDBED_HOSTS" in said


def test_a_site_with_a_name_prints_where_other_computers_let_its_owner_in(started_home: Path) -> None:
    settings = {
        "SEEDBED_HOME": str(started_home),
        "SEEDBED_HOSTS": "seedbed.example.org",
        "SEEDBED_HTTPS": "yes",
        "SEEDBED_SECRET_KEY": "a key of its own, as long as it takes to be one at all",
    }
    with command(*SERVE, environ=settings) as process:
        address, first = address_said(process, "Seedbed")
        assert process.stderr is not None
        said = list(takewhile(lambda line: "Ctrl-C" not in line, process.stderr))
    assert f"From other computers: https://seedbed.example.org/{first.removeprefix(address)}\n" in said


def test_a_wrong_setting_is_named_with_its_fix(tmp_path: Path) -> None:
    settings = {"SEEDBED_HOME": str(tmp_path / "home"), "DATABASE_URL": "mysql://root:hunter2@localhost/seedbed"}
    with command(*SERVE, environ=settings) as process:
        code, said = _ended(process)
    assert code == 2
    assert "DATABASE_URL" in said
    assert "hunter2" not in said


def test_a_database_out_of_reach_gives_one_clear_error(tmp_path: Path) -> None:
    with open_port("127.0.0.1", 0) as closed:
        nowhere = f"postgresql://seedbed@127.0.0.1:{closed.getsockname()[1]}/seedbed"
    with command(*SERVE, environ={"SEEDBED_HOME": str(tmp_path / "home"), "DATABASE_URL": nowhere}) as process:
        code, said = _ended(process)
    assert code == 2
    assert said.splitlines()[-3] == "Error: The database cannot be reached."
    assert "Traceback" not in said


def test_on_postgresql_it_is_well(tmp_path: Path, postgres: str) -> None:
    settings = {"SEEDBED_HOME": str(tmp_path / "home"), "DATABASE_URL": postgres}
    with command(*SERVE, environ=settings) as process:
        address, _ = address_said(process, "Seedbed")
        _wait_until(lambda: _is_well(address))
        process.send_signal(signal.SIGTERM)
        code, said = _ended(process)
    assert code == 0
    assert said.splitlines()[-1] == "Stopped."
    assert not (tmp_path / "home" / "seedbed.sqlite3").exists()
