"""The documents of ``seedbed thread``: a trace and its loose ends. They hold no words of residents."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from pydantic import Field

from seedbed.reports.documents import Document, Part
from seedbed.thread.beads import Bead, BeadId
from seedbed.thread.identifiers import printed
from seedbed.thread.kinds import LEGAL_LINKS
from seedbed.thread.loose_ends import MEANINGS, LooseEnd
from seedbed.thread.tracing import Hop, Trace, TraceCounts


class BeadPart(Part):
    """One bead."""

    id: str = Field(description="Its number with a check character.")
    kind: str = Field(description="What it stands for.")
    name: str = Field(
        description="What it is called; for contributions and voices the kind, since words are kept apart."
    )
    made_at: str = Field(description="When it was put on the thread, ISO 8601.")


class HopPart(Part):
    """One link, in its own direction whichever way it was followed."""

    source: str
    relation: str
    target: str
    reads: str = Field(description="The link in plain words between the two beads.")


class LevelPart(Part):
    """Beads at one distance from the start, and the links that lead to them."""

    beads: list[BeadPart]
    hops: list[HopPart]


class ThreadTraceDocument(Document):
    """``seedbed thread trace``: what became of a bead, or what it rests on."""

    schema_: str = Field(default="seedbed/thread-trace/1", alias="schema")
    start: BeadPart
    way: str = Field(description="forward, to decisions, outcomes and replies; or back, to words and figures.")
    levels: list[LevelPart] = Field(description="By distance; the first holds the start alone.")
    links_of: dict[str, int] = Field(
        description="For each bead shown, how many links it has that way, withdrawn ones left out."
    )
    cut: bool = Field(description="True where not everything is shown: at most 20 links of a bead, 200 beads a level.")
    counts: dict[str, int] = Field(description="Beads of the whole trace by kind, without the start; exact.")


class LooseEndPart(Part):
    """One kind of loose end."""

    end: str
    means: str = Field(description="What is loose, in plain words.")
    next_step: str
    count: int = Field(description="Beads with this loose end.")
    beads: list[BeadPart] = Field(description="The first of them.")


class ThreadGapsDocument(Document):
    """``seedbed thread gaps``: where the thread of a neighbourhood stops though it should go on."""

    schema_: str = Field(default="seedbed/thread-gaps/1", alias="schema")
    neighbourhood: str
    beads: int = Field(description="Living beads of the neighbourhood and of its programme as a whole.")
    gaps: list[LooseEndPart]


LISTED = 100
"""Beads listed for each kind of loose end; the count is of all."""


def trace_document(
    trace: Trace, counts: TraceCounts, beads: Mapping[BeadId, Bead], *, invented: bool = False
) -> ThreadTraceDocument:
    """Return the document of one page of a trace; ``beads`` holds every bead of the page."""
    return ThreadTraceDocument(
        invented=invented,
        start=_bead(beads[trace.start]),
        way=trace.way.value,
        levels=[
            LevelPart(beads=[_bead(beads[bead]) for bead in level.beads], hops=[_hop(hop) for hop in level.hops])
            for level in trace.levels
        ],
        links_of={printed(bead): total for bead, total in trace.totals.items()},
        cut=trace.cut,
        counts={kind.value: number for kind, number in sorted(counts.by_kind.items())},
    )


def first_of_each(found: Mapping[LooseEnd, tuple[BeadId, ...]]) -> set[BeadId]:
    """Return the beads that a document of loose ends lists."""
    return {bead for loose in found.values() for bead in loose[:LISTED]}


def gaps_document(
    found: Mapping[LooseEnd, tuple[BeadId, ...]], beads: Mapping[BeadId, Bead], neighbourhood: str, living: int
) -> ThreadGapsDocument:
    """Return the document of a neighbourhood's loose ends; ``beads`` holds those that are listed."""
    return ThreadGapsDocument(
        neighbourhood=neighbourhood,
        beads=living,
        gaps=[
            LooseEndPart(
                end=end.value,
                means=MEANINGS[end].many,
                next_step=MEANINGS[end].next_step,
                count=len(loose),
                beads=_beads(beads[bead] for bead in loose[:LISTED]),
            )
            for end, loose in found.items()
        ],
    )


def _beads(beads: Iterable[Bead]) -> list[BeadPart]:
    return [_bead(bead) for bead in beads]


def _bead(bead: Bead) -> BeadPart:
    return BeadPart(
        id=printed(bead.id), kind=bead.kind.value, name=bead.payload.title, made_at=bead.made_at.isoformat()
    )


def _hop(hop: Hop) -> HopPart:
    return HopPart(
        source=printed(hop.source),
        relation=hop.relation.value,
        target=printed(hop.target),
        reads=LEGAL_LINKS[hop.relation].reads,
    )
