"""Read OpenStreetMap's opening hours: the plain forms into days and times, the rest kept as words.

After "Key:opening_hours/specification" of the OpenStreetMap wiki. Rules for single dates, months, holidays and the sun
are kept as words, because they say more than days of a week can.
"""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import time

from seedbed.analysis.assets.listing import OpeningTimes

DAYS = ("Mo", "Tu", "We", "Th", "Fr", "Sa", "Su")
DAY = "(?:Mo|Tu|We|Th|Fr|Sa|Su)"
DAY_LIST = rf"{DAY}(?:\s*-\s*{DAY})?(?:\s*,\s*{DAY}(?:\s*-\s*{DAY})?)*"
STRETCH = r"\d{1,2}:\d{2}\s*-\s*\d{1,2}:\d{2}"
OPEN = re.compile(rf"^(?P<days>{DAY_LIST})?\s*(?P<times>{STRETCH}(?:\s*,\s*{STRETCH})*|24/7)$")
SHUT = re.compile(rf"^(?P<days>{DAY_LIST})\s+(?:off|closed)$", re.IGNORECASE)
HOLIDAYS = re.compile(r"^(?:PH|SH)\b")
NEXT_RULE = re.compile(rf";|(?<=\d)\s*,\s*(?={DAY})")
"""Rules are parted by semicolons, and by a comma between times and the next days."""

ALWAYS = "24/7"
Hours = dict[tuple[str, ...], tuple[OpeningTimes, ...]]


def opening_times(said: str) -> tuple[OpeningTimes, ...]:
    """Return when something is open; where the words say more than days and times, one entry with the words.

    What is said of holidays alone is left to the words, which the listing keeps.
    """
    found: Hours = {}
    for rule in filter(None, (part.strip() for part in NEXT_RULE.split(said))):
        shut = SHUT.match(rule)
        if shut:
            found = _without(found, _days(shut["days"]))
        elif not HOLIDAYS.match(rule):
            read = _rule(rule)
            if read is None:
                return (OpeningTimes(notes=said.strip()),)
            found = _without(found, read[0]) | {read[0]: read[1]}
    return tuple(entry for times in found.values() for entry in times)


def _rule(rule: str) -> tuple[tuple[str, ...], tuple[OpeningTimes, ...]] | None:
    match = OPEN.match(rule)
    if match is None:
        return None
    days = _days(match["days"] or "Mo-Su")
    said = "00:00-24:00" if match["times"] == ALWAYS else match["times"]
    ends = [(_time(opens), _time(closes)) for opens, closes in (stretch.split("-") for stretch in said.split(","))]
    read = [(opens, closes) for opens, closes in ends if opens is not None and closes is not None]
    if len(read) < len(ends):
        return None
    return days, tuple(OpeningTimes(days=_codes(days), opens=opens, closes=closes) for opens, closes in read)


def _without(found: Hours, days: tuple[str, ...]) -> Hours:
    """Take days out of what was said before: a later rule replaces an earlier one."""
    kept: Hours = {}
    for before, times in found.items():
        left = tuple(day for day in before if day not in days)
        if left:
            kept[left] = tuple(replace(entry, days=_codes(left)) for entry in times)
    return kept


def _days(said: str) -> tuple[str, ...]:
    """Return the days of ``Mo-Fr,Su`` in the order of the week; ranges may run over its end."""
    chosen: set[str] = set()
    for first, last in re.findall(rf"({DAY})(?:\s*-\s*({DAY}))?", said):
        start = DAYS.index(first)
        length = (DAYS.index(last or first) - start) % 7 + 1
        chosen |= {DAYS[(start + step) % 7] for step in range(length)}
    return tuple(day for day in DAYS if day in chosen)


def _codes(days: tuple[str, ...]) -> tuple[str, ...]:
    return tuple(day.upper() for day in days)


def _time(said: str) -> time | None:
    """Return a time of day; 24:00 is midnight, later ones (26:00) are past it."""
    hours, minutes = (int(part) for part in said.strip().split(":"))
    return None if hours > 47 or minutes > 59 else time(hours % 24, minutes)
