"""A site that is killed without warning while people write: nothing that it promised is lost, nothing is doubled."""

from __future__ import annotations

import os
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.killed.killing import kill_and_restart
from tests.postgres import PostgresAbsentError, start_postgres

pytestmark = pytest.mark.journey
KILLS = 3
FEWEST = 10
"""Fewer words than this would not be a load."""


@pytest.fixture(params=["sqlite", "postgresql"])
def database(request: pytest.FixtureRequest) -> Iterator[str]:
    """The address of an empty PostgreSQL database of this test; empty for SQLite."""
    if request.param == "sqlite":
        yield ""
        return
    try:
        with start_postgres() as address:
            yield address
    except PostgresAbsentError as error:
        if os.environ.get("CI"):
            raise
        pytest.skip(f"SKIPPED: {error}")


def test_what_was_acknowledged_is_there_once_and_the_audit_trail_is_whole(tmp_path: Path, database: str) -> None:
    came_of_it = kill_and_restart(tmp_path / "home", KILLS, database)
    assert came_of_it.problems == []
    assert came_of_it.acknowledged >= FEWEST
