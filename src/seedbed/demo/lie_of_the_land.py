"""The lie of the invented land: outline, river, railway, park and works, in metres from the town's middle.

The middle stands on the Dogger Bank in the North Sea, more than 100 km from any coast, so that
no one can mistake the town for a real place.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float64]
Flags = NDArray[np.bool_]

GRID = "EPSG:32631"
MIDDLE_EASTING, MIDDLE_NORTHING = 468_000.0, 6_072_000.0
HALF_WIDTH, HALF_HEIGHT = 4_400.0, 3_700.0

TANNERS_ROW_AT = (-350.0, 420.0)
KESTREL_RISE_AT = (2_550.0, 900.0)


@dataclass(frozen=True, slots=True)
class Crossing:
    """A place where people can cross the river or the railway."""

    name: str
    over: str
    x: float
    y: float


def river_y(x: Floats) -> Floats:
    """Return how far north the middle of the River Alder is at each easting."""
    return -260.0 + 420.0 * np.sin(x / 1_150.0) + 0.05 * x


def railway_x(y: Floats) -> Floats:
    """Return how far east the railway is at each northing."""
    return 1_520.0 + 330.0 * np.sin(y / 1_900.0 + 0.4)


def _over_river(name: str, x: float) -> Crossing:
    return Crossing(name, "river", x, float(river_y(np.array(x))))


def _over_railway(name: str, y: float) -> Crossing:
    return Crossing(name, "railway", float(railway_x(np.array(y))), y)


CROSSINGS = (
    _over_river("Fuller's Bridge", -2_350.0),
    _over_river("Town Bridge", -300.0),
    _over_river("Ropery Footbridge", 750.0),
    _over_river("Marsh Lane Bridge", 2_700.0),
    _over_railway("North Gates level crossing", 2_350.0),
    _over_railway("Saltings underpass", -1_700.0),
)
"""None crosses the railway beside Kestrel Rise: that is planted truth T2."""


def inside_outline(x: Floats, y: Floats) -> Flags:
    """Say which points lie in the built-up area."""
    angle = np.arctan2(y, x * 0.85)
    reach = 3_150.0 * (1 + 0.10 * np.cos(2 * angle + 0.5) + 0.06 * np.cos(3 * angle - 1.0) + 0.03 * np.sin(7 * angle))
    return np.asarray(np.hypot(x * 0.85, y) < reach)


def in_park(x: Floats, y: Floats) -> Flags:
    """Say which points lie in Heron Park."""
    return np.asarray(((x + 1_450) / 480) ** 2 + ((y - 1_250) / 360) ** 2 < 1)


def in_works(x: Floats, y: Floats) -> Flags:
    """Say which points lie in the works and sidings where nobody lives."""
    return np.asarray(((x - 1_250) / 260) ** 2 + ((y + 900) / 420) ** 2 < 1)


def barrier_points(spacing: float) -> tuple[Floats, Floats]:
    """Return points along the river and along the railway, each (n, 2), about ``spacing`` metres apart."""
    east = np.arange(-HALF_WIDTH, HALF_WIDTH, spacing)
    north = np.arange(-HALF_HEIGHT, HALF_HEIGHT, spacing)
    return np.column_stack([east, river_y(east)]), np.column_stack([railway_x(north), north])
