"""A full disk, told in words."""

from __future__ import annotations

import errno
import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import psycopg
from django.db import DatabaseError

from seedbed.errors import UserError

FULL = {errno.ENOSPC, errno.EDQUOT, errno.EFBIG}
SAID_BY_DATABASES = ("disk is full", "no space left", "disk i/o error", "could not extend file", "disk full")


@contextmanager
def full_disk_told(what: str, path: Path) -> Iterator[None]:
    """Tell of a disk that filled while the block wrote.

    Parameters
    ----------
    what
        What did not happen, as a sentence.
    path
        Where was written.

    Raises
    ------
    UserError
        If the disk is full, or a file may not grow larger.
    """
    try:
        yield
    except OSError as error:
        if error.errno not in FULL:
            raise
        raise _full(what, path) from error
    except (DatabaseError, sqlite3.Error, psycopg.Error) as error:
        if not says_full(error):
            raise
        raise _full(what, path) from error


def says_full(error: Exception) -> bool:
    """Say whether a database complains of the disk."""
    return any(words in str(error).lower() for words in SAID_BY_DATABASES)


def _full(what: str, path: Path) -> UserError:
    return UserError(
        what,
        f"The disk that holds {path.parent} is full, fails, or lets no file grow so large.",
        "Nothing half-written was left. Free some space, or choose another disk, and do it again.",
    )
