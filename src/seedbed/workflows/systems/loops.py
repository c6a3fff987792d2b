"""``seedbed systems loops``: read a map, find its feedback loops, give the document."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from seedbed.analysis.systems.loop_order import RankBy, of_polarity, ranked, strengths
from seedbed.analysis.systems.loop_words import LETTERS, loop_story
from seedbed.analysis.systems.loops import MAX_LENGTH, MOST, LoopPolarity, Loops, find_loops
from seedbed.analysis.systems.types import SystemMap
from seedbed.errors import UsageError
from seedbed.reports.systems.loops_documents import LoopPart, LoopsDocument, LoopsOfFactor, LoopsOfLength
from seedbed.workflows.systems.maps import about, found, names, read_system

MOST_STORIES = 200
MOST_FACTORS = 1_000
MOST_LISTED = 5_000_000
MORE = "There are {count:,} loops of up to {counted_to} links; the {listed:,} shortest of them are listed."
ORDERED = "They are put in order among those listed alone: a longer loop may be stronger or better told."
LONGER = (
    "Loops of more than {counted_to} links are too many to count in a few seconds: what is said here holds for loops "
    "of up to {counted_to} links, although {max_length} were asked for."
)
UNCERTAIN = "Uncertain links: {many:,}. Every loop that one of them is on is undetermined."


@dataclass(frozen=True, slots=True)
class LoopsChoice:
    """What is asked for; see ``seedbed.analysis.systems.loops.find_loops``."""

    max_length: int = MAX_LENGTH
    most: int = MOST
    through: tuple[str, ...] = ()
    rank: RankBy = "shortest"
    polarity: LoopPolarity | None = None
    format: str | None = None


USUAL = LoopsChoice()


def find_feedback(path: Path, choice: LoopsChoice = USUAL) -> LoopsDocument:
    """Find the feedback loops of a map.

    Parameters
    ----------
    path
        A map's file.
    choice
        What is asked for.

    Raises
    ------
    BadInputError
        If the file cannot be read as a map.
    UsageError
        For a factor that is not there or a number out of range.
    """
    if not 1 <= choice.most <= MOST_LISTED:
        raise UsageError(
            "So many loops cannot be listed.", f"{choice.most:,} is not 1 to {MOST_LISTED:,}.", "Ask less."
        )
    read = read_system(path, choice.format)
    through = found(read.map, choice.through)
    loops = find_loops(read.map, max_length=choice.max_length, most=choice.most, through=through)
    listed = ranked(loops, choice.rank)
    if choice.polarity is not None:
        listed = of_polarity(listed, choice.polarity)
    return LoopsDocument(
        **about(path, read, _notes(read.map, loops, choice.rank)),
        max_length=choice.max_length,
        counted_to=loops.counted.counted_to,
        count=loops.count,
        listed=len(listed),
        truncated=loops.truncated,
        rank=choice.rank,
        through=[names(read.map)[each] for each in through],
        polarity=choice.polarity.value if choice.polarity else None,
        by_length=[
            LoopsOfLength(length=length, **{each.value: many for each, many in row.items()})
            for length, row in loops.counted.by_length_and_polarity.items()
        ],
        factors=_of_factors(read.map, listed),
        loops=list(_parts(read.map, listed)),
    )


def _notes(system: SystemMap, loops: Loops, rank: RankBy) -> list[str]:
    told = []
    counted, listed = loops.counted, len(loops)
    if listed < loops.count:
        told.append(MORE.format(count=loops.count, counted_to=counted.counted_to, listed=listed))
    if loops.truncated and rank != "shortest":
        told.append(ORDERED)
    if counted.counted_to < counted.max_length:
        told.append(LONGER.format(counted_to=counted.counted_to, max_length=counted.max_length))
    uncertain = sum(link.sign == 0 for link in system.links)
    return [*told, UNCERTAIN.format(many=uncertain)] if uncertain else told


def _parts(system: SystemMap, loops: Loops) -> Iterator[LoopPart]:
    """Yield the loops; there may be a million, so what is known to be right is not checked again."""
    called, numbers, strong = names(system), Counter[LoopPolarity](), strengths(loops)
    for place, (loop, number) in enumerate(zip(loops, loops.order, strict=True)):
        numbers[loop.polarity] += 1
        yield LoopPart.model_construct(
            label=f"{LETTERS[loop.polarity]}{numbers[loop.polarity]}",
            factors=[called[each] for each in loop.factors],
            links=list(loop.links),
            polarity=loop.polarity.value,
            strength=float(strong[number]),
            story=loop_story(system, loop, called) if place < MOST_STORIES else None,
        )


def _of_factors(system: SystemMap, loops: Loops) -> list[LoopsOfFactor]:
    """Return how many listed loops pass each factor: a loop leaves each of its factors by one link."""
    by_factor, called = Counter[str](), names(system)
    for link, many in zip(system.links, loops.loops_of_each_link(), strict=True):
        if many:
            by_factor[link.cause] += int(many)
    return [LoopsOfFactor(factor=called[each], loops=many) for each, many in by_factor.most_common(MOST_FACTORS)]
