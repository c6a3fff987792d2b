"""Parts of shapes, and shapes as GeoJSON."""

from __future__ import annotations

import json
from typing import Any

import numpy as np
import shapely
from shapely.geometry import LineString, Polygon
from shapely.geometry.base import BaseGeometry

METRE = 5
"""Decimals of a degree: about a metre."""


def polygons_of(geometry: BaseGeometry) -> list[Polygon]:
    """Return the polygons of a shape, however deep its collections; lines and points are none."""
    if isinstance(geometry, Polygon):
        return [] if geometry.is_empty else [geometry]
    return [piece for part in getattr(geometry, "geoms", ()) for piece in polygons_of(part)]


def lines_of(geometry: BaseGeometry) -> list[LineString]:
    """Return the lines of a shape, however deep its collections; polygons and points are none."""
    if isinstance(geometry, LineString):
        return [] if geometry.is_empty else [geometry]
    return [line for part in getattr(geometry, "geoms", ()) for line in lines_of(part)]


def geojson_of(shape: shapely.Geometry, decimals: int = METRE) -> dict[str, Any]:
    """Return a shape as a GeoJSON geometry, its degrees rounded."""
    rounded = shapely.transform(shape, lambda corners: np.round(corners, decimals))
    document: dict[str, Any] = json.loads(shapely.to_geojson(rounded))
    return document
