"""What a sheet shows: assets by kind, each with the number that it has on the map and in every list."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from seedbed.analysis.assets.listing import Listing
from seedbed.analysis.assets.network import WalkNetwork
from seedbed.analysis.assets.types import ASSET_TYPES, AssetType, Family

FAMILY_COLOURS = {
    Family.PERSON: "#7c2855",
    Family.ASSOCIATION: "#b1340a",
    Family.INSTITUTION: "#0b4f6c",
    Family.BUILDING: "#3f3a83",
    Family.GREEN_SPACE: "#0a5c42",
    Family.ECONOMIC: "#5a4a00",
    Family.STORY: "#4c5a63",
}
"""All dark enough for white figures."""


@dataclass(frozen=True, slots=True)
class Numbered:
    """An asset with the number it has on map and list; no number where it has no place."""

    number: int | None
    listing: Listing


@dataclass(frozen=True, slots=True)
class Kind:
    """Assets of one kind, by name."""

    name: str
    colour: str
    members: tuple[Numbered, ...]


@dataclass(frozen=True, slots=True)
class Sheet:
    """What is printed.

    Parameters
    ----------
    title
        Name of the neighbourhood.
    kinds
        Assets by kind, numbered through; see `by_kind`.
    outline
        GeoJSON geometry of the neighbourhood's line, longitude and latitude; None where there is none yet.
    streets
        Streets to draw; None where none are known.
    note
        A line at the foot: the day, the source of the streets.
    invented
        Whether the place is made up; the sheet says so.
    """

    title: str
    kinds: tuple[Kind, ...]
    outline: dict[str, Any] | None = None
    streets: WalkNetwork | None = None
    note: str = ""
    invented: bool = False

    @property
    def listed(self) -> int:
        """How many assets."""
        return sum(len(kind.members) for kind in self.kinds)


def by_kind(listings: Sequence[Listing], own: Sequence[AssetType] = ()) -> tuple[Kind, ...]:
    """Put assets together by kind, in the order of the kinds, and number those with a place through.

    Parameters
    ----------
    listings
        Assets in any order.
    own
        The partnership's own kinds, which come after those of `ASSET_TYPES`.
    """
    kinds = {**ASSET_TYPES, **{kind.code: kind for kind in own}}
    found: dict[str, list[Listing]] = {}
    for listing in listings:
        code = listing.asset_type if listing.asset_type in kinds else "other"
        found.setdefault(code, []).append(listing)
    numbers = iter(range(1, len(listings) + 1))
    made = []
    for code in (each for each in kinds if each in found):
        members = sorted(found[code], key=lambda each: (each.name.casefold(), each.identifier))
        placed = tuple(Numbered(None if each.longitude is None else next(numbers), each) for each in members)
        made.append(Kind(kinds[code].plural, FAMILY_COLOURS[kinds[code].family], placed))
    return tuple(made)


def number_in_order(listings: Sequence[Listing], own: Sequence[AssetType] = (), first: int = 1) -> tuple[Kind, ...]:
    """Number assets in the order in which a list shows them, each in the colour of its kind; none without a place."""
    kinds = {**ASSET_TYPES, **{kind.code: kind for kind in own}}
    made = []
    for place, listing in enumerate(listings, start=first):
        kind = kinds.get(listing.asset_type, ASSET_TYPES["other"])
        number = None if listing.longitude is None else place
        made.append(Kind(kind.name, FAMILY_COLOURS[kind.family], (Numbered(number, listing),)))
    return tuple(made)
