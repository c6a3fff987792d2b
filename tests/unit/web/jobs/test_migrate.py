"""Bringing a database up to date: the same tables as Django's own command makes, step by step."""

from __future__ import annotations

import os
import sqlite3
import subprocess
import sys
from contextlib import closing
from pathlib import Path

import pytest

MIGRATE = """
import sys
import django
django.setup()
from django.core.management import call_command
from django.core.management.commands.migrate import Command
call_command(Command() if sys.argv[1] == "usual" else "migrate", verbosity=0)
"""


def tables(folder: Path, which: str) -> list[tuple[str, ...]]:
    """Return all that a new database holds after Django's usual command, or ours."""
    folder.mkdir()
    settings = {"DJANGO_SETTINGS_MODULE": "seedbed.web.config.settings", "SEEDBED_SECRET_KEY": "of a test" * 9}
    environ = {**os.environ, **settings, "SEEDBED_HOME": str(folder), "DATABASE_URL": ""}
    subprocess.run([sys.executable, "-c", MIGRATE, which], env=environ, check=True)
    (file,) = folder.glob("*.sqlite3")
    with closing(sqlite3.connect(file)) as database:
        return database.execute("SELECT type, name, tbl_name, sql FROM sqlite_master ORDER BY type, name").fetchall()


@pytest.mark.pages_alone
def test_it_makes_the_tables_that_djangos_own_makes(tmp_path: Path) -> None:
    ours = tables(tmp_path / "ours", "ours")

    assert len(ours) > 300
    assert ours == tables(tmp_path / "usual", "usual")
