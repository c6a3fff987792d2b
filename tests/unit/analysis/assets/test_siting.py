"""What would change, and where new places would serve best: against trying every choice."""

from collections.abc import Sequence
from itertools import combinations

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from hypothesis.extra import numpy as arrays
from numpy.typing import NDArray

from seedbed.analysis.assets.siting import best_sites, what_changes
from seedbed.analysis.equity.estimates import Floats
from seedbed.errors import BadInputError, UsageError

Truths = NDArray[np.bool_]
Problem = tuple[Truths, Floats, Truths, int]
INF = np.inf
PEOPLE = np.array([[10.0, 0], [20, 5], [5, 30], [1, 1]])


def test_those_who_come_within_reach_are_counted_by_group() -> None:
    change = what_changes([900, 700, 300, INF], [500, 700, 300, 590], PEOPLE, 600)
    assert change.gained.tolist() == [11, 1]
    assert change.before.tolist() == [5, 30]
    assert change.after.tolist() == [16, 31]


def test_a_move_can_take_reach_away() -> None:
    change = what_changes([500, 500, 500, 500], [700, 400, 500, 500], PEOPLE, 600)
    assert change.lost.tolist() == [10, 0]
    assert change.nearer.tolist() == [20, 5]


def test_minutes_are_a_mean_over_those_with_a_time_before_and_after() -> None:
    change = what_changes([INF, 600, 300, 300], [60, 300, 300, INF], PEOPLE, 600)
    assert change.minutes == pytest.approx([5 * 20 / 25, 5 * 5 / 35])


def test_minutes_are_not_known_where_nobody_had_a_time() -> None:
    change = what_changes([INF, INF, INF, INF], [60, 60, 60, 60], PEOPLE, 600)
    assert np.isnan(change.minutes).all()


def test_coverage_counts_all_people() -> None:
    reaches = np.array([[1, 0], [1, 0], [0, 1], [0, 0]], bool)
    found = best_sites(reaches, PEOPLE, 1)
    assert found.chosen == (0,)  # 35 people, the same as the other: the first of equals
    assert found.covered.sum() == 35
    assert found.proved


def test_equity_serves_the_group_that_is_served_least() -> None:
    people = np.array([[100.0, 0], [80, 0], [0, 10]])
    reaches = np.array([[1, 0, 0], [0, 1, 0], [0, 0, 1]], bool)
    assert sorted(best_sites(reaches, people, 2, aim="coverage").chosen) == [0, 1]
    assert sorted(best_sites(reaches, people, 2, aim="equity").chosen) == [0, 2]


def test_places_come_in_the_order_of_what_they_add() -> None:
    people = np.array([[3.0], [50], [7]])
    found = best_sites(np.eye(3, dtype=bool), people, 3)
    assert found.chosen == (1, 2, 0)
    assert found.added == (50, 7, 3)


def test_who_is_covered_already_is_not_gained() -> None:
    found = best_sites(np.ones((4, 1), bool), PEOPLE, 1, covered=[True, False, True, True])
    assert found.gained.tolist() == [20, 5]
    assert found.covered.tolist() == [36, 36]


def test_where_all_are_covered_nothing_is_gained() -> None:
    found = best_sites(np.ones((4, 2), bool), PEOPLE, 1, covered=[True] * 4)
    assert found.gained.tolist() == [0, 0]


@pytest.mark.parametrize("sites", [0, -1])
def test_less_than_one_place_is_refused(sites: int) -> None:
    with pytest.raises(UsageError, match="At least one"):
        best_sites(np.ones((4, 2), bool), PEOPLE, sites)


def test_no_candidates_are_refused() -> None:
    with pytest.raises(BadInputError, match="no candidate"):
        best_sites(np.ones((4, 0), bool), PEOPLE, 1)


def test_people_that_do_not_fit_are_refused() -> None:
    with pytest.raises(BadInputError, match="do not fit the origins"):
        best_sites(np.ones((3, 2), bool), PEOPLE, 1)


problems = st.tuples(
    arrays.arrays(bool, (8, 5)),
    arrays.arrays(np.float64, (8, 2), elements=st.integers(0, 60).map(float)),
    arrays.arrays(bool, 8),
    st.integers(1, 3),
)


@settings(max_examples=60, deadline=None)
@given(problems)
def test_no_choice_covers_more(problem: Problem) -> None:
    reaches, people, covered, sites = problem
    found = best_sites(reaches, people, sites, covered=covered)
    best = max(_served(reaches, people, covered, each).sum() for each in combinations(range(5), sites))
    assert found.covered.sum() == pytest.approx(best)
    assert found.covered == pytest.approx(_served(reaches, people, covered, found.chosen))


@settings(max_examples=60, deadline=None)
@given(problems)
def test_no_choice_serves_the_least_served_group_better(problem: Problem) -> None:
    reaches, people, covered, sites = problem
    found = best_sites(reaches, people, sites, covered=covered, aim="equity")

    def worth(served: Floats) -> tuple[float, float]:
        whole = people.sum(axis=0)
        shares = served[whole > 0] / whole[whole > 0]
        return round(float(shares.min(initial=1)), 6), float(served.sum())

    best = max(worth(_served(reaches, people, covered, each)) for each in combinations(range(5), sites))
    assert worth(found.covered) == pytest.approx(best, abs=1e-5)


def _served(reaches: Truths, people: Floats, covered: Truths, chosen: Sequence[int]) -> Floats:
    """Every origin by itself, one choice."""
    within = [covered[row] or any(reaches[row, site] for site in chosen) for row in range(len(people))]
    return np.asarray(people[within].sum(axis=0))
