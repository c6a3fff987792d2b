"""Whose voices survive, as a page shows it: one chart a group, one table, and who is left out."""

from __future__ import annotations

import math
import warnings
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import numpy as np

from seedbed.analysis.equity.survival.checks import FEWEST_CONTRIBUTORS, VoiceItems
from seedbed.errors import MethodWarning
from seedbed.reports.charts import DotRow, dot_chart
from seedbed.reports.thread.measures import Section
from seedbed.thread.stages import STAGES, SurvivalItems

if TYPE_CHECKING:
    from seedbed.analysis.equity.survival.quotients import Survival

NO_CARD = -1


@dataclass(frozen=True, slots=True)
class Benchmark:
    """What the groups' shares of items are held against.

    Parameters
    ----------
    people
        People, or shares, by group.
    words
        Whom they are of, with the source: "residents (Census 2021)".
    """

    people: Mapping[str, float]
    words: str


def survival_section(
    items: SurvivalItems, group_of: Mapping[Any, str], characteristic: str, benchmark: Benchmark | None = None
) -> Section:
    """Return how far the voices of each group come.

    Parameters
    ----------
    items
        Items by stage, from `seedbed.thread.stages`.
    group_of
        Group of each contributor who gave a card; others count as having given none.
    characteristic
        What the groups are of, as "age".
    benchmark
        People by group who live here, above nought for each. Without one, or where a group that was heard is not in
        it, groups are held against those who were heard and gave a card.
    """
    heard = {group_of[who] for who in items.contributors if who in group_of}
    if benchmark and heard - {group for group, people in benchmark.people.items() if people > 0}:
        benchmark = None
    groups = sorted(heard | set(benchmark.people if benchmark else ()))
    if not groups or not items.beads:
        return _empty(characteristic)
    codes = np.array([groups.index(group_of[who]) if who in group_of else NO_CARD for who in items.contributors], int)
    people = [benchmark.people[group] for group in groups] if benchmark else _counted(codes, len(groups))
    found = _survival(items, codes, people)
    words = benchmark.words if benchmark else "people who were heard and gave a card"
    shown = [(place, group) for place, group in enumerate(groups) if not found.hidden[place]]
    return Section(
        "voice-survival",
        "Survival of voices",
        _sentences(found, groups, characteristic, named=benchmark is not None),
        tuple((f"{characteristic.capitalize()}: {group}", _chart(found, place, group)) for place, group in shown),
        f"Survival of voices by {characteristic}",
        ("Group", "Stage", "Items", "Of them with this group behind", "Survival", "95% interval"),
        tuple(_row(found, place, group, stage) for place, group in shown for stage in range(len(STAGES))),
        "At each stage: the group's share of items, divided by its share of "
        f"{words}; 1 is an equal share. Items may have several origins, so shares may add up to more than 1; "
        "items of people who gave no card and of professionals count among all items, so groups may all lie below 1. "
        f"95% interval by drawing contributors again ({found.resamples:,} times). "
        f"Groups under {FEWEST_CONTRIBUTORS} people, and others that would give them away, are hidden.",
        words_in=2,
    )


def _counted(codes: np.ndarray[tuple[int], np.dtype[np.int64]], groups: int) -> list[float]:
    return [float((codes == group).sum()) for group in range(groups)]


def _survival(
    items: SurvivalItems, codes: np.ndarray[tuple[int], np.dtype[np.int64]], people: Sequence[float]
) -> Survival:
    from seedbed.analysis.equity.survival.quotients import survival_of_groups

    first, last = np.array(items.first, dtype=np.int64), np.array(items.last, dtype=np.int64)
    item, contributor = np.array(items.item, dtype=np.int64), np.array(items.contributor, dtype=np.int64)
    with warnings.catch_warnings():
        # Every row of the table says how many items it rests on.
        warnings.simplefilter("ignore", MethodWarning)
        return survival_of_groups(VoiceItems(STAGES, first, last, item, contributor, codes), people)


def _sentences(found: Survival, groups: Sequence[str], characteristic: str, *, named: bool) -> tuple[str, ...]:
    told = []
    for place, group in enumerate(groups):
        if not found.hidden[place]:
            lost = [STAGES[stage + 1] for stage in np.flatnonzero(found.lost()[place])]
            if lost:
                told.append(f"{group}: fewer than before at {', '.join(lost)}, by more than chance.")
    hidden = [group for place, group in enumerate(groups) if found.hidden[place]]
    if hidden:
        # Without a benchmark only groups that were heard are listed: their very name would say that somebody is in it.
        which = ", ".join(hidden) if named else f"{len(hidden)} group{'s' * (len(hidden) > 1)}"
        told.append(f"Hidden, so that nobody can be told apart: {which}.")
    people = "1 person" if found.no_card == 1 else f"{found.no_card:,} people"
    told.append(f"{people} gave no card of their {characteristic} and so count for no group.")
    return tuple(told)


def _chart(found: Survival, place: int, group: str) -> str:
    value, low, high = (each[place] for each in (found.quotients.value, found.quotients.low, found.quotients.high))
    rows = [
        DotRow(stage.capitalize(), float(value[at]), float(low[at]), float(high[at]), f"{value[at]:.2f}")
        for at, stage in enumerate(STAGES)
        if math.isfinite(value[at])
    ]
    return dot_chart(group, rows, "times an equal share, with 95% interval", mark=1.0)


def _row(found: Survival, place: int, group: str, stage: int) -> tuple[str | int, ...]:
    value, low, high = (
        float(each[place, stage]) for each in (found.quotients.value, found.quotients.low, found.quotients.high)
    )
    known = math.isfinite(value)
    return (
        group,
        STAGES[stage],
        int(found.items[stage]),
        int(found.group_items[place, stage]),
        f"{value:.2f}" if known else "–",
        f"{low:.2f} to {high:.2f}" if known else "–",
    )


def _empty(characteristic: str) -> Section:
    return Section(
        "voice-survival",
        "Survival of voices",
        (f"Nobody who was heard gave a card of their {characteristic}.",),
        (),
        f"Survival of voices by {characteristic}",
        ("Group", "Stage"),
        (),
        "Voices are counted by the groups that people chose to tell.",
    )
