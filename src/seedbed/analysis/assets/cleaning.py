"""Make a walk network fit for searching: cut to a place, without islands nobody walks to and far-off strays."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TypeAlias

import numpy as np
import shapely
from numpy.typing import NDArray

from seedbed.analysis.assets.ground import radii
from seedbed.analysis.assets.network import Floats, Integers, WalkNetwork

Within: TypeAlias = "tuple[float, float, float, float] | shapely.Geometry"
"""West, south, east and north, or a shape; degrees of WGS84."""
Chosen = NDArray[np.bool_]

SMALLEST_PART_METRES = 5_000.0
FAR_OFF_SHARE = 0.99
FAR_OFF_TIMES = 2.0


@dataclass(frozen=True, slots=True, kw_only=True)
class Cleaning:
    """What `cleaned` left out.

    Parameters
    ----------
    parts
        How many parts that do not hang together there were.
    parts_left_out
        How many of them were shorter than asked for.
    far_off_nodes
        How many nodes lay far from the rest.
    nodes_left_out, edges_left_out, metres_left_out
        All that was left out, for whichever reason.
    """

    parts: int
    parts_left_out: int
    far_off_nodes: int
    nodes_left_out: int
    edges_left_out: int
    metres_left_out: float


def cleaned(
    network: WalkNetwork, *, smallest_part_metres: float = SMALLEST_PART_METRES, far_off_times: float = FAR_OFF_TIMES
) -> tuple[WalkNetwork, Cleaning]:
    """Leave out nodes far from the rest, then parts that nothing joins to the rest, and say what was left out.

    A place put onto a stray piece of path would seem to be out of everybody's reach, so such pieces are left out; the
    longest part always stays. Extracts hold ways whole that only begin inside them, some of them 100 km long.

    Parameters
    ----------
    network
        As read.
    smallest_part_metres
        A part stays if its edges together are at least this long, or no other part is longer.
    far_off_times
        A node is far off if it is this many times as far from the middle (the median of both coordinates) as 99 of
        100 nodes are. ``inf`` keeps all.
    """
    far = _far_off(network, far_off_times)
    near = part_of(network, ~far)
    labels = parts(near)
    lengths = np.bincount(labels[near.start], weights=near.metres, minlength=labels.max(initial=-1) + 1)
    stays = lengths >= smallest_part_metres
    if len(stays):
        stays[lengths.argmax()] = True
    kept = part_of(near, stays[labels])
    return kept, Cleaning(
        parts=len(stays),
        parts_left_out=int((~stays).sum()),
        far_off_nodes=int(far.sum()),
        nodes_left_out=network.node_count - kept.node_count,
        edges_left_out=network.edge_count - kept.edge_count,
        metres_left_out=float(network.metres.sum() - kept.metres.sum()),
    )


def clipped(network: WalkNetwork, within: Within) -> WalkNetwork:
    """Return the nodes inside a box or shape, and the edges with both ends there.

    Give a shape with a margin as wide as people's longest walk: ways around the outside are cut off with the rest.
    """
    if isinstance(within, tuple):
        west, south, east, north = within
        across = (network.longitude >= west) & (network.longitude <= east)
        return part_of(network, across & (network.latitude >= south) & (network.latitude <= north))
    shapely.prepare(within)
    return part_of(network, np.asarray(shapely.intersects_xy(within, network.longitude, network.latitude)))


def parts(network: WalkNetwork) -> Integers:
    """Return the number of the part each node belongs to; nodes that hang together share one."""
    from scipy.sparse import coo_array
    from scipy.sparse.csgraph import connected_components

    ends = (np.ones(network.edge_count, dtype=np.int8), (network.start, network.end))
    graph = coo_array(ends, shape=(network.node_count, network.node_count))
    return np.asarray(connected_components(graph, directed=False)[1], dtype=np.int32)


def part_of(network: WalkNetwork, nodes: Chosen) -> WalkNetwork:
    """Return the chosen nodes that an edge between two chosen nodes meets, renumbered in their order, and the edges."""
    edges = nodes[network.start] & nodes[network.end]
    met = np.zeros(network.node_count, dtype=np.bool_)
    met[network.start[edges]] = True
    met[network.end[edges]] = True
    number = (np.cumsum(met) - 1).astype(np.int32)
    return WalkNetwork(
        longitude=network.longitude[met],
        latitude=network.latitude[met],
        start=number[network.start[edges]],
        end=number[network.end[edges]],
        metres=network.metres[edges],
        ways=network.ways[edges],
        climb=None if network.climb is None else network.climb[edges],
        nodes=None if network.nodes is None else network.nodes[met],
    )


def cut_at(network: WalkNetwork, nodes: Integers | NDArray[np.int64]) -> WalkNetwork:
    """Cut the network at nodes that nobody passes, such as locked gates: each edge there ends at a node of its own.

    Parameters
    ----------
    nodes
        Numbers of the nodes to cut at. Each new node keeps its place and the map's number.
    """
    ends = np.concatenate([network.start, network.end])
    cut = np.flatnonzero(np.isin(ends, nodes))
    was = ends[cut]
    ends[cut] = network.node_count + np.arange(len(cut), dtype=np.int32)
    grown = replace(
        network,
        longitude=np.concatenate([network.longitude, network.longitude[was]]),
        latitude=np.concatenate([network.latitude, network.latitude[was]]),
        start=ends[: network.edge_count],
        end=ends[network.edge_count :],
        nodes=None if network.nodes is None else np.concatenate([network.nodes, network.nodes[was]]),
    )
    return part_of(grown, np.ones(grown.node_count, dtype=np.bool_))


def _far_off(network: WalkNetwork, times: float) -> Chosen:
    if network.node_count == 0 or np.isinf(times):
        return np.zeros(network.node_count, dtype=np.bool_)
    middle_longitude, middle_latitude = np.median(network.longitude), np.median(network.latitude)
    north, east = radii(np.asarray(np.deg2rad(middle_latitude)))
    away: Floats = np.hypot(
        np.deg2rad(network.longitude - middle_longitude) * east, np.deg2rad(network.latitude - middle_latitude) * north
    )
    return np.asarray(away > times * np.quantile(away, FAR_OFF_SHARE))
