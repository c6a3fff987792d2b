"""Small areas and the larger areas they make up: sums and population-weighted means for every larger area."""

from __future__ import annotations

from dataclasses import dataclass

import polars as pl

from seedbed.sources.england.levels import PARENTS, SMALL

ENOUGH = 0.95
"""A larger area's mean is given when areas with at least this share of its residents have a value."""


@dataclass(frozen=True)
class Hierarchy:
    """Which larger areas each area lies in.

    Parameters
    ----------
    small
        One row a small area: ``code, population`` and one column for each larger level.
    msoa
        The same for MSOAs; each is put where most of its residents live.
    """

    small: pl.DataFrame
    msoa: pl.DataFrame

    def members(self, level: str) -> pl.DataFrame:
        """Return the areas of a level and their parents."""
        return self.small if level == SMALL else self.msoa

    def sums(self, counts: pl.DataFrame, level: str) -> pl.DataFrame:
        """Add counts up for every larger area whose parts are all there.

        Parameters
        ----------
        counts
            ``code, category, count, total`` of areas of ``level``.
        level
            ``lsoa21`` or ``msoa21``.

        Returns
        -------
        DataFrame
            ``code, category, count, total`` of the larger areas.
        """
        members = self.members(level)
        known = counts.drop_nulls(["count", "total"]).join(members, on="code", how="inner")
        return pl.concat([_sum_up(known, members, parent) for parent in self._above(level)])

    def means(self, table: pl.DataFrame, columns: list[str]) -> pl.DataFrame:
        """Return means over small areas, weighted by residents, for every larger area with enough of them.

        Parameters
        ----------
        table
            ``code`` and the columns, one row a small area.

        Returns
        -------
        DataFrame
            ``code`` of the larger areas and the columns; null where areas with less than 95 % of its residents
            have a value.
        """
        joined = self.small.join(table.select("code", *columns), on="code", how="left")
        return pl.concat([_mean_of(joined, columns, parent) for parent in self._above(SMALL)])

    def _above(self, level: str) -> list[str]:
        return [parent for parent in PARENTS if parent in self.members(level).columns]


def _sum_up(known: pl.DataFrame, members: pl.DataFrame, parent: str) -> pl.DataFrame:
    expected = members.group_by(parent).agg(pl.len().alias("expected"))
    summed = known.group_by(parent, "category").agg(pl.col("count", "total").sum(), pl.len().alias("found"))
    whole = summed.join(expected, on=parent).filter(pl.col("found") == pl.col("expected"))
    return whole.select(pl.col(parent).alias("code"), "category", "count", "total")


def _mean_of(joined: pl.DataFrame, columns: list[str], parent: str) -> pl.DataFrame:
    population = pl.col("population")
    means = []
    for column in columns:
        covered = population.filter(pl.col(column).is_not_null()).sum()
        mean = (pl.col(column) * population).sum() / covered
        means.append(pl.when(covered >= ENOUGH * population.sum()).then(mean).otherwise(None).alias(column))
    return joined.group_by(parent).agg(means).rename({parent: "code"})
