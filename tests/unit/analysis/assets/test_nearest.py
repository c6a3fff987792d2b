"""The nearest places along a street of five nodes, ten seconds between them, and on large and real networks."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import networkx as nx
import numpy as np
import pytest
from numpy.typing import NDArray
from scipy.sparse import csr_array
from scipy.sparse.csgraph import dijkstra

from seedbed.analysis.assets.nearest import Nearest, nearest
from seedbed.analysis.assets.network import Floats, Places, WalkNetwork
from seedbed.analysis.assets.snapping import put_on
from seedbed.analysis.assets.streets import Streets, streets_of
from seedbed.errors import UsageError
from seedbed.formats.osm_assets import read_osm_assets
from seedbed.formats.osm_streets import read_streets
from tests.unit.analysis.assets.plain_reach import FINEST, plain_graph, plain_network

FIVE = np.arange(5)
TEN = np.full((4, 2), 10.0)


def _street() -> Streets:
    return streets_of(plain_network(5, FIVE[:-1], FIVE[1:]))


def _along(places: list[int], k: int = 1, cutoff: float = 100, seconds: Floats = TEN) -> Nearest:
    return nearest(_street(), seconds, [np.array(places, np.int32)], k, cutoff)


def test_time_grows_along_a_street() -> None:
    assert _along([1]).seconds[0, :, 0].tolist() == [10, 0, 10, 20, 30]


def test_the_nearest_come_in_order_with_their_numbers() -> None:
    found = _along([4, 1], k=2)
    assert found.seconds[0, 0].tolist() == [10, 40]
    assert found.which[0, 0].tolist() == [1, 0]


def test_of_places_equally_far_the_first_comes_first() -> None:
    assert _along([3, 3, 3], k=2).which[0].tolist() == [[0, 1]] * 5


def test_fewer_places_than_asked_for_leave_gaps() -> None:
    found = _along([0], k=2)
    assert found.seconds[0, 2].tolist() == [20, np.inf]
    assert found.which[0, 2].tolist() == [0, -1]


def test_a_place_at_the_cutoff_is_within_reach_and_one_beyond_is_not() -> None:
    assert _along([0], cutoff=20).seconds[0, :, 0].tolist() == [0, 10, 20, np.inf, np.inf]


def test_a_blocked_way_is_not_taken() -> None:
    seconds = TEN.copy()
    seconds[1] = np.inf
    assert _along([0], seconds=seconds).seconds[0, :, 0].tolist() == [0, 10, np.inf, np.inf, np.inf]


def test_uphill_and_downhill_differ() -> None:
    seconds = np.tile([[5.0, 15.0]], (4, 1))
    assert _along([2], seconds=seconds).seconds[0, :, 0].tolist() == [10, 5, 0, 15, 30]


def test_times_for_both_ways_may_be_given_once() -> None:
    found = nearest(_street(), TEN[:, 0], [np.array([2])], 1, 100)
    assert found.seconds[0, :, 0].tolist() == [20, 10, 0, 10, 20]


def test_each_category_has_its_own_answer() -> None:
    found = nearest(_street(), TEN, [np.array([0]), np.array([4]), np.array([], np.int32)], 1, 100)
    assert found.seconds[:, 1, 0].tolist() == [10, 30, np.inf]


def test_the_way_from_a_place_to_its_street_counts() -> None:
    places = Places(np.array([0, -1], np.int32), np.array([4.0, np.inf]))
    found = nearest(_street(), TEN, [places], 2, 100, metres_per_second=2)
    assert found.seconds[0, 1].tolist() == [12, np.inf]


def test_points_off_the_street_reach_what_their_node_reaches_later() -> None:
    points = Places(np.array([3, 1, -1], np.int32), np.array([6.0, 0.0, np.inf]))
    found = _along([0]).at(_street(), points, metres_per_second=2, cutoff=32)
    assert found.seconds[0, :, 0].tolist() == [np.inf, 10, np.inf]
    assert found.which[0, :, 0].tolist() == [-1, 0, -1]


@pytest.mark.parametrize(
    ("k", "cutoff", "seconds", "words"),
    [
        (0, 10, TEN, "0 nearest"),
        (1, -1, TEN, "cut-off of -1"),
        (1, np.nan, TEN, "cut-off of nan"),
        (1, 10, TEN[1:], "3, 2"),
        (1, 10, -TEN, "negative"),
        (1, 10, TEN * np.nan, "not a number"),
    ],
)
def test_what_makes_no_sense_is_refused(k: int, cutoff: float, seconds: Floats, words: str) -> None:
    with pytest.raises(UsageError, match=words):
        _along([0], k, cutoff, seconds)


@pytest.mark.parametrize("node", [5, -2])
def test_a_node_that_is_not_there_is_refused(node: int) -> None:
    with pytest.raises(UsageError, match="not in the network"):
        _along([node])


def test_a_speed_of_nothing_is_refused() -> None:
    with pytest.raises(UsageError, match="speed of 0"):
        nearest(_street(), TEN, [Places(np.array([0], np.int32), np.zeros(1))], 1, 9, metres_per_second=0)


def test_a_search_over_many_regions_is_that_of_scipy() -> None:
    network, seconds = _grid(190)
    places = np.random.default_rng(8).choice(network.node_count, 5).astype(np.int32)
    found = nearest(streets_of(network), seconds, [places], 2, np.inf)
    ends = (np.concatenate([network.start, network.end]), np.concatenate([network.end, network.start]))
    exact = dijkstra(csr_array((np.tile(seconds, 2), ends)), indices=places)
    np.testing.assert_array_equal(found.seconds[0], np.sort(exact, axis=0)[:2].T)


def _grid(side: int) -> tuple[WalkNetwork, Floats]:
    """Return more crossings than fit into two regions of a search, and seconds that add up exactly."""
    numbers = np.arange(side * side).reshape(side, side)
    start = np.concatenate([numbers[:, :-1].ravel(), numbers[:-1].ravel()])
    end = np.concatenate([numbers[:, 1:].ravel(), numbers[1:].ravel()])
    return _placed(numbers, start, end), np.random.default_rng(7).integers(FINEST, 9 * FINEST, len(start)) / FINEST


def _placed(numbers: NDArray[Any], start: NDArray[Any], end: NDArray[Any]) -> WalkNetwork:
    plain = plain_network(numbers.size, start, end)
    north, east = np.indices(numbers.shape) / 1_000
    return WalkNetwork(east.ravel(), north.ravel(), plain.start, plain.end, plain.metres, plain.ways)


@pytest.fixture(scope="module")
def newport_map(field_data: Path) -> Path:
    return field_data / "A" / "osm" / "newport-2023-06-13.osm.pbf"


@pytest.fixture(scope="module")
def newport(newport_map: Path) -> WalkNetwork:
    return read_streets(newport_map)


def test_newport_s_times_are_those_of_networkx_to_the_last_bit(newport: WalkNetwork) -> None:
    seconds = np.rint(newport.metres * FINEST) / FINEST
    generator = np.random.default_rng(1)
    places, nodes = generator.choice(newport.node_count, 40), generator.choice(newport.node_count, 12)
    found = nearest(streets_of(newport), seconds, [places.astype(np.int32)], 3, 5_000)
    graph = plain_graph(newport, np.column_stack([seconds, seconds]))
    for node in nodes.tolist():
        reached = nx.single_source_dijkstra_path_length(graph, node, cutoff=5_000)
        exact = sorted(reached[place] for place in places.tolist() if place in reached)
        assert found.seconds[0, node].tolist() == (exact + [np.inf] * 3)[:3]


def test_a_third_of_newport_s_street_nodes_have_a_community_centre_within_800_metres(
    newport: WalkNetwork, newport_map: Path
) -> None:
    centres = [each for each in read_osm_assets(newport_map).listings if each.asset_type == "community_centre"]
    at = np.array([(each.longitude, each.latitude) for each in centres], np.float64)
    found = nearest(streets_of(newport), newport.metres, [put_on(newport, at[:, 0], at[:, 1])], 1, np.inf)
    metres = found.seconds[0, :, 0]
    # 34 % and a median of 1,049 m are known of the largest part, by other rules for which ways are walked
    assert (metres <= 800).mean() == pytest.approx(0.34, abs=0.02)
    assert np.median(metres[np.isfinite(metres)]) == pytest.approx(1_049, rel=0.05)
