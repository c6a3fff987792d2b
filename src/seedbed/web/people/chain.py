"""The arithmetic of the audit trail's chain: what each entry is reduced to, and what its hash is.

Each entry is written as canonical JSON (keys in order, no spaces, UTF-8) with its place and the hash of the entry
before it; its own hash is the SHA-256 of that text. So nothing can be changed, taken out, put in or moved without
changing every hash after it (Haber and Stornetta 1991, "How to time-stamp a digital document").
"""

from __future__ import annotations

import hashlib
import json
import math
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any

GENESIS = "0" * 64
"""What stands for the hash before the first entry."""


@dataclass(frozen=True, slots=True)
class Entry:
    """One entry as the chain holds it. ``detail`` is canonical JSON already."""

    sequence: int
    previous: str
    at: datetime
    by: int | None
    action: str
    scope: int | None
    subject: str
    detail: str


def canonical(value: Any) -> str:
    """Return canonical JSON: keys in order, no spaces, letters as they are, whole numbers without a point.

    Raises
    ------
    ValueError
        If a number is none or endless, which JSON cannot say.
    TypeError
        If it holds what JSON has no form for.
    """
    return json.dumps(_plain(value), ensure_ascii=False, allow_nan=False, sort_keys=True, separators=(",", ":"))


def _plain(value: Any) -> Any:
    if isinstance(value, float) and math.isfinite(value) and value.is_integer():
        return int(value)
    if isinstance(value, dict):
        return {str(key): _plain(each) for key, each in value.items()}
    if isinstance(value, list | tuple):
        return [_plain(each) for each in value]
    return value


def text_of(entry: Entry) -> str:
    """Return an entry's canonical JSON. On PostgreSQL `audit_guards` writes the same text."""
    at = entry.at.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%S.%fZ")
    return (
        f'{{"action":{_quoted(entry.action)},"at":"{at}","by":{_number(entry.by)},"detail":{entry.detail},'
        f'"previous":"{entry.previous}","scope":{_number(entry.scope)},"sequence":{entry.sequence},'
        f'"subject":{_quoted(entry.subject)}}}'
    )


def _quoted(text: str) -> str:
    return json.dumps(text, ensure_ascii=False)


def _number(number: int | None) -> str:
    return "null" if number is None else str(number)


def hash_of(entry: Entry) -> str:
    """Return the SHA-256 of an entry, as 64 hexadecimal digits."""
    return hashlib.sha256(text_of(entry).encode("utf-8", "surrogatepass")).hexdigest()
