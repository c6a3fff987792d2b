"""What each object of OpenStreetMap is drawn as on a poster: the rules as tables.

After the OpenStreetMap wiki: "Map features", "Key:landuse", "Key:natural", "Key:highway" and "Tag:natural=coastline".
"""

from __future__ import annotations

from dataclasses import dataclass

from seedbed.formats.osm_rules import Tags

LAYERS = (
    "green",
    "wood",
    "sand",
    "water",
    "stream",
    "square",
    "building",
    "railway",
    "path",
    "lane",
    "street",
    "main_road",
    "landmark",
)
"""In the order in which they are drawn."""


UNNAMED = frozenset({"building", "green", "wood", "sand", "lane", "railway"})
"""Layers whose own names are not kept: parks and halls are named as landmarks."""


@dataclass(frozen=True, slots=True)
class Sort:
    """What an object is drawn as: its layer, its place in the order, and whether its name is kept."""

    layer: str
    order: int
    named: bool


SORTS = {layer: Sort(layer, place, layer not in UNNAMED) for place, layer in enumerate(LAYERS)}
COAST = Sort("coast", 0, named=False)

AREAS: dict[str, dict[str, str]] = {
    "leisure": dict.fromkeys(
        ("park", "garden", "pitch", "playground", "recreation_ground", "golf_course", "common", "nature_reserve"),
        "green",
    ),
    "landuse": dict.fromkeys(
        ("grass", "recreation_ground", "village_green", "allotments", "cemetery", "meadow", "orchard", "greenfield"),
        "green",
    )
    | {"forest": "wood", "reservoir": "water", "basin": "water"},
    "natural": {
        "wood": "wood",
        "scrub": "wood",
        "grassland": "green",
        "heath": "green",
        "wetland": "green",
        "water": "water",
        "beach": "sand",
        "sand": "sand",
    },
    "waterway": {"riverbank": "water", "dock": "water"},
}
LINES: dict[str, dict[str, str]] = {
    "waterway": dict.fromkeys(("river", "canal", "stream"), "stream"),
    "railway": dict.fromkeys(("rail", "light_rail", "tram", "narrow_gauge"), "railway"),
    "highway": dict.fromkeys(
        ("motorway", "motorway_link", "trunk", "trunk_link", "primary", "primary_link", "secondary", "secondary_link"),
        "main_road",
    )
    | dict.fromkeys(
        ("tertiary", "tertiary_link", "unclassified", "residential", "living_street", "pedestrian", "road"), "street"
    )
    | dict.fromkeys(("footway", "path", "cycleway", "bridleway", "steps", "track"), "path")
    | {"service": "lane"},
}
LANDMARKS: dict[str, frozenset[str]] = {
    "amenity": frozenset(
        (
            "arts_centre",
            "cinema",
            "clinic",
            "college",
            "community_centre",
            "courthouse",
            "doctors",
            "fire_station",
            "hospital",
            "library",
            "marketplace",
            "pharmacy",
            "place_of_worship",
            "police",
            "post_office",
            "pub",
            "school",
            "social_facility",
            "theatre",
            "townhall",
            "university",
        )
    ),
    "leisure": frozenset(("park", "sports_centre", "stadium", "garden", "playground")),
    "railway": frozenset(("station", "halt")),
    "tourism": frozenset(("museum", "attraction", "gallery")),
    "shop": frozenset(("supermarket", "mall")),
}
"""What people find their way by; only what has a name."""
KEYS = ("building", "leisure", "landuse", "natural", "waterway", "railway", "highway", "amenity", "tourism", "shop")


def sort_of(tags: Tags, form: str) -> Sort | None:
    """Return what an object is drawn as; none where it is not drawn.

    Parameters
    ----------
    tags
        Its tags.
    form
        ``w`` a way, ``a`` an area; nodes and relations are not drawn themselves.
    """
    if form == "w":
        return _of_line(tags)
    return _of_area(tags) if form == "a" else None


def is_landmark(tags: Tags) -> bool:
    """Say whether people find their way by an object: it has a name and is of a kind that stands out."""
    return tags.get("name") is not None and any(tags.get(key) in values for key, values in LANDMARKS.items())


def _of_line(tags: Tags) -> Sort | None:
    if tags.get("natural") == "coastline":
        return COAST
    if tags.get("area") == "yes" or tags.get("tunnel") in {"yes", "culvert"}:
        return None
    for key, layers in LINES.items():
        if (layer := layers.get(tags.get(key) or "")) is not None:
            return SORTS[layer]
    return None


def _of_area(tags: Tags) -> Sort | None:
    if tags.get("building") not in {None, "no"}:
        return SORTS["building"]
    for key, layers in AREAS.items():
        if (layer := layers.get(tags.get(key) or "")) is not None:
            return SORTS[layer]
    if tags.get("highway") in {"pedestrian", "footway"} and tags.get("area") == "yes":
        return SORTS["square"]
    return None
