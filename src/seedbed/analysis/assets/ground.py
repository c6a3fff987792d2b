"""How far points are from each other over the ground."""

from __future__ import annotations

import numpy as np

from seedbed.analysis.assets.network import Floats

SEMI_MAJOR_METRES = 6_378_137.0
ECCENTRICITY_SQUARED = 0.006_694_379_990_14
"""Of the ellipsoid of WGS84."""


def metres_between(longitude: Floats, latitude: Floats, to_longitude: Floats, to_latitude: Floats) -> Floats:
    """Return metres between points a short way apart, on the ellipsoid of WGS84.

    The ellipsoid's two radii of curvature at the middle latitude serve as a local plane (Snyder 1987, "Map
    projections: a working manual", equations 4-18 to 4-20). Against the exact geodesic the error is below one part in
    a million up to 10 km, where a sphere's is up to three in a thousand.

    Parameters
    ----------
    longitude, latitude, to_longitude, to_latitude
        Degrees of WGS84.
    """
    middle = np.deg2rad((latitude + to_latitude) / 2)
    north, east = radii(middle)
    up = np.deg2rad(to_latitude - latitude) * north
    across = np.deg2rad(to_longitude - longitude) * east
    return np.asarray(np.hypot(up, across))


def radii(latitude: Floats) -> tuple[Floats, Floats]:
    """Return metres per radian to the north and to the east at a latitude in radians."""
    bulge = 1 - ECCENTRICITY_SQUARED * np.sin(latitude) ** 2
    north = SEMI_MAJOR_METRES * (1 - ECCENTRICITY_SQUARED) / bulge**1.5
    east = SEMI_MAJOR_METRES / np.sqrt(bulge) * np.cos(latitude)
    return np.asarray(north), np.asarray(east)
