"""Tiles with a halo on streets where it matters, and on Newport's."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest

from seedbed.analysis.assets.nearest import nearest
from seedbed.analysis.assets.network import Floats, Places, WalkNetwork
from seedbed.analysis.assets.streets import streets_of
from seedbed.analysis.assets.tiling import fastest, tiles_of
from seedbed.analysis.assets.walking import WALKERS, seconds_of
from seedbed.errors import UsageError
from seedbed.formats.osm_streets import read_streets

LENGTH = 30
STEP = 10.0


def _straight(longitude: Floats, latitude: Floats) -> WalkNetwork:
    ends = np.arange(LENGTH, dtype=np.int32)
    return WalkNetwork(
        longitude, latitude, ends[:-1].copy(), ends[1:].copy(), np.ones(LENGTH - 1), np.zeros(LENGTH - 1, np.uint16)
    )


def _steps() -> Floats:
    return np.arange(LENGTH, dtype=np.float64) * 0.001


@pytest.mark.parametrize(
    "network",
    [
        _straight(_steps(), np.full(LENGTH, 60.0)),
        _straight(np.full(LENGTH, -3.0), _steps()),
        _straight(_steps(), 70 + _steps()),
    ],
    ids=["east", "north", "aslant"],
)
def test_tile_of_a_straight_street_holds_what_is_just_within_reach_and_no_more(network: WalkNetwork) -> None:
    seconds = np.full((LENGTH - 1, 2), STEP)
    first = next(tiles_of(network, seconds, 5 * STEP, most_nodes=LENGTH // 2))
    assert len(first.own) == LENGTH // 2
    assert len(first.nodes) in {len(first.own) + 5, len(first.own) + 6}


def test_edge_that_is_closed_is_not_the_fastest() -> None:
    network = _straight(np.full(LENGTH, -3.0), _steps())
    seconds = np.full((LENGTH - 1, 2), np.inf)
    seconds[0] = STEP
    assert fastest(network, seconds) == pytest.approx(0.001 * 111_195 / STEP, rel=1e-5)


def test_edge_that_takes_no_time_makes_every_tile_hold_the_whole() -> None:
    network = _straight(np.full(LENGTH, -3.0), _steps())
    seconds = np.full((LENGTH - 1, 2), STEP)
    seconds[3, 1] = 0.0
    assert {len(tile.nodes) for tile in tiles_of(network, seconds, 1.0, most_nodes=4)} == {LENGTH}


def test_network_without_nodes_has_no_tiles() -> None:
    nothing = np.zeros(0)
    network = WalkNetwork(
        nothing, nothing, np.zeros(0, np.int32), np.zeros(0, np.int32), nothing, np.zeros(0, np.uint16)
    )
    assert list(tiles_of(network, np.zeros((0, 2)), 60.0)) == []


def test_tile_without_a_node_is_refused() -> None:
    with pytest.raises(UsageError, match="cannot be cut"):
        list(tiles_of(_straight(_steps(), _steps()), np.ones((LENGTH - 1, 2)), 1.0, most_nodes=0))


def test_newport_in_tiles_gives_the_times_of_newport_whole(field_data: Path) -> None:
    network = read_streets(field_data / "A" / "osm" / "newport-2023-06-13.osm.pbf")
    seconds = seconds_of(network, WALKERS["adult"])
    random = np.random.default_rng(3)
    places = Places(random.integers(0, network.node_count, 60).astype(np.int32), random.uniform(0, 50, 60))
    whole = nearest(streets_of(network), seconds, [places], 3, 900.0, metres_per_second=1.0)
    tiles = list(tiles_of(network, seconds, 900.0, most_nodes=8_000))
    for tile in tiles:
        chosen, stands = tile.holding(places)
        streets = streets_of(tile.network(network))
        part = nearest(streets, seconds[tile.edges], [stands], 3, 900.0, metres_per_second=1.0)
        at = np.searchsorted(tile.nodes, tile.own)
        assert np.array_equal(part.seconds[:, at], whole.seconds[:, tile.own])
        assert np.array_equal(np.append(chosen, -1)[part.which[:, at]], whole.which[:, tile.own])
    assert len(tiles) > 4
    assert max(len(tile.nodes) for tile in tiles) < network.node_count
