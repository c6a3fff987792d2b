"""The measures of a map as a person reads them."""

from __future__ import annotations

from seedbed.reports.results.result import Result, ResultTable
from seedbed.reports.systems.measure_documents import MeasureDocument
from seedbed.reports.words import count, number

UNDEFINED = "undefined"
METHODS = (
    "Incoming and outgoing: links, parallel ones each counted, and one from a factor to itself as both. Leverage: "
    "outgoing over incoming links, undefined where none comes in.",
    "Betweenness: the share of all ordered pairs of other factors that one lies between on their shortest ways, from 0 "
    "to 1; parallel links count once (Brandes 2001).",
)
COMMUNITIES = (
    "Communities: factors with more links among them than chance would give, direction aside, by Louvain's method "
    "(Blondel and others 2008) from seed {seed}; another seed may divide the map otherwise. Modularity: the share of "
    "links inside communities, less what chance would give."
)


def measure_result(document: MeasureDocument) -> Result:
    """Return what a page, a terminal or a CSV shows of a map's measures."""
    return Result(
        title="Measures of a system map",
        sentences=_sentences(document),
        tables=(_factors_table(document), _communities_table(document)),
        methods=(*METHODS, COMMUNITIES.format(seed=document.seed)),
        notes=tuple(document.notes),
        file=document.file,
        invented=document.invented,
    )


def _sentences(document: MeasureDocument) -> tuple[str, ...]:
    pairs = document.factors_on_map * (document.factors_on_map - 1)
    return (
        f"Factors: {count(document.factors_on_map)}; links: {count(document.links_on_map)}. Links join "
        f"{number(100 * document.density, 1)}% of the {count(pairs)} ordered pairs of two factors (density).",
        f"Communities: {count(len(document.communities))}; modularity {number(document.modularity, 2)}.",
    )


def _factors_table(document: MeasureDocument) -> ResultTable:
    rows = tuple(
        (
            each.factor,
            each.incoming,
            each.outgoing,
            UNDEFINED if each.leverage is None else each.leverage,
            each.betweenness,
            each.community,
        )
        for each in document.factors
    )
    headings = ("Factor", "Incoming links", "Outgoing links", "Leverage", "Betweenness", "Community")
    return ResultTable("Measures of each factor.", headings, rows, 3)


def _communities_table(document: MeasureDocument) -> ResultTable:
    rows = tuple((each.number, len(each.factors), ", ".join(each.factors)) for each in document.communities)
    return ResultTable("Communities, the largest first.", ("Community", "How many", "Factors"), rows, 0)
