"""Which areas adjoin, and what is refused."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest
import shapely
from numpy.typing import NDArray
from shapely import MultiPolygon, Point, Polygon, box

from seedbed.analysis.profile.contiguity import Contiguity, check_polygons, shared_borders
from seedbed.errors import BadInputError
from tests.unit.analysis.profile.plain_neighbours import plain_pairs, quilt

ROW = np.array([box(x, 0, x + 1, 1) for x in range(4)])


def pairs_of(contiguity: Contiguity) -> set[tuple[int, int]]:
    return {(int(first), int(second)) for first, second in contiguity.pairs}


def test_squares_in_a_row_adjoin_the_next_one() -> None:
    assert pairs_of(shared_borders(ROW)) == {(0, 1), (1, 2), (2, 3)}


def test_a_shared_corner_is_not_enough() -> None:
    assert pairs_of(shared_borders([box(0, 0, 1, 1), box(1, 1, 2, 2)])) == set()


def test_an_area_in_a_hole_adjoins_the_area_around_it() -> None:
    around = Polygon(box(0, 0, 9, 9).exterior.coords, [box(3, 3, 6, 6).exterior.coords])
    assert pairs_of(shared_borders([around, box(3, 3, 6, 6)])) == {(0, 1)}


def test_every_part_of_a_multipolygon_counts() -> None:
    scattered = MultiPolygon([box(0, 0, 1, 1), box(10, 0, 11, 1)])
    assert pairs_of(shared_borders([scattered, box(11, 0, 12, 1), box(1, 0, 2, 1)])) == {(0, 1), (0, 2)}


def test_parts_of_one_area_do_not_make_it_its_own_neighbour() -> None:
    assert pairs_of(shared_borders([MultiPolygon([box(0, 0, 1, 1), box(1, 0, 2, 1)]), box(5, 5, 6, 6)])) == set()


def test_the_last_piece_of_a_part_does_not_run_on_to_the_next_part() -> None:
    jumping = MultiPolygon([box(0, 0, 1, 1), box(5, 5, 6, 6)])
    end, start = jumping.geoms[0].exterior.coords[-1], jumping.geoms[1].exterior.coords[0]
    assert pairs_of(shared_borders([jumping, Polygon([end, start, (9, 0)])])) == set()


def test_the_direction_of_a_border_does_not_matter() -> None:
    assert pairs_of(shared_borders([box(0, 0, 1, 1, ccw=True), box(1, 0, 2, 1, ccw=False)])) == {(0, 1)}
    assert pairs_of(shared_borders([box(0, 0, 1, 1, ccw=True), box(1, 0, 2, 1, ccw=True)])) == {(0, 1)}


def test_a_border_shared_by_three_overlapping_areas_joins_all_three() -> None:
    assert pairs_of(shared_borders([box(0, 0, 1, 1), box(1, 0, 2, 1), box(1, 0, 3, 1)])) >= {(0, 1), (0, 2), (1, 2)}


def test_pieces_that_cross_in_the_middle_are_not_the_same() -> None:
    # These diagonals of a square get the same hash, so only their coordinates tell them apart.
    rising, falling = Polygon([(0, 0), (1, 1), (9, 0)]), Polygon([(0, 1), (1, 0), (0, -9)])
    assert pairs_of(shared_borders([rising, falling])) == set()


def test_minus_zero_is_zero() -> None:
    west = Polygon([(-1, 0), (-0.0, 0), (-0.0, 1), (-1, 1)])
    assert pairs_of(shared_borders([west, box(0, 0, 1, 1)])) == {(0, 1)}


def test_repeated_vertices_are_no_border() -> None:
    stuttering = Polygon([(0, 0), (1, 0), (1, 0), (1, 1), (1, 1), (0, 1)])
    assert pairs_of(shared_borders([stuttering, Polygon([(1, 1), (1, 1), (2, 2), (1, 2)])])) == set()
    assert pairs_of(shared_borders([stuttering, box(1, 0, 2, 1)])) == {(0, 1)}


def test_heights_are_left_out() -> None:
    assert pairs_of(shared_borders([shapely.force_3d(ROW[0], 7.0), ROW[1]])) == {(0, 1)}


def test_neighbours_are_ascending_and_both_ways() -> None:
    contiguity = shared_borders(ROW[[2, 0, 3, 1]])
    assert contiguity.offsets.tolist() == [0, 2, 3, 4, 6]
    assert contiguity.neighbours.tolist() == [2, 3, 3, 0, 0, 1]
    assert contiguity.neighbours.dtype == np.int32


def test_no_areas_have_no_neighbours() -> None:
    contiguity = shared_borders([])
    assert (contiguity.size, len(contiguity.pairs), len(contiguity.components())) == (0, 0, 0)


@pytest.mark.parametrize("seed", range(8))
def test_a_quilt_has_the_neighbours_of_the_plain_twin(seed: int) -> None:
    areas = quilt(np.random.default_rng(seed), 9, 7, 12)
    assert pairs_of(shared_borders(areas)) == plain_pairs(areas)


def test_many_neighbours_of_one_area_are_all_found() -> None:
    edge = [(float(x), 0.0) for x in range(501)]
    coast = Polygon([*edge, (500, -1), (0, -1)])
    assert len(shared_borders([*(box(x, 0, x + 1, 1) for x in range(500)), coast]).of(500)) == 500


def test_a_subset_keeps_only_borders_inside() -> None:
    kept = shared_borders(ROW).subset(np.array([True, True, False, True]))
    assert (kept.size, pairs_of(kept)) == (3, {(0, 1)})


def test_components_are_numbered_by_their_first_area() -> None:
    contiguity = Contiguity.from_pairs(6, [(1, 4), (0, 5), (2, 4)])
    assert contiguity.components().tolist() == [0, 1, 1, 2, 1, 0]


def test_components_walk_only_over_kept_areas() -> None:
    labels = shared_borders(ROW).components(np.array([True, True, False, True]))
    assert labels.tolist() == [0, 0, -1, 1]


def test_sums_of_neighbours() -> None:
    assert shared_borders(ROW).sums(np.array([1.0, 2.0, 4.0, 8.0])).tolist() == [2, 5, 10, 4]


def test_further_pairs_can_be_joined() -> None:
    joined = shared_borders(ROW).joined_with([(3, 0), (1, 0)])
    assert pairs_of(joined) == {(0, 1), (1, 2), (2, 3), (0, 3)}


@pytest.mark.parametrize(("pair", "reason"), [((0, 4), "4 areas"), ((-1, 2), "4 areas"), ((2, 2), "number 2")])
def test_pairs_that_make_no_sense_are_refused(pair: tuple[int, int], reason: str) -> None:
    with pytest.raises(BadInputError) as raised:
        Contiguity.from_pairs(4, [pair])
    assert reason in raised.value.why


@pytest.mark.parametrize(
    ("bad", "fault"),
    [
        (None, "has no boundary"),
        (Polygon(), "has an empty boundary"),
        (Point(0, 0), "is not a polygon"),
        (Polygon([(0, 0), (1, np.inf), (1, 1)]), "not a number"),
    ],
)
def test_an_area_without_a_usable_boundary_is_named(bad: shapely.Geometry | None, fault: str) -> None:
    areas: NDArray[np.object_] = np.array([*ROW[:2], bad], dtype=object)
    with pytest.raises(BadInputError) as raised:
        shared_borders(areas)
    assert "number 2" in raised.value.why
    assert fault in raised.value.why


def test_a_self_crossing_boundary_is_named_by_its_code_and_place() -> None:
    bow_tie = Polygon([(0, 0), (1, 1), (1, 0), (0, 1)])
    with pytest.raises(BadInputError) as raised:
        check_polygons([ROW[0], bow_tie, bow_tie], ["X1", "X2", "X3"])
    assert "Area X2" in raised.value.why
    assert "0.5 0.5" in raised.value.why
    assert "1 more" in raised.value.why


def test_sound_polygons_pass() -> None:
    check_polygons(ROW, ["A", "B", "C", "D"])


@pytest.fixture(scope="module")
def england(uk_data: Path) -> NDArray[np.object_]:
    import pyarrow.parquet as pq

    table = pq.read_table(uk_data / "lsoa21_bgc_england.geoparquet", columns=["geometry"])
    return np.asarray(shapely.from_wkb(table["geometry"].to_numpy()))


def test_england_has_97628_adjoining_pairs(england: NDArray[np.object_]) -> None:
    contiguity = shared_borders(england)
    assert (contiguity.size, len(contiguity.pairs)) == (33_755, 97_628)


def test_a_part_of_england_has_the_neighbours_of_the_plain_twin(england: NDArray[np.object_]) -> None:
    part = england[3000:4500]
    assert pairs_of(shared_borders(part)) == plain_pairs(part)
