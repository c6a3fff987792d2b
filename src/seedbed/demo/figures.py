"""The table of figures: counts of small areas added up to every larger area, with the index and its ranks."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import numpy as np
import polars as pl
from numpy.typing import NDArray

from seedbed.analysis.equity.rates import crude_rate, score_interval
from seedbed.demo import catalogue, measures, names
from seedbed.demo.areas import TownAreas
from seedbed.demo.counts import Count
from seedbed.demo.fields import NATION_RESIDENTS, Fields

Floats = NDArray[np.float64]
Numbers = NDArray[np.int64]

GROUPED = ("care_area", "ward", "district")
WHOLE = ("care_system", "region")

SCHEMA: dict[str, Any] = {
    "indicator": pl.String,
    "area": pl.String,
    "period": pl.String,
    "value": pl.Float64,
    "numerator": pl.Float64,
    "denominator": pl.Float64,
    "ci_low": pl.Float64,
    "ci_high": pl.Float64,
    "source": pl.String,
}


def figures_table(areas: TownAreas, fields: Fields, counts: list[Count], seed: int) -> pl.DataFrame:
    """Return all figures of all levels, sorted by indicator, area and period."""
    publishers = {indicator.id: indicator.publisher for indicator in catalogue.build_catalogue()}
    tables = [
        *_population_tables(areas),
        *_count_tables(areas, counts),
        *_index_tables(areas, fields, seed),
        *_life_tables(areas, fields, seed),
    ]
    return (
        pl.concat(tables)
        .with_columns(source=pl.col("indicator").replace_strict(publishers))
        .select(pl.col(column).cast(kind) for column, kind in SCHEMA.items())
        .sort("indicator", "area", "period")
    )


def _table(indicator: str, period: str, codes: list[str], **columns: Floats | list[float | None]) -> pl.DataFrame:
    given = {name: pl.Series(columns.get(name, [None] * len(codes)), dtype=pl.Float64) for name in _NUMBERS}
    return pl.DataFrame({"indicator": catalogue.PREFIX + indicator, "area": codes, "period": period, **given})


_NUMBERS = ("value", "numerator", "denominator", "ci_low", "ci_high")


def _levels_from(level: str) -> tuple[str, ...]:
    """Levels at which a figure stands: that at which it is counted and those that are made of it."""
    if level == "small_area":
        return ("small_area", *GROUPED, *WHOLE)
    return (level, "district", *WHOLE)


def codes_of(areas: TownAreas, level: str) -> list[str]:
    """Return the codes of the areas of a level in the order of their numbers."""
    if level == "small_area":
        return [names.code(level, number) for number in range(1, len(areas.residents) + 1)]
    count = int(areas.parents[level].max()) if level in areas.parents else 1
    return [names.code(level, number) for number in range(1, count + 1)]


def added_up(areas: TownAreas, level: str, values: NDArray[Any]) -> Floats:
    """Add up the values of small areas to the areas of a level."""
    if level == "small_area":
        return np.asarray(values, dtype=np.float64)
    if level in areas.parents:
        return np.asarray(np.bincount(areas.parents[level], weights=values)[1:], dtype=np.float64)
    return np.array([float(values.sum())])


def _population_tables(areas: TownAreas) -> Iterator[pl.DataFrame]:
    for level in _levels_from("small_area"):
        people = added_up(areas, level, areas.residents)
        yield _table("population", measures.CENSUS_YEAR, codes_of(areas, level), value=people, numerator=people)
    nation = np.array([float(NATION_RESIDENTS)])
    yield _table("population", measures.CENSUS_YEAR, [names.code("country", 1)], value=nation, numerator=nation)


def _count_tables(areas: TownAreas, counts: list[Count]) -> Iterator[pl.DataFrame]:
    for count in counts:
        for level in _levels_from(count.level):
            numerator = added_up(areas, level, count.numerator)
            denominator = added_up(areas, level, count.denominator)
            yield _count_table(count, codes_of(areas, level), numerator, denominator)
        whole, part = np.array([float(count.nation[1])]), np.array([float(count.nation[0])])
        yield _count_table(count, [names.code("country", 1)], part, whole)


def _count_table(count: Count, codes: list[str], numerator: Floats, denominator: Floats) -> pl.DataFrame:
    columns: dict[str, Floats] = {
        "value": count.multiplier * numerator / denominator,
        "numerator": numerator,
        "denominator": denominator,
    }
    if count.published_limits:
        interval = score_interval if count.kind == "proportion" else crude_rate
        limits = interval(numerator, denominator, count.multiplier)
        columns |= {"ci_low": limits.low, "ci_high": limits.high}
    return _table(count.id, count.period, codes, **columns)


def _score(field: Floats) -> Floats:
    """Turn a field into a score that rises ever faster with deprivation."""
    return np.round(20 + 14 * field + 2 * field**2, 3)


NATION_SCORE = 22.0
"""Mean score of the nation: a field of mean 0 and variance 1 through ``_score``."""


def _index_tables(areas: TownAreas, fields: Fields, seed: int) -> Iterator[pl.DataFrame]:
    rng = np.random.default_rng([seed, 4])
    period, codes = measures.YEARS[-1], codes_of(areas, "small_area")
    yield _table("index.rank", period, codes, value=fields.ranks.astype(np.float64))
    yield _table("index.decile", period, codes, value=fields.deciles.astype(np.float64))
    yield from _score_tables(areas, "index.score", _score(fields.deprivation))
    for domain in catalogue.DOMAINS:
        field = fields.health if domain == "health" else 0.85 * fields.deprivation + rng.normal(0, 0.4, len(codes))
        yield from _score_tables(areas, f"index.{domain}_score", _score(np.maximum(field, -2.0)))


def _score_tables(areas: TownAreas, indicator: str, scores: Floats) -> Iterator[pl.DataFrame]:
    for level in _levels_from("small_area"):
        means = added_up(areas, level, scores * areas.residents) / added_up(areas, level, areas.residents)
        yield _table(indicator, measures.YEARS[-1], codes_of(areas, level), value=means)
    yield _table(indicator, measures.YEARS[-1], [names.code("country", 1)], value=[NATION_SCORE])


NATION_LIFE_EXPECTANCY = 81.2


def _life_tables(areas: TownAreas, fields: Fields, seed: int) -> Iterator[pl.DataFrame]:
    """Life expectancy with the limits that its invented publisher gives; they narrow as more people are counted."""
    rng = np.random.default_rng([seed, 5])
    years = NATION_LIFE_EXPECTANCY - 2.6 * fields.health + rng.normal(0, 0.4, len(fields.health))
    for level in _levels_from("care_area"):
        people = added_up(areas, level, areas.residents)
        value = np.round(added_up(areas, level, years * areas.residents) / people, 2)
        half = np.round(1.96 * 0.75 * np.sqrt(5_500 / people), 2)
        codes = codes_of(areas, level)
        yield _table(
            "life_expectancy", measures.YEARS[-1], codes, value=value, ci_low=value - half, ci_high=value + half
        )
    nation = [names.code("country", 1)]
    yield _table("life_expectancy", measures.YEARS[-1], nation, value=[NATION_LIFE_EXPECTANCY])
