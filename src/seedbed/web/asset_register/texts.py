"""Checks of what people and files write."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterator, Mapping
from dataclasses import fields, is_dataclass
from math import isfinite
from typing import Any

from seedbed.analysis.assets.listing import Listing
from seedbed.errors import BadInputError
from seedbed.web.asset_register.details import bars

LONGEST = {
    "name": 500,
    "organisation": 500,
    "source": 300,
    "licence": 300,
    "postcode": 12,
    "asset_type": 60,
    "identifier": 300,
}
LONGEST_LANGUAGES = 1_000
"""Characters of what has a column."""
DEEPEST = 60
"""How deep what a listing holds may be nested."""
LONGEST_NOTE = 1_000
LONGEST_TEXT = 20_000
"""Characters of any other text of a listing."""


def plain(text: str, most: int, what: str) -> str:
    """Return a text without spaces around it.

    Parameters
    ----------
    what
        What it is, for the error: "note".

    Raises
    ------
    BadInputError
        If it is too long or holds control characters.
    """
    cleaned = text.strip()
    if len(cleaned) > most:
        raise BadInputError(
            f"The {what} is too long.", f"It has {len(cleaned):,} characters; {most:,} is the most.", "Shorten it."
        )
    if holds_control(cleaned):
        raise BadInputError(
            f"The {what} cannot be kept.", "It holds control characters.", "Type it anew, or paste it as plain text."
        )
    return cleaned


def holds_control(text: str) -> bool:
    """Say whether a text holds what is no letter, space or line."""
    return any(unicodedata.category(sign) in {"Cc", "Cs"} and sign not in "\n\r\t" for sign in text)


def why_not(listing: Listing) -> str:
    """Return why a listing cannot be kept, empty if it can."""
    if not listing.name.strip():
        return "It has no name."
    for name, most in LONGEST.items():
        if len(getattr(listing, name)) > most:
            return f"Its {name.replace('_', ' ')} has {len(getattr(listing, name)):,} characters; {most} is the most."
    if len(bars(listing.languages)) > LONGEST_LANGUAGES:
        return f"Its languages have more than {LONGEST_LANGUAGES:,} characters."
    return _wrong_place(listing) or _wrong_within(listing)


def _wrong_place(listing: Listing) -> str:
    east, north = listing.longitude, listing.latitude
    if (east is None) != (north is None):
        return "It has only one of longitude and latitude."
    if east is None or north is None:
        return ""
    if not (isfinite(east) and isfinite(north) and abs(east) <= 180 and abs(north) <= 90):
        return f"There is no such place: longitude {east}, latitude {north}."
    return ""


def _wrong_within(listing: Listing) -> str:
    try:
        held = [value for name in listing.__dataclass_fields__ for value in _leaves(getattr(listing, name))]
    except RecursionError:
        return "What it holds is nested without end."
    texts = [value for value in held if isinstance(value, str)]
    if any(holds_control(text) for text in texts):
        return "It holds control characters."
    if any(len(text) > LONGEST_TEXT for text in texts):
        return f"One of its texts has more than {LONGEST_TEXT:,} characters."
    if not all(isfinite(value) for value in held if isinstance(value, float)):
        return "One of its numbers is none, or is without end."
    low, high = listing.minimum_age, listing.maximum_age
    if low is not None and high is not None and low > high:
        return f"Its lowest age, {low:g}, is above its highest, {high:g}."
    return ""


def _leaves(value: Any, depth: int = 0) -> Iterator[Any]:
    """Give every single value within a value, and every key; raise RecursionError where it is nested too deep."""
    if depth > DEEPEST:
        raise RecursionError
    if isinstance(value, Mapping):
        for key, held in value.items():
            yield str(key)
            yield from _leaves(held, depth + 1)
    elif isinstance(value, list | tuple):
        for held in value:
            yield from _leaves(held, depth + 1)
    elif is_dataclass(value) and not isinstance(value, type):
        for each in fields(value):
            yield from _leaves(getattr(value, each.name), depth + 1)
    else:
        yield value
