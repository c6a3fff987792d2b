"""Indices of Deprivation: 2025 for today's small areas; earlier editions under the codes of their own vintage.

Indicators of earlier editions say so by their level (``lsoa11``, ``lsoa01``), which is not a level of the pack:
they are compared over time by the lookups and never put together with today's figures.
"""

from __future__ import annotations

from collections.abc import Mapping

import polars as pl

from seedbed.sources.england.catalogue.deprivation import (
    MEASURES,
    SHARES,
    UNDERLYING_2019,
    UNDERLYING_2025,
    Underlying,
    history_indicators,
    measure_indicators,
    underlying_indicator,
)
from seedbed.sources.england.rows import counted, figure_rows, measured
from seedbed.sources.england.workshop import Workshop
from seedbed.sources.indicators import Indicator

Columns = dict[str, tuple[Indicator, float]]
"""Indicator and factor to its unit, by column of the normalised frame."""


def add_2025(shop: Workshop) -> None:
    """Put IoD 2025 into the pack: scores, ranks, deciles, underlying indicators, and means of larger areas."""
    scores = shop.take("iod2025")
    assert scores is not None  # noqa: S101 - required
    _add_edition(shop, "iod2025", scores, _measures(2025, scores.columns))
    _add_shares(shop, scores)
    indicators = shop.take("iod2025_indicators")
    if indicators is not None:
        _add_edition(shop, "iod2025_indicators", indicators, _underlying(2025, UNDERLYING_2025, indicators.columns))


def _measures(edition: int, columns: list[str]) -> Columns:
    present = set(columns)
    return {
        column: (indicator, about.factor if column.endswith("_score") else 1.0)
        for measure, about in MEASURES.items()
        for column, indicator in measure_indicators(edition, measure, present).items()
    }


def _underlying(edition: int, catalogue: Mapping[str, Underlying], columns: list[str]) -> Columns:
    return {
        column: (underlying_indicator(edition, about), about.factor)
        for column, about in catalogue.items()
        if column in columns
    }


def _in_units(table: pl.DataFrame, columns: Columns) -> pl.DataFrame:
    return table.select("code", *[pl.col(column).cast(pl.Float64) * factor for column, (_, factor) in columns.items()])


def _ids(columns: Columns) -> dict[str, str]:
    return {column: indicator.id for column, (indicator, _) in columns.items()}


def _add_edition(shop: Workshop, dataset: str, table: pl.DataFrame, columns: Columns) -> None:
    small = _in_units(table, columns).join(shop.small_codes(), on="code", how="semi")
    averaged = {name: each for name, each in columns.items() if each[0].combine == "population_mean"}
    larger = shop.hierarchy.means(small, list(averaged))
    about = {"period": "2025", "source": dataset}
    counted_ids = [each.id for each, _ in columns.values() if each.kind == "count"]
    rows = pl.concat([measured(small, _ids(columns), **about), measured(larger, _ids(averaged), **about)])
    rows = _with_sums(shop, rows, counted_ids)
    shop.indicators += [indicator for indicator, _ in columns.values()]
    shop.add_figures(f"figures_{dataset}", rows, source=dataset)


def _with_sums(shop: Workshop, rows: pl.DataFrame, counted_ids: list[str]) -> pl.DataFrame:
    """Give counts as numerators too, and add them up for larger areas."""
    is_count = pl.col("indicator").is_in(counted_ids)
    rows = rows.with_columns(pl.when(is_count).then(pl.col("value")).otherwise(pl.col("numerator")).alias("numerator"))
    counts = rows.filter(is_count)
    if counts.is_empty():
        return rows
    parts = counts.select(
        pl.col("area").alias("code"), pl.col("indicator").alias("category"), pl.col("value").alias("count")
    )
    sums = shop.hierarchy.sums(parts.with_columns(pl.col("count").alias("total")), "lsoa21")
    larger = sums.select(
        pl.col("category").alias("indicator"),
        pl.col("code").alias("area"),
        pl.lit(counts["period"][0]).alias("period"),
        pl.col("count").alias("value"),
        pl.col("count").alias("numerator"),
        pl.lit(counts["source"][0]).alias("source"),
    )
    return pl.concat([rows, figure_rows(larger)])


def _add_shares(shop: Workshop, scores: pl.DataFrame) -> None:
    """Count residents who live in the most deprived tenth and fifth of small areas."""
    people = shop.hierarchy.small.select("code", pl.col("population").cast(pl.Float64).alias("total"))
    deciles = people.join(scores.select("code", "imd_decile"), on="code")
    counts = pl.concat(
        deciles.select(
            "code",
            pl.lit(indicator.id).alias("category"),
            pl.when(pl.col("imd_decile") <= tenths).then(pl.col("total")).otherwise(0.0).alias("count"),
            "total",
        )
        for tenths, indicator in SHARES.items()
    )
    everywhere = pl.concat([counts, shop.hierarchy.sums(counts, "lsoa21").select(counts.columns)])
    rows = counted(everywhere, prefix="", period="2025", source="iod2025")
    shop.indicators += SHARES.values()
    shop.add_figures("figures_iod2025_residents", rows, source="iod2025")


def add_2019(shop: Workshop) -> None:
    """Put IoD 2019 into the pack under codes of LSOA 2011."""
    for dataset, catalogue in (("iod2019", None), ("iod2019_indicators", UNDERLYING_2019)):
        table = shop.take(dataset)
        if table is None:
            continue
        columns = _measures(2019, table.columns) if catalogue is None else _underlying(2019, catalogue, table.columns)
        rows = measured(_in_units(table, columns), _ids(columns), period="2019", source=dataset)
        shop.indicators += [indicator for indicator, _ in columns.values()]
        shop.add_figures(f"figures_{dataset}", rows, source=dataset)


def add_history(shop: Workshop) -> None:
    """Put the IMD of earlier editions into the pack, each under the codes of its own vintage."""
    history = shop.take("imd_history")
    if history is None:
        return
    known = {indicator.id for indicator in shop.indicators}
    for (vintage,), part in history.filter(pl.col("vintage") != "lsoa21").group_by("vintage", maintain_order=True):
        rows = [_edition(shop, year, part, known) for year in sorted(part["year"].unique())]
        rows = [each for each in rows if not each.is_empty()]
        if rows:
            shop.add_figures(f"figures_imd_{vintage}", pl.concat(rows), source="imd_history")


def _edition(shop: Workshop, year: int, history: pl.DataFrame, known: set[str]) -> pl.DataFrame:
    """Return one edition's figures that are not in the pack already."""
    new = {column: each for column, each in history_indicators(year).items() if each.id not in known}
    shop.indicators += new.values()
    table = history.filter(pl.col("year") == year)
    ids = {column: each.id for column, each in new.items()}
    return measured(table, ids, period=str(year), source="imd_history")
