"""Opening times in words: as people write them in tables, and as we write them so that they read back the same.

Our own writing: ``MO TU 09:00-17:30 every 2 weeks from 2024-01-01 until 2024-12-31 (not in August); SA 10:00-12:00``.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from datetime import date, time

from seedbed.analysis.assets.listing import Listing, OpeningTimes
from seedbed.formats.assets.listing_json import field_from_json, listing_to_json
from seedbed.formats.assets.values import date_of, text_of, time_of

Hours = tuple[time | None, time | None]
NO_HOURS: Hours = (None, None)
DAYS = ("MO", "TU", "WE", "TH", "FR", "SA", "SU")
FULL = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")
_CLOCK = r"(?:\d{1,2}(?:[:.]\d{2})?\s*(?:am|pm|noon)?|noon|midday|midnight)"
_RANGE = re.compile(rf"({_CLOCK})\s*(?:-|–|—|to|till|until)\s*({_CLOCK})", re.IGNORECASE)
_DAY = r"(?:mon|tue|wed|thu|fri|sat|sun)[a-z]*\.?|(?:mo|tu|we|th|fr|sa|su)\b|daily|every ?day|weekdays?|weekends?"
_DAYS = re.compile(rf"(?:{_DAY})(?:\s*(?:-|–|—|,|&|/|and|to|through|\s)\s*(?:{_DAY}))*", re.IGNORECASE)
_EXACT = re.compile(
    r"(?P<days>(?:MO|TU|WE|TH|FR|SA|SU)(?: (?:MO|TU|WE|TH|FR|SA|SU))*)?"
    r"(?: ?(?P<opens>\d\d:\d\d)?-(?P<closes>\d\d:\d\d)?)?"
    r"(?: ?every (?P<every>\d+) (?P<repeats>weeks|months))?"
    r"(?: ?from (?P<valid_from>\d{4}-\d\d-\d\d))?(?: ?until (?P<valid_to>\d{4}-\d\d-\d\d))?"
    r"(?: ?\((?P<notes>[^;\n]+)\))?"
)
_SHUT = re.compile(r"\s*(closed|shut|not open)\s*\.?", re.IGNORECASE)


def opening_in_words(opening: tuple[OpeningTimes, ...]) -> str:
    """Return opening times as one line that reads back the same; as JSON where words would not."""
    line = "; ".join(_one_in_words(each) for each in opening)
    if opening_from_words(line) == opening:
        return line
    told = listing_to_json(Listing(identifier="", name="", opening=opening))
    return json.dumps(told.get("opening", []), ensure_ascii=False)


def opening_from_words(text: str) -> tuple[OpeningTimes, ...]:
    """Return the times that a text tells of; what is not understood stays as notes, in the source's own words."""
    text = text_of(text)
    if text.startswith("[{"):
        try:
            return field_from_json("opening", json.loads(text)) or ()
        except (ValueError, TypeError):
            return (OpeningTimes(notes=text),)
    exact = [_EXACT.fullmatch(part) for part in text.split("; ")] if text else []
    if exact and all(part is not None and part.group() for part in exact):
        return tuple(_from_exact(part) for part in exact if part is not None)
    parts = [part.strip() for part in re.split(r"[\n\r;|]+", text) if part.strip()]
    return tuple(each for part in parts for each in _from_free(part))


def opening_of_days(cells: dict[str, str]) -> tuple[OpeningTimes, ...]:
    """Return the times of a table with a column a day: day (MO ... SU) to text; the same times of many days in one."""
    together: dict[tuple[time | None, time | None, str], list[str]] = {}
    for day in DAYS:
        text = text_of(cells.get(day))
        if not text or _SHUT.fullmatch(text):
            continue
        ranges: list[Hours] = list(_ranges(text))
        for opens, closes in ranges or [NO_HOURS]:
            together.setdefault((opens, closes, "" if ranges else text), []).append(day)
    return tuple(
        OpeningTimes(days=tuple(days), opens=opens, closes=closes, notes=notes)
        for (opens, closes, notes), days in together.items()
    )


def says_times(text: str) -> bool:
    """Say whether a text tells of days or times of day."""
    found = _RANGE.search(text)
    return bool(_DAYS.search(text)) or bool(found and re.search(r":\d\d|[ap]m\b|noon", found.group(), re.IGNORECASE))


def _one_in_words(each: OpeningTimes) -> str:
    hours = f"{_hour(each.opens)}-{_hour(each.closes)}" if each.opens or each.closes else ""
    unit = "months" if each.repeats == "MONTHLY" else "weeks"
    often = f"every {each.every} {unit}" if each.every != 1 or each.repeats == "MONTHLY" else ""
    since = f"from {each.valid_from.isoformat()}" if each.valid_from else ""
    until = f"until {each.valid_to.isoformat()}" if each.valid_to else ""
    notes = f"({each.notes})" if each.notes else ""
    return " ".join(part for part in (" ".join(each.days), hours, often, since, until, notes) if part)


def _hour(value: time | None) -> str:
    return value.isoformat("minutes") if value else ""


def _from_exact(found: re.Match[str]) -> OpeningTimes:
    return OpeningTimes(
        days=tuple((found["days"] or "").split()),
        opens=time_of(found["opens"]),
        closes=time_of(found["closes"]),
        repeats="MONTHLY" if found["repeats"] == "months" else "WEEKLY",
        every=int(found["every"] or 1),
        valid_from=_day(found["valid_from"]),
        valid_to=_day(found["valid_to"]),
        notes=found["notes"] or "",
    )


def _day(text: str | None) -> date | None:
    return date_of(text) if text else None


def _from_free(text: str) -> Iterator[OpeningTimes]:
    """Give the times of one line such as "Monday and Thursday 10-12 and 2-4pm"; the line as notes if there is more."""
    days_found = _DAYS.search(text)
    days = _days(days_found.group()) if days_found else ()
    rest = text.replace(days_found.group(), "", 1) if days_found else text
    ranges: list[Hours] = list(_ranges(rest))
    left = re.sub(r"\b(and|open|from|to)\b|[\s,&:.()-]|–|—", "", _RANGE.sub("", rest), flags=re.IGNORECASE)
    notes = text if left or not (days or ranges) else ""
    if days and not ranges and not left:
        notes = ""
    for opens, closes in ranges or [NO_HOURS]:
        yield OpeningTimes(days=days, opens=opens, closes=closes, notes=notes)


def _days(text: str) -> tuple[str, ...]:
    lower = text.casefold()
    found: set[int] = set()
    if re.search(r"daily|every ?day", lower):
        found |= set(range(7))
    if "weekday" in lower:
        found |= set(range(5))
    if "weekend" in lower:
        found |= {5, 6}
    names = [(match.start(), match.end(), _number(match.group())) for match in re.finditer(r"[a-z]+", lower)]
    known = [(start, end, number) for start, end, number in names if number is not None]
    for place, (start, _, number) in enumerate(known):
        found.add(number)
        before = lower[known[place - 1][1] : start] if place else ""
        if re.fullmatch(r"\W*(-|–|—|to|through)\W*", before):
            first = known[place - 1][2]
            found |= {(first + step) % 7 for step in range((number - first) % 7 + 1)}
    return tuple(day for number, day in enumerate(DAYS) if number in found)


def _number(word: str) -> int | None:
    """Return which day a word is, from 0 for Monday, in full, cut short or in the plural; None where it is none."""
    if word in FULL:
        return FULL.index(word)
    start = word.rstrip("s") if len(word) > 4 else word
    return next((place for place, name in enumerate(FULL) if len(start) > 1 and name.startswith(start)), None)


def _ranges(text: str) -> Iterator[Hours]:
    for match in _RANGE.finditer(text):
        pair = _pair(match[1].strip().casefold(), match[2].strip().casefold())
        if pair:
            yield pair


def _pair(first: str, second: str) -> Hours | None:
    """Return both times; a half of the day that only one says, or neither, is what makes the first the earlier."""
    opens, closes = time_of(first), time_of(second)
    if opens is None or closes is None:
        return None
    bare_first, bare_second = not re.search(r"[a-z]", first), not re.search(r"[a-z]", second)
    if bare_first and second.endswith("pm") and opens.hour < 12:
        later = opens.replace(hour=opens.hour + 12)
        opens = later if later < closes else opens
    if bare_second and closes <= opens and closes.hour < 12:
        closes = closes.replace(hour=closes.hour + 12)
    return opens, closes
