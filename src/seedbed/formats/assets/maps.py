"""Assets in GeoJSON, GeoPackage, KML and Shapefile: features with properties, read like rows of a table."""

from __future__ import annotations

import json
import math
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
import shapely
from numpy.typing import NDArray
from shapely.errors import ShapelyError
from shapely.geometry import MultiPoint, Point
from shapely.geometry import shape as shape_of
from shapely.geometry.base import BaseGeometry

from seedbed.analysis.assets.listing import Listing
from seedbed.formats.assets.cells import value_of
from seedbed.formats.assets.found import Found
from seedbed.formats.assets.listing_json import FIELDS, field_from_json, listing_to_json
from seedbed.formats.assets.mapping import Told
from seedbed.formats.assets.rows import LARGEST_FILE, Rows
from seedbed.formats.assets.tabular import Table, properties_as_rows, read_table
from seedbed.formats.outlines import cannot_read, check_size
from seedbed.formats.outlines_gdal import AGAIN, check_geopackage, check_kml, check_shapefile, unwarned
from seedbed.formats.outlines_geojson import features_of, load_json, named_crs

OURS = "seedbed"
"""Key of a GeoJSON file of ours; its features' properties are fields of listings."""
WGS84 = "OGC:CRS84"


@dataclass(frozen=True, slots=True)
class _Feature:
    properties: Mapping[str, Any]
    geometry: BaseGeometry | None
    odd: str = ""


def read_geojson_assets(path: Path, told: Told | None = None) -> Table:
    """Read the features of a GeoJSON file as listings.

    Raises
    ------
    BadInputError
        If it is no GeoJSON, or no property can be the name.
    """
    document, features = _json_features(path)
    if OURS in document:
        return Table(tuple(_ours(number, each) for number, each in enumerate(features, 1)), ())
    return _read(path, features, named_crs(document) or WGS84, told)


def read_map_assets(path: Path, told: Told | None = None) -> Table:
    """Read the features of a GeoPackage, KML or Shapefile as listings; all layers that have shapes.

    Raises
    ------
    BadInputError
        If the file is damaged, not what its name says, has no shapes, or no property can be the name.
    """
    features, system = _map_features(path)
    return _read(path, features, system or WGS84, told)


def map_rows(path: Path) -> Rows | None:
    """Return the properties of the features of a map as a table, without their places; None of what we wrote.

    Raises
    ------
    BadInputError
        As `read_geojson_assets` and `read_map_assets` say.
    """
    if path.suffix.lower() in {".geojson", ".json"}:
        document, features = _json_features(path)
        if OURS in document:
            return None
    else:
        features, _system = _map_features(path)
    return properties_as_rows([each.properties for each in features])


def _json_features(path: Path) -> tuple[dict[str, Any], list[_Feature]]:
    check_size(path, LARGEST_FILE)
    document = load_json(path)
    if not isinstance(document, dict) or "type" not in document:
        raise cannot_read(path, "It is JSON but not GeoJSON: it has no 'type'.", "Export it again as GeoJSON.")
    return document, [_json_feature(each) for each in features_of(path, document)]


def _map_features(path: Path) -> tuple[list[_Feature], str | None]:
    check_size(path, LARGEST_FILE)
    {".gpkg": check_geopackage, ".kml": check_kml, ".shp": check_shapefile}[path.suffix.lower()](path)
    features, system = _layers(path)
    if not features:
        raise cannot_read(path, "It has no layer with shapes.", "Save the layer of assets to a file of its own.")
    return features, system


def write_geojson_assets(path: Path, listings: Sequence[Listing]) -> None:
    """Write listings as GeoJSON (RFC 7946) that reads back the same."""
    from seedbed.formats.files import write_whole

    features = [feature_of(listing) for listing in listings]
    document = {"type": "FeatureCollection", OURS: "assets/1", "features": features}
    with write_whole(path) as temporary:
        temporary.write_text(json.dumps(document, ensure_ascii=False, indent=None), encoding="utf-8")


def feature_of(listing: Listing) -> dict[str, Any]:
    """Return a listing as a GeoJSON feature; its place is its outline, or its point, or none."""
    told = listing_to_json(listing)
    geometry = told.pop("outline", None)
    if geometry is None and listing.longitude is not None and listing.latitude is not None:
        geometry = {"type": "Point", "coordinates": [told.pop("longitude"), told.pop("latitude")]}
    return {"type": "Feature", "id": listing.identifier, "geometry": geometry, "properties": told}


def write_geopackage_assets(path: Path, listings: Sequence[Listing]) -> None:
    """Write listings as a GeoPackage with one layer, for QGIS; it reads back the same."""
    from pyogrio.raw import write

    from seedbed.formats.assets.cells import cell_of
    from seedbed.formats.assets.listing_json import NUMBERS
    from seedbed.formats.files import write_whole

    names = [name for name in FIELDS if name != "outline"]
    columns = [[cell_of(name, listing) for listing in listings] for name in names]
    data = [
        np.array([math.nan if cell is None else cell for cell in column], dtype=np.float64)
        if name in NUMBERS
        else np.array(column, dtype=object)
        for name, column in zip(names, columns, strict=True)
    ]
    shapes = np.array([_wkb(listing) for listing in listings], dtype=object)
    with write_whole(path) as temporary, unwarned():
        temporary.unlink()
        write(temporary, shapes, data, names, layer="assets", driver="GPKG", geometry_type="Unknown", crs="EPSG:4326")


def _wkb(listing: Listing) -> bytes | None:
    if listing.outline is not None:
        return bytes(shapely.to_wkb(shape_of(dict(listing.outline))))
    if listing.longitude is None or listing.latitude is None:
        return None
    return bytes(shapely.to_wkb(shapely.Point(listing.longitude, listing.latitude)))


def _json_feature(feature: Any) -> _Feature:
    if not isinstance(feature, Mapping):
        return _Feature({}, None, "it is not a GeoJSON feature")
    properties = feature.get("properties")
    told = dict(properties) if isinstance(properties, Mapping) else {}
    if isinstance(feature.get("id"), str | int) and not {"id", "ID", "identifier"} & set(told):
        told = {"id": str(feature["id"]), **told}
    geometry = feature.get("geometry")
    if not geometry:
        return _Feature(told, None)
    try:
        return _Feature(told, shape_of(geometry))
    except (ShapelyError, ArithmeticError, AttributeError, LookupError, RecursionError, TypeError, ValueError) as error:
        return _Feature(told, None, f"its shape makes no sense ({str(error)[:80] or type(error).__name__})")


def _ours(number: int, feature: _Feature) -> Found:
    said = feature.properties
    values = {name: _field(name, said[name]) for name in FIELDS if name in said}
    values = {name: value for name, value in values.items() if value is not None}
    place = place_fields(feature.geometry)
    if "outline" in place:
        place = {"outline": place["outline"]}
    listing = Listing(**{"identifier": "", "name": "", **values, **place})
    return Found(f"feature {number}", listing, feature.odd, listing.identifier)


def _field(name: str, value: Any) -> Any:
    """Return a field as JSON tells it, or as other programs turned that into text."""
    found = field_from_json(name, value)
    return value_of(name, value) if found is None and isinstance(value, str) else found


def _read(path: Path, features: Sequence[_Feature], system: str, told: Told | None) -> Table:
    shapes = _to_longitude_latitude(path, [each.geometry for each in features], system)
    rows = properties_as_rows([each.properties for each in features])
    table = read_table(rows, path, told, [place_fields(shape) for shape in shapes], "feature")
    found = (
        Found(one.path, None, each.odd, one.identifier) if each.odd else one
        for one, each in zip(table.found, features, strict=True)
    )
    return Table(tuple(found), table.notes)


def place_fields(shape: BaseGeometry | None) -> dict[str, Any]:
    """Return the position, outline and ways in that a shape tells of."""
    if shape is None or shape.is_empty:
        return {}
    if isinstance(shape, Point):
        return {"longitude": shape.x, "latitude": shape.y}
    if isinstance(shape, MultiPoint):
        points = [(point.x, point.y) for point in shape.geoms]
        inside = shape.representative_point()
        return {
            "longitude": inside.x,
            "latitude": inside.y,
            **({"entrances": tuple(points)} if len(points) > 1 else {}),
        }
    inside = shape.representative_point()
    outline = json.loads(shapely.to_geojson(shapely.force_2d(shape)))
    return {"longitude": inside.x, "latitude": inside.y, "outline": outline}


def _to_longitude_latitude(
    path: Path, shapes: Sequence[BaseGeometry | None], system: str
) -> Sequence[BaseGeometry | None]:
    from pyproj import CRS, Transformer
    from pyproj.exceptions import ProjError

    try:
        known = CRS.from_user_input(system)
        if known.is_geographic:
            return shapes
        transformer = Transformer.from_crs(known, "EPSG:4326", always_xy=True)

        def turned(points: NDArray[np.float64]) -> NDArray[np.float64]:
            return np.column_stack(transformer.transform(points[:, 0], points[:, 1]))

        return [None if shape is None else shapely.transform(shape, turned) for shape in shapes]
    except ProjError as error:
        why = f"Its coordinate reference system {system[:80]!r} is not known ({str(error)[:80]})."
        raise cannot_read(path, why, "Save it with longitude and latitude (EPSG:4326).") from error


def _layers(path: Path) -> tuple[list[_Feature], str | None]:
    from pyogrio import list_layers
    from pyogrio.errors import DataLayerError, DataSourceError
    from pyogrio.raw import read

    features: list[_Feature] = []
    system: str | None = None
    try:
        with unwarned():
            for name in [str(name) for name, kind in list_layers(path) if kind is not None]:
                meta, _, shapes, columns = read(path, layer=name)
                system = system or meta["crs"]
                features += _rows_of(meta["fields"], shapes, columns)
    except (DataSourceError, DataLayerError, ShapelyError, UnicodeDecodeError, RuntimeError, ValueError) as error:
        reason = " ".join(str(error).replace(str(path), path.name).split())[:200]
        raise cannot_read(path, f"The file is damaged or cut short ({reason}).", AGAIN) from error
    return features, system


def _rows_of(names: Sequence[Any], shapes: Sequence[Any], columns: Sequence[Any]) -> Iterator[_Feature]:
    for row, wkb in enumerate(shapes):
        told = {str(name): _plain(column[row]) for name, column in zip(names, columns, strict=True)}
        yield _Feature(told, None if wkb is None else shapely.from_wkb(wkb))


def _plain(value: Any) -> Any:
    value = value.item() if hasattr(value, "item") else value
    return None if isinstance(value, float) and math.isnan(value) else value
