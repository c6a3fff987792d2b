"""Places as forms of ODK write them: latitude, longitude, altitude in metres, accuracy in metres."""

from __future__ import annotations

import math
from typing import Any

from seedbed.errors import BadInputError

MOST_POINTS = 5_000
DECIMALS = 7
"""A ten-millionth of a degree is about a centimetre."""


def geometry_of(text: str) -> dict[str, Any]:
    """Return the GeoJSON geometry (longitude first) of a geopoint, geotrace or geoshape.

    One point is a Point; several are a LineString, or a Polygon where the last is the first (ODK XForms 1.0.0, "geo"
    types).

    Raises
    ------
    BadInputError
        If it is not such a text, lies outside the world, or crosses the date line.
    """
    parts = [part for part in text.replace("\n", " ").split(";") if part.strip()]
    if not parts or len(parts) > MOST_POINTS:
        raise _bad(text, f"a place has 1 to {MOST_POINTS:,} points, this one {len(parts):,}")
    points = [_point(part, text) for part in parts]
    if len(points) == 1:
        return {"type": "Point", "coordinates": points[0]}
    longitudes = [point[0] for point in points]
    if max(longitudes) - min(longitudes) > 180:
        raise _bad(text, "it crosses the date line")
    if len(points) > 3 and points[0] == points[-1]:
        return {"type": "Polygon", "coordinates": [points]}
    return {"type": "LineString", "coordinates": points}


def _point(part: str, text: str) -> list[float]:
    try:
        latitude, longitude = (float(number) for number in part.split()[:2])
    except ValueError:
        raise _bad(text, "each point is latitude, longitude, altitude and accuracy with spaces between") from None
    if not (math.isfinite(latitude) and math.isfinite(longitude) and abs(latitude) <= 90 and abs(longitude) <= 180):
        raise _bad(text, "it lies outside the world")
    return [round(longitude, DECIMALS), round(latitude, DECIMALS)]


def _bad(text: str, why: str) -> BadInputError:
    shown = text if len(text) <= 60 else f"{text[:57]}..."
    return BadInputError("This place cannot be read.", f"{shown!r}: {why}.", "Set the place on the phone again.")
