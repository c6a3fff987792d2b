"""Put points onto a walk network: the node nearest to each."""

from __future__ import annotations

import math

import numpy as np
from numpy.typing import ArrayLike, NDArray
from scipy.spatial import KDTree

from seedbed.analysis.assets.network import Floats, Places, WalkNetwork
from seedbed.errors import UsageError

EARTH_METRES = 6_371_008.8
"""Mean radius of the Earth (IUGG)."""


def put_on(
    network: WalkNetwork,
    longitude: ArrayLike,
    latitude: ArrayLike,
    *,
    furthest_metres: float = 500.0,
    among: NDArray[np.bool_] | None = None,
) -> Places:
    """Return the node nearest to each point and how far it is as the crow flies.

    Points and nodes are put onto a globe in three dimensions, where the straight line orders nodes as the way over the
    ground does: the nearest is exact anywhere, for no map projection comes in between. The globe is a sphere, so that
    metres are right to 0.3 %.

    Parameters
    ----------
    longitude, latitude
        Degrees of WGS84; those that are not numbers are put nowhere.
    furthest_metres
        Points further than this from every node are put nowhere (node -1).
    among
        Which nodes may be taken, one a node; all without it. With the nodes that someone can get to, nobody is put onto
        a path that they cannot use.

    Raises
    ------
    UsageError
        If there are not as many longitudes as latitudes, or a degree is outside the globe.
    """
    east, north = (np.atleast_1d(np.asarray(each, np.float64)) for each in (longitude, latitude))
    _check(east, north)
    node, metres = np.full(len(east), -1, np.int32), np.full(len(east), np.inf)
    usable = np.arange(network.node_count) if among is None else np.flatnonzero(among)
    known = np.flatnonzero(np.isfinite(east) & np.isfinite(north))
    if len(usable) and len(known):
        # twice the half of the angle's sine is the straight line through a globe of radius one
        reach = 2 * math.sin(min(furthest_metres / EARTH_METRES, math.pi) / 2)
        tree = KDTree(_on_globe(network.longitude[usable], network.latitude[usable]))
        straight, at = tree.query(_on_globe(east[known], north[known]), distance_upper_bound=reach * (1 + 1e-12))
        near = np.isfinite(straight)
        node[known[near]] = usable[at[near]]
        metres[known[near]] = 2 * EARTH_METRES * np.arcsin(np.minimum(straight[near] / 2, 1))
    return Places(node, metres)


def _on_globe(longitude: Floats, latitude: Floats) -> Floats:
    east, north = np.radians(longitude), np.radians(latitude)
    return np.column_stack([np.cos(north) * np.cos(east), np.cos(north) * np.sin(east), np.sin(north)])


def _check(longitude: Floats, latitude: Floats) -> None:
    if longitude.shape != latitude.shape or longitude.ndim != 1:
        raise UsageError(
            "Points cannot be put onto the network.",
            f"There are {longitude.size} longitudes and {latitude.size} latitudes.",
            "Give one of each a point.",
        )
    outside = np.flatnonzero((np.abs(longitude) > 180) | (np.abs(latitude) > 90))
    if len(outside):
        at = int(outside[0])
        raise UsageError(
            f"Point {at + 1} is not on the globe.",
            f"Its longitude is {longitude[at]} and its latitude {latitude[at]}, in degrees.",
            "Give degrees of WGS84, longitude first; a map in metres must be turned into degrees.",
        )
