"""Ranks and percentiles: plain twins, ties, weights, and the publisher's own tenths."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import polars as pl
import pytest

from seedbed.analysis.equity import quantiles
from seedbed.errors import BadInputError, UsageError

SCORES = [12.5, 40.0, 12.5, 3.0, 77.25, 40.0, 40.0, 0.0]


def test_ranks_are_one_more_than_the_number_strictly_worse() -> None:
    plainly = [1 + sum(other > score for other in SCORES) for score in SCORES]
    assert quantiles.ranks_within(SCORES).tolist() == plainly


def test_ranks_from_the_other_end() -> None:
    plainly = [1 + sum(other < score for other in SCORES) for score in SCORES]
    assert quantiles.ranks_within(SCORES, first="lowest").tolist() == plainly


def test_percentile_is_rank_over_number() -> None:
    assert quantiles.percentiles_within([30, 20, 20, 10]).tolist() == [25, 50, 50, 100]


def test_missing_values_have_no_rank_and_do_not_count() -> None:
    np.testing.assert_array_equal(quantiles.percentiles_within([30, np.nan, 20]), [50, np.nan, 100])
    np.testing.assert_array_equal(quantiles.ranks_within([30, np.nan, 20]), [1, np.nan, 2])


def test_weights_count_people_before_and_own() -> None:
    people = np.array([100.0, 300.0, 50.0, 250.0, 10.0, 90.0, 1.0, 199.0])
    plainly = [
        100 * (sum(p for other, p in zip(SCORES, people, strict=True) if other > score) + own) / people.sum()
        for score, own in zip(SCORES, people, strict=True)
    ]
    np.testing.assert_allclose(quantiles.percentiles_within(SCORES, weights=people), plainly)


def test_equal_weights_change_nothing() -> None:
    weighted = quantiles.percentiles_within(SCORES, weights=[7] * 8)
    np.testing.assert_allclose(weighted, quantiles.percentiles_within(SCORES))


def test_a_place_without_weight_is_left_out() -> None:
    np.testing.assert_array_equal(quantiles.percentiles_within([3, 2, 1], weights=[5, np.nan, 5]), [50, np.nan, 100])


def test_a_value_outside_the_set_is_placed_in_it() -> None:
    assert quantiles.percentile_of([50, 25, 0, 20], [10, 20, 30, 40]).tolist() == [0, 50, 100, 50]
    assert quantiles.percentile_of(25, [10, 20, 30, 40], weights=[1, 1, 2, 6]).tolist() == 80


def test_an_empty_set_gives_no_percentile() -> None:
    assert quantiles.percentiles_within([]).size == 0
    assert np.isnan(quantiles.percentile_of(3.0, [np.nan, np.nan]))
    assert np.isnan(quantiles.percentiles_within([1, 2], weights=[0, 0])).all()


def test_tenths_hold_equal_numbers() -> None:
    np.testing.assert_array_equal(np.bincount(quantiles.groups_within(np.arange(30)).astype(int))[1:], [3] * 10)


def test_fifths_of_unequal_numbers() -> None:
    assert quantiles.groups_within([6, 5, 4, 3, 2, 1], 5).tolist() == [1, 2, 3, 4, 5, 5]


@pytest.mark.parametrize("table", ["imd2025_lsoa21", "imd2019_lsoa11"])
def test_tenths_are_the_publishers_own(uk_data: Path, table: str) -> None:
    areas = pl.read_parquet(uk_data / f"{table}.parquet", columns=["imd_rank", "imd_decile"])
    ours = quantiles.groups_within(areas["imd_rank"].to_numpy(), first="lowest")
    np.testing.assert_array_equal(ours, areas["imd_decile"].to_numpy())


def test_bad_values_are_refused() -> None:
    with pytest.raises(BadInputError, match="Row 2 is 'high'"):
        quantiles.ranks_within([1, "high"])  # type: ignore[arg-type]
    with pytest.raises(BadInputError, match="is negative"):
        quantiles.percentiles_within([1, 2], weights=[1, -1])


def test_bad_wishes_are_refused() -> None:
    with pytest.raises(UsageError, match="biggest"):
        quantiles.ranks_within([1, 2], first="biggest")  # type: ignore[arg-type]
    with pytest.raises(UsageError, match="1 groups"):
        quantiles.groups_within([1, 2], 1)
