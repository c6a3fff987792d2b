"""Borders that run close without sharing a piece."""

from __future__ import annotations

import numpy as np
import pytest
from shapely import Polygon, box

from seedbed.analysis.profile.contiguity import shared_borders
from seedbed.analysis.profile.near_borders import NearBorders, in_metres, near_borders
from seedbed.errors import BadInputError, UsageError

HOME = box(0, 0, 100, 100)


def near(*areas: Polygon, tolerance: float = 2.0, minimum_length: float = 8.0) -> NearBorders:
    return near_borders(areas, shared_borders(areas), tolerance, minimum_length)


def test_a_narrow_gap_is_listed_with_its_length_and_width() -> None:
    found = near(HOME, box(101.5, 0, 200, 100))
    assert found.pairs.tolist() == [[0, 1]]
    assert found.length[0] == pytest.approx(100, abs=4)
    assert found.distance[0] == pytest.approx(1.5)


def test_a_border_with_other_vertices_is_listed() -> None:
    other = Polygon([(100, 0), (200, 0), (200, 100), (100, 100), (100, 50)])
    found = near(HOME, other)
    assert found.pairs.tolist() == [[0, 1]]
    assert found.distance[0] == 0


def test_a_pair_that_shares_a_piece_is_left_out() -> None:
    assert len(near(HOME, box(100, 0, 200, 100)).pairs) == 0


def test_a_gap_wider_than_the_tolerance_is_left_out() -> None:
    assert len(near(HOME, box(102.5, 0, 200, 100)).pairs) == 0


def test_areas_that_meet_at_a_corner_are_left_out() -> None:
    assert len(near(HOME, box(100, 100, 200, 200)).pairs) == 0


def test_a_short_stretch_is_left_out_unless_asked_for() -> None:
    tooth = box(101, 40, 200, 43)
    assert len(near(HOME, tooth).pairs) == 0
    assert len(near(HOME, tooth, minimum_length=2).pairs) == 1


def test_near_pairs_can_be_joined_to_the_shared_ones() -> None:
    areas = [HOME, box(101, 0, 200, 100), box(200, 0, 300, 100)]
    contiguity = shared_borders(areas)
    joined = contiguity.joined_with(near_borders(areas, contiguity).pairs)
    assert joined.pairs.tolist() == [[0, 1], [1, 2]]


def test_without_areas_there_are_no_pairs() -> None:
    assert len(near().pairs) == 0


def test_degrees_become_metres() -> None:
    degree_east = in_metres([box(-0.5, 51.0, 0.5, 52.0)])[0]
    assert degree_east.area == pytest.approx(7_747e6, rel=0.005)


@pytest.mark.parametrize(("tolerance", "minimum_length"), [(0.0, 8.0), (-1.0, 8.0), (np.nan, 8.0), (2.0, -1.0)])
def test_a_tolerance_that_makes_no_sense_is_refused(tolerance: float, minimum_length: float) -> None:
    with pytest.raises(UsageError):
        near(HOME, tolerance=tolerance, minimum_length=minimum_length)


def test_an_empty_boundary_is_refused() -> None:
    contiguity = shared_borders([HOME, HOME])
    with pytest.raises(BadInputError):
        near_borders([HOME, Polygon()], contiguity)
