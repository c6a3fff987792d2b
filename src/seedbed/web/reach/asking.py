"""From the choices of the form to what the workflow is asked, and from its result to what the page shows."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeVar

from seedbed.analysis.assets.fitting import Needs
from seedbed.reports.assets.reach_documents import ReachBestSites, ReachDocument, ReachWhatIf
from seedbed.reports.assets.reach_result import reach_result
from seedbed.reports.assets.reach_words import EVERYONE
from seedbed.reports.results.result import Result, ResultTable
from seedbed.reports.results.shown import shown_tables
from seedbed.reports.words import listed
from seedbed.web.ui.tables import table_of
from seedbed.workflows.assets.reach import Reached
from seedbed.workflows.assets.reach_changes import ChangesAsked
from seedbed.workflows.assets.reach_groups import GroupsAsked
from seedbed.workflows.assets.reach_inside import InsideAsked
from seedbed.workflows.assets.reach_options import ReachOptions
from seedbed.workflows.assets.reach_origins import OriginsAsked
from seedbed.workflows.assets.reach_pack import FAMILIES

if TYPE_CHECKING:
    from seedbed.sources.indicators import Indicator
    from seedbed.sources.packs import Pack

ROWS_SHOWN = 200
"""Rows of a table that a page shows; the command line writes them all."""
NEAREST = 3
FEWEST_PEOPLE = 10
ALL = "All"
APART = ("disability",)
"""Families whose groups never hold one person twice; bands of age and parts of an ethnic group do."""
Changed = TypeVar("Changed", ReachWhatIf, ReachBestSites)


def options_of(
    asked: Mapping[str, Any], pack: Pack, streets: Path, assets: Path, inside: InsideAsked | None
) -> ReachOptions:
    """Return what the workflow is asked.

    Parameters
    ----------
    asked
        The choices that a question keeps.
    streets, assets
        Files of the streets and of the assets of registers.
    inside
        The neighbourhood whose people are counted; None for everybody on the map.
    """
    groups = groups_of([pack.indicators[code] for code in asked["groups"] if code in pack.indicators])
    place = asked.get("new_place")
    return ReachOptions(
        osm=streets,
        assets=assets,
        origins=OriginsAsked(asked["origins"], pack=pack.name, groups=groups, inside=inside),
        kinds=tuple(asked["kinds"]),
        cutoff=60.0 * asked["minutes"],
        nearest=NEAREST,
        minutes=(float(asked["minutes"]),),
        walker=asked["walker"],
        step_free=asked["step_free"],
        needs=Needs(free=asked["free"]),
        changes=ChangesAsked(opened=((place[0], place[1]),) if place else (), best=asked["best"], aim=asked["aim"]),
    )


def groups_of(chosen: Sequence[Indicator]) -> tuple[GroupsAsked, ...]:
    """Return the groups to compare: those of one family that do not overlap with each other, others with the rest."""
    families: dict[str, list[Indicator]] = {}
    for each in chosen:
        family = next((title for part, title in FAMILIES.items() if f".{part}." in each.id and part in APART), each.id)
        families.setdefault(family, []).append(each)
    return tuple(
        group_of(some[0])
        if len(some) == 1
        else GroupsAsked(title, tuple((each.name, each.id) for each in some), counted=some[0].denominator_name)
        for title, some in families.items()
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
    result: Result = reach_result(document, reached.streets, reached.outline)
    return {
        "sentences": list(result.sentences),
        "charts": list(result.charts),
        "tables": [_table(table, told) for table, told in shown_tables(result.tables)],
        "methods": list(result.methods),
        "notes": [*result.notes, *left_out],
        "invented": result.invented,
        "inside": bool(document.inside),
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
    shown = table_of(table, most=ROWS_SHOWN)
    return {
        "caption": shown.caption,
        "headings": [{"title": each.title, "numeric": each.numeric} for each in shown.columns],
        "rows": [_headed([str(cell) for cell in row]) for row in shown.rows],
        "more": max(0, len(table.rows) - ROWS_SHOWN),
        "told": told,
    }


def _headed(row: list[str]) -> list[str]:
    """Name what heads a row: where people are not parted into groups, all of them."""
    return [row[0] or ALL, *row[1:]]
