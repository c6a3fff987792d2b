"""Concentration indices against published values, by other roads, and where there is none."""

from __future__ import annotations

import csv
import json
import warnings
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from seedbed.analysis.equity.concentration.curve import concentration_curve
from seedbed.analysis.equity.concentration.grouped import grouped_concentration
from seedbed.analysis.equity.concentration.indices import KINDS, Index, Kind, Question, concentration, influence, ranked
from seedbed.analysis.equity.concentration.regression import regression_variance
from seedbed.analysis.equity.estimates import Floats
from seedbed.analysis.equity.sampling.design import survey_design
from seedbed.errors import BadInputError, MethodWarning, UsageError

PUBLISHED: dict[str, Kind] = {"CI": "standard", "CIg": "generalised", "CIc": "erreygers", "CIw": "wagstaff"}


@pytest.fixture(scope="module")
def housing(cases: Path) -> dict[str, Floats]:
    with (cases / "rineq_housing.csv").open(encoding="utf-8") as file:
        rows = list(csv.DictReader(file))
    return {
        "income": np.array([float(row["income"]) for row in rows]),
        "bmi": np.array([float(row["bmi"]) for row in rows]),
        "high.bmi": np.array([float(row["high.bmi"] == "TRUE") for row in rows]),
    }


def expected(cases: Path) -> dict[str, dict[str, float]]:
    found: dict[str, dict[str, float]] = json.loads((cases / "inequality_concentration_rineq.json").read_text())[
        "expected"
    ]
    return found


@pytest.mark.parametrize("outcome", ["bmi", "high.bmi"])
def test_published_indices_are_reproduced(cases: Path, housing: dict[str, Floats], outcome: str) -> None:
    found = {index.kind: index for index in concentration(housing["income"], housing[outcome], question=plain(*KINDS))}
    for name, numbers in expected(cases).items():
        if name.startswith(f"{outcome} "):
            assert found[PUBLISHED[name.split()[1]]].value == pytest.approx(numbers["index"], rel=1e-12)


@pytest.mark.parametrize("outcome", ["bmi", "high.bmi"])
def test_published_regression_variances_are_reproduced(cases: Path, housing: dict[str, Floats], outcome: str) -> None:
    found = regression_variance(ranked(housing["income"], housing[outcome]))
    published = expected(cases)[f"{outcome} CI"]
    assert found.ordinary == pytest.approx(published["variance"], rel=1e-10)
    assert found.robust == pytest.approx(published["variance_HC1"], rel=1e-10)


def quintiles(cases: Path) -> tuple[dict[str, Any], list[Floats]]:
    case = json.loads((cases / "inequality_healthequal_sample.json").read_text())
    names = ("subgroup_order", "estimate", "population", "se")
    return case, [np.array([row[name] for row in case["ordered"]], dtype=float) for name in names]


def test_published_indices_of_groups_and_their_intervals_are_reproduced(cases: Path) -> None:
    case, (rank, value, people, _) = quintiles(cases)
    with pytest.warns(MethodWarning, match="straight line"):
        relative, absolute = grouped_concentration(rank, value, people)
    text = json.dumps(case)
    for found, name in ((absolute, "aci"), (relative, "rci")):
        published = next(part for part in walk(case) if part.get("measure") == name)
        assert name in text
        assert found.line.value == pytest.approx(published["estimate"], rel=1e-12)
        assert found.line.standard_error == pytest.approx(published["se"], rel=1e-10)
        assert (found.line.low, found.line.high) == pytest.approx((published["lowerci"], published["upperci"]))


def walk(part: Any) -> list[dict[str, Any]]:
    if isinstance(part, list):
        return [found for each in part for found in walk(each)]
    return [part, *(found for each in part.values() for found in walk(each))] if isinstance(part, dict) else []


def test_standard_errors_of_groups_give_what_simulation_gives(cases: Path) -> None:
    _, (rank, value, people, error) = quintiles(cases)
    question = Question(kinds=KINDS, bounds=(0, 200), aversion=3)
    found = [each.index for each in grouped_concentration(rank, value, people, error, question)]
    drawn = value + error * np.random.default_rng(2).standard_normal((1500, 5))
    simulated = np.array([values(grouped_concentration(rank, row, people, error, question)) for row in drawn])
    np.testing.assert_allclose([index.standard_error for index in found], simulated.std(axis=0), rtol=0.08)


def values(found: list[Any]) -> list[float]:
    return [each.index.value for each in found]


def plain(*kinds: Kind, **more: Any) -> Question:
    return Question(kinds=kinds, interval="none", **more)


def one(rank: Any, health: Any, weights: Any = None, **more: Any) -> Index:
    return concentration(rank, health, weights, question=plain("standard", **more))[0]


def test_influence_is_the_derivative_by_weight() -> None:
    random = np.random.default_rng(0)
    rank, health = random.integers(0, 12, 40).astype(float), random.uniform(1, 5, 40)
    weights = random.uniform(0.5, 2, 40)
    question = plain(*KINDS, bounds=(0, 6), aversion=3.3)
    people, step = ranked(rank, health, weights), 1e-6
    for place, kind in enumerate(KINDS):
        found = people.in_rows(influence(people, kind, (0, 6), 3.3))
        for row in range(0, 40, 7):
            up, down = weights.copy(), weights.copy()
            up[row] += step * weights.sum()
            down[row] -= step * weights.sum()
            above, below = (concentration(rank, health, each, question=question)[place].value for each in (up, down))
            assert found[row] == pytest.approx((above - below) / (2 * step), abs=1e-7)


def test_aversion_of_two_is_the_standard_index() -> None:
    standard, extended = concentration([1, 2, 2, 4], [5, 3, 8, 9], question=plain("standard", "extended"))
    assert extended.value == pytest.approx(standard.value)


def test_no_aversion_finds_inequality_where_there_is_none() -> None:
    for aversion in (1.2, 2, 5):
        found = concentration([1, 2, 3], [4, 4, 4], question=plain("extended", "achievement", aversion=aversion))
        assert [index.value for index in found] == pytest.approx([0, 4])


def test_weights_are_people() -> None:
    assert one([1, 2, 3], [5, 3, 8], [2, 1, 3]).value == pytest.approx(
        one([1, 1, 2, 3, 3, 3], [5, 5, 3, 8, 8, 8]).value
    )


def test_ties_do_not_depend_on_the_order_of_rows() -> None:
    assert one([1, 1, 2, 2], [0, 9, 3, 4]).value == pytest.approx(one([2, 1, 2, 1], [4, 9, 3, 0]).value)


def test_standard_index_of_values_ranked_by_themselves_is_gini() -> None:
    assert one([1, 2, 3, 4, 5], [1, 2, 3, 4, 5]).value == pytest.approx(4 / 15)


def test_strata_and_clusters_change_the_interval_and_not_the_value() -> None:
    random = np.random.default_rng(1)
    cluster = np.repeat(np.arange(60), 5)
    rank = random.standard_normal(60)[cluster]
    health = random.uniform(size=300) + random.uniform(size=60)[cluster]
    single = concentration(rank, health)[0]
    whole = concentration(rank, health, design=survey_design(300, cluster=cluster))[0]
    assert whole.value == single.value
    assert whole.standard_error > 1.5 * single.standard_error


def test_bootstrap_and_linearised_errors_agree() -> None:
    random = np.random.default_rng(3)
    rank, health, weights = random.normal(size=400), random.uniform(size=400), random.uniform(1, 3, 400)
    kinds: tuple[Kind, ...] = ("standard", "wagstaff", "extended")
    ours = concentration(rank, health, weights, question=Question(kinds=kinds, bounds=(0, 1), aversion=3))
    drawn = concentration(
        rank, health, weights, question=Question(kinds=kinds, bounds=(0, 1), aversion=3, interval="percentile")
    )
    for mine, other in zip(ours, drawn, strict=True):
        assert other.value == pytest.approx(mine.value, rel=1e-12)
        assert other.high - other.low == pytest.approx(mine.high - mine.low, rel=0.12)


def test_few_people_and_a_few_who_carry_it_are_warned_of() -> None:
    random = np.random.default_rng(1)
    with pytest.warns(MethodWarning, match="rests on 20 people"):
        concentration(np.arange(20), random.uniform(size=20))
    with pytest.warns(MethodWarning, match="extreme values"):
        concentration(np.arange(200), np.append(random.uniform(size=199), 500))


def test_one_living_standard_has_no_index() -> None:
    assert np.isnan(one([3, 3, 3], [1, 2, 3]).value)


def test_a_mean_of_nought_has_no_relative_index() -> None:
    with pytest.warns(MethodWarning, match="below zero"):
        standard, absolute = concentration([1, 2], [-1, 1], question=plain("standard", "generalised"))
    assert np.isnan(standard.value)
    assert absolute.value == pytest.approx(0.5)


def test_all_equal_is_no_concentration_and_wagstaff_has_no_value_there() -> None:
    found = concentration([1, 2, 3], [1, 1, 1], question=plain("standard", "wagstaff", bounds=(0, 1)))
    assert found[0].value == pytest.approx(0)
    assert np.isnan(found[1].value)


def test_bounds_of_groups_cannot_be_seen() -> None:
    with pytest.warns(MethodWarning, match="--bounds"):
        found = grouped_concentration([1, 2, 3], [4, 5, 6], [1, 1, 1], [1, 1, 1], Question(kinds=("erreygers",)))
    assert np.isnan(found[0].index.value)


@pytest.mark.parametrize(
    ("rank", "health", "weights", "told"),
    [
        ([1, 2], ["x", 2], None, "not a number"),
        ([1, np.inf], [1, 2], None, "infinite"),
        ([1, 2], [1, np.nan], None, "value"),
        ([1, 2], [1, 2], [-1, 1], "negative"),
        ([1, 2], [1, 2], [0, 0], "zero"),
        ([1, 2, 3], [1, 2], None, "rank"),
    ],
)
def test_bad_columns_are_refused(rank: Any, health: Any, weights: Any, told: str) -> None:
    with pytest.raises(BadInputError, match=told):
        concentration(rank, health, weights)


def test_values_outside_the_bounds_are_refused() -> None:
    with pytest.raises(BadInputError, match="outside") as error:
        concentration([1, 2], [40, 60], question=plain("wagstaff", bounds=(0, 1)))
    assert "per cent 0 to 100" in error.value.why


@pytest.mark.parametrize(
    "question",
    [plain("extended", aversion=1), plain("erreygers", bounds=(1, 0)), plain("theil"), Question(interval="exact")],  # type: ignore[arg-type]
)
def test_what_cannot_be_asked_is_refused(question: Question) -> None:
    with pytest.raises(UsageError):
        concentration([1, 2, 3], [1, 2, 3], question=question)


def test_curve_runs_from_nought_to_one_through_each_standard() -> None:
    curve = concentration_curve(ranked([1, 1, 2], [1, 3, 6]))
    np.testing.assert_allclose(curve.people, [0, 2 / 3, 1])
    np.testing.assert_allclose(curve.amount, [0, 0.4, 1])


def test_a_long_curve_is_read_at_hundredths() -> None:
    curve = concentration_curve(ranked(np.arange(1000), np.ones(1000)))
    assert len(curve.people) == 101
    np.testing.assert_allclose(curve.amount, curve.people)


def test_a_curve_of_nothing_has_no_points() -> None:
    with warnings.catch_warnings():
        warnings.simplefilter("error")
        assert np.isnan(concentration_curve(ranked([1, 2], [0, 0])).amount).all()
