"""Figures as rows of the pack's long table."""

from __future__ import annotations

import polars as pl

from seedbed.sources.packs import FIGURE_COLUMNS

FIGURE_TYPES: dict[str, pl.DataType] = {
    column: (pl.String() if column in ("indicator", "area", "period", "source") else pl.Float64())
    for column in FIGURE_COLUMNS
}


def figure_rows(table: pl.DataFrame) -> pl.DataFrame:
    """Return the table with exactly the columns of figures; absent ones are null."""
    have = set(table.columns)
    return table.select(
        (pl.col(column) if column in have else pl.lit(None)).cast(dtype).alias(column)
        for column, dtype in FIGURE_TYPES.items()
    )


def counted(counts: pl.DataFrame, *, prefix: str, period: str, source: str, multiplier: float = 100.0) -> pl.DataFrame:
    """Turn ``code, category, count, total`` into figures; a total of zero gives no value.

    Returns
    -------
    DataFrame
        Figures with ``value = multiplier * count / total``, the count as numerator and the total as denominator.
    """
    value = pl.when(pl.col("total") > 0).then(multiplier * pl.col("count") / pl.col("total"))
    return figure_rows(
        counts.select(
            (pl.lit(prefix) + pl.col("category")).alias("indicator"),
            pl.col("code").alias("area"),
            pl.lit(period).alias("period"),
            value.alias("value"),
            pl.col("count").alias("numerator"),
            pl.col("total").alias("denominator"),
            pl.lit(source).alias("source"),
        )
    )


def measured(table: pl.DataFrame, indicators: dict[str, str], *, period: str, source: str) -> pl.DataFrame:
    """Turn a wide table (``code`` and one column a measure) into figures, leaving out what is null.

    Parameters
    ----------
    indicators
        Indicator id by column.
    """
    long = table.select("code", *[pl.col(column).cast(pl.Float64).alias(id_) for column, id_ in indicators.items()])
    long = long.unpivot(index="code", variable_name="indicator", value_name="value").drop_nulls("value")
    return figure_rows(
        long.rename({"code": "area"}).with_columns(pl.lit(period).alias("period"), pl.lit(source).alias("source"))
    )
