"""Laws of slope indices, and slow plain twins of what is compiled or worked out for many sets at once."""

from __future__ import annotations

import warnings

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy import optimize, special

from seedbed.analysis.equity.sampling.draws import standard_normal_draws
from seedbed.analysis.equity.slope.linear import phe_slope
from seedbed.analysis.equity.slope.lines import SlopeIndices, line_weights, mid_ranks
from seedbed.analysis.equity.slope.ridit import who_slope
from seedbed.analysis.equity.slope.simulation import lines_of_draws
from seedbed.errors import MethodWarning

pytestmark = pytest.mark.filterwarnings("ignore::seedbed.errors.MethodWarning")
PEOPLE = st.lists(st.integers(50, 5000), min_size=3, max_size=9)
SEEDS = st.integers(0, 2**32 - 1)


def numbers(found: SlopeIndices) -> list[float]:
    return [float(each) for index in (found.sii, found.rii) for each in (index.value, index.low, index.high)]


def values(people: list[int], seed: int) -> tuple[np.ndarray, np.ndarray]:
    chance = np.random.default_rng(seed)
    return chance.uniform(60, 90, len(people)), chance.uniform(0.2, 2, len(people))


@given(PEOPLE, SEEDS)
def test_the_line_is_that_of_numpys_least_squares(people: list[int], seed: int) -> None:
    years, errors = values(people, seed)
    weight = np.array(people, dtype=float)
    rank = (np.cumsum(weight) - weight / 2) / weight.sum()
    slope, start = np.polyfit(rank, years, 1, w=np.sqrt(weight))
    found = phe_slope(weight, years, errors)
    assert float(found.sii.value) == pytest.approx(slope, rel=1e-7, abs=1e-7)
    assert float(found.intercept) == pytest.approx(start, rel=1e-7)


@given(PEOPLE, SEEDS, st.floats(-50, 50), st.floats(0.1, 10))
def test_moving_or_stretching_all_values_moves_or_stretches_the_slope(
    people: list[int], seed: int, moved: float, stretched: float
) -> None:
    years, errors = values(people, seed)
    before = phe_slope(people, years, errors)
    after = phe_slope(people, moved + stretched * years, stretched * errors)
    for ours, theirs in zip(numbers(after)[:3], numbers(before)[:3], strict=True):
        assert ours == pytest.approx(stretched * theirs, rel=1e-6, abs=1e-6)


@given(PEOPLE, SEEDS)
def test_turning_the_order_round_turns_the_indices_round(people: list[int], seed: int) -> None:
    years, errors = values(people, seed)
    there = numbers(phe_slope(people, years, errors, multiplier=-1))
    back = numbers(phe_slope(people[::-1], years[::-1], errors[::-1]))
    np.testing.assert_allclose(back, there, rtol=1e-6, atol=1e-6)


@given(PEOPLE)
def test_the_mean_rank_is_a_half_and_a_constant_has_no_slope(people: list[int]) -> None:
    share, rank = mid_ranks(np.array([people], dtype=float))
    assert float((share * rank).sum()) == pytest.approx(0.5)
    start, slope = line_weights(np.array([people], dtype=float))
    assert float(start.sum()) == pytest.approx(1)
    assert float(slope.sum()) == pytest.approx(0, abs=1e-9)


@given(PEOPLE, SEEDS)
def test_the_value_lies_between_its_limits(people: list[int], seed: int) -> None:
    years, errors = values(people, seed)
    for found in (phe_slope(people, years, errors), who_slope(people, years, errors, "mean", limits="sampling")):
        for index in (found.sii, found.rii):
            assert not index.low > index.value
            assert not index.high < index.value


@given(PEOPLE, SEEDS)
@settings(max_examples=20)
def test_many_sets_at_once_are_as_one_by_one(people: list[int], seed: int) -> None:
    years = values(people, seed)[0]
    table = np.stack([years, years[::-1], years + 1])
    many = who_slope(np.stack([people] * 3), table, value_type="mean")
    for place, row in enumerate(table):
        alone = who_slope(people, row, value_type="mean")
        assert float(many.sii.low[place]) == pytest.approx(float(alone.sii.low), nan_ok=True)


@given(PEOPLE, SEEDS)
@settings(max_examples=30)
def test_the_curve_is_the_one_that_makes_the_shares_most_likely(people: list[int], seed: int) -> None:
    """A search that shares no code: the greatest likelihood, by a simplex."""
    share = np.random.default_rng(seed).uniform(0.05, 0.95, len(people))
    weight = np.array(people, dtype=float)
    rank = (np.cumsum(weight) - weight / 2) / weight.sum()

    def unlikely(ends: np.ndarray) -> float:
        place = ends[0] + ends[1] * rank
        return float(-(weight / weight.sum() * (share * place - np.logaddexp(0, place))).sum())

    best = optimize.minimize(unlikely, [0.0, 0.0], method="Nelder-Mead", options={"xatol": 1e-9, "fatol": 1e-14}).x
    found = who_slope(weight, share, weighting="population")
    assert float(found.sii.value) == pytest.approx(
        float(special.expit(best.sum()) - special.expit(best[0])), rel=1e-4, abs=1e-5
    )


@pytest.mark.parametrize("logit", [False, True])
@given(PEOPLE, SEEDS)
@settings(max_examples=10, deadline=None)
def test_the_kernel_is_its_slow_twin(logit: bool, people: list[int], seed: int) -> None:
    chance = np.random.default_rng(seed)
    value, error = chance.uniform(0.1, 5, len(people)), chance.uniform(0, 1.5, len(people))
    weights = tuple(each[0] for each in line_weights(np.array([people], dtype=float)))
    normals = standard_normal_draws(len(people), 1500, seed % 1000)
    ends = np.empty(1500), np.empty(1500)
    lines_of_draws(value, error, (weights[0], weights[1]), normals, logit, ends)
    drawn = value[:, np.newaxis] * np.exp(error[:, np.newaxis] * normals)
    drawn = drawn / (1 + drawn) if logit else drawn
    for ours, theirs in zip(ends, (weights[0] @ drawn, weights[1] @ drawn), strict=True):
        np.testing.assert_allclose(ours, theirs, rtol=1e-6, atol=1e-6 * float(np.abs(drawn).max()))


def test_simulated_limits_are_those_of_a_plain_simulation() -> None:
    people, rates, errors = np.array([900.0, 700.0, 1100.0]), np.array([9.0, 7.0, 4.0]), np.array([0.1, 0.05, 0.15])
    chance = np.random.default_rng(5)
    rank = (np.cumsum(people) - people / 2) / people.sum()
    lines = np.array(
        [
            np.polyfit(rank, row, 1, w=np.sqrt(people))
            for row in np.exp(np.log(rates) + errors * chance.standard_normal((20_000, 3)))
        ]
    )
    found = phe_slope(people, rates, errors, "rate")
    width = float(found.sii.high - found.sii.low)
    assert [float(found.sii.low), float(found.sii.high)] == pytest.approx(
        np.quantile(lines[:, 0], [0.025, 0.975]), abs=0.03 * width
    )


@pytest.mark.parametrize("kind", ["rate", "proportion"])
def test_multiplicative_limits_are_those_of_a_plain_simulation(kind: str) -> None:
    people, values, errors = np.array([900.0, 700.0, 1100.0]), np.array([0.5, 0.3, 0.2]), np.array([0.1, 0.05, 0.15])
    forth, back = (np.log, np.exp) if kind == "rate" else (special.logit, special.expit)
    start, slope = (each[0] for each in line_weights(people[np.newaxis]))
    drawn = forth(values) + errors * np.random.default_rng(5).standard_normal((200_000, 3))
    bottom, top = back(drawn @ start), back(drawn @ (start + slope))
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", MethodWarning)
        found = phe_slope(people, values, errors, kind, multiplicative=True)  # type: ignore[arg-type]
    for index, plain in ((found.sii, top - bottom), (found.rii, top / bottom)):
        width = float(index.high - index.low)
        assert [float(index.low), float(index.high)] == pytest.approx(
            np.quantile(plain, [0.025, 0.975]), abs=0.02 * width
        )
