"""Processes that are looked after: what dies is started again, what keeps dying ends it all, and none is left."""

from __future__ import annotations

import os
import sys
import time
from pathlib import Path

import pytest

from seedbed.web.config import supervisor
from seedbed.web.config.supervisor import Child, SiteFaultError, Supervisor

LONG = 30.0


def _child(code: str) -> Child:
    return Child("helper", (sys.executable, "-c", code))


def _look_until(watching: Supervisor, happened: Path) -> None:
    until = time.monotonic() + LONG
    while not happened.exists():
        assert time.monotonic() < until
        watching.look_after()


def _watch_to_the_end(child: Child, said: list[str]) -> None:
    with Supervisor([child], os.environ, said.append) as watching:
        while True:
            watching.look_after()


def _lives(number: int) -> bool:
    try:
        os.kill(number, 0)
    except ProcessLookupError:
        return False
    return True


def _sleeper(mark: Path, before: str = "") -> Child:
    """A process that writes its number into a file and then sleeps."""
    return _child(
        f"import os, pathlib, signal, time\n{before}\n"
        f"new = pathlib.Path({str(mark)!r} + '.new')\nnew.write_text(str(os.getpid()))\nnew.rename({str(mark)!r})\n"
        "time.sleep(600)"
    )


def test_at_the_end_no_process_is_left(tmp_path: Path) -> None:
    mark = tmp_path / "mark"
    with Supervisor([_sleeper(mark)], os.environ, print) as watching:
        _look_until(watching, mark)
        number = int(mark.read_text())
        assert _lives(number)
    assert not _lives(number)


def test_a_process_that_does_not_listen_is_ended_all_the_same(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(supervisor, "GRACE", 0.2)
    monkeypatch.setattr(supervisor, "LAST_GRACE", 0.2)
    mark = tmp_path / "mark"
    deaf = _sleeper(mark, "signal.signal(signal.SIGTERM, signal.SIG_IGN)")
    with Supervisor([deaf], os.environ, print) as watching:
        _look_until(watching, mark)
    assert not _lives(int(mark.read_text()))


def test_what_dies_is_started_again_and_people_are_told(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(supervisor, "FIRST_WAIT", 0.01)
    mark = tmp_path / "mark"
    said: list[str] = []
    with Supervisor([_sleeper(mark)], os.environ, said.append) as watching:
        _look_until(watching, mark)
        first = int(mark.read_text())
        mark.unlink()
        os.kill(first, 9)
        _look_until(watching, mark)
        assert int(mark.read_text()) != first
    assert said == ["The helper ended by signal 9; starting it again in 0.01 s."]


def test_what_keeps_dying_ends_it_all_with_one_clear_error(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(supervisor, "FIRST_WAIT", 0.01)
    with pytest.raises(SiteFaultError, match="The helper does not stay up") as caught:
        _watch_to_the_end(_child("raise SystemExit(3)"), [])
    assert caught.value.exit_code == 1
    assert caught.value.why == "It ended 5 times in a row, the last time with exit code 3."


def test_waits_between_starts_grow(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(supervisor, "FIRST_WAIT", 0.01)
    said: list[str] = []
    with pytest.raises(SiteFaultError):
        _watch_to_the_end(_child("raise SystemExit(3)"), said)
    assert [line.split(" in ")[1] for line in said] == ["0.01 s.", "0.02 s.", "0.04 s.", "0.08 s."]


def test_a_death_after_a_steady_time_counts_as_the_first(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(supervisor, "FIRST_WAIT", 0.01)
    monkeypatch.setattr(supervisor, "STEADY", 0.0)
    said: list[str] = []
    with Supervisor([_child("")], os.environ, said.append) as watching:
        while len(said) < supervisor.TRIES + 1:
            watching.look_after()
    assert len(said) == supervisor.TRIES + 1


def test_a_process_that_is_watched_ends_when_the_watcher_is_gone(tmp_path: Path) -> None:
    mark = tmp_path / "mark"
    child = _sleeper(mark, "from seedbed.web.config.watched import end_with_the_supervisor as end; end()")
    with Supervisor([child], os.environ, print) as watching:
        _look_until(watching, mark)
        number = int(mark.read_text())
        pipe = watching.watched[0].process
        assert pipe is not None
        assert pipe.stdin is not None
        pipe.stdin.close()
        assert pipe.wait(LONG) == -15
    assert not _lives(number)
