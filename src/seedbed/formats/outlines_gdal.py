"""Read outlines from GeoPackage, KML and Shapefile through GDAL, after looking at what the file really is.

GDAL chooses its reader by a file's content, and some of its readers open other files or addresses.
So each file is first checked to be what its name says.
"""

from __future__ import annotations

import re
import sqlite3
import warnings
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path
from typing import Any

import shapely
from shapely.errors import ShapelyError

from seedbed.formats.outlines import Outline, Outlines, cannot_read, outline

SQLITE = b"SQLite format 3\x00"
LOOKED_AT = 64 * 1024
SHAPEFILE = b"\x00\x00\x27\x0a"
AGAIN = "Export or download it again."


def is_what_it_says(path: Path) -> bool:
    """Say whether a GeoPackage starts as an SQLite file and GeoJSON as an object, not as a list of links to others.

    GDAL chooses its reader by a file's content, so a file that points to other files or addresses could else be read.
    """
    with path.open("rb") as file:
        start = file.read(LOOKED_AT)
    if path.suffix.lower() == ".gpkg":
        return start.startswith(SQLITE)
    bare = start.replace(b"\x00", b"").removeprefix(b"\xef\xbb\xbf").removeprefix(b"\xff\xfe").removeprefix(b"\xfe\xff")
    return bare.lstrip().startswith(b"{") and b"<OGRVRT" not in bare


@contextmanager
def unwarned() -> Iterator[None]:
    """Keep GDAL's warnings about odd files from the person: the error, if there is one, says what is wrong."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        yield


def read_geopackage(path: Path) -> Outlines:
    """Read the one layer of polygons of a GeoPackage.

    Raises
    ------
    BadInputError
        If it is no GeoPackage, is damaged, or has several layers of polygons.
    """
    check_geopackage(path)
    return _read_layers(path)


def check_geopackage(path: Path) -> None:
    """Refuse a file that is no GeoPackage, before GDAL looks at it."""
    if not is_what_it_says(path):
        raise cannot_read(path, "It is not a GeoPackage: it does not start as an SQLite file.", AGAIN)
    _check_no_views(path)


def _check_no_views(path: Path) -> None:
    """Refuse layers that are questions to the database: one may go on for ever, or fill all memory."""
    uri = f"{path.absolute().as_uri()}?mode=ro&immutable=1"
    wanted = """
        SELECT made.name FROM sqlite_master AS made JOIN gpkg_contents AS layer
        ON lower(layer.table_name) = lower(made.name) WHERE made.type <> 'table'
    """
    try:
        with closing(sqlite3.connect(uri, uri=True)) as database:
            contents = "SELECT 1 FROM sqlite_master WHERE lower(name) = 'gpkg_contents' AND type = 'table'"
            if database.execute(contents).fetchone() is None:
                raise cannot_read(path, "It is not a GeoPackage: it has no table of what it holds.", AGAIN)
            found = database.execute(wanted).fetchone()
    except sqlite3.Error as error:
        raise cannot_read(path, f"The file is damaged or cut short ({error}).", AGAIN) from error
    if found:
        why = f"Its layer {str(found[0])[:60]!r} is a view: it is worked out when it is read, which may never end."
        raise cannot_read(path, why, "Export the layer to a GeoPackage of its own.")


def read_kml(path: Path) -> Outlines:
    """Read the placemarks of a KML file (always longitude and latitude).

    Raises
    ------
    BadInputError
        If it declares XML entities or a document type, links elsewhere, or is not KML.
    """
    check_kml(path)
    return _read_layers(path)


def check_kml(path: Path) -> None:
    """Refuse KML that is none, swells, links elsewhere or is cut short, before GDAL looks at it."""
    # Without NULs, UTF-16 and UTF-32 read as plain ASCII here, so nothing hides in another encoding.
    text = path.read_bytes().replace(b"\x00", b"")
    if re.search(rb"<!\s*(DOCTYPE|ENTITY)", text, re.IGNORECASE):
        why = "It declares a document type or XML entities, which can make a small file swell or read other files."
        raise cannot_read(path, why, "Remove the <!DOCTYPE ...> lines, or export the KML again.")
    if re.search(rb"<NetworkLink", text, re.IGNORECASE):
        why = "It links to a file elsewhere instead of holding the outline."
        raise cannot_read(path, why, "Save the outline itself as KML.")
    # Anything else before it, and GDAL may take the file for a list of addresses to ask, such as those of a server.
    if not re.match(rb"<(\w+:)?kml[\s>]", _first_element(text[:4096]), re.IGNORECASE) or b"<OGRVRT" in text:
        raise cannot_read(path, "It is not KML: it has no <kml> element at its start.", AGAIN)
    if not re.search(rb"</(\w+:)?kml\s*>\s*(<!--.*)?$", text[-4096:].strip(), re.IGNORECASE | re.DOTALL):
        raise cannot_read(path, "The file is cut short: its closing </kml> is missing.", AGAIN)


def _first_element(text: bytes) -> bytes:
    """Return XML from its first element on, without the declaration and comments before it."""
    bare = re.sub(rb"^(\xef\xbb\xbf|\xff\xfe|\xfe\xff)", b"", text).lstrip()
    while bare.startswith((b"<?", b"<!--")):
        _, end, rest = bare.partition(b"?>" if bare.startswith(b"<?") else b"-->")
        bare = rest.lstrip() if end else b""
    return bare


def read_shapefile(path: Path) -> Outlines:
    """Read a Shapefile with the files that belong to it.

    Raises
    ------
    BadInputError
        If it is damaged or its ``.shx`` is missing.
    """
    check_shapefile(path)
    return _read_layers(path)


def check_shapefile(path: Path) -> None:
    """Refuse a Shapefile that is none, is cut short or lacks its index, before GDAL looks at it."""
    with path.open("rb") as file:
        if file.read(4) != SHAPEFILE:
            raise cannot_read(path, "It is not a Shapefile: its first bytes are wrong.", AGAIN)
        file.seek(24)
        promised = int.from_bytes(file.read(4), "big") * 2
    if promised > path.stat().st_size:
        why = f"The file is cut short: it should hold {promised:,} bytes and holds {path.stat().st_size:,}."
        raise cannot_read(path, why, AGAIN)
    if not any(path.with_suffix(suffix).exists() for suffix in (".shx", ".SHX")):
        why = "The file that belongs to it, with the ending .shx, is not beside it."
        raise cannot_read(path, why, "Keep .shp, .shx, .dbf and .prj together, or zip them and give the zip file.")


def _read_layers(path: Path) -> Outlines:
    from pyogrio.errors import DataLayerError, DataSourceError
    from pyogrio.raw import read

    try:
        with unwarned():
            read_layers = [read(path, layer=layer) for layer in _polygon_layers(path)]
        shapes = [None if wkb is None else shapely.from_wkb(wkb) for _, _, wkb, _ in read_layers]
    except (DataSourceError, DataLayerError, ShapelyError, UnicodeDecodeError, RuntimeError, ValueError) as error:
        reason = " ".join(str(error).replace(str(path), path.name).split())[:200]
        raise cannot_read(path, f"The file is damaged or cut short ({reason}).", AGAIN) from error
    layers = zip(read_layers, shapes, strict=True)
    found = [(meta, geometries, fields) for (meta, _, _, fields), geometries in layers if geometries is not None]
    features: list[Outline] = []
    for meta, geometries, fields in found:
        for row, geometry in enumerate(geometries):
            properties = {str(name): column[row] for name, column in zip(meta["fields"], fields, strict=True)}
            features.append(outline(len(features) + 1, geometry, properties))
    return Outlines(features, found[0][0]["crs"] if found else None)


def _polygon_layers(path: Path) -> list[str]:
    """Return the layers to read: folders of a KML file are read together; tables of a GeoPackage are not."""
    from pyogrio import list_layers

    layers: list[tuple[str, Any]] = [(str(name), kind) for name, kind in list_layers(path)]
    drawn = [name for name, kind in layers if kind is not None]
    polygons = [name for name, kind in layers if kind is not None and "Polygon" in str(kind)]
    if path.suffix.lower() == ".kml":
        return drawn
    if len(polygons) > 1:
        names = ", ".join(polygons[:8])
        why = f"It holds {len(polygons)} layers of polygons ({names}), and the boundary could be any of them."
        raise cannot_read(path, why, "Save the layer you mean to a file of its own.")
    return polygons or drawn
