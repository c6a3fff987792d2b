"""Areas whose borders run close together without sharing a piece.

Files of different publishers or years, and rounding, give the two sides of one border different vertices.
Such pairs are no neighbours by ``shared_borders``; they are listed apart, so that a person can look at
them and decide whether to join them (``Contiguity.joined_with``).
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import shapely
from numpy.typing import NDArray
from pyproj import Transformer

from seedbed.analysis.profile.contiguity import Areas, Contiguity, Geometries, check_polygons
from seedbed.errors import UsageError

# Rounding longitude and latitude to five decimals moves a point by up to 0.65 m in England, so two sides of one
# border lie up to 1.3 m apart; two metres leaves a margin.
TOLERANCE_METRES = 2.0
# Two borders that merely meet at a corner stay within the tolerance over about twice its length.
MINIMUM_LENGTH_METRES = 8.0

Floats = NDArray[np.float64]


@dataclass(frozen=True, slots=True, eq=False)
class NearBorders:
    """Pairs of areas that run close without sharing a piece of border.

    Parameters
    ----------
    pairs
        Area numbers, smaller first, ascending; int32, shape (pairs, 2).
    length
        Over what length each pair runs within the tolerance: the shorter of what the two sides measure.
    distance
        How far apart the two borders are where they are closest; 0 if they touch or cross.
    """

    pairs: Areas
    length: Floats
    distance: Floats


def near_borders(
    geometries: Geometries,
    contiguity: Contiguity,
    tolerance: float = TOLERANCE_METRES,
    minimum_length: float = MINIMUM_LENGTH_METRES,
) -> NearBorders:
    """List pairs without a shared piece of border that run within ``tolerance`` over at least ``minimum_length``.

    Parameters
    ----------
    geometries
        Shapely polygons and multipolygons in metres (``in_metres`` turns longitude and latitude into metres).
    contiguity
        What ``shared_borders`` found for the same areas; its pairs are left out.
    tolerance, minimum_length
        In metres. A minimum of four tolerances leaves out areas that only meet at a corner, unless
        their borders meet there at less than 30 degrees.

    Raises
    ------
    BadInputError
        If a geometry is missing, empty or not a polygon.
    UsageError
        If the tolerance is not above zero or the minimum length is below zero.
    """
    if not tolerance > 0 or not minimum_length >= 0:
        raise UsageError(
            "The tolerance for near borders cannot be used.",
            f"The tolerance is {tolerance} m and the minimum length {minimum_length} m.",
            "Give a tolerance above zero and a minimum length of zero or more.",
        )
    areas = np.asarray(geometries, dtype=object)
    check_polygons(areas, crossings=False)
    borders = shapely.boundary(areas)
    first, second = _candidates(borders, contiguity, tolerance)
    length = np.minimum(
        _length_within(borders[first], borders[second], tolerance),
        _length_within(borders[second], borders[first], tolerance),
    )
    long_enough = (length >= minimum_length) & (length > 0)
    first, second, length = first[long_enough], second[long_enough], length[long_enough]
    distance = np.asarray(shapely.distance(borders[first], borders[second]))
    return NearBorders(np.column_stack([first, second]).astype(np.int32), length, distance)


def in_metres(geometries: Geometries) -> NDArray[np.object_]:
    """Turn longitude and latitude (WGS 84 degrees) into metres.

    Lambert's azimuthal equal-area projection around the middle of the areas: lengths within a country of England's
    size are right to 0.3 %.
    """
    areas = np.asarray(geometries, dtype=object)
    west, south, east, north = shapely.total_bounds(areas)
    plane = f"+proj=laea +lon_0={(west + east) / 2:.6f} +lat_0={(south + north) / 2:.6f} +datum=WGS84 +units=m"
    project = Transformer.from_crs("EPSG:4326", plane, always_xy=True)
    return np.asarray(shapely.transform(areas, lambda points: np.column_stack(project.transform(*points.T))))


def _candidates(
    borders: NDArray[np.object_], contiguity: Contiguity, tolerance: float
) -> tuple[NDArray[np.int64], NDArray[np.int64]]:
    """Return pairs closer than the tolerance that share nothing, ascending."""
    first, second = shapely.STRtree(borders).query(borders, predicate="dwithin", distance=tolerance)
    once = first < second
    keys = np.unique(first[once].astype(np.int64) * len(borders) + second[once])
    sharing = contiguity.pairs.astype(np.int64)
    apart = keys[~np.isin(keys, sharing[:, 0] * len(borders) + sharing[:, 1])]
    return apart // max(len(borders), 1), apart % max(len(borders), 1)


def _length_within(borders: NDArray[np.object_], others: NDArray[np.object_], tolerance: float) -> Floats:
    strips = shapely.buffer(others, tolerance)
    return np.asarray(shapely.length(shapely.intersection(borders, strips)))
