"""Files are written whole or not at all."""

from __future__ import annotations

import os
import shutil
import tempfile
import time
from collections.abc import Iterable, Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

from seedbed.errors import UsageError, UserError

TRIES = 20
PAUSE = 0.1
"""Seconds between tries to remove a folder."""


def check_can_write(path: Path) -> None:
    """Refuse a path that no file can be written to, before long work starts.

    Raises
    ------
    UsageError
        If the path is a folder, or its folder does not exist.
    """
    if path.is_dir():
        raise UsageError(f"Nothing was written to {path}.", "It is a folder.", "Give the name of a file.")
    if not path.parent.is_dir():
        raise UsageError(
            f"Nothing was written to {path}.",
            f"There is no folder {path.parent}.",
            "Make the folder first, or give another path.",
        )


def check_form(path: Path, what: str, endings: Iterable[str]) -> None:
    """Refuse a name that no form belongs to or that cannot be written, before long work starts.

    Parameters
    ----------
    what
        What is to be written, in the words of the message: "A profile".
    endings
        Endings that say a form, lower case with the dot.

    Raises
    ------
    UsageError
        Saying which endings there are.
    """
    known = list(endings)
    if path.suffix.lower() not in known:
        raise UsageError(
            f"{what} cannot be written to {path.name}.",
            f"'{path.suffix}' is not an ending that says a form.",
            f"Give a name that ends in {', '.join(known)}.",
        )
    check_can_write(path)


def remove_folder(folder: Path) -> None:
    """Remove a folder of our own with all it holds; what another thread still writes into it is waited for."""
    for _ in range(TRIES):
        shutil.rmtree(folder, ignore_errors=True)
        if not folder.exists():
            return
        time.sleep(PAUSE)


@contextmanager
def write_whole(path: Path) -> Iterator[Path]:
    """Give a temporary path beside ``path``; when the block ends well it becomes ``path``, else it is removed.

    The temporary file keeps the ending of ``path``, because libraries choose a format by it.

    Raises
    ------
    UsageError
        If the path is a folder, or its folder does not exist.
    UserError
        If the disk is full or the place may not be written to.
    """
    check_can_write(path)
    temporary: Path | None = None
    try:
        handle, name = tempfile.mkstemp(prefix=f".{path.stem}.", suffix=path.suffix, dir=path.parent)
        os.close(handle)
        temporary = Path(name)
        yield temporary
        _give_usual_permissions(temporary)
        temporary.replace(path)
    except OSError as error:
        raise UserError(
            f"{path} could not be written.",
            f"{error.strerror or error}.",
            "Free some space or choose another place, then run the command again. Nothing half-written was left.",
        ) from error
    finally:
        if temporary is not None:
            with suppress(OSError):
                temporary.unlink(missing_ok=True)


def _give_usual_permissions(path: Path) -> None:
    """Temporary files are private; give what a newly made file would have."""
    mask = os.umask(0)
    os.umask(mask)
    path.chmod(0o666 & ~mask)
