"""Reading what a device sent: JSON without tricks, with the fields that every item has."""

from __future__ import annotations

import hashlib
import json
import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import Any, NoReturn
from uuid import UUID

from seedbed.errors import BadInputError

SCHEMA = "seedbed/capture/1"
MOST_BYTES = 1_000_000
"""Of one item; files are sent apart."""
CLOCK_OFF_BY = timedelta(days=1)
"""A clock that is further off is put right."""
_FIRST_YEAR, _LAST_YEAR = 1970, 2200
_WHAT = "This cannot be taken in."
_ANEW = "Open the page on the device anew, so that it is up to date."


@dataclass(frozen=True, slots=True)
class ReadItem:
    """What was sent, its digest, and when it was made: by the device's clock, and as far as it can be known."""

    told: Mapping[str, Any]
    digest: str
    made_at: datetime
    moment: datetime
    clock_off: bool


def refused(why: str, next_step: str = _ANEW) -> BadInputError:
    """Return the error of an item that will not do."""
    return BadInputError(_WHAT, why, next_step)


def read_document(raw: bytes) -> dict[str, Any]:
    """Return the JSON object of some bytes.

    Raises
    ------
    BadInputError
        If it is no JSON in UTF-8, no object, nested too deeply, or holds numbers that are none.
    """
    try:
        told = json.loads(raw.decode("utf-8"), parse_constant=_no_number)
    except UnicodeDecodeError:
        raise refused("It is not text in UTF-8.") from None
    except RecursionError:
        raise refused("It is nested too deeply.") from None
    except ValueError as error:
        raise refused("It is not JSON that can be read.") from error
    if not isinstance(told, dict):
        raise refused("It is not one JSON object.")
    return told


def _no_number(text: str) -> NoReturn:
    raise ValueError(text)


def digest_of(told: Mapping[str, Any]) -> str:
    """Return the digest of a document; the order of its fields makes no difference."""
    return hashlib.sha256(json.dumps(told, sort_keys=True, separators=(",", ":")).encode()).hexdigest()


def read_item(
    raw: bytes, number: UUID, *, now: datetime, joined_at: datetime, device_now: datetime | None = None
) -> ReadItem:
    """Read an item that was sent under a number.

    Parameters
    ----------
    now
        By the clock of the site.
    joined_at
        When the device joined: nothing was made before that.
    device_now
        By the clock of the device when it sent the item; None where it did not say.

    Raises
    ------
    BadInputError
        If it is no document of ours, is of another number or schema, or does not say when it was made.
    """
    told = read_document(raw)
    if told.get("schema") != SCHEMA:
        raise refused(f"It is not a document of {SCHEMA}.")
    if str(told.get("id", "")).lower() != str(number):
        raise refused("Its number is not the one that it was sent under.")
    made_at = read_moment(told.get("made_at"))
    moment, clock_off = put_right(made_at, now, joined_at, device_now)
    return ReadItem(told, digest_of(told), made_at, moment, clock_off)


def read_moment(told: object) -> datetime:
    """Return a moment that was written as ISO 8601 with its offset from UTC.

    Raises
    ------
    BadInputError
        If it is none, or in a year that no clock shows.
    """
    try:
        found = datetime.fromisoformat(str(told)[:40]).astimezone(UTC) if _has_offset(told) else None
    except (ValueError, OverflowError):
        found = None
    if found is None or not _FIRST_YEAR <= found.year <= _LAST_YEAR:
        raise refused("It does not say when it was made, as 2026-03-14T15:09:26+00:00 does.")
    return found


def _has_offset(told: object) -> bool:
    return isinstance(told, str) and bool(re.search(r"(Z|[+-][0-9]{2}:?[0-9]{2})$", told))


def put_right(
    made_at: datetime, now: datetime, joined_at: datetime, device_now: datetime | None
) -> tuple[datetime, bool]:
    """Return when something was made as far as it can be known, and whether the device's clock was a day off or more.

    Where the device's clock is wrong when it sends, the difference is taken off. Otherwise what lies after today or
    before the device joined was made while the clock was wrong, as it is until a phone finds a network that puts it
    right: nobody knows by how much, and the time of sending is taken.
    """
    off = now - device_now if device_now is not None else timedelta(0)
    if abs(off) > CLOCK_OFF_BY:
        return max(min(made_at + off, now), joined_at), True
    if joined_at - CLOCK_OFF_BY <= made_at <= now + CLOCK_OFF_BY:
        return min(made_at, now), False
    return now, True
