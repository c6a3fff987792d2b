"""Census 2021: counts with their totals, for small areas and every larger area they make up."""

from __future__ import annotations

import polars as pl

from seedbed.sources.england.catalogue.census import CENSUS_CATEGORIES, census_indicator
from seedbed.sources.england.levels import SMALL
from seedbed.sources.england.rows import counted
from seedbed.sources.england.workshop import Workshop

TOPICS = (
    *("age", "ethnicity", "disability", "tenure", "household_deprivation", "occupancy", "accommodation"),
    *("religion", "language", "orientation", "migration", "age_sex"),
)


def add_topic(shop: Workshop, topic: str) -> None:
    """Put one Census topic into the pack."""
    dataset = f"census_{topic}"
    counts = shop.take(dataset)
    if counts is None:
        return
    counts = counts.select("code", "category", pl.col("count").cast(pl.Float64), pl.col("total").cast(pl.Float64))
    present = [name for name in CENSUS_CATEGORIES if name in set(counts["category"].unique())]
    counts = counts.filter(pl.col("category").is_in(present))
    shop.indicators += [census_indicator(category) for category in present]
    level = next((CENSUS_CATEGORIES[name].level for name in present), SMALL)
    here = counts.join(shop.hierarchy.members(level).select("code"), on="code", how="semi")
    everywhere = pl.concat([here, shop.hierarchy.sums(here, level).select(here.columns)])
    rows = counted(everywhere, prefix="census2021.", period="2021", source=dataset)
    shop.add_figures(f"figures_{dataset}", rows, source=dataset)
