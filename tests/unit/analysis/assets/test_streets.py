"""Streets drawn together between junctions, on networks small enough to draw."""

from __future__ import annotations

import numpy as np

from seedbed.analysis.assets.streets import Streets, streets_of
from tests.unit.analysis.assets.plain_reach import plain_network


def _streets(nodes: int, edges: list[tuple[int, int]]) -> Streets:
    start, end = np.array(edges, np.int32).reshape(-1, 2).T
    return streets_of(plain_network(nodes, start, end))


def _junctions(streets: Streets) -> list[int]:
    return np.flatnonzero(streets.junction_of >= 0).tolist()


def test_a_chain_becomes_one_street() -> None:
    streets = _streets(4, [(0, 1), (2, 1), (2, 3)])
    assert _junctions(streets) == [0, 3]
    assert streets.inner_nodes.tolist() == [1, 2]
    assert streets.edges.tolist() == [0, 1, 2]
    assert streets.forwards.tolist() == [True, False, True]


def test_a_crossing_is_a_junction() -> None:
    streets = _streets(5, [(0, 1), (1, 2), (1, 3), (3, 4)])
    assert _junctions(streets) == [0, 1, 2, 4]
    assert streets.street_count == 3


def test_one_node_of_a_ring_serves_as_its_junction() -> None:
    streets = _streets(3, [(0, 1), (1, 2), (2, 0)])
    assert _junctions(streets) == [0]
    assert streets.inner_nodes.tolist() == [1, 2]


def test_a_loop_at_one_node_is_a_street() -> None:
    streets = _streets(2, [(0, 1), (1, 1)])
    assert _junctions(streets) == [0, 1]
    assert streets.street_count == 2


def test_parallel_edges_are_a_ring() -> None:
    streets = _streets(2, [(0, 1), (0, 1)])
    assert _junctions(streets) == [0]
    assert streets.inner_nodes.tolist() == [1]


def test_a_node_without_edges_is_a_junction() -> None:
    assert _junctions(_streets(2, [])) == [0, 1]


def test_every_edge_and_node_is_kept_once() -> None:
    generator = np.random.default_rng(4)
    edges = [tuple(pair) for pair in generator.integers(0, 60, (70, 2)).tolist()]
    streets = _streets(60, edges)
    assert sorted(streets.edges.tolist()) == list(range(70))
    assert streets.junction_count + len(streets.inner_nodes) == 60


def test_an_empty_network_has_no_streets() -> None:
    assert _streets(0, []).street_count == 0
