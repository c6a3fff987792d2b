"""A listing as plain JSON and back, with nothing lost: what files keep of it beside the fields they know."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import fields
from datetime import date, time
from typing import Any

from seedbed.analysis.assets.listing import Listing, ListingStatus, OpeningTimes, Price, StepFree
from seedbed.formats.assets.values import date_of, number_of

FIELDS = tuple(each.name for each in fields(Listing))
"""Names of a listing's fields, in order."""
DEFAULTS: dict[str, Any] = {each.name: getattr(Listing(identifier="", name=""), each.name) for each in fields(Listing)}
"""What a field holds where nothing is known."""
NUMBERS = frozenset({"longitude", "latitude", "minimum_age", "maximum_age", "capacity"})


def listing_to_json(listing: Listing) -> dict[str, Any]:
    """Return a listing's fields as JSON; those of which nothing is known are left out."""
    return {
        name: _plain(getattr(listing, name))
        for name in FIELDS
        if name in {"identifier", "name"} or getattr(listing, name) != DEFAULTS[name]
    }


def field_from_json(name: str, value: Any) -> Any:
    """Return one field's value from its JSON; None where it is none of that field."""
    if name in NUMBERS:
        return number_of(value)
    if name in _READERS:
        return _READERS[name](value)
    return value if isinstance(value, str) else None


def _plain(value: Any) -> Any:
    if isinstance(value, date | time):
        return value.isoformat()
    if isinstance(value, OpeningTimes | Price):
        blank = type(value)()
        changed = {each.name: getattr(value, each.name) for each in fields(value)}
        return {name: _plain(item) for name, item in changed.items() if item != getattr(blank, name)}
    if isinstance(value, Mapping):
        return {str(key): _plain(item) for key, item in value.items()}
    if isinstance(value, tuple | list):
        return [_plain(item) for item in value]
    return value


def _opening(value: Any) -> tuple[OpeningTimes, ...] | None:
    return tuple(_one_opening(each) for each in value if isinstance(each, Mapping)) if isinstance(value, list) else None


def _one_opening(value: Mapping[str, Any]) -> OpeningTimes:
    return OpeningTimes(
        days=tuple(str(day) for day in value.get("days", [])),
        opens=_time(value.get("opens")),
        closes=_time(value.get("closes")),
        repeats=str(value.get("repeats", "WEEKLY")),
        every=int(value.get("every", 1)),
        valid_from=date_of(value.get("valid_from")),
        valid_to=date_of(value.get("valid_to")),
        notes=str(value.get("notes", "")),
    )


def _time(value: Any) -> time | None:
    try:
        return time.fromisoformat(value) if isinstance(value, str) else None
    except ValueError:
        return None


def _prices(value: Any) -> tuple[Price, ...] | None:
    if not isinstance(value, list):
        return None
    return tuple(
        Price(
            amount=number_of(each.get("amount")),
            currency=str(each.get("currency", "GBP")),
            words=str(each.get("words", "")),
        )
        for each in value
        if isinstance(each, Mapping)
    )


def _choice(kind: type[ListingStatus] | type[StepFree], value: Any) -> Any:
    try:
        return kind(value)
    except ValueError:
        return None


_READERS: dict[str, Any] = {
    "status": lambda value: _choice(ListingStatus, value),
    "step_free": lambda value: _choice(StepFree, value),
    "last_verified": date_of,
    "opening": _opening,
    "prices": _prices,
    "languages": lambda value: tuple(str(each) for each in value) if isinstance(value, list) else None,
    "entrances": lambda value: tuple((float(a), float(b)) for a, b in value) if isinstance(value, list) else None,
    "outline": lambda value: value if isinstance(value, Mapping) else None,
    "extra": lambda value: value if isinstance(value, Mapping) else None,
}
