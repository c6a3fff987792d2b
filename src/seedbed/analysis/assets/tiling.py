"""Cut a large walk network into tiles with a halo, each of which answers for its own nodes as the whole would.

Why the answers are the same. Let ``v`` be the fastest that anyone gets ahead as the crow flies along any edge. Whoever
walks for at most ``t`` seconds from a node gets no further from it than ``v t`` as the crow flies, at no point of the
way: each edge adds at most ``v`` times its seconds, and the straight line is never longer than the sum. So every way
of at most ``t`` seconds from a tile's own nodes lies within the box around them, widened by ``v t`` on all sides, and
so do the edges it uses and the place it leads to. The tile has all of these: its searches find the same ways, and as
times are whole ticks (see ``pacing``) they add up to the same times, to the last bit.
"""

from __future__ import annotations

import math
from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from seedbed.analysis.assets.network import Floats, Integers, Places, WalkNetwork
from seedbed.analysis.assets.pacing import BLOCKED, TICKS_A_SECOND, in_ticks
from seedbed.analysis.assets.snapping import EARTH_METRES
from seedbed.errors import UsageError

MOST_NODES = 500_000
"""Own nodes of a tile: a conurbation's. Larger ones have less halo for their size, and need more memory."""
ROUNDING = 1 + 1e-9
"""Widens boxes by more than sums of floating point can be wrong."""


@dataclass(frozen=True, slots=True, eq=False)
class Tile:
    """A part of a network, told by numbers of the whole.

    Parameters
    ----------
    own
        Nodes for which it answers; each node of the whole belongs to one tile.
    nodes
        Nodes that it holds, ascending: its own and those of its halo.
    edges
        Edges between them.
    """

    own: Integers
    nodes: Integers
    edges: Integers

    def network(self, whole: WalkNetwork) -> WalkNetwork:
        """Return the tile's own streets, numbered anew in the order of ``nodes`` and ``edges``."""
        number = np.full(whole.node_count, -1, np.int32)
        number[self.nodes] = np.arange(len(self.nodes), dtype=np.int32)
        return WalkNetwork(
            whole.longitude[self.nodes],
            whole.latitude[self.nodes],
            number[whole.start[self.edges]],
            number[whole.end[self.edges]],
            whole.metres[self.edges],
            whole.ways[self.edges],
            None if whole.climb is None else whole.climb[self.edges],
            None if whole.nodes is None else whole.nodes[self.nodes],
        )

    def holding(self, points: Places, *, own: bool = False) -> tuple[NDArray[np.intp], Places]:
        """Return which points stand on nodes of the tile (or on its own alone), and where by its own numbers."""
        among = self.own if own else self.nodes
        place = np.minimum(np.searchsorted(self.nodes, points.node), len(self.nodes) - 1)
        chosen = np.flatnonzero(np.isin(points.node, among))
        return chosen, Places(place[chosen].astype(np.int32), points.metres[chosen])


def fastest(network: WalkNetwork, seconds: Floats) -> float:
    """Return the most metres a second that anyone gets ahead as the crow flies on an edge; inf if one takes no time.

    Parameters
    ----------
    seconds
        Of each edge, shape (edges, 2) or (edges,); inf where there is no way through.
    """
    both = np.asarray(seconds, np.float64).reshape(network.edge_count, 2 if np.ndim(seconds) == 2 else 1)
    ticks = in_ticks(both).min(axis=1, initial=BLOCKED)
    metres = _crow_flies(network)
    open_ = (ticks < BLOCKED) & (metres > 0)
    with np.errstate(divide="ignore"):
        return float((metres[open_] * TICKS_A_SECOND / ticks[open_]).max(initial=0.0))


def tiles_of(network: WalkNetwork, seconds: Floats, cutoff: float, *, most_nodes: int = MOST_NODES) -> Iterator[Tile]:
    """Cut a network into tiles that answer what lies within ``cutoff`` seconds of their own nodes.

    Its streets must not cross the 180th meridian.

    Parameters
    ----------
    seconds
        Of each edge as walked, shape (edges, 2) or (edges,).
    cutoff
        Seconds: the longest way that will be looked for.
    most_nodes
        Own nodes of a tile at most; its halo comes on top.

    Raises
    ------
    UsageError
        If a tile may have no node of its own.
    """
    if most_nodes < 1:
        raise UsageError(
            "The map cannot be cut into tiles.",
            f"A tile may have {most_nodes} nodes of its own.",
            "Give 1 or more.",
        )
    speed = fastest(network, seconds)
    halo = speed * cutoff * ROUNDING if cutoff > 0 else 0.0
    for own in _split(network, np.arange(network.node_count, dtype=np.int32), most_nodes):
        held = _within_box(network, own, halo)
        edges = np.flatnonzero(held[network.start] & held[network.end]).astype(np.int32)
        yield Tile(own, np.flatnonzero(held).astype(np.int32), edges)


def _split(network: WalkNetwork, nodes: Integers, most: int) -> Iterator[Integers]:
    """Halve nodes across their longer side until each part is small enough; nodes of a part stay ascending."""
    if len(nodes) <= most:
        if len(nodes):
            yield nodes
        return
    east, north = network.longitude[nodes], network.latitude[nodes]
    width = np.ptp(east) * math.cos(math.radians(float(north.mean())))
    along = east if width > np.ptp(north) else north
    order = np.argsort(along, kind="stable")
    half = len(nodes) // 2
    for part in (order[:half], order[half:]):
        yield from _split(network, np.sort(nodes[part]), most)


def _within_box(network: WalkNetwork, own: Integers, metres: float) -> NDArray[np.bool_]:
    """Say which nodes may lie within some metres, as the crow flies on a globe, of some node of a tile."""
    east, north = network.longitude[own], network.latitude[own]
    angle = metres / EARTH_METRES
    up = math.degrees(angle) if math.isfinite(angle) else math.inf
    low, high = float(north.min()) - up, float(north.max()) + up
    # along a great circle, sin(angle/2)^2 >= cos(latitude)^2 sin(longitudes apart/2)^2 at the latitude nearest a pole
    narrowest = math.cos(math.radians(min(max(abs(low), abs(high)), 90.0)))
    sine = math.sin(min(angle, math.pi) / 2) / max(narrowest, 1e-12)
    across = 360.0 if sine >= 1 else math.degrees(2 * math.asin(sine)) * ROUNDING
    inside = (network.latitude >= low - 1e-9) & (network.latitude <= high + 1e-9)
    return np.asarray(
        inside
        & (network.longitude >= float(east.min()) - across - 1e-9)
        & (network.longitude <= float(east.max()) + across + 1e-9)
    )


def _crow_flies(network: WalkNetwork) -> Floats:
    """Return metres from end to end of each edge over a globe."""
    east, north = np.radians(network.longitude), np.radians(network.latitude)
    across = np.sin((east[network.end] - east[network.start]) / 2)
    up = np.sin((north[network.end] - north[network.start]) / 2)
    chord = up**2 + np.cos(north[network.start]) * np.cos(north[network.end]) * across**2
    return np.asarray(2 * EARTH_METRES * np.arcsin(np.sqrt(np.minimum(chord, 1))))
