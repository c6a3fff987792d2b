"""A listing as columns and details, and back. Nothing here touches the database."""

from __future__ import annotations

import unicodedata
from collections.abc import Mapping
from dataclasses import fields
from datetime import date, time
from typing import Any

from seedbed.analysis.assets.listing import Listing, ListingStatus, OpeningTimes, Price, StepFree

COLUMNS = (
    *("name", "asset_type", "organisation", "status", "longitude", "latitude", "postcode", "step_free"),
    *("minimum_age", "maximum_age", "source", "licence"),
)
"""Fields of a listing that have a column of the same name."""
_APART = {"identifier", "last_verified", *COLUMNS}
_SEARCHED = ("name", "organisation", "description", "address", "postcode", "eligibility")
"""Only what the public directory tells too: a search that finds what is not shown would tell it."""
DAYS = ("MO", "TU", "WE", "TH", "FR", "SA", "SU")
DAY = 24 * 60
"""Minutes."""


def columns_of(listing: Listing) -> dict[str, Any]:
    """Return the columns of an asset for a listing, without its identifier and without when it was verified."""
    values: dict[str, Any] = {name: getattr(listing, name) for name in COLUMNS}
    values["status"], values["step_free"] = listing.status.value, listing.step_free.value
    return {
        **values,
        "free": is_free(listing.prices),
        "languages": bars(listing.languages),
        "search": folded(" ".join(str(getattr(listing, name)) for name in _SEARCHED)),
        "details": details_of(listing),
    }


def details_of(listing: Listing) -> dict[str, Any]:
    """Return what of a listing has no column, as JSON keeps it; fields that say nothing are left out."""
    told = {each.name: getattr(listing, each.name) for each in fields(Listing) if each.name not in _APART}
    told["opening"] = [_opening(each) for each in listing.opening]
    told["prices"] = [_without_nothing(each, {"amount", "currency", "words"}) for each in listing.prices]
    told["languages"] = list(listing.languages)
    told["entrances"] = [list(each) for each in listing.entrances]
    told["outline"] = dict(listing.outline) if listing.outline else None
    told["extra"] = dict(listing.extra)
    return {name: value for name, value in told.items() if value not in (None, "", [], {})}


def _without_nothing(value: Any, names: set[str]) -> dict[str, Any]:
    return {name: getattr(value, name) for name in sorted(names) if getattr(value, name) not in (None, "")}


def _opening(times: OpeningTimes) -> dict[str, Any]:
    told: dict[str, Any] = {"days": list(times.days), "repeats": times.repeats, "every": times.every}
    for name in ("opens", "closes", "valid_from", "valid_to"):
        if (value := getattr(times, name)) is not None:
            told[name] = value.isoformat()
    if times.notes:
        told["notes"] = times.notes
    return told


def listing_of(
    columns: Mapping[str, Any], details: Mapping[str, Any], *, identifier: str, last_verified: date | None
) -> Listing:
    """Return a listing from its columns and details."""
    rest = {name: value for name, value in details.items() if name not in _BUILT}
    states = {"status": ListingStatus(columns["status"]), "step_free": StepFree(columns["step_free"])}
    return Listing(
        identifier=identifier,
        last_verified=last_verified,
        opening=tuple(_opening_from(told) for told in details.get("opening", ())),
        prices=tuple(Price(**price) for price in details.get("prices", ())),
        languages=tuple(details.get("languages", ())),
        entrances=tuple((float(east), float(north)) for east, north in details.get("entrances", ())),
        **{**columns, **states},
        **rest,
    )


_BUILT = {"opening", "prices", "languages", "entrances"}


def _opening_from(told: Mapping[str, Any]) -> OpeningTimes:
    return OpeningTimes(
        days=tuple(told.get("days", ())),
        opens=_read(time, told.get("opens")),
        closes=_read(time, told.get("closes")),
        repeats=told.get("repeats", "WEEKLY"),
        every=told.get("every", 1),
        valid_from=_read(date, told.get("valid_from")),
        valid_to=_read(date, told.get("valid_to")),
        notes=told.get("notes", ""),
    )


def _read(kind: Any, text: str | None) -> Any:
    return kind.fromisoformat(text) if text else None


def is_free(prices: tuple[Price, ...]) -> bool | None:
    """Say whether it costs nothing: None where no amount is known. Free for some and not for others is not free."""
    known = [price.amount for price in prices if price.amount is not None]
    return all(amount == 0 for amount in known) if known else None


def folded(text: str) -> str:
    """Return words as they are searched: one case, one form of each letter, at most one space between."""
    return " ".join(unicodedata.normalize("NFKC", text).casefold().split())


def bars(languages: tuple[str, ...]) -> str:
    """Return languages as their column holds them, between bars."""
    names = sorted({folded(each).replace("|", " ") for each in languages if each.strip()})
    return f"|{'|'.join(names)}|" if names else ""


def weekly_hours(opening: tuple[OpeningTimes, ...]) -> list[tuple[int, int, date | None, date | None]]:
    """Return when it is open in any week: first and last minute since Monday, and from and to which day that holds.

    Times that are not of every week, and those without both ends, say nothing of a given hour and are left out.
    What closes after midnight runs into the next day; after Sunday comes Monday.
    """
    found = []
    for times in opening:
        if times.repeats != "WEEKLY" or times.every != 1 or times.opens is None or times.closes is None:
            continue
        first, last = _minute(times.opens), _minute(times.closes)
        last = last if last > first else last + DAY
        for day in times.days:
            if day in DAYS:
                start = DAYS.index(day) * DAY
                found += [(*span, times.valid_from, times.valid_to) for span in _in_a_week(start + first, start + last)]
    return found


def _minute(moment: time) -> int:
    return moment.hour * 60 + moment.minute


def _in_a_week(starts: int, ends: int) -> list[tuple[int, int]]:
    week = 7 * DAY
    return [(starts, ends)] if ends <= week else [(starts, week), (0, ends - week)]
