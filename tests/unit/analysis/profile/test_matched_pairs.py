from __future__ import annotations

import numpy as np
import pytest

from seedbed.analysis.profile.matched_pairs import matched_pairs, standardise


def _all_pairings(members: list[int], forbidden: set[tuple[int, int]]) -> list[list[tuple[int, int]]]:
    if len(members) < 2:
        return [[]]
    first, rest = members[0], members[1:]
    found = _all_pairings(rest, forbidden)
    for partner in rest:
        if (first, partner) not in forbidden:
            left = [member for member in rest if member != partner]
            found += [[(first, partner), *pairing] for pairing in _all_pairings(left, forbidden)]
    return found


@pytest.mark.parametrize("seed", range(6))
def test_the_pairing_is_the_best_of_all_pairings(seed: int) -> None:
    random = np.random.default_rng(seed)
    features = random.normal(size=(7, 3))
    forbidden = {(0, 1), (2, 5)}
    standard = standardise(features)
    pairings = _all_pairings(list(range(7)), forbidden)
    most = max(len(pairing) for pairing in pairings)
    best = min(
        sum(float(np.linalg.norm(standard[a] - standard[b])) for a, b in pairing)
        for pairing in pairings
        if len(pairing) == most
    )
    partner, distance = matched_pairs(features, np.zeros(7, dtype=np.int64), forbidden)
    assert (partner >= 0).sum() == 2 * most
    assert np.nansum(distance) / 2 == pytest.approx(best, abs=1e-5)


def test_only_candidates_of_one_parent_are_paired() -> None:
    partner, distance = matched_pairs(np.array([[1.0], [5.0], [1.1]]), np.array([0, 0, 1]), set())
    assert partner.tolist() == [1, 0, -1]
    assert np.isnan(distance[2])


def test_adjoining_candidates_stay_unpaired() -> None:
    partner, _ = matched_pairs(np.array([[1.0], [1.0]]), np.array([0, 0]), {(0, 1)})
    assert partner.tolist() == [-1, -1]


def test_an_unknown_figure_counts_as_the_mean_and_a_constant_one_as_nothing() -> None:
    standard = standardise(np.array([[1.0, 4.0], [3.0, 4.0], [np.nan, 4.0]]))
    assert standard.tolist() == [[pytest.approx(-1), 0], [pytest.approx(1), 0], [0, 0]]
