from __future__ import annotations

import json
import warnings
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from seedbed.analysis.equity.gaps.catalogue import KEYS, MEASURES, PLACE
from seedbed.analysis.equity.gaps.contributions import contributions
from seedbed.analysis.equity.gaps.kernels import MEASURED
from seedbed.analysis.equity.gaps.measures import WhoGaps, interval_method, who_gaps
from seedbed.analysis.equity.gaps.sets import GroupSets, group_sets
from seedbed.errors import BadInputError, MethodWarning, UsageError

FROM_ORDERED = {"d": "d", "r": "r", "paf": "paf", "parisk": "par"}
FROM_OTHERS = {"covar": "cov"} | {
    key: key for key in ("bgv", "bgsd", "ti", "mld", "idisu", "idisw", "mdmu", "mdmw", "mdru", "mdrw", "mdbu", "mdbw")
}
DEFECTIVE = ("paf", "ti", "mld")


def published(cases: Path) -> dict[str, Any]:
    found: dict[str, Any] = json.loads((cases / "inequality_healthequal_sample.json").read_text(encoding="utf-8"))
    return found


def sample(case: dict[str, Any], part: str) -> GroupSets:
    rows = case[part]
    ordered = part == "ordered"
    return group_sets(
        [row["estimate"] for row in rows],
        [row["se"] for row in rows],
        [row["population"] for row in rows],
        order=[row["subgroup_order"] for row in rows] if ordered else None,
        reference=None if ordered else [row["reference_subgroup"] == 1 for row in rows],
        scale=100,
    )


def measured(groups: GroupSets, **options: Any) -> WhoGaps:
    """Work out gaps where the warning of inflated spread is not what is tested."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", MethodWarning)
        return who_gaps(groups, **options)


def five(value: list[float] | None = None, **options: Any) -> GroupSets:
    value = value or [30.0, 40.0, 45.0, 55.0, 70.0]
    return group_sets(value, [2.0] * len(value), [10.0] * len(value), **options)


@pytest.mark.parametrize(("part", "names"), [("ordered", FROM_ORDERED), ("nonordered", FROM_OTHERS)])
def test_published_estimates_are_met(cases: Path, part: str, names: dict[str, str]) -> None:
    case = published(cases)
    found = measured(sample(case, part), correct=False).value[0]
    for theirs, ours in names.items():
        assert found[PLACE[ours]] == pytest.approx(case["expected"][theirs]["estimate"], rel=1e-8), ours


@pytest.mark.parametrize(("part", "names"), [("ordered", FROM_ORDERED), ("nonordered", FROM_OTHERS)])
def test_published_limits_that_are_sound_are_met(cases: Path, part: str, names: dict[str, str]) -> None:
    case = published(cases)
    found = measured(sample(case, part))
    for theirs, ours in names.items():
        if ours not in DEFECTIVE:
            limits = found.low[0, PLACE[ours]], found.high[0, PLACE[ours]]
            expected = case["expected"][theirs]["lowerci"], case["expected"][theirs]["upperci"]
            assert limits == pytest.approx(expected, rel=1e-6 if ours in ("d", "r", "bgv") else 0.05), ours


@pytest.mark.parametrize("key", DEFECTIVE)
def test_standard_errors_are_those_found_by_long_simulation(cases: Path, key: str) -> None:
    case = published(cases)
    found = measured(sample(case, "ordered" if key == "paf" else "nonordered"))
    error = (found.high - found.low)[0, PLACE[key]] / (2 * 1.959964)
    assert error == pytest.approx(case["simulated_sd_200k_or_1k_here"][key], rel=0.15)


def test_every_measure_has_its_place() -> None:
    assert len(KEYS) == len(MEASURES) == MEASURED == len(set(KEYS))


def test_an_ordered_gap_is_the_most_advantaged_less_the_most_disadvantaged() -> None:
    found = measured(five([70.0, 40.0, 45.0, 55.0, 30.0], order=[5, 2, 3, 4, 1]))
    assert found.value[0, :2] == pytest.approx([40.0, 70 / 30])


def test_an_ordered_gap_may_be_negative() -> None:
    assert measured(five([70.0, 40.0, 45.0], order=[1, 2, 3])).value[0, 0] == pytest.approx(-25.0)


def test_an_adverse_ordered_gap_is_turned_round() -> None:
    found = measured(five([70.0, 40.0, 30.0], order=[1, 2, 3], favourable=False))
    assert found.value[0, :3] == pytest.approx([40.0, 70 / 30, 30 - 140 / 3])


def test_groups_without_order_are_compared_highest_with_lowest() -> None:
    assert measured(five()).value[0, 0] == pytest.approx(40.0)


def test_a_named_reference_is_compared_with_the_worst() -> None:
    reference = [False, False, True, False, False]
    assert measured(five(reference=reference)).value[0, 0] == pytest.approx(45 - 30)
    assert measured(five(reference=reference, favourable=False)).value[0, 0] == pytest.approx(70 - 45)


def test_nothing_can_be_gained_where_the_advantaged_are_worse_off_than_the_mean() -> None:
    found = measured(five([70.0, 60.0, 30.0], order=[1, 2, 3]))
    assert found.value[0, 2:4].tolist() == [0.0, 0.0]
    assert found.high[0, 2] == 0.0


def test_equal_groups_have_no_inequality_and_say_how_much_there_may_be() -> None:
    with pytest.warns(MethodWarning, match="1 of 1 sets"):
        found = who_gaps(five([50.0] * 5))
    assert found.value[0, PLACE["bgsd"]] == 0.0
    assert found.corrected_low[0, PLACE["bgsd"]] == 0.0
    assert 0.5 < found.corrected_high[0, PLACE["bgsd"]] < 3.0


def test_without_standard_errors_there_are_values_and_no_limits() -> None:
    found = who_gaps(group_sets([30.0, 40.0], None, [1.0, 1.0]))
    assert np.isfinite(found.value).all()
    assert np.isnan(found.low).all()
    assert np.isnan(found.corrected_high).all()


def test_without_populations_weighted_measures_are_not_known() -> None:
    found = measured(group_sets([30.0, 40.0, 60.0], [2.0, 2.0, 2.0]))
    known = {key for key in KEYS if np.isfinite(found.value[0, PLACE[key]])}
    assert known == {"d", "r", "mdbu", "mdru", "rmdbu", "rmdru"}
    assert np.isfinite(found.corrected_high[0, PLACE["mdbu"]])


def test_a_published_average_stands_in_for_unknown_populations() -> None:
    found = measured(group_sets([30.0, 40.0, 60.0], [2.0, 2.0, 2.0], average=45))
    assert found.value[0, PLACE["mdmu"]] == pytest.approx((15 + 5 + 15) / 3)
    assert found.value[0, PLACE["par"]] == pytest.approx(15.0)


def test_a_group_at_nought_has_no_log_deviation_and_no_ratio() -> None:
    found = measured(five([0.0, 40.0, 60.0]))
    assert np.isnan(found.value[0, [PLACE["mld"], PLACE["r"]]]).all()
    assert np.isfinite(found.value[0, PLACE["ti"]])


def test_all_groups_at_nought_have_no_relative_measures() -> None:
    found = measured(five([0.0, 0.0, 0.0]))
    relative = [measure.relative for measure in MEASURES]
    assert np.isnan(found.value[0, relative]).all()
    assert (found.value[0, np.logical_not(relative)] == 0).all()


def test_a_group_without_a_value_is_left_out() -> None:
    groups = five([30.0, np.nan, 70.0])
    assert groups.left_out.tolist() == [1]
    assert measured(groups).value[0, PLACE["mdbu"]] == pytest.approx(20.0)


def test_a_set_of_one_group_has_no_measures_beside_sets_that_have() -> None:
    found = measured(five([30.0, 70.0, 50.0], sets=[0, 0, 1]))
    assert np.isfinite(found.value[0, 0])
    assert np.isnan(found.value[1]).all()


def test_sets_do_not_touch_each_other() -> None:
    together = measured(five([30.0, 70.0, 50.0, 45.0, 50.0], sets=[0, 0, 1, 1, 1]))
    apart = measured(five([50.0, 45.0, 50.0]))
    np.testing.assert_array_equal(together.value[1], apart.value[0])
    np.testing.assert_array_equal(together.corrected_high[1], apart.corrected_high[0])


def test_draws_stay_on_the_scale() -> None:
    found = measured(group_sets([95.0, 99.0, 100.0], [5.0, 5.0, 5.0], [1.0, 1.0, 1.0], scale=100))
    assert found.high[0, PLACE["mdbu"]] < 10.0


@pytest.mark.parametrize(
    ("values", "options", "told"),
    [
        ([30.0], {}, "two groups"),
        ([30.0, -1.0], {}, "negative"),
        ([30.0, np.inf], {}, "infinite"),
        ([30.0, 120.0], {"scale": 100}, "above the end of its scale"),
        ([30.0, 40.0], {"order": [1, 1]}, "one place"),
        ([30.0, 40.0], {"order": [1, np.nan], "ordered": True}, "no place"),
        ([30.0, 40.0], {"reference": [True, True]}, "two reference groups"),
        ([30.0, "many"], {}, "not a number"),
    ],
)
def test_bad_sets_are_refused(values: list[Any], options: dict[str, Any], told: str) -> None:
    with pytest.raises(BadInputError, match=told):
        group_sets(values, [1.0] * len(values), [1.0] * len(values), **options)


@pytest.mark.parametrize("options", [{"draws": 10}, {"draws": 10**9}, {"seed": -1}, {"confidence": 95.0}])
def test_bad_options_are_refused(options: dict[str, Any]) -> None:
    with pytest.raises(UsageError):
        who_gaps(five(), **options)


def test_a_set_of_thousands_of_single_people_is_refused() -> None:
    with pytest.raises(BadInputError, match="more than 5,000 groups"):
        group_sets(np.full(6000, 5.0))


def test_the_seed_decides_simulated_limits() -> None:
    place = PLACE["bgsd"]
    assert measured(five(), seed=1).low[0, place] == measured(five(), seed=1).low[0, place]
    assert measured(five(), seed=1).low[0, place] != measured(five(), seed=2).low[0, place]


def test_contributions_share_each_measure_out_whole() -> None:
    shares = contributions(five(order=[1, 2, 3, 4, 5]))
    np.testing.assert_allclose(shares[:, 2:].sum(axis=0), 1.0)
    assert np.isnan(shares[:, :2]).all()
    assert (shares[:, PLACE["ti"]] >= 0).all()


def test_methods_of_limits_are_named() -> None:
    assert interval_method("d", ordered=True) == "normal"
    assert interval_method("r", ordered=True, corrected=True) == "normal on the log scale"
    assert interval_method("bgsd", ordered=True) == "quantiles of simulations"
    assert interval_method("ti", ordered=False) == "inversion of a simulated test"
    assert interval_method("mdru", ordered=False, corrected=True).startswith("wider")
