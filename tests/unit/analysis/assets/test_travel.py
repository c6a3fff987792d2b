"""Times between origins and places along a street of five nodes, ten seconds between them."""

from __future__ import annotations

import numpy as np
import pytest

from seedbed.analysis.assets.network import Places
from seedbed.analysis.assets.streets import streets_of
from seedbed.analysis.assets.travel import Travel, travel_times
from seedbed.errors import UsageError
from tests.unit.analysis.assets.plain_reach import plain_network

FIVE = np.arange(5)
TEN = np.full((4, 2), 10.0)


def _along(origins: list[int], places: list[int], cutoff: float = 100) -> Travel:
    streets = streets_of(plain_network(5, FIVE[:-1], FIVE[1:]))
    return travel_times(streets, TEN, np.array(origins, np.int32), np.array(places, np.int32), cutoff)


def _pairs(travel: Travel) -> list[tuple[int, int, float]]:
    return list(zip(travel.origin.tolist(), travel.destination.tolist(), travel.seconds.tolist(), strict=True))


def test_only_pairs_within_the_cutoff_are_kept() -> None:
    assert _pairs(_along([0, 4], [1, 2], cutoff=20)) == [(0, 0, 10), (0, 1, 20), (1, 1, 20)]


def test_places_and_origins_may_share_a_node() -> None:
    assert _pairs(_along([2, 2], [2, 2])) == [(0, 0, 0), (0, 1, 0), (1, 0, 0), (1, 1, 0)]


def test_points_without_a_node_are_in_no_pair() -> None:
    travel = _along([-1, 0], [-1, 1])
    assert _pairs(travel) == [(1, 1, 10)]
    assert (travel.origins, travel.destinations) == (2, 2)


def test_ways_to_the_street_count_at_both_ends() -> None:
    streets = streets_of(plain_network(5, FIVE[:-1], FIVE[1:]))
    home, hall = Places(np.array([0], np.int32), np.array([6.0])), Places(np.array([1], np.int32), np.array([2.0]))
    assert travel_times(streets, TEN, home, hall, 14, metres_per_second=2).seconds.tolist() == [14]


def test_the_soonest_is_infinite_where_nothing_is_within_reach() -> None:
    assert _along([0, 4], [1, 0], cutoff=20).soonest().tolist() == [0, np.inf]


def test_counts_go_by_cutoff() -> None:
    assert _along([0, 4], [1, 2, 3]).counts([10, 20]).tolist() == [[1, 2], [1, 2]]


def test_back_is_the_same_seen_from_the_places() -> None:
    assert _pairs(_along([0, 4], [1], cutoff=10).back()) == [(0, 0, 10)]


def test_a_matrix_keeps_times_of_nothing() -> None:
    assert _along([1], [1]).matrix().nnz == 1


def test_infinite_times_are_not_pairs() -> None:
    assert Travel.from_pairs([0, 0], [0, 1], [np.inf, 3], shape=(1, 2)).seconds.tolist() == [3]


def test_a_pair_given_twice_is_refused() -> None:
    with pytest.raises(UsageError, match="more than one time"):
        Travel.from_pairs([0, 0], [1, 1], [2, 3], shape=(1, 2))


@pytest.mark.parametrize("time", [-1, np.nan])
def test_a_time_that_makes_no_sense_is_refused(time: float) -> None:
    with pytest.raises(UsageError, match="number 2 of 2"):
        Travel.from_pairs([0, 0], [0, 1], [2, time], shape=(1, 2))


def test_nobody_and_nowhere_have_no_times() -> None:
    assert _pairs(_along([], [])) == []
