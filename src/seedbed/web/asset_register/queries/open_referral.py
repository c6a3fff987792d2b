"""Public assets as services of Open Referral UK, and as services at their places."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import time
from typing import Any
from uuid import UUID

from django.db.models import Exists, OuterRef, Q, QuerySet

from seedbed.formats.assets.open_referral import service_at_location_document, service_document, taxonomy_terms
from seedbed.formats.assets.open_referral import taxonomy_document as taxonomy
from seedbed.web.asset_register.details import DAY, DAYS
from seedbed.web.asset_register.models import Asset, OpenHours
from seedbed.web.asset_register.queries.lists import Wanted
from seedbed.web.asset_register.queries.public import public_assets, public_listing
from seedbed.web.asset_register.types_here import types_of
from seedbed.web.places.models import Neighbourhood

TURNED = UUID("5eedbed0-5eed-0bed-05ee-dbed05eedbed")
"""What the number of a service is turned with to give that of its place: turned again, it is the service's. The bits
that say which version of UUID it is stay as they are."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Asked:
    """What a list is narrowed to, in the words of the standard.

    Parameters
    ----------
    minimum_age, maximum_age
        Years: services for people of at least, and of at most, this age; what says no age is kept.
    day
        Two letters of iCalendar.
    start, end
        Open from at the earliest, and until at the latest.
    """

    words: str = ""
    term: str = ""
    taxonomy: str = ""
    minimum_age: float | None = None
    maximum_age: float | None = None
    day: str = ""
    start: time | None = None
    end: time | None = None


def terms_of(neighbourhood: Neighbourhood) -> list[dict[str, Any]]:
    """Return the kinds of assets here as terms of our taxonomy."""
    own = {code: each.name for code, each in types_of(neighbourhood.programme.partnership).items()}
    return taxonomy_terms(own)


def services(neighbourhood: Neighbourhood, asked: Asked) -> QuerySet[Asset]:
    """Return the public assets that a list of services holds."""
    kind = ""
    if asked.term:
        kind = next((each["term"] for each in terms_of(neighbourhood) if each["id"] == asked.term), "")
    if (asked.term and not kind) or (asked.taxonomy and asked.taxonomy != taxonomy()["id"]):
        return Asset.objects.none()
    found = public_assets(neighbourhood, Wanted(words=asked.words, asset_type=kind))
    if asked.minimum_age is not None:
        found = found.filter(Q(minimum_age=None) | Q(minimum_age__gte=asked.minimum_age))
    if asked.maximum_age is not None:
        found = found.filter(Q(maximum_age=None) | Q(maximum_age__lte=asked.maximum_age))
    if asked.day or asked.start or asked.end:
        found = found.filter(Exists(_hours(asked)))
    return found


def placed(found: QuerySet[Asset]) -> QuerySet[Asset]:
    """Return those that have a place or a postcode."""
    return found.filter(Q(longitude__isnull=False) | ~Q(postcode=""))


def _hours(asked: Asked) -> QuerySet[OpenHours]:
    """Return the hours of a day, or of any day, that lie between two times."""
    days = [DAYS.index(asked.day)] if asked.day else list(range(len(DAYS)))
    wanted = Q()
    for day in days:
        first = day * DAY + (asked.start.hour * 60 + asked.start.minute if asked.start else 0)
        last = day * DAY + (asked.end.hour * 60 + asked.end.minute if asked.end else DAY)
        within = Q(starts__gte=first, starts__lt=(day + 1) * DAY)
        wanted |= within & Q(ends__lte=last) if asked.end else within
    return OpenHours.objects.filter(wanted, asset=OuterRef("pk"))


def as_service(asset: Asset) -> dict[str, Any]:
    """Return an asset as a service, for anyone to read."""
    document = service_document(public_listing(asset), public=True)
    links = document.get("service_at_locations")
    if links:
        document["service_at_locations"] = [{**links[0], "id": place_number(asset)}, *links[1:]]
    return document


def as_service_at_place(asset: Asset) -> dict[str, Any]:
    """Return an asset as a service at its place, for anyone to read."""
    return {**service_at_location_document(public_listing(asset), public=True), "id": place_number(asset)}


def place_number(asset: Asset) -> str:
    """Return the number of a service at its place."""
    return str(_turned(asset.identifier))


def asset_number(place: UUID) -> UUID:
    """Return the number of the asset whose service at its place has a number."""
    return _turned(place)


def _turned(number: UUID) -> UUID:
    return UUID(int=number.int ^ TURNED.int)


def known_terms(neighbourhood: Neighbourhood) -> Mapping[str, dict[str, Any]]:
    """Return the terms of our taxonomy by their number."""
    return {each["id"]: each for each in terms_of(neighbourhood)}
