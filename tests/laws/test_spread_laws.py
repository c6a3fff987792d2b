"""Laws of concentration and spread on generated input, and each fast kernel beside its plain twin."""

from __future__ import annotations

import math
import warnings
from typing import Any

import numpy as np
from hypothesis import given, settings
from hypothesis import strategies as st

from seedbed.analysis.equity.concentration.indices import KINDS, Kind, Question, concentration, ranked_sums
from seedbed.analysis.equity.estimates import Floats
from seedbed.analysis.equity.spread.decomposition import decompose
from seedbed.analysis.equity.spread.indices import SpreadQuestion, spread
from seedbed.analysis.equity.spread.order import lowest_sums, percentiles
from seedbed.errors import MethodWarning

levels = st.floats(0.01, 1000)
people = st.lists(st.tuples(st.integers(0, 6), levels, st.floats(0.1, 9)), min_size=3, max_size=25).filter(
    lambda rows: len({rank for rank, _, _ in rows}) > 1
)
Rows = list[tuple[int, float, float]]


def columns(rows: Rows) -> tuple[Floats, Floats, Floats]:
    rank, values, weights = np.array(rows, dtype=float).T
    return rank, values, weights


def indices(rank: Any, values: Any, weights: Any, aversion: float = 3.0, kinds: tuple[Kind, ...] = KINDS) -> Floats:
    question = Question(kinds, (-10.0, 2e6), aversion, interval="none")
    return np.array([index.value for index in concentration(rank, values, weights, question=question)])


def spreads(values: Any, weights: Any) -> dict[tuple[str, float | None], float]:
    question = SpreadQuestion((0.5, 1.0, 3.0), (0.01,), (2.0, -1.0), interval="none")
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", MethodWarning)
        return {(each.name, each.parameter): each.value for each in spread(values, weights, question=question)}


def plain_sums(rows: Rows, aversion: float) -> list[float]:
    """Return people, health, health by place and health by weight of place, one living standard after the other."""
    total = sum(weight for _, _, weight in rows)
    sums, before = [total, 0.0, 0.0, 0.0], 0.0
    for standard in sorted({rank for rank, _, _ in rows}):
        own = [(value, weight) for rank, value, weight in rows if rank == standard]
        many = sum(weight for _, weight in own)
        low, high = before / total, (before + many) / total
        for value, weight in own:
            sums[1] += weight * value
            sums[2] += weight * value * (low + high - 1)
            sums[3] += weight * value * ((1 - low) ** aversion - max(1 - high, 0) ** aversion) / (high - low)
        before += many
    return sums


@settings(deadline=None, max_examples=50)
@given(rows=people, aversion=st.floats(1.1, 6))
def test_sums_of_places_are_those_of_the_plain_twin(rows: Rows, aversion: float) -> None:
    ordered = sorted(rows, key=lambda row: row[0])
    rank, values, weights = columns(ordered)
    start = np.array([0, *np.flatnonzero(np.diff(rank)) + 1, len(rank)], dtype=np.intp)
    found = ranked_sums(weights[None, :], values, start, aversion)[0]
    np.testing.assert_allclose(found, plain_sums(rows, aversion), rtol=1e-9, atol=1e-9 * float(weights @ values))


@settings(deadline=None, max_examples=50)
@given(rows=people, level=st.floats(0.01, 0.99))
def test_percentiles_and_lowest_sums_are_those_of_the_plain_twin(rows: Rows, level: float) -> None:
    own = sorted((value, weight) for _, value, weight in rows)
    total, before, amount = sum(weight for _, weight in own), 0.0, 0.0
    for value, weight in own:
        if before + weight >= level * total:
            break
        before, amount = before + weight, amount + weight * value
    values, weights = np.array(own).T
    found = percentiles(weights[None, :], values, np.array([level]))[0, 0]
    lowest = lowest_sums(weights[None, :], values, np.array([level]))[0, 0]
    assert found >= value or math.isclose(found, value)
    np.testing.assert_allclose(lowest, amount + (level * total - before) * value, rtol=1e-9)


@settings(deadline=None, max_examples=50)
@given(rows=people, seed=st.integers(0, 1000))
def test_the_order_of_rows_changes_nothing(rows: Rows, seed: int) -> None:
    rank, values, weights = columns(rows)
    order = np.random.default_rng(seed).permutation(len(rows))
    np.testing.assert_allclose(
        indices(rank, values, weights), indices(rank[order], values[order], weights[order]), atol=1e-9
    )
    one, other = spreads(values, weights), spreads(values[order], weights[order])
    np.testing.assert_allclose(list(one.values()), list(other.values()), rtol=1e-9, atol=1e-12)


@settings(deadline=None, max_examples=50)
@given(rows=people, factor=st.floats(0.1, 50))
def test_relative_measures_do_not_depend_on_the_unit(rows: Rows, factor: float) -> None:
    rank, values, weights = columns(rows)
    kinds: tuple[Kind, ...] = ("standard", "extended")
    np.testing.assert_allclose(
        indices(rank, values, weights, kinds=kinds), indices(rank, factor * values, weights, kinds=kinds), atol=1e-9
    )
    one, other = spreads(values, weights), spreads(factor * values, weights)
    for key in one:
        if not key[0].endswith("equivalent") and key[0] != "kolm":
            np.testing.assert_allclose(one[key], other[key], rtol=1e-7, atol=1e-10, err_msg=str(key))


@settings(deadline=None, max_examples=50)
@given(rows=people, more=st.floats(0, 500))
def test_absolute_measures_do_not_change_when_everyone_gets_the_same(rows: Rows, more: float) -> None:
    rank, values, weights = columns(rows)
    kinds: tuple[Kind, ...] = ("generalised", "erreygers")
    np.testing.assert_allclose(
        indices(rank, values, weights, kinds=kinds), indices(rank, values + more, weights, kinds=kinds), atol=1e-7
    )
    one, other = spreads(values, weights), spreads(values + more, weights)
    np.testing.assert_allclose(one["kolm", 0.01], other["kolm", 0.01], atol=1e-6)


@settings(deadline=None, max_examples=50)
@given(rows=people)
def test_turning_the_order_round_turns_the_sign(rows: Rows) -> None:
    rank, values, weights = columns(rows)
    kinds: tuple[Kind, ...] = ("standard", "generalised", "erreygers", "wagstaff")
    np.testing.assert_allclose(
        indices(rank, values, weights, kinds=kinds), -indices(-rank, values, weights, kinds=kinds), atol=1e-7
    )


@settings(deadline=None, max_examples=50)
@given(rows=people)
def test_health_and_illness_mirror_each_other_between_bounds(rows: Rows) -> None:
    rank, values, weights = columns(rows)
    kinds: tuple[Kind, ...] = ("erreygers", "wagstaff")
    ill = 2e6 - 10 - values
    np.testing.assert_allclose(
        indices(rank, values, weights, kinds=kinds), -indices(rank, ill, weights, kinds=kinds), atol=1e-7
    )


@settings(deadline=None, max_examples=50)
@given(rows=people)
def test_indices_stay_between_their_ends(rows: Rows) -> None:
    rank, values, weights = columns(rows)
    assert (np.abs(indices(rank, values, weights, kinds=("standard", "erreygers", "wagstaff"))) <= 1 + 1e-9).all()
    found = spreads(values, weights)
    for key in (("gini", None), ("atkinson", 0.5), ("atkinson", 1.0), ("atkinson", 3.0)):
        assert -1e-9 <= found[key] <= 1
    least, mean = values.min(), float(weights @ values / weights.sum())
    for (name, _), level in found.items():
        if name.endswith("equivalent"):
            assert least * (1 - 1e-9) <= level <= mean * (1 + 1e-9)


@settings(deadline=None, max_examples=50)
@given(rows=people)
def test_more_aversion_never_finds_less_inequality(rows: Rows) -> None:
    _, values, weights = columns(rows)
    found = spreads(values, weights)
    assert found["atkinson", 0.5] <= found["atkinson", 1.0] + 1e-9
    assert found["atkinson", 1.0] <= found["atkinson", 3.0] + 1e-9


@settings(deadline=None, max_examples=50)
@given(rows=people, gift=st.floats(0.01, 1))
def test_a_gift_from_the_one_with_most_to_the_one_with_least_lessens_inequality(rows: Rows, gift: float) -> None:
    values = np.sort(columns(rows)[1])
    given_away = gift * (values[-1] - values[0]) / 2
    after = values.copy()
    after[0] += given_away
    after[-1] -= given_away
    one, other = spreads(values, None), spreads(after, None)
    for key in (("gini", None), ("theil", None), ("mean_log_deviation", None), ("atkinson", 1.0), ("kolm", 0.01)):
        assert other[key] <= one[key] + 1e-9


@settings(deadline=None, max_examples=50)
@given(rows=people, order=st.sampled_from([-1.0, 0.0, 0.5, 1.0, 2.0]))
def test_parts_add_up(rows: Rows, order: float) -> None:
    rank, values, weights = columns(rows)
    split = decompose(values, rank.astype(np.intp), weights, order)
    np.testing.assert_allclose(split.within + split.between, split.total, rtol=1e-7, atol=1e-10)
    assert split.between >= -1e-9
    assert split.within >= -1e-9
