"""Points put onto the nearest node."""

from __future__ import annotations

import numpy as np
import pytest

from seedbed.analysis.assets.network import Floats
from seedbed.analysis.assets.snapping import EARTH_METRES, put_on
from seedbed.errors import UsageError
from tests.unit.analysis.assets.small_networks import network

STREET = network([(0, 0), (100, 0), (200, 0)], [(0, 1), (1, 2)])
METRES_A_DEGREE = EARTH_METRES * np.pi / 180


def _haversine(longitude: Floats, latitude: Floats, east: float, north: float) -> Floats:
    one, other = np.radians(latitude), np.radians(north)
    square = (
        np.sin((one - other) / 2) ** 2 + np.cos(one) * np.cos(other) * np.sin(np.radians(longitude - east) / 2) ** 2
    )
    return np.asarray(2 * EARTH_METRES * np.arcsin(np.sqrt(square)))


def test_a_point_goes_to_the_nearest_node() -> None:
    found = put_on(STREET, [0.0009, 0.0019], [0.0001, 0.0])
    assert found.node.tolist() == [1, 2]
    assert found.metres[1] == pytest.approx(0.0001 * METRES_A_DEGREE)


def test_the_nearest_of_many_is_that_of_measuring_all() -> None:
    generator = np.random.default_rng(5)
    many = network(generator.uniform(0, 9e5, (300, 2)).tolist(), [])
    east, north = generator.uniform(0, 9, 50), generator.uniform(0, 9, 50)
    found = put_on(many, east, north, furthest_metres=np.inf)
    for at in range(50):
        all_metres = _haversine(many.longitude, many.latitude, east[at], north[at])
        assert found.node[at] == all_metres.argmin()
        assert found.metres[at] == pytest.approx(all_metres.min())


def test_a_point_too_far_from_every_node_goes_nowhere() -> None:
    found = put_on(STREET, 0.0, 0.01, furthest_metres=1_000)
    assert (found.node.tolist(), found.metres.tolist()) == ([-1], [np.inf])


def test_a_point_without_place_goes_nowhere() -> None:
    assert put_on(STREET, [np.nan, 0.0], [0.0, 0.0]).node.tolist() == [-1, 0]


def test_only_nodes_among_those_given_are_taken() -> None:
    assert put_on(STREET, 0.0, 0.0, among=np.array([False, True, True])).node.tolist() == [1]


def test_a_network_without_nodes_takes_nobody() -> None:
    assert put_on(network([], []), [0.0], [0.0]).node.tolist() == [-1]


def test_a_map_in_metres_is_refused() -> None:
    with pytest.raises(UsageError, match="Point 2 is not on the globe"):
        put_on(STREET, [0.0, 331_000.0], [51.0, 188_000.0])


def test_half_a_point_is_refused() -> None:
    with pytest.raises(UsageError, match="2 longitudes and 1 latitudes"):
        put_on(STREET, [0.0, 1.0], [0.0])
