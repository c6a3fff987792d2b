"""What the story is made of: plain values with lasting ids."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import Any

from seedbed.thread.kinds import BeadKind, Relation


class Person(StrEnum):
    """The cast: who of the partnership did it."""

    DEV = "dev"
    NGOZI = "ngozi"
    SAM = "sam"
    LEE = "lee"


@dataclass(frozen=True, slots=True)
class Marked:
    """A fragment that was marked in someone's words, and the codes it was given. Its id is that of a voice."""

    id: str
    words: str
    translation: str
    codes: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Pinned:
    """What somebody put on the map.

    Parameters
    ----------
    shape
        ``point``, ``line`` or ``area``.
    at
        Its corners, in metres east and north of the town's middle.
    called, sticker
        What they wrote beside it and the sticker they chose; either may be empty. ``home`` is no sticker: somebody
        lives there.
    """

    shape: str
    at: tuple[tuple[float, float], ...]
    called: str = ""
    sticker: str = ""


@dataclass(frozen=True, slots=True)
class Said:
    """What one person gave on one occasion.

    Parameters
    ----------
    card
        Their group by characteristic; empty where they gave no card, None for someone who spoke as a professional.
    marked
        The fragments that were marked, in order.
    pinned
        What they put on the map.
    """

    id: str
    event: str
    said_on: date
    words: str
    marked: tuple[Marked, ...]
    card: Mapping[str, str] | None
    language: str = "en"
    translation: str = ""
    mode: str = "spoken"
    origin: str = "resident"
    pinned: tuple[Pinned, ...] = ()


@dataclass(frozen=True, slots=True)
class StoryBead:
    """Any other bead: its kind, the values of its payload, when it was made and by whom."""

    id: str
    kind: BeadKind
    values: Mapping[str, Any]
    day: date
    by: Person


@dataclass(frozen=True, slots=True)
class UsedFigure:
    """An open figure of the town that was used; its value is looked up in the pack."""

    id: str
    indicator: str
    area: str
    period: str
    day: date


@dataclass(frozen=True, slots=True)
class StoryLink:
    """A link between two ids, and when it was made."""

    source: str
    relation: Relation
    target: str
    day: date
    by: Person


@dataclass(frozen=True, slots=True)
class Merge:
    """Beads that became one."""

    beads: tuple[str, ...]
    into: str
    day: date
    why: str


@dataclass(frozen=True, slots=True)
class Split:
    """A bead that became several; ``into`` says which of its links' sources go with which part."""

    bead: str
    into: Mapping[str, tuple[str, ...]]
    day: date
    why: str


@dataclass(frozen=True, slots=True)
class Withdrawal:
    """A contribution that someone took back."""

    contribution: str
    day: date
    why: str


@dataclass(frozen=True, slots=True)
class Story:
    """All of it.

    ``links`` holds those that were made before a merge or split (``early``) and after it apart, since a link cannot be
    made to a bead that is out of use.
    """

    said: tuple[Said, ...]
    beads: tuple[StoryBead, ...]
    figures: tuple[UsedFigure, ...]
    early: tuple[StoryLink, ...]
    later: tuple[StoryLink, ...]
    merges: tuple[Merge, ...]
    splits: tuple[Split, ...]
    withdrawals: tuple[Withdrawal, ...]

    @property
    def links(self) -> tuple[StoryLink, ...]:
        """All links."""
        return self.early + self.later

    @property
    def last_day(self) -> date:
        """The day up to which the story is told."""
        return max(bead.day for bead in self.beads)

    def bead(self, id_: str) -> StoryBead:
        """Return a bead by its id."""
        return next(bead for bead in self.beads if bead.id == id_)


NEIGHBOURHOOD_OF = {"t": "tanners-row", "k": "kestrel-rise"}


def neighbourhood_of(id_: str) -> str:
    """Return the neighbourhood that an id belongs to, by its first letter."""
    return NEIGHBOURHOOD_OF[id_[0]]
