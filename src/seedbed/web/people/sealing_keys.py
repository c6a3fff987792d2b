"""The keys that how to reach people, and what helpers fear for someone, are sealed with.

They come from ``SEEDBED_CONTACT_KEYS``, the newest first, or from a file of the data folder that is made at first use.
Backups hold neither, so a stolen backup opens nothing. This module needs no Django: the settings read keys with it.
"""

from __future__ import annotations

import base64
import binascii
import os
import secrets
from collections.abc import Collection, Mapping, Sequence
from pathlib import Path

from seedbed.errors import BadInputError, UsageError

NAME = "contact-keys"
"""The file's name in the data folder."""
SETTING = "SEEDBED_CONTACT_KEYS"
LENGTH = 32
"""Bytes of a key."""


def contact_keys(environ: Mapping[str, str]) -> tuple[bytes, ...]:
    """Return the keys that the environment gives, the newest first; none if it gives none.

    Raises
    ------
    UsageError
        If one will not do, or stands there twice. The message does not repeat it.
    """
    told = [part.strip() for part in environ.get(SETTING, "").split(",") if part.strip()]
    keys = tuple(key for key in map(_decoded, told) if key is not None)
    if len(keys) < len(told) or len(set(keys)) < len(keys):
        why = "One stands there twice." if len(keys) == len(told) else f"One of them is not {LENGTH} bytes in base64."
        raise UsageError(f"The setting {SETTING} will not do.", why, "Write keys as they were made, newest first.")
    return keys


def read_key_file(folder: Path) -> tuple[bytes, ...]:
    """Return the keys of a data folder's file, the newest first; none if there is no file.

    Raises
    ------
    BadInputError
        If a line of it is no key.
    """
    try:
        lines = (folder / NAME).read_text("ascii", "replace").split()
    except FileNotFoundError:
        return ()
    keys = tuple(key for key in map(_decoded, lines) if key is not None)
    if len(keys) < len(lines) or not keys:
        raise BadInputError(
            "The keys of contacts cannot be read.",
            f"A line of {folder / NAME} is no key, or the file is empty.",
            "Put back an unharmed copy of the file; nothing that it sealed can be opened without it.",
        )
    return keys


def made_key_file(folder: Path) -> tuple[bytes, ...]:
    """Return the keys of a data folder's file; make it with one key if there is none.

    Two processes may come here at once: the file appears whole, and whoever comes second reads what the first wrote.
    """
    kept = read_key_file(folder)
    if kept:
        return kept
    folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    beside = _written(folder, [secrets.token_bytes(LENGTH)])
    try:
        os.link(beside, folder / NAME)
    except FileExistsError:
        beside.unlink()
    except OSError:  # A disk without such links, as a memory stick.
        beside.rename(folder / NAME)
    beside.unlink(missing_ok=True)
    return read_key_file(folder)


def add_key(folder: Path) -> bytes:
    """Put a new key before those of the file, and return it."""
    key = secrets.token_bytes(LENGTH)
    _written(folder, [key, *made_key_file(folder)]).replace(folder / NAME)
    return key


def forget_keys(folder: Path, needed: Collection[bytes]) -> int:
    """Take keys out of the file that nothing needs any more; the newest stays. Returns how many went."""
    newest, *older = made_key_file(folder)
    left = [key for key in older if key in needed]
    if len(left) < len(older):
        _written(folder, [newest, *left]).replace(folder / NAME)
    return len(older) - len(left)


def _written(folder: Path, keys: Sequence[bytes]) -> Path:
    """Write a file of keys beside the one that counts, on the disk and for its owner alone, and return where."""
    path = folder / f".{NAME}-{secrets.token_hex(4)}"
    handle = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    with os.fdopen(handle, "wb") as file:
        file.write(b"".join(base64.urlsafe_b64encode(key) + b"\n" for key in keys))
        file.flush()
        os.fsync(file.fileno())
    return path


def _decoded(text: str) -> bytes | None:
    try:
        key = base64.b64decode(text.encode("ascii"), altchars=b"-_", validate=True)
    except (binascii.Error, UnicodeEncodeError):
        return None
    return key if len(key) == LENGTH else None
