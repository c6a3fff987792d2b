"""The map of a screening: the region in outline, its candidates in colour, simplified to the size of a page."""

from __future__ import annotations

import numpy as np
import shapely
from numpy.typing import NDArray

from seedbed.formats.shapes import geojson_of
from seedbed.reports.candidate_names import candidate_name
from seedbed.reports.profile_documents import MapShape
from seedbed.workflows.places.screen import Screened

MOST_AREAS_DRAWN = 400
"""Above this many small areas only the outline of the region is drawn around the candidates."""
DETAIL = 1_200
"""Corners are kept to about this part of the map's width."""
SPECK = 12
"""Holes narrower than this many times the kept detail are filled."""


def candidates_shapes(screened: Screened) -> list[MapShape]:
    """Return what ``candidates_page`` draws: the region's outlines, then one outline a listed candidate.

    A candidate's outline carries the code of its first small area.
    """
    region, candidates = screened.region, screened.document.candidates
    outlines = screened.shapes()
    tolerance = _tolerance(region.shapes)
    ground = _ground(region.shapes, tolerance)
    labels = region.codes if len(ground) == len(region.codes) else [region.within]
    taken = {code for candidate in candidates for code in candidate.areas}
    around = [
        MapShape(code=code, name=code, inside=False, geometry=geojson_of(shape))
        for code, shape in zip(labels, ground, strict=True)
        if code not in taken
    ]
    return around + [
        MapShape(code=candidate.areas[0], name=candidate_name(candidate), inside=True, geometry=geojson_of(shape))
        for candidate, shape in zip(candidates, shapely.simplify(outlines, tolerance), strict=True)
    ]


def _tolerance(shapes: NDArray[np.object_]) -> float:
    west, south, east, north = shapely.total_bounds(shapes)
    return float(max(east - west, north - south)) / DETAIL


def _ground(shapes: NDArray[np.object_], tolerance: float) -> NDArray[np.object_]:
    """Return the small areas where they are few, else the outline of them all."""
    if len(shapes) <= MOST_AREAS_DRAWN:
        return np.asarray(shapely.simplify(shapes, tolerance), dtype=object)
    # A hair's width more closes the slivers between areas that do not meet exactly.
    coarse = shapely.buffer(shapely.simplify(shapes, tolerance), tolerance / 2, quad_segs=1)
    whole = shapely.simplify(shapely.union_all(coarse), tolerance)
    return np.array([_without_specks(whole, tolerance)], dtype=object)


def _without_specks(whole: shapely.Geometry, tolerance: float) -> shapely.Geometry:
    """Leave out holes too small to see."""
    least = (SPECK * tolerance) ** 2
    pieces = shapely.get_parts(whole)
    return shapely.MultiPolygon(
        [
            shapely.Polygon(piece.exterior, [hole for hole in piece.interiors if shapely.Polygon(hole).area > least])
            for piece in pieces
        ]
    )
