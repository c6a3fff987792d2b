"""Write candidate neighbourhoods for maps and spreadsheets: GeoJSON, GeoParquet and CSV.

The notice that a list is not for publication travels in every file.
"""

from __future__ import annotations

import json
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np
import shapely
from numpy.typing import NDArray

from seedbed.formats.files import write_whole
from seedbed.formats.tables import Cell, write_csv

if TYPE_CHECKING:
    import geopandas as gpd

Rows = Sequence[dict[str, Cell]]
Shapes = NDArray[np.object_]

DEGREES = 1e-6
"""Coordinates are written to about 10 cm, as RFC 7946 section 11.2 advises."""


def write_candidates_geojson(path: Path, rows: Rows, shapes: Shapes, about: dict[str, Any]) -> None:
    """Write a GeoJSON feature collection (RFC 7946), one feature a candidate.

    Parameters
    ----------
    path
        Where to; an older file there is replaced.
    rows
        Properties of each candidate.
    shapes
        Outlines in longitude and latitude, in the same order.
    about
        Further members of the collection, such as the notice.
    """
    features = [
        {"type": "Feature", "properties": dict(row), "geometry": json.loads(text)}
        for row, text in zip(rows, shapely.to_geojson(_tidy(shapes)), strict=True)
    ]
    document = {"type": "FeatureCollection", **about, "features": features}
    with write_whole(path) as temporary:
        temporary.write_text(json.dumps(document, ensure_ascii=False) + "\n", encoding="utf-8")


def write_candidates_geoparquet(path: Path, rows: Rows, shapes: Shapes) -> None:
    """Write GeoParquet (EPSG:4326), one row a candidate, with the columns of ``rows``."""
    table = _geo_table(rows, shapes)
    with write_whole(path) as temporary:
        table.to_parquet(temporary, compression="zstd", index=False)


def write_candidates_csv(path: Path, rows: Rows) -> None:
    """Write a CSV file, one row a candidate, safe to open in a spreadsheet; without rows only a note."""
    columns = list(rows[0]) if rows else ["rank"]
    write_csv(path, columns, [[row[column] for column in columns] for row in rows])


def _geo_table(rows: Rows, shapes: Shapes) -> gpd.GeoDataFrame:
    import geopandas as gpd

    columns = {name: [row[name] for row in rows] for name in rows[0]} if rows else {"rank": []}
    return gpd.GeoDataFrame(columns, geometry=list(_tidy(shapes)), crs="EPSG:4326")


def _tidy(shapes: Shapes) -> Shapes:
    """Round coordinates and turn rings the way RFC 7946 says: outlines against the clock."""
    if not len(shapes):
        return shapes
    rounded = shapely.set_precision(shapes, DEGREES)
    return np.array([shapely.orient_polygons(shape) for shape in rounded], dtype=object)
