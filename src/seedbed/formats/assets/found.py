"""From records as they are found to what is taken and what is refused, each refusal with its place and its reason."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace

import numpy as np

from seedbed.analysis.assets.listing import Listing, Listings, Rejected
from seedbed.formats.assets.whereabouts import Whereabouts

LONGEST_NAME = 500
"""Letters; names beyond are slips such as a description in the wrong column."""

MANY, SHARE = 20, 0.05
"""From how many listings at one point, and from which share of all, people are told."""


@dataclass(frozen=True, slots=True)
class Found:
    """One record of a source: where it stood, and its listing or why there is none."""

    path: str
    listing: Listing | None = None
    reason: str = ""
    identifier: str = ""


def gathered(
    found: Iterable[Found], where: Whereabouts, *, source: str = "", licence: str = "", notes: Iterable[str] = ()
) -> Listings:
    """Return what is taken and what is refused.

    Refused are records without a name, with an identifier that stood before, with half a position, and those that lie
    outside ``where``: in the sea, outside the country, or with latitude and longitude exchanged.

    Parameters
    ----------
    found
        The records, in the order of the source.
    where
        Where places may be.
    source, licence
        Given to listings that do not say their own.
    notes
        What else people should know.
    """
    records = list(found)
    outside = _outside([each.listing for each in records], where)
    kept: list[Listing] = []
    refused: list[Rejected] = []
    seen: dict[str, str] = {}
    for record, reason in zip(records, outside, strict=True):
        listing = record.listing
        why = record.reason or _unfit(listing) or _again(listing, seen) or reason
        if listing is None or why:
            named = record.identifier or (listing.identifier if listing else "")
            refused.append(Rejected(path=record.path, reason=why, identifier=named))
            continue
        seen[listing.identifier] = record.path
        kept.append(_with_source(listing, source, licence))
    told = (*notes, *_at_one_point(kept))
    return Listings(listings=tuple(kept), rejected=tuple(refused), notes=told, source=source)


def _at_one_point(listings: list[Listing]) -> Iterator[str]:
    """Say where many listings stand at exactly one point: more often a slip of the source than a place."""
    points = Counter((each.latitude, each.longitude) for each in listings if each.longitude is not None)
    for (latitude, longitude), number in points.most_common(1):
        if number >= MANY and number > SHARE * points.total():
            where = f"latitude {latitude:g}, longitude {longitude:g}"
            yield f"{number:,} records stand at exactly one point ({where}): check these."


def _with_source(listing: Listing, source: str, licence: str) -> Listing:
    if (listing.source or not source) and (listing.licence or not licence):
        return listing
    return replace(listing, source=listing.source or source, licence=listing.licence or licence)


def _unfit(listing: Listing | None) -> str:
    if listing is None:
        return "it is not a listing"
    if not listing.name:
        return "it has no name"
    if len(listing.name) > LONGEST_NAME:
        return f"its name has more than {LONGEST_NAME} letters"
    if not listing.identifier:
        return "it has no identifier"
    return ""


def _again(listing: Listing | None, seen: dict[str, str]) -> str:
    if listing is None or listing.identifier not in seen:
        return ""
    return f"its identifier {listing.identifier!r} stood already at {seen[listing.identifier]}"


def _outside(listings: list[Listing | None], where: Whereabouts) -> Iterator[str]:
    """Give why each place is refused, "" where it is not."""
    placed = [each if each is not None and each.longitude is not None else None for each in listings]
    longitude = np.array([np.nan if each is None else each.longitude for each in placed], dtype=np.float64)
    latitude = np.array([_or_nan(each.latitude) if each else np.nan for each in placed], dtype=np.float64)
    inside = where.hold(longitude, latitude)
    exchanged = where.hold(latitude, longitude) & ~inside
    for number, listing in enumerate(listings):
        if listing is None or (listing.longitude is None and listing.latitude is None):
            yield ""
        elif listing.longitude is None or listing.latitude is None:
            yield f"it has no {'longitude' if listing.longitude is None else 'latitude'}"
        elif inside[number]:
            yield ""
        else:
            yield _why_outside(listing, where, exchanged=bool(exchanged[number]))


def _or_nan(value: float | None) -> float:
    return np.nan if value is None else value


def _why_outside(listing: Listing, where: Whereabouts, *, exchanged: bool) -> str:
    at = f"latitude {listing.latitude:g}, longitude {listing.longitude:g}"
    if exchanged:
        return f"{at}: the two are exchanged"
    if listing.latitude == 0 and listing.longitude == 0:
        return f"{at}: these mean that its place is not known"
    if abs(listing.latitude or 0) > 90 or abs(listing.longitude or 0) > 180:
        return f"{at}: there is no such place on Earth"
    return f"{at}: it lies {where.outside}"
