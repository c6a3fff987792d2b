"""Laws of contiguous regions and of candidates, on boards with borders missing at random."""

from __future__ import annotations

import numpy as np
from hypothesis import given, settings
from hypothesis import strategies as st
from numpy.typing import NDArray

from seedbed.analysis.profile.candidates import grow_candidates
from seedbed.analysis.profile.contiguity import Contiguity
from seedbed.analysis.profile.region_results import LeftOver, Regions
from seedbed.analysis.profile.regions import contiguous_regions, within_region_spread
from tests.unit.analysis.profile.plain_regions import (
    grid,
    groups_of,
    hangs_together,
    neighbour_sets,
    plain_candidates,
    plain_spread,
)

Board = tuple[Contiguity, NDArray[np.float64], NDArray[np.float64], float, float | None]


@st.composite
def boards(draw: st.DrawFn) -> Board:
    """Draw a board up to 6 by 6, populations, two attributes and bounds."""
    rows, columns = draw(st.integers(1, 6)), draw(st.integers(1, 6))
    random = np.random.default_rng(draw(st.integers(0, 2**32 - 1)))
    whole = grid(rows, columns)
    pairs = whole.pairs[random.random(len(whole.pairs)) > draw(st.sampled_from([0.0, 0.2, 0.5]))]
    contiguity = Contiguity.from_pairs(whole.size, pairs)
    people = random.integers(0, draw(st.sampled_from([2, 10, 40])), whole.size).astype(float)
    people[0] += 1
    low = float(draw(st.integers(1, 40)))
    high = draw(st.none() | st.integers(0, 40).map(lambda room: low + room))
    return contiguity, people, random.integers(0, 4, (whole.size, 2)).astype(float), low, high


def cut(board: Board, seed: int = 1) -> Regions:
    contiguity, people, table, low, high = board
    return contiguous_regions(contiguity, people, table, low, high, seed=seed, effort=0.5)


def check_parts(board: Board, regions: Regions) -> None:
    """Check what holds for regions and candidates alike."""
    contiguity, people, _, low, high = board
    neighbours = neighbour_sets(contiguity)
    groups = [regions.areas_of(region).tolist() for region in range(regions.count)]
    assert all(hangs_together(neighbours, group) for group in groups)
    assert [people[group].sum() for group in groups] == regions.population.tolist()
    assert all(low <= total <= (np.inf if high is None else high) for total in regions.population)
    placed = sorted(area for group in groups for area in group)
    assert sorted(placed + regions.left_over.tolist()) == list(range(contiguity.size))


@given(boards())
@settings(max_examples=150, deadline=None)
def test_regions_are_whole_within_bounds_and_part_the_map(board: Board) -> None:
    check_parts(board, cut(board))


@given(boards(), st.integers(0, 1000))
@settings(max_examples=40, deadline=None)
def test_the_same_seed_gives_the_same_regions(board: Board, seed: int) -> None:
    assert cut(board, seed).labels.tolist() == cut(board, seed).labels.tolist()


@given(boards())
@settings(max_examples=80, deadline=None)
def test_regions_are_numbered_in_the_order_of_their_first_areas(board: Board) -> None:
    regions = cut(board)
    firsts = [regions.areas_of(region)[0] for region in range(regions.count)]
    assert firsts == sorted(firsts)


@given(boards())
@settings(max_examples=80, deadline=None)
def test_the_reason_for_an_area_left_over_is_true(board: Board) -> None:
    contiguity, people, _, low, high = board
    component = contiguity.components(people <= (np.inf if high is None else high))
    for area, reason in cut(board).why_left_over().items():
        around = people[component == component[area]].sum()
        if reason is LeftOver.TOO_MANY_PEOPLE:
            assert high is not None
            assert people[area] > high
        elif reason is LeftOver.TOO_FEW_AROUND:
            assert around < low
        else:
            assert around >= low
            assert high is not None


@given(boards())
@settings(max_examples=80, deadline=None)
def test_no_region_could_take_in_an_area_left_over_beside_it(board: Board) -> None:
    contiguity, people, _, _, high = board
    regions = cut(board)
    limit = np.inf if high is None else high
    for area in regions.left_over:
        beside = {int(regions.labels[other]) for other in contiguity.of(int(area))} - {-1}
        assert all(regions.population[region] + people[area] > limit for region in beside)


@given(boards(), st.sampled_from([0.001, 1000.0]))
@settings(max_examples=40, deadline=None)
def test_the_unit_of_the_attributes_does_not_matter(board: Board, factor: float) -> None:
    contiguity, people, table, low, high = board
    scaled = (contiguity, people, table * 2.0 ** round(np.log2(factor)), low, high)
    assert cut(scaled).labels.tolist() == cut(board).labels.tolist()


@given(boards())
@settings(max_examples=40, deadline=None)
def test_spread_equals_the_sum_over_each_two_areas(board: Board) -> None:
    labels = cut(board).labels
    assert within_region_spread(labels, board[2]) == plain_spread(labels.tolist(), board[2])


@given(boards())
@settings(max_examples=40, deadline=None)
def test_a_separate_map_beside_changes_no_region(board: Board) -> None:
    contiguity, people, table, low, high = board
    pairs = np.concatenate([contiguity.pairs, [[contiguity.size, contiguity.size + 1]]])
    beside = (
        Contiguity.from_pairs(contiguity.size + 2, pairs),
        np.append(people, [7.0, 5.0]),
        np.concatenate([table, [[8.0, 8.0], [0.0, 0.0]]]),
        low,
        high,
    )
    assert groups_of(cut(beside).labels[:-2]) == groups_of(cut(board).labels)


@given(boards(), st.data())
@settings(max_examples=200, deadline=None)
def test_candidates_equal_those_grown_with_sets(board: Board, data: st.DataObject) -> None:
    contiguity, people, table, low, high = board
    eligible = np.array(data.draw(st.lists(st.booleans(), min_size=contiguity.size, max_size=contiguity.size)))
    limit = low + 10 if high is None else high
    grown = grow_candidates(contiguity, people, table[:, 0], eligible, low, limit)
    assert grown.labels.tolist() == plain_candidates(
        contiguity, people.tolist(), table[:, 0].tolist(), eligible.tolist(), (low, limit)
    )


@given(boards())
@settings(max_examples=100, deadline=None)
def test_candidates_are_whole_and_within_bounds(board: Board) -> None:
    contiguity, people, table, low, high = board
    limit = low + 10 if high is None else high
    everyone = np.ones(contiguity.size, dtype=bool)
    grown = grow_candidates(contiguity, people, table[:, 0], everyone, low, limit)
    check_parts((contiguity, people, table, low, limit), grown)
