from __future__ import annotations

import numpy as np
import pytest

from seedbed.analysis.equity.gaps.trends import Trend, trend
from seedbed.errors import BadInputError, UsageError


def of(value: list[float], half: float = 1.0, **options: object) -> Trend:
    years = list(range(2015, 2015 + len(value)))
    found = trend(years, value, [v - half for v in value], [v + half for v in value], **options)  # type: ignore[arg-type]
    assert found is not None
    return found


@pytest.mark.parametrize(
    ("value", "verdict"), [([10.0, 20.0], "widened"), ([20.0, 10.0], "narrowed"), ([10.0, 10.5], "no clear change")]
)
def test_the_verdict_follows_the_limits(value: list[float], verdict: str) -> None:
    assert of(value).verdict == verdict


def test_a_larger_negative_gap_is_wider() -> None:
    assert of([-10.0, -20.0]).verdict == "widened"


def test_a_ratio_further_below_one_is_wider() -> None:
    assert of([0.9, 0.4], 0.01, ratio=True).verdict == "widened"


def test_a_change_of_sides_is_marked() -> None:
    assert of([-10.0, 10.0]).turned
    assert of([0.5, 2.0], 0.1, ratio=True).turned
    assert not of([10.0, 20.0]).turned


def test_dates_may_come_in_any_order() -> None:
    found = trend([2020, 2015], [5.0, 1.0], [4.0, 0.5], [6.0, 1.5])
    assert found is not None
    assert (found.first, found.last, found.change) == (2015, 2020, 4.0)


def test_two_dates_have_no_line() -> None:
    assert np.isnan(of([1.0, 2.0]).annual)


def test_points_far_from_the_line_make_its_limits_wider() -> None:
    straight, crooked = of([10.0, 20.0, 30.0]), of([10.0, 50.0, 30.0])
    assert crooked.annual == pytest.approx(straight.annual)
    assert crooked.annual_high - crooked.annual > 2 * (straight.annual_high - straight.annual)


def test_without_limits_the_change_is_given_and_not_judged() -> None:
    found = trend([2015, 2020], [1.0, 2.0], [np.nan] * 2, [np.nan] * 2)
    assert found is not None
    assert found.change == 1.0
    assert found.verdict == "not known"


def test_one_known_date_is_no_trend() -> None:
    assert trend([2015, 2020], [1.0, np.nan], [0.5, np.nan], [1.5, np.nan]) is None


@pytest.mark.parametrize("options", [{"correlation": 1.5}, {"confidence": 2.0}])
def test_bad_options_are_refused(options: dict[str, float]) -> None:
    with pytest.raises(UsageError):
        of([1.0, 2.0], **options)


def test_text_among_numbers_is_refused() -> None:
    with pytest.raises(BadInputError):
        trend([2015, 2020], ["a", "b"], [0, 0], [1, 1])
