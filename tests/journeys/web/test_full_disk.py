"""A site whose disk fills up: it says so, loses nothing, and goes on once there is room."""

from __future__ import annotations

import re
import shutil
import sqlite3
import subprocess
from collections.abc import Iterator
from contextlib import closing
from itertools import takewhile
from pathlib import Path
from urllib.request import urlopen

import pytest

from tests.journeys.web.conftest import VisitAs
from tests.journeys.web.site import Site, serve_copy
from tests.journeys.web.visitors import Visitor

ROOM = 6_000_000
"""Bytes that the disk has beside the site's own files."""


@pytest.fixture
def small_disk(told_story: Path, tmp_path: Path) -> Iterator[Path]:
    """A disk of its own with little room."""
    used = sum(path.stat().st_size for path in told_story.rglob("*") if path.is_file())
    folder = tmp_path / "disk"
    folder.mkdir()
    done = subprocess.run(
        ["mount", "-t", "tmpfs", "-o", f"size={used + ROOM}", "tmpfs", str(folder)], capture_output=True, check=False
    )
    if done.returncode:
        pytest.skip("SKIPPED: a small disk may be made by root alone.")
    try:
        yield folder
    finally:
        subprocess.run(["umount", "--lazy", str(folder)], check=True)


@pytest.fixture
def small_site(told_story: Path, small_disk: Path) -> Iterator[Site]:
    """A site on that disk."""
    with serve_copy(told_story, small_disk / "site") as served:
        yield served


def _names(site: Site) -> set[str]:
    with closing(sqlite3.connect(site.folder / "seedbed.sqlite3")) as database:
        # Django gives its connections this function; some of the tables' rules ask it.
        database.create_function("REGEXP", 2, lambda pattern, text: bool(re.search(pattern, str(text))))
        assert database.execute("PRAGMA integrity_check").fetchone() == ("ok",)
        return {name for (name,) in database.execute("SELECT name FROM people_scope")}


def _fill(folder: Path) -> Path:
    """Leave no byte free."""
    filler = folder / "filler"
    with filler.open("wb", buffering=0) as file:
        while free := shutil.disk_usage(folder).free:
            file.write(b"\0" * min(4096, free))
    return filler


def _send(owner: Visitor, name: str) -> bool:
    """Start a partnership; say whether it was taken.

    Where nobody else has the database open, its log has no room to begin in, and already the form says so.
    """
    answer = owner.page.goto(f"{owner.site.address}start/")
    assert answer is not None
    if answer.status == 507:
        return False
    owner.page.get_by_label("Name").fill(name)
    owner.page.get_by_role("main").get_by_role("button").click()
    owner.page.locator("main h1").wait_for()
    return "full" not in owner.page.locator("main h1, main h2").first.inner_text()


def test_a_full_disk_is_said_nothing_is_lost_and_later_it_goes_on(visit_as: VisitAs, small_site: Site) -> None:
    owner = visit_as("owner", site=small_site)
    owner.expected.add(507)
    owner.go("/start/")  # so that its session was just seen
    before = _names(small_site)
    filler = _fill(small_site.folder)
    # What the files of the database already take has room for a few.
    taken = list(takewhile(lambda name: _send(owner, name), (f"Partnership {number}" for number in range(100))))
    lost = f"Partnership {len(taken)}"
    assert owner.page.get_by_text("The disk of this site is full.").count()
    assert owner.barriers() == []
    with urlopen(f"{small_site.address}this-phone/", timeout=20) as answer:  # noqa: S310 - our own server
        assert answer.status == 200
    filler.unlink()
    assert _send(owner, lost)
    assert _names(small_site) - before == {*taken, lost}
