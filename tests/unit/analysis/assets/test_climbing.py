"""Heights between the points of a grid, and the climb of edges."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from seedbed.analysis.assets.climbing import HeightGrid, heights_at, with_climb
from tests.unit.analysis.assets.small_networks import network

PLANE = HeightGrid(
    metres=np.array([[20.0, 30.0, 40.0], [10.0, 20.0, 30.0], [0.0, 10.0, 20.0]], dtype=np.float32),
    west=100.0,
    north=250.0,
    step_east=50.0,
    step_south=50.0,
    system="EPSG:27700",
)
"""Rises 0.2 metres a metre to the east and to the north."""


@given(st.floats(100, 200), st.floats(150, 250))
def test_heights_of_a_sloping_plane_are_those_of_the_plane(east: float, north: float) -> None:
    found = heights_at(PLANE, np.array([east]), np.array([north]))
    assert found == pytest.approx([(east - 100) * 0.2 + (north - 150) * 0.2], abs=1e-6)


@pytest.mark.parametrize("at", [(99.0, 200.0), (201.0, 200.0), (150.0, 149.0), (150.0, 251.0)])
def test_outside_the_grid_heights_are_not_known(at: tuple[float, float]) -> None:
    assert np.isnan(heights_at(PLANE, np.array([at[0]]), np.array([at[1]]))).all()


def with_a_gap() -> HeightGrid:
    metres = PLANE.metres.copy()
    metres[0, 0] = np.nan
    return HeightGrid(metres, 100.0, 250.0, 50.0, 50.0, "EPSG:27700")


def test_beside_a_gap_heights_are_not_known() -> None:
    assert np.isnan(heights_at(with_a_gap(), np.array([120.0]), np.array([230.0]))).all()


def test_on_a_known_point_beside_a_gap_the_height_is_known() -> None:
    assert heights_at(with_a_gap(), np.array([150.0]), np.array([250.0])).tolist() == [30.0]


def test_edges_climb_from_start_to_end() -> None:
    hill = with_climb(network([(0, 0), (100, 0), (200, 0)], [(0, 1), (2, 1)]), np.array([5.0, 15.0, 12.0]))
    assert hill.climb is not None
    assert hill.climb.tolist() == [10.0, 3.0]


def test_edges_of_unknown_height_are_level() -> None:
    hill = with_climb(network([(0, 0), (100, 0)], [(0, 1)]), np.array([5.0, np.nan]))
    assert hill.climb is not None
    assert hill.climb.tolist() == [0.0]
