import math

import numpy as np
import pytest

from seedbed.analysis.profile.weightings import OtherWeightings, draw_weightings, rank_ranges, ranks_of
from seedbed.errors import UsageError

SHARES = np.array([0.5, 0.3, 0.2])


def test_equal_scores_share_the_better_rank() -> None:
    assert ranks_of(np.array([5.0, 9.0, 5.0 + 1e-12, 1.0])).tolist() == [2, 1, 2, 4]


def test_weightings_spread_around_the_stated_one_as_documented() -> None:
    drawn = draw_weightings(SHARES, OtherWeightings(count=20_000))
    assert drawn.sum(axis=1) == pytest.approx(1)
    assert drawn.mean(axis=0) == pytest.approx(SHARES, abs=0.005)
    assert drawn.std(axis=0) == pytest.approx(np.sqrt(SHARES * (1 - SHARES) / 21), abs=0.005)


def test_any_weights_means_equal_chance_whatever_was_stated() -> None:
    drawn = draw_weightings(SHARES, OtherWeightings(count=20_000, concentration=None))
    assert drawn.mean(axis=0) == pytest.approx([1 / 3] * 3, abs=0.01)


def test_a_criterion_of_weight_0_keeps_it() -> None:
    drawn = draw_weightings(np.array([0.5, 0.0, 0.5]), OtherWeightings())
    assert not drawn[:, 1].any()


def test_the_same_seed_gives_the_same_ranges_and_another_seed_other_draws() -> None:
    needs = np.random.default_rng(0).uniform(0, 100, (40, 3))
    first, again = (rank_ranges(needs, SHARES, OtherWeightings(seed=7)) for _ in range(2))
    assert np.array_equal(first, again)
    assert not np.array_equal(
        draw_weightings(SHARES, OtherWeightings()), draw_weightings(SHARES, OtherWeightings(seed=2))
    )


def test_ranges_equal_a_plain_reckoning() -> None:
    needs = np.random.default_rng(3).uniform(0, 100, (12, 3))
    other = OtherWeightings()
    stated = (needs @ SHARES).tolist()
    every = []
    for weights in draw_weightings(SHARES, other):
        scores = [sum(need * weight for need, weight in zip(row, weights, strict=True)) for row in needs]
        every.append([1 + sum(rival > score for rival in scores) for score in scores])
    low, high = rank_ranges(needs, SHARES, other)
    for candidate in range(12):
        seen = sorted(ranks[candidate] for ranks in every)
        rank = 1 + sum(rival > stated[candidate] for rival in stated)
        assert low[candidate] == min(seen[100 - 1], rank)
        assert high[candidate] == max(seen[1900 - 1], rank)


def test_one_criterion_leaves_nothing_uncertain() -> None:
    needs = np.array([[3.0], [2.0], [1.0]])
    low, high = rank_ranges(needs, np.array([1.0]), OtherWeightings())
    assert low.tolist() == high.tolist() == [1, 2, 3]


@pytest.mark.parametrize(
    "wrong",
    [{"count": 1999}, {"count": 10**18}, {"concentration": 0.0}, {"concentration": -1.0}, {"concentration": math.inf}],
)
def test_too_few_or_many_weightings_or_a_senseless_spread_are_refused(wrong: dict[str, float]) -> None:
    with pytest.raises(UsageError):
        OtherWeightings(**wrong)  # type: ignore[arg-type]  # one wrong number at a time
