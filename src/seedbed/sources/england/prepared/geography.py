"""Prepared tables of areas, centres, boundaries, lookups, postcodes."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import polars as pl

from seedbed.errors import BadInputError
from seedbed.sources.england.datasets import Reader
from seedbed.sources.england.prepared.files import NEXT_STEP, prepared, read_columns, whole

_AREA_COLUMNS = {"lsoa21_code": "code", "lsoa21_name": "name"} | {
    f"{level}_{part}": level + ending
    for level in ("msoa21", "ward24", "ltla24", "sicbl24", "icb24", "region")
    for part, ending in (("code", ""), ("name", "_name"))
}


def _areas(folder: Path) -> pl.DataFrame:
    optional = {"ruc": "rural_urban", "msoa21_hcl_name": "msoa21_known_as"}
    areas = read_columns(folder / "lookup_lsoa21.parquet", _AREA_COLUMNS, optional)
    if "msoa21_known_as" not in areas.columns:
        return areas
    known_as = pl.col("msoa21_known_as") + " (" + pl.col("msoa21_name") + ")"
    return areas.with_columns(pl.coalesce(known_as, pl.col("msoa21_name")).alias("msoa21_name")).drop("msoa21_known_as")


def _population(folder: Path) -> pl.DataFrame:
    table = read_columns(folder / "census21_age_lsoa21.parquet", {"lsoa21_code": "code", "total": "population"})
    return table.with_columns(pl.col("population").cast(pl.Int64))


_CENTRE_COLUMNS = {"easting": "easting", "northing": "northing", "lon": "longitude", "lat": "latitude"}


def _centres(folder: Path) -> pl.DataFrame:
    return read_columns(folder / "lsoa21_pwc.parquet", {"lsoa21_code": "code", **_CENTRE_COLUMNS})


def _areas_lsoa11(folder: Path) -> pl.DataFrame:
    names = read_columns(folder / "lookup_lsoa11.parquet", {"lsoa11_code": "code", "lsoa11_name": "name"})
    centres = read_columns(folder / "lsoa11_pwc.parquet", {"lsoa11_code": "code", **_CENTRE_COLUMNS})
    people = read_columns(
        folder / "population_midyear_lsoa11.parquet", {"lsoa11_code": "code", "year": "year", "total": "population"}
    ).filter(pl.col("year") == pl.col("year").max())
    people = people.select("code", pl.col("population").cast(pl.Int64))
    return names.join(people, on="code", how="left").join(centres, on="code", how="left")


def _lookup(file: str, old: str, new: str) -> Reader:
    columns = {f"{old}_code": "from_code", f"{new}_code": "to_code", "change_code": "change"}
    return prepared(lambda folder: read_columns(folder / file, columns), file)


def _postcodes(folder: Path) -> pl.DataFrame:
    columns = {"postcode": "postcode", "easting": "easting", "northing": "northing", "lsoa21_code": "area"}
    table = read_columns(folder / "postcodes_england.parquet", columns)
    return table.with_columns(pl.col("area").cast(pl.String))


def _boundaries(file: str, column: str) -> Reader:
    return prepared(lambda folder: read_boundaries(folder / file, column), file)


def read_boundaries(path: Path, column: str) -> Any:
    """Read a GeoParquet of boundaries as ``code, geometry`` in longitude and latitude.

    Raises
    ------
    BadInputError
        If the file is not whole, has no such column or is in another coordinate system.
    """
    import geopandas as gpd

    table = whole(path, lambda: gpd.read_parquet(path))
    if column not in table.columns:
        raise BadInputError(
            f"{path.name} does not have the columns it should.", f"{path}: no column {column}.", NEXT_STEP
        )
    if table.crs is None or table.crs.to_epsg() not in (4326, None):
        table = table.to_crs(4326) if table.crs is not None else table.set_crs(4326)
    return table.rename(columns={column: "code"})[["code", "geometry"]]


READERS: dict[str, list[Reader]] = {
    "areas": [prepared(_areas, "lookup_lsoa21.parquet")],
    "population": [prepared(_population, "census21_age_lsoa21.parquet")],
    "centres": [prepared(_centres, "lsoa21_pwc.parquet")],
    "areas_lsoa11": [
        prepared(_areas_lsoa11, "lookup_lsoa11.parquet", "lsoa11_pwc.parquet", "population_midyear_lsoa11.parquet")
    ],
    "lookup_lsoa11_lsoa21": [_lookup("lookup_lsoa11_lsoa21.parquet", "lsoa11", "lsoa21")],
    "lookup_lsoa01_lsoa11": [_lookup("lookup_lsoa01_lsoa11.parquet", "lsoa01", "lsoa11")],
    "postcodes": [prepared(_postcodes, "postcodes_england.parquet")],
    "boundaries_lsoa21": [_boundaries("lsoa21_bgc_england.geoparquet", "lsoa21_code")],
    "boundaries_msoa21": [_boundaries("msoa21_boundaries.geoparquet", "msoa21_code")],
    "boundaries_ltla24": [_boundaries("ltla24_boundaries.geoparquet", "ltla24_code")],
    "boundaries_icb24": [_boundaries("icb22_boundaries.geoparquet", "icb22_code")],
    "boundaries_lsoa11": [_boundaries("lsoa11_boundaries.geoparquet", "lsoa11_code")],
}
