from __future__ import annotations

import warnings
from typing import Any

import numpy as np
import pytest

from seedbed.analysis.equity.estimates import Estimates
from seedbed.analysis.equity.sampling.draws import limits_of_draws, standard_normal_draws
from seedbed.analysis.equity.slope.errors import (
    errors_from_limits,
    errors_of_values,
    errors_on_scale,
    likely_error_scale,
)
from seedbed.analysis.equity.slope.fieller import fieller_limits
from seedbed.analysis.equity.slope.linear import phe_slope
from seedbed.analysis.equity.slope.lines import SlopeIndices, with_multiplier
from seedbed.analysis.equity.slope.ridit import who_slope
from seedbed.errors import BadInputError, MethodWarning, UsageError

PEOPLE = np.array([900.0, 1100.0, 1000.0, 1200.0, 800.0])
YEARS = np.array([70.0, 73.0, 74.0, 75.0, 78.0])
SHARES = np.array([0.32, 0.27, 0.24, 0.2, 0.15])
ERRORS = np.full(5, 0.05)


def told(call: Any) -> list[str]:
    with warnings.catch_warnings(record=True) as caught:
        warnings.simplefilter("always")
        call()
    assert all(each.category is MethodWarning for each in caught)
    return [str(each.message) for each in caught]


@pytest.mark.parametrize(
    ("change", "why"),
    [
        ({"population": PEOPLE * -1}, "negative"),
        ({"value": np.append(YEARS[:4], np.inf)}, "infinite"),
        ({"value": ["70", "73", "74", "old", "78"]}, "not a number"),
        ({"standard_error": ERRORS * -1}, "negative"),
        ({"value": YEARS[:4]}, "do not fit"),
        ({"value": YEARS, "value_type": "proportion"}, "larger than 1"),
        ({"value": -YEARS, "value_type": "rate"}, "negative"),
    ],
)
@pytest.mark.parametrize("method", [phe_slope, who_slope])
def test_bad_columns_are_refused(change: dict[str, Any], why: str, method: Any) -> None:
    given = {"population": PEOPLE, "value": YEARS, "standard_error": ERRORS, "value_type": "mean"} | change
    with pytest.raises(BadInputError, match=why):
        method(**given)


@pytest.mark.parametrize(
    "change",
    [
        {"multiplicative": True},
        {"confidence": 95},
        {"multiplier": 0},
        {"draws": 10, "value_type": "rate"},
        {"value_type": "count"},
        {"seed": -1, "value_type": "rate"},
    ],
)
def test_options_out_of_range_are_refused(change: dict[str, Any]) -> None:
    with pytest.raises(UsageError):
        phe_slope(PEOPLE, YEARS, ERRORS, **change)


@pytest.mark.parametrize("change", [{"scale": "logit"}, {"scale": "log"}, {"limits": "exact"}, {"weighting": "equal"}])
def test_who_options_that_do_not_fit_are_refused(change: dict[str, Any]) -> None:
    with pytest.raises(UsageError):
        who_slope(PEOPLE, YEARS, value_type="mean", **change)


def test_a_set_that_lacks_a_value_has_no_index_and_others_keep_theirs() -> None:
    values = np.stack([YEARS, YEARS])
    values[0, 2] = np.nan
    with pytest.warns(MethodWarning, match="1 of 2 sets"):
        found = phe_slope(np.stack([PEOPLE, PEOPLE]), values, np.stack([ERRORS, ERRORS]))
    assert np.isnan(found.sii.value[0])
    assert found.sii.value[1] == phe_slope(PEOPLE, YEARS, ERRORS).sii.value


def test_a_set_of_fewer_groups_may_stand_beside_a_larger_one() -> None:
    people, years, errors = (np.append(each[:5], 0.0) for each in (PEOPLE, YEARS, ERRORS))
    years[5] = np.nan
    ours = phe_slope(np.stack([people, people]), np.stack([years, years]), np.stack([errors, errors]))
    assert ours.sii.value == pytest.approx(float(phe_slope(PEOPLE, YEARS, ERRORS).sii.value))


def test_one_group_has_no_index() -> None:
    with pytest.warns(MethodWarning, match="fewer than two groups"):
        found = phe_slope([100.0], [70.0], [1.0])
    assert np.isnan(found.sii.value)


def test_equal_values_have_no_slope_and_the_ratio_one() -> None:
    found = phe_slope(PEOPLE, np.full(5, 70.0), ERRORS)
    assert float(found.sii.value) == pytest.approx(0, abs=1e-10)
    assert float(found.rii.value) == pytest.approx(1)


def test_without_standard_errors_there_are_no_limits() -> None:
    with pytest.warns(MethodWarning, match="no limits"):
        found = phe_slope(PEOPLE, YEARS)
    assert np.isnan(found.sii.low)
    assert float(found.sii.value) > 0


def test_errors_of_nought_give_no_limits_rather_than_certainty() -> None:
    for kind, values in (("mean", YEARS), ("rate", YEARS), ("proportion", SHARES)):
        with pytest.warns(MethodWarning, match="no limits"):
            found = phe_slope(PEOPLE, values, np.zeros(5), kind)  # type: ignore[arg-type]
        assert np.isnan(found.sii.low)


def test_a_rate_of_nought_has_a_slope_but_no_limits() -> None:
    values, errors = [9.0, 7.0, 5.0, 3.0, 0.0], [0.1, 0.1, 0.1, 0.1, np.nan]
    assert any("no limits" in each for each in told(lambda: phe_slope(PEOPLE, values, errors, "rate")))
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", MethodWarning)
        found = phe_slope(PEOPLE, values, errors, "rate")
    assert np.isfinite(found.sii.value)
    assert np.isnan([found.sii.low, found.sii.high, found.rii.low]).all()


def test_a_rate_of_nought_has_no_multiplicative_index() -> None:
    with pytest.warns(MethodWarning, match="leave out --multiplicative"):
        found = phe_slope(PEOPLE, [4.0, 3.0, 2.0, 1.0, 0.0], ERRORS, "rate", multiplicative=True)
    assert np.isnan(found.sii.value)


def test_a_line_that_starts_near_nought_has_a_ratio_without_limits() -> None:
    with pytest.warns(MethodWarning, match="not clearly above nought"):
        found = phe_slope(PEOPLE, [1.0, 3.0, 5.0, 7.0, 9.0], np.full(5, 1.0))
    assert np.isfinite(found.rii.value)
    assert np.isnan([found.rii.low, found.rii.high]).all()


def test_simulated_lines_that_start_near_nought_have_a_ratio_without_limits() -> None:
    with pytest.warns(MethodWarning, match="not clearly above nought"):
        found = phe_slope(PEOPLE, [1.0, 3.0, 5.0, 7.0, 9.0], np.full(5, 0.19), "rate")
    assert np.isfinite(found.sii.low)
    assert np.isnan([found.rii.low, found.rii.high]).all()


def test_few_events_are_warned_of() -> None:
    assert any("25 events" in each for each in told(lambda: phe_slope(PEOPLE, SHARES, np.full(5, 0.5), "rate")))


def test_one_warning_a_kind_however_many_sets() -> None:
    many = np.broadcast_to(PEOPLE, (20_000, 5))
    assert len(told(lambda: phe_slope(many, np.broadcast_to(YEARS, many.shape)))) == 1


def test_robust_limits_of_few_groups_are_warned_of() -> None:
    assert "too narrow" in told(lambda: who_slope(PEOPLE, SHARES))[0]


def test_a_curve_through_every_group_has_no_robust_limits() -> None:
    with pytest.warns(MethodWarning) as caught:
        found = who_slope(PEOPLE, np.full(5, 70.0), value_type="mean")
    assert any("runs through every group" in str(each.message) for each in caught)
    assert np.isnan(found.sii.low)
    assert float(found.sii.value) == pytest.approx(0, abs=1e-10)


@pytest.mark.parametrize("values", [np.zeros(5), np.ones(5), np.array([0.0, 0.0, 0.0, 1.0, 1.0])])
def test_shares_that_no_curve_fits_have_no_index(values: np.ndarray) -> None:
    with pytest.warns(MethodWarning, match="no curve"):
        found = who_slope(PEOPLE, values)
    assert np.isnan(found.sii.value)


def test_populations_given_as_shares_are_not_rounded_to_people() -> None:
    with pytest.warns(MethodWarning, match="too narrow"):
        as_shares = who_slope(PEOPLE / PEOPLE.sum(), SHARES)
    with pytest.warns(MethodWarning, match="too narrow"):
        whole = who_slope(PEOPLE * 1e6, SHARES)
    assert float(as_shares.sii.value) == pytest.approx(float(whole.sii.value), rel=1e-6)


def test_the_convention_is_named() -> None:
    assert phe_slope(PEOPLE, YEARS, ERRORS).sii.method.startswith("PHE convention")
    assert who_slope(PEOPLE, SHARES, ERRORS / 10, limits="sampling").sii.method.startswith("WHO convention")


def test_a_seed_gives_the_same_limits_again_and_another_does_not() -> None:
    def low(seed: int) -> float:
        return float(phe_slope(PEOPLE, SHARES, ERRORS, "proportion", draws=1000, seed=seed).sii.low)

    assert low(1) == low(1)
    assert low(1) != low(2)


def test_large_errors_are_simulated_as_well() -> None:
    """Beyond the reach of the compiled polynomial; its edge must not show."""
    lows = []
    for size in (1.79, 1.81):
        with pytest.warns(MethodWarning):
            lows.append(float(phe_slope(PEOPLE, SHARES, np.full(5, size), "proportion", draws=2000).sii.low))
    assert lows[0] == pytest.approx(lows[1], rel=0.02)


def test_more_random_numbers_than_memory_should_hold_are_refused() -> None:
    people, rates = np.full(300, 100.0), np.linspace(2, 1, 300)
    with pytest.raises(UsageError, match="300 groups"):
        phe_slope(people, rates, np.full(300, 0.1), "rate")


def test_more_sets_than_one_turn_are_each_simulated() -> None:
    many = np.broadcast_to(SHARES, (70, 5))
    found = phe_slope(np.broadcast_to(PEOPLE, many.shape), many, np.full(many.shape, 0.05), "proportion", draws=500)
    assert np.unique(found.sii.low).size == 1
    assert np.isfinite(found.rii.high).all()


def test_limits_of_many_draws_are_numpys_quantiles() -> None:
    draws = standard_normal_draws(3, 20_000, seed=3)
    low, high = limits_of_draws(draws, 0.9)
    np.testing.assert_allclose([low, high], np.quantile(draws, [0.05, 0.95], axis=1), rtol=1e-12)


def test_limits_of_few_draws_are_numpys_quantiles() -> None:
    draws = standard_normal_draws(3, 1_000, seed=3)
    low, high = limits_of_draws(draws, 0.95)
    np.testing.assert_allclose([low, high], np.quantile(draws, [0.025, 0.975], axis=1), rtol=1e-12)


@pytest.mark.parametrize("size", [1_000, 20_000])
def test_a_spoiled_draw_spoils_its_limits(size: int) -> None:
    draws = standard_normal_draws(2, size)
    draws[0, 5] = np.nan
    low, high = limits_of_draws(draws)
    assert np.isnan([low[0], high[0]]).all()
    assert np.isfinite([low[1], high[1]]).all()


def test_equal_draws_have_equal_limits() -> None:
    low, high = limits_of_draws(np.full(20_000, 2.0))
    assert (float(low), float(high)) == (2.0, 2.0)


def test_fieller_without_covariance_by_hand() -> None:
    """8 / 4, variances 1 and 0.25, z = 1.96: (8 - 4 R)^2 = 3.8415 (1 + 0.25 R^2)."""
    low, high = fieller_limits(8.0, 4.0, (1.0, 0.25), 0.0)
    for ratio in (float(low), float(high)):
        assert (8 - 4 * ratio) ** 2 == pytest.approx(1.959963985**2 * (1 + 0.25 * ratio**2))


@pytest.mark.parametrize("denominator", [0.9, 0.0, -4.0])
def test_fieller_gives_nothing_where_the_denominator_is_not_clearly_above_nought(denominator: float) -> None:
    low, high = fieller_limits(8.0, denominator, (1.0, 0.25), 0.0)
    assert np.isnan([low, high]).all()


def test_limits_the_wrong_way_round_are_refused() -> None:
    with pytest.raises(BadInputError, match="above its upper"):
        errors_from_limits([2.0, 5.0], [3.0, 4.0])


@pytest.mark.parametrize("kind", ["mean", "rate", "proportion"])
def test_errors_change_scale_and_back(kind: Any) -> None:
    back = errors_of_values(errors_on_scale(ERRORS, SHARES, kind), SHARES, kind)
    np.testing.assert_allclose(back, ERRORS)


def test_the_scale_of_errors_is_judged_by_their_size() -> None:
    of_share = np.sqrt(SHARES * (1 - SHARES) / PEOPLE)
    of_odds = 1 / np.sqrt(SHARES * (1 - SHARES) * PEOPLE)
    assert likely_error_scale(of_share, SHARES, PEOPLE, "proportion") == "value"
    assert likely_error_scale(1.6 * of_share, SHARES, PEOPLE, "proportion") == "value"
    assert likely_error_scale(of_odds, SHARES, PEOPLE, "proportion") == "transformed"
    assert likely_error_scale(np.full(5, 12.0), YEARS, PEOPLE, "rate") == "value"
    assert likely_error_scale(np.full(5, 0.02), YEARS, PEOPLE, "rate") == "transformed"
    assert likely_error_scale(np.full(5, 1.0), YEARS, PEOPLE, "mean") == "value"


def test_ratio_that_may_be_nought_has_no_upper_limit_when_it_is_turned_round() -> None:
    ratio = Estimates(np.array([0.5]), np.array([-0.3]), np.array([0.9]), "")
    index = Estimates(np.array([-2.0]), np.array([-4.0]), np.array([-0.1]), "")
    turned = with_multiplier(SlopeIndices(index, ratio, np.array([4.0])), -1)
    assert float(turned.rii.low[0]) == pytest.approx(1 / 0.9)
    assert np.isnan(turned.rii.high[0])
