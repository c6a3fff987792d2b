"""Where places may be: on the land of the United Kingdom, within an outline that people give, or anywhere on Earth."""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

import numpy as np
import shapely
from numpy.typing import NDArray
from shapely.geometry.base import BaseGeometry

Floats = NDArray[np.float64]
NEAR_THE_COAST = 0.12
"""Degrees, 8 to 13 km, by which the rough coast below is widened, so that no pier or island near it is in the sea."""
COAST = (
    # Great Britain with the inner isles, clockwise from Land's End: longitude, latitude of headlands.
    "-5.75 50.05, -5.05 50.56, -4.57 50.82, -4.54 51.02, -4.15 51.22, -3.5 51.23, -3.1 51.2, -3.02 51.33, -3.17 51.39, "
    "-3.6 51.4, -3.97 51.56, -4.35 51.55, -4.7 51.62, -5.3 51.7, -5.35 51.88, -4.73 52.13, -4.1 52.4, -4.07 52.7, "
    "-4.25 52.9, -4.82 52.74, -4.43 53.12, -4.72 53.3, -4.45 53.44, -3.88 53.36, -3.13 53.55, -3.03 53.94, "
    "-3.28 54.03, -3.65 54.5, -3.42 54.87, -3.6 54.86, -4.38 54.67, -4.87 54.62, -5.2 55.0, -4.9 55.22, -5.1 55.42, "
    "-5.8 55.28, -6.3 55.57, -6.55 55.7, -6.45 56.28, -7.0 56.5, -6.25 56.7, -6.8 57.42, -6.35 57.72, -5.85 57.85, "
    "-5.4 58.25, -5.0 58.63, -3.37 58.68, -3.02 58.65, -3.63 58.12, -3.77 57.87, -3.85 57.6, -3.3 57.73, -2.5 57.69, "
    "-2.0 57.7, -1.76 57.5, -2.05 57.15, -2.43 56.71, -2.58 56.28, -2.72 56.07, -2.5 56.01, -2.13 55.92, -1.98 55.78, "
    "-1.75 55.7, -1.58 55.63, -1.4 55.02, -1.15 54.7, -0.6 54.5, -0.38 54.29, -0.07 54.12, 0.13 53.57, 0.28 53.34, "
    "0.36 53.15, 0.1 52.95, 0.35 52.8, 0.48 52.96, 1.3 52.94, 1.7 52.73, 1.77 52.48, 1.6 52.08, 1.18 51.78, "
    "0.98 51.58, 0.83 51.52, 0.95 51.37, 1.46 51.37, 1.38 51.1, 0.98 50.9, 0.25 50.73, -0.1 50.81, -0.78 50.72, "
    "-1.05 50.68, -1.3 50.56, -1.6 50.65, -2.05 50.57, -2.46 50.5, -2.93 50.7, -3.45 50.45, "
    "-3.63 50.2, -5.0 50.12, -5.2 49.93",
    # Northern Ireland
    "-8.2 54.45, -7.4 54.12, -6.6 54.05, -6.0 54.02, -5.85 54.2, -5.43 54.45, -5.4 54.65, -5.7 54.85, -6.05 55.2, "
    "-6.25 55.32, -6.6 55.25, -7.05 55.18, -7.3 55.05, -7.55 54.75, -7.95 54.65",
    # The Western Isles, Orkney, Fair Isle and Shetland, Man, Scilly, Lundy, the Channel Islands
    "-7.7 56.75, -7.7 57.6, -7.15 58.2, -6.15 58.55, -6.1 58.2, -6.95 57.65, -7.15 57.1, -7.4 56.75",
    "-3.45 58.7, -3.4 59.15, -3.0 59.4, -2.35 59.4, -2.5 58.9, -2.9 58.7",
    "-1.75 59.5, -2.15 60.15, -1.6 60.65, -0.85 60.9, -0.7 60.6, -1.1 60.1, -1.5 59.5",
    "-4.85 54.03, -4.75 54.25, -4.4 54.43, -4.3 54.3, -4.6 54.05",
    "-6.4 49.86, -6.4 49.98, -6.25 49.98, -6.25 49.86",
    "-4.7 51.15, -4.7 51.2, -4.65 51.2, -4.65 51.15",
    "-2.75 49.15, -2.75 49.55, -2.25 49.75, -1.95 49.25, -2.1 49.15",
)
"""The coast of the United Kingdom, drawn by hand from its headlands."""


@dataclass(frozen=True, slots=True)
class Whereabouts:
    """Where places may be.

    Parameters
    ----------
    land
        The outline in longitude and latitude; None for anywhere on Earth.
    outside
        What to say of a place beyond it.
    """

    land: BaseGeometry | None
    outside: str

    def hold(self, longitude: Floats, latitude: Floats) -> NDArray[np.bool_]:
        """Say of each place whether it lies within; False where it has no number."""
        on_earth = (np.abs(longitude) <= 180) & (np.abs(latitude) <= 90)
        if self.land is None:
            return on_earth
        found = np.zeros(len(longitude), dtype=np.bool_)
        found[on_earth] = shapely.contains_xy(self.land, longitude[on_earth], latitude[on_earth])
        return found


ANYWHERE = Whereabouts(None, "outside the Earth")


@lru_cache(maxsize=1)
def united_kingdom() -> Whereabouts:
    """Return the land of the United Kingdom, Man and the Channel Islands, and some 10 km of sea around it."""
    rings = [shapely.from_wkt(f"POLYGON(({ring}, {ring.split(',', 1)[0]}))") for ring in COAST]
    land = shapely.union_all([ring.buffer(NEAR_THE_COAST, quad_segs=2) for ring in rings])
    shapely.prepare(land)
    return Whereabouts(land, "in the sea or outside the United Kingdom")


def within_outline(path: Path) -> Whereabouts:
    """Return the outline that a file draws: GeoJSON, GeoPackage, KML, Shapefile or a zip of one.

    Raises
    ------
    BadInputError
        If the file holds no area, as `read_boundary` says.
    """
    from seedbed.formats.boundaries import read_boundary

    land = read_boundary(path).geometry
    shapely.prepare(land)
    return Whereabouts(land, f"outside the outline of {path.name}")
