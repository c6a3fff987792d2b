"""Indirectly standardised figures against arithmetic band by band, at their edges, with bad input."""

from __future__ import annotations

import math

import numpy as np
import pytest

from seedbed.analysis.equity import indirect, rates
from seedbed.errors import BadInputError, MethodWarning, UsageError

REFERENCE = [400.0, 1500.0, 6000.0], [100_000.0, 75_000.0, 60_000.0]
PEOPLE = [[2000.0, 1500.0, 500.0], [500.0, 500.0, 1000.0]]


def expected_by_hand(people: list[float]) -> float:
    return math.fsum(n * x / whole for n, x, whole in zip(people, *REFERENCE, strict=True))


def test_expected_events_add_up_band_by_band() -> None:
    expected, crude = indirect.expected_events(PEOPLE, *REFERENCE)
    np.testing.assert_allclose(expected, [expected_by_hand(people) for people in PEOPLE], rtol=1e-14)
    np.testing.assert_allclose(crude, 7900 / 235_000)


@pytest.mark.parametrize(("limits", "method"), [("byar", rates.byar), ("exact", rates.exact_poisson)])
def test_limits_are_those_of_the_events_over_the_expected(limits: indirect.Limits, method) -> None:  # type: ignore[no-untyped-def]  # noqa: ANN001
    ours = indirect.indirectly_standardised_ratio([12, 40], PEOPLE, *REFERENCE, limits=limits)
    expected = [expected_by_hand(people) for people in PEOPLE]
    counts = method([12, 40], expected)
    np.testing.assert_allclose([ours.value, ours.low, ours.high], [counts.value, counts.low, counts.high], rtol=1e-12)


def test_limits_are_exact_under_ten_events_and_byars_from_ten() -> None:
    ours = indirect.indirectly_standardised_ratio([9, 10], PEOPLE, *REFERENCE)
    exact = indirect.indirectly_standardised_ratio([9, 10], PEOPLE, *REFERENCE, limits="exact")
    byar = indirect.indirectly_standardised_ratio([9, 10], PEOPLE, *REFERENCE, limits="byar")
    assert [ours.high[0], ours.high[1]] == [exact.high[0], byar.high[1]]


def test_the_reference_beside_itself_has_a_ratio_of_one_and_its_own_crude_rate() -> None:
    counts, people = REFERENCE
    with pytest.warns(MethodWarning, match="less than six times"):
        ratio = indirect.indirectly_standardised_ratio(sum(counts), people, counts, people)
    with pytest.warns(MethodWarning, match="less than six times"):
        rate = indirect.indirectly_standardised_rate(sum(counts), people, counts, people, multiplier=1000)
    assert float(ratio.value) == pytest.approx(1)
    assert float(rate.value) == pytest.approx(7900 / 235)


def test_places_may_have_references_of_their_own() -> None:
    counts, people = [REFERENCE[0], [4.0, 15.0, 60.0]], [REFERENCE[1], [1e3, 1e3, 1e3]]
    expected, crude = indirect.expected_events(PEOPLE, counts, people)
    np.testing.assert_allclose(expected, [expected_by_hand(PEOPLE[0]), 500 * 0.004 + 500 * 0.015 + 1000 * 0.06])
    np.testing.assert_allclose(crude, [7900 / 235_000, 79 / 3000])


def test_a_band_that_nobody_lives_in_needs_no_reference() -> None:
    expected, _ = indirect.expected_events([[10, 0]], [5, 0], [100, 0])
    np.testing.assert_allclose(expected, [0.5])


@pytest.mark.parametrize("people", [[0, 0, 0], [2000, np.nan, 500]])
def test_nothing_expected_or_a_gap_gives_no_ratio(people: list[float]) -> None:
    ours = indirect.indirectly_standardised_ratio([3], [people], *REFERENCE)
    assert np.isnan([ours.value, ours.low, ours.high]).all()


def test_people_in_a_band_that_the_reference_has_nobody_in_give_no_ratio() -> None:
    ours = indirect.indirectly_standardised_ratio([3], [[10, 10]], [50, 0], [100, 0])
    assert np.isnan(ours.value).all()


def test_a_small_reference_is_told_of_with_how_many() -> None:
    with pytest.warns(MethodWarning, match="1 of 2 indirectly standardised figures"):
        indirect.indirectly_standardised_ratio([1400, 100], PEOPLE, *REFERENCE)


def test_a_reference_with_other_bands_is_refused() -> None:
    with pytest.raises(BadInputError, match="It has 2 bands, the places have 3"):
        indirect.indirectly_standardised_ratio([3, 4], PEOPLE, [1, 2], [10, 20])


def test_negative_events_are_refused() -> None:
    with pytest.raises(BadInputError, match="Row 2 is -4"):
        indirect.indirectly_standardised_ratio([3, -4], PEOPLE, *REFERENCE)


def test_limits_that_are_not_known_are_refused() -> None:
    with pytest.raises(UsageError, match="wilson"):
        indirect.indirectly_standardised_ratio([3, 4], PEOPLE, *REFERENCE, limits="wilson")  # type: ignore[arg-type]
