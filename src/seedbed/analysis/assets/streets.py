"""Streets between junctions: a walk network with every chain of nodes that have two ways on drawn together.

Most nodes of a street map only bend a street. A search over junctions alone is several times shorter, and the time from
any node between them follows exactly from the times at both ends of its street.
"""

from __future__ import annotations

from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from seedbed.analysis.assets.network import Floats, Integers, WalkNetwork
from seedbed.analysis.kernel import kernel

Numbers = NDArray[np.int64]
Marks = NDArray[np.bool_]


class Streets(NamedTuple):
    """Junctions, streets between them, and where along its street every other node lies.

    A junction is a node with one way on, or with more than two; of a ring without any, one node serves. A street is the
    chain of edges from one junction, its first, to another or the same, its last. Its edges have the numbers
    ``edge_offsets[s]:edge_offsets[s + 1]`` in order from first to last, and its inner nodes those from
    ``edge_offsets[s] - s``; so the inner node ``q`` of street ``s`` lies between the edges ``q + s`` and ``q + s + 1``.

    Parameters
    ----------
    junction_of
        Number of the junction that each node is, -1 for inner nodes.
    inner_of
        Number of the inner node that each node is, -1 for junctions.
    inner_nodes
        The node that each inner node is.
    street_of
        Street of each inner node.
    first, last
        Junctions at both ends of each street.
    edge_offsets
        Where the edges of each street begin; one longer than there are streets.
    edges
        Number in the walk network of each street's edges, in order.
    forwards
        Whether going from first to last is going from the edge's start to its end.
    arc_offsets
        Where the arcs of each junction begin; one longer than there are junctions. An arc is a street seen from one of
        its ends.
    arc_to
        Junction at the other end.
    arc_street
        Street of each arc.
    arc_from_first
        Whether the arc is the street seen from its first end.
    """

    junction_of: Integers
    inner_of: Integers
    inner_nodes: Integers
    street_of: Integers
    first: Integers
    last: Integers
    edge_offsets: Numbers
    edges: Integers
    forwards: Marks
    arc_offsets: Numbers
    arc_to: Integers
    arc_street: Integers
    arc_from_first: Marks

    @property
    def node_count(self) -> int:
        """How many nodes the walk network has."""
        return len(self.junction_of)

    @property
    def junction_count(self) -> int:
        """How many of them are junctions."""
        return len(self.arc_offsets) - 1

    @property
    def street_count(self) -> int:
        """How many streets there are."""
        return len(self.first)


def streets_of(network: WalkNetwork) -> Streets:
    """Draw together the nodes between junctions.

    It depends on how the network hangs together only: one result serves every walker.

    Parameters
    ----------
    network
        Nodes and edges; parallel edges, loops, rings and nodes without edges are taken as they are.
    """
    start, end = np.ascontiguousarray(network.start, np.int32), np.ascontiguousarray(network.end, np.int32)
    count = network.node_count
    degree = np.bincount(start, minlength=count) + np.bincount(end, minlength=count)
    is_junction = degree != 2
    found = _chains(start, end, is_junction)
    _, streets, inner = found.counts
    edge_offsets = found.edge_offsets[: streets + 1].copy()
    junction_of, inner_of = _numbered(network, is_junction, found.inner_nodes[:inner])
    first, last = junction_of[found.first[:streets]], junction_of[found.last[:streets]]
    inner_counts = np.diff(edge_offsets) - 1
    arc_offsets, arc_to, arc_street, arc_from_first = _arcs(first, last, int(is_junction.sum()))
    return Streets(
        junction_of=junction_of,
        inner_of=inner_of,
        inner_nodes=found.inner_nodes[:inner].copy(),
        street_of=np.repeat(np.arange(len(first), dtype=np.int32), inner_counts),
        first=first,
        last=last,
        edge_offsets=edge_offsets,
        edges=found.edges,
        forwards=found.forwards,
        arc_offsets=arc_offsets,
        arc_to=arc_to,
        arc_street=arc_street,
        arc_from_first=arc_from_first,
    )


def _numbered(network: WalkNetwork, is_junction: Marks, inner_nodes: Integers) -> tuple[Integers, Integers]:
    """Number junctions so that near ones have near numbers: a search then stays within the processor's own memory."""
    junctions = np.flatnonzero(is_junction)
    order = np.argsort(_along_a_curve(network.longitude[junctions], network.latitude[junctions]), kind="stable")
    junction_of = np.full(network.node_count, -1, np.int32)
    junction_of[junctions[order]] = np.arange(len(junctions), dtype=np.int32)
    inner_of = np.full(network.node_count, -1, np.int32)
    inner_of[inner_nodes] = np.arange(len(inner_nodes), dtype=np.int32)
    return junction_of, inner_of


def _along_a_curve(longitude: Floats, latitude: Floats) -> Numbers:
    """Return places on a curve that visits near points one after the other (Morton 1966): bits of both, in turn."""
    place = np.zeros(len(longitude), np.int64)
    for shift, values in enumerate((longitude, latitude)):
        low = values.min(initial=np.inf)
        span = max(float(values.max(initial=-np.inf) - low), 1e-9) if len(values) else 1.0
        cells = ((values - low) / span * 65_535).astype(np.int64)
        for bit in range(16):
            place |= ((cells >> bit) & 1) << (2 * bit + shift)
    return place


def _arcs(first: Integers, last: Integers, junctions: int) -> tuple[Numbers, Integers, Integers, Marks]:
    """Return the streets as seen from each junction, ordered by junction."""
    near, far = np.concatenate([first, last]), np.concatenate([last, first])
    order = np.argsort(near, kind="stable")
    streets = np.arange(len(first), dtype=np.int32)
    offsets = np.concatenate([[0], np.cumsum(np.bincount(near, minlength=junctions))]).astype(np.int64)
    return offsets, far[order], np.concatenate([streets, streets])[order], order < len(first)


class _Chains(NamedTuple):
    """Streets as they are found: as in `Streets`, but with room to spare and nodes in place of junctions.

    ``counts`` holds how many edges, streets and inner nodes were found, ``used`` the edges among them.
    """

    edges: Integers
    forwards: Marks
    edge_offsets: Numbers
    first: Integers
    last: Integers
    inner_nodes: Integers
    used: Marks
    counts: Numbers


def _chains(start: Integers, end: Integers, is_junction: Marks) -> _Chains:
    """Follow every chain from junction to junction; marks one node of each ring as its junction."""
    nodes, edges = len(is_junction), len(start)
    found = _Chains(
        edges=np.empty(edges, np.int32),
        forwards=np.empty(edges, np.bool_),
        edge_offsets=np.zeros(edges + 1, np.int64),
        first=np.empty(edges, np.int32),
        last=np.empty(edges, np.int32),
        inner_nodes=np.empty(nodes, np.int32),
        used=np.zeros(edges, np.bool_),
        counts=np.zeros(3, np.int64),
    )
    ends = np.concatenate([start, end])
    order = np.argsort(ends, kind="stable")
    offsets = np.concatenate([[0], np.cumsum(np.bincount(ends, minlength=nodes))]).astype(np.int64)
    _follow_all(start, end, is_junction, offsets, (order % max(edges, 1)).astype(np.int32), found)
    return found


@kernel
def _follow_all(
    start: Integers, end: Integers, is_junction: Marks, offsets: Numbers, edges_at: Integers, found: _Chains
) -> None:
    seen = is_junction.copy()
    for rings in (False, True):  # what is left after every chain from a junction are rings
        for node in range(len(is_junction)):
            if rings and not seen[node]:
                is_junction[node] = True
                seen[node] = True
            if not is_junction[node]:
                continue
            for at in range(offsets[node], offsets[node + 1]):
                if not found.used[edges_at[at]]:
                    _follow(node, edges_at[at], (start, end), (offsets, edges_at), (is_junction, seen), found)


@kernel
def _follow(
    node: int,
    edge: int,
    ends: tuple[Integers, Integers],
    edges_of: tuple[Numbers, Integers],
    marks: tuple[Marks, Marks],
    found: _Chains,
) -> None:
    """Follow one chain from a junction along an edge to the next junction."""
    start, end = ends
    is_junction, seen = marks
    edges, streets, inner = found.counts
    found.first[streets], here = node, node
    while True:
        forward = start[edge] == here
        found.used[edge] = True
        found.edges[edges], found.forwards[edges] = edge, forward
        edges += 1
        here = end[edge] if forward else start[edge]
        if is_junction[here]:
            break
        seen[here] = True
        found.inner_nodes[inner] = here
        inner += 1
        way = edges_of[0][here]
        edge = edges_of[1][way + 1] if edges_of[1][way] == edge else edges_of[1][way]
    found.last[streets] = here
    found.edge_offsets[streets + 1] = edges
    found.counts[0], found.counts[1], found.counts[2] = edges, streets + 1, inner
