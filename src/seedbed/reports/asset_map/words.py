"""When an asset is open, what it costs and who gets in, in words."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, time
from itertools import pairwise

from seedbed.analysis.assets.listing import ListingStatus, OpeningTimes, Price, StepFree

DAYS = {
    "MO": "Monday",
    "TU": "Tuesday",
    "WE": "Wednesday",
    "TH": "Thursday",
    "FR": "Friday",
    "SA": "Saturday",
    "SU": "Sunday",
}
STEP_FREE = {
    StepFree.YES: "step-free",
    StepFree.PARTLY: "partly step-free",
    StepFree.NO: "not step-free",
    StepFree.UNKNOWN: "not known whether step-free",
}
STATUSES = {
    ListingStatus.ACTIVE: "open",
    ListingStatus.INACTIVE: "not running now",
    ListingStatus.DEFUNCT: "gone",
    ListingStatus.CLOSED_FOR_NOW: "closed for now",
}
CURRENCIES = {"GBP": "£", "EUR": "€", "USD": "$"}


def say_day(day: date) -> str:
    """Return a day in English: "3 June 2026"."""
    return f"{day.day} {day:%B %Y}"


def opening_words(opening: Sequence[OpeningTimes]) -> list[str]:
    """Return each of the times at which it is open: "Monday to Friday 09:00 to 17:00"."""
    told = (_times(each) for each in opening)
    return list(dict.fromkeys(words for words in told if words))


def _times(times: OpeningTimes) -> str:
    parts = [_rhythm(times), _days(times.days), _hours(times.opens, times.closes)]
    parts += [f"from {say_day(times.valid_from)} on"] if times.valid_from else []
    parts += [f"until {say_day(times.valid_to)}"] if times.valid_to else []
    told = " ".join(part for part in parts if part)
    return ", ".join(part for part in (told, times.notes.strip()) if part)


def _rhythm(times: OpeningTimes) -> str:
    monthly = times.repeats == "MONTHLY"
    if times.every > 1:
        return f"every {times.every} {'months' if monthly else 'weeks'}"
    return "monthly" if monthly else ""


def _days(days: Sequence[str]) -> str:
    order = [place for place, day in enumerate(DAYS) if day in days]
    names = list(DAYS.values())
    if len(order) == len(DAYS):
        return "every day"
    if len(order) > 2 and all(after - before == 1 for before, after in pairwise(order)):
        return f"{names[order[0]]} to {names[order[-1]]}"
    return ", ".join(names[place] for place in order)


def _hours(opens: time | None, closes: time | None) -> str:
    if opens is not None and closes is not None:
        return f"{opens:%H:%M} to {closes:%H:%M}"
    if opens is not None:
        return f"from {opens:%H:%M}"
    return f"until {closes:%H:%M}" if closes is not None else ""


def price_words(prices: Sequence[Price]) -> list[str]:
    """Return what it costs: "free", "£3.50, under 16s"; nothing where nobody said."""
    told = (", ".join(part for part in (_amount(each), each.words.strip()) if part) for each in prices)
    return list(dict.fromkeys(words for words in told if words))


def _amount(price: Price) -> str:
    if price.amount is None:
        return ""
    if price.amount == 0:
        return "free"
    sign = CURRENCIES.get(price.currency, f"{price.currency} ")
    return f"{sign}{price.amount:,.0f}" if price.amount == int(price.amount) else f"{sign}{price.amount:,.2f}"
