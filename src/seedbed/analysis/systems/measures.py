"""Measures of each factor's place on a map, and which factors hang together."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass

import numpy as np

from seedbed.analysis.systems.graph import ends
from seedbed.analysis.systems.types import SystemMap

Weights = dict[int, dict[int, float]]


@dataclass(frozen=True, slots=True)
class Measures:
    """A factor's links and place.

    Parameters
    ----------
    incoming, outgoing
        Links that end and begin at it; one to itself is both.
    leverage
        Outgoing over incoming links; nothing where none comes in.
    betweenness
        Share of all ordered pairs of other factors that it lies between, on their shortest ways, 0 to 1 (Brandes,
        Journal of Mathematical Sociology 25 (2001), 163-177); parallel links count as one.
    community
        Number of the group of factors it hangs together with, the largest group 0.
    """

    factor: str
    incoming: int
    outgoing: int
    leverage: float | None
    betweenness: float
    community: int


def measures(system: SystemMap, seed: int = 0) -> tuple[Measures, ...]:
    """Return the measures of each factor, in the map's order; ``seed`` is that of ``communities``."""
    pairs, many = ends(system), len(system.factors)
    outgoing, incoming = (np.bincount(pairs[:, side], minlength=many) for side in (0, 1))
    passed, groups = betweenness(system), communities(system, seed)
    return tuple(
        Measures(
            factor.identifier,
            int(incoming[place]),
            int(outgoing[place]),
            float(outgoing[place] / incoming[place]) if incoming[place] else None,
            passed[place],
            groups[place],
        )
        for place, factor in enumerate(system.factors)
    )


def betweenness(system: SystemMap) -> list[float]:
    """Return the betweenness of each factor, in the map's order."""
    import rustworkx

    graph = rustworkx.PyDiGraph()
    graph.add_nodes_from(range(len(system.factors)))
    pairs = {(int(cause), int(effect)) for cause, effect in ends(system) if cause != effect}
    graph.add_edges_from_no_data(sorted(pairs))
    found = rustworkx.digraph_betweenness_centrality(graph, normalized=True, parallel_threshold=1 << 30)
    return [found[place] for place in range(len(system.factors))]


def density(system: SystemMap) -> float:
    """Return the share of all ordered pairs of two factors that a link joins, 0 to 1."""
    many = len(system.factors)
    pairs = {(int(cause), int(effect)) for cause, effect in ends(system) if cause != effect}
    return len(pairs) / (many * (many - 1)) if many > 1 else 0.0


def communities(system: SystemMap, seed: int = 0) -> list[int]:
    """Return the community of each factor, in the map's order: groups with more links inside than chance would give.

    Louvain's method on the links without their direction, each counting once: factors move to the neighbouring group
    that raises modularity most, groups become factors, and so on until nothing moves. The order in which factors are
    looked at comes from ``seed``.

    Source: Blondel and others, Journal of Statistical Mechanics (2008), P10008.
    """
    weights = _undirected(system)
    generator = np.random.default_rng(seed)
    member = list(range(len(system.factors)))
    while True:
        groups = _moved(weights, generator)
        names = {group: number for number, group in enumerate(dict.fromkeys(groups))}
        groups = [names[group] for group in groups]
        member = [groups[each] for each in member]
        if len(names) == len(weights):
            return _largest_first(member)
        weights = _joined(weights, groups, len(names))


def modularity(system: SystemMap, groups: list[int]) -> float:
    """Return the share of links inside groups, less that expected by chance, direction aside; 0 without links."""
    weights = _undirected(system)
    strength = {each: sum(row.values()) + row.get(each, 0.0) for each, row in weights.items()}
    twice = sum(strength.values())
    if not twice:
        return 0.0
    inside, total = 0.0, defaultdict[int, float](float)
    for each, row in weights.items():
        total[groups[each]] += strength[each]
        inside += sum(
            weight * (2 if other == each else 1) for other, weight in row.items() if groups[other] == groups[each]
        )
    return inside / twice - sum((each / twice) ** 2 for each in total.values())


def _undirected(system: SystemMap) -> Weights:
    """Return links between each two factors, either way; a factor's links to itself under its own number, once."""
    weights: Weights = {place: {} for place in range(len(system.factors))}
    for cause, effect in ends(system).tolist():
        weights[cause][effect] = weights[cause].get(effect, 0.0) + 1.0
        if cause != effect:
            weights[effect][cause] = weights[effect].get(cause, 0.0) + 1.0
    return weights


def _moved(weights: Weights, generator: np.random.Generator) -> list[int]:
    """Move factors between groups while modularity rises; return the group of each."""
    group = list(range(len(weights)))
    strength = [sum(row.values()) + row.get(each, 0.0) for each, row in weights.items()]
    total, twice = list(strength), sum(strength)
    order = generator.permutation(len(weights)).tolist()
    moved = twice > 0
    while moved:
        moved = False
        for each in order:
            own, near = group[each], defaultdict[int, float](float)
            for other, weight in weights[each].items():
                if other != each:
                    near[group[other]] += weight
            total[own] -= strength[each]
            share = strength[each] / twice
            best, gain = own, near[own] - share * total[own]
            for candidate, links in near.items():
                found = links - share * total[candidate]
                if found > gain + 1e-12:
                    best, gain = candidate, found
            total[best] += strength[each]
            group[each] = best
            moved |= best != own
    return group


def _joined(weights: Weights, groups: list[int], many: int) -> Weights:
    """Return the links between groups; those inside one under its own number, once."""
    joined: Weights = {group: {} for group in range(many)}
    for each, row in weights.items():
        own = joined[groups[each]]
        for other, weight in row.items():
            there = groups[other]
            part = weight / 2 if there == groups[each] and other != each else weight
            own[there] = own.get(there, 0.0) + part
    return joined


def _largest_first(member: list[int]) -> list[int]:
    sizes = np.bincount(member) if member else np.zeros(0, dtype=np.int64)
    rank = {int(group): number for number, group in enumerate(np.argsort(-sizes, kind="stable"))}
    return [rank[group] for group in member]
