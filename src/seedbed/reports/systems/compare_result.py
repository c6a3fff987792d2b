"""Two maps side by side as a person reads them."""

from __future__ import annotations

from collections.abc import Iterable

from seedbed.reports.results.result import Result, ResultTable
from seedbed.reports.systems.compare_documents import ComparedLink, CompareDocument
from seedbed.reports.words import count, number

NOT_THERE = "not there"
METHODS = (
    "Links are compared where both their factors are on both maps; parallel links of one map that differ in direction "
    "count as uncertain.",
    "A difference is not a mistake of either map: it is something to talk about.",
)


def compare_result(document: CompareDocument) -> Result:
    """Return what a page, a terminal or a CSV shows of two maps."""
    return Result(
        title="Two maps side by side",
        sentences=_sentences(document),
        tables=(_links_table(document), _factors_table(document)),
        methods=(f"Two factors are the same where they have the same {document.by}.", *METHODS),
        notes=tuple(document.notes),
        file=f"{document.first.file}, {document.second.file}",
        invented=document.invented,
    )


def _sentences(document: CompareDocument) -> tuple[str, ...]:
    share = "" if document.shared_factors is None else f" ({number(100 * document.shared_factors, 0)}% of all)"
    both = len(document.alike) + len(document.opposite) + len(document.unsure)
    told = [
        f"Factors on both maps: {count(len(document.shared))}{share}; only on {document.first.file}: "
        f"{count(len(document.only_first))}; only on {document.second.file}: {count(len(document.only_second))}.",
        f"Links between these on both maps: {count(both)}{_of_links(document)}, of which in agreement "
        f"{count(len(document.alike))}, opposite {count(len(document.opposite))}, uncertain on one or both "
        f"{count(len(document.unsure))}. Only on the first: {count(len(document.links_only_first))}; only on the "
        f"second: {count(len(document.links_only_second))}.",
    ]
    if document.first.links_beyond or document.second.links_beyond:
        told.append(
            f"Links at a factor that the other map does not have are not compared: {count(document.first.links_beyond)}"
            f" of the first, {count(document.second.links_beyond)} of the second."
        )
    if document.opposite:
        first = document.opposite[0]
        told.append(f"They contradict each other on what '{first.cause}' does to '{first.effect}'.")
    return tuple(told)


def _of_links(document: CompareDocument) -> str:
    return "" if document.shared_links is None else f" ({number(100 * document.shared_links, 0)}% of all between them)"


def _links_table(document: CompareDocument) -> ResultTable:
    kinds: tuple[tuple[str, Iterable[ComparedLink]], ...] = (
        ("opposite", document.opposite),
        ("uncertain", document.unsure),
        ("they agree", document.alike),
        ("first map only", document.links_only_first),
        ("second map only", document.links_only_second),
    )
    rows = tuple(
        (each.cause, each.effect, kind, each.first or NOT_THERE, each.second or NOT_THERE)
        for kind, links in kinds
        for each in links
    )
    headings = ("Cause", "Effect", "Compared", "First map", "Second map")
    return ResultTable("Links between factors on both maps.", headings, rows, 0)


def _factors_table(document: CompareDocument) -> ResultTable:
    kinds = (("both", document.shared), ("first only", document.only_first), ("second only", document.only_second))
    rows = tuple((name, kind) for kind, factors in kinds for name in factors)
    return ResultTable("Factors and the maps they are on.", ("Factor", "On"), rows, 0)
