"""Whose voice survives as a person reads it: sentences, a table, lines through the stages, methods and notes."""

from __future__ import annotations

from seedbed.reports.charts import TrendLine, trend_chart
from seedbed.reports.results.result import Cell, Result, ResultTable
from seedbed.reports.results.words import drawn_note, level_text, limit_headings, sure_text
from seedbed.reports.voices.survival_documents import SurvivalAtStage, SurvivalDocument, SurvivalGroup
from seedbed.reports.words import HIDDEN, count, number

DRAWN = 8
"""Groups in one drawing: more lines cannot be told apart."""
DRAWINGS = 5
STAGE_HEADINGS = ("Stage", "Items", "Nobody behind them gave a card", "Nobody behind them")
UNIT = "survival: 1 is as large a share as of people"


def survival_result(document: SurvivalDocument) -> Result:
    """Return what a page, a terminal or a CSV shows of survival."""
    shown = [group for group in document.groups if not group.hidden]
    return Result(
        title="Whose voice survives",
        sentences=(*_sentences(document, shown), document.can_say),
        tables=(_table(document), _stages(document)),
        charts=_charts(document, shown),
        methods=_methods(document),
        notes=(*document.notes, *drawn_note(DRAWN * DRAWINGS, len(shown), "groups")),
        file=f"{document.file} and {document.benchmark_file}",
        invented=document.invented,
    )


def _sentences(document: SurvivalDocument, shown: list[SurvivalGroup]) -> list[str]:
    lost = [(each, group) for group in shown for each in group.stages if each.lost]
    lost.sort(key=lambda pair: pair[0].change or 0)
    told = [_lost(document, group, at) for at, group in lost[:3]]
    if len(lost) > len(told):
        told.append(f"{count(len(lost) - len(told))} further falls are beyond chance too; the table shows them.")
    if shown and not lost:
        told.append("No group's survival falls from one stage to the next beyond what chance alone would give.")
    if not shown:
        told.append("Every group is hidden: too few people contributed.")
    ends = [(each, group) for group in shown for each in reversed(group.stages) if each.survival is not None]
    last = [pair for pair in ends if pair[0].stage == ends[0][0].stage] if ends else []
    if last:
        at, group = min(last, key=lambda pair: pair[0].survival or 0)
        told.append(f"Least present at the stage '{at.stage}': {group.group}, survival {_sure(document, at)}.")
    told.append(f"{count(document.no_card)} of the people behind these items gave no card.")
    return told


def _lost(document: SurvivalDocument, group: SurvivalGroup, at: SurvivalAtStage) -> str:
    stages = [each.stage for each in group.stages]
    before = group.stages[stages.index(at.stage) - 1]
    limits = (_minus(at.change_high), _minus(at.change_low))
    fall = sure_text(-(at.change or 0), limits, 2, document.confidence)
    return (
        f"{group.group}: survival falls from {number(before.survival, 2)} at '{before.stage}' to "
        f"{number(at.survival, 2)} at '{at.stage}', by {fall}, beyond what chance "
        "alone would give."
    )


def _minus(value: float | None) -> float | None:
    return None if value is None else -value


def _sure(document: SurvivalDocument, at: SurvivalAtStage) -> str:
    return sure_text(at.survival, (at.low, at.high), 2, document.confidence)


def _table(document: SurvivalDocument) -> ResultTable:
    stages = {each.stage: each.items for each in document.stages}
    rows = tuple(_row(group, at, stages[at.stage]) for group in document.groups for at in group.stages)
    caption = (
        f"Survival: share of a stage's items with at least one origin in the group, over its share of the people in "
        f"{document.benchmark_file}, with {level_text(document.confidence)} limits."
    )
    headings = ("Group", "Stage", "Items of the group", "Items", "Share of items", "Share of people",
                "Survival", *limit_headings(document.confidence), "Change",
                *limit_headings(document.confidence, "change"))  # fmt: skip
    return ResultTable(caption, headings, rows)


def _row(group: SurvivalGroup, at: SurvivalAtStage, items: int) -> tuple[Cell, ...]:
    if group.hidden:
        return (group.group, at.stage, HIDDEN, items, HIDDEN, group.population_share, *[HIDDEN] * 6)
    first = at.stage == group.stages[0].stage
    changes: tuple[Cell, ...] = ("", "", "") if first else (at.change, at.change_low, at.change_high)
    own = (at.survival, at.low, at.high, *changes)
    return (group.group, at.stage, at.items, items, at.share, group.population_share, *own)


def _stages(document: SurvivalDocument) -> ResultTable:
    rows = tuple((each.stage, each.items, each.no_card_items, each.no_origin_items) for each in document.stages)
    return ResultTable("Items at each stage.", STAGE_HEADINGS, rows)


def _charts(document: SurvivalDocument, shown: list[SurvivalGroup]) -> tuple[str, ...]:
    names = [each.stage for each in document.stages]
    parts = [shown[start : start + DRAWN] for start in range(0, min(len(shown), DRAWN * DRAWINGS), DRAWN)]
    return tuple(
        trend_chart("Survival of each group's voice from stage to stage", _lines(part), names, UNIT)
        for part in parts
        if any(line.points for line in _lines(part))
    )


def _lines(groups: list[SurvivalGroup]) -> list[TrendLine]:
    """Return a line a group; the one whose voice falls furthest is drawn with its interval."""
    furthest = min(groups, key=_fall)
    return [
        TrendLine(
            group.group,
            tuple(
                (place, at.survival, at.low, at.high)
                for place, at in enumerate(group.stages)
                if at.survival is not None
            ),
            main=group is furthest,
        )
        for group in groups
    ]


def _fall(group: SurvivalGroup) -> float:
    known = [at.survival for at in group.stages if at.survival is not None]
    return known[-1] - known[0] if known else 0.0


def _methods(document: SurvivalDocument) -> tuple[str, ...]:
    counted = {
        "reached": "An item counts at every stage up to the furthest it reached.",
        "own": "Every item counts at its own stage alone.",
    }[document.stage_means]
    return (
        "Survival: share of a stage's items with at least one origin in the group, over the group's share of the "
        "benchmark, taken as known. Items may have several origins, so shares may add up to more than 1. Items without "
        f"a card or a contributor count among the items. {counted}",
        f"Limits: {document.method} ({count(document.resamples)} times), never narrower than if each item were an "
        f"independent draw; of changes: {document.change_method}.",
    )
