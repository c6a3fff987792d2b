"""Means of a long column against the mean of each group by itself."""

from __future__ import annotations

import numpy as np
import pytest

from seedbed.analysis.equity import rates
from seedbed.analysis.equity.grouped_means import means_of_groups
from seedbed.errors import BadInputError, MethodWarning


def test_each_group_has_the_mean_and_limits_it_has_alone() -> None:
    random = np.random.default_rng(3)
    values, group = 1e6 + random.standard_normal(500), random.integers(0, 9, 500)
    ours = means_of_groups(values, group, 9, 0.998)
    for number in range(9):
        alone = rates.mean(values[group == number], 0.998)
        np.testing.assert_allclose(ours.means.value[number], alone.value, rtol=1e-15)
        np.testing.assert_allclose(ours.means.high[number] - 1e6, alone.high - 1e6, rtol=1e-8)
        assert ours.count[number] == (group == number).sum()


def test_missing_values_are_left_out_and_an_empty_group_has_no_mean() -> None:
    with pytest.warns(MethodWarning, match="1 of 3 means are of fewer than 15"):
        ours = means_of_groups([1, np.nan, 3, np.nan], np.array([0, 0, 0, 1]), 3)
    np.testing.assert_array_equal(ours.means.value, [2, np.nan, np.nan])
    np.testing.assert_array_equal(ours.count, [2, 0, 0])


def test_one_measurement_has_a_mean_but_no_limits() -> None:
    ours = means_of_groups([7], np.array([0]), 1)
    assert ours.means.value == 7
    assert np.isnan([ours.means.low, ours.deviation]).all()


def test_groups_of_equal_values_are_told_of() -> None:
    with pytest.warns(MethodWarning, match="1 of 2 means are of measurements that are all equal"):
        ours = means_of_groups([4, 4, *range(15)], np.repeat([0, 1], [2, 15]), 2)
    assert np.isnan(ours.means.low).tolist() == [True, False]


def test_an_infinite_value_is_named_by_its_row() -> None:
    with pytest.raises(BadInputError, match="Row 2 is inf"):
        means_of_groups([1, np.inf], np.array([0, 0]), 1)
