"""One asset as files and feeds tell of it: the fields of Open Referral UK 3.0 that people use, and our own.

Whatever a source says beyond these fields stays in ``extra``, so that what is read and written again loses nothing.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, time
from enum import StrEnum
from typing import Any


class ListingStatus(StrEnum):
    """Whether it is there; the values of Open Referral UK."""

    ACTIVE = "active"
    INACTIVE = "inactive"
    DEFUNCT = "defunct"
    CLOSED_FOR_NOW = "temporarily closed"


class StepFree(StrEnum):
    """Whether someone with wheels gets in."""

    YES = "yes"
    PARTLY = "limited"
    NO = "no"
    UNKNOWN = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class OpeningTimes:
    """When it is open or takes place.

    ``days`` are two-letter days of iCalendar (RFC 5545): MO TU WE TH FR SA SU. ``repeats`` is WEEKLY or MONTHLY.
    """

    days: tuple[str, ...] = ()
    opens: time | None = None
    closes: time | None = None
    repeats: str = "WEEKLY"
    every: int = 1
    valid_from: date | None = None
    valid_to: date | None = None
    notes: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Price:
    """What it costs whom. ``amount`` in units of ``currency``; None where only words are known; 0 is free."""

    amount: float | None = None
    currency: str = "GBP"
    words: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Listing:
    """One asset.

    Parameters
    ----------
    identifier
        Its own in its source; unique there.
    name
        What people call it.
    asset_type
        A code of `ASSET_TYPES` or of the partnership's own.
    longitude, latitude
        Degrees of WGS84; None where it has no place or only a postcode.
    outline
        GeoJSON geometry where it is more than a point; ``entrances`` are its ways in, longitude and latitude.
    minimum_age, maximum_age
        Years.
    capacity
        People at once; None where not known.
    last_verified
        Day on which someone last said that it is right.
    extra
        What the source said beyond these fields, as it said it.
    """

    identifier: str
    name: str
    asset_type: str = "other"
    description: str = ""
    organisation: str = ""
    status: ListingStatus = ListingStatus.ACTIVE
    longitude: float | None = None
    latitude: float | None = None
    outline: Mapping[str, Any] | None = None
    entrances: tuple[tuple[float, float], ...] = ()
    address: str = ""
    postcode: str = ""
    email: str = ""
    telephone: str = ""
    website: str = ""
    opening: tuple[OpeningTimes, ...] = ()
    prices: tuple[Price, ...] = ()
    languages: tuple[str, ...] = ()
    step_free: StepFree = StepFree.UNKNOWN
    accessibility: str = ""
    minimum_age: float | None = None
    maximum_age: float | None = None
    eligibility: str = ""
    owner: str = ""
    controller: str = ""
    condition: str = ""
    capacity: float | None = None
    used_for: str = ""
    potential_use: str = ""
    last_verified: date | None = None
    source: str = ""
    licence: str = ""
    extra: Mapping[str, Any] = field(default_factory=dict)


@dataclass(frozen=True, slots=True, kw_only=True)
class Rejected:
    """What was not taken from a file, where it stood and why. ``path`` as ``row 12`` or ``contents[3].latitude``."""

    path: str
    reason: str
    identifier: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Listings:
    """What a file or feed held: what is taken, what is not and why, and what else people should know."""

    listings: tuple[Listing, ...]
    rejected: tuple[Rejected, ...] = ()
    notes: tuple[str, ...] = ()
    source: str = ""

    @property
    def records(self) -> int:
        """How many records the source held."""
        return len(self.listings) + len(self.rejected)
