"""Who got lost on the way: survival of voices by main language in Tanners Row."""

from __future__ import annotations

import math
import warnings
from collections.abc import Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from seedbed.analysis.equity.survival.checks import VoiceItems
from seedbed.errors import MethodWarning, MissingDataError
from seedbed.reports.charts import DotRow, dot_chart
from seedbed.reports.words import number
from seedbed.thread.stages import STAGES, voice_items
from seedbed.web.consent.models import Participant
from seedbed.web.consent.queries import groups_of
from seedbed.web.demonstration.residents import residents_by_group
from seedbed.web.golden_thread.queries import thread_columns
from seedbed.web.golden_thread.registry import people_behind
from seedbed.web.places.models import Neighbourhood
from seedbed.web.ui.tables import Column, Table

if TYPE_CHECKING:
    from seedbed.analysis.equity.survival.quotients import Survival

GROUP = "Tigrinya"

SOURCE = (
    "Voices of residents, by their own cards; shares of residents from the Invented Census of Merrowland, 2023. "
    "95% limits by drawing contributors again (1,000 times)."
)


@dataclass(frozen=True, slots=True)
class Losses:
    """What the page shows: a chart and tables of survival, and whom they leave out.

    ``beyond_chance`` says whether the fall from theme to factor is more than chance.
    """

    hidden: bool
    picture: str
    table: Table
    others: Table
    contributors: int
    share: float
    no_card: int
    beyond_chance: bool


def losses(neighbourhood: Neighbourhood) -> Losses:
    """Return how far the voices of each language group came, beside its share of residents."""
    benchmark = residents_by_group(neighbourhood, "language")
    if benchmark is None:
        raise MissingDataError(
            "Who got lost cannot be shown.",
            "The town's pack is not on this site.",
            "Start it anew with `seedbed demo`.",
        )
    groups = list(benchmark.people)
    found = _survival(neighbourhood, benchmark.people)
    place = groups.index(GROUP)
    # After withdrawals the group may be too small to be shown.
    hidden = bool(found.hidden[place])
    rows = [] if hidden else _rows(found, place)
    return Losses(
        hidden=hidden,
        picture=""
        if hidden
        else dot_chart(
            "Voices of speakers of Tigrinya, beside their share of residents",
            [_dot(row) for row in rows],
            "times their share of residents; 1 means as many",
            mark=1.0,
        ),
        table=_table(found, place, rows),
        others=_others(found, groups),
        contributors=0 if hidden else int(found.contributors[place]),
        share=float(found.population_shares[place]),
        no_card=found.no_card,
        beyond_chance=not hidden and bool(found.lost()[place][found.stages.index("theme")]),
    )


def _survival(neighbourhood: Neighbourhood, people: Mapping[str, float]) -> Survival:
    from seedbed.analysis.equity.survival.quotients import survival_of_groups

    items = voice_items(thread_columns(neighbourhood), people_behind(neighbourhood))
    cards = groups_of(Participant.objects.filter(neighbourhood=neighbourhood), "language")
    codes = {group: place for place, group in enumerate(people)}
    group = np.array([codes.get(cards.get(str(person), ""), -1) for person in items.contributors])
    voices = VoiceItems(
        STAGES,
        np.array(items.first),
        np.array(items.last),
        np.array(items.item),
        np.array(items.contributor),
        group,
    )
    with warnings.catch_warnings():
        # The page says of every number how many it rests on.
        warnings.simplefilter("ignore", MethodWarning)
        return survival_of_groups(voices, list(people.values()))


@dataclass(frozen=True, slots=True)
class _Row:
    stage: str
    value: float
    low: float
    high: float


def _rows(found: Survival, place: int) -> list[_Row]:
    value, low, high = found.quotients.value[place], found.quotients.low[place], found.quotients.high[place]
    return [
        _Row(stage, float(value[at]), float(low[at]), float(high[at]))
        for at, stage in enumerate(found.stages)
        if math.isfinite(value[at])
    ]


def _dot(row: _Row) -> DotRow:
    return DotRow(row.stage, row.value, row.low, row.high, number(row.value, 2))


def _table(found: Survival, place: int, shown: list[_Row]) -> Table:
    columns = [
        Column("Stage"),
        Column("Voices that came this far", numeric=True),
        Column("Of these, from speakers of Tigrinya", numeric=True),
        Column("Times their share of residents", numeric=True),
        Column("95% limits", numeric=True),
    ]
    counts = dict(zip(found.stages, zip(found.items, found.group_items[place], strict=True), strict=True))
    rows = [
        (
            row.stage.capitalize(),
            int(counts[row.stage][0]),
            int(counts[row.stage][1]),
            number(row.value, 2),
            f"{number(row.low, 2)} to {number(row.high, 2)}",
        )
        for row in shown
    ]
    return Table("How far voices of speakers of Tigrinya came", columns, rows)


def _others(found: Survival, groups: list[str]) -> Table:
    """Return heard and decided for each group that may be shown; the others are named as hidden."""
    heard, decided = found.stages.index("heard"), found.stages.index("decision")
    rows = []
    for place, group in enumerate(groups):
        shown = not found.hidden[place]
        value = found.quotients.value[place]
        cells = (number(float(value[at]), 2) if shown else "hidden: few people" for at in (heard, decided))
        rows.append((group, *cells))
    columns = [Column("Main language"), Column("Heard", numeric=True), Column("Reached a decision", numeric=True)]
    return Table("Survival beside the share of residents, by main language", columns, rows)
