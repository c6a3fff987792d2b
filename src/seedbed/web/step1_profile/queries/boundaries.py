"""Lines around a neighbourhood: which are kept, how a new one fits, which small areas there are to choose from."""

from __future__ import annotations

import json
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import numpy as np
import shapely

from seedbed.errors import UsageError
from seedbed.reports.outline_map import outline_map
from seedbed.web.places.models import BoundaryVersion, Neighbourhood

if TYPE_CHECKING:
    import polars as pl

    from seedbed.sources.packs import Pack

MOST_AREAS = 400
"""More small areas than this are not listed on one page: a larger area is asked for."""
AROUND = 1.0
"""How much ground is shown around the line in use, as a part of its width and height."""


def versions_of(neighbourhood: Neighbourhood) -> list[BoundaryVersion]:
    """Return every line kept, the newest first."""
    return list(neighbourhood.boundaries.select_related("made_by").order_by("-number"))


def current_boundary(neighbourhood: Neighbourhood) -> BoundaryVersion | None:
    """Return the line in use, or None where none was kept yet."""
    return neighbourhood.boundaries.order_by("-number").first()


@dataclass(frozen=True)
class AreasAround:
    """The small areas to choose from, with the reason where they are not listed."""

    rows: list[dict[str, Any]]
    map: dict[str, Any]
    why_none: str = ""


def areas_around(pack: Pack, boundary: BoundaryVersion | None, within: str = "") -> AreasAround:
    """Return the small areas to choose from: of a larger area, around the line in use, or all where they are few.

    Raises
    ------
    UserError
        If the larger area is not known.
    """
    if within:
        small = pack.small_areas(within)
    elif boundary is not None:
        small = _near(pack, boundary)
    else:
        small = pack.small_areas()
    if len(small) > MOST_AREAS:
        return AreasAround(
            [],
            {"type": "FeatureCollection", "features": []},
            f"There are {len(small):,} small areas, too many for one page. Name a larger area, such as a ward or "
            "district, to see those inside it.",
        )
    return _listed(pack, small, boundary)


def _near(pack: Pack, boundary: BoundaryVersion) -> pl.DataFrame:
    import polars as pl

    west, south, east, north = shapely.from_geojson(json.dumps(boundary.outline)).bounds
    wide, high = AROUND * (east - west), AROUND * (north - south)
    inside = pl.col("code").is_in(list(boundary.shares))
    near = pl.col("longitude").is_between(west - wide, east + wide) & pl.col("latitude").is_between(
        south - high, north + high
    )
    return pack.small_areas().filter(inside | near)


def _listed(pack: Pack, small: pl.DataFrame, boundary: BoundaryVersion | None) -> AreasAround:
    from seedbed.workflows.places.fit_preview import geojson

    shares = {} if boundary is None else boundary.shares
    codes = small["code"].to_list()
    shapes = pack.boundaries(pack.small_level.id, codes).set_index("code")["geometry"]
    rows = [
        {"code": code, "name": name or code, "population": people, "share": shares.get(code, 0.0)}
        for code, name, people in small.select("code", "name", "population").iter_rows()
    ]
    # Those of the line in use come first, where they are seen at once; then by name, as people look for them.
    rows.sort(key=lambda row: (row["share"] == 0, row["name"], row["code"]))
    features = [
        {
            "type": "Feature",
            "properties": {"code": row["code"], "name": row["name"], "inside": row["share"] > 0},
            "geometry": geojson(shapes[row["code"]]),
        }
        for row in rows
        if row["code"] in shapes.index
    ]
    return AreasAround(rows, {"type": "FeatureCollection", "features": features})


def drawing_of_line(neighbourhood: Neighbourhood, outline: dict[str, Any], around: AreasAround) -> str:
    """Draw a line on the small areas around it, for pages without scripts and for print."""
    ground = [feature["geometry"] for feature in around.map["features"]]
    return outline_map(neighbourhood.name, outline, ground)


def corners_to_geojson(text: str) -> dict[str, Any]:
    """Turn corners written one a line, longitude and latitude, into a polygon; it closes itself.

    Raises
    ------
    UsageError
        If a line is not two numbers, or there are fewer than three corners.
    """
    corners = []
    for number, line in enumerate(text.splitlines(), start=1):
        if line.strip():
            corners.append(_corner(line, number))
    if len(corners) < 3:
        raise UsageError(
            "The corners do not make an outline.",
            f"There {'is' if len(corners) == 1 else 'are'} {len(corners)}, and an outline needs at least three.",
            "Write one corner a line: longitude, then latitude.",
        )
    ring = corners if corners[0] == corners[-1] else [*corners, corners[0]]
    return {"type": "Polygon", "coordinates": [ring]}


def _corner(line: str, number: int) -> list[float]:
    parts = line.replace(",", " ").replace(";", " ").split()
    try:
        longitude, latitude = (float(part) for part in parts)
    except ValueError:
        longitude = latitude = float("nan")
    if not (np.isfinite([longitude, latitude]).all() and abs(longitude) <= 180 and abs(latitude) <= 90):
        raise UsageError(
            "A corner could not be read.",
            f"Line {number} is '{line.strip():.40}'.",
            "Write longitude from -180 to 180, then latitude from -90 to 90, such as -0.0312, 51.5310.",
        )
    return [longitude, latitude]
