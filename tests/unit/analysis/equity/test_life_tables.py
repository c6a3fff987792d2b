"""Life expectancy: published values, what is refused, and where there is no number."""

from __future__ import annotations

import json
import warnings
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from seedbed.analysis.equity.life_tables import (
    YORK,
    LifeTableRules,
    health_expectancy,
    life_expectancy,
)
from seedbed.errors import BadInputError, MethodWarning, UsageError

AGES = [0, 1, 40, 80]
DEATHS = [30, 60, 500, 900]
PEOPLE = [5_000, 180_000, 150_000, 9_000]


def published(cases: Path, name: str) -> dict[str, Any]:
    answer: dict[str, Any] = json.loads((cases / name).read_text(encoding="utf-8"))
    return answer


def test_published_life_expectancy_and_limits_at_every_age(cases: Path) -> None:
    case = published(cases, "life_expectancy_chiang.json")
    given, expected = case["inputs"], case["expected"]
    deaths, people, ages = ([row[name] for row in given] for name in ("deaths", "pops", "startage"))
    ours = life_expectancy(deaths, people, ages)
    for name, answer in (("value", ours.value), ("lowercl", ours.low), ("uppercl", ours.high)):
        np.testing.assert_allclose(answer, [row[name] for row in expected], rtol=0, atol=case["tolerance"])


def by_group(rows: list[dict[str, Any]], *names: str) -> dict[tuple[str, ...], dict[float, list[dict[str, Any]]]]:
    """Return the rows of each group by their first age."""
    found: dict[tuple[str, ...], dict[float, list[dict[str, Any]]]] = {}
    for row in sorted(rows, key=lambda row: row["START_AGE"]):
        found.setdefault(tuple(row[name] for name in names), {}).setdefault(row["START_AGE"], []).append(row)
    return found


def pooled(bands: dict[float, list[dict[str, Any]]], rule: LifeTableRules) -> float:
    """Return years weighted by quality at birth, people of each band taken together."""
    people = [sum(row["POPULATION"] for row in rows) for rows in bands.values()]
    deaths = [sum(row["POPULATION"] * row["MORTALITY_RATE"] for row in rows) for rows in bands.values()]
    quality = [
        sum(row["POPULATION"] * row["HRQL_SCORE"] for row in rows) / total
        for rows, total in zip(bands.values(), people, strict=True)
    ]
    return float(health_expectancy(deaths, people, list(bands), quality, rules=rule).value[0])


def test_published_quality_adjusted_life_expectancy_of_ten_groups(cases: Path) -> None:
    case = published(cases, "dcea_york_qale.json")
    tables = by_group(case["inputs"], "REGION", "SES")
    for row in case["expected"]:
        ours = pooled(tables[row["REGION"], row["SES"]], YORK)
        assert ours == pytest.approx(row["QALE"], abs=1e-8)
        assert ours == pytest.approx(row["BASELINE"], abs=5e-5)


def test_published_quality_adjusted_life_expectancy_of_pooled_fifths(cases: Path) -> None:
    case = published(cases, "dcea_york_qale.json")
    tables = by_group(case["inputs"], "SES")
    for row in case["expected_by_imd"]:
        assert pooled(tables[(row["SES"],)], YORK) == pytest.approx(row["QALE"], abs=1e-8)


def test_sets_are_worked_out_each_by_itself() -> None:
    single = life_expectancy(DEATHS, PEOPLE, AGES)
    many = life_expectancy(np.tile(DEATHS, (2, 3, 1)), np.tile(PEOPLE, (2, 3, 1)), AGES)
    assert many.value.shape == (2, 3, 4)
    np.testing.assert_array_equal(many.low[1, 2], single.low)


def test_all_in_full_health_live_their_whole_life_expectancy() -> None:
    plain = life_expectancy(DEATHS, PEOPLE, AGES)
    weighted = health_expectancy(DEATHS, PEOPLE, AGES, np.ones(4))
    np.testing.assert_allclose(weighted.value, plain.value)
    np.testing.assert_allclose(weighted.low, plain.low)


def test_unsure_quality_widens_the_limits() -> None:
    quality = [0.9, 0.9, 0.8, 0.6]
    sure = health_expectancy(DEATHS, PEOPLE, AGES, quality)
    unsure = health_expectancy(DEATHS, PEOPLE, AGES, quality, [0.02] * 4)
    assert (unsure.low < sure.low).all()
    np.testing.assert_allclose(unsure.value, sure.value)


def test_a_closed_last_band_does_not_use_its_deaths() -> None:
    rules = LifeTableRules(last_width=15)
    some = life_expectancy(DEATHS, PEOPLE, AGES, rules)
    none = life_expectancy([*DEATHS[:3], 0], PEOPLE, AGES, rules)
    np.testing.assert_array_equal(some.value, none.value)
    assert some.value[-1] == 7.5


def test_no_deaths_in_the_open_last_band_give_no_number_and_a_warning() -> None:
    with pytest.warns(MethodWarning, match="no deaths in the open last band"):
        answer = life_expectancy([*DEATHS[:3], 0], PEOPLE, AGES)
    assert np.isnan([answer.value, answer.low, answer.high]).all()


def test_a_band_without_people_leaves_the_older_ages() -> None:
    with pytest.warns(MethodWarning, match="lack people"):
        answer = life_expectancy([30, 0, 500, 900], [5_000, 0, 150_000, 9_000], AGES)
    assert np.isnan(answer.value).tolist() == [True, True, False, False]


def test_a_missing_count_gives_no_number_downwards() -> None:
    with pytest.warns(MethodWarning, match="lack people"):
        answer = life_expectancy([30, np.nan, 500, 900], PEOPLE, AGES)
    assert np.isnan(answer.value).tolist() == [True, True, False, False]


def test_a_rate_that_nobody_outlives_gives_years_but_no_limits() -> None:
    with pytest.warns(MethodWarning, match="nobody would reach its end"):
        answer = life_expectancy([30, 60, 149_000, 900], PEOPLE, AGES)
    assert answer.value[2] == 20
    assert np.isnan(answer.low).tolist() == [True, True, True, False]


def test_a_small_population_warns_once_for_all_sets() -> None:
    with warnings.catch_warnings(record=True) as caught:
        warnings.simplefilter("always")
        life_expectancy(np.full((7, 4), 20.0), np.full((7, 4), 500.0), AGES)
    assert [each.category for each in caught] == [MethodWarning]
    assert "7 of 7 sets hold fewer than 5,000 person-years" in str(caught[0].message)


def test_few_deaths_in_the_last_band_warn() -> None:
    with pytest.warns(MethodWarning, match="fewer than 15 deaths"):
        life_expectancy([*DEATHS[:3], 14], PEOPLE, AGES)


@pytest.mark.parametrize(
    ("deaths", "people", "ages"),
    [
        ([*DEATHS[:3], 9_001], PEOPLE, AGES),
        ([*DEATHS[:3], 1], [*PEOPLE[:3], 0], AGES),
        ([-1, *DEATHS[1:]], PEOPLE, AGES),
        ([np.inf, *DEATHS[1:]], PEOPLE, AGES),
        (["many", *DEATHS[1:]], PEOPLE, AGES),
        (DEATHS, PEOPLE[:3], AGES),
        (DEATHS[:3], PEOPLE[:3], AGES),
        (DEATHS, PEOPLE, [0, 40, 1, 80]),
        (DEATHS, PEOPLE, [0, 1, 1, 80]),
        (DEATHS, PEOPLE, [0, 1, np.nan, 80]),
        (DEATHS[:1], PEOPLE[:1], [0]),
        (5, 10, AGES),
    ],
    ids=["more deaths than people", "deaths without people", "negative", "infinite", "text", "shapes differ",
         "a band missing", "ages out of order", "an age twice", "an age missing", "one band", "no bands"],
)  # fmt: skip
def test_bad_tables_are_refused(deaths: Any, people: Any, ages: Any) -> None:
    with pytest.raises(BadInputError):
        life_expectancy(deaths, people, ages)


def test_quality_in_per_cent_is_refused() -> None:
    with pytest.raises(BadInputError, match="0 to 1") as told:
        health_expectancy(DEATHS, PEOPLE, AGES, [88.6, 88, 80, 60])
    assert "88.6" in told.value.why


@pytest.mark.parametrize("quality", [[0.9, 0.8], [[0.9] * 4] * 3])
def test_quality_that_does_not_fit_is_refused(quality: Any) -> None:
    with pytest.raises(BadInputError):
        health_expectancy([DEATHS, DEATHS], [PEOPLE, PEOPLE], AGES, quality)


def test_errors_that_do_not_fit_are_refused() -> None:
    with pytest.raises(BadInputError):
        health_expectancy(DEATHS, PEOPLE, AGES, [0.9] * 4, [0.1, 0.1])


@pytest.mark.parametrize("choice", [{"infant_factor": 1.1}, {"infant_factor": -0.1}, {"last_width": 0},
                                    {"last_width": float("nan")}])  # fmt: skip
def test_rules_that_make_no_sense_are_refused(choice: dict[str, float]) -> None:
    with pytest.raises(UsageError):
        LifeTableRules(**choice)


def test_confidence_outside_0_to_1_is_refused() -> None:
    with pytest.raises(UsageError):
        life_expectancy(DEATHS, PEOPLE, AGES, confidence=95)
