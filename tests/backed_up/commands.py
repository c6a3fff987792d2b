"""The real command, and what a site holds, each asked in a process of its own."""

from __future__ import annotations

import json
import os
import resource
import subprocess
import sys
from collections.abc import Mapping
from pathlib import Path
from typing import Any

PATIENCE = 300
"""Seconds."""


def environ_of(home: Path, database: str = "") -> dict[str, str]:
    """Return the environment of a site."""
    kept = {name: value for name, value in os.environ.items() if not name.startswith(("SEEDBED_", "DJANGO_"))}
    return {**kept, "SEEDBED_HOME": str(home), "DATABASE_URL": database}


def seedbed(
    *arguments: object, home: Path, database: str = "", file_limit: int = 0, **told: str
) -> subprocess.CompletedProcess[str]:
    """Run the command to its end.

    Parameters
    ----------
    home, database
        Of the site.
    file_limit
        Bytes beyond which no file may grow: the same error as a full disk.
    told
        Settings more.
    """

    def limited() -> None:
        resource.setrlimit(resource.RLIMIT_FSIZE, (file_limit, file_limit))

    return subprocess.run(
        [sys.executable, "-m", "seedbed.cli.main", *map(str, arguments)],
        env=environ_of(home, database) | told,
        capture_output=True,
        text=True,
        check=False,
        timeout=PATIENCE,
        stdin=subprocess.DEVNULL,
        preexec_fn=limited if file_limit else None,
    )


def document(*arguments: object, home: Path, database: str = "") -> dict[str, Any]:
    """Run the command, which must end well, and return the document it prints."""
    done = seedbed(*arguments, "--json", home=home, database=database)
    assert done.returncode == 0, done.stderr
    told: dict[str, Any] = json.loads(done.stdout)
    return told


def ask_site(*arguments: str, home: Path, database: str = "") -> dict[str, Any]:
    """Have `tests.backed_up.site` do something, and return what it says."""
    environ: Mapping[str, str] = environ_of(home, database) | {
        "DJANGO_SETTINGS_MODULE": "seedbed.web.config.settings",
        "PYTHONPATH": os.pathsep.join(sys.path),
    }
    done = subprocess.run(
        [sys.executable, "-m", "tests.backed_up.site", *arguments],
        env=environ,
        capture_output=True,
        text=True,
        check=False,
        timeout=PATIENCE,
    )
    assert done.returncode == 0, done.stderr
    told: dict[str, Any] = json.loads(done.stdout.splitlines()[-1])
    return told
