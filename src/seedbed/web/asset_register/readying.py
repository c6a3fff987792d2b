"""Listings made ready to be kept: checked, given the register's identifiers, placed inside or outside the line.

Nothing here changes the database, so it can say how far it is and be stopped.
"""

from __future__ import annotations

import uuid
from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from typing import Any, Protocol

import shapely
from shapely.geometry.base import BaseGeometry

from seedbed.analysis.assets.listing import Listing, Listings, Rejected
from seedbed.web.asset_register.details import columns_of
from seedbed.web.asset_register.texts import why_not
from seedbed.web.asset_register.types_here import types_of
from seedbed.web.places.models import Neighbourhood

NAMESPACE = uuid.UUID("5eedbed0-0000-5000-8000-000000000001")
"""Of identifiers made from those of a source."""
EVERY = 500
"""Listings between two reports."""


class Report(Protocol):
    """Hears how far the work is; may raise to stop it."""

    def __call__(self, done: float, total: float, message: str) -> None:
        """Hear that ``done`` of ``total`` is finished and what is done now."""


def silent(done: float, total: float, message: str) -> None:
    """Say nothing."""


@dataclass(frozen=True, slots=True)
class ReadyListing:
    """One listing with the columns it will have."""

    listing: Listing
    columns: dict[str, Any]
    source: str
    source_identifier: str


@dataclass(slots=True)
class Ready:
    """What can be kept, what cannot and why."""

    listings: list[ReadyListing] = field(default_factory=list)
    rejected: list[Rejected] = field(default_factory=list)
    notes: list[str] = field(default_factory=list)
    records: int = 0


def make_ready(
    listings: Listings,
    neighbourhood: Neighbourhood,
    *,
    only_inside: bool = False,
    placeless: bool = False,
    report: Report = silent,
) -> Ready:
    """Check listings for a neighbourhood.

    Parameters
    ----------
    listings
        What a file or feed held.
    only_inside
        Refuse what lies outside the line around the neighbourhood, and what has no place.
    placeless
        With ``only_inside``: take what has no place all the same.
    report
        Hears how far it is; may raise to stop it.
    """
    ready = Ready(rejected=list(listings.rejected), notes=list(listings.notes), records=listings.records)
    _note_of_anywhere(ready, listings, neighbourhood)
    known = types_of(neighbourhood.programme.partnership)
    line = outline_of(neighbourhood) if only_inside else None
    if only_inside and line is None:
        ready.notes.append(
            f"There is no line around {neighbourhood.name} yet, so nothing was left out for lying outside."
        )
    wrongly = _outside(listings, line, neighbourhood.name, placeless=placeless) if line is not None else {}
    seen: set[tuple[str, str]] = set()
    unknown = 0
    for number, listing in _told(listings, report):
        source = listing.source or listings.source
        key = (source, listing.identifier.strip())
        wrong = why_not(replace(listing, source=source)) or _twice(key, seen) or wrongly.get(number, "")
        if wrong:
            ready.rejected.append(Rejected(path=f"record {number + 1}", reason=wrong, identifier=listing.identifier))
            continue
        seen.add(key)
        told = replace(listing, source=source)
        if listing.asset_type not in known:
            unknown += 1
            told = replace(told, asset_type="other", extra={**listing.extra, "asset_type": listing.asset_type})
        ready.listings.append(ReadyListing(told, columns_of(told), *key))
    if line is not None and (many := sum(each.listing.longitude is None for each in ready.listings)):
        ready.notes.append(f"{many:,} have no place: nobody knows whether they lie inside the line. They were taken.")
    if unknown:
        ready.notes.append(f"{unknown:,} are of a kind that is not known here; they are kept under “Other”.")
    return ready


def _note_of_anywhere(ready: Ready, listings: Listings, neighbourhood: Neighbourhood) -> None:
    """Note where nothing tells whether places are the right ones: an invented place is in no country."""
    placed = any(each.longitude is not None for each in listings.listings)
    if placed and neighbourhood.programme.invented and outline_of(neighbourhood) is None:
        ready.notes.append(
            f"{neighbourhood.name} is made up and has no line around it, so places anywhere on Earth are taken. Look "
            "on the map whether latitude and longitude are swapped."
        )


def _told(listings: Listings, report: Report) -> Iterator[tuple[int, Listing]]:
    total = len(listings.listings)
    for number, listing in enumerate(listings.listings):
        if number % EVERY == 0:
            report(number, total, f"Checking {number:,} of {total:,}")
        yield number, listing


def _twice(key: tuple[str, str], seen: set[tuple[str, str]]) -> str:
    return f"Another record has the same identifier, {key[1]}." if key[1] and key in seen else ""


def _outside(listings: Listings, line: BaseGeometry, name: str, *, placeless: bool) -> dict[int, str]:
    """Return by its place in the list why each is not taken that does not lie inside the line."""
    why = f"It has no place, so nobody knows whether it lies inside the line around {name}."
    reasons = {} if placeless else {n: why for n, each in enumerate(listings.listings) if each.longitude is None}
    placed = [
        (number, each.longitude, each.latitude)
        for number, each in enumerate(listings.listings)
        if each.longitude is not None and each.latitude is not None
    ]
    if placed:
        numbers, east, north = zip(*placed, strict=True)
        inside = shapely.contains_xy(line, east, north)
        outside = f"It lies outside the line around {name}."
        reasons |= {number: outside for number, held in zip(numbers, inside, strict=True) if not held}
    return reasons


def outline_of(neighbourhood: Neighbourhood) -> BaseGeometry | None:
    """Return the newest line around a neighbourhood, None if it has none."""
    newest = neighbourhood.boundaries.order_by("-number").first()
    if newest is None:
        return None
    outline: BaseGeometry = shapely.geometry.shape(newest.outline)
    shapely.prepare(outline)
    return outline


def own_identifier(ready: ReadyListing) -> uuid.UUID | None:
    """Return the identifier of its source as the register would take it over; None where it is no UUID."""
    try:
        return uuid.UUID(ready.source_identifier)
    except ValueError:
        return None


def identifier_for(neighbourhood: Neighbourhood, ready: ReadyListing, taken: set[uuid.UUID]) -> uuid.UUID:
    """Return the identifier that a listing has here: its own where that is a free UUID, else one made from it."""
    own = own_identifier(ready)
    if own is not None and own not in taken:
        return own
    if not ready.source_identifier:
        return uuid.uuid4()
    made = uuid.uuid5(NAMESPACE, f"{neighbourhood.pk}\n{ready.source}\n{ready.source_identifier}")
    return made if made not in taken else uuid.uuid4()
