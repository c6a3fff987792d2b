"""What rooms hold of one person, and for how long: each room says it for itself, so that nothing is forgotten.

Rooms register what they hold when they start. What is handed to someone who asks for all that is held about them, and
the page of what is kept and until when, are made of these and of nothing else.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass

from django.utils.functional import Promise

from seedbed.web.consent.models import Participant, Receipt
from seedbed.web.places.models import Programme

Cell = str | int | bool | None
Row = Mapping[str, Cell]
"""What is told of one thing, by its heading."""


@dataclass(frozen=True, slots=True)
class Who:
    """Whose things are meant: a participant, or, of who is nobody in particular, the holder of one receipt."""

    participant: Participant | None = None
    receipt: Receipt | None = None


@dataclass(frozen=True, slots=True)
class Held:
    """One kind of thing that a room holds of people.

    Parameters
    ----------
    name
        A lasting short name: files are called after it.
    title
        What pages call it.
    rows
        Gives what is held of someone, with nothing of anybody else.
    """

    name: str
    title: str | Promise
    rows: Callable[[Who], Iterable[Row]]


@dataclass(frozen=True, slots=True)
class Kept:
    """How much of one kind a programme keeps, and until when.

    Parameters
    ----------
    title
        What pages call it.
    until
        Says in words until when it is kept.
    how_many
        Counts it; None where even a count would tell something.
    """

    title: str | Promise
    until: Callable[[Programme], str]
    how_many: Callable[[Programme], int] | None


FindWho = Callable[[Receipt], Participant | None]
"""Gives who took a receipt home; None if that is not known, or nobody in particular."""

_HELD: dict[str, Held] = {}
_KEPT: list[Kept] = []
_FIND: list[FindWho] = []
_NEEDS: list[Callable[[Participant], bool]] = []


def register_held(held: Held) -> None:
    """Say what a room holds of people."""
    _HELD[held.name] = held


def register_kept(kept: Kept) -> None:
    """Say how long a room keeps something."""
    _KEPT.append(kept)


def register_who(find: FindWho) -> None:
    """Say who took a receipt home: only the room that keeps the words knows."""
    _FIND.append(find)


def register_needs(needs: Callable[[Participant], bool]) -> None:
    """Say whether a room needs to know someone though their words are erased, as to reach them."""
    _NEEDS.append(needs)


def is_needed(participant: Participant) -> bool:
    """Say whether a room needs to know someone though their words are erased."""
    return any(needs(participant) for needs in _NEEDS)


def all_held() -> list[Held]:
    """Return every kind of thing that is held of people, by name."""
    return [_HELD[name] for name in sorted(_HELD)]


def all_kept() -> list[Kept]:
    """Return everything that is kept for some time."""
    return list(_KEPT)


def who_took(receipt: Receipt) -> Who:
    """Return whose receipt it is."""
    found = (find(receipt) for find in _FIND)
    return Who(next((participant for participant in found if participant is not None), None), receipt)
