"""Where open sockets cannot be handed over, as on Windows: the server opens its own, and ends when its input closes."""

from __future__ import annotations

import subprocess
import sys
import time
from pathlib import Path

import pytest

from seedbed.web.config import processes, supervisor
from seedbed.web.config.handed_over import Place
from seedbed.web.config.ports import open_port
from seedbed.web.config.processes import site_children
from seedbed.web.config.supervisor import Child, Supervisor

LONG = 60.0


@pytest.mark.parametrize("place", [Place(7, "127.0.0.1", 80), Place(None, "::1", 8000)])
def test_a_place_is_told_in_one_word(place: Place) -> None:
    assert Place.read(place.told()) == place


def test_the_server_is_told_where_to_listen_and_inherits_nothing(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(processes, "can_hand_over", lambda: False)
    with open_port("127.0.0.1", 0) as listening:
        port = listening.getsockname()[1]
        web = site_children(listening, 1)[0]
    assert web.pass_fds == ()
    assert Place.read(web.command[-1]) == Place(None, "127.0.0.1", port)


def test_where_they_can_be_it_inherits_the_socket() -> None:
    with open_port("127.0.0.1", 0) as listening:
        web = site_children(listening, 1)[0]
        assert web.pass_fds == (listening.fileno(),)
        assert Place.read(web.command[-1]).number == listening.fileno()


ENDS_BY_ITSELF = """
import pathlib, sys
mark = pathlib.Path(sys.argv[1])
mark.write_text("begun")
sys.stdin.buffer.read()
mark.write_text("ended by itself")
"""


def test_without_signals_a_process_is_asked_to_end_by_closing_its_input(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(supervisor, "can_signal", lambda: False)
    mark = tmp_path / "mark"
    child = Child("helper", (sys.executable, "-c", ENDS_BY_ITSELF, str(mark)))
    with Supervisor([child], {}, print) as watching:
        until = time.monotonic() + LONG
        while not mark.exists() or not mark.read_text():
            assert time.monotonic() < until
            watching.look_after()
    assert mark.read_text() == "ended by itself"


AS_ON_WINDOWS = """
import os, time, types
from seedbed.web.config import watched
watched.os = types.SimpleNamespace(name="nt", read=os.read)
try:
    watched.end_with_the_supervisor()
    while True:
        time.sleep(0.05)
except KeyboardInterrupt:
    print("ended as by Ctrl-C")
"""


def test_there_a_process_ends_as_by_ctrl_c_when_nobody_watches_it() -> None:
    done = subprocess.run(
        [sys.executable, "-c", AS_ON_WINDOWS], stdin=subprocess.DEVNULL, capture_output=True, text=True, check=True
    )
    assert done.stdout == "ended as by Ctrl-C\n"
