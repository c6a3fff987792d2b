"""Read the drawn boundary of a neighbourhood: GeoJSON, GeoPackage, KML, KMZ, Shapefile, or these in a zip.

Whatever the file, the answer is one polygon (or several that belong together) in longitude and latitude.
Nothing is mended silently: what was changed or joined stands in ``Boundary.notes``.
"""

from __future__ import annotations

import re
import tempfile
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import cast

import numpy as np
import shapely
from numpy.typing import NDArray
from shapely.geometry import MultiPolygon, Polygon
from shapely.geometry.base import BaseGeometry

from seedbed.errors import BadInputError
from seedbed.formats.outlines import Outline, Outlines, cannot_read, check_size
from seedbed.formats.outlines_gdal import read_geopackage, read_kml, read_shapefile
from seedbed.formats.outlines_geojson import read_geojson
from seedbed.formats.safe_zip import unpack

READERS: dict[str, Callable[[Path], Outlines]] = {
    ".geojson": read_geojson,
    ".json": read_geojson,
    ".gpkg": read_geopackage,
    ".kml": read_kml,
    ".shp": read_shapefile,
}
COMPANIONS = frozenset({".shx", ".dbf", ".prj", ".cpg"})
KINDS = "GeoJSON (.geojson), GeoPackage (.gpkg), KML (.kml), Shapefile (.shp) or a zip of one of these"
REDRAW = (
    "Move the corner in the program that drew it, or give --repair to use the mended outline, "
    "and look at the map of the profile."
)


@dataclass(frozen=True, slots=True)
class Boundary:
    """A drawn boundary.

    Parameters
    ----------
    geometry
        Longitude and latitude, valid, not empty.
    name
        Name of the one feature, or of the file.
    notes
        What was joined, converted or mended, in whole sentences.
    path
        The file it was read from.
    """

    geometry: Polygon | MultiPolygon
    name: str
    notes: tuple[str, ...]
    path: Path


def read_boundary(path: Path, *, repair: bool = False) -> Boundary:
    """Read a drawn boundary.

    Parameters
    ----------
    path
        The file; its ending says what it is.
    repair
        Mend outlines that cross themselves instead of refusing them.

    Raises
    ------
    BadInputError
        If the file is too large, damaged, not what its name says, holds no polygon, crosses itself,
        or its coordinates cannot be brought to longitude and latitude.
    """
    check_size(path)
    outlines = _read_zip(path) if path.suffix.lower() in {".zip", ".kmz"} else _read_plain(path)
    notes: list[str] = []
    polygons = [_valid(path, each, repair, notes) for each in _polygons(path, outlines, notes)]
    joined = shapely.union_all([each.geometry for each in polygons])
    if len(polygons) > 1:
        notes.append(f"The file holds {len(polygons)} polygons; they were joined into one boundary.")
    geometry = _to_longitude_latitude(path, joined, outlines.crs, notes)
    name = polygons[0].name if len(polygons) == 1 and polygons[0].name else path.stem
    return Boundary(geometry, name, tuple(notes), path)


def _read_plain(path: Path) -> Outlines:
    reader = READERS.get(path.suffix.lower())
    if reader is None:
        raise cannot_read(
            path, f"Files ending in {path.suffix or 'nothing'!r} are not boundaries we know.", f"Give {KINDS}."
        )
    return reader(path)


def _read_zip(path: Path) -> Outlines:
    with tempfile.TemporaryDirectory(prefix="seedbed-") as folder:
        files = unpack(path, Path(folder), frozenset(READERS) | COMPANIONS)
        found = [file for file in files if file.suffix.lower() in READERS]
        if len(found) != 1:
            names = ", ".join(sorted(file.name for file in found)[:8]) or "none"
            why = f"The zip must hold one boundary file and holds {len(found)} ({names})."
            raise cannot_read(path, why, f"Zip one file: {KINDS}.")
        try:
            return _read_plain(found[0])
        except BadInputError as error:
            raise BadInputError(
                error.what, error.why.replace(str(found[0]), f"{path}/{found[0].name}"), error.next_step
            ) from error


def _polygons(path: Path, outlines: Outlines, notes: list[str]) -> list[Outline]:
    """Keep the polygons, also those inside collections; say what else the file holds."""
    drawn = [each for each in outlines.features if each.geometry is not None and not each.geometry.is_empty]
    if not drawn:
        raise cannot_read(path, "It holds no outline: every feature is empty.", "Draw the boundary and save it again.")
    kept = [Outline(_only_polygons(each.geometry), each.label, each.name) for each in drawn if each.geometry]
    polygons = [each for each in kept if each.geometry is not None]
    if not polygons:
        kinds = sorted({each.geometry.geom_type for each in drawn if each.geometry})
        why = f"It holds no polygon, only {' and '.join(kinds)}."
        raise cannot_read(path, why, "Draw the neighbourhood as a closed area, not as points or lines.")
    if len(polygons) < len(outlines.features):
        notes.append(f"{len(outlines.features) - len(polygons)} features that are not polygons were left out.")
    return polygons


def _only_polygons(geometry: BaseGeometry | None) -> Polygon | MultiPolygon | None:
    """Return the polygons of a geometry in two dimensions, or None."""
    if isinstance(geometry, Polygon | MultiPolygon):
        return shapely.force_2d(geometry)
    parts = [part for part in shapely.get_parts(geometry) if isinstance(part, Polygon)]
    return MultiPolygon([shapely.force_2d(part) for part in parts]) if parts else None


def _valid(path: Path, each: Outline, repair: bool, notes: list[str]) -> Outline:
    geometry = each.geometry
    if not np.isfinite(shapely.get_coordinates(geometry)).all():
        why = f"{each.label.capitalize()} has a corner that is not a number."
        raise cannot_read(path, why, "Export the boundary again.")
    if shapely.is_valid(geometry):
        return each
    where = _explain(str(shapely.is_valid_reason(geometry)))
    mended = _only_polygons(shapely.make_valid(geometry))
    if mended is None or mended.is_empty:
        raise cannot_read(path, f"{each.label.capitalize()} {where}, and encloses no ground.", "Draw it again.")
    if not repair:
        raise BadInputError(
            f"The boundary in {path.name} is not a proper outline.", f"{path}: {each.label} {where}.", REDRAW
        )
    notes.append(f"{each.label.capitalize()} {where}; it was mended as asked. Check it on the map.")
    return Outline(mended, each.label, each.name)


REASONS = {
    "Self-intersection": "crosses itself",
    "Ring Self-intersection": "touches itself",
    "Hole lies outside shell": "has a hole outside its edge",
    "Nested holes": "has a hole within a hole",
    "Nested shells": "has a part inside another part",
    "Interior is disconnected": "is cut in two by its holes",
    "Duplicate Rings": "has the same part twice",
    "Too few points in geometry component": "has a part with fewer than three corners",
}


def _explain(reason: str) -> str:
    """Turn the geometry engine's reason into words with the place: ``Self-intersection[0.5 51.5]``."""
    match = re.fullmatch(r"(.*?)\[(\S+) (\S+)\]", reason)
    if match is None:
        return f"is not valid ({reason})"
    words = REASONS.get(match[1], f"is not valid ({match[1]})")
    return f"{words} at {float(match[2]):.8g}, {float(match[3]):.8g}"


def _to_longitude_latitude(
    path: Path, geometry: BaseGeometry, crs: str | None, notes: list[str]
) -> Polygon | MultiPolygon:
    if crs is None:
        if not _on_the_globe(geometry):
            why = (
                f"Its coordinates (such as {_first_corner(geometry)}) are not longitude and latitude, "
                "and the file does not say which coordinate system they are in."
            )
            raise cannot_read(path, why, "Keep the .prj file beside it, or export the boundary as WGS 84 (EPSG:4326).")
        notes.append("The file names no coordinate system; its coordinates were read as longitude and latitude.")
        return cast("Polygon | MultiPolygon", geometry)
    converted = _convert(path, geometry, crs, notes)
    if not _on_the_globe(converted):
        why = f"Its coordinates (such as {_first_corner(geometry)}) cannot be longitude and latitude in degrees."
        raise cannot_read(path, why, "Export the boundary as WGS 84 (EPSG:4326), longitude before latitude.")
    return converted


def _convert(path: Path, geometry: BaseGeometry, crs: str, notes: list[str]) -> Polygon | MultiPolygon:
    from pyproj import CRS, Transformer
    from pyproj.exceptions import CRSError, ProjError

    try:
        system = CRS.from_user_input(crs)
        if system.is_geographic and system.equals(CRS.from_epsg(4326), ignore_axis_order=True):
            return cast("Polygon | MultiPolygon", geometry)
        transformer = Transformer.from_crs(system, "EPSG:4326", always_xy=True)

        def move(corners: NDArray[np.float64]) -> NDArray[np.float64]:
            return np.column_stack(transformer.transform(corners[:, 0], corners[:, 1], errcheck=True))

        moved = shapely.transform(geometry, move)
    except (CRSError, ProjError) as error:
        why = (
            f"Its coordinate system cannot be brought to longitude and latitude ({' '.join(str(error).split())[:120]})."
        )
        raise cannot_read(path, why, "Export the boundary as WGS 84 (EPSG:4326).") from error
    if system.is_projected:
        notes.append(f"Coordinates were converted from {system.name}.")
    return cast("Polygon | MultiPolygon", moved)


def _on_the_globe(geometry: BaseGeometry) -> bool:
    west, south, east, north = geometry.bounds
    return bool(west >= -180 and east <= 180 and south >= -90 and north <= 90)


def _first_corner(geometry: BaseGeometry) -> str:
    x, y = shapely.get_coordinates(geometry)[0]
    return f"{x:.7g}, {y:.7g}"
