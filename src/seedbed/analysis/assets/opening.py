"""How many hours a week places are open: with how many they hold, what they offer in floating catchments."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, time

from seedbed.analysis.assets.listing import OpeningTimes

DAYS = ("MO", "TU", "WE", "TH", "FR", "SA", "SU")
"""Days of the week as iCalendar (RFC 5545) writes them, from Monday."""
HOURS_A_WEEK = 168.0
Stretch = tuple[float, float]
"""Hours of the week from Monday 0 o'clock: from and to."""
MONTHS_A_YEAR, WEEKS_A_YEAR = 12, 365.2425 / 7


def hours_a_week(opening: Iterable[OpeningTimes], *, on: date | None = None) -> float | None:
    """Return how many hours a week a place is open on average, None where that is not known.

    Times that overlap on one day count once. What is open every second week counts half, once a month 12 times a year.
    Closing at or before opening means after midnight.

    Parameters
    ----------
    on
        Leave out times that are not valid on this day.
    """
    known = [each for each in opening if each.opens and each.closes and each.days and _valid(each, on)]
    if not known:
        return None
    shares: dict[float, list[Stretch]] = {}
    for each in known:
        often = 1.0 if each.repeats == "WEEKLY" else MONTHS_A_YEAR / WEEKS_A_YEAR
        shares.setdefault(often / max(each.every, 1), []).extend(_stretches(each))
    taken: list[Stretch] = []
    total = 0.0
    for often in sorted(shares, reverse=True):  # what is open most often claims its hours first
        before = _length(taken)
        taken = _joined(taken + shares[often])
        total += often * (_length(taken) - before)
    return total


def _valid(times: OpeningTimes, on: date | None) -> bool:
    after = on is None or times.valid_from is None or times.valid_from <= on
    return after and (on is None or times.valid_to is None or on <= times.valid_to)


def _hour(moment: time) -> float:
    return moment.hour + moment.minute / 60 + moment.second / 3600


def _stretches(times: OpeningTimes) -> list[Stretch]:
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


def _joined(stretches: list[Stretch]) -> list[Stretch]:
    joined: list[Stretch] = []
    for start, end in sorted(stretches):
        if joined and start <= joined[-1][1]:
            joined[-1] = (joined[-1][0], max(joined[-1][1], end))
        else:
            joined.append((start, end))
    return joined


def _length(stretches: list[Stretch]) -> float:
    return sum(end - start for start, end in stretches)
