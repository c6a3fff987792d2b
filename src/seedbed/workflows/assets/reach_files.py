"""Write the answer on reach: a row an origin for maps and tables, or the page, workbook or document."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

import numpy as np
import shapely
from numpy.typing import NDArray

from seedbed.formats.candidates_out import (
    write_candidates_csv,
    write_candidates_geojson,
    write_candidates_geoparquet,
)
from seedbed.formats.files import check_form
from seedbed.formats.tables import Cell
from seedbed.reports.assets.reach_documents import NOT_REACHED, ReachDocument, ReachOrigin
from seedbed.reports.assets.reach_result import reach_result
from seedbed.reports.results.files import write_result
from seedbed.workflows.assets.reach import Reached
from seedbed.workflows.assets.reach_grounds import CELLS

WITHIN = "within reach"
ROWS = (".parquet", ".geojson", ".csv")
PEOPLE_READ = (".html", ".xlsx", ".json")


def check_reach_file(path: Path) -> None:
    """Refuse a name that no form belongs to or that cannot be written, before long work starts.

    Raises
    ------
    UsageError
        Saying which endings there are.
    """
    check_form(path, "Reach", (*ROWS, *PEOPLE_READ))


def write_reach_file(reached: Reached, path: Path) -> None:
    """Write origins as GeoParquet, GeoJSON or CSV, or the whole as a page, a workbook or the JSON document.

    Raises
    ------
    UsageError
        If the name has none of these endings.
    UserError
        If the file cannot be written.
    """
    check_reach_file(path)
    document, form = reached.document, path.suffix.lower()
    if form in PEOPLE_READ:
        write_result(reach_result(document, reached.streets, reached.outline), document, path)
    elif form == ".csv":
        write_candidates_csv(path, origin_rows(document))
    elif form == ".parquet":
        write_candidates_geoparquet(path, origin_rows(document), _shapes(document))
    else:
        write_candidates_geojson(path, origin_rows(document), _shapes(document), _about(document))


def origin_rows(document: ReachDocument) -> list[dict[str, Cell]]:
    """Return a flat row an origin: its people, all and of each group asked for; then reach of each kind of asset.

    Of a kind these are the times to the nearest, which they are, and counts.

    A time is empty where nothing is within reach; the column ``..._reach`` says so in words.
    """
    rows = [_row(document, origin) for origin in document.origins]
    changed = document.what_if
    if changed is not None:
        for row, seconds in zip(rows, changed.after_seconds, strict=False):
            row[f"{changed.asset_type}_seconds_after"] = seconds
    return rows


def _row(document: ReachDocument, origin: ReachOrigin) -> dict[str, Cell]:
    row: dict[str, Cell] = {
        "origin": origin.origin,
        "longitude": origin.longitude,
        "latitude": origin.latitude,
        "people": origin.people,
        **origin.groups,
    }
    for part in origin.reach:
        reached = part.seconds[0] is not None and part.seconds[0] <= document.cutoff_seconds
        row[f"{part.asset_type}_reach"] = WITHIN if reached else NOT_REACHED
        row[f"{part.asset_type}_within"] = part.within
        for at, seconds in enumerate(part.seconds, start=1):
            row[f"{part.asset_type}_seconds_{at}"] = seconds
            row[f"{part.asset_type}_nearest_{at}"] = part.assets[at - 1] if at <= len(part.assets) else None
        if document.supply:
            row[f"{part.asset_type}_supply"] = part.supply
        if part.departures is not None:
            row[f"{part.asset_type}_departures"] = part.departures
    return row


def _shapes(document: ReachDocument) -> NDArray[np.object_]:
    """Return the origins as points; cells of a grid as cells."""
    if document.origins_kind == CELLS:
        return np.array([_cell(origin.origin) for origin in document.origins], dtype=object)
    points: Sequence[object] = [shapely.Point(each.longitude, each.latitude) for each in document.origins]
    return np.array(points, dtype=object)


def _cell(code: str) -> shapely.Polygon:
    import h3

    return shapely.Polygon([(longitude, latitude) for latitude, longitude in h3.cell_to_boundary(code)])


def _about(document: ReachDocument) -> dict[str, object]:
    mapped = "© OpenStreetMap contributors" if document.file.endswith((".pbf", ".osm")) else document.file
    return {
        "name": "Reach",
        "cutoff_seconds": document.cutoff_seconds,
        "travel": document.travel,
        "walker": document.walker,
        "attribution": "" if document.streets_invented else mapped,
        "invented": document.invented,
    }
