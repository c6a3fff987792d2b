"""Laws of tiles: whatever the streets, a tile answers for its own nodes exactly as the whole map does."""

from __future__ import annotations

import math

import numpy as np
from hypothesis import given, settings
from hypothesis import strategies as st
from numpy.typing import NDArray

from seedbed.analysis.assets.nearest import nearest
from seedbed.analysis.assets.network import Floats, Places, WalkNetwork
from seedbed.analysis.assets.streets import streets_of
from seedbed.analysis.assets.tiling import tiles_of
from seedbed.analysis.assets.travel import travel_times

Town = tuple[WalkNetwork, Floats]


@st.composite
def _town(draw: st.DrawFn) -> Town:
    """Streets anywhere between the poles: at one pace, or at any and some closed one way or both."""
    random = np.random.default_rng(draw(st.integers(0, 1_000_000)))
    count, edges, middle = draw(st.integers(2, 40)), draw(st.integers(1, 80)), draw(st.integers(-80, 80))
    east, north = random.uniform(0, 1_000, (2, count))
    ends = random.integers(0, count, (edges, 2)).astype(np.int32)
    ends = ends[np.abs(east[ends[:, 0]] - east[ends[:, 1]]) < draw(st.sampled_from([150, 400, 1_000]))]
    metres = np.hypot(east[ends[:, 0]] - east[ends[:, 1]], north[ends[:, 0]] - north[ends[:, 1]])
    paces = [1.0] if draw(st.booleans()) else [0.2, 0.9, 1.0, 1.1, 5.0, np.inf]
    seconds = np.maximum(metres, 1.0)[:, None] * random.choice(paces, (len(ends), 2))
    longitude = east / (111_195 * math.cos(math.radians(middle)))
    ways = np.zeros(len(ends), dtype=np.uint16)
    return WalkNetwork(longitude, middle + north / 111_195, ends[:, 0].copy(), ends[:, 1].copy(), metres, ways), seconds


def _points(network: WalkNetwork, picked: list[int]) -> Places:
    node = np.array([each % network.node_count if each >= 0 else -1 for each in picked], dtype=np.int32)
    return Places(node, np.arange(len(node), dtype=np.float64) * 0.5)


picks = st.lists(st.integers(-1, 100), min_size=1, max_size=12)
sizes, cutoffs = st.integers(1, 12), st.sampled_from([0.0, 100.0, 250.0, 600.0, 2_000.0])


@settings(deadline=None)  # the first example compiles
@given(_town(), picks, sizes, cutoffs)
def test_nearest_places_are_the_same_to_the_last_bit(town: Town, picked: list[int], size: int, cutoff: float) -> None:
    network, seconds = town
    places = _points(network, picked)
    whole = nearest(streets_of(network), seconds, [places], 2, cutoff, metres_per_second=1.0)
    times, which = np.full_like(whole.seconds, np.nan), np.zeros_like(whole.which)
    for tile in tiles_of(network, seconds, cutoff, most_nodes=size):
        chosen, stands = tile.holding(places)
        part = nearest(
            streets_of(tile.network(network)), seconds[tile.edges], [stands], 2, cutoff, metres_per_second=1.0
        )
        at = np.searchsorted(tile.nodes, tile.own)
        times[:, tile.own] = part.seconds[:, at]
        which[:, tile.own] = np.append(chosen, -1)[part.which[:, at]]
    assert np.array_equal(times, whole.seconds)
    assert np.array_equal(which, whole.which)


@settings(deadline=None)  # the first example compiles
@given(_town(), picks, picks, sizes, cutoffs)
def test_times_between_points_are_the_same_to_the_last_bit(
    town: Town, starts: list[int], ends: list[int], size: int, cutoff: float
) -> None:
    network, seconds = town
    origins, places = _points(network, starts), _points(network, ends)
    whole = travel_times(streets_of(network), seconds, origins, places, cutoff, metres_per_second=1.0)
    found: dict[tuple[int, int], float] = {}
    for tile in tiles_of(network, seconds, cutoff, most_nodes=size):
        here, start = tile.holding(origins, own=True)
        there, end = tile.holding(places)
        streets = streets_of(tile.network(network))
        part = travel_times(streets, seconds[tile.edges], start, end, cutoff, metres_per_second=1.0)
        pairs = zip(here[part.origin].tolist(), there[part.destination].tolist(), strict=True)
        found |= dict(zip(pairs, part.seconds.tolist(), strict=True))
    expected = zip(whole.origin.tolist(), whole.destination.tolist(), strict=True)
    assert found == dict(zip(expected, whole.seconds.tolist(), strict=True))


@given(_town(), sizes, cutoffs)
def test_every_node_belongs_to_one_tile_of_the_size_asked_for(town: Town, size: int, cutoff: float) -> None:
    own: list[NDArray[np.int32]] = [each.own for each in tiles_of(*town, cutoff, most_nodes=size)]
    assert sorted(np.concatenate(own).tolist()) == list(range(town[0].node_count))
    assert max(map(len, own)) <= size
