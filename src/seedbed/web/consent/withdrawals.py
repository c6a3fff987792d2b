"""The withdrawal list: a file of its own, apart from database and backups, that a restored site reads before it serves.

One line of JSON each, only ever added to and forced onto the disk before a withdrawal is confirmed. It holds numbers of
receipts, names of scopes and times: no words, no participants.
"""

from __future__ import annotations

import errno
import json
import os
from collections.abc import Iterable
from dataclasses import asdict, dataclass
from datetime import datetime
from pathlib import Path

from seedbed.errors import BadInputError, UserError
from seedbed.web.consent.models import ConsentScope
from seedbed.web.consent.numbers import DIGITS, fits

WORDS = "words"
"""Taken back are the words themselves; otherwise the name of a scope."""
_WHAT = frozenset({WORDS, *ConsentScope.values})


@dataclass(frozen=True, slots=True)
class Entry:
    """One line.

    Parameters
    ----------
    receipt
        Number of the receipt.
    what
        `WORDS`, or the scope that was taken back.
    stands
        True when it was taken back, False when that was undone.
    at
        When.
    """

    receipt: str
    what: str
    stands: bool
    at: datetime


def append(path: Path, entry: Entry) -> None:
    """Add a line and wait until the disk has it.

    Raises
    ------
    UserError
        If it cannot be written; then nothing may be confirmed.
    """
    line = json.dumps(asdict(entry) | {"at": entry.at.isoformat()})
    try:
        path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
        new = not path.exists()
        _write(path, line.encode("ascii"))
        if new:
            _keep_name(path.parent)
    except OSError as error:
        raise UserError(
            "It was not taken back: nothing has changed.",
            "The list of withdrawals, which protects it after a restore, could not be written.",
            "Try again; if it stays, tell whoever runs the site that the disk may be full.",
        ) from error


def _write(path: Path, line: bytes) -> None:
    # One write of one line, at the end whoever else writes: processes do not mix their lines. The line end stands
    # first as well, so that a line before it that a crash cut short stays by itself.
    whole = b"\n" + line + b"\n"
    handle = os.open(path, os.O_WRONLY | os.O_APPEND | os.O_CREAT, 0o600)
    try:
        if os.write(handle, whole) < len(whole):
            raise OSError(errno.ENOSPC, "The line was cut short.")
        os.fsync(handle)
    finally:
        os.close(handle)


def _keep_name(folder: Path) -> None:
    """Force the new file's name onto the disk, where the system knows how."""
    if os.name == "posix":
        handle = os.open(folder, os.O_RDONLY)
        try:
            os.fsync(handle)
        finally:
            os.close(handle)


def read(path: Path) -> list[Entry]:
    """Return all entries in order; none if there is no file.

    Lines that a crash or a full disk cut short are passed over: what they were to hold was never confirmed.

    Raises
    ------
    BadInputError
        If a whole line is not ours.
    """
    if not path.exists():
        return []
    lines = path.read_bytes().decode("utf-8", "replace").split("\n")
    return [_entry(path, number, line) for number, line in enumerate(lines, 1) if line.endswith("}")]


def last_of_each(entries: Iterable[Entry]) -> list[Entry]:
    """Return the last entry for each receipt and thing: what holds now."""
    return list({(entry.receipt, entry.what): entry for entry in entries}.values())


def _entry(path: Path, number: int, line: str) -> Entry:
    try:
        told = json.loads(line)
        entry = Entry(str(told["receipt"]), str(told["what"]), told["stands"], datetime.fromisoformat(told["at"]))
    except (ValueError, KeyError, TypeError):
        entry = None
    if entry is None or not _is_ours(entry):
        raise BadInputError(
            "The list of withdrawals cannot be read.",
            f"Line {number} of {path.name} is not one that Seedbed wrote.",
            "Put back an unharmed copy of the file; do not serve before, or words that were taken back may show.",
        )
    return entry


def _is_ours(entry: Entry) -> bool:
    plain = entry.receipt.isascii() and entry.receipt.isdigit() and len(entry.receipt) == DIGITS
    known = entry.what in _WHAT and isinstance(entry.stands, bool)
    return plain and fits(entry.receipt) and known and entry.at.tzinfo is not None
