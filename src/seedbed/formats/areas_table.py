"""Read areas of any country, with their outlines and figures, from one file."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np

from seedbed.analysis.profile.contiguity import check_polygons
from seedbed.errors import BadInputError
from seedbed.formats.outlines_gdal import is_what_it_says, unwarned

if TYPE_CHECKING:
    import geopandas as gpd
    from numpy.typing import NDArray

KINDS = (".geojson", ".json", ".gpkg", ".parquet", ".geoparquet")
LARGEST_FILE = 1_500_000_000
"""Bytes; the small areas of England at full detail, as GeoJSON, are a third of this."""


def read_areas_table(path: Path, code_column: str) -> gpd.GeoDataFrame:
    """Read one row an area, in order of code; coordinates stay as they are, so that shared borders stay shared.

    Parameters
    ----------
    path
        GeoJSON, GeoPackage or GeoParquet.
    code_column
        Column of the codes: each once, none empty.

    Raises
    ------
    BadInputError
        If the file cannot be read, a code is missing or doubled, or an outline is missing, empty, not a polygon
        or crosses itself; names the file and the area.
    """
    table = _read(path)
    if table.crs is None:
        raise _bad(path, "it does not say which coordinates it uses", "Save it with its coordinate system.")
    codes = [None if code is None or code != code else str(code) for code in column_of(table, code_column, path)]  # noqa: PLR0124 - NaN
    _check_codes(codes, code_column, path)
    table = table.assign(**{code_column: codes}).sort_values(code_column).reset_index(drop=True)
    try:
        check_polygons(np.asarray(table.geometry.array), names=table[code_column].tolist())
    except BadInputError as error:
        raise _bad(path, error.why.rstrip("."), error.next_step) from error
    return table


def column_of(table: gpd.GeoDataFrame, column: str, path: Path) -> Any:
    """Return a column.

    Raises
    ------
    BadInputError
        If there is no such column.
    """
    if column not in table.columns or column == table.geometry.name:
        known = ", ".join(str(name) for name in table.columns if name != table.geometry.name)
        raise _bad(path, f"there is no column '{column}'; the columns are {known}", "Name the column that holds it.")
    return table[column]


def numbers_of(table: gpd.GeoDataFrame, column: str, path: Path) -> NDArray[np.float64]:
    """Return a column of numbers; empty cells are NaN.

    Raises
    ------
    BadInputError
        If there is no such column or it holds something else; names the row.
    """
    values = column_of(table, column, path)
    numbers = np.empty(len(values))
    for row, value in enumerate(values):
        try:
            numbers[row] = np.nan if value is None or value == "" else float(value)
        except (TypeError, ValueError):
            raise _bad(path, f"column '{column}', area number {row + 1}: {value!r} is not a number") from None
    if np.isinf(numbers).any():
        raise _bad(path, f"column '{column}' holds an infinite number")
    return numbers


def _read(path: Path) -> gpd.GeoDataFrame:
    import geopandas as gpd
    from pyarrow.lib import ArrowException
    from pyogrio.errors import DataLayerError, DataSourceError
    from shapely.errors import ShapelyError

    if path.suffix.lower() not in KINDS:
        raise _bad(path, f"'{path.suffix}' is not one of {', '.join(KINDS)}")
    if not path.is_file():
        raise _bad(path, "there is no such file")
    if path.stat().st_size > LARGEST_FILE:
        raise _bad(path, f"it is larger than {LARGEST_FILE / 1e9:g} GB", "Simplify the outlines, or leave columns out.")
    try:
        if path.suffix.lower() in {".parquet", ".geoparquet"}:
            return gpd.read_parquet(path)
        if not is_what_it_says(path):
            raise _bad(path, "it is not what its name says", "Export the areas again.")
        with unwarned():
            return gpd.read_file(path)
    except (OSError, ValueError, ArrowException, DataLayerError, DataSourceError, ShapelyError) as error:
        raise _bad(path, str(error).splitlines()[0][:200] if str(error) else "it is damaged") from error


def _check_codes(codes: list[str | None], column: str, path: Path) -> None:
    if not codes:
        raise _bad(path, "it holds no area")
    empty = [number for number, code in enumerate(codes, start=1) if code is None or not code.strip()]
    if empty:
        raise _bad(path, f"column '{column}', row {empty[0]}: the code is empty")
    seen: set[str | None] = set()
    for code in codes:
        if code in seen:
            raise _bad(path, f"column '{column}': {code} stands there more than once")
        seen.add(code)


def _bad(path: Path, why: str, next_step: str = "Mend the file, then run the command again.") -> BadInputError:
    return BadInputError("The areas cannot be read.", f"{path}: {why.rstrip('.')}.", next_step)
