"""Reach the plain way: networkx for times on foot, loops for catchments, and networks of every shape to try them on."""

from __future__ import annotations

from typing import Any, NamedTuple

import networkx as nx
import numpy as np
from numpy.typing import NDArray

from seedbed.analysis.assets.decay import Decay
from seedbed.analysis.assets.network import Floats, Places, WalkNetwork

FINEST = 64
"""Times of the networks are whole multiples of 1/64 second, so that sums are exact in any order."""


class Drawn(NamedTuple):
    """A network, the seconds of its edges both ways, and two sets of points on it."""

    network: WalkNetwork
    seconds: Floats
    origins: Places
    places: Places


def plain_network(nodes: int, start: NDArray[Any], end: NDArray[Any]) -> WalkNetwork:
    """Return a network whose nodes lie anywhere: only how it hangs together counts."""
    at = np.linspace(0.0, 1.0, nodes)
    ways = np.zeros(len(start), np.uint16)
    return WalkNetwork(at, at, start.astype(np.int32), end.astype(np.int32), np.ones(len(start)), ways)


def drawn(seed: int, most: int = 14) -> Drawn:
    """Return a network of up to ``most`` nodes with chains, rings, loops, parallel edges, blocked ways and no edges."""
    generator = np.random.default_rng(seed)
    nodes = int(generator.integers(1, most))
    numbers = generator.permutation(nodes)
    chains = generator.random(nodes - 1) < generator.random()
    extra = generator.integers(0, nodes, (int(generator.integers(0, nodes + 1)), 2))
    start = np.concatenate([numbers[:-1][chains], extra[:, 0]])
    end = np.concatenate([numbers[1:][chains], extra[:, 1]])
    seconds = generator.integers(0, 9 * FINEST, (len(start), 2)) / FINEST
    seconds[generator.random(seconds.shape) < 0.15] = np.inf
    return Drawn(plain_network(nodes, start, end), seconds, *(_points(generator, nodes) for _ in range(2)))


def _points(generator: np.random.Generator, nodes: int) -> Places:
    count = int(generator.integers(0, 7))
    node = generator.integers(-1, nodes, count).astype(np.int32)
    return Places(node, np.where(node < 0, np.inf, generator.integers(0, 4 * FINEST, count) / FINEST))


def plain_graph(network: WalkNetwork, seconds: Floats) -> nx.DiGraph:
    """Return the network as networkx has it, the quicker of parallel edges kept and blocked ones left out."""
    graph = nx.DiGraph()
    graph.add_nodes_from(range(network.node_count))
    both = ((network.start, network.end, seconds[:, 0]), (network.end, network.start, seconds[:, 1]))
    for start, end, times in both:
        for one, other, time in zip(start.tolist(), end.tolist(), times.tolist(), strict=True):
            if time < np.inf and (not graph.has_edge(one, other) or time < graph[one][other]["weight"]):
                graph.add_edge(one, other, weight=time)
    return graph


def plain_times(graph: nx.DiGraph, origins: Places, destinations: Places, cutoff: float) -> Floats:
    """Return the times between points, ways to their nodes counted at one metre a second; inf beyond the cut-off."""
    times = np.full((len(origins.node), len(destinations.node)), np.inf)
    for row, (start, there) in enumerate(zip(origins.node.tolist(), origins.metres, strict=True)):
        reached = nx.single_source_dijkstra_path_length(graph, start) if start >= 0 else {}
        for column, (end, here) in enumerate(zip(destinations.node.tolist(), destinations.metres, strict=True)):
            if end in reached:
                times[row, column] = there + reached[end] + here
    return np.where(times <= cutoff, times, np.inf)


def plain_catchment(times: Floats, supply: Floats, demand: Floats, decay: Decay) -> Floats:
    """Return floating catchment scores from a full table of times, by loops."""
    origins, places = times.shape
    weights = [[float(decay(times[i, j : j + 1])[0]) for j in range(places)] for i in range(origins)]
    scores = []
    for i in range(origins):
        score = 0.0
        for j in range(places):
            sharers = sum(weights[other][j] * demand[other] for other in range(origins))
            if weights[i][j] and sharers:
                score += weights[i][j] * supply[j] / sharers
        scores.append(score)
    return np.array(scores)
