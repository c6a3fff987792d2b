"""Write listings as services of Open Referral UK 3.0 (HSDS-UK), page by page, and read them again with nothing lost.

Empty fields are left out, never null or "" (the standard's validators refuse those). What the standard has no field for
stands in the key ``seedbed`` of the service; the kind of asset also as a term of our own taxonomy.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from seedbed.analysis.assets.listing import Listing, OpeningTimes, Price
from seedbed.analysis.assets.types import ASSET_TYPES
from seedbed.formats.assets.listing_json import DEFAULTS, listing_to_json
from seedbed.formats.assets.open_referral_ids import part_of, uuid_of
from seedbed.formats.assets.open_referral_read import ORIGINAL, OWN, read_service
from seedbed.formats.assets.open_referral_rules import service_problems
from seedbed.formats.assets.values import text_of, web_address_of

__all__ = [
    "VERSION",
    "api_document",
    "page_document",
    "read_service",
    "service_at_location_document",
    "service_document",
    "taxonomy_document",
    "taxonomy_terms",
]

VERSION = "HSDS-UK-3.0"
PROFILE = "https://docs.openreferraluk.org/"
OPENAPI = "https://docs.openreferraluk.org/en/latest/openapi30.json"
TAXONOMY = "Kinds of assets of Seedbed"
NOT_KNOWN = "not known"
"""What stands in the fields of an address that the standard requires and nobody knows."""
PERSONAL = ("contacts", "assurer_email")
"""Parts of others' documents that may name people."""
FIELDS_OF: dict[str, tuple[str, ...]] = {
    "id": ("identifier",),
    "name": ("name",),
    "description": ("description",),
    "url": ("website",),
    "email": ("email",),
    "status": ("status",),
    "fees": ("prices",),
    "cost_options": ("prices",),
    "minimum_age": ("minimum_age",),
    "maximum_age": ("maximum_age",),
    "eligibility_description": ("eligibility",),
    "assured_date": ("last_verified",),
    "schedules": ("opening",),
    "languages": ("languages",),
    "phones": ("telephone",),
    "attributes": ("asset_type",),
    "organization": ("organisation",),
    "organization_id": ("organisation",),
    "service_at_locations": ("longitude", "latitude", "address", "postcode", "accessibility"),
}
"""Which fields of a listing each part of a service is made from."""


def service_document(listing: Listing, *, public: bool = False) -> dict[str, Any]:
    """Return one listing as a service.

    Parameters
    ----------
    listing
        What is told. Where it was read from a document that is as the standard asks, that is the base and only what has
        changed since is written anew.
    public
        For anyone to read: leaves out ``extra`` (columns of a source that nobody has looked at) and parts of others'
        documents that may name people (contacts, who assured it).

    Returns
    -------
    dict
        As ``/services/{id}`` answers it. ``read_service`` makes the same listing of it again, unless ``public``.
    """
    document: dict[str, Any] = _pruned(_parts(listing))
    base = _base(listing)
    if base is not None:
        document = _changed(base, document, _differing(listing, read_service(base)))
    if public:
        document = {key: value for key, value in document.items() if key not in PERSONAL}
    hidden = set(listing.extra) if public else {ORIGINAL} if base is not None else set()
    own = _lost(listing, document, {key: value for key, value in listing.extra.items() if key not in hidden})
    if own or base is None:
        document[OWN] = own if base is not None else {**own, "whole": True}
    return document


def _base(listing: Listing) -> dict[str, Any] | None:
    """Return the document a listing was read from, without what is empty, if it is as the standard asks."""
    original = listing.extra.get(ORIGINAL)
    if not isinstance(original, Mapping):
        return None
    document: dict[str, Any] = _pruned(original)
    return None if service_problems(document) else document


def service_at_location_document(listing: Listing, *, public: bool = False) -> dict[str, Any]:
    """Return one listing as a service at its place, as ``/service_at_locations/{id}`` answers it."""
    service = service_document(listing, public=public)
    links = service.pop("service_at_locations", None) or [{"id": part_of(service["id"], "service_at_location")}]
    return {**links[0], "service_id": service["id"], "service": service}


def page_document(contents: Sequence[Any], *, page: int, size: int, total: int) -> dict[str, Any]:
    """Return one page of a list.

    Parameters
    ----------
    contents
        What stands on this page.
    page
        Its number, from 1.
    size
        How many fit on a page.
    total
        How many there are on all pages.
    """
    pages = max(1, -(-total // max(size, 1)))
    return {
        "total_items": total,
        "total_pages": pages,
        "page_number": page,
        "size": len(contents),
        "first_page": page <= 1,
        "last_page": page >= pages,
        "empty": not contents,
        "contents": list(contents),
    }


def api_document() -> dict[str, str]:
    """Return what the first address of the interface answers."""
    return {"version": VERSION, "profile": PROFILE, "openapi_url": OPENAPI}


def taxonomy_document() -> dict[str, Any]:
    """Return our taxonomy of kinds of assets."""
    return {
        "id": uuid_of(TAXONOMY),
        "name": TAXONOMY,
        "description": "What a listing is: a place, a group, an activity, a service, someone's skill, a story.",
    }


def taxonomy_terms(names: Mapping[str, str] | None = None) -> list[dict[str, Any]]:
    """Return the terms of our taxonomy: the kinds that come with Seedbed and a partnership's own (code and name)."""
    known = {code: kind.name for code, kind in ASSET_TYPES.items()} | dict(names or {})
    return [term_document(code, name) for code, name in known.items()]


def term_document(code: str, name: str = "") -> dict[str, Any]:
    """Return one kind of asset as a term of our taxonomy."""
    kind = ASSET_TYPES.get(code)
    shown = name or (kind.name if kind else code)
    return {
        "id": part_of(TAXONOMY, code),
        "name": shown,
        "description": shown,
        "taxonomy": TAXONOMY,
        "taxonomy_id": uuid_of(TAXONOMY),
        "term": code,
    }


def _differing(one: Listing, other: Listing) -> set[str]:
    return {name for name in DEFAULTS if name != "extra" and getattr(one, name) != getattr(other, name)}


def _changed(base: dict[str, Any], written: dict[str, Any], differing: set[str]) -> dict[str, Any]:
    """Return others' document with the parts written anew that are made from fields that differ."""
    document = {key: value for key, value in base.items() if key != OWN}
    for key, made_from in FIELDS_OF.items():
        if differing.isdisjoint(made_from):
            continue
        if key == "service_at_locations" and document.get(key):
            document[key] = [_merged_link(document[key][0], written.get(key)), *document[key][1:]]
        elif key in written:
            document[key] = written[key]
        else:
            document.pop(key, None)
    return document


def _merged_link(old: Any, new: Any) -> Any:
    if not isinstance(old, dict) or not new:
        return old
    place = {**(old.get("location") or {}), **new[0]["location"]}
    if isinstance(old.get("location"), dict) and "id" in old["location"]:
        place["id"] = old["location"]["id"]
    return {**old, "location": place}


def _lost(listing: Listing, document: Mapping[str, Any], extra: dict[str, Any]) -> dict[str, Any]:
    """Return the fields that would not be read from a document as they are, as JSON."""
    said = read_service(document, keep=False)
    told = listing_to_json(listing)
    own = {name: told.get(name, _blank(name)) for name in sorted(_differing(listing, said))}
    return {**own, "extra": extra} if extra else own


def _blank(name: str) -> Any:
    value = DEFAULTS[name]
    return [] if isinstance(value, tuple) else value


def _parts(listing: Listing) -> dict[str, Any]:
    identifier = uuid_of(listing.identifier)
    return {
        "id": identifier,
        "name": listing.name,
        "description": listing.description,
        "url": web_address_of(listing.website),
        "email": listing.email if "@" in listing.email and " " not in listing.email else "",
        "status": listing.status.value,
        "fees": "; ".join(each.words for each in listing.prices if each.amount is None),
        "minimum_age": listing.minimum_age,
        "maximum_age": listing.maximum_age,
        "eligibility_description": listing.eligibility,
        "assured_date": listing.last_verified.isoformat() if listing.last_verified else None,
        "schedules": [_schedule(identifier, place, each) for place, each in enumerate(listing.opening)],
        "languages": [
            {"id": part_of(identifier, f"language/{name}"), "service_id": identifier, "name": name}
            for name in listing.languages
        ],
        "cost_options": [
            _cost(identifier, place, each) for place, each in enumerate(listing.prices) if each.amount is not None
        ],
        "phones": [{"id": part_of(identifier, "phone"), "number": listing.telephone}] if listing.telephone else [],
        "attributes": [_attribute(identifier, listing.asset_type)],
        **_organisation(listing),
        "service_at_locations": _places(identifier, listing),
    }


def _organisation(listing: Listing) -> dict[str, Any]:
    name = text_of(listing.organisation)
    if not name:
        return {}
    identifier = part_of("organisation", name.casefold())
    return {
        "organization_id": identifier,
        "organization": {"id": identifier, "name": name, "description": name},
    }


def _attribute(service: str, code: str) -> dict[str, Any]:
    term = term_document(code)
    return {
        "id": part_of(service, "asset_type"),
        "link_id": service,
        "link_type": "service",
        "taxonomy_term_id": term["id"],
        "taxonomy_term": term,
    }


def _schedule(service: str, place: int, opening: OpeningTimes) -> dict[str, Any]:
    return {
        "id": part_of(service, f"schedule/{place}"),
        "service_id": service,
        "freq": opening.repeats if opening.repeats in {"WEEKLY", "MONTHLY"} else None,
        "interval": opening.every,
        "byday": ",".join(opening.days),
        "opens_at": opening.opens.isoformat("minutes") if opening.opens else None,
        "closes_at": opening.closes.isoformat("minutes") if opening.closes else None,
        "valid_from": opening.valid_from.isoformat() if opening.valid_from else None,
        "valid_to": opening.valid_to.isoformat() if opening.valid_to else None,
        "description": opening.notes,
    }


def _cost(service: str, place: int, price: Price) -> dict[str, Any]:
    return {
        "id": part_of(service, f"cost/{place}"),
        "service_id": service,
        "option": price.words,
        "amount": price.amount,
    }


def _places(service: str, listing: Listing) -> list[dict[str, Any]]:
    placed = listing.longitude is not None and listing.latitude is not None
    if not (placed or listing.address or listing.postcode or listing.accessibility):
        return []
    identifier = part_of(service, "location")
    location = {
        "id": identifier,
        "location_type": "physical",
        "name": listing.name,
        "latitude": listing.latitude,
        "longitude": listing.longitude,
        "addresses": [_address(identifier, listing)] if listing.address or listing.postcode else [],
        "accessibility": [
            {
                "id": part_of(identifier, "accessibility"),
                "location_id": identifier,
                "description": listing.accessibility,
            }
        ]
        if listing.accessibility
        else [],
    }
    link = part_of(service, "service_at_location")
    return [{"id": link, "service_id": service, "location_id": identifier, "location": location}]


def _address(location: str, listing: Listing) -> dict[str, Any]:
    lines = [line.strip() for line in listing.address.split(",") if line.strip()]
    return {
        "id": part_of(location, "address"),
        "location_id": location,
        "address_1": ", ".join(lines[:-1]) or listing.address or NOT_KNOWN,
        "city": lines[-1] if len(lines) > 1 else NOT_KNOWN,
        "state_province": NOT_KNOWN,
        "postal_code": listing.postcode or NOT_KNOWN,
        "country": "GB",
        "address_type": "physical",
    }


def _pruned(value: Any) -> Any:
    """Leave out what is empty: None, "", empty lists and objects."""
    if isinstance(value, Mapping):
        found = {str(key): _pruned(item) for key, item in value.items()}
        return {key: item for key, item in found.items() if item is not None and item not in ("", [], {})}
    if isinstance(value, list | tuple):
        return [item for item in (_pruned(each) for each in value) if item is not None]
    return value
