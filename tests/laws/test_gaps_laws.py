from __future__ import annotations

import math
import warnings

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy import special

from seedbed.analysis.equity.gaps.catalogue import KEYS, MEASURES, PLACE
from seedbed.analysis.equity.gaps.contributions import contributions
from seedbed.analysis.equity.gaps.kernels import quantile
from seedbed.analysis.equity.gaps.measures import WhoGaps, who_gaps
from seedbed.analysis.equity.gaps.sets import GroupSets, group_sets
from seedbed.analysis.equity.gaps.trends import trend
from seedbed.analysis.equity.sampling.draws import SEED, standard_normal_draws
from seedbed.errors import MethodWarning

Row = tuple[float, float, float]
ROWS = st.lists(
    st.tuples(st.floats(1, 99), st.floats(0.1, 5), st.floats(1, 1000)),
    min_size=2,
    max_size=8,
    unique_by=lambda row: row[0],
)


def sets_of(rows: list[Row], **options: object) -> GroupSets:
    value, error, people = (list(column) for column in zip(*rows, strict=True))
    return group_sets(value, error, people, **options)  # type: ignore[arg-type]


def measured(rows: list[Row], *, correct: bool = False, draws: int = 200, **options: object) -> WhoGaps:
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", MethodWarning)
        return who_gaps(sets_of(rows, **options), draws=draws, correct=correct)


def plain(rows: list[Row], *, ordered: bool = False, favourable: bool = True) -> dict[str, float]:
    """Work the measures out one by one as their formulae are written."""
    y = [value for value, _, _ in rows]
    total = sum(people for _, _, people in rows)
    w = [people / total for _, _, people in rows]
    n = len(y)
    m = sum(share * value for share, value in zip(w, y, strict=True))
    best, worst = (max(y), min(y)) if favourable else (min(y), max(y))
    good, bad = (y[-1], y[0]) if ordered else (best, worst)
    d, r = (good - bad, good / bad) if favourable else (bad - good, bad / good)
    target = ref = good
    par = max(target - m, 0.0) if favourable else min(target - m, 0.0)

    def apart(point: float) -> tuple[float, float]:
        return (
            sum(abs(value - point) for value in y) / n,
            sum(share * abs(value - point) for share, value in zip(w, y, strict=True)),
        )

    bgv = sum(share * (value - m) ** 2 for share, value in zip(w, y, strict=True))
    mean, from_best, from_ref = apart(m), apart(best), apart(ref)
    ti = 1000 * sum(share * value / m * math.log(value / m) for share, value in zip(w, y, strict=True))
    mld = -1000 * sum(share * math.log(value / m) for share, value in zip(w, y, strict=True))
    return {
        "d": d, "r": r, "par": par, "paf": 100 * par / m, "bgv": bgv, "bgsd": math.sqrt(bgv),
        "cov": 100 * math.sqrt(bgv) / m, "ti": ti, "mld": mld, "idisu": 100 * mean[0] / m, "idisw": 100 * mean[1] / m,
        "mdmu": mean[0], "mdmw": mean[1], "mdbu": from_best[0], "mdbw": from_best[1], "mdru": from_ref[0],
        "mdrw": from_ref[1], "rmdbu": 100 * from_best[0] / best, "rmdbw": 100 * from_best[1] / best,
        "rmdru": 100 * from_ref[0] / ref, "rmdrw": 100 * from_ref[1] / ref,
    }  # fmt: skip


@given(ROWS, st.booleans(), st.booleans())
@settings(max_examples=60, deadline=None)
def test_the_fast_measures_are_the_written_ones(rows: list[Row], ordered: bool, favourable: bool) -> None:
    order = np.arange(len(rows)) + 1 if ordered else None
    found = measured(rows, order=order, favourable=favourable).value[0]
    expected = plain(rows, ordered=ordered, favourable=favourable)
    np.testing.assert_allclose(found, [expected[key] for key in KEYS], rtol=1e-9, atol=1e-9)


@given(ROWS)
@settings(max_examples=15, deadline=None)
def test_simulated_limits_are_those_of_a_plain_simulation(rows: list[Row]) -> None:
    draws = standard_normal_draws(len(rows), 200, SEED)
    found = measured(rows, scale=100)
    samples = []
    for draw in range(200):
        drawn = [
            (min(max(value + error * draws[group, draw], 0.0), 100.0), error, people)
            for group, (value, error, people) in enumerate(rows)
        ]
        samples.append(
            [plain(drawn)[key] for key in ("bgsd", "mdmu", "mdbw")] if all(row[0] > 0 for row in drawn) else []
        )
    if all(samples):
        low, high = np.quantile(np.array(samples), [0.025, 0.975], axis=0)
        places = [PLACE[key] for key in ("bgsd", "mdmu", "mdbw")]
        np.testing.assert_allclose(found.low[0, places], low, rtol=1e-9)
        np.testing.assert_allclose(found.high[0, places], high, rtol=1e-9)


@given(ROWS, st.floats(0.1, 10))
@settings(max_examples=30, deadline=None)
def test_relative_measures_do_not_depend_on_the_unit_and_absolute_ones_grow_with_it(
    rows: list[Row], unit: float
) -> None:
    once = measured(rows).value[0]
    again = measured([(value * unit, error * unit, people) for value, error, people in rows]).value[0]
    power = np.array([0 if each.relative else 2 if each.kind == "squared" else 1 for each in MEASURES])
    np.testing.assert_allclose(again, once * unit**power, rtol=1e-7, atol=1e-9)


@given(ROWS, st.randoms(use_true_random=False))
@settings(max_examples=20, deadline=None)
def test_the_order_of_rows_does_not_matter_to_values(rows: list[Row], chance: object) -> None:
    mixed = list(rows)
    chance.shuffle(mixed)  # type: ignore[attr-defined]
    np.testing.assert_allclose(measured(mixed).value, measured(rows).value, rtol=1e-9, atol=1e-9)


@given(ROWS)
@settings(max_examples=15, deadline=None)
def test_corrected_limits_are_in_order_and_never_below_no_inequality(rows: list[Row]) -> None:
    found = measured(rows, correct=True)
    low, high = found.corrected_low[0], found.corrected_high[0]
    known = np.isfinite(low) & np.isfinite(high)
    assert (low[known] <= high[known] + 1e-9).all()
    least = np.array([1.0 if each.kind == "ratio" else 0.0 for each in MEASURES])
    assert (low[known] >= least[known] - 1e-9).all()


@given(ROWS)
@settings(max_examples=30, deadline=None)
def test_terms_of_every_measure_add_to_the_whole(rows: list[Row]) -> None:
    shares = contributions(sets_of(rows))[:, 2:]
    np.testing.assert_allclose(shares.sum(axis=0), 1.0, rtol=1e-7)


@given(st.lists(st.floats(-1e6, 1e6), min_size=1, max_size=60), st.floats(0, 1))
@settings(max_examples=100, deadline=None)
def test_the_quantile_is_that_of_numpy(numbers: list[float], share: float) -> None:
    assert quantile(np.array(numbers), share) == pytest.approx(float(np.quantile(numbers, share)), rel=1e-9, abs=1e-6)


@given(st.floats(1, 50), st.floats(1, 50), st.floats(0.1, 3), st.floats(0.1, 3))
@settings(max_examples=50, deadline=None)
def test_a_change_of_symmetric_limits_is_the_difference_of_two_normals(
    first: float, last: float, one: float, other: float
) -> None:
    reach = float(special.ndtri(0.975))
    found = trend([2015, 2020], [first, last], [first - reach * one, last - reach * other],
                  [first + reach * one, last + reach * other])  # fmt: skip
    assert found is not None
    assert found.change == pytest.approx(last - first)
    assert found.high - found.change == pytest.approx(reach * math.hypot(one, other))
