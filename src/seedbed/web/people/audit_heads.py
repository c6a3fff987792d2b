"""The end of the audit trail's chain, kept outside the database.

Whoever can write to the database can make the whole chain anew, or cut its end off. Neither fits what was written down
elsewhere: a line for each end, one JSON object with ``at``, ``sequence`` and ``hash``, in the file ``audit-heads`` of
the data folder; better still in a copy on another computer.
"""

from __future__ import annotations

import json
import os
import re
from dataclasses import asdict, dataclass
from datetime import UTC, datetime
from pathlib import Path

from seedbed.errors import BadInputError
from seedbed.web.people.models import AuditEvent

FILE_NAME = "audit-heads"
HASH = re.compile(r"[0-9a-f]{64}")


@dataclass(frozen=True, slots=True)
class Head:
    """An end of the chain that was kept; of one that was noted by its hash alone the rest is not known."""

    hash: str
    sequence: int | None = None
    at: str = ""


def head_now(now: datetime) -> Head | None:
    """Return the end of the chain as it is committed; None where nothing was recorded yet."""
    placed = AuditEvent.objects.filter(sequence__isnull=False).order_by("-sequence")
    last = placed.values_list("sequence", "hash").first()
    at = now.astimezone(UTC).isoformat(timespec="seconds")
    return Head(sequence=last[0], hash=last[1], at=at) if last else None


def keep_head(folder: Path, now: datetime) -> Head | None:
    """Write the end of the chain down in a data folder, unless it is there already; return it.

    Call it outside transactions, so that it never keeps what might still be taken back.
    """
    head, path = head_now(now), folder / FILE_NAME
    kept = read_heads(path) if path.exists() else []
    if head is None or (kept and kept[-1].hash == head.hash):
        return head
    _drop_what_was_cut_short(path)
    with os.fdopen(os.open(path, os.O_WRONLY | os.O_APPEND | os.O_CREAT, 0o600), "a", encoding="utf-8") as file:
        file.write(json.dumps(asdict(head), sort_keys=True) + "\n")
        file.flush()
        os.fsync(file.fileno())
    return head


def _drop_what_was_cut_short(path: Path) -> None:
    whole = path.read_bytes().rfind(b"\n") + 1 if path.exists() else 0
    if path.exists() and path.stat().st_size > whole:
        os.truncate(path, whole)


def read_heads(path: Path) -> list[Head]:
    """Return the heads that a file keeps. A last line that was cut short, as by a power cut, is passed over.

    Raises
    ------
    BadInputError
        If another line is no head; names it.
    """
    lines = path.read_text(encoding="utf-8", errors="replace").split("\n")
    heads = [_head_of(line.strip()) for line in lines if line.strip()]
    if None in heads[:-1] or heads == [None]:
        raise BadInputError(
            "The heads of the audit trail cannot be read.",
            f"{path}: line {1 + heads.index(None)} is not an end of a chain.",
            "Take another copy of the file, or give a hash alone.",
        )
    return [head for head in heads if head is not None]


def _head_of(line: str) -> Head | None:
    if HASH.fullmatch(line):
        return Head(hash=line)
    try:
        told = json.loads(line)
        sequence, of_row, at = told["sequence"], told["hash"], told["at"]
    except (ValueError, TypeError, KeyError):
        return None
    known = isinstance(sequence, int) and isinstance(at, str) and HASH.fullmatch(str(of_row))
    return Head(hash=of_row, sequence=sequence, at=at) if known else None
