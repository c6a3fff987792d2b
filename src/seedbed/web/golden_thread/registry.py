"""What rooms say about their kinds of beads: title, address, detail and who may see them."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from seedbed.thread.kinds import BeadKind
from seedbed.web.golden_thread.models import Bead
from seedbed.web.people.permissions import Visitor


def _nothing(beads: Sequence[Bead]) -> None:
    """Load nothing: the payload holds all that is shown."""


@dataclass(frozen=True, slots=True)
class Room:
    """How one kind of bead is shown.

    Parameters
    ----------
    title
        A line that names the bead. Shown only to those who may see it.
    url
        Where it is kept.
    detail
        Its evidence in plain words: what was said, by whom, how sure. Shown only to those who may see it.
    visible_to
        Whether someone may see title and detail. Others see the kind alone.
    prepare
        Loads what the others need for many beads of the kind at once; a page calls it before it shows them.
    """

    title: Callable[[Bead], str]
    url: Callable[[Bead], str]
    detail: Callable[[Bead], str]
    visible_to: Callable[[Visitor, Bead], bool]
    prepare: Callable[[Sequence[Bead]], None] = _nothing


_ROOMS: dict[BeadKind, Room] = {}


def register(kind: BeadKind, room: Room) -> None:
    """Say how a kind is shown. A room of its own takes the place of the plain one."""
    _ROOMS[kind] = room


def room_of(kind: BeadKind) -> Room:
    """Return how a kind is shown.

    Raises
    ------
    KeyError
        If no room has registered it; the site's own checks find that at the start.
    """
    return _ROOMS[kind]


def has_room(kind: BeadKind) -> bool:
    """Say whether some room has registered the kind."""
    return kind in _ROOMS
