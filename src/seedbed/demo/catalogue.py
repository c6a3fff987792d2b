"""The catalogue of the invented town's indicators, as the pack holds it."""

from __future__ import annotations

from seedbed.demo import groups, measures
from seedbed.demo.measures import Measure
from seedbed.sources.indicators import Combine, Direction, Indicator, Kind

PREFIX = "alderwick."

DOMAINS: dict[str, tuple[str, str]] = {
    "income": ("Income deprivation score", "work"),
    "employment": ("Employment deprivation score", "work"),
    "education": ("Education and skills deprivation score", "work"),
    "health": ("Health deprivation score", "health"),
    "crime": ("Crime deprivation score", "safety"),
    "housing": ("Housing and services deprivation score", "homes"),
    "surroundings": ("Living surroundings deprivation score", "safety"),
}
"""Domains of the invented index: name and topic."""

NATION_INDEX = "the invented nation's 30,000 small areas"


def build_catalogue() -> list[Indicator]:
    """Return every indicator of the town, in the order of telling."""
    return [
        _population(),
        *(_group_indicator(group, entry) for group in groups.GROUP_MEASURES for entry in group.groups),
        *(_measure_indicator(measure, topic) for topic, chapter in measures.MEASURES.items() for measure in chapter),
        *_index_indicators(),
        _life_expectancy(),
    ]


def _population() -> Indicator:
    return _indicator(
        "population",
        "Usual residents",
        "people",
        kind="count",
        unit="people",
        denominator_name="",
        period=measures.CENSUS_YEAR,
        publisher=measures.CENSUS,
    )


def _group_indicator(group: groups.GroupMeasure, entry: tuple[str, str, float, float]) -> Indicator:
    return _indicator(
        f"{group.id}.{entry[0]}",
        entry[1],
        group.topic,
        kind="proportion",
        unit="%",
        multiplier=100.0,
        denominator_name=measures.DENOMINATORS[group.counted],
        period=measures.CENSUS_YEAR,
        publisher=measures.CENSUS,
    )


def _measure_indicator(measure: Measure, topic: str) -> Indicator:
    return _indicator(
        measure.id,
        measure.name,
        topic,
        kind=measure.kind,
        unit="%" if measure.kind == "proportion" else f"per {measure.multiplier:,.0f}",
        multiplier=measure.multiplier,
        high_is=measure.high_is,
        strength=measure.strength or topic == "strengths",
        denominator_name=measures.DENOMINATORS[measure.counted],
        level=measure.level,
        period=measure.periods[-1],
        publisher=measure.publisher,
    )


def _index_indicators() -> list[Indicator]:
    whole = [
        _index("score", "Deprivation score", "deprivation", "score", "points", "population_mean"),
        _index("rank", "Deprivation rank", "deprivation", "rank", "of 30,000", "none"),
        _index("decile", "Deprivation decile", "deprivation", "decile", "1 = most deprived tenth", "none"),
    ]
    return whole + [
        _index(f"{id_}_score", name, topic, "score", "points", "population_mean")
        for id_, (name, topic) in DOMAINS.items()
    ]


def _index(id_: str, name: str, topic: str, kind: Kind, unit: str, combine: Combine) -> Indicator:
    return _indicator(
        f"index.{id_}",
        name,
        topic,
        kind=kind,
        unit=unit,
        high_is="worse" if kind == "score" else "better",
        denominator_name="",
        combine=combine,
        period=measures.YEARS[-1],
        publisher=measures.INDEX,
        method=f"Invented: drawn for each small area and placed among {NATION_INDEX}.",
    )


def _life_expectancy() -> Indicator:
    return _indicator(
        "life_expectancy",
        "Life expectancy at birth",
        "health",
        kind="mean",
        unit="years",
        high_is="better",
        denominator_name="",
        combine="population_mean",
        level="care_area",
        period=measures.YEARS[-1],
        publisher=measures.HEALTH,
    )


def _indicator(  # noqa: PLR0913 - one argument a line of the catalogue
    id_: str,
    name: str,
    topic: str,
    *,
    kind: Kind,
    unit: str,
    denominator_name: str,
    period: str,
    publisher: str,
    multiplier: float = 1.0,
    high_is: Direction = "neither",
    strength: bool = False,
    combine: Combine = "sum",
    level: str = "small_area",
    method: str = "Invented: drawn by chance from the town's seed number.",
) -> Indicator:
    return Indicator(
        id=PREFIX + id_,
        name=name,
        topic=topic,
        kind=kind,
        unit=unit,
        multiplier=multiplier,
        high_is=high_is,
        strength=strength,
        denominator_name=denominator_name,
        combine=combine,
        level=level,
        period=period,
        publisher=publisher,
        licence=measures.LICENCE,
        url="",
        method=method,
    )
