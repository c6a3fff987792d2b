"""The list kept apart: a file beside database and backups of what was taken back, erased or ended since.

A restored site reads it before it serves, so that nothing comes back with an older backup. One line of JSON each, only
ever added to and forced onto the disk before anything is confirmed. It holds numbers of things and times: no words, no
names, no addresses. Lines of receipts are read by `seedbed.web.consent.withdrawals`; the others here.
"""

from __future__ import annotations

import errno
import json
import os
import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Any

from django.conf import settings
from django.db import transaction
from django.utils import timezone

from seedbed.errors import BadInputError, UserError

Again = Callable[[Mapping[str, datetime]], int]
"""Given when each thing of a kind was ended, by its number: ends those that are there again; says how many were."""
_AGAIN: dict[str, Again] = {}
_SUBJECT = re.compile(r"([a-z_]{1,30}):([0-9a-f-]{1,64})")


@dataclass(frozen=True, slots=True)
class Gone:
    """One thing that was erased or ended for good: its kind, its number, and when."""

    kind: str
    number: str
    at: datetime


def ends_again(kind: str, again: Again) -> None:
    """Say how things of a kind are ended again after a restore. Numbers of a kind mean one thing for good."""
    _AGAIN[kind] = again


def note_gone(kind: str, number: object, at: datetime | None = None) -> None:
    """Write that a thing is erased or ended; call it in the transaction that does it.

    Raises
    ------
    UserError
        If it cannot be written; then nothing may be confirmed.
    """
    told = {"subject": f"{kind}:{number}", "at": (at or timezone.now()).isoformat()}
    append_line(settings.ENVIRONMENT.withdrawals, told, "It was not done: nothing has changed.")


@transaction.atomic
def end_again(path: Path) -> int:
    """Erase and end again what the list says and a restored database does not know; return how much that was.

    Raises
    ------
    BadInputError
        If the list cannot be read; then nothing may be served.
    """
    by_kind: dict[str, dict[str, datetime]] = {}
    for gone in read_gone(path):
        by_kind.setdefault(gone.kind, {})[gone.number] = gone.at
    return sum(again(by_kind[kind]) for kind, again in _AGAIN.items() if kind in by_kind)


def read_gone(path: Path) -> list[Gone]:
    """Return what the list says was erased or ended, in order.

    Raises
    ------
    BadInputError
        If a line is not ours.
    """
    return [_gone(path, number, told) for number, told in read_lines(path) if "subject" in told]


def _gone(path: Path, number: int, told: Mapping[str, Any]) -> Gone:
    try:
        parts = _SUBJECT.fullmatch(str(told["subject"]))
        at = datetime.fromisoformat(told["at"])
    except (ValueError, KeyError, TypeError) as error:
        raise not_ours(path, number) from error
    if parts is None or parts[1] not in _AGAIN or at.tzinfo is None:
        raise not_ours(path, number)
    return Gone(parts[1], parts[2], at)


def append_line(path: Path, told: Mapping[str, Any], what: str) -> None:
    """Add a line and wait until the disk has it.

    Parameters
    ----------
    what
        What is said if it cannot be written.

    Raises
    ------
    UserError
        If it cannot be written; then nothing may be confirmed.
    """
    try:
        path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
        new = not path.exists()
        _write(path, json.dumps(dict(told)).encode("ascii"))
        if new:
            _keep_name(path.parent)
    except OSError as error:
        raise UserError(
            what,
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


def read_lines(path: Path) -> list[tuple[int, dict[str, Any]]]:
    """Return all whole lines in order, each with its number; none if there is no file.

    Lines that a crash or a full disk cut short are passed over: what they were to hold was never confirmed.

    Raises
    ------
    BadInputError
        If a whole line is not ours.
    """
    if not path.exists():
        return []
    lines = path.read_bytes().decode("utf-8", "replace").split("\n")
    return [(number, _line(path, number, line)) for number, line in enumerate(lines, 1) if line.endswith("}")]


def _line(path: Path, number: int, line: str) -> dict[str, Any]:
    try:
        told = json.loads(line)
    except ValueError as error:
        raise not_ours(path, number) from error
    if not isinstance(told, dict) or ("subject" in told) == ("receipt" in told):
        raise not_ours(path, number)
    return told


def not_ours(path: Path, number: int) -> BadInputError:
    """Return the error of a line that nobody here wrote."""
    return BadInputError(
        "The list of withdrawals cannot be read.",
        f"Line {number} of {path.name} is not one that Seedbed wrote.",
        "Put back an unharmed copy of the file; do not serve before, or words that were taken back may show.",
    )
