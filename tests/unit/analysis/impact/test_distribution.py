"""Who gains and who loses: published distributions and welfare, and what is refused."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from seedbed.analysis.equity.estimates import Floats
from seedbed.analysis.impact.distribution import (
    FIFTH_SHARES,
    checked_shares,
    health_change,
    health_slope,
    opportunity_shares,
    rank_midpoints,
    shares_of_weights,
)
from seedbed.analysis.impact.distribution_welfare import (
    Welfare,
    equivalents,
    implicit_weights,
    threshold_aversion,
)
from seedbed.errors import BadInputError, UsageError

PEOPLE = [1000.0, 2000.0, 3000.0]
HEALTH = [60.0, 70.0, 75.0]
SCENARIOS = {"given": "", "equal": "equal", "poor": "worst-off", "rich": "best-off"}


def published(cases: Path, name: str) -> dict[str, Any]:
    answer: dict[str, Any] = json.loads((cases / name).read_text(encoding="utf-8"))
    return answer


def column(rows: list[dict[str, Any]], name: str) -> Floats:
    return np.array([row[name] for row in rows], dtype=float)


def by_place(rows: list[dict[str, Any]], like: list[dict[str, Any]]) -> list[dict[str, Any]]:
    """Return rows in the order of others, matched by region and fifth."""
    found = {(row["REGION"], row["SES"]): row for row in rows}
    return [found[row["REGION"], row["SES"]] for row in like]


@pytest.mark.parametrize("scenario", SCENARIOS)
def test_published_distribution_after_a_programme(cases: Path, scenario: str) -> None:
    case = published(cases, "dcea_york_nrt.json")
    given, numbers = case["inputs"], case["parameters"]
    people, before = column(given, "POPULATION"), column(given, "BASELINE")
    weights = column(given, "OPPORTUNITY_COST_WEIGHTS")
    rule = SCENARIOS[scenario]
    shares = opportunity_shares(rule, people, before) if rule else shares_of_weights(weights, people)
    lost = numbers["total_cost"] / numbers["marginal_productivity"]
    ours = health_change(people, before, column(given, "INCREMENTAL_HEALTH_BENEFIT") * people, lost, shares)
    expected = by_place(case["expected"][f"post_{scenario}"], given)
    for name, answer in (
        ("HEALTH_OPPORTUNITY_COST", ours.opportunity_cost),
        ("NET_HEALTH_BENEFIT", ours.net),
        ("POST_INTERVENTION", ours.after),
    ):
        np.testing.assert_allclose(answer, column(expected, name), rtol=0, atol=case["tolerance"])


@pytest.mark.parametrize("measure", ["atkinson", "kolm"])
@pytest.mark.parametrize("scenario", SCENARIOS)
def test_published_equally_distributed_equivalents(cases: Path, scenario: str, measure: Welfare) -> None:
    case = published(cases, "dcea_york_nrt.json")
    people = column(case["inputs"], "POPULATION")
    rows = by_place(case["expected"][f"post_{scenario}"], case["inputs"])
    for key, row in case["expected"][f"swf_{scenario}"][measure].items():
        ours = equivalents(
            column(rows, "BASELINE"), column(rows, "POST_INTERVENTION"), people, measure, [float(key[1:])]
        )
        assert ours.before[0] == pytest.approx(row["base"], abs=case["tolerance"])
        assert ours.after[0] == pytest.approx(row["post"], abs=case["tolerance"])


@pytest.mark.parametrize("measure", ["atkinson", "kolm"])
def test_published_implicit_weights_of_the_most_deprived(cases: Path, measure: Welfare) -> None:
    case = published(cases, "dcea_england_qale_hoc.json")
    for aversion, weight in case["published_implicit_weight_most_vs_least_deprived"][measure].items():
        ours = implicit_weights(case["baseline_qale_by_imd"], measure, float(aversion))
        assert ours[0] == pytest.approx(weight, rel=case["tolerance"])
        assert ours[-1] == 1


@pytest.mark.parametrize("rule", FIFTH_SHARES)
def test_published_shares_of_fifths(cases: Path, rule: str) -> None:
    case = published(cases, "dcea_england_qale_hoc.json")
    ours = opportunity_shares(rule, [1.0] * 5, case["baseline_qale_by_imd"])
    assert ours.tolist() == case["health_opportunity_cost_share"][rule]


def test_draws_are_worked_out_each_by_itself() -> None:
    benefit = np.array([[10.0, 20, 30], [0, 0, 0]])
    ours = health_change(PEOPLE, HEALTH, benefit, np.array([30.0, 6]), [0.5, 0.25, 0.25])
    np.testing.assert_allclose(ours.net, [[-5, 12.5, 22.5], [-3, -1.5, -1.5]])
    np.testing.assert_allclose(ours.total, [30, -6])
    assert ours.before.shape == ours.after.shape == (2, 3)


def test_groups_of_one_rank_stand_at_one_place() -> None:
    np.testing.assert_allclose(rank_midpoints([100, 100, 200], [1, 1, 2]), [0.25, 0.25, 0.75])


def test_the_slope_of_groups_on_a_line_is_the_lines() -> None:
    middles = rank_midpoints(PEOPLE, [1, 2, 3])
    assert health_slope(60 + 12 * middles, PEOPLE, [1, 2, 3]) == pytest.approx(12)


def test_the_slope_follows_ranks_not_the_order_of_rows() -> None:
    plain = health_slope(HEALTH, PEOPLE, [1, 2, 3])
    assert health_slope(HEALTH[::-1], PEOPLE[::-1], [3, 2, 1]) == pytest.approx(float(plain))


def test_groups_of_one_rank_all_have_no_slope() -> None:
    assert np.isnan(health_slope(HEALTH, PEOPLE, [1, 1, 1]))


def test_equal_health_has_no_slope_and_equal_weights() -> None:
    assert health_slope([70, 70, 70], PEOPLE, [1, 2, 3]) == pytest.approx(0)
    np.testing.assert_array_equal(implicit_weights([70, 70, 70], "atkinson", 10), np.ones(3))


def test_without_aversion_all_count_alike_and_the_equivalent_is_the_mean() -> None:
    np.testing.assert_array_equal(implicit_weights(HEALTH, "kolm", 0), np.ones(3))
    ours = equivalents(HEALTH, HEALTH, PEOPLE, "kolm", [0])
    assert ours.before[0] == pytest.approx(np.average(HEALTH, weights=PEOPLE))


@pytest.mark.parametrize("measure", ["atkinson", "kolm"])
def test_the_threshold_is_where_the_change_is_nought(measure: Welfare) -> None:
    after = [60.02, 69.99, 74.98]
    aversion = threshold_aversion(HEALTH, after, PEOPLE, measure)
    assert aversion > 0
    ours = equivalents(HEALTH, after, PEOPLE, measure, [aversion * 0.99, aversion, aversion * 1.01])
    assert ours.change[0] < 0 < ours.change[2]
    assert ours.change[1] == pytest.approx(0, abs=1e-10)


def test_a_gain_for_all_has_no_threshold() -> None:
    assert np.isnan(threshold_aversion(HEALTH, [61, 71, 76], PEOPLE, "atkinson"))


def test_shares_rounded_for_print_are_made_to_add_up() -> None:
    assert checked_shares([0.333, 0.333, 0.333]).sum() == pytest.approx(1)


def test_shares_in_per_cent_are_refused_and_said_to_look_so() -> None:
    with pytest.raises(BadInputError) as told:
        checked_shares([26, 22, 22, 16, 14])
    assert "percentages" in told.value.why


@pytest.mark.parametrize("shares", [[0.5, 0.6], [1.5, -0.5], [0.5, np.nan]])
def test_shares_that_are_none_are_refused(shares: list[float]) -> None:
    with pytest.raises(BadInputError):
        checked_shares(shares)


@pytest.mark.parametrize("weights", [[0, 0, 0], [1, np.nan, 1], [1, -1, 1]])
def test_weights_that_share_nothing_out_are_refused(weights: list[float]) -> None:
    with pytest.raises(BadInputError):
        shares_of_weights(weights, PEOPLE)


@pytest.mark.parametrize("rule", ["steep", "by-need"])
def test_rules_that_do_not_fit_or_are_not_known_are_refused(rule: str) -> None:
    with pytest.raises(BadInputError):
        opportunity_shares(rule, PEOPLE, HEALTH)


@pytest.mark.parametrize("people", [[1000], [1000, 0, 10], [1000, np.nan, 10], [1000, -1, 10], ["many", 1, 2]])
def test_populations_that_cannot_be_are_refused(people: Any) -> None:
    with pytest.raises(BadInputError):
        health_change(people, [70.0] * len(people), [1.0] * len(people), 1.0, [1.0] * len(people))


def test_an_aversion_below_nought_is_refused() -> None:
    with pytest.raises(UsageError):
        equivalents(HEALTH, HEALTH, PEOPLE, "atkinson", [-1])
