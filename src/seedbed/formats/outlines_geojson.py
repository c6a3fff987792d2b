"""Read outlines from GeoJSON (RFC 7946, and the older form that names its coordinate reference system)."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from shapely.errors import ShapelyError
from shapely.geometry import shape

from seedbed.formats.outlines import Outline, Outlines, cannot_read, outline

GEOMETRIES = {
    "Point",
    "MultiPoint",
    "LineString",
    "MultiLineString",
    "Polygon",
    "MultiPolygon",
    "GeometryCollection",
}
AGAIN = "Export it again as GeoJSON (RFC 7946), longitude before latitude."


def read_geojson(path: Path) -> Outlines:
    """Read every feature of a GeoJSON file.

    Raises
    ------
    BadInputError
        If the text is not UTF-8, UTF-16 or UTF-32, is cut short, is not GeoJSON, or a feature has no shape.
    """
    document = load_json(path)
    if not isinstance(document, dict) or "type" not in document:
        raise cannot_read(path, "It is JSON but not GeoJSON: it has no 'type'.", AGAIN)
    features = [_feature(path, number, part) for number, part in enumerate(features_of(path, document), start=1)]
    return Outlines(features, named_crs(document) or "OGC:CRS84")


def load_json(path: Path) -> Any:
    """Return what a JSON file holds.

    Raises
    ------
    BadInputError
        If it is no text, cut short, nested without end, or holds what is no number.
    """

    def refuse(constant: str) -> None:
        raise cannot_read(path, f"It holds {constant}, which is not a number.", AGAIN)

    try:
        return json.loads(path.read_bytes(), parse_constant=refuse)
    except UnicodeDecodeError as error:
        why = f"Byte {error.start:,} is not {error.encoding.upper()} text."
        raise cannot_read(path, why, "Save the file with the encoding UTF-8.") from error
    except json.JSONDecodeError as error:
        why = f"The text stops making sense at line {error.lineno}, column {error.colno}: {error.msg}."
        raise cannot_read(path, why, "The file may be cut short: export or download it again.") from error
    except ValueError as error:  # how Python refuses to read a number of thousands of digits
        raise cannot_read(path, "It holds a number that is too long.", AGAIN) from error
    except RecursionError as error:
        raise cannot_read(path, "Its lists are nested without end.", AGAIN) from error


def features_of(path: Path, document: dict[str, Any]) -> Iterator[dict[str, Any]]:
    """Give the features of a document, whichever kind of GeoJSON it is."""
    kind = document["type"]
    if kind == "Feature":
        yield document
    elif isinstance(kind, str) and kind in GEOMETRIES:
        yield {"type": "Feature", "properties": {}, "geometry": document}
    elif kind == "FeatureCollection" and isinstance(document.get("features"), list):
        yield from document["features"]
    else:
        raise cannot_read(path, f"Its type is {str(kind)[:40]!r}, which is not a kind of GeoJSON.", AGAIN)


def _feature(path: Path, number: int, part: Any) -> Outline:
    if not isinstance(part, dict) or part.get("type") != "Feature":
        raise cannot_read(path, f"Feature {number} is not a GeoJSON feature.", AGAIN)
    properties = part.get("properties")
    bare = outline(number, None, properties if isinstance(properties, dict) else {})
    geometry = part.get("geometry")
    if not geometry:
        return bare
    try:
        return Outline(shape(geometry), bare.label, bare.name)
    except (ShapelyError, ArithmeticError, AttributeError, LookupError, RecursionError, TypeError, ValueError) as error:
        why = f"{bare.label.capitalize()} has no usable shape ({str(error)[:100] or type(error).__name__})."
        raise cannot_read(path, why, "Draw it again or remove it from the file.") from error


def named_crs(document: dict[str, Any]) -> str | None:
    """Read the name in the ``crs`` member of GeoJSON written before RFC 7946."""
    crs = document.get("crs")
    properties = crs.get("properties") if isinstance(crs, dict) else None
    name = properties.get("name") if isinstance(properties, dict) else None
    return name if isinstance(name, str) else None
