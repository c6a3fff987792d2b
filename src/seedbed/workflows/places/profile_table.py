"""The figures a profile needs, read from the pack in one pass."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

import numpy as np
import polars as pl

from seedbed.analysis.profile.describe import Figures, Floats
from seedbed.sources.indicators import Indicator
from seedbed.sources.packs import Pack

KNOWN_FOR = 0.995
"""Share of a larger area's residents whose small areas must have a figure before it is added up."""

NUMBERS = ("value", "numerator", "denominator", "ci_low", "ci_high")


@dataclass(frozen=True)
class Row:
    """One published figure of one area; None where not known."""

    value: float | None
    numerator: float | None
    denominator: float | None
    ci_low: float | None
    ci_high: float | None
    source: str


class FigureTable:
    """Figures of chosen areas by indicator, area and period."""

    def __init__(self, table: pl.DataFrame) -> None:
        self._rows: dict[str, dict[tuple[str, str], Row]] = {}
        columns = [table[name].to_list() for name in ("indicator", "area", "period", *NUMBERS, "source")]
        for indicator, area, period, value, numerator, denominator, low, high, source in zip(*columns, strict=True):
            row = Row(value, numerator, denominator, low, high, source or "")
            self._rows.setdefault(indicator, {})[area, period] = row

    @classmethod
    def read(cls, pack: Pack, areas: Iterable[str]) -> FigureTable:
        """Read every figure of some areas from a pack."""
        return cls.scanned(pack.figures(), areas)

    @classmethod
    def scanned(cls, frame: pl.LazyFrame, areas: Iterable[str]) -> FigureTable:
        """Read the figures of some areas from a lazy table of figures."""
        columns = ["indicator", "area", "period", *NUMBERS, "source"]
        numbers = [pl.col(name).cast(pl.Float64).fill_nan(None) for name in NUMBERS]
        wanted = frame.filter(pl.col("area").is_in(sorted(set(areas)))).select(columns)
        return cls(wanted.with_columns(pl.col("period").cast(pl.String), *numbers).collect())

    def row(self, indicator: str, area: str, period: str) -> Row | None:
        """Return one figure, or None."""
        return self._rows.get(indicator, {}).get((area, period))

    def periods(self, indicator: str, areas: Iterable[str]) -> list[str]:
        """Return the periods for which any of the areas has the indicator, in order of time."""
        wanted = set(areas)
        return sorted({period for area, period in self._rows.get(indicator, {}) if area in wanted})

    def figures(self, indicator: str, areas: list[str], period: str) -> Figures:
        """Return an indicator's figures in the order of ``areas``, NaN where not known."""
        rows = [self.row(indicator, area, period) for area in areas]
        columns = [_column(rows, name) for name in NUMBERS]
        return Figures(*columns)

    def source(self, indicator: str, areas: Iterable[str], period: str) -> str:
        """Return the source of the first figure found, or nothing."""
        rows = (self.row(indicator, area, period) for area in areas)
        return next((row.source for row in rows if row is not None and row.source), "")


def latest_period(table: FigureTable, indicator: Indicator, areas: Iterable[str]) -> str | None:
    """Return the catalogue's period where the areas have it, else their latest; None where they have no figure."""
    periods = table.periods(indicator.id, areas)
    if indicator.period in periods:
        return indicator.period
    return periods[-1] if periods else None


def summed_comparators(pack: Pack, level: str, code: str, indicators: list[str]) -> dict[tuple[str, str], Row]:
    """Work out figures of a larger area from its small areas, where the pack does not hold them.

    Returns
    -------
    dict
        By indicator and period. Sums for indicators that add up; means weighted by residents for scores.
    """
    inside = pack.areas.lazy().filter((pl.col("level") == pack.small_level.id) & (pl.col(level) == code))
    people = inside.select(pl.col("code").alias("area"), pl.col("population").cast(pl.Float64))
    everybody = float(people.select(pl.col("population").sum()).collect().item())
    frame = pack.figures(indicators=indicators).join(people, on="area").with_columns(pl.col("period").cast(pl.String))
    known = pl.when(pl.col("value").is_not_null()).then(pl.col("population"))
    both = pl.col("numerator").is_not_null() & pl.col("denominator").is_not_null()
    grouped = frame.group_by("indicator", "period").agg(
        pl.col("numerator").filter(both).sum().alias("numerator"),
        pl.col("denominator").filter(both).sum().alias("denominator"),
        (pl.col("value").cast(pl.Float64) * pl.col("population")).sum().alias("weighted"),
        known.sum().alias("weight"),
        pl.col("source").first(),
    )
    found: dict[tuple[str, str], Row] = {}
    for row in grouped.collect().iter_rows(named=True):
        # A figure that only some of its small areas have would stand for those areas alone.
        made = _summed(pack.indicators[row["indicator"]], row)
        if made is not None and row["weight"] >= KNOWN_FOR * everybody:
            found[row["indicator"], row["period"]] = made
    return found


def _summed(indicator: Indicator, row: dict[str, float]) -> Row | None:
    source = str(row["source"] or "")
    if indicator.combine == "population_mean" and row["weight"]:
        return Row(row["weighted"] / row["weight"], None, None, None, None, source)
    if indicator.combine == "sum" and indicator.kind in {"proportion", "rate"} and row["denominator"]:
        value = indicator.multiplier * row["numerator"] / row["denominator"]
        return Row(value, row["numerator"], row["denominator"], None, None, source)
    return None


def _column(rows: list[Row | None], name: str) -> Floats:
    values = [None if row is None else getattr(row, name) for row in rows]
    return np.array([np.nan if value is None else value for value in values], dtype=np.float64)
