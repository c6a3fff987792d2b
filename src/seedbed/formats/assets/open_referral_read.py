"""Read services of Open Referral UK 3.0 (HSDS-UK) and 1.0, one document each, forgiving what real feeds get wrong.

Version 1 names some parts otherwise (``regular_schedules``, ``eligibilitys``, ``physical_addresses``): both are read.

What the document says beyond the fields of a listing stays whole in ``extra["open_referral"]``; fields of ours that the
standard does not have stand in the key ``seedbed`` and come before what the standard's fields say.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from seedbed.analysis.assets.listing import Listing, ListingStatus, OpeningTimes, Price
from seedbed.formats.assets.kinds import kind_of
from seedbed.formats.assets.listing_json import FIELDS, field_from_json
from seedbed.formats.assets.values import date_of, number_of, postcode_of, text_of, time_of

OWN = "seedbed"
"""Key of our own fields in a service."""
ORIGINAL = "open_referral"
"""Key of a listing's ``extra`` under which the document stands as it was."""
ORIGINAL_1 = "open_referral_1"
"""The same for a document of version 1, which cannot be the base of one of version 3."""
ONLY_IN_1 = frozenset({"eligibilitys", "regular_schedules", "service_taxonomys"})
MOST_BETWEEN = 120
"""Weeks or months between two openings; more is a slip."""
DEEPEST = 40
"""Levels to which a document may nest; those of the standard nest to ten."""
DAYS = ("MO", "TU", "WE", "TH", "FR", "SA", "SU")


def read_service(document: Mapping[str, Any], *, keep: bool = True) -> Listing:
    """Return the listing that a service tells of.

    Parameters
    ----------
    document
        A service, as `/services/{id}` answers it. Nulls, numbers as text and missing parts are forgiven.
    keep
        Whether the document itself stays in ``extra``, so that it can be written again whole.

    Returns
    -------
    Listing
        ``identifier`` and ``name`` are "" where it has none; whoever reads many refuses these.
    """
    own = document.get(OWN)
    values = _standard_fields(document)
    if isinstance(own, Mapping):
        told = {name: field_from_json(name, own[name]) for name in FIELDS if name in own}
        values |= {name: value for name, value in told.items() if value is not None}
    if keep and not is_ours(document):
        key = ORIGINAL_1 if ONLY_IN_1.intersection(document) else ORIGINAL
        values["extra"] = {**values.get("extra", {}), key: dict(document)}
    return Listing(**values)


def is_ours(document: Mapping[str, Any]) -> bool:
    """Say whether a document was written from a listing alone, so that nothing beyond the listing stands in it."""
    own = document.get(OWN)
    return isinstance(own, Mapping) and own.get("whole") is True


def nests_too_deep(document: Any) -> bool:
    """Say whether a document nests deeper than any of the standard does."""
    left: list[tuple[Any, int]] = [(document, 0)]
    while left:
        value, depth = left.pop()
        if depth > DEEPEST:
            return True
        if isinstance(value, Mapping):
            left += [(item, depth + 1) for item in value.values()]
        elif isinstance(value, list):
            left += [(item, depth + 1) for item in value]
    return False


def _standard_fields(document: Mapping[str, Any]) -> dict[str, Any]:
    organisation = _part(document, "organization")
    location = _location(document)
    suits = next(_parts(document, "eligibilitys"), {})
    return {
        "identifier": text_of(document.get("id")),
        "name": text_of(document.get("name")),
        "asset_type": _asset_type(document),
        "description": text_of(document.get("description")),
        "organisation": text_of(organisation.get("name")),
        "status": status_of(document.get("status")),
        "email": text_of(document.get("email")),
        "telephone": _telephone(document),
        "website": text_of(document.get("url")),
        "opening": tuple(_opening(each) for each in schedules(document)),
        "prices": tuple(_prices(document)),
        "languages": tuple(_languages(document)),
        "minimum_age": number_of(document.get("minimum_age", suits.get("minimum_age"))),
        "maximum_age": number_of(document.get("maximum_age", suits.get("maximum_age"))),
        "eligibility": text_of(document.get("eligibility_description")) or text_of(suits.get("eligibility")),
        "last_verified": date_of(document.get("assured_date")),
        **place_of(location),
    }


def place_of(location: Mapping[str, Any]) -> dict[str, Any]:
    """Return the fields of a listing that a location tells of."""
    address = next(_parts(location, "addresses", "physical_addresses"), {})
    lines = [text_of(address.get(key)) for key in ("address_1", "address_2", "city", "region", "state_province")]
    code = text_of(address.get("postal_code"))
    said = (text_of(each.get("description")) or text_of(each.get("accessibility")) for each in _accessibility(location))
    return {
        "longitude": number_of(location.get("longitude")),
        "latitude": number_of(location.get("latitude")),
        "address": ", ".join(dict.fromkeys(line for line in lines if line)),
        "postcode": postcode_of(code) or code,
        "accessibility": "; ".join(dict.fromkeys(each for each in said if each)),
    }


def status_of(value: Any) -> ListingStatus:
    """Return a status; what is none of the four is taken as active, as most feeds mean it."""
    text = text_of(value).casefold()
    return ListingStatus(text) if text in set(ListingStatus) else ListingStatus.ACTIVE


def schedules(document: Mapping[str, Any]) -> Iterator[Mapping[str, Any]]:
    """Give the schedules of a service and of its places, each once."""
    seen: list[Mapping[str, Any]] = []
    places = [each for link in _parts(document, "service_at_locations") for each in (link, _part(link, "location"))]
    for holder in (document, *places):
        for each in _parts(holder, "schedules", "regular_schedules"):
            if each not in seen:
                seen.append(each)
                yield each


def _asset_type(document: Mapping[str, Any]) -> str:
    terms = [_part(each, "taxonomy_term") for each in _parts(document, "attributes")]
    terms += [_part(each, "taxonomy") for each in _parts(document, "service_taxonomys")]
    named = [text_of(term.get("term")) or text_of(term.get("name")) for term in terms]
    said = (kind_of(words) for words in (*named, *(text_of(term.get("name")) for term in terms)))
    return next((code for code in said if code), "") or kind_of(text_of(document.get("name"))) or "service"


def _telephone(document: Mapping[str, Any]) -> str:
    links = list(_parts(document, "service_at_locations"))
    holders = [document, *_parts(document, "contacts"), _part(document, "organization")]
    holders += [*links, *(_part(link, "location") for link in links)]
    holders += [each for link in links for each in _parts(link, "contacts")]
    numbers = (text_of(phone.get("number")) for holder in holders for phone in _parts(holder, "phones"))
    return next((number for number in numbers if number), "")


def _opening(schedule: Mapping[str, Any]) -> OpeningTimes:
    days = [_weekday(part) for part in text_of(schedule.get("byday") or schedule.get("weekday")).split(",")]
    every = number_of(schedule.get("interval"))
    return OpeningTimes(
        days=tuple(day for day in DAYS if day in days),
        opens=time_of(schedule.get("opens_at")),
        closes=time_of(schedule.get("closes_at")),
        repeats=text_of(schedule.get("freq")).upper() or "WEEKLY",
        every=int(every) if every and 1 <= every <= MOST_BETWEEN else 1,
        valid_from=date_of(schedule.get("valid_from")),
        valid_to=date_of(schedule.get("valid_to")),
        notes=text_of(schedule.get("description")) or text_of(schedule.get("notes")),
    )


def _weekday(text: str) -> str:
    """Return the day of MO, +1MO, Monday or, as in version 1 of HSDS, 1."""
    bare = text.strip().upper()
    if bare in {"1", "2", "3", "4", "5", "6", "7"}:
        return DAYS[int(bare) - 1]
    return bare.lstrip("+-0123456789")[:2]


def _prices(document: Mapping[str, Any]) -> Iterator[Price]:
    for each in _parts(document, "cost_options"):
        words = (text_of(each.get("option")), text_of(each.get("amount_description")))
        price = Price(amount=number_of(each.get("amount")), words=", ".join(word for word in words if word))
        if price != Price():
            yield price
    if fees := text_of(document.get("fees")) or text_of(document.get("fees_description")):
        yield Price(words=fees)


def _languages(document: Mapping[str, Any]) -> Iterator[str]:
    for each in _parts(document, "languages"):
        if said := text_of(each.get("name")) or text_of(each.get("language")) or text_of(each.get("code")):
            yield said


def _location(document: Mapping[str, Any]) -> Mapping[str, Any]:
    """Return the first place with coordinates, else the first."""
    places = [_part(link, "location") for link in _parts(document, "service_at_locations")]
    places += list(_parts(document, "locations"))
    placed = (each for each in places if number_of(each.get("latitude")) is not None)
    return next(placed, places[0] if places else {})


def _accessibility(location: Mapping[str, Any]) -> Iterator[Mapping[str, Any]]:
    return _parts(location, "accessibility", "accessibility_for_disabilities")


def _part(document: Mapping[str, Any], key: str) -> Mapping[str, Any]:
    found = document.get(key)
    return found if isinstance(found, Mapping) else {}


def _parts(document: Mapping[str, Any], *keys: str) -> Iterator[Mapping[str, Any]]:
    for key in keys:
        found = document.get(key)
        for each in found if isinstance(found, list) else ():
            if isinstance(each, Mapping):
                yield each
