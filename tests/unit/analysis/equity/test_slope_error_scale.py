"""Which scale the standard errors of rates are on, judged by the events that they tell of."""

from __future__ import annotations

import numpy as np
import pytest

from seedbed.analysis.equity.slope.errors import likely_error_scale


@pytest.mark.parametrize("per", [1, 100, 1_000, 100_000])
def test_the_scale_of_errors_of_rates_is_judged_by_the_events_they_tell_of(per: int) -> None:
    random = np.random.default_rng(per)
    for _ in range(200):
        people = 10 ** random.uniform(4, 6) * random.uniform(0.5, 2, 8)
        risk = 10 ** random.uniform(-2, -0.7) * random.uniform(0.5, 2, 8)
        of_log = random.uniform(0.8, 1.5) / np.sqrt(people * risk)
        assert likely_error_scale(of_log, per * risk, people, "rate") == "transformed"
        assert likely_error_scale(of_log * per * risk, per * risk, people, "rate") == "value"


def test_errors_of_rates_without_any_that_is_known_are_taken_for_those_of_logarithms() -> None:
    assert likely_error_scale([np.nan, 0.0], [5.0, 6.0], [100.0, 100.0], "rate") == "transformed"


def test_populations_that_are_shares_leave_errors_of_rates_to_their_size() -> None:
    assert likely_error_scale([0.05, 0.06], [500.0, 400.0], [0.5, 0.5], "rate") == "transformed"
    assert likely_error_scale([25.0, 24.0], [500.0, 400.0], [0.5, 0.5], "rate") == "value"
