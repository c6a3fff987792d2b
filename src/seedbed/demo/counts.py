"""Counts in every small area of the invented town, drawn by chance from its fields."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from scipy.special import expit, logit

from seedbed.demo import groups, measures
from seedbed.demo.areas import TownAreas
from seedbed.demo.fields import NATION_RESIDENTS, Fields
from seedbed.demo.measures import Measure
from seedbed.sources.indicators import Kind

Floats = NDArray[np.float64]
Numbers = NDArray[np.int64]

TIGRINYA_SHARE = 0.14
"""Planted truth T1: the share in the two most deprived areas of Tanners Row."""
EFFECT, EFFECT_FROM = 0.70, "2023"
"""Planted truth T3: from then on emergency admissions for breathing trouble in Kestrel Rise are this many times as
likely."""
SETTLED_LIFT, VOLUNTEER_LIFT = 0.9, 0.6
"""Planted truth T7: what Kestrel Rise has above the town, in log-odds."""


@dataclass(frozen=True, eq=False)
class Count:
    """One measure in one period: events or people counted, and out of how many.

    ``nation`` holds the same two numbers for the invented nation.
    """

    id: str
    level: str
    period: str
    kind: Kind
    multiplier: float
    published_limits: bool
    numerator: Numbers
    denominator: Numbers
    nation: tuple[int, int]


@dataclass(frozen=True, eq=False)
class _Town:
    areas: TownAreas
    fields: Fields
    rng: np.random.Generator


def draw_counts(areas: TownAreas, fields: Fields, seed: int) -> list[Count]:
    """Draw every count, groups first because ages and households are what others are counted out of."""
    town = _Town(areas, fields, np.random.default_rng([seed, 3]))
    people = areas.residents
    households = np.round(people / (2.25 + 0.12 * np.clip(fields.deprivation, -1, 1))).astype(np.int64)
    totals = {"residents": people, "households": households, "homes": households}
    drawn = {group.id: _draw_groups(town, group, totals[group.counted]) for group in groups.GROUP_MEASURES}
    totals |= _denominators(town, drawn["age"], people)
    return _group_counts(drawn, totals) + [
        count
        for chapter in measures.MEASURES.values()
        for measure in chapter
        for count in _measure_counts(town, measure, totals[measure.counted])
    ]


def _draw_groups(town: _Town, group: groups.GroupMeasure, totals: Numbers) -> Numbers:
    """Give everyone one group; shape (areas, groups)."""
    lean = np.array([lean for *_, lean in group.groups])
    base = np.array([base for _, _, base, _ in group.groups])
    noise = town.rng.normal(0, 0.12, (len(totals), len(base)))
    chance = base * np.exp(town.fields.deprivation[:, None] * lean + noise)
    chance /= chance.sum(axis=1, keepdims=True)
    if group.id == "language":
        chance = _with_tigrinya(town, group, chance)
    return np.stack([town.rng.multinomial(n, p) for n, p in zip(totals, chance, strict=True)]).astype(np.int64)


def _with_tigrinya(town: _Town, group: groups.GroupMeasure, chance: Floats) -> Floats:
    column = [id_ for id_, *_ in group.groups].index("tigrinya")
    rows = town.areas.members("tanners-row")[:2]
    planted = chance.copy()
    planted[rows] *= (1 - TIGRINYA_SHARE) / (1 - chance[rows, column])[:, None]
    planted[rows, column] = TIGRINYA_SHARE
    return planted


def _denominators(town: _Town, ages: Numbers, people: Numbers) -> dict[str, Numbers]:
    children, older = ages[:, 0], ages[:, -1]
    adults = people - children
    part = town.rng.binomial
    return {
        "adults": adults,
        "working_age": adults - older,
        "children": children,
        "older": older,
        "under_75": people - part(older, 0.5),
        "five_year_olds": part(children, 1 / 16),
        "ten_year_olds": part(children, 2 / 16),
        "women": part(adults - older, 0.26),
        "patients": np.round(people * 1.02).astype(np.int64),
        "asked": part(adults, 0.045),
    }


NATION_SHARES = {
    "residents": 1.0,
    "households": 1 / 2.25,
    "homes": 1 / 2.25,
    "adults": 0.81,
    "working_age": 0.62,
    "children": 0.19,
    "older": 0.19,
    "under_75": 0.90,
    "five_year_olds": 0.19 / 16,
    "ten_year_olds": 0.19 / 8,
    "women": 0.16,
    "patients": 1.02,
    "asked": 0.81 * 0.045,
}
"""How many there are in the invented nation for each resident."""


def _nation(counted: str, chance: float) -> tuple[int, int]:
    whole = round(NATION_RESIDENTS * NATION_SHARES[counted])
    return round(whole * chance), whole


def _group_counts(drawn: dict[str, Numbers], totals: dict[str, Numbers]) -> list[Count]:
    return [
        Count(
            id=f"{group.id}.{id_}",
            level="small_area",
            period=measures.CENSUS_YEAR,
            kind="proportion",
            multiplier=100.0,
            published_limits=False,
            numerator=drawn[group.id][:, column],
            denominator=totals[group.counted],
            nation=_nation(group.counted, base),
        )
        for group in groups.GROUP_MEASURES
        for column, (id_, _, base, _) in enumerate(group.groups)
    ]


def _measure_counts(town: _Town, measure: Measure, whole: Numbers) -> list[Count]:
    noise = town.rng.normal(0, measure.noise, len(whole))
    return [_measure_count(town, measure, whole, noise, step) for step in range(len(measure.periods))]


def _measure_count(town: _Town, measure: Measure, whole: Numbers, noise: Floats, step: int) -> Count:
    period = measure.periods[step]
    field = town.fields.health if measure.field == "health" else town.fields.deprivation
    drift = (measure.yearly or 0.0) * step
    shift = measure.lean * field + noise + drift + _planted(town, measure, period)
    if measure.kind == "proportion":
        numerator = town.rng.binomial(whole, expit(logit(measure.base) + shift))
        nation = _nation(measure.counted, float(expit(logit(measure.base) + drift)))
    else:
        numerator = town.rng.poisson(whole * measure.base * np.exp(shift))
        nation = _nation(measure.counted, float(measure.base * np.exp(drift)))
    return Count(
        id=measure.id,
        level=measure.level,
        period=period,
        kind=measure.kind,
        multiplier=measure.multiplier,
        published_limits=measure.level != "small_area",
        numerator=numerator,
        denominator=whole,
        nation=nation,
    )


def _planted(town: _Town, measure: Measure, period: str) -> Floats:
    """Return what is planted in Kestrel Rise on top of chance."""
    shift = np.zeros(len(town.areas.residents))
    lifts = {"settled": SETTLED_LIFT, "volunteers": VOLUNTEER_LIFT}
    if measure.id == "breathing" and period >= EFFECT_FROM:
        lifts["breathing"] = float(np.log(EFFECT))
    shift[town.areas.members("kestrel-rise")] = lifts.get(measure.id, 0.0)
    return shift
