"""Routes from GPX files (GPX 1.0 and 1.1): where somebody walked, without when and by which device.

https://www.topografix.com/GPX/1/1/
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

import shapely
from lxml import etree
from shapely.geometry import LineString

from seedbed.errors import BadInputError

LARGEST = 10_000_000
"""Bytes: a point each second for a whole day."""
MOST_POINTS = 200_000
CLOSE = 5e-6
"""Degrees, about half a metre, by which a route may be simplified."""
DECIMALS = 6
LONGEST_NAME = 200
MOST_WAYPOINTS = 200
FARTHEST = 1.0
"""Degrees that a walk may span: more is no walk."""
Position = tuple[float, float]
"""Longitude and latitude."""


@dataclass(frozen=True, slots=True)
class Waypoint:
    """A marked point."""

    name: str
    at: Position


@dataclass(frozen=True, slots=True)
class Route:
    """Where somebody walked.

    Parameters
    ----------
    points
        Longitude and latitude, in order; at least two.
    waypoints
        Points that were marked, in the order of the file.
    metres
        Length on the ground.
    """

    points: tuple[Position, ...]
    waypoints: tuple[Waypoint, ...] = ()

    @property
    def metres(self) -> float:
        """Length on the ground."""
        return length_of(self.points)


def read_gpx(content: bytes) -> Route:
    """Read the route of a GPX file: its tracks one after the other, or its routes where it has no track.

    Times, heights, names of devices and of people in it are passed over.

    Raises
    ------
    BadInputError
        If it is no GPX, too large, or holds no line that can be walked.
    """
    if len(content) > LARGEST:
        raise _refused("It has more than 10 MB.", "Export it with fewer points.")
    # No entities, nothing fetched, no huge trees: a file from a stranger's phone.
    parser = etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False, huge_tree=False)
    try:
        root = etree.fromstring(content, parser)
    except etree.XMLSyntaxError as error:
        raise _refused("It cannot be read as GPX.", "Export it again from the phone or the map.") from error
    if etree.QName(root).localname != "gpx" or root.getroottree().docinfo.internalDTD is not None:
        raise _refused("It is no GPX file.", "Export the walk as GPX.")
    points = _positions(root, "trkpt") or _positions(root, "rtept")
    marked = [_waypoint(each) for each in _named(root, "wpt")[:MOST_WAYPOINTS]]
    return route_of(points, tuple(marked))


def read_written(text: str) -> Route:
    """Read a route that somebody wrote: a point a line, latitude then longitude, with a comma between them.

    Raises
    ------
    BadInputError
        If a line is no point, or there is no line to walk.
    """
    points = []
    for number, line in enumerate(text.strip().splitlines()[: MOST_POINTS + 1], 1):
        if line.strip():
            points.append(read_point(line, f"Line {number}"))
    return route_of(points)


def read_point(text: str, name: str = "The point") -> Position:
    """Read a point written as latitude, then longitude.

    Raises
    ------
    BadInputError
        If it is none; ``name`` says which.
    """
    parts = text.replace(";", ",").split(",") if "," in text or ";" in text else text.split()
    try:
        latitude, longitude = (float(part) for part in parts)
    except ValueError as error:
        why = f"{name} is '{text.strip():.40}'."
        raise BadInputError("The place was not understood.", why, "Write it as 51.5299, -0.0236.") from error
    return _position(longitude, latitude, name)


def route_of(points: Sequence[Position], waypoints: Sequence[Waypoint] = ()) -> Route:
    """Return a route through points, simplified by no more than half a metre.

    Raises
    ------
    BadInputError
        If there are fewer than two different points, too many, or they lie too far apart to be walked.
    """
    if len(points) > MOST_POINTS:
        raise _refused(f"It has more than {MOST_POINTS:,} points.", "Export it with fewer points.")
    if len(set(points)) < 2:
        raise _refused("It has fewer than two points.", "Give where the walk begins and where it ends.")
    line = LineString(points)
    west, south, east, north = line.bounds
    if east - west > FARTHEST or north - south > FARTHEST:
        raise _refused("Its points lie too far apart to be walked.", "Look for a point that is far away, or swapped.")
    simple = shapely.simplify(line, CLOSE, preserve_topology=False)
    kept = tuple((round(x, DECIMALS), round(y, DECIMALS)) for x, y, *_ in simple.coords)
    return Route(kept, tuple(waypoints))


def length_of(points: Sequence[Position]) -> float:
    """Return the length of a line in metres (equirectangular, good to a hundredth over a walk)."""
    total = 0.0
    for (west, south), (east, north) in pairwise(points):
        across = (east - west) * math.cos(math.radians((south + north) / 2))
        total += math.hypot(across, north - south) * 111_320
    return total


def _positions(root: etree._Element, name: str) -> list[Position]:
    found = _named(root, name)
    if len(found) > MOST_POINTS:
        raise _refused(f"It has more than {MOST_POINTS:,} points.", "Export it with fewer points.")
    return [_place(each) for each in found]


def _named(root: etree._Element, name: str) -> list[etree._Element]:
    return list(root.iter(f"{{*}}{name}"))


def _place(element: etree._Element) -> Position:
    try:
        longitude, latitude = float(element.get("lon") or ""), float(element.get("lat") or "")
    except ValueError as error:
        raise _refused(f"Line {element.sourceline} holds a point without a place.", "Export it again.") from error
    return _position(longitude, latitude, f"Line {element.sourceline}")


def _position(longitude: float, latitude: float, name: str) -> Position:
    if not (abs(longitude) <= 180 and abs(latitude) <= 90):
        why = f"{name} is not a latitude and a longitude."
        raise BadInputError("The place was not understood.", why, "Write it as 51.5299, -0.0236.")
    return longitude, latitude


def _waypoint(element: etree._Element) -> Waypoint:
    named = next(iter(element.findall("{*}name")), None)
    name = " ".join((named.text or "").split()) if named is not None else ""
    return Waypoint(name[:LONGEST_NAME], _place(element))


def _refused(why: str, next_step: str) -> BadInputError:
    return BadInputError("The route was not taken.", why, next_step)
