"""Control limits: the published funnel, searched twins, edges and bad input."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from scipy import stats

from seedbed.analysis.equity import funnel, rates
from seedbed.errors import BadInputError, MethodWarning, UsageError


@pytest.fixture(scope="module")
def published(cases: Path) -> dict[str, Any]:
    found: dict[str, Any] = json.loads((cases / "funnel_phe_proportion.json").read_text(encoding="utf-8"))
    return found


def column(rows: list[dict[str, str]], key: str) -> np.ndarray[tuple[int, ...], np.dtype[np.float64]]:
    return np.array([float(row[key]) for row in rows])


LIMITS = {"2s0025": 0.95, "3s0001": 0.998}


@pytest.mark.parametrize("name", list(LIMITS))
def test_published_limits_for_every_size(published: dict[str, Any], name: str) -> None:
    rows = published["expected"]
    counts, people = column(published["inputs"], "numerator"), column(published["inputs"], "denominator")
    baseline = 100 * counts.sum() / people.sum()
    ours = funnel.proportion_limits(column(rows, "Population"), baseline, 100, LIMITS[name])
    # Published to six decimals.
    np.testing.assert_allclose(ours.value, column(rows, "Baseline"), atol=5.1e-7)
    np.testing.assert_allclose(ours.low, column(rows, f"Lower{name}limit"), atol=5.1e-7)
    np.testing.assert_allclose(ours.high, column(rows, f"Upper{name}limit"), atol=5.1e-7)


def test_published_significance_of_every_place(published: dict[str, Any]) -> None:
    rows = published["inputs"]
    assert len(rows) == 303
    counts, people = column(rows, "numerator"), column(rows, "denominator")
    expected = counts.sum() / people.sum()
    at_95 = funnel.compare_with(counts, people, expected)
    at_998 = funnel.compare_with(counts, people, expected, confidence=0.998)
    word = {"higher": "High", "lower": "Low"}
    ours = [
        f"{word[far]} (0.001)" if far in word else f"{word[near]} (0.025)" if near in word else "Not significant"
        for near, far in zip(at_95.tolist(), at_998.tolist(), strict=True)
    ]
    assert ours == [row["significance"] for row in rows]


@pytest.mark.parametrize("confidence", [0.95, 0.998])
@pytest.mark.parametrize("share", [0.02, 0.3, 0.95])
def test_outside_the_limits_is_where_wilson_leaves_the_comparator_out(confidence: float, share: float) -> None:
    counts = np.arange(0, 61)
    interval = rates.score_interval(counts, 60, confidence=confidence)
    verdicts = funnel.compare_with(counts, 60, share, confidence=confidence)
    np.testing.assert_array_equal(verdicts == "higher", interval.low > share)
    np.testing.assert_array_equal(verdicts == "lower", interval.high < share)


@pytest.mark.parametrize("confidence", [0.95, 0.998])
@pytest.mark.parametrize("mean", [0.3, 2.0, 7.7, 40.0, 900.0])
def test_outside_the_limits_is_where_the_exact_interval_leaves_the_comparator_out(
    confidence: float, mean: float
) -> None:
    counts = np.arange(0, int(2 * mean) + 20)
    interval = rates.exact_poisson(counts, 1000, 1000, confidence)
    verdicts = funnel.compare_with(counts, 1000, mean, "rate", 1000, confidence)
    np.testing.assert_array_equal(verdicts == "higher", interval.low > mean)
    np.testing.assert_array_equal(verdicts == "lower", interval.high < mean)


@pytest.mark.parametrize("mean", [0.5, 3.0, 25.0, 400.0])
def test_a_rate_at_the_comparator_is_seldom_called_different(mean: float) -> None:
    counts = np.arange(0, 2000)
    verdicts = funnel.compare_with(counts, 100, mean, "rate", 100)
    chance = stats.poisson.pmf(counts, mean)
    assert chance[verdicts == "higher"].sum() <= 0.025
    assert chance[verdicts == "lower"].sum() <= 0.025


def test_a_figure_at_the_comparator_is_similar() -> None:
    assert funnel.compare_with(30, 100, 0.3).tolist() == "similar"
    assert funnel.compare_with(30, 100, 300, "rate", 1000).tolist() == "similar"


def test_what_cannot_be_tested_says_so() -> None:
    for kind in ("proportion", "rate"):
        verdicts = funnel.compare_with([None, 3, 3, 0], [10, None, 10, 0], [0.5, 0.5, None, 0.5], kind)  # type: ignore[arg-type]
        assert verdicts.tolist() == ["not tested"] * 4


def test_any_event_is_higher_than_a_rate_of_none() -> None:
    assert funnel.compare_with([0, 1], 50, 0, "rate").tolist() == ["similar", "higher"]


def test_per_cent_and_share_give_the_same_verdict() -> None:
    counts = np.arange(0, 101)
    shares = funnel.compare_with(counts, 100, 0.3)
    np.testing.assert_array_equal(shares, funnel.compare_with(counts, 100, 30, multiplier=100))


def test_a_comparator_above_the_whole_is_refused() -> None:
    with pytest.raises(BadInputError, match="It is 30, above the whole, which is 1"):
        funnel.compare_with(1, 2, 30)


def test_more_than_everybody_is_refused() -> None:
    with pytest.raises(BadInputError, match="Row 1 is 11"):
        funnel.compare_with(11, 10, 0.5)


def test_another_kind_is_refused() -> None:
    with pytest.raises(UsageError, match="mean"):
        funnel.compare_with(1, 2, 0.5, "mean")  # type: ignore[arg-type]


# ---------------------------------------------------------------- places against all of them together


def test_the_curve_is_drawn_at_the_published_sizes(published: dict[str, Any]) -> None:
    sizes = funnel.curve_sizes(column(published["inputs"], "denominator"))
    np.testing.assert_array_equal(sizes, column(published["expected"], "Population"))


def test_the_published_funnel_whole(published: dict[str, Any]) -> None:
    rows = published["inputs"]
    with pytest.warns(MethodWarning, match="The 303 figures differ [0-9.]+ times as much"):
        ours = funnel.funnel(column(rows, "numerator"), column(rows, "denominator"), multiplier=100)
    np.testing.assert_allclose(ours.far_curve.low, column(published["expected"], "Lower3s0001limit"), atol=5.1e-7)
    np.testing.assert_allclose(ours.near_curve.high, column(published["expected"], "Upper2s0025limit"), atol=5.1e-7)


def test_the_baseline_is_that_of_all_places_with_both_numbers() -> None:
    ours = funnel.funnel([30, 45, np.nan, 5], [100, 100, 500, 0], multiplier=100)
    assert ours.comparator == pytest.approx(37.5)
    assert ours.near_verdict.tolist()[2:] == ["not tested", "not tested"]


def test_a_baseline_may_be_given() -> None:
    ours = funnel.funnel([30, 45], [100, 100], multiplier=100, comparator=20)
    assert ours.near_verdict.tolist() == ["higher", "higher"]


def test_chance_alone_spreads_places_about_once() -> None:
    counts = np.random.default_rng(7).poisson(50, 2000)
    assert funnel.funnel(counts, np.full(2000, 1000.0), "rate", 1000).overdispersion == pytest.approx(1, abs=0.1)


def test_places_too_small_for_the_limits_are_told_of() -> None:
    with pytest.warns(MethodWarning, match="2 of 3 places are so small"):
        funnel.funnel([1, 2, 300], [20, 20, 3000])


def test_one_place_has_no_spread() -> None:
    assert np.isnan(funnel.funnel([30], [100]).overdispersion)


def test_places_of_one_size_have_a_curve_all_the_same() -> None:
    sizes = funnel.curve_sizes([437, 437])
    assert sizes[0] <= 437 <= sizes[-1]
    assert (np.diff(sizes) > 0).all()


def test_nothing_to_compare_is_refused() -> None:
    with pytest.raises(BadInputError, match="nothing to compare"):
        funnel.funnel([np.nan, 0], [10, 0])


def test_two_unusual_places_do_not_make_the_others_differ() -> None:
    counts = np.random.default_rng(9).binomial(1000, 0.2, 60)
    counts[:2] = 420, 390
    ours = funnel.funnel(counts, np.full(60, 1000.0))
    assert ours.far_verdict[:2].tolist() == ["higher", "higher"]
    assert ours.overdispersion < funnel.OVERDISPERSED
