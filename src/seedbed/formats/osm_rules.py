"""Which ways of OpenStreetMap people walk on and what each is like for wheels: the rules as tables.

After the OpenStreetMap wiki: "OSM tags for routing/Access restrictions" (defaults of the United Kingdom),
"Wheelchair routing", "Key:kerb", "Key:ramp" and "Key:smoothness".
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Protocol

from seedbed.analysis.assets.network import Way


class Tags(Protocol):
    """Tags of one object."""

    def get(self, key: str, /) -> str | None:
        """Return the value of a key, or None."""


ROADS = frozenset(
    {
        "primary",
        "primary_link",
        "secondary",
        "secondary_link",
        "tertiary",
        "tertiary_link",
        "unclassified",
        "residential",
        "living_street",
        "service",
        "road",
        "trunk",
        "trunk_link",
    }
)
"""Carriageways that people may walk on or beside in the United Kingdom. Motorways are not among them."""

PATHS = frozenset(
    {
        "footway",
        "path",
        "pedestrian",
        "steps",
        "cycleway",
        "bridleway",
        "track",
        "corridor",
        "elevator",
        "platform",
        "crossing",
        "trail",
    }
)
"""Ways apart from carriageways."""

MOTOR_ROADS = frozenset({"trunk", "trunk_link", "primary", "primary_link", "secondary"})
"""Roads that may be motor roads (``motorroad=yes``)."""

CLOSED = frozenset({"no", "private"})
CLOSED_SERVICE = frozenset({"private"})

ROUGH_SURFACES = frozenset(
    {
        "sand",
        "grass",
        "mud",
        "dirt",
        "earth",
        "ground",
        "soil",
        "rock",
        "rocks",
        "stone",
        "cobblestone",
        "unhewn_cobblestone",
        "pebblestone",
        "shells",
        "stepping_stones",
        "woodchips",
        "gravel",
        "grass_paver",
        "snow",
        "ice",
    }
)
ROUGH_SMOOTHNESS = frozenset({"very_bad", "horrible", "very_horrible", "impassable"})
ROUGH_TRACKS = frozenset({"grade4", "grade5"})
HIKING = frozenset(
    {
        "mountain_hiking",
        "demanding_mountain_hiking",
        "alpine_hiking",
        "demanding_alpine_hiking",
        "difficult_alpine_hiking",
    }
)
RAISED_KERBS = frozenset({"raised", "rolled", "regular", "yes"})
NO_WHEELS_BARRIERS = frozenset(
    {"stile", "turnstile", "full-height_turnstile", "kissing_gate", "step", "log", "horse_stile", "motorcycle_barrier"}
)
"""Barriers that wheels do not pass unless the map says wheelchair=yes."""


@dataclass(frozen=True, slots=True, kw_only=True)
class WalkRules:
    """Which ways are walked on; give other rules to read another network than the usual one.

    Parameters
    ----------
    highways
        Values of ``highway`` that are walked on unless ``foot`` or ``access`` says no.
    closed_services
        Values of ``service`` that are not.
    areas
        Whether the outline of an area (``area=yes``) is walked along.
    separate_pavements
        Whether a carriageway stays in whose pavement is mapped as a way of its own.
    locked_gates
        Whether a barrier closed to people on foot (``foot`` or ``access``: no, private) cuts the way.
    """

    highways: frozenset[str] = ROADS | PATHS
    closed_services: frozenset[str] = CLOSED_SERVICE
    areas: bool = True
    separate_pavements: bool = True
    locked_gates: bool = True


ON_FOOT = WalkRules()
PAVEMENTS = ("sidewalk", "sidewalk:both", "sidewalk:left", "sidewalk:right")


def is_walked(tags: Tags, rules: WalkRules = ON_FOOT) -> bool:
    """Say whether people may walk on a way.

    ``foot`` speaks before ``access``: a private road with ``foot=yes`` is open. A motor road (``motorroad=yes``) is
    not, unless ``foot`` says so.
    """
    highway = tags.get("highway")
    if highway not in rules.highways or is_closed(tags):
        return False
    if highway == "service" and tags.get("service") in rules.closed_services:
        return False
    if not rules.areas and tags.get("area") == "yes":
        return False
    if highway in MOTOR_ROADS and tags.get("motorroad") == "yes" and tags.get("foot") is None:
        return False
    return rules.separate_pavements or all(tags.get(key) != "separate" for key in PAVEMENTS)


def is_closed(tags: Tags) -> bool:
    """Say whether a way or barrier is closed to people on foot: ``foot``, or else ``access``, is no or private."""
    said = tags.get("foot") or tags.get("access")
    return said is not None and any(part.strip() in CLOSED for part in said.split(";"))


def way_flags(tags: Tags) -> Way:
    """Say what a way is like, as far as its tags say."""
    flags = Way(0)
    highway = tags.get("highway")
    if highway == "steps":
        flags |= Way.STEPS
    if _is_rough(tags, highway):
        flags |= Way.ROUGH
    if highway in PATHS and tags.get("kerb") in RAISED_KERBS:
        flags |= Way.KERB
    if tags.get("lit") == "no":
        flags |= Way.UNLIT
    return flags | _for_wheels(tags, highway)


def _is_rough(tags: Tags, highway: str | None) -> bool:
    if tags.get("surface") in ROUGH_SURFACES or tags.get("smoothness") in ROUGH_SMOOTHNESS:
        return True
    if highway == "track":
        return tags.get("tracktype") in ROUGH_TRACKS
    return highway == "path" and tags.get("sac_scale") in HIKING


def _for_wheels(tags: Tags, highway: str | None) -> Way:
    said = tags.get("wheelchair")
    if said in ("yes", "designated") or highway == "elevator":
        return Way.FOR_WHEELS
    if highway == "steps" and tags.get("ramp:wheelchair") not in (None, "no"):
        return Way.FOR_WHEELS
    return Way.NOT_FOR_WHEELS if said == "no" else Way(0)


def barrier_flags(tags: Tags) -> Way:
    """Say what a barrier on a way (a node) does to wheels: a raised kerb, or a stile and its like."""
    said = tags.get("wheelchair")
    if said in ("yes", "designated"):
        return Way(0)
    flags = Way.NOT_FOR_WHEELS if said == "no" else Way(0)
    barrier = tags.get("barrier")
    if tags.get("kerb") in RAISED_KERBS:
        flags |= Way.KERB
    if barrier in NO_WHEELS_BARRIERS:
        flags |= Way.NOT_FOR_WHEELS
    return flags
