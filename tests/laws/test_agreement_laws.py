"""Laws of agreement, and plain slow twins of what is computed from sums."""

from __future__ import annotations

from collections.abc import Callable
from itertools import permutations
from typing import Any

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy import sparse

from seedbed.analysis.voices.alpha import krippendorff_alpha
from seedbed.analysis.voices.chance_corrected import agreeing, fleiss_kappa, gwet_coefficient, percent_agreement
from seedbed.analysis.voices.code_distances import Kind, pair_sums, ratio_terms
from seedbed.analysis.voices.code_order import METRICS
from seedbed.analysis.voices.codings import Codings, read_codings
from seedbed.analysis.voices.cohen import cohen_kappa, two_coders, weighted_kappa

Rows = list[list[int | None]]


@st.composite
def tables(draw: st.DrawFn, coders: int | None = None, *, missing: bool = True) -> Rows:
    """Units by coders, values 0 to 4, at least one unit with two codings."""
    many = coders or draw(st.integers(2, 5))
    cell = st.one_of(st.none(), st.integers(0, 4)) if missing else st.integers(0, 4)
    rows = draw(st.lists(st.lists(cell, min_size=many, max_size=many), min_size=2, max_size=12))
    rows[0][:2] = [draw(st.integers(0, 4)), draw(st.integers(0, 4))]
    return rows


def coded(rows: Rows, metric: Any = "nominal") -> Codings:
    at = [(unit, coder, value) for unit, row in enumerate(rows) for coder, value in enumerate(row) if value is not None]
    units, coders, values = zip(*at, strict=True)
    return read_codings(units, coders, values, metric)


def of_all(measure: Callable[[Any], Any], codings: Codings) -> float:
    return float(measure(np.ones((1, len(codings.units))))[0])


def present(rows: Rows) -> list[list[int]]:
    return [[value for value in row if value is not None] for row in rows]


def plain_distance(metric: str, values: list[int]) -> Callable[[int, int], float]:
    """Krippendorff's distances as he writes them."""

    def ordinal(a: int, b: int) -> float:
        low, high = min(a, b), max(a, b)
        between = sum(low <= value <= high for value in values)
        return float((between - (values.count(a) + values.count(b)) / 2) ** 2) if a != b else 0.0

    return {
        "nominal": lambda a, b: float(a != b),
        "ordinal": ordinal,
        "interval": lambda a, b: float((a - b) ** 2),
        "ratio": lambda a, b: ((a - b) / (a + b)) ** 2 if a + b else 0.0,
    }[metric]


def plain_alpha(rows: Rows, metric: str) -> float:
    """Pair by pair, slowly."""
    units = [row for row in present(rows) if len(row) > 1]
    values = [value for row in units for value in row]
    apart = plain_distance(metric, values)
    observed = sum(sum(apart(a, b) for a, b in permutations(row, 2)) / (len(row) - 1) for row in units)
    expected = sum(apart(a, b) for a, b in permutations(values, 2)) / (len(values) - 1)
    return 1 - observed / expected if expected else float("nan")


@given(rows=tables(), metric=st.sampled_from(METRICS))
@settings(max_examples=150, deadline=None)
def test_alpha_is_its_slow_twin(rows: Rows, metric: Any) -> None:
    codings = coded(rows, metric)
    np.testing.assert_allclose(
        of_all(krippendorff_alpha(codings, metric), codings), plain_alpha(rows, metric), atol=1e-9
    )


@given(rows=tables(), metric=st.sampled_from(METRICS), seed=st.integers(0, 9))
@settings(max_examples=80, deadline=None)
def test_weighing_units_is_writing_them_down_as_often(rows: Rows, metric: Any, seed: int) -> None:
    codings = coded(rows, metric)
    times = np.random.default_rng(seed).integers(0, 3, len(rows))
    kept = [unit for unit, row in enumerate(rows) if any(value is not None for value in row)]
    weights = np.array([[times[int(name)] for name in codings.units]], dtype=float)
    written = [rows[unit] for unit in kept for _ in range(times[unit])]
    if any(len(row) > 1 for row in present(written)):
        ours = float(krippendorff_alpha(codings, metric)(weights)[0])
        np.testing.assert_allclose(ours, plain_alpha(written, metric), atol=1e-9)


@given(rows=tables())
@settings(max_examples=80, deadline=None)
def test_fleiss_gwet_and_percent_are_their_slow_twins(rows: Rows) -> None:
    codings = coded(rows)
    units = [row for row in present(rows) if row]
    several = [row for row in units if len(row) > 1]
    names = sorted({value for row in units for value in row})
    observed = np.mean([np.mean([a == b for a, b in permutations(row, 2)]) for row in several])
    habit = np.array([np.mean([row.count(name) / len(row) for row in units]) for name in names])
    agree = agreeing(codings)
    assert of_all(percent_agreement(agree), codings) == pytest.approx(observed)
    if len(names) > 1:
        chances = {fleiss_kappa: (habit**2).sum(), gwet_coefficient: (habit * (1 - habit)).sum() / (len(names) - 1)}
        for measure, chance in chances.items():
            assert of_all(measure(agree), codings) == pytest.approx((observed - chance) / (1 - chance))


@given(rows=tables(2, missing=False))
@settings(max_examples=80, deadline=None)
def test_cohens_kappas_are_their_slow_twins(rows: Rows) -> None:
    codings = coded(rows, "interval")
    first, second = np.array(rows, dtype=float).T
    distances: dict[str, Callable[[Any, Any], Any]] = {
        "plain": lambda a, b: (a != b).astype(float),
        "linear": lambda a, b: np.abs(a - b),
        "quadratic": lambda a, b: (a - b) ** 2,
    }
    pair = two_coders(codings)
    ours = {
        "plain": cohen_kappa(pair),
        "linear": weighted_kappa(pair, squared=False),
        "quadratic": weighted_kappa(pair, squared=True),
    }
    for name, apart in distances.items():
        expected = apart(first[:, None], second[None, :]).mean()
        slow = 1 - apart(first, second).mean() / expected if expected else np.nan
        np.testing.assert_allclose(of_all(ours[name], codings), slow, atol=1e-9)


@given(rows=tables(), metric=st.sampled_from(METRICS))
@settings(max_examples=60, deadline=None)
def test_names_and_order_of_coders_make_no_difference_to_alpha(rows: Rows, metric: Any) -> None:
    codings, turned = coded(rows, metric), coded([row[::-1] for row in rows], metric)
    one, other = (of_all(krippendorff_alpha(each, metric), each) for each in (codings, turned))
    np.testing.assert_allclose(one, other, atol=1e-12)


@given(rows=tables(), shift=st.integers(-1000, 1000), scale=st.floats(0.01, 1000))
@settings(max_examples=60, deadline=None)
def test_interval_alpha_knows_no_zero_and_no_unit(rows: Rows, shift: int, scale: float) -> None:
    moved = [[None if value is None else value * scale + shift for value in row] for row in rows]
    codings, other = coded(rows, "interval"), coded(moved, "interval")  # type: ignore[arg-type]
    one, two = (of_all(krippendorff_alpha(each, "interval"), each) for each in (codings, other))
    np.testing.assert_allclose(one, two, atol=1e-8)


@given(counts=st.lists(st.integers(0, 4), min_size=2, max_size=9), seed=st.integers(0, 99))
@settings(max_examples=80, deadline=None)
@pytest.mark.parametrize("kind", ["identity", "ordinal", "linear", "quadratic", "ratio"])
def test_sums_of_distances_are_their_slow_twin(kind: Kind, counts: list[int], seed: int) -> None:
    positions = np.sort(np.random.default_rng(seed).choice(1000, len(counts), replace=False) / 7.0)
    gap = np.abs(positions[:, None] - positions[None, :])
    total = positions[:, None] + positions[None, :]
    slow = {
        "identity": (gap > 0).astype(float),
        "ordinal": gap * (gap + 1) / 2,
        "linear": gap,
        "quadratic": gap**2,
        "ratio": np.divide(gap, total, out=np.zeros_like(gap), where=total > 0) ** 2,
    }[kind]
    many = np.array(counts, dtype=float)
    ours = pair_sums(sparse.csr_array(many[None, :]), positions, kind)[0]
    np.testing.assert_allclose(ours, many @ slow @ many, rtol=1e-9, atol=1e-9)


@given(values=st.lists(st.floats(1e-6, 1e6), min_size=2, max_size=30, unique=True), zero=st.booleans())
@settings(max_examples=80, deadline=None)
def test_ratios_as_separable_terms_are_the_ratios(values: list[float], zero: bool) -> None:
    positions = np.array(sorted([0.0, *values] if zero else values))
    terms = ratio_terms(positions)
    total = positions[:, None] + positions[None, :]
    gap = positions[:, None] - positions[None, :]
    slow = np.divide(gap, total, out=np.ones_like(gap), where=total > 0) ** 2
    np.testing.assert_allclose(1 - terms @ terms.T, slow, atol=1e-11)


def test_many_distinct_ratios_are_those_of_the_table(monkeypatch: pytest.MonkeyPatch) -> None:
    generator = np.random.default_rng(4)
    values = np.exp(generator.normal(size=(60, 1)) + 0.3 * generator.normal(size=(60, 3))).ravel()
    values[::17] = 0.0
    codings = read_codings(np.repeat(np.arange(60), 3), np.tile(np.arange(3), 60), values, "ratio")
    weights = generator.integers(0, 3, (20, 60)).astype(float)
    by_table = krippendorff_alpha(codings, "ratio")(weights)
    monkeypatch.setattr("seedbed.analysis.voices.alpha.TABLE_TO", 10)
    monkeypatch.setattr("seedbed.analysis.voices.code_distances.TABLE_TO", 10)
    np.testing.assert_allclose(krippendorff_alpha(codings, "ratio")(weights), by_table, atol=1e-9)
