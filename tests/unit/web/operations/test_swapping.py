"""A restored site takes its place whole, or not at all."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

from seedbed.errors import UsageError
from seedbed.web.operations.stage import BEGINNING, staging_in
from seedbed.web.operations.swapping import OLD_HEADS, built_apart, check_nothing_there, swap_in

BUILT = {"files/a.txt": "new", "audit-heads": "new", "seedbed.sqlite3": "new"}


def _restore(home: Path, meanwhile: str = "") -> None:
    staging = staging_in(home)
    with built_apart(home, staging, postgres=False):
        for name, content in BUILT.items():
            (staging / name).parent.mkdir(parents=True, exist_ok=True)
            (staging / name).write_text(content)
        if meanwhile:
            (home / meanwhile).write_text("theirs")
        swap_in(home, staging, postgres=False)


def _held(home: Path) -> dict[str, str]:
    return {path.relative_to(home).as_posix(): path.read_text() for path in home.rglob("*") if path.is_file()}


def test_it_takes_its_place_beside_what_is_kept_apart(tmp_path: Path) -> None:
    home = tmp_path / "home"
    home.mkdir()
    (home / "contact-keys").write_text("keys")
    (home / "audit-heads").write_text("old")
    _restore(home)
    assert _held(home) == {**BUILT, "contact-keys": "keys", OLD_HEADS: "old"}


def test_what_fails_half_way_is_taken_back(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    home = tmp_path / "home"
    home.mkdir()
    (home / "audit-heads").write_text("old")
    rename = Path.rename

    def fails_at_the_database(path: Path, target: Path) -> Path:
        if path.name == "seedbed.sqlite3":
            raise OSError(5, "Input/output error")
        return rename(path, target)

    monkeypatch.setattr(Path, "rename", fails_at_the_database)
    with pytest.raises(OSError, match="Input/output"):
        _restore(home)
    assert _held(home) == {"audit-heads": "old"}


def test_a_folder_that_was_not_there_is_gone_if_it_fails(tmp_path: Path) -> None:
    home = tmp_path / "a" / "home"
    with pytest.raises(KeyboardInterrupt), built_apart(home, staging_in(home), postgres=False):
        raise KeyboardInterrupt
    assert not home.exists()


def test_a_site_that_came_meanwhile_is_not_overwritten(tmp_path: Path) -> None:
    home = tmp_path / "home"
    with pytest.raises(UsageError, match="Nothing was restored"):
        _restore(home, meanwhile="seedbed.sqlite3")
    assert _held(home) == {"seedbed.sqlite3": "theirs"}


def test_empty_folders_and_what_is_kept_apart_are_no_site(tmp_path: Path) -> None:
    (tmp_path / "files").mkdir()
    (tmp_path / "secret-key").write_text("key")
    check_nothing_there(tmp_path, {"files", "audit-heads"}, postgres=False)


def test_what_a_killed_command_left_is_taken_away_and_what_another_builds_is_not(tmp_path: Path) -> None:
    ended = subprocess.Popen([sys.executable, "-c", ""])
    ended.wait()
    left, at_work = (tmp_path / f"{BEGINNING}{number}-x" for number in (ended.pid, os.getppid()))
    left.mkdir()
    at_work.mkdir()
    with built_apart(tmp_path, staging_in(tmp_path), postgres=False):
        assert not left.exists()
        assert at_work.exists()
