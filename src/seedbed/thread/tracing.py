"""Following the thread: breadth-first, either way, in pages.

One walk serves the thread in memory and the one in a database: it asks for the links of many beads at once, so a
database answers one question a level. A page shows at most 20 links of a bead, 200 beads a level and 1,000 in all;
how many links each bead has in all is always told, so nothing is cut off unseen.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import Protocol

from seedbed.errors import UsageError
from seedbed.thread.beads import BeadId
from seedbed.thread.kinds import BeadKind, Relation


class Way(StrEnum):
    """Which way to follow the thread."""

    FORWARD = "forward"
    BACK = "back"


@dataclass(frozen=True, slots=True)
class Limits:
    """How much one page of a trace shows."""

    links_of_a_bead: int = 20
    beads_of_a_level: int = 200
    beads: int = 1_000


USUAL = Limits()


@dataclass(frozen=True, slots=True)
class Hop:
    """One link, in its own direction whichever way it was followed."""

    source: BeadId
    relation: Relation
    target: BeadId

    def end(self, way: Way) -> BeadId:
        """Return the bead that the hop leads to when followed that way."""
        return self.target if way is Way.FORWARD else self.source

    def start(self, way: Way) -> BeadId:
        """Return the bead that the hop starts from when followed that way."""
        return self.source if way is Way.FORWARD else self.target


@dataclass(frozen=True, slots=True)
class Neighbours:
    """What a question for links gives: the first links of each bead asked for, and how many each has."""

    hops: tuple[Hop, ...]
    totals: Mapping[BeadId, int]


class Links(Protocol):
    """Anything that knows links: the thread in memory, or the database."""

    def neighbours(self, beads: Sequence[BeadId], way: Way, at_most: int) -> Neighbours:
        """Return the first ``at_most`` forward-running links of each bead that way, in a lasting order, and totals.

        Links that were retracted and beads that were withdrawn are not among them, nor in the totals.
        """


@dataclass(frozen=True, slots=True)
class Level:
    """Beads at one distance from the start, with the hops that lead to them (from any earlier level)."""

    beads: tuple[BeadId, ...]
    hops: tuple[Hop, ...]


@dataclass(frozen=True, slots=True)
class Trace:
    """One page of a trace.

    Parameters
    ----------
    start, way
        Where it starts and which way it goes.
    levels
        Level 0 is the start alone.
    totals
        For each bead whose links were followed, how many links it has that way.
    cut
        True where a limit left something out; the totals say at which beads.
    """

    start: BeadId
    way: Way
    levels: tuple[Level, ...]
    totals: Mapping[BeadId, int]
    cut: bool

    @property
    def beads(self) -> tuple[BeadId, ...]:
        """All beads of the page, the start first."""
        return tuple(bead for level in self.levels for bead in level.beads)

    @property
    def hops(self) -> tuple[Hop, ...]:
        """All hops of the page."""
        return tuple(hop for level in self.levels for hop in level.hops)


@dataclass(frozen=True, slots=True)
class TraceCounts:
    """How many beads of each kind the whole trace holds, without the start; exact, whatever a page shows."""

    start: BeadId
    way: Way
    by_kind: Mapping[BeadKind, int]

    @property
    def beads(self) -> int:
        """All of them."""
        return sum(self.by_kind.values())


def trace(links: Links, start: BeadId, way: Way, limits: Limits = USUAL) -> Trace:
    """Follow the thread from one bead.

    Parameters
    ----------
    links
        Where links are looked up: one question a level.
    start
        The bead to start from; it must exist and not be withdrawn, which the caller sees to.
    way
        Forward to decisions, outcomes and replies, or back to words and figures.
    limits
        How much a page shows.

    Raises
    ------
    UsageError
        If a limit is below one.
    """
    if min(limits.links_of_a_bead, limits.beads_of_a_level, limits.beads) < 1:
        raise UsageError("A trace cannot show fewer than one bead.", f"The limits are {limits}.", "Give one or more.")
    seen, levels, totals = {start}, [Level((start,), ())], dict[BeadId, int]()
    cut = False
    while levels[-1].beads:
        found = links.neighbours(levels[-1].beads, way, limits.links_of_a_bead)
        totals.update(found.totals)
        room = min(limits.beads_of_a_level, limits.beads - len(seen))
        level, left_out = _next_level(found.hops, way, seen, room)
        cut = cut or left_out or sum(found.totals.values()) > len(found.hops)
        seen.update(level.beads)
        levels.append(level)
    if not levels[-1].hops:
        levels.pop()
    return Trace(start, way, tuple(levels), totals, cut)


def _next_level(hops: Sequence[Hop], way: Way, seen: set[BeadId], room: int) -> tuple[Level, bool]:
    """Take new beads in order while there is room; keep hops to beads that are shown."""
    ends = dict.fromkeys(hop.end(way) for hop in hops)
    new = [bead for bead in ends if bead not in seen]
    shown = tuple(new[:room])
    known = seen.union(shown)
    kept = tuple(hop for hop in hops if hop.end(way) in known)
    return Level(shown, kept), len(new) > room
