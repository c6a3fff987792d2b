"""Laws of contiguity and clustering that hold on any map."""

from __future__ import annotations

import numpy as np
from hypothesis import given, settings
from hypothesis import strategies as st
from numpy.typing import NDArray

from seedbed.analysis.profile.clustering import getis_ord, local_moran
from seedbed.analysis.profile.contiguity import Contiguity, shared_borders
from tests.unit.analysis.profile.plain_neighbours import plain_pairs, quilt

SIZE = 12
seeds = st.integers(0, 2**32 - 1)
keeps = st.lists(st.booleans(), min_size=SIZE, max_size=SIZE).map(np.array)


def board(seed: int) -> NDArray[np.object_]:
    return quilt(np.random.default_rng(seed), 7, 6, SIZE)


def same(first: Contiguity, second: Contiguity) -> bool:
    return np.array_equal(first.offsets, second.offsets) and np.array_equal(first.neighbours, second.neighbours)


@given(seeds)
@settings(max_examples=25, deadline=None)
def test_contiguity_equals_the_plain_twin(seed: int) -> None:
    areas = board(seed)
    found = shared_borders(areas)
    assert {(int(first), int(second)) for first, second in found.pairs} == plain_pairs(areas)
    assert same(found, Contiguity.from_pairs(SIZE, found.pairs))


@given(seeds, seeds)
@settings(max_examples=25, deadline=None)
def test_overlapping_areas_have_the_pairs_of_the_plain_twin(seed: int, other: int) -> None:
    areas = np.concatenate([board(seed), board(other), board(seed)[:3]])
    found = shared_borders(areas)
    assert {(int(first), int(second)) for first, second in found.pairs} == plain_pairs(areas)


@given(seeds, keeps)
@settings(max_examples=25, deadline=None)
def test_a_subset_of_the_borders_is_the_borders_of_the_subset(seed: int, keep: NDArray[np.bool_]) -> None:
    areas = board(seed)
    assert same(shared_borders(areas).subset(keep), shared_borders(areas[keep]))


@given(seeds, keeps)
@settings(max_examples=25, deadline=None)
def test_adding_areas_outside_changes_nothing_inside(seed: int, keep: NDArray[np.bool_]) -> None:
    areas = board(seed)
    values = np.random.default_rng(seed).normal(50, 9, SIZE)
    alone = getis_ord(values[keep], shared_borders(areas[keep]), 99)
    inside = getis_ord(np.where(keep, values, np.nan), shared_borders(areas), 99)
    np.testing.assert_array_equal(inside.p_value[keep], alone.p_value)
    np.testing.assert_array_equal(inside.z_score[keep], alone.z_score)


@given(seeds, st.permutations(range(SIZE)))
@settings(max_examples=25, deadline=None)
def test_the_order_of_the_areas_does_not_matter(seed: int, order: list[int]) -> None:
    areas = board(seed)
    values = np.random.default_rng(seed).normal(50, 9, SIZE)
    plain, moved = shared_borders(areas), shared_borders(areas[order])
    numbers = np.argsort(order)
    assert same(moved, Contiguity.from_pairs(SIZE, numbers[plain.pairs]))
    before, after = local_moran(values, plain, 9), local_moran(values[order], moved, 9)
    np.testing.assert_allclose(after.statistic, before.statistic[order], rtol=0, atol=1e-9)
    np.testing.assert_array_equal(after.quadrant, before.quadrant[order])


@given(seeds, st.floats(0.01, 100), st.floats(-100, 100))
@settings(max_examples=25, deadline=None)
def test_another_unit_changes_no_score(seed: int, factor: float, shift: float) -> None:
    values, contiguity = np.random.default_rng(seed).normal(50, 9, SIZE), shared_borders(board(seed))
    before, after = getis_ord(values, contiguity, 99), getis_ord(values * factor + shift, contiguity, 99)
    np.testing.assert_allclose(after.z_score, before.z_score, rtol=0, atol=1e-7)
    np.testing.assert_array_equal(after.p_value, before.p_value)


@given(seeds)
@settings(max_examples=25, deadline=None)
def test_turning_values_round_turns_the_scores_round(seed: int) -> None:
    values, contiguity = np.random.default_rng(seed).normal(50, 9, SIZE), shared_borders(board(seed))
    before, after = getis_ord(values, contiguity, 99), getis_ord(100 - values, contiguity, 99)
    np.testing.assert_allclose(after.z_score, -before.z_score, rtol=0, atol=1e-9)
    np.testing.assert_array_equal(after.p_value, before.p_value)


@given(seeds, keeps)
@settings(max_examples=25, deadline=None)
def test_components_are_closed_under_adjoining(seed: int, keep: NDArray[np.bool_]) -> None:
    contiguity = shared_borders(board(seed))
    labels = contiguity.components(keep)
    inside = keep[contiguity.pairs].all(axis=1)
    assert (labels[contiguity.pairs[inside, 0]] == labels[contiguity.pairs[inside, 1]]).all()
    assert np.array_equal(labels >= 0, keep)


@given(seeds)
@settings(max_examples=25, deadline=None)
def test_p_values_lie_between_the_least_possible_and_one(seed: int) -> None:
    values = np.random.default_rng(seed).integers(0, 3, SIZE)
    p_value = local_moran(values, shared_borders(board(seed)), 99).p_value
    known = p_value[~np.isnan(p_value)]
    assert ((known >= 0.01) & (known <= 1)).all()
