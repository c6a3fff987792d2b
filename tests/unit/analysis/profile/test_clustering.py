"""Local Moran and Getis-Ord against plain twins, and what happens at the edges."""

from __future__ import annotations

import numpy as np
import pytest
from numpy.typing import NDArray

from seedbed.analysis.profile import clustering
from seedbed.analysis.profile.clustering import getis_ord, local_moran
from seedbed.analysis.profile.contiguity import Contiguity
from seedbed.errors import BadInputError, UsageError
from tests.unit.analysis.profile.plain_neighbours import exact_p_values, plain_getis_ord, plain_moran

ROW = Contiguity.from_pairs(5, [(0, 1), (1, 2), (2, 3), (3, 4)])
DRAWS = 50_000
# Four standard errors of a p value of one half.
CHANCE = 4 * 0.5 / DRAWS**0.5

Floats = NDArray[np.float64]


def random_map(seed: int, size: int = 9) -> tuple[Floats, Contiguity]:
    generator = np.random.default_rng(seed)
    pairs = [(i, j) for i in range(size) for j in range(i + 1, size) if generator.random() < 0.25]
    return generator.normal(20, 4, size), Contiguity.from_pairs(size, pairs)


def near(contiguity: Contiguity) -> list[list[int]]:
    return [contiguity.of(area).tolist() for area in range(contiguity.size)]


@pytest.mark.parametrize("seed", range(6))
def test_moran_equals_its_plain_twin(seed: int) -> None:
    values, contiguity = random_map(seed)
    found = local_moran(values, contiguity, draws=9).statistic
    np.testing.assert_allclose(found, plain_moran(values.tolist(), near(contiguity)), rtol=0, atol=1e-12)


@pytest.mark.parametrize("include_self", [True, False])
@pytest.mark.parametrize("seed", range(6))
def test_getis_ord_equals_its_plain_twin(seed: int, include_self: bool) -> None:
    values, contiguity = random_map(seed)
    found = getis_ord(values, contiguity, draws=9, include_self=include_self)
    shares, scores = plain_getis_ord(values.tolist(), near(contiguity), include_self=include_self)
    np.testing.assert_allclose(found.statistic, shares, rtol=0, atol=1e-12)
    np.testing.assert_allclose(found.z_score, scores, rtol=0, atol=1e-12)


@pytest.mark.parametrize("seed", range(6))
def test_p_values_come_near_every_arrangement(seed: int) -> None:
    values, contiguity = random_map(seed)
    found = getis_ord(values, contiguity, DRAWS).p_value
    np.testing.assert_allclose(found, exact_p_values(values.tolist(), near(contiguity)), rtol=0, atol=CHANCE)


@pytest.mark.parametrize("seed", range(6))
def test_p_values_of_tied_values_come_near_every_arrangement(seed: int) -> None:
    values, contiguity = random_map(seed)
    few_values = np.floor(values / 5) / 10
    found = local_moran(few_values, contiguity, DRAWS).p_value
    np.testing.assert_allclose(found, exact_p_values(few_values.tolist(), near(contiguity)), rtol=0, atol=CHANCE)


def test_an_area_that_adjoins_all_others_can_never_stand_out() -> None:
    star = Contiguity.from_pairs(5, [(0, other) for other in range(1, 5)])
    assert getis_ord([9, 1, 2, 3, 4], star, 999).p_value[0] == 1


def test_the_same_seed_gives_the_same_p_values() -> None:
    values, contiguity = random_map(1)
    first, second = (local_moran(values, contiguity, 99, seed=7).p_value for _ in range(2))
    np.testing.assert_array_equal(first, second)


def test_another_seed_gives_other_p_values() -> None:
    values, contiguity = random_map(1)
    assert (local_moran(values, contiguity, 99, seed=7).p_value != local_moran(values, contiguity, 99).p_value).any()


def test_drawing_in_blocks_changes_nothing(monkeypatch: pytest.MonkeyPatch) -> None:
    values, contiguity = random_map(2)
    whole = getis_ord(values, contiguity, 999).p_value
    monkeypatch.setattr(clustering, "PLACES_AT_ONCE", 50)
    np.testing.assert_array_equal(getis_ord(values, contiguity, 999).p_value, whole)


def test_an_area_without_neighbours_has_no_p_value() -> None:
    lonely = Contiguity.from_pairs(4, [(0, 1), (1, 2)])
    moran, gi_star = local_moran([1, 2, 3, 9], lonely, 99), getis_ord([1, 2, 3, 9], lonely, 99)
    assert (moran.statistic[3], moran.quadrant[3]) == (0, 0)
    assert np.isnan(moran.p_value[3])
    assert np.isnan(gi_star.p_value[3])
    assert gi_star.z_score[3] == pytest.approx((9 - 3.75) / np.std([1, 2, 3, 9]))


def test_gi_of_an_area_without_neighbours_has_no_score() -> None:
    lonely = Contiguity.from_pairs(4, [(0, 1), (1, 2)])
    assert np.isnan(getis_ord([1, 2, 3, 9], lonely, 99, include_self=False).z_score[3])


def test_equal_values_cannot_cluster() -> None:
    moran, gi_star = local_moran([0.1] * 5, ROW, 99), getis_ord([0.1] * 5, ROW, 99)
    for figures in (moran.statistic, moran.p_value, gi_star.z_score, gi_star.p_value):
        assert np.isnan(figures).all()
    assert (moran.quadrant == 0).all()
    np.testing.assert_allclose(gi_star.statistic, [0.4, 0.6, 0.6, 0.6, 0.4])


def test_an_area_without_a_value_is_left_out_as_if_it_were_not_there() -> None:
    found = getis_ord([1, 5, np.nan, 2, 8], ROW, 999)
    without = getis_ord([1, 5, 2, 8], Contiguity.from_pairs(4, [(0, 1), (2, 3)]), 999)
    assert np.isnan([found.statistic[2], found.z_score[2], found.p_value[2]]).all()
    np.testing.assert_array_equal(found.z_score[[0, 1, 3, 4]], without.z_score)
    np.testing.assert_array_equal(found.p_value[[0, 1, 3, 4]], without.p_value)


def test_moran_without_a_value_has_no_quadrant() -> None:
    assert local_moran([1, 5, np.nan, 2, 8], ROW, 99).quadrant[2] == 0


@pytest.mark.parametrize("size", [0, 1])
def test_no_areas_or_one_give_no_figures(size: int) -> None:
    alone = Contiguity.from_pairs(size, [])
    assert np.isnan(getis_ord([3.0] * size, alone, 99).p_value).all()
    assert np.isnan(local_moran([3.0] * size, alone, 99).statistic).all()


def test_no_values_at_all_give_no_figures() -> None:
    assert np.isnan(getis_ord([np.nan] * 5, ROW, 99).z_score).all()


def test_values_below_zero_keep_score_and_p_value() -> None:
    moved = getis_ord(np.array([1, 2, 3, 7, 7]) - 4.0, ROW, 999)
    plain = getis_ord([1, 2, 3, 7, 7], ROW, 999)
    assert np.isnan(moved.statistic).all()
    np.testing.assert_allclose(moved.z_score, plain.z_score, atol=1e-12)
    np.testing.assert_array_equal(moved.p_value, plain.p_value)


def test_values_that_do_not_fit_the_areas_are_refused() -> None:
    with pytest.raises(BadInputError, match="do not match"):
        local_moran([1, 2, 3], ROW, 99)


def test_an_infinite_value_is_named() -> None:
    with pytest.raises(BadInputError) as raised:
        getis_ord([1, 2, np.inf, 3, 4], ROW, 99)
    assert "number 2" in raised.value.why


def test_no_draws_are_refused() -> None:
    with pytest.raises(UsageError):
        getis_ord([1, 2, 3, 4, 5], ROW, 0)
