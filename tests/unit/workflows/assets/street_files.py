"""One street of 3.3 km, with steps in the middle, a hall at its third node and a library at its 26th; areas along it.

A node stands every thousandth of a degree of latitude, 111.26 m; an adult walks seven of them in ten minutes.
"""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

LONGITUDE = -3.0
SOUTH = 51.5
STEP = 0.001
NODES = 31
STEPS_AFTER = 15
"""The way from this node to the next has steps."""
HALL, LIBRARY = 2, 25
AREAS = tuple(range(0, 24, 2))
"""Nodes at which areas stand: five of the twelve within ten minutes of the hall."""
NEAR_HALL = 5


def latitude(node: float) -> float:
    """Return where a node is."""
    return round(SOUTH + STEP * node, 7)


def street_file(folder: Path, *, hall_tags: str = "") -> Path:
    """Write the street as OSM XML."""
    nodes = "".join(f'<node id="{at + 1}" version="1" lat="{latitude(at)}" lon="{LONGITUDE}"/>' for at in range(NODES))
    hall = _place(101, HALL, '<tag k="amenity" v="community_centre"/><tag k="name" v="Quay Hall"/>' + hall_tags)
    library = _place(102, LIBRARY, '<tag k="amenity" v="library"/><tag k="name" v="Hill Library"/>')
    houses, corners = _houses((1, 6, 20))
    ways = (
        _way(1, range(STEPS_AFTER + 1), "residential")
        + _way(2, (STEPS_AFTER, STEPS_AFTER + 1), "steps")
        + _way(3, range(STEPS_AFTER + 1, NODES), "residential")
    )
    path = folder / "street.osm"
    path.write_text(
        f'<?xml version="1.0" encoding="UTF-8"?><osm version="0.6">{nodes}{corners}{hall}{library}{ways}{houses}</osm>',
        encoding="utf-8",
    )
    return path


def _place(number: int, node: int, tags: str) -> str:
    return f'<node id="{number}" version="1" lat="{latitude(node)}" lon="{LONGITUDE}">{tags}</node>'


def _way(number: int, nodes: Sequence[int], highway: str) -> str:
    references = "".join(f'<nd ref="{node + 1}"/>' for node in nodes)
    return f'<way id="{number}" version="1">{references}<tag k="highway" v="{highway}"/></way>'


def _houses(nodes: Sequence[int]) -> tuple[str, str]:
    """Return houses, squares beside some nodes, and their corners."""
    ways, corners = "", ""
    for at, node in enumerate(nodes):
        first = 200 + 10 * at
        for corner, (across, up) in enumerate(((0, 0), (0, 1e-4), (1e-4, 1e-4), (1e-4, 0))):
            where = f'lat="{latitude(node) + up:.7f}" lon="{LONGITUDE + 2e-4 + across:.7f}"'
            corners += f'<node id="{first + corner}" version="1" {where}/>'
        references = "".join(f'<nd ref="{first + corner}"/>' for corner in (0, 1, 2, 3, 0))
        ways += f'<way id="{50 + at}" version="1">{references}<tag k="building" v="house"/></way>'
    return ways, corners


def areas_file(folder: Path, *, more: str = "") -> Path:
    """Write the areas: who is poor lives mostly far from the hall."""
    lines = ["code,longitude,latitude,poor,rich,score"]
    for at, node in enumerate(AREAS):
        poor, rich = (10, 90) if at < NEAR_HALL else (90, 10)
        lines.append(f"A{at:02},{LONGITUDE},{latitude(node)},{poor},{rich},{at}")
    path = folder / "areas.csv"
    path.write_text("\n".join(lines) + f"\n{more}", encoding="utf-8")
    return path


def table_file(folder: Path, name: str, *lines: str) -> Path:
    """Write a table."""
    path = folder / name
    path.write_text("\n".join(lines) + "\n", encoding="utf-8")
    return path
