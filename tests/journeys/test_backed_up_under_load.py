"""A backup that is taken while people write is one moment of the site, and restores to it."""

from __future__ import annotations

import os
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.backed_up.under_load import FreshDatabase, back_up_under_load, fresh_databases
from tests.postgres import PostgresAbsentError, start_postgres

pytestmark = [pytest.mark.journey, pytest.mark.xdist_group("backups")]


@pytest.fixture
def fresh() -> Iterator[FreshDatabase]:
    """Empty databases of this test, of the kind that many write to at once; `make endure` backs up both, often."""
    try:
        with start_postgres() as address:
            yield fresh_databases(address)
    except PostgresAbsentError as error:
        if os.environ.get("CI"):
            raise
        pytest.skip(f"SKIPPED: {error}")


def test_a_backup_while_people_write_restores_to_one_moment(tmp_path: Path, fresh: FreshDatabase) -> None:
    came_of_it = back_up_under_load(tmp_path, 1, fresh)
    assert came_of_it.problems == []
    assert came_of_it.acknowledged > 0
