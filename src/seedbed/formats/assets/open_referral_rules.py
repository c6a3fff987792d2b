"""What Open Referral UK 3.0 asks of a service, as its documentation says; every fault named with where it stands.

Source: docs.openreferraluk.org, "HSDS-UK schema reference" and "API reference" (2024): required fields, kinds of
values, lists of choices, UUIDs as identifiers. Empty optional fields are to be left out, so null and "" are faults too.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any
from uuid import UUID

from seedbed.formats.assets.values import date_of

Check = Callable[[Any], str]
"""Says what is wrong with a value, "" if nothing."""


@dataclass(frozen=True, slots=True)
class Shape:
    """What one kind of object looks like: fields it must have, what each value is, and the objects within."""

    required: tuple[str, ...] = ("id",)
    values: Mapping[str, Check] = field(default_factory=dict)
    parts: Mapping[str, Shape] = field(default_factory=dict)
    lists: Mapping[str, Shape] = field(default_factory=dict)


def service_problems(document: Mapping[str, Any]) -> list[str]:
    """Return what is wrong with a service of version 3, each with where it stands: ``schedules[0].freq: ...``."""
    return list(problems(document, SERVICE))


def service_1_problems(document: Mapping[str, Any]) -> list[str]:
    """Return what is wrong with a service of version 1: it must have an id, a name and an organisation with both."""
    return list(problems(document, SERVICE_1))


def page_problems(document: Mapping[str, Any]) -> list[str]:
    """Return what is wrong with a page of version 3 itself; pages of version 1 are not looked at."""
    return list(problems(document, PAGE)) if "contents" in document else []


def problems(document: Mapping[str, Any], shape: Shape, where: str = "") -> Iterator[str]:
    """Give what is wrong with one object."""
    for name in shape.required:
        if name not in document:
            yield f"{where}{name}: it is required and missing"
    for name, value in document.items():
        if value is None:
            yield f"{where}{name}: it is null; leave it out where nothing is known"
        elif name in shape.parts:
            yield from _object(value, shape.parts[name], f"{where}{name}")
        elif name in shape.lists:
            yield from _list(value, shape.lists[name], f"{where}{name}")
        elif name in shape.values and (wrong := shape.values[name](value)):
            yield f"{where}{name}: {wrong}"


def _object(value: Any, shape: Shape, where: str) -> Iterator[str]:
    if isinstance(value, Mapping):
        yield from problems(value, shape, f"{where}.")
    else:
        yield f"{where}: it is not an object"


def _list(value: Any, shape: Shape, where: str) -> Iterator[str]:
    if not isinstance(value, list):
        yield f"{where}: it is not a list"
        return
    for place, each in enumerate(value):
        yield from _object(each, shape, f"{where}[{place}]")


def _text(value: Any) -> str:
    if not isinstance(value, str):
        return "it is not text"
    return "" if value.strip() else "it is empty; leave it out where nothing is known"


def _uuid(value: Any) -> str:
    try:
        good = isinstance(value, str) and str(UUID(value)) == value.lower()
    except ValueError:
        good = False
    return "" if good else "it is not a UUID"


def _number(value: Any) -> str:
    return "" if isinstance(value, int | float) and not isinstance(value, bool) else "it is not a number"


def _day(value: Any) -> str:
    return _text(value) or ("" if date_of(value) else "it is not a date such as 2024-05-31")


def _address_of(pattern: str, what: str) -> Check:
    def check(value: Any) -> str:
        return _text(value) or ("" if re.fullmatch(pattern, value) else f"it is not {what}")

    return check


def _one_of(*choices: str) -> Check:
    def check(value: Any) -> str:
        return "" if value in choices else f"it is none of {', '.join(choices)}"

    return check


_email = _address_of(r"[^@\s]+@[^@\s]+\.[^@\s]+", "an e-mail address")
_web = _address_of(r"[A-Za-z][A-Za-z0-9+.-]*:\S+", "an address such as https://example.org")
_PLACES = _one_of("physical", "postal", "virtual")
TERM = Shape(
    required=("id", "name", "description"),
    values={
        **dict.fromkeys(("name", "description", "taxonomy", "term"), _text),
        **dict.fromkeys(("id", "parent_id", "taxonomy_id"), _uuid),
        "term_uri": _web,
    },
)
ATTRIBUTE = Shape(
    values={**dict.fromkeys(("id", "link_id", "taxonomy_term_id"), _uuid), "link_type": _text},
    parts={"taxonomy_term": TERM},
)
ADDRESS = Shape(
    required=("id", "address_1", "city", "state_province", "postal_code", "country", "address_type"),
    values={
        **dict.fromkeys(
            ("address_1", "city", "state_province", "postal_code", "country", "region", "attention"), _text
        ),
        **dict.fromkeys(("id", "location_id"), _uuid),
        "address_type": _PLACES,
    },
    lists={"attributes": ATTRIBUTE},
)
ACCESSIBILITY = Shape(
    values={
        **dict.fromkeys(("id", "location_id"), _uuid),
        **dict.fromkeys(("description", "details", "accessibility"), _text),
        "url": _web,
    },
    lists={"attributes": ATTRIBUTE},
)
LOCATION = Shape(
    required=("id", "location_type"),
    values={
        "id": _uuid,
        "location_type": _PLACES,
        **dict.fromkeys(("latitude", "longitude"), _number),
        **dict.fromkeys(("name", "description", "external_identifier", "external_identifier_type"), _text),
    },
    lists={"addresses": ADDRESS, "accessibility": ACCESSIBILITY, "attributes": ATTRIBUTE},
)
SCHEDULE = Shape(
    values={
        **dict.fromkeys(("id", "service_id", "service_at_location_id"), _uuid),
        **dict.fromkeys(("valid_from", "valid_to", "dtstart"), _day),
        "freq": _one_of("WEEKLY", "MONTHLY"),
        "interval": _number,
        **dict.fromkeys(("byday", "bymonthday", "description", "opens_at", "closes_at"), _text),
        **dict.fromkeys(("attending_type", "notes"), _text),
        "schedule_link": _web,
    }
)
AT_LOCATION = Shape(
    values=dict.fromkeys(("id", "service_id", "location_id"), _uuid),
    parts={"location": LOCATION},
    lists={"schedules": SCHEDULE},
)
ORGANISATION = Shape(
    required=("id", "name", "description"),
    values={
        **dict.fromkeys(("id", "parent_organization_id"), _uuid),
        **dict.fromkeys(("name", "description", "logo"), _text),
        "email": _email,
        **dict.fromkeys(("website", "uri"), _web),
    },
    lists={
        "organization_identifiers": Shape(
            required=("id", "identifier_type", "identifier"),
            values={"id": _uuid, **dict.fromkeys(("identifier_scheme", "identifier_type", "identifier"), _text)},
        ),
        "attributes": ATTRIBUTE,
    },
)
COST = Shape(
    values={
        **dict.fromkeys(("id", "service_id"), _uuid),
        **dict.fromkeys(("valid_from", "valid_to"), _day),
        **dict.fromkeys(("option", "amount_description"), _text),
        "amount": _number,
    }
)
AREA = Shape(
    values={
        **dict.fromkeys(("id", "service_id"), _uuid),
        **dict.fromkeys(("name", "extent", "uri", "service_area"), _text),
        "extent_type": _text,
    }
)
_IDENTIFIED = Shape(values=dict.fromkeys(("id", "service_id"), _uuid))
SERVICE = Shape(
    required=("id", "name", "status"),
    values={
        **dict.fromkeys(("id", "organization_id"), _uuid),
        **dict.fromkeys(("name", "description", "fees", "accreditations", "alert"), _text),
        "url": _web,
        **dict.fromkeys(("email", "assurer_email"), _email),
        "status": _one_of("active", "inactive", "defunct", "temporarily closed"),
        **dict.fromkeys(("minimum_age", "maximum_age"), _number),
        **dict.fromkeys(("assured_date", "last_modified"), _day),
    },
    parts={"organization": ORGANISATION},
    lists={
        "schedules": SCHEDULE,
        "service_areas": AREA,
        "service_at_locations": AT_LOCATION,
        "languages": _IDENTIFIED,
        "funding": _IDENTIFIED,
        "cost_options": COST,
        "contacts": Shape(
            values={**dict.fromkeys(("id", "service_id"), _uuid), **dict.fromkeys(("name", "title"), _text)},
            lists={"attributes": ATTRIBUTE},
        ),
        "attributes": ATTRIBUTE,
    },
)
"""A service of version 3."""

SERVICE_1 = Shape(
    required=("id", "name", "organization"),
    values=dict.fromkeys(("id", "name"), _text),
    parts={"organization": Shape(required=("id", "name", "description"), values=dict.fromkeys(("id", "name"), _text))},
)
"""A service of version 1, as far as it is checked."""


def _truth(value: Any) -> str:
    return "" if isinstance(value, bool) else "it is neither true nor false"


PAGE = Shape(
    required=("total_items", "total_pages", "page_number", "size", "first_page", "last_page", "empty", "contents"),
    values={
        **dict.fromkeys(("total_items", "total_pages", "page_number", "size"), _number),
        **dict.fromkeys(("first_page", "last_page", "empty"), _truth),
    },
)
"""A page of a list of version 3, without its contents."""
