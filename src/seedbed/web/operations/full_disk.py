"""A full disk, told in words."""

from __future__ import annotations

import errno
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

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
    except DatabaseError as error:
        if not any(words in str(error).lower() for words in SAID_BY_DATABASES):
            raise
        raise _full(what, path) from error


def _full(what: str, path: Path) -> UserError:
    return UserError(
        what,
        f"The disk that holds {path.parent} is full, or a limit on the size of files was met.",
        "Nothing half-written was left. Free some space, or choose another disk, and do it again.",
    )
