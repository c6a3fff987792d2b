"""Where longitude and latitude come on a sheet, in millimetres, and back, exactly."""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import TYPE_CHECKING, Self

from shapely import affinity
from shapely.geometry.base import BaseGeometry

from seedbed.errors import BadInputError

if TYPE_CHECKING:
    from seedbed.formats.osm_poster import Bounds

EQUATOR, FLATTENING = 6_378_137.0, 1 / 298.257223563
"""Metres; the ellipsoid of WGS 84."""
MOST_DEGREES = 2.0
"""A neighbourhood has a hundredth of this; beyond it a flat map is no longer true."""


@dataclass(frozen=True, slots=True)
class SheetFrame:
    """The map of a poster or sheet and the ground under it (equirectangular, true at the middle latitude; north is up).

    Parameters
    ----------
    west, north
        Degrees at the window's upper left corner.
    left, top, width, height
        The window on the sheet, in millimetres from the sheet's upper left corner.
    across, down
        Millimetres a degree of longitude and a degree of latitude.
    """

    west: float
    north: float
    left: float
    top: float
    width: float
    height: float
    across: float
    down: float

    @classmethod
    def around(
        cls,
        bounds: Bounds,
        width: float,
        height: float,
        *,
        left: float = 0.0,
        top: float = 0.0,
        scale: float | None = None,
    ) -> Self:
        """Return the frame that shows bounds in the middle of a window, as large as they fit or to a scale.

        Parameters
        ----------
        bounds
            West, south, east and north in degrees.
        width, height, left, top
            The window on the sheet in millimetres.
        scale
            The number n of a scale of 1 to n; what then lies outside the window is cut off.

        Raises
        ------
        BadInputError
            If the bounds are empty, or too large or too near a pole for a flat map.
        """
        west, south, east, north = bounds
        if not (0 < east - west <= MOST_DEGREES and 0 < north - south <= MOST_DEGREES and abs(south + north) < 170):
            raise BadInputError(
                "The map cannot be drawn.",
                f"Its bounds ({west:g}, {south:g}, {east:g}, {north:g}) are not those of a neighbourhood.",
                "Give west, south, east and north in degrees, each pair no more than 2 degrees apart.",
            )
        middle = (south + north) / 2
        metres_across, metres_down = metres_a_degree(middle)
        fitting = min(width / ((east - west) * metres_across), height / ((north - south) * metres_down))
        shrink = fitting if scale is None else 1000 / scale
        across, down = shrink * metres_across, shrink * metres_down
        return cls(
            west=(west + east) / 2 - width / (2 * across),
            north=middle + height / (2 * down),
            left=left,
            top=top,
            width=width,
            height=height,
            across=across,
            down=down,
        )

    def to_mm(self, longitude: float, latitude: float) -> tuple[float, float]:
        """Return a place on the sheet: millimetres to the right of and below its upper left corner."""
        return self.left + (longitude - self.west) * self.across, self.top + (self.north - latitude) * self.down

    def to_degrees(self, x: float, y: float) -> tuple[float, float]:
        """Return longitude and latitude of a place on the sheet."""
        return self.west + (x - self.left) / self.across, self.north - (y - self.top) / self.down

    def place(self, geometry: BaseGeometry) -> BaseGeometry:
        """Return a geometry in degrees in millimetres of the sheet."""
        shift = self.left - self.west * self.across, self.top + self.north * self.down
        return affinity.affine_transform(geometry, [self.across, 0, 0, -self.down, *shift])

    def ground(self, geometry: BaseGeometry) -> BaseGeometry:
        """Return a geometry in millimetres of the sheet in degrees."""
        shift = self.west - self.left / self.across, self.north + self.top / self.down
        return affinity.affine_transform(geometry, [1 / self.across, 0, 0, -1 / self.down, *shift])

    def metres(self, millimetres: float) -> float:
        """Return how long on the ground a length on the sheet is."""
        return millimetres / 1000 * self.scale

    @property
    def bounds(self) -> Bounds:
        """West, south, east and north of the window."""
        east, south = self.to_degrees(self.left + self.width, self.top + self.height)
        return self.west, south, east, self.north

    @property
    def scale(self) -> float:
        """The number n of the scale 1 to n, at the middle latitude."""
        return 1000 * metres_a_degree(self.north - self.height / (2 * self.down))[1] / self.down


def metres_a_degree(latitude: float) -> tuple[float, float]:
    """Return the metres of a degree of longitude and of a degree of latitude on WGS 84.

    Parameters
    ----------
    latitude
        Degrees.
    """
    angle, squared = math.radians(latitude), FLATTENING * (2 - FLATTENING)
    bend = 1 - squared * math.sin(angle) ** 2
    across = math.radians(EQUATOR * math.cos(angle) / math.sqrt(bend))
    return across, math.radians(EQUATOR * (1 - squared) / bend**1.5)
