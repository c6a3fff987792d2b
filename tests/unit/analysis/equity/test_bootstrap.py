"""Designs and the bootstrap: what is drawn, what is refused, what is warned of."""

from __future__ import annotations

import numpy as np
import pytest

from seedbed.analysis.equity.estimates import Floats
from seedbed.analysis.equity.sampling.bootstrap import bootstrap, replicate_weights
from seedbed.analysis.equity.sampling.design import design_variance, survey_design
from seedbed.errors import BadInputError, MethodWarning, UsageError

VALUES = np.array([1.0, 4.0, 2.0, 8.0, 5.0, 7.0])
STRATA = ["a", "a", "a", "b", "b", "b"]
CLUSTERS = [1, 1, 2, 1, 2, 3]


def mean(weights: Floats) -> Floats:
    answer: Floats = (weights @ VALUES) / weights.sum(axis=1)
    return answer


def test_clusters_are_counted_within_their_stratum() -> None:
    design = survey_design(6, STRATA, CLUSTERS)
    assert (design.clusters, design.strata, design.degrees) == (5, 2, 3)
    assert design.cluster.tolist() == [0, 0, 1, 2, 3, 4]


def test_variance_of_a_sum_follows_the_design() -> None:
    # Stratum a: totals 5 and 2, 2 / 1 * (1.5^2 + 1.5^2) = 9; b: 8, 5, 7, mean 20 / 3, 3 / 2 * 14 / 3 = 7.
    assert design_variance(VALUES, survey_design(6, STRATA, CLUSTERS)) == pytest.approx(16)


def test_variance_of_single_people_is_that_of_their_sum() -> None:
    assert design_variance(VALUES, survey_design(6)) == pytest.approx(6 * VALUES.var(ddof=1))


def test_each_stratum_keeps_its_weight_in_every_replicate() -> None:
    design = survey_design(6, STRATA)
    for block in replicate_weights(np.ones(6), design, replicates=100):
        np.testing.assert_allclose(block[:, :3].sum(axis=1), 3)
        np.testing.assert_allclose(block[:, 3:].sum(axis=1), 3)


def test_rows_of_a_cluster_come_together() -> None:
    block = next(replicate_weights(np.array([1.0, 2, 1, 1, 1, 1]), survey_design(6, STRATA, CLUSTERS), replicates=100))
    np.testing.assert_array_equal(block[:, 1], 2 * block[:, 0])


def test_without_rescaling_as_many_are_drawn_as_there_are() -> None:
    block = next(replicate_weights(np.ones(6), replicates=100, rescaled=False))
    np.testing.assert_array_equal(block, np.round(block))
    np.testing.assert_array_equal(block.sum(axis=1), 6)


def test_the_same_seed_gives_the_same_limits() -> None:
    first, again = (bootstrap(mean, np.ones(6), seed=3) for _ in range(2))
    other = bootstrap(mean, np.ones(6), seed=4)
    assert (first.low, first.high) == (again.low, again.high)
    assert (first.low, first.high) != (other.low, other.high)


def test_blocks_do_not_change_what_is_drawn(monkeypatch: pytest.MonkeyPatch) -> None:
    whole = bootstrap(mean, np.ones(6))
    monkeypatch.setattr("seedbed.analysis.equity.sampling.bootstrap.BLOCK", 60)
    cut = bootstrap(mean, np.ones(6))
    assert (whole.low, whole.high) == (cut.low, cut.high)


def test_a_statistic_may_be_several_numbers() -> None:
    both = bootstrap(lambda weights: np.stack([mean(weights), 2 * mean(weights)], axis=1), np.ones(6))
    assert both.value.tolist() == [4.5, 9]
    np.testing.assert_allclose(both.high, [both.high[0], 2 * both.high[0]])


def test_bias_corrected_limits_move_against_the_bias() -> None:
    plain = bootstrap(lambda weights: mean(weights) ** 2, np.ones(6))
    biased = bootstrap(lambda weights: np.where(weights[:, 0] == 1, 20.25, mean(weights) ** 2 + 3), np.ones(6))
    moved = bootstrap(
        lambda weights: np.where(weights[:, 0] == 1, 20.25, mean(weights) ** 2 + 3), np.ones(6), limits="bias-corrected"
    )
    assert biased.low > plain.low
    assert moved.low < biased.low


def test_a_stratum_of_one_cluster_is_put_with_others() -> None:
    with pytest.warns(MethodWarning, match="single cluster"):
        design = survey_design(6, ["a", "a", "a", "b", "c", "c"])
    assert design.strata == 2
    with pytest.warns(MethodWarning, match="2 of the strata"):
        assert survey_design(6, ["a", "a", "a", "b", "c", "a"]).strata == 2


def test_one_cluster_is_refused() -> None:
    with pytest.raises(BadInputError, match="one cluster"):
        survey_design(6, cluster=[1] * 6)
    with pytest.raises(BadInputError, match="one cluster"):
        survey_design(1)


def test_a_column_that_does_not_fit_is_refused() -> None:
    with pytest.raises(BadInputError, match="stratum"):
        survey_design(6, ["a"])


def test_too_few_replicates_unknown_limits_and_seeds_are_refused() -> None:
    with pytest.raises(UsageError, match="replicates"):
        bootstrap(mean, np.ones(6), replicates=10)
    with pytest.raises(UsageError, match="limits"):
        bootstrap(mean, np.ones(6), limits="basic")  # type: ignore[arg-type]
    with pytest.raises(UsageError, match="seed"):
        bootstrap(mean, np.ones(6), seed=-1)


def test_a_statistic_often_without_value_has_no_interval() -> None:
    with pytest.warns(MethodWarning, match="no interval"):
        answer = bootstrap(lambda weights: np.where(weights[:, 0] > 0, mean(weights), np.nan), np.ones(6))
    assert answer.value == 4.5
    assert np.isnan(answer.low)
