"""A site that is killed without warning while people write: nothing that it promised is lost, nothing is doubled."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.killed.killing import kill_and_restart

pytestmark = pytest.mark.journey
KILLS = 3
FEWEST = 10
"""Fewer words than this would not be a load."""


@pytest.mark.parametrize("database", ["sqlite"], indirect=True)  # `make endure` kills both, fifty times
def test_what_was_acknowledged_is_there_once_and_the_audit_trail_is_whole(tmp_path: Path, database: str) -> None:
    came_of_it = kill_and_restart(tmp_path / "home", KILLS, database)
    assert came_of_it.problems == []
    assert came_of_it.acknowledged >= FEWEST
