"""Feedback loops as a person reads them: sentences, tables, methods and notes."""

from __future__ import annotations

from seedbed.reports.results.result import Result, ResultTable
from seedbed.reports.systems.loops_documents import LoopsDocument
from seedbed.reports.words import count, listed, number

MOST_ROWS = 10_000
RANKS = {
    "shortest": "the shortest first",
    "strongest": "the strongest first",
    "told": "those whose least told link is told most, first",
}
METHODS = (
    "A loop comes back to the factor it began at and passes no factor twice. Two links between the same two factors "
    "make two loops; a link from a factor to itself is a loop of one link.",
    "Reinforcing: an even number of its links run in the opposite direction, so a change comes back as more of the "
    "same. Balancing: an odd number, so a change comes back against itself. Undetermined: any link is uncertain.",
    "Strength: the product of its links' strengths (weak 0.25, medium 0.5, strong 0.75, or the number given).",
)


def loops_result(document: LoopsDocument) -> Result:
    """Return what a page, a terminal or a CSV shows of feedback loops."""
    return Result(
        title="Feedback loops",
        sentences=_sentences(document),
        tables=(_loops_table(document), *_lengths_table(document), *_factors_table(document)),
        methods=METHODS,
        notes=tuple(document.notes),
        file=document.file,
        invented=document.invented,
    )


def _sentences(document: LoopsDocument) -> tuple[str, ...]:
    through = f" through {listed(document.through)}" if document.through else ""
    if not document.count:
        return (f"The map has no feedback loops of up to {document.counted_to} links{through}.",)
    loops = "loop" if document.count == 1 else "loops"
    kinds = {name: sum(getattr(each, name) for each in document.by_length) for name in (
        "reinforcing", "balancing", "undetermined")}  # fmt: skip
    told = [
        f"The map has {count(document.count)} feedback {loops} of up to {document.counted_to} links{through}: "
        f"{listed([f'{count(many)} {name}' for name, many in kinds.items()])}."
    ]
    if document.polarity:
        told.append(f"Only those that are {document.polarity} are listed: {count(document.listed)}.")
    if document.loops:
        first = document.loops[0]
        told.append(f"First of them ({RANKS[document.rank]}), {first.label}: {first.story}")
    if document.factors:
        most = document.factors[0]
        share = number(100 * most.loops / max(document.listed, 1), 0)
        as_many = sum(each.loops == most.loops for each in document.factors) - 1
        others = f" and {count(as_many)} more are each" if as_many else " is"
        told.append(
            f"'{most.factor}'{others} on {share}% of the loops listed ({count(document.listed)}), more than any other."
        )
    return tuple(told)


def _loops_table(document: LoopsDocument) -> ResultTable:
    rows = tuple(
        (each.label, " → ".join([*each.factors, each.factors[0]]), each.polarity, len(each.links), each.strength)
        for each in document.loops[:MOST_ROWS]
    )
    more = f" Only the first {MOST_ROWS:,}; a file .json has all." if len(document.loops) > MOST_ROWS else ""
    caption = f"Feedback loops, {RANKS[document.rank]}.{more}"
    return ResultTable(caption, ("Loop", "Round", "Polarity", "Links", "Strength"), rows, 3)


def _lengths_table(document: LoopsDocument) -> list[ResultTable]:
    rows = tuple((each.length, each.reinforcing, each.balancing, each.undetermined) for each in document.by_length)
    headings = ("Links", "Reinforcing", "Balancing", "Undetermined")
    return [ResultTable("Loops by length, listed or not.", headings, rows, 0)] if rows else []


def _factors_table(document: LoopsDocument) -> list[ResultTable]:
    rows = tuple((each.factor, each.loops) for each in document.factors)
    return [ResultTable("Loops listed that pass each factor.", ("Factor", "Loops"), rows, 0)] if rows else []
