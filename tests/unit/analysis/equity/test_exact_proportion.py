"""Exact proportions against a search for the shares that just fail to be ruled out, at their edges, with bad input."""

from __future__ import annotations

import numpy as np
import pytest
from scipy import stats

from seedbed.analysis.equity.exact_proportion import exact_proportion
from seedbed.analysis.equity.rates import score_interval
from seedbed.errors import BadInputError, UsageError
from tests.unit.analysis.equity.plain_twins import crossing


def exact_by_search(count: int, people: int, confidence: float) -> tuple[float, float]:
    tail = (1 - confidence) / 2
    low = crossing(lambda share: float(stats.binom.sf(count - 1, people, share)) - tail, 1e-12, 1) if count else 0.0
    if count == people:
        return low, 1.0
    return low, crossing(lambda share: float(stats.binom.cdf(count, people, share)) - tail, 0, 1 - 1e-12)


@pytest.mark.parametrize("confidence", [0.8, 0.95, 0.998])
def test_the_limits_are_found_by_search_too(confidence: float) -> None:
    counts = [0, 1, 3, 10, 19, 20]
    ours = exact_proportion(counts, 20, confidence=confidence)
    searched = np.array([exact_by_search(count, 20, confidence) for count in counts])
    np.testing.assert_allclose(np.column_stack([ours.low, ours.high]), searched, atol=1e-10)


def test_it_is_wider_than_wilson_where_few_are_counted() -> None:
    exact, wilson = exact_proportion([1, 2, 3], 30), score_interval([1, 2, 3], 30)
    assert (exact.low < wilson.low).all()


def test_per_cent_is_a_hundred_times_the_share() -> None:
    share, per_cent = exact_proportion(7, 20), exact_proportion(7, 20, 100)
    np.testing.assert_allclose(
        [per_cent.value, per_cent.low, per_cent.high], 100 * np.array([share.value, share.low, share.high])
    )


@pytest.mark.parametrize(("count", "people"), [(0, 0), (3, 0), (np.nan, 5), (3, np.nan)])
def test_no_people_or_no_count_gives_no_number(count: float, people: float) -> None:
    ours = exact_proportion([count], [people])
    assert np.isnan([ours.value[0], ours.low[0], ours.high[0]]).all()


def test_more_than_everybody_is_refused() -> None:
    with pytest.raises(BadInputError, match="Row 2 is 11"):
        exact_proportion([1, 11], 10)


def test_a_confidence_in_per_cent_is_refused() -> None:
    with pytest.raises(UsageError, match="confidence of 95"):
        exact_proportion(1, 10, confidence=95)
