"""Read assets from any file that people bring: what it is, is seen from its name and its content."""

from __future__ import annotations

import tempfile
import zipfile
from dataclasses import dataclass, replace
from pathlib import Path

from seedbed.analysis.assets.listing import Listings
from seedbed.errors import BadInputError, UsageError
from seedbed.formats.assets.entities import is_entities, read_entities
from seedbed.formats.assets.found import Found, gathered
from seedbed.formats.assets.hsds_tables import is_package, read_package
from seedbed.formats.assets.mapping import Told
from seedbed.formats.assets.maps import read_geojson_assets, read_map_assets
from seedbed.formats.assets.open_referral_files import read_services
from seedbed.formats.assets.rows import LARGEST_FILE, read_rows
from seedbed.formats.assets.tabular import Table, read_table
from seedbed.formats.assets.whereabouts import Whereabouts, united_kingdom
from seedbed.formats.damaged_zips import DAMAGED_ZIP
from seedbed.formats.outlines import cannot_read, check_size
from seedbed.formats.outlines_geojson import GEOMETRIES, load_json
from seedbed.formats.safe_zip import unpack

FORMATS = {
    "open-referral": "services of Open Referral UK in JSON, version 3 or 1",
    "hsds": "a tabular package of HSDS: a folder or zip of CSV files",
    "geojson": "GeoJSON",
    "map": "GeoPackage, KML or Shapefile",
    "table": "CSV, TSV, XLSX or Parquet",
    "osm": "OpenStreetMap: PBF or XML",
    "entities": "ODK Entities in CSV",
}
"""Forms that are read."""
ENDINGS = {
    **dict.fromkeys((".geojson",), "geojson"),
    **dict.fromkeys((".gpkg", ".kml", ".shp"), "map"),
    **dict.fromkeys((".csv", ".tsv", ".txt", ".xlsx", ".parquet"), "table"),
    **dict.fromkeys((".pbf", ".osm"), "osm"),
    ".json": "open-referral",
    ".zip": "zip",
    ".kmz": "zip",
}
IN_ZIPS = frozenset(
    {".shp", ".shx", ".dbf", ".prj", ".cpg", ".kml", ".gpkg", ".geojson", ".json", ".csv", ".tsv", ".xlsx"}
)


@dataclass(frozen=True, slots=True)
class Wishes:
    """How a file is to be read.

    Parameters
    ----------
    form
        One of `FORMATS`; "" to see it from the file.
    told
        What people say the columns mean.
    where
        Where places may be; None for the United Kingdom.
    source, licence
        For listings that do not say their own.
    most_rows
        Rows of a table that are read, to see what they would give; None for all.
    """

    form: str = ""
    told: Told | None = None
    where: Whereabouts | None = None
    source: str = ""
    licence: str = ""
    most_rows: int | None = None


def read_assets(path: Path, wishes: Wishes | None = None) -> Listings:
    """Read the assets of a file or folder.

    Parameters
    ----------
    path
        Open Referral UK (JSON), HSDS (folder or zip of CSV), GeoJSON, GeoPackage, KML, Shapefile (or a zip of one),
        CSV, XLSX, Parquet, OpenStreetMap (PBF, XML), ODK Entities (CSV).
    wishes
        How.

    Raises
    ------
    BadInputError
        If the file cannot be read at all; single records that cannot be used are in ``rejected``.
    UsageError
        If the form is not one of `FORMATS`, or the ending says none.
    """
    wishes = wishes or Wishes()
    form = wishes.form or form_of(path)
    if form not in {*FORMATS, "zip"}:
        raise UsageError(
            f"The form {form!r} is not known.", f"Known are {', '.join(FORMATS)}.", "Give one of these, or none."
        )
    if form == "zip":
        return _read_zip(path, wishes)
    where = wishes.where or united_kingdom()
    if form == "osm":
        return _read_osm(path, where, wishes)
    if form == "hsds":
        found, notes = read_package(path)
    elif form == "open-referral":
        found, notes = read_services(path)
    elif form == "entities":
        found, notes = read_entities(path), []
    else:
        table = _read_rows(form, path, wishes)
        found, notes = list(table.found), list(table.notes)
    read = gathered(found, where, source=wishes.source, licence=wishes.licence, notes=notes)
    return replace(read, source=wishes.source or path.name)


def form_of(path: Path) -> str:
    """Return which of `FORMATS` a file is in, or "zip".

    Raises
    ------
    BadInputError
        If there is no such file, or a JSON file is damaged.
    UsageError
        If its ending says nothing.
    """
    if path.is_dir():
        return "hsds"
    check_size(path, max(LARGEST_FILE, 4_000_000_000))
    form = ENDINGS.get(path.suffix.lower(), "")
    if not form:
        raise UsageError(
            f"It is not clear what {path.name} is.",
            f"'{path.suffix}' is not an ending that is known; known are {', '.join(sorted(ENDINGS))}.",
            "Give the file its own ending, or say the form.",
        )
    if path.suffix.lower() == ".json" and _is_geojson(path):
        return "geojson"
    if path.suffix.lower() == ".csv" and is_entities(read_headings(path)):
        return "entities"
    return form


def read_headings(path: Path) -> tuple[str, ...]:
    """Return the first line of a table, cut at its commas."""
    with path.open("rb") as file:
        line = file.readline(100_000).decode("utf-8-sig", errors="replace")
    return tuple(cell.strip().strip('"') for cell in line.split(","))


def _is_geojson(path: Path) -> bool:
    check_size(path, LARGEST_FILE)
    document = load_json(path)
    kinds = {"FeatureCollection", "Feature", *GEOMETRIES}
    return isinstance(document, dict) and str(document.get("type")) in kinds


def _read_rows(form: str, path: Path, wishes: Wishes) -> Table:
    if form == "geojson":
        return read_geojson_assets(path, wishes.told)
    if form == "map":
        return read_map_assets(path, wishes.told)
    return read_table(read_rows(path, wishes.most_rows), path, wishes.told)


def _read_osm(path: Path, where: Whereabouts, wishes: Wishes) -> Listings:
    from seedbed.formats.osm_assets import read_osm_assets

    read = read_osm_assets(path)
    found = [Found(each.identifier, each) for each in read.listings]
    checked = gathered(found, where, source=wishes.source, licence=wishes.licence, notes=read.notes)
    return replace(checked, rejected=(*read.rejected, *checked.rejected), source=wishes.source or path.name)


def _read_zip(path: Path, wishes: Wishes) -> Listings:
    """Read what a zip holds: a package of HSDS, a Shapefile, or one file of any form."""
    check_size(path, LARGEST_FILE)
    try:
        with zipfile.ZipFile(path) as archive:
            names = archive.namelist()
    except DAMAGED_ZIP as error:
        raise cannot_read(
            path, f"The zip file is damaged or cut short ({error}).", "Download or zip it again."
        ) from error
    if is_package(names):
        return read_assets(path, replace(wishes, form="hsds"))
    with tempfile.TemporaryDirectory(prefix="seedbed-") as folder:
        files = unpack(path, Path(folder), IN_ZIPS)
        mains = [each for each in files if each.suffix.lower() not in {".shx", ".dbf", ".prj", ".cpg"}]
        if len(mains) != 1:
            raise _not_one(path, [each.name for each in mains])
        return read_assets(mains[0], replace(wishes, form=""))


def _not_one(path: Path, names: list[str]) -> BadInputError:
    held = (
        f"It holds {len(names)} files that could be meant ({', '.join(names[:8])})." if names else "It holds no assets."
    )
    return cannot_read(path, held, "Zip the one file that is meant, or give it as it is.")
