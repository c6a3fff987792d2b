"""Marks on the map as they are kept: of a kind we know, in degrees that exist, made rough where a home may be.

Coordinates are longitude and latitude (WGS 84, RFC 7946). Rounded to five places a point is exact to about a metre; to
four to about ten, a stretch of street; to three to about a hundred, a block: nobody's door.
"""

from __future__ import annotations

import math
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import Any

from seedbed.errors import BadInputError
from seedbed.thread.payloads.choices import Precision
from seedbed.web.listening.words import plain_words

MOST_MARKS = 50
"""Of one contribution."""
MOST_POSITIONS = 5_000
"""Of one mark: an hour's walk at one position a second has 3,600."""
PLACES = {Precision.POINT: 5, Precision.STREET: 4, Precision.AREA: 3}
"""Decimal places of degrees that are kept."""
HOME = "home"
"""Category of a mark at somebody's home."""
_FEWEST = {"Point": 1, "LineString": 2, "Polygon": 4}
Position = tuple[float, float]


@dataclass(frozen=True, slots=True)
class ReadyMark:
    """A mark that can be kept. ``place`` is the number of a bead of a place or asset, or None."""

    geometry: Mapping[str, Any]
    category: str = ""
    label: str = ""
    precision: Precision = Precision.POINT
    place: int | None = None

    def box(self) -> tuple[float, float, float, float]:
        """Return west, south, east and north, in degrees."""
        found = list(positions(self.geometry))
        across, up = [each[0] for each in found], [each[1] for each in found]
        return min(across), min(up), max(across), max(up)


def ready_marks(told: object) -> tuple[ReadyMark, ...]:
    """Return the marks of a list of GeoJSON geometries with category, label, place and precision.

    A mark of category ``home`` is kept as an area, whatever it says. A ring that was left open is closed. An area whose
    line crosses itself, as one drawn by hand does, is kept as the areas that the line encloses.

    Raises
    ------
    BadInputError
        If it is no such list, or a mark has too many positions, positions that do not exist, or runs across the date
        line.
    """
    if not isinstance(told, list | tuple):
        raise _refused("They are not a list.")
    if len(told) > MOST_MARKS:
        raise _refused(f"There are {len(told):,}; {MOST_MARKS} is the most.")
    return tuple(_ready(each) for each in told)


def _ready(told: object) -> ReadyMark:
    if isinstance(told, ReadyMark):
        return told
    if not isinstance(told, Mapping):
        raise _refused("One is not an object with a geometry.")
    category, label = _text(told, "category", 60), _text(told, "label", 200)
    precision = _precision(told.get("precision") or Precision.POINT.value, category)
    return ReadyMark(_geometry(told.get("geometry"), PLACES[precision]), category, label, precision, _place(told))


def _text(told: Mapping[str, Any], name: str, longest: int) -> str:
    value = told.get(name)
    if value is None:
        return ""
    if not isinstance(value, str) or len(value) > longest:
        raise _refused(f"The {name} of one is not a text of at most {longest} characters.")
    return plain_words(value, f"words of the {name}").replace("\n", " ").strip()


def _precision(told: object, category: str) -> Precision:
    if category == HOME:
        return Precision.AREA
    if not isinstance(told, str) or told not in {each.value for each in Precision}:
        raise _refused("How exactly one is known is none of point, street and area.")
    return Precision(told)


def _place(told: Mapping[str, Any]) -> int | None:
    place = told.get("place")
    if place is None:
        return None
    if not isinstance(place, int) or isinstance(place, bool) or not 0 < place < 2**63:
        raise _refused("The place of one is not the number of a bead.")
    return place


def _geometry(told: object, places: int) -> dict[str, Any]:
    kind = told.get("type") if isinstance(told, Mapping) else None
    if not isinstance(told, Mapping) or not isinstance(kind, str) or kind not in _FEWEST:
        raise _refused("The geometry of one is no Point, LineString or Polygon.")
    raw = told.get("coordinates")
    if kind == "Point":
        return {"type": kind, "coordinates": list(_position(raw, places))}
    if kind == "LineString":
        return {"type": kind, "coordinates": [list(each) for each in _line(raw, places, _FEWEST[kind])]}
    if not isinstance(raw, list) or len(raw) != 1:
        raise _refused("An area has more than one ring, or none.")
    return _area(_closed(_line(raw[0], places, 3)))


def _line(raw: object, places: int, fewest: int) -> list[Position]:
    if not isinstance(raw, list) or not fewest <= len(raw) <= MOST_POSITIONS:
        raise _refused(f"A line or ring has fewer than {fewest} positions or more than {MOST_POSITIONS:,}.")
    found = [_position(each, places) for each in raw]
    if any(abs(one[0] - other[0]) > 180 for one, other in pairwise(found)):
        raise _refused("One runs across the date line.")
    return found


def _position(raw: object, places: int) -> Position:
    if not isinstance(raw, list | tuple) or not 2 <= len(raw) <= 3:
        raise _refused("A position is not longitude and latitude.")
    across, up = _degrees(raw[0], 180, places), _degrees(raw[1], 90, places)
    return across, up


def _degrees(value: object, most: int, places: int) -> float:
    if isinstance(value, bool) or not isinstance(value, int | float) or not -most <= value <= most:
        raise _refused("A position is nowhere on the earth.")
    if not math.isfinite(value):
        raise _refused("A position is nowhere on the earth.")
    return round(float(value), places)


def _closed(ring: list[Position]) -> list[Position]:
    return ring if ring[0] == ring[-1] else [*ring, ring[0]]


def _area(ring: Sequence[Position]) -> dict[str, Any]:
    """Return the area within a ring; rounding may leave a line or a point of it, which are kept as such."""
    from shapely import get_parts, make_valid
    from shapely.geometry import Polygon, mapping

    plain: dict[str, Any] = {"type": "Polygon", "coordinates": [[list(each) for each in ring]]}
    if len(set(ring)) <= 2:
        return {"type": "Point", "coordinates": list(ring[0])}
    drawn = Polygon(ring) if len(ring) >= _FEWEST["Polygon"] else None
    if drawn is None or drawn.is_valid:
        return plain
    areas = [each for each in get_parts(make_valid(drawn, method="structure", keep_collapsed=False)) if each.area]
    if not areas:
        return {"type": "LineString", "coordinates": [list(each) for each in ring]}
    shapes = [mapping(each)["coordinates"] for each in areas]
    listed = [[[list(each) for each in one] for one in shape] for shape in shapes]
    if len(listed) == 1:
        return {"type": "Polygon", "coordinates": listed[0]}
    return {"type": "MultiPolygon", "coordinates": listed}


def positions(geometry: Mapping[str, Any]) -> Iterator[Position]:
    """Yield every position of a geometry that was kept."""
    waiting: list[Any] = [geometry["coordinates"]]
    while waiting:
        each = waiting.pop()
        if each and isinstance(each[0], int | float):
            yield each[0], each[1]
        else:
            waiting.extend(each)


def _refused(why: str) -> BadInputError:
    return BadInputError("The marks on the map cannot be kept.", why, "Mark it again, or leave the mark out.")
