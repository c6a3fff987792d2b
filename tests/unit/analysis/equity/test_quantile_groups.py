"""Quantile groups: the published rules against plain twins, ties, sets, and what is refused or warned of."""

from __future__ import annotations

import math
import warnings
from typing import Any

import numpy as np
import pytest

from seedbed.analysis.equity import quantiles
from seedbed.analysis.equity.quantile_groups import Rule, quantile_groups
from seedbed.errors import BadInputError, MethodWarning, UsageError


def plain_phe(values: list[float], groups: int) -> list[int]:
    """The algorithm as England's technical guide states it, counting ranks from the other end."""
    ranks = [1 + sum(other > value for other in values) for value in values]
    size = len(values) / groups
    return [max(math.floor(groups + 1 - math.ceil((len(values) + 1 - rank) / size)), 1) for rank in ranks]


def quiet(*arguments: Any, **options: Any) -> list[float]:
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", MethodWarning)
        found: list[float] = quantile_groups(*arguments, **options).group.tolist()
    return found


@pytest.mark.parametrize("groups", [2, 3, 4, 5, 7, 10])
def test_fingertips_rule_is_that_of_its_guide(groups: int) -> None:
    random = np.random.default_rng(groups)
    for places in range(groups, 80):
        values = random.integers(0, 60, places).astype(float).tolist()
        assert quiet(values, groups) == plain_phe(values, groups)


def test_indices_rule_is_that_of_screening() -> None:
    values = np.random.default_rng(1).integers(0, 400, 333).astype(float)
    assert quiet(values, 10, rule="indices") == quantiles.groups_within(values).tolist()


def test_population_rule_is_that_of_weighted_percentiles() -> None:
    random = np.random.default_rng(2)
    values, people = random.normal(size=200), random.integers(1, 900, 200)
    weighted = quantiles.groups_within(values, 5, weights=people).tolist()
    assert quiet(values, 5, rule="population", weights=people) == weighted


@pytest.mark.parametrize("rule", ["phe", "indices"])
def test_rules_agree_where_groups_divide_the_places(rule: Rule) -> None:
    values = np.random.default_rng(3).permutation(120).astype(float)
    found = quantile_groups(values, 10, rule=rule)
    assert np.bincount(found.group.astype(int))[1:].tolist() == [12] * 10


def test_rules_differ_by_who_gets_the_odd_place() -> None:
    values = list(range(11, 0, -1))
    assert quantile_groups(values, 2).group.tolist() == [1] * 6 + [2] * 5
    assert quantile_groups(values, 2, rule="indices").group.tolist() == [1] * 5 + [2] * 6


def test_lowest_values_may_come_first() -> None:
    assert quantile_groups([1, 2, 3, 4], 2, first="lowest").group.tolist() == [1, 1, 2, 2]


def test_each_set_is_cut_by_itself() -> None:
    random = np.random.default_rng(4)
    values, sets = random.normal(size=300), random.integers(0, 5, 300)
    together = quantile_groups(values, 4, sets=sets).group
    for place in range(5):
        assert together[sets == place].tolist() == quantile_groups(values[sets == place], 4).group.tolist()


def test_missing_values_have_no_group_and_are_not_counted() -> None:
    with_gap = quantile_groups([4, np.nan, 3, 2, 1], 2)
    np.testing.assert_array_equal(with_gap.group, [1, np.nan, 1, 2, 2])
    np.testing.assert_array_equal(with_gap.rank, [1, np.nan, 2, 3, 4])


def test_too_few_places_give_no_groups() -> None:
    with pytest.warns(MethodWarning, match="1 of 2 sets have fewer places with a value than groups"):
        found = quantile_groups([5, 4, 3, 9, 8], 3, sets=np.array([0, 0, 0, 1, 1]))
    np.testing.assert_array_equal(found.group, [1, 2, 3, np.nan, np.nan])


def test_ties_at_a_border_stay_together_and_are_told_of() -> None:
    with pytest.warns(MethodWarning, match="tied values at a border"):
        assert quantile_groups([9, 5, 5, 1], 2).group.tolist() == [1, 1, 1, 2]


def test_ties_inside_a_group_are_not_told_of() -> None:
    assert quantile_groups([9, 9, 1, 1], 2).group.tolist() == [1, 1, 2, 2]


@pytest.mark.parametrize(
    "options",
    [
        {"groups": 1},
        {"first": "best"},
        {"rule": "thirds"},
        {"rule": "population"},
        {"weights": [1, 2, 3, 4]},
    ],
)
def test_options_that_cannot_be_used_are_refused(options: dict[str, Any]) -> None:
    with pytest.raises(UsageError):
        quantile_groups([1, 2, 3, 4], **options)


def test_a_set_without_people_is_refused() -> None:
    with pytest.raises(BadInputError, match="nobody"):
        quantile_groups([1, 2, 3], 2, rule="population", weights=[0, 0, 0])


def test_text_is_refused() -> None:
    with pytest.raises(BadInputError):
        quantile_groups(["a", "b"], 2)
