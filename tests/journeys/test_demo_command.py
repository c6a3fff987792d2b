"""``seedbed demo`` from start to end: the command, its address, its pages, and Ctrl-C."""

from __future__ import annotations

import os
import re
import signal
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from urllib.request import urlopen

import pytest

pytestmark = pytest.mark.journey


@contextmanager
def _demo(temporary: Path, *options: str) -> Iterator[subprocess.Popen[str]]:
    environment = {name: value for name, value in os.environ.items() if name not in {"DISPLAY", "WAYLAND_DISPLAY"}}
    process = subprocess.Popen(
        [sys.executable, "-m", "seedbed.cli.main", "demo", *options],
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
        env=environment | {"TMPDIR": str(temporary)},
    )
    try:
        yield process
    finally:
        process.kill()
        process.communicate()


def _address(process: subprocess.Popen[str]) -> str:
    assert process.stdout is not None
    found = re.fullmatch(r"The demo is at (http://127\.0\.0\.1:\d+/)\n", process.stdout.readline())
    assert found
    return found[1]


def _page(address: str) -> str:
    with urlopen(address, timeout=10) as answer:  # noqa: S310 - our own server
        return str(answer.read().decode("utf-8"))


def test_it_prints_an_address_shows_the_pages_and_stops(tmp_path: Path) -> None:
    with _demo(tmp_path, "--no-browser", "--port", "0") as process:
        address = _address(process)
        index = _page(address)
        assert "Alderwick" in index
        for link in ("candidates.html", "kestrel-rise.html", "tanners-row.html"):
            assert f'href="{link}"' in index
            assert "made up" in _page(address + link)
        process.send_signal(signal.SIGINT)
        _, said = process.communicate(timeout=20)
        assert process.returncode == 0
        assert said.endswith("Stopped.\n")
    assert not list(tmp_path.glob("seedbed-demo-*"))


def test_stopped_while_making_pages_it_leaves_nothing(tmp_path: Path) -> None:
    folder = tmp_path / "kept"
    with _demo(tmp_path, "--no-browser", "--port", "0", "--folder", str(folder)) as process:
        while not list(tmp_path.glob(".kept.*")):
            assert process.poll() is None
        process.send_signal(signal.SIGTERM)
        process.communicate(timeout=20)
        assert process.returncode == 130
    assert list(tmp_path.iterdir()) == []


def test_a_real_place_without_its_pack_is_wrong_usage(tmp_path: Path) -> None:
    with _demo(tmp_path, "--place", "old-ford") as process:
        _, said = process.communicate(timeout=20)
        assert process.returncode == 2
    assert said.splitlines()[0] == "Error: A real place needs both --data and --place."
