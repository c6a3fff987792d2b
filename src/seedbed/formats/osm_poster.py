"""Read what a neighbourhood's poster shows from an OpenStreetMap file: land, water, buildings, ways, landmarks."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import TYPE_CHECKING, Any

import shapely
from shapely.geometry import LineString, box
from shapely.geometry.base import BaseGeometry

from seedbed.formats.osm_coast import sea_beside
from seedbed.formats.osm_file import factory, with_areas
from seedbed.formats.osm_poster_rules import KEYS, SORTS, Sort, is_landmark, sort_of
from seedbed.formats.outlines import cannot_read

if TYPE_CHECKING:
    from osmium.geom import WKBFactory

Bounds = tuple[float, float, float, float]
"""West, south, east, north in degrees."""
MARGIN = 0.06
"""Around an outline, of its larger side, where nothing else is said."""
FAR = 0.02
"""Degrees beyond the bounds where no building begins that reaches into them."""


@dataclass(frozen=True, slots=True)
class PosterFeature:
    """One thing on the map.

    Parameters
    ----------
    layer
        What it is drawn as: ``green``, ``wood``, ``sand``, ``water``, ``stream``, ``square``,
        ``building``, ``railway``, ``path``, ``lane``, ``street``, ``main_road`` or ``landmark``.
    geometry
        Degrees; areas, lines or, for landmarks, points.
    names
        By language as OpenStreetMap codes it; the name on the spot has no code.
    code
        Kind and number in OpenStreetMap, such as ``way/12``.
    """

    layer: str
    geometry: BaseGeometry
    names: Mapping[str, str] = field(default_factory=dict)
    code: str = ""

    def name_in(self, language: str) -> str:
        """Return the name in a language, else as it stands on the spot, else nothing."""
        return self.names.get(language) or self.names.get(language.partition("-")[0]) or self.names.get("", "")


@dataclass(frozen=True, slots=True)
class PosterMap:
    """What a poster shows.

    Parameters
    ----------
    bounds
        Nothing reaches beyond them.
    features
        In the order in which they are drawn.
    outline
        The line around the neighbourhood, where there is one.
    """

    bounds: Bounds
    features: tuple[PosterFeature, ...]
    outline: BaseGeometry | None = None

    def of(self, *layers: str) -> list[PosterFeature]:
        """Return the features of some layers."""
        return [each for each in self.features if each.layer in layers]

    def inside(self, bounds: Bounds) -> PosterMap:
        """Return what of it lies inside other bounds."""
        frame = box(*bounds)
        cut = (replace(each, geometry=each.geometry.intersection(frame)) for each in self.features)
        return replace(self, bounds=bounds, features=tuple(each for each in cut if not each.geometry.is_empty))


def read_poster(path: Path, *, bounds: Bounds | None = None, outline: BaseGeometry | None = None) -> PosterMap:
    """Read what a poster shows.

    Parameters
    ----------
    path
        A ``.osm.pbf`` or ``.osm`` file.
    bounds
        West, south, east and north of what is shown; with an outline its bounds and a margin, else the whole file.
    outline
        The line around a neighbourhood, in degrees.

    Raises
    ------
    BadInputError
        If the file cannot be read or holds nothing that can be drawn there.
    """
    window = bounds or (None if outline is None else around(outline))
    found = list(_found(path, window))
    if not found:
        where = "" if window is None else " where the poster is"
        why = f"It holds no roads, buildings, parks or water{where}."
        raise cannot_read(path, why, "Give a file with the map of your area, such as an extract of OpenStreetMap.")
    window = window or _bounds_of(found)
    return PosterMap(window, tuple(_clipped(found, window)), outline)


def around(outline: BaseGeometry, margin: float = MARGIN) -> Bounds:
    """Return the bounds of an outline with a margin, a part of its larger side."""
    west, south, east, north = outline.bounds
    pad = margin * max(east - west, north - south)
    return west - pad, south - pad, east + pad, north + pad


@dataclass(frozen=True, slots=True)
class _Found:
    sort: Sort
    shape: BaseGeometry
    names: dict[str, str]
    code: str


def _found(path: Path, window: Bounds | None) -> Iterator[_Found]:
    make = factory()
    for thing in with_areas(path, *KEYS):
        sort, stands_out = sort_of(thing.tags, thing.type_str()), _stands_out(thing)
        if not stands_out and (sort is None or _is_far(thing, sort, window)):
            continue
        shape = _shape(thing, make)
        if shape is None or not _meets(shape, window):
            continue
        if sort is not None:
            yield _Found(sort, shape, _names(thing.tags) if sort.named else {}, _code(thing))
        if stands_out:
            yield _Found(SORTS["landmark"], shape.point_on_surface(), _names(thing.tags), _code(thing))


def _stands_out(thing: Any) -> bool:
    """Say whether it is a landmark; a closed way is met again as its area."""
    return (thing.is_node() or thing.is_area()) and is_landmark(thing.tags)


def _is_far(thing: Any, sort: Sort, window: Bounds | None) -> bool:
    """Say whether a building begins far outside: found without its shape, because cities have many."""
    if window is None or sort.layer != "building":
        return False
    west, south, east, north = window
    for ring in thing.outer_rings():
        for node in ring:
            return not (west - FAR < node.lon < east + FAR and south - FAR < node.lat < north + FAR)
    return True


def _shape(thing: Any, make: WKBFactory) -> BaseGeometry | None:
    """Return the shape of an object; of a way cut off by the file's edge what is there; none where nothing is."""
    import osmium

    if thing.is_node():
        return shapely.Point(thing.location.lon, thing.location.lat)
    try:
        if thing.is_area():
            return shapely.from_wkb(make.create_multipolygon(thing))
        return shapely.from_wkb(make.create_linestring(thing))
    except (osmium.InvalidLocationError, RuntimeError):
        return None if thing.is_area() else _known_part(thing)


def _known_part(way: Any) -> BaseGeometry | None:
    points = [(node.lon, node.lat) for node in way.nodes if node.location.valid()]
    return LineString(points) if len(set(points)) > 1 else None


def _meets(shape: BaseGeometry, window: Bounds | None) -> bool:
    if window is None:
        return True
    west, south, east, north = shape.bounds
    return west <= window[2] and east >= window[0] and south <= window[3] and north >= window[1]


def _names(tags: Any) -> dict[str, str]:
    """Return the names by language; each on one line."""
    found: dict[str, str] = {}
    for tag in tags:
        if tag.k == "name" or (tag.k.startswith("name:") and len(tag.k) <= len("name:zh-Hant")):
            found[tag.k[5:]] = " ".join(tag.v.split())
    return found


def _code(thing: Any) -> str:
    if thing.is_area():
        return f"{'way' if thing.from_way() else 'relation'}/{thing.orig_id()}"
    return f"{'node' if thing.is_node() else 'way'}/{thing.id}"


def _bounds_of(found: Sequence[_Found]) -> Bounds:
    west, south, east, north = shapely.total_bounds([each.shape for each in found]).tolist()
    return west, south, east, north


def _clipped(found: Sequence[_Found], window: Bounds) -> list[PosterFeature]:
    """Cut everything to the window and put it in the order in which it is drawn; the sea is made of its coast."""
    frame = box(*window)
    shapes = shapely.make_valid([each.shape for each in found])
    # Cutting shape by shape is slow: most lie wholly inside.
    inside = shapely.covers(frame, shapes)
    made = []
    for each, shape, whole in zip(found, shapes.tolist(), inside.tolist(), strict=True):
        kept = shape if whole else shape.intersection(frame)
        if not kept.is_empty and each.sort.layer != "coast":
            made.append((each.sort.order, PosterFeature(each.sort.layer, kept, each.names, each.code)))
    sea = sea_beside([each.shape for each in found if each.sort.layer == "coast"], frame)
    if sea is not None:
        made.append((0, PosterFeature("water", sea)))
    return [feature for _, feature in sorted(made, key=lambda pair: pair[0])]
