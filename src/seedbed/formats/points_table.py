"""Read points where people start from, or where something could be, with the numbers that belong to them.

CSV, XLSX and Parquet hold degrees (longitude and latitude) or metres of the British National Grid (easting and
northing); GeoJSON, GeoPackage and GeoParquet hold shapes in any coordinates, of which a point inside is taken.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray

from seedbed.formats.data_table import DataTable, Wanted, read_data_table
from seedbed.formats.data_table_file import bad_table
from seedbed.formats.data_table_files import open_table
from seedbed.formats.data_table_headings import plain_heading
from seedbed.formats.outlines_gdal import is_what_it_says, unwarned

if TYPE_CHECKING:
    import geopandas as gpd

Floats = NDArray[np.float64]

LONGITUDE = ("longitude", "lon", "lng", "long")
LATITUDE = ("latitude", "lat")
EASTING = ("easting", "eastings", "oseast1m")
NORTHING = ("northing", "northings", "osnrth1m")
CODES = ("code", "origin", "id", "identifier", "area", "area_code", "postcode", "name")
"""Headings of the column that names rows, the first that is there; else the first heading that ends in code or cd."""
SHAPES = (".geojson", ".json", ".gpkg", ".geoparquet")
BRITISH_GRID = 27700
WIDEST_GRID = 2_000_000
"""Metres; beyond, nothing is on the British National Grid."""
DEGREES_NEXT = "Give longitude -180 to 180 and latitude -90 to 90 in degrees, in columns of these names."


@dataclass(frozen=True)
class PointsTable:
    """Points and what belongs to them.

    Parameters
    ----------
    path
        The file.
    code_column
        Plain heading of the column that names rows; "row" where there is none.
    codes
        What names each row.
    longitude, latitude
        Degrees of WGS84; NaN for a row without a place.
    numbers
        Columns of numbers that were asked for and are there, by plain heading; NaN for an empty cell.
    texts
        Columns of text that were asked for and are there.
    names
        What rows are called, where a column says; else empty.
    """

    path: Path
    code_column: str
    codes: list[str]
    longitude: Floats
    latitude: Floats
    numbers: dict[str, Floats] = field(default_factory=dict)
    texts: dict[str, list[str]] = field(default_factory=dict)
    names: list[str] = field(default_factory=list)

    def __len__(self) -> int:
        """Return how many rows."""
        return len(self.codes)

    @property
    def named(self) -> dict[str, str]:
        """What rows are called, by code; empty where no column says."""
        return dict(zip(self.codes, self.names, strict=False))


def code_heading(headings: Sequence[str]) -> str:
    """Return the heading of the column that names rows, "" where none does."""
    plain = {plain_heading(heading): heading for heading in headings}
    for name in CODES:
        if name in plain:
            return plain[name]
    return next((heading for name, heading in plain.items() if name.endswith(("_code", "code", "cd"))), "")


def _name_heading(headings: Sequence[str]) -> str:
    plain = {plain_heading(heading): heading for heading in headings}
    named = plain.get("name", "")
    return named or next((heading for key, heading in plain.items() if key.endswith(("_name", "nm"))), "")


def read_points(path: Path, numbers: Sequence[str] = (), texts: Sequence[str] = ()) -> PointsTable:
    """Read points.

    Parameters
    ----------
    path
        CSV, XLSX, Parquet, GeoJSON, GeoPackage or GeoParquet.
    numbers, texts
        Headings of further columns to read where they are there.

    Raises
    ------
    BadInputError
        If the file cannot be read, has no columns of a place, or a place is not on the globe.
    """
    if path.suffix.lower() in SHAPES or _holds_shapes(path):
        return _from_shapes(path, numbers, texts)
    headings = open_table(path).headings
    plain = [plain_heading(heading) for heading in headings]
    across, up = _place_columns(path, plain)
    code = code_heading(headings)
    wanted = [Wanted("*across", also=(across,)), Wanted("*up", also=(up,))]
    wanted += [Wanted("*code", "text", required=False, also=(code,))] if code else []
    named = _name_heading(headings)
    wanted += [Wanted("*name", "text", required=False, also=(named,))] if named and named != code else []
    wanted += [Wanted(f"*n {name}", required=False, also=(name,)) for name in numbers]
    wanted += [Wanted(f"*t {name}", "text", required=False, also=(name,)) for name in texts]
    return _from_table(read_data_table(path, wanted), across, code, numbers, texts)


def _place_columns(path: Path, plain: Sequence[str]) -> tuple[str, str]:
    for across_names, up_names in ((LONGITUDE, LATITUDE), (EASTING, NORTHING)):
        across = next((name for name in across_names if name in plain), "")
        up = next((name for name in up_names if name in plain), "")
        if across and up:
            return across, up
    known = ", ".join(name for name in plain[:20] if name) or "without names"
    why = f"it has no columns longitude and latitude, nor easting and northing; the columns are {known}"
    raise bad_table(path, why, "Name the two columns so, then run the command again.")


def _from_table(table: DataTable, across: str, code: str, numbers: Sequence[str], texts: Sequence[str]) -> PointsTable:
    longitude, latitude = table.numbers("*across"), table.numbers("*up")
    if across in EASTING:
        longitude, latitude = _degrees(table, longitude, latitude)
    _check_globe(table, longitude, latitude)
    codes = table.texts("*code") if code else [str(row + 1) for row in range(table.rows)]
    return PointsTable(
        table.path,
        plain_heading(code) or "row",
        codes,
        longitude,
        latitude,
        {plain_heading(name): table.numbers(f"*n {name}") for name in numbers if table.has(f"*n {name}")},
        {plain_heading(name): table.texts(f"*t {name}") for name in texts if table.has(f"*t {name}")},
        table.texts("*name") if table.has("*name") else [],
    )


def _degrees(table: DataTable, easting: Floats, northing: Floats) -> tuple[Floats, Floats]:
    from pyproj import Transformer

    off = (np.abs(easting) > WIDEST_GRID) | (np.abs(northing) > WIDEST_GRID)
    table.check(off, "*across", "is not on the British National Grid", "Give metres of the grid, or degrees.")
    turn = Transformer.from_crs(BRITISH_GRID, 4326, always_xy=True)
    longitude, latitude = turn.transform(easting, northing)
    known = np.isfinite(easting) & np.isfinite(northing)
    return np.where(known, longitude, np.nan), np.where(known, latitude, np.nan)


def _check_globe(table: DataTable, longitude: Floats, latitude: Floats) -> None:
    table.check(np.abs(latitude) > 90, "*up", "is no latitude", DEGREES_NEXT)
    table.check(np.abs(longitude) > 180, "*across", "is no longitude", DEGREES_NEXT)


def _holds_shapes(path: Path) -> bool:
    """Say whether a Parquet file is GeoParquet without columns of a place."""
    if path.suffix.lower() != ".parquet" or not path.is_file():
        return False
    plain = [plain_heading(heading) for heading in open_table(path).headings]
    return "geometry" in plain and not set(plain) & {*LONGITUDE, *EASTING}


def _from_shapes(path: Path, numbers: Sequence[str], texts: Sequence[str]) -> PointsTable:
    import shapely

    table = read_shapes(path)
    columns = [str(name) for name in table.columns if name != table.geometry.name]
    own = {plain_heading(name): name for name in columns}
    code = code_heading(columns)
    whole = np.asarray(table.geometry.array)
    points = shapely.point_on_surface(whole)
    codes = ["" if cell is None else str(cell) for cell in table[code]] if code else map(str, range(1, len(table) + 1))
    return PointsTable(
        path,
        plain_heading(code) or "row",
        list(codes),
        shapely.get_x(points),
        shapely.get_y(points),
        {key: _cells(path, table, own[key]) for key in map(plain_heading, numbers) if key in own},
        {
            key: ["" if cell is None else str(cell) for cell in table[own[key]]]
            for key in map(plain_heading, texts)
            if key in own
        },
        ["" if cell is None else str(cell) for cell in table[named]] if (named := _name_heading(columns)) else [],
    )


def read_shapes(path: Path) -> gpd.GeoDataFrame:
    """Read shapes in degrees of WGS84.

    Raises
    ------
    BadInputError
        If the file cannot be read, holds nothing, or does not say which coordinates it uses.
    """
    import geopandas as gpd
    from pyarrow.lib import ArrowException
    from pyogrio.errors import DataLayerError, DataSourceError
    from shapely.errors import ShapelyError

    if not path.is_file():
        raise bad_table(path, "there is no such file", "Check the name, then run the command again.")
    try:
        if path.suffix.lower() in {".parquet", ".geoparquet"}:
            table = gpd.read_parquet(path)
        else:
            if not is_what_it_says(path):
                raise bad_table(path, "it is not what its name says", "Export it again.")
            with unwarned():
                table = gpd.read_file(path)
    except (OSError, ValueError, ArrowException, DataLayerError, DataSourceError, ShapelyError) as error:
        raise bad_table(path, (str(error).splitlines() or ["it is damaged"])[0][:200]) from error
    if not isinstance(table, gpd.GeoDataFrame) or not len(table):
        raise bad_table(path, "it holds no shape", "Give a file with points or areas.")
    if table.crs is None:
        raise bad_table(path, "it does not say which coordinates it uses", "Save it with its coordinate system.")
    return table.to_crs(4326)


def _cells(path: Path, table: gpd.GeoDataFrame, name: str) -> Floats:
    import pandas as pd

    try:
        return np.asarray(pd.to_numeric(table[name]).astype("float64"))
    except (TypeError, ValueError) as error:
        raise bad_table(path, f"column '{name}' holds something that is not a number", "Put numbers there.") from error


def read_numbers(path: Path, code: str, numbers: Sequence[str]) -> tuple[str, list[str], dict[str, Floats]]:
    """Read columns of numbers by code.

    Parameters
    ----------
    path
        CSV, XLSX or Parquet.
    code
        Heading of the column of codes if the table has it; else the column that names rows is taken.
    numbers
        Headings of the columns; each must be there.

    Returns
    -------
    tuple
        Plain heading of the codes, the codes, and the columns by plain heading.

    Raises
    ------
    BadInputError
        If the table cannot be read, lacks a column, has no column of codes, or a code stands there twice.
    """
    headings = open_table(path).headings
    own = {plain_heading(heading): heading for heading in headings}
    heading = own.get(plain_heading(code)) or code_heading(headings)
    if not heading:
        raise bad_table(path, "it has no column of codes", "Name the column with the areas' codes 'code'.")
    wanted = [Wanted("*code", "text", also=(heading,)), *(Wanted(f"*n {name}", also=(name,)) for name in numbers)]
    table = read_data_table(path, wanted)
    codes = table.texts("*code")
    _, first, many = np.unique(codes, return_index=True, return_counts=True)
    if (many > 1).any():
        double = codes[int(first[many > 1][0])]
        raise bad_table(path, f"column '{heading}': {double} stands there more than once", "Give each area one row.")
    return plain_heading(heading), codes, {plain_heading(name): table.numbers(f"*n {name}") for name in numbers}
