"""Networks cut to a place, without islands and strays."""

from __future__ import annotations

import numpy as np
import pytest
import shapely
from hypothesis import given
from hypothesis import strategies as st

from seedbed.analysis.assets.cleaning import cleaned, clipped, cut_at, part_of, parts
from tests.unit.analysis.assets.small_networks import METRES_A_DEGREE, network

TOWN = [(x * 1_000.0, 0.0) for x in range(8)]
TOWN_EDGES = [(at, at + 1) for at in range(7)]


def test_a_short_island_is_left_out() -> None:
    island = network([*TOWN, (3_000, 900), (3_400, 900)], [*TOWN_EDGES, (8, 9)])
    kept, cleaning = cleaned(island)
    assert (kept.edge_count, cleaning.parts, cleaning.parts_left_out) == (7, 2, 1)
    assert cleaning.metres_left_out == pytest.approx(400)


def test_an_island_as_long_as_asked_for_stays() -> None:
    island = network([*TOWN, (3_000, 900), (3_400, 900)], [*TOWN_EDGES, (8, 9)])
    assert cleaned(island, smallest_part_metres=400)[0].edge_count == 8


def test_the_longest_part_stays_however_short() -> None:
    assert cleaned(network([(0, 0), (10, 0)], [(0, 1)]))[0].edge_count == 1


def test_far_off_nodes_are_left_out() -> None:
    rng = np.random.default_rng(1)
    points = [*map(tuple, rng.uniform(0, 2_000, (400, 2)).tolist()), (100_000.0, 0.0)]
    strays = network(points, [(at, at + 1) for at in range(400)])
    kept, cleaning = cleaned(strays, smallest_part_metres=0)
    assert (cleaning.far_off_nodes, kept.node_count) == (1, 400)


def test_far_off_nodes_stay_when_asked() -> None:
    points = [*TOWN, (1_000_000.0, 0.0)]
    strays = network(points, [*TOWN_EDGES, (7, 8)])
    assert cleaned(strays, far_off_times=np.inf)[0].edge_count == 8


def test_an_empty_network_stays_empty() -> None:
    kept, cleaning = cleaned(network([], []))
    assert (kept.node_count, cleaning.parts) == (0, 0)


def test_a_box_keeps_edges_with_both_ends_inside() -> None:
    box = (0.0, -1.0, 2_500 / METRES_A_DEGREE, 1.0)
    kept = clipped(network(TOWN, TOWN_EDGES), box)
    assert kept.nodes is not None
    assert kept.nodes.tolist() == [100, 101, 102]


def test_a_shape_keeps_what_its_box_does() -> None:
    box = (0.0, -1.0, 2_500 / METRES_A_DEGREE, 1.0)
    town = network(TOWN, TOWN_EDGES)
    assert clipped(town, shapely.box(*box)).start.tolist() == clipped(town, box).start.tolist()


def test_a_cut_parts_the_network_at_a_node() -> None:
    cut = cut_at(network(TOWN, TOWN_EDGES), np.array([3]))
    assert len(set(parts(cut).tolist())) == 2


def test_a_cut_keeps_every_edge_and_its_place() -> None:
    whole = network(TOWN, TOWN_EDGES)
    cut = cut_at(whole, np.array([3]))
    assert cut.longitude[cut.start].tolist() == whole.longitude[whole.start].tolist()
    assert cut.longitude[cut.end].tolist() == whole.longitude[whole.end].tolist()


def test_a_cut_network_has_the_maps_numbers_of_its_nodes() -> None:
    whole = network(TOWN, TOWN_EDGES)
    cut = cut_at(whole, np.array([3]))
    assert cut.nodes is not None
    assert sorted(cut.nodes.tolist()) == [100, 101, 102, 103, 103, 104, 105, 106, 107]


def test_climbs_stay_with_their_edges() -> None:
    hill = network(TOWN, TOWN_EDGES, climb=list(range(7)))
    kept = part_of(hill, np.arange(8) > 3)
    assert kept.climb is not None
    assert kept.climb.tolist() == [4.0, 5.0, 6.0]


@given(st.lists(st.tuples(st.integers(0, 11), st.integers(0, 11)), max_size=25), st.sets(st.integers(0, 11)))
def test_a_part_holds_exactly_the_edges_between_chosen_nodes(edges: list[tuple[int, int]], chosen: set[int]) -> None:
    whole = network([(float(at), 0.0) for at in range(12)], edges)
    kept = part_of(whole, np.isin(np.arange(12), list(chosen)))
    assert kept.nodes is not None
    found = list(zip(kept.nodes[kept.start] - 100, kept.nodes[kept.end] - 100, strict=True))
    assert found == [edge for edge in edges if set(edge) <= chosen]
