"""Rates against their slow plain twins, at their edges, and with bad input."""

from __future__ import annotations

from collections.abc import Callable

import numpy as np
import pytest

from seedbed.analysis.equity import rates
from seedbed.analysis.equity.estimates import Estimates
from seedbed.analysis.equity.standard_populations import ESP_2013
from seedbed.errors import BadInputError, MethodWarning, UsageError
from tests.unit.analysis.equity import plain_twins as plain

COUNTS = [0, 1, 2, 4.5, 9, 10, 17.25, 60, 99, 100]


@pytest.mark.parametrize("confidence", [0.8, 0.95, 0.998])
def test_wilson_is_where_the_score_test_just_fails_to_reject(confidence: float) -> None:
    ours = rates.score_interval(COUNTS, 100, confidence=confidence)
    searched = np.array([plain.wilson_by_search(count, 100, confidence) for count in COUNTS])
    np.testing.assert_allclose(np.column_stack([ours.low, ours.high]), searched, atol=1e-10)


@pytest.mark.parametrize("confidence", [0.95, 0.998])
def test_byar_is_the_printed_formula(confidence: float) -> None:
    counts = [5, 9.5, 10, 42, 1000.75, 7e6]
    ours = rates.byar(counts, confidence=confidence)
    by_hand = np.array([plain.byar_by_hand(count, confidence) for count in counts])
    np.testing.assert_allclose(np.column_stack([ours.low, ours.high]), by_hand, rtol=1e-12)


@pytest.mark.parametrize("confidence", [0.95, 0.998])
def test_exact_limits_are_found_by_search_too(confidence: float) -> None:
    counts = [0, 1, 2, 5, 9, 30, 200]
    ours = rates.exact_poisson(counts, confidence=confidence)
    searched = np.array([plain.exact_by_search(count, confidence) for count in counts])
    np.testing.assert_allclose(np.column_stack([ours.low, ours.high]), searched, rtol=1e-9, atol=1e-9)


def test_a_crude_rate_changes_method_at_ten_events() -> None:
    ours = rates.crude_rate([9, 9.99, 10], 1000, 1000)
    exact, byar = rates.exact_poisson([9, 9.99, 10], 1000, 1000), rates.byar([9, 9.99, 10], 1000, 1000)
    np.testing.assert_array_equal(ours.low, [exact.low[0], exact.low[1], byar.low[2]])
    np.testing.assert_array_equal(ours.high, [exact.high[0], exact.high[1], byar.high[2]])


def test_standardising_goes_band_by_band() -> None:
    counts, people = [3.0, 14.0, 25.0], [900.0, 1100.0, 700.0]
    standard = [20.0, 50.0, 30.0]
    rate, variance = plain.standardised_by_hand(counts, people, standard)
    low, high = plain.byar_by_hand(42, 0.95)
    ours = rates.directly_standardised(counts, people, standard, multiplier=1)
    expected = [rate, rate + (variance / 42) ** 0.5 * (low - 42), rate + (variance / 42) ** 0.5 * (high - 42)]
    np.testing.assert_allclose([ours.value, ours.low, ours.high], expected, rtol=1e-12)


def test_many_places_are_standardised_at_once() -> None:
    counts = np.arange(2 * 3 * 19).reshape(2, 3, 19) + 1.0
    people = np.full((2, 3, 19), 900.0)
    together = rates.directly_standardised(counts, people, list(ESP_2013.values()))
    alone = rates.directly_standardised(counts[1, 2], people[1, 2], list(ESP_2013.values()))
    assert together.value.shape == (2, 3)
    assert together.high[1, 2] == alone.high


def test_events_of_one_person_each_are_independent() -> None:
    counts, people, standard = [12, 30], [400, 500], [1, 1]
    plainly = rates.directly_standardised(counts, people, standard)
    once_each = rates.directly_standardised(counts, people, standard, squared_events=counts)
    np.testing.assert_array_equal(once_each.high, plainly.high)


def test_a_band_without_people_but_with_weight_gives_no_rate() -> None:
    ours = rates.directly_standardised([[20, 5], [20, 5]], [[100, 0], [100, 50]], [1, 1])
    assert np.isnan([ours.value[0], ours.low[0], ours.high[0]]).all()
    assert np.isfinite(ours.value[1])


def test_a_band_without_weight_may_be_empty() -> None:
    with_it = rates.directly_standardised([20, 0], [100, 0], [1, 0])
    np.testing.assert_allclose(with_it.value, 20_000)


def test_nine_events_are_too_few_to_standardise() -> None:
    with pytest.warns(MethodWarning, match="1 of 2 standardised rates are not given"):
        ours = rates.directly_standardised([[4, 5], [5, 5]], [100, 100], [1, 1])
    np.testing.assert_array_equal(np.isnan(ours.value), [True, False])
    np.testing.assert_array_equal(np.isnan(ours.low), [True, False])


@pytest.mark.parametrize("method", [rates.wilson, rates.byar, rates.exact_poisson, rates.crude_rate])
@pytest.mark.parametrize(("numerator", "denominator"), [(3, 0), (0, 0), (3, None), (None, 100), (float("nan"), 10)])
def test_no_people_or_no_count_gives_no_number(
    method: Callable[..., Estimates], numerator: float | None, denominator: float | None
) -> None:
    ours = method([numerator], [denominator])
    assert np.isnan([ours.value[0], ours.low[0], ours.high[0]]).all()


def test_nobody_still_has_an_upper_limit() -> None:
    for method in (rates.score_interval, rates.byar, rates.exact_poisson):
        ours = method(0, 50)
        assert ours.value == 0
        assert ours.low == 0
        assert 0.04 < ours.high < 0.1


def test_byar_gives_no_lower_limit_rather_than_one_below_zero() -> None:
    ours = rates.byar([1, 2], confidence=0.998)
    np.testing.assert_array_equal(np.isnan(ours.low), [True, False])


def test_apportioned_counts_that_pass_their_denominator_by_rounding_are_whole() -> None:
    ours = rates.score_interval(0.1 + 0.2, 0.3, 100)
    assert ours.value == 100


def test_one_measurement_has_a_mean_but_no_limits() -> None:
    with pytest.warns(MethodWarning, match="1 of 3 means are of fewer than 15"):
        ours = rates.mean([[7.0, np.nan], [7.0, 9.0], [np.nan, np.nan]])
    np.testing.assert_array_equal(ours.value, [7, 8, np.nan])
    np.testing.assert_array_equal(np.isnan(ours.low), [True, False, True])


BAD_COUNTS = [
    ([1, -2, 3], "Row 2 is -2"),
    ([1, 2, float("inf")], "Row 3 is inf"),
    (["1", 2, 3], "Row 1 is '1'"),
    ([1, "a few", 3], "Row 2 is 'a few'"),
    ([True, False, True], "Row 1 is 'True'"),
]


@pytest.mark.parametrize(("counts", "where"), BAD_COUNTS)
@pytest.mark.parametrize("method", [rates.wilson, rates.byar, rates.exact_poisson, rates.crude_rate])
def test_a_bad_count_is_named_by_its_row(method: Callable[..., Estimates], counts: list[object], where: str) -> None:
    with pytest.raises(BadInputError) as caught:
        method(counts, 100)
    assert where in caught.value.why
    assert "numerator" in caught.value.what
    assert caught.value.next_step


def test_rows_of_a_table_are_counted_not_cells() -> None:
    with pytest.raises(BadInputError, match="Row 2 is -1"):
        rates.directly_standardised([[1, 2, 3], [4, 5, -1]], np.ones((2, 3)), [1, 1, 1])


def test_more_than_everybody_is_refused() -> None:
    with pytest.raises(BadInputError, match="Row 2 is 11"):
        rates.proportion([1, 11], [10, 10])


def test_more_events_than_people_are_a_rate() -> None:
    assert rates.crude_rate(250, 220, 100).value > 100


def test_columns_of_different_length_are_refused() -> None:
    with pytest.raises(BadInputError, match=r"shape \(2,\), the other \(3,\)"):
        rates.byar([1, 2], [1, 2, 3])


def test_ragged_bands_are_refused() -> None:
    with pytest.raises(BadInputError, match="not equally long"):
        rates.directly_standardised([[1, 2], [3]], [1, 2], [1, 1])


@pytest.mark.parametrize("standard", [[1, 2], [1, 2, None], [0, 0, 0], [[1, 2, 3]]])
def test_a_standard_that_does_not_fit_is_refused(standard: list[float]) -> None:
    with pytest.raises(BadInputError, match="standard population"):
        rates.directly_standardised([5, 5, 5], [10, 10, 10], standard)


@pytest.mark.parametrize("confidence", [0, 1, 95, -0.5])
def test_a_confidence_is_a_share(confidence: float) -> None:
    with pytest.raises(UsageError, match="confidence"):
        rates.wilson(1, 2, confidence=confidence)


@pytest.mark.parametrize("multiplier", [0, -100, float("inf"), float("nan")])
def test_a_multiplier_is_positive(multiplier: float) -> None:
    with pytest.raises(UsageError, match="multiplier"):
        rates.crude_rate(1, 2, multiplier)


# ---------------------------------------------------------------- where a method is weak, it says so


@pytest.mark.parametrize("count", [1, 4, 96, 99])
def test_wilson_warns_where_few_are_in_the_group_or_outside_it(count: int) -> None:
    with pytest.warns(MethodWarning, match="1 of 2 proportions count 1 to 7 people"):
        rates.wilson([count, 50], 100)


@pytest.mark.parametrize("count", [0, 8, 92, 100])
def test_wilson_does_not_warn_where_it_holds(count: int) -> None:
    assert np.isfinite(rates.wilson(count, 100).value)


def test_one_call_warns_once_of_all_its_groups() -> None:
    with pytest.warns(MethodWarning) as told:
        rates.wilson(np.ones(1000), 50)
    assert [str(each.message)[:14] for each in told] == ["1,000 of 1,000"]


def test_standardising_warns_where_a_sparse_band_has_much_weight() -> None:
    with pytest.warns(MethodWarning, match="1 of 2 standardised rates hang on an age band"):
        rates.directly_standardised([[20, 0], [20, 20]], [[1000, 5], [1000, 1000]], [1, 1])


def test_skewed_measurements_that_are_too_few_are_told_of() -> None:
    with pytest.warns(MethodWarning, match="1 of 2 means are of skewed measurements"):
        rates.mean([[*[1, 1, 2, 1, 2] * 3, 60], list(range(16))])


def test_measurements_that_are_too_few_to_show_whether_they_are_skewed_are_told_of() -> None:
    with pytest.warns(MethodWarning, match="1 of 2 means are of fewer than 15 measurements"):
        rates.mean([[*range(14), np.nan], list(range(15))])


def test_measurements_that_are_all_equal_are_told_of() -> None:
    with pytest.warns(MethodWarning, match="1 of 1 means are of measurements that are all equal"):
        answer = rates.mean([0.1, 0.1, 0.1])
    assert answer.value == pytest.approx(0.1)
    assert np.isnan([answer.low, answer.high]).all()


def test_each_set_may_have_a_standard_of_its_own() -> None:
    counts, people = [[10.0, 20.0], [10.0, 20.0]], [[900.0, 400.0], [900.0, 400.0]]
    own = rates.directly_standardised(counts, people, [[1, 1], [3, 1]])
    for place, standard in enumerate(([1, 1], [3, 1])):
        alone = rates.directly_standardised(counts[place], people[place], standard)
        np.testing.assert_allclose([own.low[place], own.high[place]], [alone.low, alone.high], rtol=1e-14)


def test_more_sets_than_one_block_are_each_standardised_alone() -> None:
    random = np.random.default_rng(4)
    counts = random.poisson(20, (rates.BLOCK + 7, 3)).astype(float)
    people = random.integers(500, 900, counts.shape).astype(float)
    ours = rates.directly_standardised(counts, people, [5, 3, 2], multiplier=1)
    for place in (0, rates.BLOCK - 1, rates.BLOCK, rates.BLOCK + 6):
        rate, _ = plain.standardised_by_hand(counts[place].tolist(), people[place].tolist(), [5, 3, 2])
        np.testing.assert_allclose(ours.value[place], rate, rtol=1e-12)
