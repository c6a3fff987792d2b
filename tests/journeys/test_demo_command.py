"""``seedbed demo`` from start to end: the command, its address, its site, and Ctrl-C."""

from __future__ import annotations

import signal
from http.cookiejar import CookieJar
from pathlib import Path
from urllib.request import HTTPCookieProcessor, build_opener

import pytest

from tests.journeys.commands import address_said, children_of, command, lives

pytestmark = pytest.mark.journey


def test_it_prints_an_address_shows_the_story_and_leaves_nothing(tmp_path: Path) -> None:
    real_site = {"SEEDBED_HOME": str(tmp_path / "real"), "DATABASE_URL": "postgresql://nobody@127.0.0.1:1/none"}
    with command("demo", "--no-browser", "--port", "0", environ=real_site | {"TMPDIR": str(tmp_path)}) as process:
        _, first = address_said(process, "The demo")
        someone = build_opener(HTTPCookieProcessor(CookieJar()))
        with someone.open(first, timeout=60) as answer:
            page = answer.read().decode("utf-8")
        assert answer.url.endswith("/demo/")
        assert "Invented" in page
        children = children_of(process)
        assert len(children) == 2
        process.send_signal(signal.SIGINT)
        _, said = process.communicate(timeout=30)
        assert process.returncode == 0
        assert said.endswith("Stopped.\n")
    assert not [child for child in children if lives(child)]
    assert list(tmp_path.iterdir()) == []


def test_stopped_while_the_story_is_told_it_leaves_nothing(tmp_path: Path) -> None:
    with command("demo", "--no-browser", "--port", "0", environ={"TMPDIR": str(tmp_path)}) as process:
        while not list(tmp_path.glob("seedbed-demo-*/demo/seedbed.sqlite3")):
            assert process.poll() is None
        process.send_signal(signal.SIGTERM)
        process.communicate(timeout=30)
        assert process.returncode == 130
    assert list(tmp_path.iterdir()) == []


def test_a_folder_of_something_else_is_never_used(tmp_path: Path) -> None:
    (tmp_path / "letters.txt").write_text("mine")
    with command("demo", "--no-browser", "--port", "0", "--folder", str(tmp_path)) as process:
        _, said = process.communicate(timeout=30)
        assert process.returncode == 2
    assert "It already holds other files." in said
    assert [path.name for path in tmp_path.iterdir()] == ["letters.txt"]


def test_a_real_place_without_its_pack_is_wrong_usage() -> None:
    with command("demo", "--place", "old-ford") as process:
        _, said = process.communicate(timeout=30)
        assert process.returncode == 2
    assert said.splitlines()[0] == "Error: A real place needs both --data and --place."
