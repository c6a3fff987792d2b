"""Growing candidates: what grows, what is stranded and what is refused."""

from __future__ import annotations

from typing import Any

import numpy as np
import pytest

from seedbed.analysis.profile.candidates import grow_candidates
from seedbed.analysis.profile.contiguity import Contiguity
from seedbed.analysis.profile.region_results import LeftOver, Regions
from seedbed.errors import BadInputError
from tests.unit.analysis.profile.plain_regions import grid


def row(population: list[float], score: list[float], low: float, high: float, eligible: Any = None) -> Regions:
    """Grow candidates along a row of areas."""
    marks = np.ones(len(population), dtype=bool) if eligible is None else eligible
    return grow_candidates(grid(1, len(population)), population, score, marks, low, high)


def test_the_highest_score_starts_and_takes_the_higher_side_first() -> None:
    regions = row([1000, 1000, 1000, 1000], [1, 9, 5, 2], 1000, 2000)
    assert regions.labels.tolist() == [2, 0, 0, 1]
    assert regions.population.tolist() == [2000, 1000, 1000]


def test_an_area_that_does_not_fit_is_passed_over_for_one_that_does() -> None:
    regions = row([1000, 1500, 3000], [1, 9, 5], 2000, 4000)
    assert regions.labels.tolist() == [0, 0, 1]


def test_of_equal_scores_the_first_given_comes_first() -> None:
    regions = row([1000] * 5, [3, 3, 3, 3, 3], 2000, 2000)
    assert regions.labels.tolist() == [0, 0, 1, 1, -1]


def test_an_area_that_is_not_eligible_parts_its_neighbours_and_is_not_listed() -> None:
    regions = row([1000, 1000, 1000], [1, 2, 3], 500, 5000, [True, False, True])
    assert regions.labels.tolist() == [1, -1, 0]
    assert regions.left_over.tolist() == []


def test_an_area_with_too_many_people_is_left_over_and_says_so() -> None:
    regions = row([1000, 6000, 1000], [1, 2, 3], 500, 5000)
    assert regions.labels.tolist() == [1, -1, 0]
    assert regions.why_left_over() == {1: LeftOver.TOO_MANY_PEOPLE}


def test_an_island_with_too_few_people_is_left_over_and_says_so() -> None:
    contiguity = Contiguity.from_pairs(3, [(0, 1)])
    regions = grow_candidates(contiguity, [800, 800, 800], [1, 2, 3], [True] * 3, 1000, 5000)
    assert regions.labels.tolist() == [0, 0, -1]
    assert regions.why_left_over() == {2: LeftOver.TOO_FEW_AROUND}


def test_areas_given_back_by_a_small_candidate_may_join_another() -> None:
    # Area 2 starts and takes area 1 (5 + 2); areas 0 and 3 do not fit under 10, and 7 is too few. Area 2 is stranded;
    # area 1, given back, starts the next candidate and takes area 0 (2 + 6). Area 3 alone has too few.
    regions = row([6, 2, 5, 6], [1, 5, 9, 2], 8, 10)
    assert regions.labels.tolist() == [0, 0, -1, -1]
    assert set(regions.why_left_over().values()) == {LeftOver.NO_ROOM}


def test_a_stranded_area_is_handed_to_a_neighbour_with_room() -> None:
    # Area 1 starts and takes area 0 (2 + 5); area 2 does not fit under 10, and 7 is too few. Areas 2 and 3 make a
    # candidate (4 + 4) and are handed area 1, for 8 + 2 still fits. Area 0 adjoins no candidate while it is handed.
    regions = row([5, 2, 4, 4], [8, 9, 3, 1], 8, 10)
    assert regions.labels.tolist() == [-1, 0, 0, 0]
    assert regions.population.tolist() == [10]


def test_score_may_be_missing_where_an_area_is_not_eligible() -> None:
    regions = row([1000, 1000], [np.nan, 1], 500, 5000, [False, True])
    assert regions.labels.tolist() == [-1, 0]


def test_no_eligible_areas_give_no_candidates() -> None:
    regions = row([1000, 1000], [1, 1], 500, 5000, [False, False])
    assert (regions.count, regions.population.tolist(), regions.left_over.tolist()) == (0, [], [])


def test_areas_without_people_are_taken_along() -> None:
    assert row([0, 1000, 0], [1, 1, 1], 500, 1000).labels.tolist() == [0, 0, 0]


@pytest.mark.parametrize(
    ("change", "message"),
    [
        ({"population": [1000, -1]}, "below zero"),
        ({"population": [1000, np.nan]}, "missing"),
        ({"population": [1000, np.inf]}, "finite"),
        ({"population": [0, 0]}, "every population is zero"),
        ({"population": [[1000, 1000], [1000, 1000]]}, "one number for each area"),
        ({"population": [1000]}, "2 areas and 1 populations"),
        ({"score": [1, np.nan]}, "although the area is eligible"),
        ({"score": [1]}, "2 areas and 1 scores"),
        ({"eligible": [True]}, "2 areas and 1 marks"),
        ({"low": 0}, "above zero"),
        ({"low": np.nan}, "above zero"),
        ({"low": 6000}, "the least population is 6000 and the most is 5000"),
        ({"high": np.nan}, "the most is nan"),
    ],
)
def test_bad_input_is_refused_with_its_reason(change: dict[str, Any], message: str) -> None:
    good: dict[str, Any] = {
        "population": [1000, 1000],
        "score": [1, 2],
        "eligible": [True, True],
        "low": 500,
        "high": 5000,
    }
    with pytest.raises(BadInputError) as refusal:
        grow_candidates(grid(1, 2), **(good | change))
    assert message.lower() in refusal.value.why.lower()
    assert refusal.value.next_step
