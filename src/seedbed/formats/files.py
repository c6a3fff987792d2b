"""Files are written whole or not at all."""

from __future__ import annotations

import os
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

from seedbed.errors import UsageError, UserError


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
