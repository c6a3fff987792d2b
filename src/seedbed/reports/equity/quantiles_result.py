"""Quantile groups in sentences, the groups as a chart with its table, and the rule."""

from __future__ import annotations

from seedbed.reports.charts import DotRow, dot_chart
from seedbed.reports.equity.quantiles_documents import SETS_SHOWN, QuantileGroup, QuantilesDocument
from seedbed.reports.results.result import Result, ResultTable
from seedbed.reports.results.words import drawn_note, whole
from seedbed.reports.words import decimals_for, number

DRAWN = 40
"""Groups that are drawn; the tables hold all."""
ENDS = {"highest": "the highest values", "lowest": "the lowest values"}


def quantiles_result(document: QuantilesDocument) -> Result:
    """Return what the command shows."""
    several = drawn_note(SETS_SHOWN, document.sets) if document.of_groups else ()
    return Result(
        "Quantile groups",
        _sentences(document),
        (_rows(document), *_groups(document)),
        _charts(document),
        (f"Rule: {document.method}. Tied values share the lower rank.",),
        (*document.notes, *several),
        document.file,
        document.invented,
        paired=False,
    )


def _sentences(document: QuantilesDocument) -> tuple[str, ...]:
    placed = sum(row.quantile is not None for row in document.rows)
    within = f", each of {document.sets:,} sets by itself" if document.sets > 1 else ""
    told = [
        f"{placed:,} of {len(document.rows):,} rows were put into {document.groups:,} groups{within}; group 1 has "
        f"{ENDS[document.first]}."
    ]
    sizes = [group.places for group in document.of_groups]
    if sizes and document.sets == 1:
        range_of_sizes = f"{min(sizes):,}" if min(sizes) == max(sizes) else f"{min(sizes):,} to {max(sizes):,}"
        told.append(f"Groups hold {range_of_sizes} places each.")
    return tuple(told)


def _rows(document: QuantilesDocument) -> ResultTable:
    rows = tuple(
        (row.name or f"Row {place}", row.set or "All", whole(row.value), whole(row.rank), row.quantile)
        for place, row in enumerate(document.rows, 1)
    )
    decimals = decimals_for([row.value for row in document.rows[:DRAWN]])
    caption = f"Group of each place, 1 to {document.groups}, group 1 having {ENDS[document.first]}."
    return ResultTable(caption, ("Place", "Set", "Value", "Rank", "Group"), rows, decimals)


def _groups(document: QuantilesDocument) -> tuple[ResultTable, ...]:
    if not document.of_groups:
        return ()
    rows = tuple(
        (_name(group, document), group.places, whole(group.population), group.lowest, group.middle, group.highest)
        for group in document.of_groups
    )
    headings = ("Group", "Places", "People", "Lowest value", "Median", "Highest value")
    return (
        ResultTable("The groups, with their least, middle and greatest value.", headings, rows, _decimals(document)),
    )


def _charts(document: QuantilesDocument) -> tuple[str, ...]:
    drawn = [group for group in document.of_groups if group.middle is not None][:DRAWN]
    if not drawn:
        return ()
    decimals = _decimals(document)
    rows = [
        DotRow(_name(group, document), group.middle, group.lowest, group.highest, number(group.middle, decimals))
        for group in drawn
    ]
    return (dot_chart("Values by group", rows, "median value of the group; the line runs from lowest to highest"),)


def _name(group: QuantileGroup, document: QuantilesDocument) -> str:
    return f"{group.set}, group {group.quantile}" if document.by else f"Group {group.quantile}"


def _decimals(document: QuantilesDocument) -> int:
    return decimals_for([group.middle for group in document.of_groups])
