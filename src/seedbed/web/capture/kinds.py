"""Kinds of items that devices send. Each room that takes some in registers them when it starts.

This room itself takes in ``contribution`` and ``tally``; rooms above register others, such as ``check_in``.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from seedbed.errors import BadInputError
from seedbed.web.capture.models import Device
from seedbed.web.listening.models import Contribution


@dataclass(frozen=True, slots=True)
class Announced:
    """A file that an item says will follow."""

    number: UUID
    kind: str
    sha256: str
    blur_faces: bool = False


@dataclass(frozen=True, slots=True)
class Stored:
    """What became of an item.

    Parameters
    ----------
    subject
        What was made of it, as ``kind:number``, for the records.
    contribution
        Where it is one.
    receipt, receipt_changed
        Number of its receipt, and whether it is another than the device's.
    dropped
        Whether words or files were let go, since nobody agreed that they are kept.
    announced
        Numbers of all files that it announced.
    media
        Those of them that are wanted: what nobody agreed to is not.
    """

    subject: str = ""
    contribution: Contribution | None = None
    receipt: str = ""
    receipt_changed: bool = False
    dropped: bool = False
    announced: tuple[UUID, ...] = ()
    media: tuple[Announced, ...] = ()


TakeIn = Callable[[Device, Mapping[str, Any]], Stored]
"""Takes one item in, inside the transaction that keeps it. Raises a `UserError` where it will not do."""
_KINDS: dict[str, TakeIn] = {}


def register(kind: str, take_in: TakeIn) -> None:
    """Say what is done with items of a kind. The item holds ``moment`` too: when it was made, put right."""
    _KINDS[kind] = take_in


def taker_of(kind: object) -> TakeIn:
    """Return what takes in items of a kind.

    Raises
    ------
    BadInputError
        If no room takes in such items.
    """
    if not isinstance(kind, str) or kind not in _KINDS:
        raise BadInputError(
            "This cannot be taken in.",
            f"Its kind is none of {', '.join(sorted(_KINDS))}.",
            "Open the page on the device anew, so that it is up to date.",
        )
    return _KINDS[kind]
