"""Checks of what people and files write."""

from __future__ import annotations

import unicodedata
from collections.abc import Mapping
from math import isfinite
from typing import Any

from seedbed.analysis.assets.listing import Listing
from seedbed.errors import BadInputError

LONGEST = {"name": 500, "organisation": 500, "source": 300, "licence": 300, "postcode": 12, "asset_type": 60}
"""Characters of what has a column."""
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
    texts = [value for name in listing.__dataclass_fields__ for value in _texts(getattr(listing, name))]
    if any(holds_control(text) for text in texts):
        return "It holds control characters."
    if any(len(text) > LONGEST_TEXT for text in texts):
        return f"One of its texts has more than {LONGEST_TEXT:,} characters."
    low, high = listing.minimum_age, listing.maximum_age
    if low is not None and high is not None and low > high:
        return f"Its lowest age, {low:g}, is above its highest, {high:g}."
    return ""


def _texts(value: Any) -> list[str]:
    """Return every text within a value, however deep."""
    if isinstance(value, str):
        return [value]
    if isinstance(value, Mapping):
        return [text for key, held in value.items() for text in (str(key), *_texts(held))]
    if isinstance(value, list | tuple):
        return [text for held in value for text in _texts(held)]
    return []
