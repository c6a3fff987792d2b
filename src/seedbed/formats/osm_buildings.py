"""Read the homes of an OpenStreetMap file: buildings that people live in, a point each."""

from __future__ import annotations

from pathlib import Path

import numpy as np

from seedbed.formats.osm_file import objects
from seedbed.formats.outlines import cannot_read
from seedbed.formats.points_table import PointsTable

HOMES = frozenset(
    {
        "apartments",
        "bungalow",
        "detached",
        "dormitory",
        "farm",
        "flats",
        "house",
        "houseboat",
        "residential",
        "semi",
        "semidetached_house",
        "static_caravan",
        "terrace",
        "terraced",
    }
)
"""Values of ``building`` that say that people live there."""
NOT_SAID = "yes"
NO_HOME = ("amenity", "shop", "office", "tourism", "leisure", "craft", "healthcare", "man_made", "power", "railway")
"""Keys that say what a building without a kind is for; nobody is taken to live there."""
FEW = 0.05
"""Where fewer of the buildings than this say that they are homes, those that say nothing are taken for homes too."""


def read_homes(path: Path) -> tuple[PointsTable, str]:
    """Read the buildings that people live in.

    A building's point is the middle of its outline's corners. Where hardly any building says what it is, those that say
    nothing count as homes.

    Returns
    -------
    tuple
        The homes, and a note on how they were told.

    Raises
    ------
    BadInputError
        If the file cannot be read or holds no homes.
    """
    codes: list[str] = []
    longitude: list[float] = []
    latitude: list[float] = []
    said: list[bool] = []
    for way in objects(path, "building", kinds="w"):
        kind = way.tags.get("building")
        if kind not in HOMES and (kind != NOT_SAID or any(way.tags.get(key) for key in NO_HOME)):
            continue
        points = [(node.lon, node.lat) for node in way.nodes if node.location.valid()]
        if not points:
            continue
        corners = points[:-1] if len(points) > 1 and points[0] == points[-1] else points
        codes.append(f"way/{way.id}")
        longitude.append(sum(point[0] for point in corners) / len(corners))
        latitude.append(sum(point[1] for point in corners) / len(corners))
        said.append(kind in HOMES)
    if not codes:
        raise cannot_read(
            path, "It holds no building that people live in.", "Give other origins, such as a file of postcodes."
        )
    homes = np.array(said, np.bool_)
    kept = homes if homes.mean() >= FEW else np.ones(len(homes), np.bool_)
    rows = np.flatnonzero(kept)
    note = f"Homes are the {len(rows):,} buildings that the map " + (
        "calls houses, flats or the like." if kept is homes else "does not give another purpose."
    )
    table = PointsTable(path, "id", [codes[row] for row in rows], np.array(longitude)[rows], np.array(latitude)[rows])
    return table, note
