"""Where a restored site is built before it takes its place; Django is told so afterwards."""

from __future__ import annotations

import os
import secrets
from pathlib import Path

SCHEMA = "seedbed_restoring"
"""Where PostgreSQL keeps the new tables until they are whole."""
OPTIONS = f"-c search_path={SCHEMA}"
"""Options of connections that work there."""
BEGINNING = ".restoring-"


def staging_in(home: Path) -> Path:
    """Return a folder that is not there yet, on the same disk as the site's."""
    return home / f"{BEGINNING}{os.getpid()}-{secrets.token_hex(4)}"
