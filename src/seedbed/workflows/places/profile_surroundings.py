"""What lies around a neighbourhood: larger areas, known places, and the shapes of the map."""

from __future__ import annotations

import json
from typing import Any

import numpy as np
import polars as pl
import shapely
from numpy.typing import NDArray
from shapely.geometry.base import BaseGeometry

from seedbed.formats.shapes import geojson_of
from seedbed.reports.profile_documents import MapShape, Site, SurroundingArea
from seedbed.sources.packs import Pack
from seedbed.workflows.places.profile_areas import Ground, Neighbourhood
from seedbed.workflows.places.profile_figures import parent_shares

NEAR = 500.0
"""Metres around the neighbourhood that the map and the list of places reach."""

LARGEST_MAP = 250_000
"""Characters of GeoJSON; the shapes are simplified until they fit."""

METRES_A_DEGREE = 111_320.0
SMALLEST_SHARE = 0.01
DRAWN = "boundary"
"""Code of the map shape that is the drawn outline itself."""


def surroundings(pack: Pack, neighbourhood: Neighbourhood) -> list[SurroundingArea]:
    """Return the larger areas that hold at least one in a hundred residents, small levels first."""
    found = []
    names = dict(zip(pack.areas["code"], pack.areas["name"], strict=True))
    for level in pack.parent_levels:
        for code, share in parent_shares(neighbourhood, level.id).items():
            if share >= SMALLEST_SHARE:
                name = str(names.get(code, code))
                found.append(
                    SurroundingArea(level=level.id, level_name=level.name, code=code, name=name, share=round(share, 4))
                )
    return found


def sites_near(pack: Pack, outline: BaseGeometry) -> tuple[list[Site], str]:
    """Return known places inside and within ``NEAR`` metres, and where they come from."""
    if not pack.resources("sites"):
        return [], ""
    west, south, east, north = _box_around(outline)
    here = pl.col("longitude").is_between(west, east) & pl.col("latitude").is_between(south, north)
    columns = ["kind", "name", "longitude", "latitude"]
    found = pack.scan("sites").filter(here).select(columns).collect().sort("kind", "name")
    metres = _Metres(outline)
    points = shapely.points(found["longitude"].to_numpy(), found["latitude"].to_numpy())
    far = shapely.distance(metres(points), metres(outline))
    rows = [(row, distance) for row, distance in zip(found.iter_rows(named=True), far, strict=True) if distance <= NEAR]
    sites = [
        Site(
            kind=row["kind"],
            name=row["name"],
            longitude=round(row["longitude"], 6),
            latitude=round(row["latitude"], 6),
            inside=bool(distance == 0),
        )
        for row, distance in rows
    ]
    about = pack.resources("sites")[0]
    source = ": ".join(part for part in (about.publisher, about.title) if part)
    return sites, f"{source}. Inside and within {NEAR:.0f} metres." if source else ""


def kinds_of_sites(pack: Pack) -> list[str]:
    """Return the kinds of known places that the pack lists anywhere."""
    if not pack.resources("sites"):
        return []
    return sorted(pack.scan("sites").select(pl.col("kind").unique()).collect()["kind"].drop_nulls().to_list())


def map_shapes(pack: Pack, ground: Ground, neighbourhood: Neighbourhood) -> list[MapShape]:
    """Return the small areas inside and those within ``NEAR`` metres, simplified; a drawn outline comes last."""
    west, south, east, north = _box_around(neighbourhood.outline)
    bounds = shapely.bounds(ground.outlines)
    near = np.flatnonzero(
        (bounds[:, 0] <= east) & (bounds[:, 2] >= west) & (bounds[:, 1] <= north) & (bounds[:, 3] >= south)
    )
    metres = _Metres(neighbourhood.outline)
    outline = metres(neighbourhood.outline)
    shapely.prepare(outline)
    near = near[shapely.dwithin(metres(ground.outlines[near]), outline, NEAR)]
    inside = set(neighbourhood.codes)
    names = dict(zip(pack.areas["code"], pack.areas["name"], strict=True))
    codes = [str(code) for code in ground.codes[near]]
    order = sorted(range(len(codes)), key=lambda place: (codes[place] not in inside, codes[place]))
    drawn = np.array([neighbourhood.outline] if neighbourhood.drawn else [], dtype=object)
    shapes = _simplified(ground.outlines[near][order], drawn, metres)
    labels = [(codes[place], str(names.get(codes[place], codes[place])), codes[place] in inside) for place in order]
    labels += [(DRAWN, "The boundary drawn", True)] * len(drawn)
    return [
        MapShape(code=code, name=name, inside=within, geometry=shape)
        for (code, name, within), shape in zip(labels, shapes, strict=True)
    ]


class _Metres:
    """Turns degrees into metres around one place; true to a thousandth within a few tens of kilometres."""

    def __init__(self, around: BaseGeometry) -> None:
        _, south, _, north = around.bounds
        latitude = np.radians((south + north) / 2)
        self._scale = np.array([METRES_A_DEGREE * np.cos(latitude), METRES_A_DEGREE])

    def __call__(self, geometry: Any) -> Any:
        """Convert one geometry or an array of them."""
        return shapely.transform(geometry, lambda corners: corners * self._scale)

    def back(self, geometry: Any) -> Any:
        """Convert metres to degrees."""
        return shapely.transform(geometry, lambda corners: corners / self._scale)


def _box_around(outline: BaseGeometry) -> tuple[float, float, float, float]:
    """Return the bounding box with ``NEAR`` metres around it, degrees."""
    west, south, east, north = outline.bounds
    up = NEAR / METRES_A_DEGREE
    sideways = up / max(np.cos(np.radians(max(abs(south), abs(north)))), 0.01)
    return west - sideways, south - up, east + sideways, north + up


def _simplified(areas: NDArray[np.object_], drawn: NDArray[np.object_], metres: _Metres) -> list[dict[str, Any]]:
    """Simplify until the shapes are small enough for a page."""
    flat_areas, flat_drawn = metres(areas), metres(drawn)
    documents: list[dict[str, Any]] = []
    for tolerance in (2.0, 5.0, 10.0, 25.0, 60.0, 150.0, 400.0):
        outline = shapely.simplify(flat_drawn, tolerance)
        plain = metres.back(np.concatenate([_coarser(flat_areas, tolerance), outline]))
        documents = [geojson_of(shape) for shape in plain]
        if sum(len(json.dumps(document)) for document in documents) <= LARGEST_MAP:
            break
    return documents


def _coarser(shapes: NDArray[np.object_], tolerance: float) -> NDArray[np.object_]:
    """Simplify together where the shapes fit each other exactly, so that neighbours keep sharing their borders."""
    if shapely.coverage_is_valid(shapes):
        return np.asarray(shapely.coverage_simplify(shapes, tolerance), dtype=object)
    return np.asarray(shapely.simplify(shapes, tolerance), dtype=object)
