"""Files of the ONS Open Geography portal: lookups, boundaries, centres, postcodes.

Column names carry a year (``LAD24CD``); the newest year in the file is taken. The lookup of small areas is put together
from several files, because the portal publishes one for each kind of larger area.
"""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any

import numpy as np
import polars as pl

from seedbed.errors import BadInputError
from seedbed.sources.england.datasets import Reader
from seedbed.sources.england.published.tables import NEXT_STEP, CsvFile, csv_files, find, published, read_csv

LARGER = {"msoa21": "MSOA", "ward24": "WD", "ltla24": "LAD", "sicbl24": "SICBL", "icb24": "ICB", "region": "RGN"}
"""Stem of the ONS column names by our level."""

SMALL_TO_LARGE = ("OA", "LSOA", "MSOA", "WD", "LAD", "SICBL", "ICB", "RGN")


def _column(header: tuple[str, ...], stem: str, ending: str) -> str | None:
    """Return the newest column such as ``LAD24CD`` of a stem and ending."""
    found = [name for name in header if re.fullmatch(rf"{stem}\d\d{ending}", name, re.IGNORECASE)]
    return max(found, default=None)


def _lookup_from(folder: Path, key: str, stem: str) -> CsvFile | None:
    """Return a file that leads from areas of ``key`` (such as LSOA21CD) to larger areas."""
    for file in csv_files(folder):
        if key in file.header and _column(file.header, stem, "CD") and _column(file.header, stem, "NM"):
            return file
    return None


def _read_lookup(file: CsvFile, key: str, stem: str, level: str) -> pl.DataFrame:
    code, name = _column(file.header, stem, "CD"), _column(file.header, stem, "NM")
    if code is None or name is None:
        raise BadInputError(f"{file.name} has no {stem} codes and names.", str(file.path), NEXT_STEP)
    return read_csv(file, {key: "key", code: level, name: f"{level}_name"}).unique("key", maintain_order=True)


def _region_step(folder: Path) -> tuple[CsvFile, str] | None:
    """Return the lookup from local authorities to regions and its key column."""
    for file in csv_files(folder):
        key = _column(file.header, "LAD", "CD")
        if key and _column(file.header, "RGN", "CD") and _column(file.header, "RGN", "NM"):
            return file, key
    return None


def _names(folder: Path) -> CsvFile | None:
    return find(folder, "LSOA21CD", "LSOA21NM")


def _has_small_areas(folder: Path) -> bool:
    return _names(folder) is not None


def read_areas(folder: Path) -> pl.DataFrame:
    """Put the lookup of small areas together.

    Raises
    ------
    BadInputError
        If no file leads from small areas to one of the larger levels; says which.
    """
    names = _names(folder)
    if names is None:
        raise BadInputError(
            f"No lookup of small areas is in {folder}.", "No file has LSOA21CD and LSOA21NM.", NEXT_STEP
        )
    areas = read_csv(names, {"LSOA21CD": "code", "LSOA21NM": "name"}).unique("code", maintain_order=True)
    for level, stem in LARGER.items():
        areas = _join_level(areas, folder, level, stem)
    return areas


def _join_level(areas: pl.DataFrame, folder: Path, level: str, stem: str) -> pl.DataFrame:
    file = _lookup_from(folder, "LSOA21CD", stem)
    if file is not None:
        lookup = _read_lookup(file, "LSOA21CD", stem, level)
        return areas.join(lookup, left_on="code", right_on="key", how="left")
    step = _region_step(folder) if level == "region" else None
    if step is None:
        raise BadInputError(
            "The lookup of small areas is not whole.",
            f"No file in {folder} leads from LSOA21CD to {stem}..CD and {stem}..NM.",
            "Get that lookup from the ONS Open Geography portal: 'seedbed data sources' says which.",
        )
    lookup = _read_lookup(*step, stem, level)
    return areas.join(lookup, left_on="ltla24", right_on="key", how="left")


def _read_centres(file: CsvFile) -> pl.DataFrame:
    """Read population-weighted centres; the file gives National Grid metres."""
    import pyproj

    columns = {name: name.lower() for name in file.header if name.lower() in ("x", "y")}
    table = read_csv(file, {"LSOA21CD": "code", **columns}, numbers=["x", "y"])
    to_degrees = pyproj.Transformer.from_crs(27700, 4326, always_xy=True)
    longitude, latitude = to_degrees.transform(table["x"].to_numpy(), table["y"].to_numpy())
    if not np.isfinite(longitude).all() or table["x"].abs().max() < 1000:  # type: ignore[operator]
        raise BadInputError(
            f"{file.name} is not in National Grid metres.", f"{file.path}: x and y look like degrees.", NEXT_STEP
        )
    return table.select(
        "code",
        pl.col("x").alias("easting"),
        pl.col("y").alias("northing"),
        pl.Series("longitude", longitude),
        pl.Series("latitude", latitude),
    )


def _find_centres(folder: Path) -> CsvFile | None:
    wanted = {"lsoa21cd", "x", "y"}
    return next((file for file in csv_files(folder) if wanted <= {name.lower() for name in file.header}), None)


def _read_change(file: CsvFile) -> pl.DataFrame:
    return read_csv(file, {"LSOA11CD": "from_code", "LSOA21CD": "to_code", "CHGIND": "change"}).unique(
        maintain_order=True
    )


def _find_change(folder: Path) -> CsvFile | None:
    return find(folder, "LSOA11CD", "LSOA21CD", "CHGIND")


_POSTCODE = {
    "postcode": ("pcds", "pcd7", "pcd"),
    "easting": ("oseast1m", "east1m"),
    "northing": ("osnrth1m", "north1m"),
    "area": ("lsoa21", "lsoa21cd"),
}


def _postcode_columns(file: CsvFile) -> dict[str, str] | None:
    names = {name.lower(): name for name in file.header}
    found = {next((names[n] for n in given if n in names), ""): ours for ours, given in _POSTCODE.items()}
    return None if "" in found else found


def _find_postcodes(folder: Path) -> CsvFile | None:
    return next((file for file in csv_files(folder) if _postcode_columns(file)), None)


def _read_postcodes(file: CsvFile) -> pl.DataFrame:
    """Read the ONS Postcode Directory; postcodes without a grid reference or outside England are left out."""
    columns = _postcode_columns(file) or {}
    table = read_csv(file, columns, numbers=["easting", "northing"])
    table = table.filter(pl.col("area").str.starts_with("E01") & (pl.col("easting") > 0))
    return table.select(
        pl.col("postcode").str.replace_all(" ", ""), pl.col("easting", "northing").cast(pl.Int64), "area"
    )


BOUNDARY_ENDINGS = (".geojson", ".json", ".gpkg", ".shp")


def _boundary_column(path: Path, stem: str, year: str) -> str | None:
    """Return the code column if the file's smallest areas are of this stem and year."""
    import pyogrio

    try:
        fields = [str(name) for name in pyogrio.read_info(path)["fields"]]
    except Exception:  # noqa: BLE001 - looking must never stop the search; reading will say what is wrong
        return None
    for smaller in SMALL_TO_LARGE:
        found = [name for name in fields if re.fullmatch(rf"{smaller}{year}CD", name, re.IGNORECASE)]
        if smaller == stem or found:
            return max(found, default=None) if smaller == stem else None
    return None


def _find_boundaries(folder: Path, stem: str, year: str) -> tuple[Path, str] | None:
    for path in sorted(folder.iterdir()):
        if path.suffix.lower() in BOUNDARY_ENDINGS and (column := _boundary_column(path, stem, year)):
            return path, column
    return None


def read_boundaries(path: Path, column: str) -> Any:
    """Read boundaries as ``code, geometry`` in longitude and latitude.

    Raises
    ------
    BadInputError
        If the file is damaged, says no coordinate system where one is needed, or holds something else than polygons.
    """
    import geopandas as gpd

    try:
        table = gpd.read_file(path, columns=[column])
    except Exception as error:
        raise BadInputError(
            f"{path.name} cannot be read.", f"{path} is damaged or cut short ({str(error)[:200]}).", NEXT_STEP
        ) from error
    if table.crs is None:
        raise BadInputError(f"{path.name} does not say its coordinate system.", str(path), NEXT_STEP)
    table = table.to_crs(4326).rename(columns={column: "code"})[["code", "geometry"]]
    low_x, low_y, high_x, high_y = table.total_bounds
    if not (-180 <= low_x <= high_x <= 180 and -90 <= low_y <= high_y <= 90):
        raise BadInputError(
            f"{path.name} is not in the coordinate system it says.",
            f"{path}: its coordinates run from {low_x:,.0f}, {low_y:,.0f} to {high_x:,.0f}, {high_y:,.0f}.",
            NEXT_STEP,
        )
    return table


def _boundary_reader(stem: str, year: str, words: str) -> Reader:
    def finds(folder: Path) -> bool:
        return _find_boundaries(folder, stem, year) is not None

    def read(folder: Path) -> Any:
        found = _find_boundaries(folder, stem, year)
        if found is None:
            raise BadInputError(f"{words} are not in {folder}.", "No file there has their codes.", NEXT_STEP)
        return read_boundaries(*found)

    return Reader(f"{words} of the ONS Open Geography portal (GeoJSON, GeoPackage or Shapefile)", finds, read)


READERS: dict[str, list[Reader]] = {
    "areas": [
        Reader("lookups from LSOA21CD to MSOA, ward, LAD, ICB and region (ONS, CSV)", _has_small_areas, read_areas)
    ],
    "centres": [published("population-weighted centroids of LSOAs 2021 (ONS, CSV)", _find_centres, _read_centres)],
    "lookup_lsoa11_lsoa21": [
        published("lookup from LSOA 2011 to LSOA 2021 with CHGIND (ONS, CSV)", _find_change, _read_change)
    ],
    "postcodes": [published("ONS Postcode Directory (CSV)", _find_postcodes, _read_postcodes)],
    "boundaries_lsoa21": [_boundary_reader("LSOA", "21", "LSOA 2021 boundaries")],
    "boundaries_msoa21": [_boundary_reader("MSOA", "21", "MSOA 2021 boundaries")],
    "boundaries_ward24": [_boundary_reader("WD", r"2\d", "Ward boundaries")],
    "boundaries_ltla24": [_boundary_reader("LAD", r"2\d", "Local authority boundaries")],
    "boundaries_icb24": [_boundary_reader("ICB", r"2\d", "Integrated care board boundaries")],
    "boundaries_lsoa11": [_boundary_reader("LSOA", "11", "LSOA 2011 boundaries")],
}
