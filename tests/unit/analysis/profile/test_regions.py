"""Contiguous regions: small maps with known answers, bounds, reasons, refusals and a real borough."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import geopandas as gpd
import numpy as np
import pandas as pd
import pytest

from seedbed.analysis.profile.contiguity import Contiguity, shared_borders
from seedbed.analysis.profile.region_results import LeftOver
from seedbed.analysis.profile.regions import contiguous_regions, within_region_spread, within_region_squares
from seedbed.errors import BadInputError
from tests.unit.analysis.profile.plain_regions import grid, groups_of, hangs_together, most_regions, neighbour_sets

FLAT = np.zeros((9, 1))


def test_alike_halves_of_a_board_become_its_regions() -> None:
    alike = np.array([[0.0], [0.0], [9.0], [9.0]] * 2)
    regions = contiguous_regions(grid(2, 4), np.ones(8), alike, 4, seed=1)
    assert groups_of(regions.labels) == {frozenset({0, 1, 4, 5}), frozenset({2, 3, 6, 7})}


def test_more_regions_come_before_likeness() -> None:
    # Left half and right half are alike inside, but three people a region allow three regions of a row of nine.
    regions = contiguous_regions(grid(1, 9), np.ones(9), np.array([[0.0]] * 5 + [[9.0]] * 4), 3, seed=1)
    assert groups_of(regions.labels) == {frozenset({0, 1, 2}), frozenset({3, 4, 5}), frozenset({6, 7, 8})}


def test_regions_are_numbered_by_their_first_area_and_count_their_people() -> None:
    regions = contiguous_regions(grid(1, 6), [1, 2, 3, 4, 5, 6], np.zeros((6, 1)), 6, 9, seed=1)
    assert regions.labels.tolist() == [0, 0, 0, 1, 1, 2]
    assert regions.population.tolist() == [6, 9, 6]
    assert regions.areas_of(1).tolist() == [3, 4]


def test_without_an_upper_bound_every_area_of_a_large_enough_map_is_placed() -> None:
    regions = contiguous_regions(grid(3, 3), [1, 9, 1, 1, 50, 1, 1, 1, 1], FLAT, 6, seed=1)
    assert regions.left_over.tolist() == []
    assert (regions.labels >= 0).all()


def test_an_area_above_the_upper_bound_is_left_over_and_parts_the_map() -> None:
    regions = contiguous_regions(grid(1, 5), [2, 2, 99, 2, 2], np.zeros((5, 1)), 4, 10, seed=1)
    assert regions.labels.tolist() == [0, 0, -1, 1, 1]
    assert regions.why_left_over() == {2: LeftOver.TOO_MANY_PEOPLE}


def test_an_island_below_the_lower_bound_is_left_over() -> None:
    contiguity = Contiguity.from_pairs(4, [(0, 1), (2, 3)])
    regions = contiguous_regions(contiguity, [3, 3, 1, 1], np.zeros((4, 1)), 5, seed=1)
    assert regions.labels.tolist() == [0, 0, -1, -1]
    assert set(regions.why_left_over().values()) == {LeftOver.TOO_FEW_AROUND}
    assert all(reason.sentence for reason in regions.why_left_over().values())


def test_an_area_for_which_no_region_has_room_says_so() -> None:
    regions = contiguous_regions(grid(1, 3), [4, 4, 4], np.zeros((3, 1)), 8, 8, seed=1)
    assert regions.count == 1
    assert list(regions.why_left_over().values()) == [LeftOver.NO_ROOM]


def test_one_area_with_enough_people_is_a_region() -> None:
    assert contiguous_regions(grid(1, 1), [5000], np.zeros((1, 2)), 5000, 5000, seed=1).labels.tolist() == [0]


def test_a_map_without_areas_has_no_regions() -> None:
    regions = contiguous_regions(Contiguity.from_pairs(0, []), [], np.zeros((0, 2)), 5000, seed=1)
    assert (regions.count, regions.labels.tolist()) == (0, [])


def test_a_part_of_the_map_does_not_depend_on_the_others() -> None:
    random = np.random.default_rng(4)
    people, table = random.integers(1, 9, 36).astype(float), random.random((36, 2))
    board = grid(6, 6)
    alone = contiguous_regions(board, people, table, 15, seed=3)
    island = Contiguity.from_pairs(40, np.concatenate([[[0, 1], [1, 2], [2, 3]], board.pairs + 4]))
    beside = contiguous_regions(
        island, np.concatenate([[9, 9, 9, 9], people]), np.concatenate([np.ones((4, 2)), table]), 15, seed=3
    )
    assert groups_of(beside.labels[4:]) == groups_of(alone.labels)


def test_the_number_of_regions_is_mostly_the_most_there_can_be() -> None:
    random = np.random.default_rng(11)
    reached = []
    for _ in range(60):
        people = random.integers(1, 10, 9).astype(float)
        low = float(random.integers(6, 16))
        found = contiguous_regions(grid(3, 3), people, random.random((9, 2)), low, seed=1).count
        most = most_regions(grid(3, 3), people.tolist(), low)
        assert found <= most
        reached.append(found == most)
    assert sum(reached) >= 57


def test_the_number_within_two_bounds_is_mostly_the_most_there_can_be() -> None:
    random = np.random.default_rng(12)
    reached = []
    for _ in range(60):
        people = random.integers(1, 10, 9).astype(float)
        found = contiguous_regions(grid(3, 3), people, random.random((9, 2)), 9, 13, seed=1).count
        most = most_regions(grid(3, 3), people.tolist(), 9, 13)
        assert found <= most
        reached.append(found == most)
    assert sum(reached) >= 57


def test_more_effort_finds_no_fewer_regions_on_a_large_board() -> None:
    random = np.random.default_rng(5)
    people, table = random.integers(10, 30, 400).astype(float), random.random((400, 3))
    quick, long = (contiguous_regions(grid(20, 20), people, table, 50, seed=2, effort=e) for e in (0.1, 5.0))
    assert long.count > quick.count


def test_spread_and_squares_of_two_regions_by_hand() -> None:
    labels, table = [0, 0, 0, 1, 1, -1], np.array([[0.0], [1.0], [5.0], [2.0], [4.0], [99.0]])
    # |0-1| + |0-5| + |1-5| + |2-4|; squares around 2: 4 + 1 + 9, around 3: 1 + 1
    assert within_region_spread(labels, table) == 12.0
    assert within_region_squares(labels, table) == 16.0


@pytest.mark.parametrize(
    ("change", "message"),
    [
        ({"population": [1, -1]}, "below zero"),
        ({"population": [1, np.nan]}, "missing"),
        ({"population": [0, 0]}, "every population is zero"),
        ({"population": [1, 1, 1]}, "2 areas and 3 populations"),
        ({"attributes": [[1.0], [np.nan]]}, "area number 1"),
        ({"attributes": [[1.0], [np.inf]]}, "area number 1"),
        ({"attributes": [1.0, 2.0]}, "1 dimension"),
        ({"attributes": [[1.0]]}, "2 areas and 1 rows"),
        ({"low": -1}, "above zero"),
        ({"low": 5, "high": 4}, "the most is 4"),
        ({"effort": 0}, "above zero"),
        ({"effort": np.nan}, "above zero"),
    ],
)
def test_bad_input_is_refused_with_its_reason(change: dict[str, Any], message: str) -> None:
    good: dict[str, Any] = {"population": [1, 1], "attributes": [[1.0], [2.0]], "low": 1, "high": None, "effort": 1.0}
    with pytest.raises(BadInputError) as refusal:
        contiguous_regions(grid(1, 2), **(good | change), seed=1)
    assert message in refusal.value.why
    assert refusal.value.next_step


def test_a_real_borough_is_cut_into_whole_regions_of_enough_people(uk_data: Path) -> None:
    areas = gpd.read_parquet(uk_data / "bgc_lsoa_towerhamlets_westnorthants.geoparquet")
    areas = areas[areas.lad == "E09000030"]
    people = pd.read_parquet(uk_data / "census21_age_lsoa21.parquet", columns=["lsoa21_code", "total"])
    scores = pd.read_parquet(
        uk_data / "imd2025_lsoa21.parquet", columns=["lsoa21_code", "imd_score", "health_score", "barriers_score"]
    )
    population = people.set_index("lsoa21_code").total.loc[areas.lsoa21cd].to_numpy(dtype=float)
    table = scores.set_index("lsoa21_code").loc[areas.lsoa21cd].to_numpy(dtype=float)
    table = (table - table.mean(axis=0)) / table.std(axis=0)
    contiguity = shared_borders(areas.geometry.to_numpy())
    regions = contiguous_regions(contiguity, population, table, 5000, seed=1)
    neighbours = neighbour_sets(contiguity)
    assert all(hangs_together(neighbours, region) for region in groups_of(regions.labels))
    assert regions.population.min() >= 5000
    assert regions.population.sum() == population.sum()
    # Four regions in five of those that the number of people would allow at the very most.
    assert regions.count >= 0.8 * population.sum() / 5000
    shuffled = np.random.default_rng(1).permutation(table)
    assert within_region_spread(regions.labels, table) < 0.6 * within_region_spread(regions.labels, shuffled)
