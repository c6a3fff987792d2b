"""What people took back, in the list kept apart from database and backups that a restored site reads before it serves.

Each line holds the number of a receipt, the name of a scope and a time: no words, no participants.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import asdict, dataclass
from datetime import datetime
from pathlib import Path
from typing import Any

from seedbed.web.consent.models import ConsentScope
from seedbed.web.consent.numbers import DIGITS, fits
from seedbed.web.people.kept_apart import append_line, not_ours, read_lines

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
    by_holder
        Whether whoever holds the receipt did it: they alone undo it then.
    """

    receipt: str
    what: str
    stands: bool
    at: datetime
    by_holder: bool = False


def append(path: Path, entry: Entry) -> None:
    """Add a line and wait until the disk has it.

    Raises
    ------
    UserError
        If it cannot be written; then nothing may be confirmed.
    """
    told = asdict(entry) | {"at": entry.at.isoformat()}
    append_line(path, told, "It was not taken back: nothing has changed.")


def read(path: Path) -> list[Entry]:
    """Return all entries in order; none if there is no file.

    Raises
    ------
    BadInputError
        If a whole line is not ours.
    """
    return [_entry(path, number, told) for number, told in read_lines(path) if "receipt" in told]


def last_of_each(entries: Iterable[Entry]) -> list[Entry]:
    """Return the last entry for each receipt and thing: what holds now."""
    return list({(entry.receipt, entry.what): entry for entry in entries}.values())


def _entry(path: Path, number: int, told: Mapping[str, Any]) -> Entry:
    try:
        at, by_holder = datetime.fromisoformat(told["at"]), told.get("by_holder", False)
        entry = Entry(str(told["receipt"]), str(told["what"]), told["stands"], at, by_holder)
    except (ValueError, KeyError, TypeError) as error:
        raise not_ours(path, number) from error
    if not _is_ours(entry) or not isinstance(by_holder, bool):
        raise not_ours(path, number)
    return entry


def _is_ours(entry: Entry) -> bool:
    plain = entry.receipt.isascii() and entry.receipt.isdigit() and len(entry.receipt) == DIGITS
    known = entry.what in _WHAT and isinstance(entry.stands, bool)
    return plain and fits(entry.receipt) and known and entry.at.tzinfo is not None
