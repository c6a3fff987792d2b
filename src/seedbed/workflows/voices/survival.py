"""``seedbed voices survival``: read items and a benchmark, say whose voice survives, give the document."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import Literal

import numpy as np

from seedbed.analysis.equity.survival.checks import FEWEST_CONTRIBUTORS, SurvivalOptions
from seedbed.analysis.equity.survival.quotients import Survival, survival_of_groups
from seedbed.formats.data_table_file import bad_table
from seedbed.reports.voices.survival_documents import (
    SurvivalAtStage,
    SurvivalDocument,
    SurvivalGroup,
    SurvivalStage,
)
from seedbed.workflows.method_notes import method_notes
from seedbed.workflows.voices.group_counts import read_benchmark
from seedbed.workflows.voices.survival_items import read_items


@dataclass(frozen=True, slots=True)
class SurvivalChoice:
    """What is asked for.

    Parameters
    ----------
    stages
        Names of the stages in order; None for heard, theme, factor, priority, decision, funded, delivered, benefited.
    stage_means
        reached: an item counts at every stage up to its own; own: at its own alone.
    """

    stages: tuple[str, ...] | None = None
    stage_means: Literal["reached", "own"] = "reached"
    resamples: int = 1_000
    confidence: float = 0.95


USUAL = SurvivalChoice()


def survival(items: Path, benchmark: Path, choice: SurvivalChoice = USUAL) -> SurvivalDocument:
    """Say how far each group's voice survives from stage to stage.

    Raises
    ------
    UsageError
        If resamples or confidence cannot be used.
    BadInputError
        If a table is bad.
    """
    beside = _benchmark(benchmark)
    read = read_items(items, list(beside), choice.stages, choice.stage_means)
    options = SurvivalOptions(resamples=choice.resamples, confidence=choice.confidence)
    with method_notes() as warned:
        found = survival_of_groups(read.voices, np.array(list(beside.values())), options)
    return SurvivalDocument(
        file=items.name,
        benchmark_file=benchmark.name,
        confidence=choice.confidence,
        notes=_notes(found, list(beside), read.not_reached) + warned,
        stage_means=choice.stage_means,
        contributors=None if found.total_hidden else int(found.contributors.sum()),
        no_card=found.no_card,
        method=found.quotients.method,
        change_method=found.changes.method,
        resamples=found.resamples,
        stages=[
            SurvivalStage(
                stage=name,
                items=int(found.items[at]),
                no_card_items=int(found.no_card_items[at]),
                no_origin_items=int(found.no_origin_items[at]),
            )
            for at, name in enumerate(found.stages)
        ],
        groups=[_group(found, row, name) for row, name in enumerate(beside)],
    )


def _benchmark(path: Path) -> dict[str, float]:
    tables = read_benchmark(path).of
    if len(tables) > 1:
        raise bad_table(path, "it has several variables", "Compare one variable at a time.")
    groups = next(iter(tables.values()))
    nobody = [name for name, people in groups.items() if not people > 0]
    if nobody:
        raise bad_table(path, f"group '{nobody[0]}' has nobody in it", "Leave out groups that nobody belongs to.")
    return groups


def _group(found: Survival, row: int, name: str) -> SurvivalGroup:
    hidden = bool(found.hidden[row])
    lost = found.lost()
    return SurvivalGroup(
        group=name,
        contributors=None if hidden else int(found.contributors[row]),
        population_share=float(found.population_shares[row]),
        hidden=hidden,
        stages=[
            SurvivalAtStage(
                stage=stage,
                items=None if hidden else int(found.group_items[row, at]),
                share=_number(found.quotients.value[row, at] * found.population_shares[row], hidden=hidden),
                survival=_number(found.quotients.value[row, at], hidden=hidden),
                low=_number(found.quotients.low[row, at], hidden=hidden),
                high=_number(found.quotients.high[row, at], hidden=hidden),
                change=_number(found.changes.value[row, at - 1], hidden=hidden) if at else None,
                change_low=_number(found.changes.low[row, at - 1], hidden=hidden) if at else None,
                change_high=_number(found.changes.high[row, at - 1], hidden=hidden) if at else None,
                lost=bool(at and not hidden and lost[row, at - 1]),
            )
            for at, stage in enumerate(found.stages)
        ],
    )


def _number(value: float, *, hidden: bool) -> float | None:
    return None if hidden or not np.isfinite(value) else float(value)


def _notes(found: Survival, groups: list[str], not_reached: tuple[str, ...]) -> list[str]:
    notes = []
    hidden = [f"'{name}'" for name, away in zip(groups, found.hidden.tolist(), strict=True) if away]
    if hidden:
        notes.append(
            f"Numbers of {', '.join(hidden)} are hidden: fewer than {FEWEST_CONTRIBUTORS} people contributed, or "
            "showing them would give such a group away."
        )
    if not_reached:
        notes.append(f"No item has come to: {', '.join(not_reached)}.")
    empty = [name for name, items in zip(found.stages, found.items.tolist(), strict=True) if not items]
    if empty:
        notes.append(f"There are no items, and so no survival, at: {', '.join(empty)}.")
    if found.no_card:
        notes.append(
            f"{found.no_card:,} people gave no card. Their items count at every stage and for no group, so the "
            "survival of groups is understated alike wherever such items are as common."
        )
    return notes
