import numpy as np
import pytest

from seedbed.analysis.profile.contiguity import Contiguity
from seedbed.analysis.profile.need import (
    means_of_groups,
    percentiles_of_need,
    sites_per_thousand,
)


def test_need_is_the_share_of_others_with_less_and_equals_count_half() -> None:
    assert percentiles_of_need(np.array([1.0, 2, 2, 5])).tolist() == [0.0, 50.0, 50.0, 100.0]


@pytest.mark.parametrize("figures", [[3.0], [3.0, np.nan]])
def test_an_area_with_nothing_to_compare_stands_in_the_middle(figures: list[float]) -> None:
    assert percentiles_of_need(np.array(figures))[0] == 50.0


def test_places_are_counted_with_those_of_adjoining_areas() -> None:
    chain = Contiguity.from_pairs(3, [[0, 1], [1, 2]])
    found = sites_per_thousand(np.array([2.0, 0, 1]), np.array([500.0, 500, 1000]), chain)
    assert found.tolist() == [2.0, 1.5, pytest.approx(1000 / 1500)]


def test_places_where_nobody_lives_or_adjoins_are_unknown() -> None:
    alone = Contiguity.from_pairs(2, np.empty((0, 2), dtype=int))
    found = sites_per_thousand(np.array([1.0, 1.0]), np.array([0.0, 100.0]), alone)
    assert np.isnan(found[0])
    assert found[1] == 10.0


def test_means_leave_out_unknown_figures_and_areas_without_residents() -> None:
    means = means_of_groups(
        np.array([10.0, 20.0, np.nan, 7.0]), np.array([1.0, 3.0, 5.0, 0.0]), np.array([0, 0, 0, 1]), 2
    )
    assert means[0] == 17.5
    assert np.isnan(means[1])
