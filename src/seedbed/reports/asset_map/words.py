"""When an asset is open, what it costs and who gets in, in words.

``say`` turns each piece into the reader's language; without it they are English.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import date, time
from itertools import pairwise

from seedbed.analysis.assets.listing import ListingStatus, OpeningTimes, Price, StepFree

Say = Callable[[str], str]

DAYS = {
    "MO": "Monday",
    "TU": "Tuesday",
    "WE": "Wednesday",
    "TH": "Thursday",
    "FR": "Friday",
    "SA": "Saturday",
    "SU": "Sunday",
}
SPAN, FROM_ON, UNTIL_THEN = "%(first)s to %(last)s", "from %(first)s", "until %(last)s"
EVERY_DAY, MONTHLY, EVERY_WEEKS, EVERY_MONTHS = (
    "every day",
    "monthly",
    "every %(number)s weeks",
    "every %(number)s months",
)
ONLY_FROM, ONLY_UNTIL = "from %(day)s on", "until %(day)s"
FREE = "free"
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
PIECES = (
    *DAYS.values(),
    *(SPAN, FROM_ON, UNTIL_THEN, EVERY_DAY, MONTHLY, EVERY_WEEKS, EVERY_MONTHS, ONLY_FROM, ONLY_UNTIL, FREE),
    *STEP_FREE.values(),
    *STATUSES.values(),
)
"""All pieces, for whoever translates them."""
CURRENCIES = {"GBP": "£", "EUR": "€", "USD": "$"}


def plainly(piece: str) -> str:
    """Return a piece in English."""
    return piece


def say_day(day: date) -> str:
    """Return a day in English: "3 June 2026"."""
    return f"{day.day} {day:%B %Y}"


def opening_words(
    opening: Sequence[OpeningTimes], say: Say = plainly, day_words: Callable[[date], str] = say_day
) -> list[str]:
    """Return each of the times at which it is open: "Monday to Friday 09:00 to 17:00".

    Parameters
    ----------
    opening
        Times as a listing has them.
    say
        Turns a piece of `PIECES` into the reader's language.
    day_words
        Writes a day.
    """
    told = (_times(each, say, day_words) for each in opening)
    return list(dict.fromkeys(words for words in told if words))


def _times(times: OpeningTimes, say: Say, day_words: Callable[[date], str]) -> str:
    parts = [_rhythm(times, say), _days(times.days, say), _hours(times.opens, times.closes, say)]
    limits = ((ONLY_FROM, times.valid_from), (ONLY_UNTIL, times.valid_to))
    parts += [say(words) % {"day": day_words(day)} for words, day in limits if day is not None]
    told = " ".join(part for part in parts if part)
    return ", ".join(part for part in (told, times.notes.strip()) if part)


def _rhythm(times: OpeningTimes, say: Say) -> str:
    monthly = times.repeats == "MONTHLY"
    if times.every > 1:
        return say(EVERY_MONTHS if monthly else EVERY_WEEKS) % {"number": times.every}
    return say(MONTHLY) if monthly else ""


def _days(days: Sequence[str], say: Say) -> str:
    order = [place for place, day in enumerate(DAYS) if day in days]
    names = [say(name) for name in DAYS.values()]
    if len(order) == len(DAYS):
        return say(EVERY_DAY)
    runs = all(after - before == 1 for before, after in pairwise(order))
    if runs and len(order) > 2:
        return say(SPAN) % {"first": names[order[0]], "last": names[order[-1]]}
    return ", ".join(names[place] for place in order)


def _hours(opens: time | None, closes: time | None, say: Say) -> str:
    if opens is not None and closes is not None:
        return say(SPAN) % {"first": f"{opens:%H:%M}", "last": f"{closes:%H:%M}"}
    if opens is not None:
        return say(FROM_ON) % {"first": f"{opens:%H:%M}"}
    return say(UNTIL_THEN) % {"last": f"{closes:%H:%M}"} if closes is not None else ""


def price_words(prices: Sequence[Price], say: Say = plainly) -> list[str]:
    """Return what it costs: "free", "£3.50, under 16s"; nothing where nobody said."""
    told = (", ".join(part for part in (_amount(each, say), each.words.strip()) if part) for each in prices)
    return list(dict.fromkeys(words for words in told if words))


def _amount(price: Price, say: Say) -> str:
    if price.amount is None:
        return ""
    if price.amount == 0:
        return say(FREE)
    sign = CURRENCIES.get(price.currency, f"{price.currency} ")
    return f"{sign}{price.amount:,.0f}" if price.amount == int(price.amount) else f"{sign}{price.amount:,.2f}"
