"""Laws of health and its sharing out on generated programmes, with plain twins."""

from __future__ import annotations

import math

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from seedbed.analysis.impact.distribution import (
    BY_GROUP,
    health_change,
    health_slope,
    opportunity_shares,
    shares_of_weights,
)
from seedbed.analysis.impact.distribution_welfare import Welfare, equivalents, implicit_weights

SIZE = 4
people = st.lists(st.floats(100, 1e6), min_size=SIZE, max_size=SIZE)
health = st.lists(st.floats(30, 90), min_size=SIZE, max_size=SIZE)
gains = st.lists(st.floats(-1e4, 1e4), min_size=SIZE, max_size=SIZE)
aversions = st.floats(0, 20)
measures: st.SearchStrategy[Welfare] = st.sampled_from(["atkinson", "kolm"])


@given(people, health, gains, st.floats(-1e4, 1e4), st.sampled_from(BY_GROUP))
def test_what_is_gained_less_what_is_lost_is_the_total(
    population: list[float], before: list[float], benefit: list[float], lost: float, rule: str
) -> None:
    shares = opportunity_shares(rule, population, before)
    ours = health_change(population, before, benefit, lost, shares)
    assert float(ours.total) == pytest.approx(math.fsum(benefit) - lost, abs=1e-6)
    gained = math.fsum(
        (after - start) * many for after, start, many in zip(ours.after, before, population, strict=True)
    )
    assert gained == pytest.approx(float(ours.total), abs=1e-3)


@given(people, st.lists(st.floats(0.01, 10), min_size=SIZE, max_size=SIZE), st.floats(0.1, 100))
def test_weights_share_out_alike_in_any_unit(population: list[float], weights: list[float], unit: float) -> None:
    plain = shares_of_weights(weights, population)
    np.testing.assert_allclose(plain, shares_of_weights([unit * weight for weight in weights], population))
    assert plain.sum() == pytest.approx(1)


@given(people, health, st.permutations(range(SIZE)))
def test_the_slope_is_that_of_a_plain_regression(population: list[float], level: list[float], order: list[int]) -> None:
    rank = [float(place + 1) for place in order]
    total, below, where = sum(population), 0.0, [0.0] * SIZE
    for place in sorted(range(SIZE), key=lambda one: rank[one]):
        where[place] = (below + population[place] / 2) / total
        below += population[place]
    middle = sum(weight * x for weight, x in zip(population, where, strict=True)) / total
    mean = sum(weight * y for weight, y in zip(population, level, strict=True)) / total
    rows = list(zip(population, where, level, strict=True))
    slope = sum(w * (x - middle) * (y - mean) for w, x, y in rows) / sum(w * (x - middle) ** 2 for w, x, _ in rows)
    assert float(health_slope(level, population, rank)) == pytest.approx(slope, rel=1e-6, abs=1e-6)


@given(people, health, aversions, measures)
def test_the_equivalent_lies_between_least_and_mean(
    population: list[float], level: list[float], aversion: float, measure: Welfare
) -> None:
    ours = equivalents(level, level, population, measure, [aversion])
    assert min(level) - 1e-9 <= float(ours.before[0]) <= np.average(level, weights=population) + 1e-9
    assert float(ours.change[0]) == 0


@given(people, health, aversions, measures, st.integers(0, SIZE - 1))
def test_implicit_weights_are_the_slopes_of_the_equivalent(
    population: list[float], level: list[float], aversion: float, measure: Welfare, group: int
) -> None:
    steps = []
    for place in (group, SIZE - 1):
        # A ten-thousandth of a year for each person, in total years of the group.
        nudged = [value + 1e-4 * (at == place) for at, value in enumerate(level)]
        gain = float(equivalents(level, nudged, population, measure, [aversion]).change[0])
        steps.append(gain / population[place] * population[SIZE - 1])
    # Below this the change is rounding.
    if min(steps) > 1e-8:
        assert steps[0] / steps[1] == pytest.approx(float(implicit_weights(level, measure, aversion)[group]), rel=0.02)


@given(people, health, aversions, measures)
def test_a_gain_for_everyone_is_worthwhile_at_any_aversion(
    population: list[float], level: list[float], aversion: float, measure: Welfare
) -> None:
    better = [value + 0.5 for value in level]
    assert float(equivalents(level, better, population, measure, [aversion]).change[0]) > 0
