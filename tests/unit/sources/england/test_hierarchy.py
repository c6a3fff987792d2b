from __future__ import annotations

import polars as pl
import pytest

from seedbed.sources.england.hierarchy import Hierarchy
from seedbed.sources.england.levels import PARENTS


def hierarchy(populations: list[int], authorities: list[str]) -> Hierarchy:
    codes = [f"E0190000{number}" for number in range(len(populations))]
    table = pl.DataFrame({"code": codes, "population": populations})
    for level in PARENTS:
        parents = authorities if level == "ltla24" else ["all"] * len(codes)
        table = table.with_columns(pl.Series(level, [f"{level}-{parent}" for parent in parents]))
    return Hierarchy(table, table)


TWO = hierarchy([100, 300, 600], ["a", "a", "b"])


def values(column: list[float | None]) -> pl.DataFrame:
    return pl.DataFrame({"code": TWO.small["code"], "score": column}, schema_overrides={"score": pl.Float64})


def mean_of(table: pl.DataFrame, area: str) -> float | None:
    found: float | None = TWO.means(table, ["score"]).filter(pl.col("code") == area)["score"].item()
    return found


def counts(column: list[int | None]) -> pl.DataFrame:
    table = pl.DataFrame({"code": TWO.small["code"], "count": column, "total": [10, 10, 10]})
    return table.select("code", pl.lit("tall").alias("category"), "count", "total")


def test_a_mean_is_weighted_by_residents() -> None:
    assert mean_of(values([4.0, 8.0, 1.0]), "ltla24-a") == pytest.approx((100 * 4 + 300 * 8) / 400)


def test_there_is_no_mean_when_too_many_residents_are_unknown() -> None:
    assert mean_of(values([None, 8.0, 1.0]), "ltla24-a") is None


def test_a_mean_of_all_is_given_when_few_residents_are_unknown() -> None:
    wide = hierarchy([10, 990], ["a", "a"])
    table = pl.DataFrame({"code": wide.small["code"], "score": [None, 5.0]})
    means = wide.means(table, ["score"])
    assert means.filter(pl.col("code") == "ltla24-a")["score"].item() == 5.0


def test_counts_and_totals_are_added_up() -> None:
    summed = TWO.sums(counts([1, 2, 3]), "lsoa21").filter(pl.col("code") == "ltla24-a")
    assert summed.select("count", "total").row(0) == (3, 20)


def test_a_sum_with_a_part_missing_is_not_given() -> None:
    summed = TWO.sums(counts([None, 2, 3]), "lsoa21")
    assert set(summed["code"]) == {"ltla24-b"}
