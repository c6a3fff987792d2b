"""How long places are open, and what they offer by that: the supply of floating catchments."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta

import numpy as np
from numpy.typing import NDArray

from seedbed.analysis.assets.listing import Listing, ListingStatus, OpeningTimes
from seedbed.analysis.assets.network import Floats
from seedbed.errors import UsageError

DAYS = ("MO", "TU", "WE", "TH", "FR", "SA", "SU")
"""Days of the week as iCalendar (RFC 5545) writes them, from Monday."""
HOURS_A_WEEK = 168.0
MONTHS_A_YEAR, WEEKS_A_YEAR = 12, 365.2425 / 7


@dataclass(frozen=True, slots=True)
class Window:
    """A stretch of the week in which reach is looked at, as Saturday from 9 to 13 o'clock; ends after it begins."""

    day: str
    opens: time
    closes: time

    def __post_init__(self) -> None:
        if self.day not in DAYS or not self.opens < self.closes:
            raise UsageError(
                f"{self.day} {self.opens:%H:%M} to {self.closes:%H:%M} is not a stretch of one day.",
                f"Days are {', '.join(DAYS)}; a stretch ends after it begins.",
                "Give for instance SA 09:00 to 13:00.",
            )


def hours_a_week(
    opening: Iterable[OpeningTimes], *, within: Window | None = None, on: date | None = None
) -> float | None:
    """Return how many hours a week a place is open on average, None where that is not known.

    Times that overlap on one day count once. What is open every second week counts half, once a month 12 times a year.
    Closing at or before opening means after midnight.

    Parameters
    ----------
    within
        Count only this stretch of the week.
    on
        Leave out times that are not valid on this day.
    """
    known = [each for each in opening if each.opens and each.closes and each.days and _valid(each, on)]
    if not known:
        return None
    shares: dict[float, list[tuple[float, float]]] = {}
    for each in known:
        often = 1.0 if each.repeats == "WEEKLY" else MONTHS_A_YEAR / WEEKS_A_YEAR
        shares.setdefault(often / max(each.every, 1), []).extend(_stretches(each))
    frame = (0.0, HOURS_A_WEEK) if within is None else _hours_of(within)
    taken: list[tuple[float, float]] = []
    total = 0.0
    for often in sorted(shares, reverse=True):  # what is open most often claims its hours first
        before = _length(_clipped(taken, frame))
        taken = _joined(taken + shares[often])
        total += often * (_length(_clipped(taken, frame)) - before)
    return total


def is_open(opening: Iterable[OpeningTimes], at: datetime) -> bool | None:
    """Return whether a place is open at a moment of local time, None where that is not known.

    Times that repeat less than weekly are not known: their listing does not say in which week.
    """
    known = [each for each in opening if each.opens and each.closes and each.days]
    current = [each for each in known if _valid(each, at.date())]
    hour = at.weekday() * 24 + at.hour + at.minute / 60 + at.second / 3600
    every_week = [each for each in current if each.repeats == "WEEKLY" and each.every <= 1]
    if any(start <= hour < end for each in every_week for start, end in _stretches(each)):
        return True
    seldom = [each for each in current if each not in every_week]
    if not known or any(start <= hour < end for each in seldom for start, end in _stretches(each)):
        return None
    return False


@dataclass(frozen=True, slots=True, eq=False)
class Supply:
    """What places offer, and for which of them capacity or hours were assumed, shape (places,)."""

    amount: Floats
    assumed: NDArray[np.bool_]


def supply_of(
    listings: Sequence[Listing],
    *,
    by_hours: bool = False,
    within: Window | None = None,
    assumed_capacity: float = 1.0,
    assumed_hours: float = 0.0,
) -> Supply:
    """Return what places offer: people at once, or with ``by_hours`` people at once times hours a week.

    Places that are not active offer nothing.

    Parameters
    ----------
    within
        Count only hours in this stretch of the week; implies ``by_hours``.
    assumed_capacity, assumed_hours
        For places whose listing does not say. Which these are is in the answer, to be said to people.
    """
    hourly = by_hours or within is not None
    amount, assumed = np.zeros(len(listings)), np.zeros(len(listings), np.bool_)
    for number, listing in enumerate(listings):
        hours = hours_a_week(listing.opening, within=within) if hourly else 1.0
        assumed[number] = listing.capacity is None or hours is None
        capacity = assumed_capacity if listing.capacity is None else listing.capacity
        amount[number] = capacity * (assumed_hours if hours is None else hours)
        if listing.status is not ListingStatus.ACTIVE:
            amount[number], assumed[number] = 0.0, False
    return Supply(amount, assumed)


def _valid(times: OpeningTimes, on: date | None) -> bool:
    after = on is None or times.valid_from is None or times.valid_from <= on
    return after and (on is None or times.valid_to is None or on <= times.valid_to)


def _hours_of(window: Window) -> tuple[float, float]:
    start = DAYS.index(window.day) * 24
    return start + _hour(window.opens), start + _hour(window.closes)


def _hour(moment: time) -> float:
    return timedelta(hours=moment.hour, minutes=moment.minute, seconds=moment.second).total_seconds() / 3600


def _stretches(times: OpeningTimes) -> list[tuple[float, float]]:
    """Return hours of the week from Monday 0 o'clock; what lasts beyond Sunday's midnight goes on on Monday."""
    found = []
    for day in times.days:
        if day not in DAYS or times.opens is None or times.closes is None:
            continue
        start = DAYS.index(day) * 24 + _hour(times.opens)
        end = DAYS.index(day) * 24 + _hour(times.closes) + (24 if times.closes <= times.opens else 0)
        found.append((start, min(end, HOURS_A_WEEK)))
        if end > HOURS_A_WEEK:
            found.append((0.0, end - HOURS_A_WEEK))
    return found


def _joined(stretches: list[tuple[float, float]]) -> list[tuple[float, float]]:
    joined: list[tuple[float, float]] = []
    for start, end in sorted(stretches):
        if joined and start <= joined[-1][1]:
            joined[-1] = (joined[-1][0], max(joined[-1][1], end))
        else:
            joined.append((start, end))
    return joined


def _clipped(stretches: list[tuple[float, float]], frame: tuple[float, float]) -> list[tuple[float, float]]:
    clipped = [(max(start, frame[0]), min(end, frame[1])) for start, end in stretches]
    return [(start, end) for start, end in clipped if start < end]


def _length(stretches: list[tuple[float, float]]) -> float:
    return sum(end - start for start, end in stretches)
