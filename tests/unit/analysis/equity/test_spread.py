"""Measures of spread against published values, by other roads, and where there is none."""

from __future__ import annotations

import json
import warnings
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from seedbed.analysis.equity.estimates import Floats
from seedbed.analysis.equity.sampling.design import survey_design
from seedbed.analysis.equity.spread.decomposition import decompose
from seedbed.analysis.equity.spread.indices import Measure, SpreadQuestion, atkinson_equivalent, kolm_equivalent, spread
from seedbed.errors import BadInputError, MethodWarning, UsageError

PLAIN = SpreadQuestion(kolm=(0.3,), orders=(2.0, 0.5, -1.0), interval="none")


def keyed(found: list[Measure]) -> dict[tuple[str, float | None], Measure]:
    return {(measure.name, measure.parameter): measure for measure in found}


def value(name: str, values: Any, weights: Any = None, parameter: float | None = None) -> float:
    return keyed(spread(values, weights, question=PLAIN))[name, parameter].value


def test_published_measures_are_reproduced(cases: Path) -> None:
    for case in json.loads((cases / "inequality_gini_theil_atkinson.json").read_text())["cases"]:
        assert value("gini", case["x"]) == pytest.approx(case["gini"], rel=1e-12)
        assert value("theil", case["x"]) == pytest.approx(case["theil"], rel=1e-12)
        assert value("atkinson", case["x"], parameter=0.5) == pytest.approx(case["atkinson_0.5"], rel=1e-12)


def test_gini_is_half_the_mean_difference_over_the_mean() -> None:
    values = np.random.default_rng(0).lognormal(size=60)
    differences = np.abs(values[:, None] - values[None, :]).mean()
    assert value("gini", values) == pytest.approx(differences / (2 * values.mean()))


def test_indices_and_equivalents_tell_the_same() -> None:
    values, weights = [3.0, 5.0, 11.0], [1.0, 4.0, 2.0]
    mean = np.average(values, weights=weights)
    for aversion in (0.5, 1.0, 2.0):
        equal = float(atkinson_equivalent(values, weights, aversion))
        assert value("atkinson_equivalent", values, weights, aversion) == pytest.approx(equal)
        assert value("atkinson", values, weights, aversion) == pytest.approx(1 - equal / mean)
    kolm = float(kolm_equivalent(values, weights, 0.3))
    assert value("kolm_equivalent", values, weights, 0.3) == pytest.approx(kolm)
    assert value("kolm", values, weights, 0.3) == pytest.approx(mean - kolm)


def test_great_aversion_does_not_overflow() -> None:
    found = keyed(spread([1e-8, 1, 1e6], question=SpreadQuestion(aversions=(200.0,), kolm=(5.0,), interval="none")))
    assert found["atkinson_equivalent", 200.0].value == pytest.approx(1e-8, rel=0.01)
    assert found["kolm_equivalent", 5.0].value == pytest.approx(np.log(3) / 5, abs=0.01)


def test_weights_are_people() -> None:
    one = spread([1, 4, 9], [2, 1, 3], question=PLAIN)
    other = spread([1, 1, 4, 9, 9, 9], question=PLAIN)
    np.testing.assert_allclose([each.value for each in one], [each.value for each in other], rtol=1e-12)


def test_percentiles_lie_halfway_where_a_share_is_met_exactly() -> None:
    values = np.arange(1.0, 11.0)
    assert value("p90_p10", values) == pytest.approx(9.5 / 1.5)
    assert value("p90_p50", values) == pytest.approx(9.5 / 5.5)


def test_fifths_are_compared_by_what_they_have() -> None:
    assert value("quintile_share_ratio", np.arange(1.0, 11.0)) == pytest.approx((9 + 10) / (1 + 2))
    assert value("quintile_share_ratio", [1, 2, 9]) == pytest.approx((0.6 * 9) / (0.6 * 1))


def test_order_of_entropy_is_continuous() -> None:
    values = [1.0, 2.0, 9.0]
    near = keyed(spread(values, question=SpreadQuestion(orders=(1e-5, 1 - 1e-5, 0.0, 1.0), interval="none")))
    assert near["generalised_entropy", 0.0].value == near["mean_log_deviation", None].value
    assert near["generalised_entropy", 1.0].value == near["theil", None].value
    assert near["generalised_entropy", 1e-5].value == pytest.approx(near["mean_log_deviation", None].value, rel=1e-4)


def test_a_nought_leaves_no_mean_log_deviation_and_says_so() -> None:
    with pytest.warns(MethodWarning, match="mean log deviation"):
        found = keyed(spread([0, 1, 2], question=PLAIN))
    assert np.isnan(found["mean_log_deviation", None].value)
    assert "0 or less" in found["mean_log_deviation", None].method
    assert np.isnan(found["atkinson", 2.0].value)
    assert found["atkinson", 0.5].value > 0
    assert found["theil", None].value > 0


def test_values_below_nought_leave_gini_and_kolm() -> None:
    with pytest.warns(MethodWarning, match="theil"):
        found = keyed(spread([-1, 1, 6], question=PLAIN))
    assert np.isnan(found["theil", None].value)
    assert found["gini", None].value == pytest.approx(7 / 9)
    assert found["kolm", 0.3].value > 0


def test_a_mean_of_nought_leaves_kolm_only() -> None:
    with pytest.warns(MethodWarning, match="gini"):
        found = keyed(spread([-2, 2], question=PLAIN))
    assert np.isnan(found["gini", None].value)
    assert found["kolm", 0.3].value == pytest.approx(np.log(np.cosh(0.6)) / 0.3)


def test_all_alike_is_no_spread() -> None:
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", MethodWarning)
        found = spread([4, 4, 4, 4])
    for measure in found:
        level = {"atkinson_equivalent": 4.0, "generalised_entropy": 0.0}.get(
            measure.name, 1.0 if measure.name.startswith("p") or "ratio" in measure.name else 0.0
        )
        assert measure.value == pytest.approx(level, abs=1e-12)


def test_heaped_values_have_no_interval_of_percentiles() -> None:
    values = np.repeat([1.0, 2.0, 3.0], 100)
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", MethodWarning)
        found = keyed(spread(values))
    assert found["p90_p10", None].value == 3
    assert np.isnan(found["p90_p10", None].low)
    assert found["p90_p10", None].method == "no interval"


def sample(rows: int = 400) -> tuple[Floats, Floats, Floats]:
    random = np.random.default_rng(7)
    return random.gamma(4, size=rows), random.uniform(1, 3, rows), random.integers(0, 40, rows).astype(float)


def test_bootstrap_and_linearised_limits_agree() -> None:
    values, weights, cluster = sample()
    design = survey_design(len(values), cluster=cluster)
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", MethodWarning)
        ours = spread(values, weights, design, SpreadQuestion(kolm=(0.2,)))
        drawn = spread(values, weights, design, SpreadQuestion(kolm=(0.2,), interval="percentile"))
    for mine, other in zip(ours, drawn, strict=True):
        assert other.value == pytest.approx(mine.value, rel=1e-12)
        tolerance = 0.35 if mine.name.startswith("p") else 0.2
        assert other.high - other.low == pytest.approx(mine.high - mine.low, rel=tolerance), mine.name


def test_limits_stay_where_the_measure_can_be() -> None:
    with pytest.warns(MethodWarning, match="rests on 5 people"):
        found = spread([1, 1, 2, 3, 1000])
    for measure in found:
        if measure.name in {"gini", "atkinson"}:
            assert 0 <= measure.low <= measure.value <= measure.high <= 1


@pytest.mark.parametrize("order", [0.0, 1.0, 2.0, -1.0])
def test_within_and_between_add_up(order: float) -> None:
    values, weights, group = sample()
    split = decompose(values, group.astype(np.intp), weights, order)
    assert split.within + split.between == pytest.approx(split.total, rel=1e-12)
    assert split.total == pytest.approx(
        keyed(spread(values, weights, question=SpreadQuestion(orders=(order,), interval="none")))[
            "generalised_entropy", order
        ].value
    )


def test_groups_with_the_same_mean_have_nothing_between_them() -> None:
    split = decompose([1, 3, 2, 2], np.array([0, 0, 1, 1]), order=1)
    assert split.between == pytest.approx(0)
    assert split.own[1] == pytest.approx(0)


def test_spread_of_a_nought_is_not_split_by_mean_log_deviation() -> None:
    assert np.isnan(decompose([0, 1, 2], np.array([0, 0, 1]), order=0).total)
    assert decompose([0, 1, 2], np.array([0, 0, 1]), order=1).within > 0


@pytest.mark.parametrize(
    ("values", "weights", "told"),
    [(["x", 2], None, "not a number"), ([1, np.inf], None, "infinite"), ([1, 2], [-1, 1], "negative")],
)
def test_bad_columns_are_refused(values: Any, weights: Any, told: str) -> None:
    with pytest.raises(BadInputError, match=told):
        spread(values, weights)


@pytest.mark.parametrize(
    "question",
    [SpreadQuestion(aversions=(0.0,)), SpreadQuestion(kolm=(-1.0,)), SpreadQuestion(orders=(np.nan,)),
     SpreadQuestion(interval="exact")],  # type: ignore[arg-type]
)  # fmt: skip
def test_what_cannot_be_asked_is_refused(question: SpreadQuestion) -> None:
    with pytest.raises(UsageError):
        spread([1, 2, 3], question=question)
