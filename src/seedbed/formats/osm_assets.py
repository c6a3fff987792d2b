"""Read community assets from an OpenStreetMap file: places, their outlines and ways in, and what their tags say."""

from __future__ import annotations

import math
from collections.abc import Collection, Mapping
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Any

import shapely
from shapely.geometry import mapping
from shapely.geometry.base import BaseGeometry

from seedbed.analysis.assets.cleaning import Within
from seedbed.analysis.assets.listing import Listing, Listings, Price, Rejected, StepFree
from seedbed.analysis.assets.types import ASSET_TYPES
from seedbed.formats.osm_asset_rules import KEYS, NOT_PUBLIC, AssetRule, Unnamed, rule_for
from seedbed.formats.osm_file import factory, with_areas
from seedbed.formats.osm_hours import opening_times
from seedbed.formats.outlines import cannot_read

if TYPE_CHECKING:
    from osmium.geom import WKBFactory

SOURCE = "OpenStreetMap"
LICENCE = "Open Database Licence 1.0, © OpenStreetMap contributors"
STEP_FREE = {"yes": StepFree.YES, "designated": StepFree.YES, "limited": StepFree.PARTLY, "no": StepFree.NO}
ADDRESS = ("addr:unit", "addr:housename", "addr:housenumber", "addr:street", "addr:place", "addr:suburb", "addr:city")
TAKEN = frozenset(
    {
        *ADDRESS,
        "name",
        "description",
        "operator",
        "owner",
        "addr:postcode",
        "email",
        "contact:email",
        "phone",
        "contact:phone",
        "website",
        "contact:website",
        "wheelchair:description",
        "social_facility:for",
    }
)
"""Tags whose whole meaning goes into a field of the listing; all others are kept as they were said."""


def read_osm_assets(path: Path, *, within: Within | None = None, types: Collection[str] | None = None) -> Listings:
    """Read what is an asset by the rules of `osm_asset_rules`, in the file's order.

    Parameters
    ----------
    path
        A ``.osm.pbf`` or ``.osm`` file.
    within
        West, south, east and north, or a shape in degrees: assets outside are passed over.
    types
        Codes of types; others are passed over. All without.

    Returns
    -------
    Listings
        Refused are objects without a name that need one and those closed to the public; identifiers are
        ``node/1``, ``way/2``, ``relation/3``.

    Raises
    ------
    BadInputError
        If the file cannot be read, or holds no objects with tags at all.
    """
    reading = _Reading(None if within is None else shape_of(within))
    seen = 0
    for thing in with_areas(path, *KEYS, "entrance"):
        seen += 1
        tags = dict(thing.tags)
        if thing.is_node() and "entrance" in tags:
            reading.entrances[thing.id] = (thing.lon, thing.lat)
        rule = rule_for(tags)
        if rule is not None and (types is None or rule.asset_type in types):
            reading.add(thing, tags, rule)
    if seen == 0:
        why = "None of its objects has a tag that could make it an asset, such as amenity or leisure."
        raise cannot_read(path, why, "Give a file with places, not one of streets alone.")
    return reading.finished()


def shape_of(within: Within) -> shapely.Geometry:
    """Return a box as a shape; a shape as it is."""
    return shapely.box(*within) if isinstance(within, tuple) else within


@dataclass(slots=True)
class _Reading:
    """What was read so far. A closed way waits for the area it makes, as a relation does."""

    within: shapely.Geometry | None
    listings: list[Listing] = field(default_factory=list)
    rejected: list[Rejected] = field(default_factory=list)
    entrances: dict[int, tuple[float, float]] = field(default_factory=dict)
    waiting: dict[str, Rejected] = field(default_factory=dict)
    factory: WKBFactory = field(default_factory=factory)

    def add(self, thing: Any, tags: Mapping[str, str], rule: AssetRule) -> None:
        """Keep an object as a listing, or say why not."""
        path = _identifier(thing)
        if thing.is_relation() or (thing.is_way() and thing.is_closed() and tags.get("area") != "no"):
            why = "Its outline is not whole in this file or crosses itself."
            self.waiting[path] = Rejected(path=path, reason=why, identifier=path)
            return
        self.waiting.pop(path, None)
        shape, ways_in = self._where(thing)
        if shape is None:
            reason = "The file does not say where it is."
        elif self.within is not None and not shapely.intersects(self.within, shape):
            return
        else:
            reason = _refused(tags, rule)
        if reason or shape is None:
            self.rejected.append(Rejected(path=path, reason=reason, identifier=path))
        else:
            self.listings.append(_listing(path, tags, rule, shape, ways_in))

    def finished(self) -> Listings:
        """Return all, with what never became an area refused."""
        rejected = (*self.rejected, *self.waiting.values())
        return Listings(listings=tuple(self.listings), rejected=rejected, source=SOURCE)

    def _where(self, thing: Any) -> tuple[BaseGeometry | None, tuple[tuple[float, float], ...]]:
        """Return an object's shape and its ways in; no shape where the file lacks its nodes."""
        import osmium

        if thing.is_node():
            return (shapely.Point(thing.lon, thing.lat) if thing.location.valid() else None), ()
        try:
            if thing.is_way():
                return shapely.from_wkb(self.factory.create_linestring(thing)), ()
            shape = shapely.from_wkb(self.factory.create_multipolygon(thing))
        except (osmium.InvalidLocationError, RuntimeError):
            return None, ()
        rim = (node.ref for ring in thing.outer_rings() for node in ring)
        return shape, tuple(dict.fromkeys(self.entrances[ref] for ref in rim if ref in self.entrances))


def _identifier(thing: Any) -> str:
    if thing.is_area():
        return f"{'way' if thing.from_way() else 'relation'}/{thing.orig_id()}"
    kind = "node" if thing.is_node() else "way" if thing.is_way() else "relation"
    return f"{kind}/{thing.id}"


def _refused(tags: Mapping[str, str], rule: AssetRule) -> str:
    if tags.get("access") in NOT_PUBLIC:
        return f"It is closed to the public (access={tags['access']})."
    if rule.unnamed is Unnamed.REFUSED and not tags.get("name", "").strip():
        return f"It has no name ({rule.key}={tags[rule.key]})."
    return ""


def _listing(
    identifier: str,
    tags: Mapping[str, str],
    rule: AssetRule,
    shape: BaseGeometry,
    entrances: tuple[tuple[float, float], ...],
) -> Listing:
    middle = shape.point_on_surface()
    return Listing(
        identifier=identifier,
        name=tags.get("name", "").strip() or ASSET_TYPES[rule.asset_type].name,
        asset_type=rule.asset_type,
        description=tags.get("description", ""),
        organisation=tags.get("operator", ""),
        longitude=round(middle.x, 7),
        latitude=round(middle.y, 7),
        outline=None if shape.geom_type == "Point" else mapping(_plain(shape)),
        entrances=entrances,
        address=", ".join(tags[key] for key in ADDRESS if tags.get(key)),
        postcode=tags.get("addr:postcode", ""),
        email=_either(tags, "email"),
        telephone=_either(tags, "phone"),
        website=_either(tags, "website"),
        opening=opening_times(tags["opening_hours"]) if tags.get("opening_hours") else (),
        prices=_prices(tags),
        languages=tuple(key.removeprefix("language:") for key, value in tags.items() if _speaks(key, value)),
        step_free=STEP_FREE.get(tags.get("wheelchair", ""), StepFree.UNKNOWN),
        accessibility=tags.get("wheelchair:description", ""),
        minimum_age=_number(tags.get("min_age")),
        maximum_age=_number(tags.get("max_age")),
        eligibility=tags.get("social_facility:for", ""),
        owner=tags.get("owner", ""),
        capacity=_number(tags.get("capacity")),
        last_verified=_day(tags.get("check_date")),
        source=SOURCE,
        licence=LICENCE,
        extra={"tags": {key: value for key, value in tags.items() if key not in TAKEN}},
    )


def _plain(shape: BaseGeometry) -> BaseGeometry:
    """Return a shape of one part as that part."""
    parts = shapely.get_parts(shape)
    return parts[0] if len(parts) == 1 else shape


def _either(tags: Mapping[str, str], key: str) -> str:
    return tags.get(key) or tags.get(f"contact:{key}", "")


def _prices(tags: Mapping[str, str]) -> tuple[Price, ...]:
    """Return what it costs as far as the map says: free, or a charge in words."""
    fee = tags.get("fee")
    if fee == "no":
        return (Price(amount=0.0),)
    if fee == "yes" or tags.get("charge"):
        return (Price(words=tags.get("charge", "There is a charge.")),)
    return ()


def _speaks(key: str, value: str) -> bool:
    return key.startswith("language:") and value in ("yes", "main", "designated")


def _number(said: str | None) -> float | None:
    try:
        number = float(said or "")
    except ValueError:
        return None
    return number if math.isfinite(number) and number >= 0 else None


def _day(said: str | None) -> date | None:
    try:
        return date.fromisoformat(said or "")
    except ValueError:
        return None
