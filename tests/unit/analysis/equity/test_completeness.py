"""Waiting times where there is little to go by."""

from __future__ import annotations

import numpy as np
import pytest

from seedbed.analysis.equity.completeness import waiting_times
from seedbed.errors import BadInputError


def test_nobody_answered_gives_no_time() -> None:
    found = waiting_times([], [3, 5])
    assert found.waiting == found.contributions == 2
    assert np.isnan(found.quarters.value).all()


def test_nothing_said_gives_no_time() -> None:
    found = waiting_times([], [])
    assert found.contributions == 0
    assert np.isnan(found.quarters.value).all()


def test_all_answered_on_one_day() -> None:
    found = waiting_times([4, 4, 4], [])
    assert found.quarters.value.tolist() == [4, 4, 4]
    assert found.quarters.low.tolist() == [4, 4, 4]
    assert np.isnan(found.quarters.high).all()


def test_who_waits_as_long_as_another_was_answered_still_counts_on_that_day() -> None:
    assert waiting_times([4], [4]).still_waiting.value.tolist() == [0.5]


@pytest.mark.parametrize("days", [[-1.0], [float("nan")], ["soon"]])
def test_days_that_are_none_are_refused(days: list[object]) -> None:
    with pytest.raises(BadInputError):
        waiting_times(days, [])  # type: ignore[arg-type]


def test_few_contributions_are_said_to_be_few() -> None:
    assert waiting_times([1] * 14, []).few
    assert not waiting_times([1] * 15, []).few
