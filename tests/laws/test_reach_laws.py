"""Laws of times on foot and floating catchments that hold on any network."""

from __future__ import annotations

import numpy as np
from hypothesis import given, settings
from hypothesis import strategies as st

from seedbed.analysis.assets.catchment import catchment
from seedbed.analysis.assets.decay import Decay, gaussian, power, steps, within
from seedbed.analysis.assets.nearest import Nearest, nearest
from seedbed.analysis.assets.network import Floats, Places, WalkNetwork
from seedbed.analysis.assets.streets import streets_of
from seedbed.analysis.assets.travel import Travel, travel_times
from tests.unit.analysis.assets.plain_reach import (
    Drawn,
    drawn,
    plain_catchment,
    plain_graph,
    plain_network,
    plain_times,
)

seeds = st.integers(0, 2**32 - 1)
cutoffs = st.sampled_from([0.0, 2.5, 7.0, 20.0, np.inf])
nearests = st.integers(1, 4)
decays = st.sampled_from([within(9), steps([(4, 1), (8, 0.68), (12, 0.22)]), gaussian(10), power(1.5, 11, shortest=2)])


def ask(town: Drawn, k: int, cutoff: float) -> Nearest:
    return nearest(streets_of(town.network), town.seconds, [town.places], k, cutoff, metres_per_second=1)


def times_of(town: Drawn, cutoff: float) -> Travel:
    streets = streets_of(town.network)
    return travel_times(streets, town.seconds, town.origins, town.places, cutoff, metres_per_second=1)


def as_table(travel: Travel) -> Floats:
    table = np.full((travel.origins, travel.destinations), np.inf)
    table[travel.origin, travel.destination] = travel.seconds
    return table


def from_everywhere(network: WalkNetwork) -> Places:
    nodes = np.arange(network.node_count, dtype=np.int32)
    return Places(nodes, np.zeros(len(nodes)))


@given(seeds, nearests, cutoffs)
@settings(max_examples=150, deadline=None)
def test_the_nearest_are_those_of_a_plain_search(seed: int, k: int, cutoff: float) -> None:
    town = drawn(seed)
    found = ask(town, k, cutoff)
    plain = plain_times(plain_graph(town.network, town.seconds), from_everywhere(town.network), town.places, cutoff)
    padded = np.hstack([plain, np.full((len(plain), k), np.inf)])
    order = np.argsort(padded, axis=1, kind="stable")[:, :k]  # of places equally far the first in the list
    times = np.take_along_axis(padded, order, axis=1)
    np.testing.assert_array_equal(found.seconds[0], times)
    np.testing.assert_array_equal(found.which[0], np.where(times < np.inf, order, -1))


@given(seeds, cutoffs)
@settings(max_examples=150, deadline=None)
def test_times_are_those_of_a_plain_search(seed: int, cutoff: float) -> None:
    town = drawn(seed)
    plain = plain_times(plain_graph(town.network, town.seconds), town.origins, town.places, cutoff)
    np.testing.assert_array_equal(as_table(times_of(town, cutoff)), plain)


@given(seeds, cutoffs)
@settings(max_examples=50, deadline=None)
def test_there_with_streets_turned_round_is_back(seed: int, cutoff: float) -> None:
    town = drawn(seed)
    turned = town._replace(seconds=town.seconds[:, ::-1], origins=town.places, places=town.origins)
    np.testing.assert_array_equal(as_table(times_of(town, cutoff)), as_table(times_of(turned, cutoff).back()))


@given(seeds, nearests)
@settings(max_examples=50, deadline=None)
def test_a_node_in_the_middle_of_an_edge_changes_nothing_elsewhere(seed: int, k: int) -> None:
    town = drawn(seed)
    before, nodes, edges = town.network, town.network.node_count, town.network.edge_count
    middles = nodes + np.arange(edges)
    after = plain_network(nodes + edges, np.concatenate([before.start, middles]), np.concatenate([middles, before.end]))
    halves = np.vstack([town.seconds, town.seconds]) / 2
    finer = ask(town._replace(network=after, seconds=halves), k, np.inf)
    np.testing.assert_array_equal(finer.seconds[:, :nodes], ask(town, k, np.inf).seconds)


@given(seeds, nearests)
@settings(max_examples=50, deadline=None)
def test_one_more_place_makes_nobody_s_way_longer(seed: int, k: int) -> None:
    town = drawn(seed)
    fewer = town._replace(places=Places(town.places.node[1:], town.places.metres[1:]))
    assert (ask(town, k, np.inf).seconds <= ask(fewer, k, np.inf).seconds).all()


@given(seeds, cutoffs)
@settings(max_examples=50, deadline=None)
def test_a_cutoff_leaves_out_what_is_beyond_it_and_nothing_else(seed: int, cutoff: float) -> None:
    town = drawn(seed)
    np.testing.assert_array_equal(as_table(times_of(town, np.inf).within(cutoff)), as_table(times_of(town, cutoff)))


@given(seeds, decays)
@settings(max_examples=60, deadline=None)
def test_catchments_are_those_of_plain_loops(seed: int, decay: Decay) -> None:
    travel, supply, demand = amounts(seed)
    found = catchment(travel, supply=supply, demand=demand, decay=decay)
    np.testing.assert_allclose(found.score, plain_catchment(as_table(travel), supply, demand, decay), rtol=1e-12)


@given(seeds, decays)
@settings(max_examples=60, deadline=None)
def test_what_people_get_adds_up_to_what_used_places_offer(seed: int, decay: Decay) -> None:
    travel, supply, demand = amounts(seed)
    found = catchment(travel, supply=supply, demand=demand, decay=decay)
    np.testing.assert_allclose((found.score * demand).sum(), supply[found.used].sum(), rtol=1e-12)


@given(seeds)
@settings(max_examples=30, deadline=None)
def test_one_catchment_over_all_gives_everyone_the_same(seed: int) -> None:
    generator = np.random.default_rng(seed)
    supply, demand = generator.integers(0, 5, 4).astype(float), generator.integers(1, 4, 5).astype(float)
    origin, place = np.indices((5, 4)).reshape(2, -1)
    travel = Travel.from_pairs(origin, place, np.ones(20), shape=(5, 4))
    found = catchment(travel, supply=supply, demand=demand, decay=within(9))
    np.testing.assert_allclose(found.score, supply.sum() / demand.sum(), rtol=1e-12)


@given(seeds, decays)
@settings(max_examples=60, deadline=None)
def test_scores_are_numbers_and_nothing_within_reach_is_zero(seed: int, decay: Decay) -> None:
    travel, supply, demand = amounts(seed)
    found = catchment(travel, supply=supply, demand=demand, decay=decay)
    assert np.isfinite(found.score).all()
    assert (found.score[~found.within_reach] == 0).all()


def amounts(seed: int) -> tuple[Travel, Floats, Floats]:
    """Return times, what places offer and people at origins, some of both none."""
    travel = times_of(drawn(seed), np.inf)
    generator = np.random.default_rng(seed)
    supply = generator.integers(0, 5, travel.destinations).astype(float)
    return travel, supply, generator.integers(0, 4, travel.origins).astype(float)
