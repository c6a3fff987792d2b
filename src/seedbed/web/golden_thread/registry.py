"""What rooms say about their kinds of beads: title, address, detail and who may see them."""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import dataclass

from seedbed.reports.thread.survival import Benchmark
from seedbed.thread.kinds import BeadKind
from seedbed.web.golden_thread.models import Bead
from seedbed.web.people.permissions import Visitor
from seedbed.web.places.models import Neighbourhood


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


PeopleBehind = Callable[[Neighbourhood], Mapping[int, str]]
"""Gives the participant's token behind each contribution of a neighbourhood, by the contribution's number."""

PeopleHere = Callable[[Neighbourhood, str], Benchmark | None]
"""Gives the people of a neighbourhood by groups of a characteristic, with their source; None where not known."""

ExpertsOnly = Callable[[Neighbourhood], Collection[int]]
"""Gives the factors and causal links of a neighbourhood of which people said that they come from experts only."""

_PEOPLE_BEHIND: list[PeopleBehind] = []
_PEOPLE_HERE: list[PeopleHere] = []
_EXPERTS_ONLY: list[ExpertsOnly] = []


def register_people_behind(find: PeopleBehind) -> None:
    """Say who is behind contributions: only the room that keeps the words knows."""
    _PEOPLE_BEHIND.append(find)


def register_people_here(find: PeopleHere) -> None:
    """Say how many people of each group live in a neighbourhood: only a room that reads figures knows."""
    _PEOPLE_HERE.append(find)


def register_experts_only(find: ExpertsOnly) -> None:
    """Say what comes from experts only: only the room where that is marked knows."""
    _EXPERTS_ONLY.append(find)


def experts_only(neighbourhood: Neighbourhood) -> frozenset[int]:
    """Return the factors and causal links of a neighbourhood that come from experts only."""
    return frozenset(number for find in _EXPERTS_ONLY for number in find(neighbourhood))


def people_behind(neighbourhood: Neighbourhood) -> dict[int, str]:
    """Return the participant's token behind each contribution; those of nobody known are not among them."""
    return {number: token for find in _PEOPLE_BEHIND for number, token in find(neighbourhood).items()}


def people_here(neighbourhood: Neighbourhood, characteristic: str) -> Benchmark | None:
    """Return the people of a neighbourhood by group, from the first room that knows them."""
    found = (find(neighbourhood, characteristic) for find in _PEOPLE_HERE)
    return next((benchmark for benchmark in found if benchmark is not None), None)
