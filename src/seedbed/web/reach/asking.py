"""From the choices of the form to what the workflow is asked, and from its result to what the page shows."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeVar

from seedbed.analysis.assets.fitting import Needs
from seedbed.reports.assets.reach_documents import ReachBestSites, ReachDocument, ReachWhatIf
from seedbed.reports.assets.reach_result import reach_result
from seedbed.reports.assets.reach_words import EVERYONE
from seedbed.reports.results.files import column_decimals, holds_numbers, shown_cell
from seedbed.reports.results.result import Result, ResultTable
from seedbed.reports.results.shown import shown_tables
from seedbed.reports.words import listed
from seedbed.workflows.assets.reach import Reached
from seedbed.workflows.assets.reach_changes import ChangesAsked
from seedbed.workflows.assets.reach_groups import GroupsAsked
from seedbed.workflows.assets.reach_options import ReachOptions
from seedbed.workflows.assets.reach_origins import OriginsAsked

if TYPE_CHECKING:
    from seedbed.sources.indicators import Indicator
    from seedbed.sources.packs import Pack

ROWS_SHOWN = 200
"""Rows of a table that a page shows; the command line writes them all."""
NEAREST = 3
FEWEST_PEOPLE = 10
ALL = "All"
Changed = TypeVar("Changed", ReachWhatIf, ReachBestSites)


def options_of(asked: Mapping[str, Any], pack: Pack, streets: Path, assets: Path) -> ReachOptions:
    """Return what the workflow is asked.

    Parameters
    ----------
    asked
        The choices that a question keeps.
    streets, assets
        Files of the streets and of the register's assets.
    """
    groups = tuple(group_of(pack.indicators[code]) for code in asked["groups"] if code in pack.indicators)
    place = asked.get("new_place")
    return ReachOptions(
        osm=streets,
        assets=assets,
        origins=OriginsAsked(asked["origins"], pack=pack.name, groups=groups),
        kinds=tuple(asked["kinds"]),
        cutoff=60.0 * asked["minutes"],
        nearest=NEAREST,
        minutes=(float(asked["minutes"]),),
        walker=asked["walker"],
        step_free=asked["step_free"],
        needs=Needs(free=asked["free"]),
        changes=ChangesAsked(opened=((place[0], place[1]),) if place else (), best=asked["best"], aim=asked["aim"]),
    )


def group_of(indicator: Indicator) -> GroupsAsked:
    """Return the groups that an indicator tells apart: fifths of areas by a score or rank, else those it counts."""
    if indicator.kind in {"score", "rank"}:
        first = "lowest" if indicator.kind == "rank" else "highest"
        return GroupsAsked(indicator.name, (("", indicator.id),), ordered=True, fifths=first)
    return GroupsAsked(indicator.name, ((indicator.name, indicator.id),), counted=indicator.denominator_name)


def answer_of(reached: Reached) -> dict[str, Any]:
    """Return a result as a question keeps it: texts, pictures and cells as they are shown."""
    document, left_out = without_few(reached.document)
    result: Result = reach_result(document, reached.streets)
    return {
        "sentences": list(result.sentences),
        "charts": list(result.charts),
        "tables": [_table(table, told) for table, told in shown_tables(result.tables)],
        "methods": list(result.methods),
        "notes": [*result.notes, *left_out],
        "invented": result.invented,
    }


def without_few(document: ReachDocument) -> tuple[ReachDocument, list[str]]:
    """Leave out comparisons with a group of fewer than ten people, whole: else what is left tells the group; say so."""
    few = {each.name for each in document.equity for group in each.groups if 0 < group.people < FEWEST_PEOPLE}
    few -= {EVERYONE}
    if not few:
        return document, []

    def changed(part: Changed) -> Changed:
        return part.model_copy(update={"gains": [gain for gain in part.gains if gain.name not in few]})

    kept = {
        "equity": [each for each in document.equity if each.name not in few],
        "what_if": document.what_if and changed(document.what_if),
        "best_sites": document.best_sites and changed(document.best_sites),
    }
    told = f"Not compared, as a group has fewer than {FEWEST_PEOPLE} people: {listed(sorted(few))}."
    return document.model_copy(update=kept), [told]


def _table(table: ResultTable, told: str) -> dict[str, Any]:
    decimals = column_decimals(table) if table.rows else []
    return {
        "caption": table.caption,
        "headings": [
            {"title": title, "numeric": holds_numbers(table, place)} for place, title in enumerate(table.headings)
        ],
        "rows": [
            _headed([shown_cell(cell, place) for cell, place in zip(row, decimals, strict=True)])
            for row in table.rows[:ROWS_SHOWN]
        ],
        "more": max(0, len(table.rows) - ROWS_SHOWN),
        "told": told,
    }


def _headed(row: list[str]) -> list[str]:
    """Name what heads a row: where people are not parted into groups, all of them."""
    return [row[0] or ALL, *row[1:]]
