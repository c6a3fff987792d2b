"""The answer of a map as a person reads it."""

from __future__ import annotations

from seedbed.reports.results.result import Result, ResultTable
from seedbed.reports.systems.ask_documents import AskDocument

UNDEFINED = "undefined"
METHODS = (
    "Which way a factor moves another is read along the ways of fewest links between them: the same way where an even "
    "number of links run in the opposite direction. Where such ways disagree, or a link is uncertain, nobody is sure. "
    "Longer ways may run the other way round.",
    "A map shows what people believe moves what. It says neither how much nor when.",
)


def ask_result(document: AskDocument) -> Result:
    """Return what a page, a terminal or a CSV shows of an answer."""
    return Result(
        title=document.question,
        sentences=tuple(document.sentences),
        tables=(*_ranked_table(document), *_groups_table(document), _links_table(document)),
        methods=METHODS,
        notes=tuple(document.notes),
        file=document.file,
        invented=document.invented,
    )


def _ranked_table(document: AskDocument) -> list[ResultTable]:
    rows = tuple((each.factor, UNDEFINED if each.value is None else each.value) for each in document.ranked)
    heading = f"{document.measure[:1].upper()}{document.measure[1:]}"
    return [ResultTable(f"Factors by {document.measure}.", ("Factor", heading), rows, 3)] if rows else []


def _groups_table(document: AskDocument) -> list[ResultTable]:
    rows = tuple((group.name, len(group.factors), ", ".join(group.factors)) for group in document.groups)
    return [ResultTable("Parts of the answer.", ("Part", "How many", "Factors"), rows, 0)] if rows else []


def _links_table(document: AskDocument) -> ResultTable:
    rows = tuple((each.cause, each.effect, each.polarity) for each in document.links)
    return ResultTable("Links of the answer.", ("Cause", "Effect", "Direction"), rows, 0)
