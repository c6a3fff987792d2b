"""Feedback loops of a system map: all of them up to a length, or how many there are.

A loop comes back to the factor it began at and passes no factor twice. It is reinforcing where an even number of its
links run in the opposite direction, balancing where an odd number do, and undetermined where any link is uncertain.
Two links between the same two factors make two loops, since they may differ in direction; a link from a factor to
itself is a loop of one link.

Source of the signs: Sterman, Business Dynamics (2000), chapter 5.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from enum import StrEnum
from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray

from seedbed.analysis.systems.graph import ends, places_of, tangles
from seedbed.analysis.systems.types import SystemMap
from seedbed.errors import UsageError

if TYPE_CHECKING:
    from seedbed.analysis.systems.loop_search import Arrows, Found, Walk, WaysBack

MAX_LENGTH = 12
LONGEST = 60
MOST = 1_000_000
MOST_WORK = 1_000_000_000
"""Arrows and half-loops that a search looks at before it gives up on longer loops: some seconds."""
MOST_ROWS = 1 << 16
"""Half-loops kept at once; more would leave the cache of the processor."""
LONGEST_BACK = 8


class LoopPolarity(StrEnum):
    """What a loop does to a change that goes round it."""

    REINFORCING = "reinforcing"
    BALANCING = "balancing"
    UNDETERMINED = "undetermined"


BY_SIGN = (LoopPolarity.BALANCING, LoopPolarity.UNDETERMINED, LoopPolarity.REINFORCING)


@dataclass(frozen=True, slots=True)
class Loop:
    """One feedback loop: identifiers of its factors in turn, and of the link that leaves each of them."""

    factors: tuple[str, ...]
    links: tuple[str, ...]
    polarity: LoopPolarity


@dataclass(frozen=True, slots=True)
class LoopCount:
    """How many loops there are.

    ``numbers`` has the shape (longest + 1, 3): loops by length, and by sign in the order of ``BY_SIGN``. ``counted_to``
    is the length to which all are counted: shorter than ``max_length`` where counting longer ones takes too long.
    """

    max_length: int
    counted_to: int
    numbers: NDArray[np.int64]

    @property
    def count(self) -> int:
        """Loops of up to ``counted_to`` links."""
        return int(self.numbers.sum())

    @property
    def by_length_and_polarity(self) -> dict[int, dict[LoopPolarity, int]]:
        """Loops by length and polarity, without lengths that have none."""
        return {
            length: {polarity: int(many) for polarity, many in zip(BY_SIGN, row, strict=True)}
            for length, row in enumerate(self.numbers)
            if row.any()
        }

    @property
    def by_polarity(self) -> dict[LoopPolarity, int]:
        """Loops by polarity."""
        return {polarity: int(many) for polarity, many in zip(BY_SIGN, self.numbers.sum(axis=0), strict=True)}


@dataclass(frozen=True, eq=False)
class Loops:
    """The loops listed, made one by one as they are asked for.

    ``links`` holds places of links in the map, loop after loop; those of loop ``i`` are ``offsets[i]:offsets[i + 1]``.
    ``order`` says which loop comes first; the shortest, as they are found.
    """

    system: SystemMap
    counted: LoopCount
    links: NDArray[np.int32] = field(repr=False)
    offsets: NDArray[np.int64] = field(repr=False)
    signs: NDArray[np.int8] = field(repr=False)
    order: NDArray[np.intp] = field(repr=False)

    @property
    def count(self) -> int:
        """Loops there are, listed or not, of up to ``counted.counted_to`` links."""
        return self.counted.count

    @property
    def truncated(self) -> bool:
        """Whether there are more loops than are listed, or longer ones that were not counted."""
        return len(self.signs) < self.count or self.counted.counted_to < self.counted.max_length

    def __len__(self) -> int:
        return len(self.order)

    def __getitem__(self, place: int) -> Loop:
        number = self.order[place]
        links = [self.system.links[at] for at in self.links[self.offsets[number] : self.offsets[number + 1]]]
        return Loop(
            tuple(link.cause for link in links),
            tuple(link.identifier for link in links),
            BY_SIGN[self.signs[number] + 1],
        )

    def __iter__(self) -> Iterator[Loop]:
        return (self[place] for place in range(len(self)))

    def loops_of_each_link(self) -> NDArray[np.int64]:
        """Return of how many listed loops each link of the map is a part."""
        lengths = np.diff(self.offsets)
        shown = np.zeros(len(lengths), dtype=np.bool_)
        shown[self.order] = True
        return np.bincount(self.links[np.repeat(shown, lengths)], minlength=len(self.system.links))


def find_loops(
    system: SystemMap,
    *,
    max_length: int = MAX_LENGTH,
    most: int = MOST,
    through: str | Sequence[str] = (),
    most_work: int = MOST_WORK,
) -> Loops:
    """Find the feedback loops of a map.

    Parameters
    ----------
    system
        The map.
    max_length
        Most links of a loop, 1 to 60.
    most
        Most loops listed. Where there are more, all are counted, and the shortest are listed.
    through
        Identifiers of factors that a loop must pass, all of them.
    most_work
        How much may be looked at before longer loops are given up on; the answer says to which length it holds.

    Raises
    ------
    UsageError
        For a length out of range, or a factor that is not on the map.
    """
    task = _Task(system, max_length, through, most_work)
    counted, kept = task.run(max_length, whole=max_length, most=most, more=0)
    if counted is None:
        counted = _count_in_turn(task)
    elif counted.count <= most:
        return task.listed(counted, kept)
    numbers = np.cumsum(counted.numbers.sum(axis=1))
    whole = int(np.searchsorted(numbers, most, side="right")) - 1
    longest = min(whole + 1, counted.counted_to)
    _, kept = task.run(longest, whole=whole, most=most, more=max(most - int(numbers[whole]), 0))
    return task.listed(counted, kept)


def count_loops(
    system: SystemMap,
    *,
    max_length: int = MAX_LENGTH,
    through: str | Sequence[str] = (),
    most_work: int = MOST_WORK,
) -> LoopCount:
    """Count loops without listing any; parameters and errors as in ``find_loops``."""
    task = _Task(system, max_length, through, most_work)
    counted, _ = task.run(max_length, whole=0, most=0, more=0)
    return counted or _count_in_turn(task)


def _count_in_turn(task: _Task) -> LoopCount:
    """Count loops of two links, then of three, until that takes too long."""
    best = task.run(1, whole=0, most=0, more=0)[0]
    for longest in range(2, task.max_length):
        counted = task.run(longest, whole=0, most=0, more=0)[0]
        if counted is None:
            break
        best = counted
    assert best is not None  # noqa: S101 - loops of one link are counted without a search
    return best


@dataclass(frozen=True, slots=True)
class _Kept:
    links: NDArray[np.int32]
    lengths: NDArray[np.int32]
    signs: NDArray[np.int8]


class _Task:
    """What a search looks at: the map's links between factors that loops can pass, by number."""

    def __init__(self, system: SystemMap, max_length: int, through: str | Sequence[str], most_work: int) -> None:
        if not 1 <= max_length <= LONGEST:
            raise UsageError(
                f"Loops of up to {max_length} links cannot be looked for.",
                f"The most links of a loop must be 1 to {LONGEST}.",
                "Give another length; 12 is usual.",
            )
        self.system, self.max_length, self.most_work = system, max_length, most_work
        self.wanted = places_of(system, (through,) if isinstance(through, str) else through)
        self.arrows = _arrows(system, self.wanted)

    def run(self, longest: int, *, whole: int, most: int, more: int) -> tuple[LoopCount | None, _Kept]:
        """Search; return the numbers, or nothing where that took too long, and the loops kept."""
        from seedbed.analysis.systems.loop_search import Asked, search

        own = self._self_loops()
        factors = len(self.system.factors)
        wanted = np.zeros(factors, dtype=np.int8)
        wanted[: len(self.wanted)] = 1
        back, walk, found = _registers(factors, longest, (most if whole else 0) + more)
        roots = 1 if self.wanted else factors
        room = max(most - len(own), 0) if whole else 0
        asked = Asked(longest, roots, wanted, len(self.wanted), whole, room, more, self.most_work)
        if longest > 1 and factors:
            search(self.arrows, asked, back, walk, found)
        for link in own:
            found.counts[1, self.system.links[link].sign + 1] += 1
        loops, links = int(found.many[0]), int(found.many[1])
        own = own[: most if whole else more]
        kept = _Kept(
            np.concatenate([np.array(own, dtype=np.int32), found.links[:links]]),
            np.concatenate([np.ones(len(own), dtype=np.int32), found.lengths[:loops]]),
            np.concatenate([self._signs(own), found.signs[:loops]]),
        )
        is_whole = found.many[2] <= self.most_work
        return LoopCount(self.max_length, longest, found.counts) if is_whole else None, kept

    def listed(self, counted: LoopCount, kept: _Kept) -> Loops:
        """Return the loops kept, the shortest first."""
        offsets = np.concatenate([[0], np.cumsum(kept.lengths)])
        order = np.argsort(kept.lengths.astype(np.int16), kind="stable")
        return Loops(self.system, counted, kept.links, offsets, kept.signs, order)

    def _self_loops(self) -> list[int]:
        place = self.system.place
        return [
            number
            for number, link in enumerate(self.system.links)
            if link.cause == link.effect and set(self.wanted) <= {place[link.cause]}
        ]

    def _signs(self, links: list[int]) -> NDArray[np.int8]:
        return np.array([self.system.links[link].sign for link in links], dtype=np.int8)


def _arrows(system: SystemMap, wanted: list[int]) -> Arrows:
    """Return the links that loops of two or more can pass, by the numbers that the search gives to factors.

    Wanted factors come first; then the best connected, since without them the rest falls apart soonest.
    """
    from seedbed.analysis.systems.loop_search import Arrows

    factors, pairs = len(system.factors), ends(system)
    kept = np.flatnonzero(_can_return(system, pairs))
    inside = pairs[kept]
    out, into = (np.bincount(inside[:, side], minlength=factors) for side in (0, 1))
    rank = -out * into
    rank[wanted] = rank.min(initial=0) - 1
    number = np.empty(factors, dtype=np.int64)
    number[np.argsort(rank, kind="stable")] = np.arange(factors)
    numbered, cause_of = number[inside], number[pairs[:, 0]]
    by_cause, by_effect = (np.argsort(numbered[:, side], kind="stable") for side in (0, 1))
    offsets, back_offsets = (
        np.concatenate([[0], np.cumsum(np.bincount(numbered[:, side], minlength=factors))]) for side in (0, 1)
    )
    return Arrows(
        offsets,
        numbered[by_cause, 1].astype(np.int32),
        kept[by_cause].astype(np.int32),
        back_offsets,
        kept[by_effect].astype(np.int32),
        cause_of.astype(np.int32),
        np.array([link.sign for link in system.links], dtype=np.int8),
    )


def _can_return(system: SystemMap, pairs: NDArray[np.int64]) -> NDArray[np.bool_]:
    """Say of each link whether a way of other links leads back from its effect to its cause."""
    tangle = tangles(system)
    inside: NDArray[np.bool_] = (tangle[pairs[:, 0]] == tangle[pairs[:, 1]]) & (pairs[:, 0] != pairs[:, 1])
    return inside


def _registers(factors: int, longest: int, most: int) -> tuple[WaysBack, Walk, Found]:
    """Return room for a search; the system gives memory only to what is written to."""
    from seedbed.analysis.systems.loop_search import Found, Walk, WaysBack

    levels, rows = min(LONGEST_BACK, longest // 2), MOST_ROWS
    numbers, steps = np.int64, longest + 1
    back = WaysBack(
        first=np.zeros((levels + 1, factors), numbers),
        last=np.zeros((levels + 1, factors), numbers),
        bounds=np.zeros(levels + 2, numbers),
        links=np.empty((rows, max(levels, 1)), np.int32),
        before=np.empty(rows, numbers),
        bits=np.empty((rows, 2), np.uint64),
        signs=np.empty(rows, np.int8),
        wanted=np.empty(rows, numbers),
        noted=np.empty((rows, 2), numbers),
    )
    walk = Walk(
        path=np.zeros(steps, numbers),
        turn=np.zeros(steps, numbers),
        via=np.zeros(steps, np.int32),
        signs=np.zeros(steps, np.int8),
        bits=np.zeros((steps, 2), np.uint64),
        wanted=np.zeros(steps, numbers),
        on=np.zeros(factors, np.int8),
        home=np.zeros(factors, numbers),
        queue=np.zeros(factors, numbers),
    )
    found = Found(
        counts=np.zeros((longest + 1, 3), numbers),
        many=np.zeros(4, numbers),
        links=np.empty(most * longest, np.int32),
        lengths=np.empty(most, np.int32),
        signs=np.empty(most, np.int8),
    )
    return back, walk, found
