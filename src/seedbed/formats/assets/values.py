"""Single values as strangers write them: text, numbers, days, times, postcodes. What makes no sense is None or ""."""

from __future__ import annotations

import math
import re
from datetime import date, datetime, time
from typing import Any

NOTHING = frozenset({"", "na", "n/a", "nan", "null", "none", "-", "--", "not known", "unknown", "#n/a"})
"""Words that mean that nothing is known, lower case."""
POSTCODE = re.compile(r"\b([A-Z]{1,2}\d[A-Z\d]?)\s*(\d[A-Z]{2})\b", re.IGNORECASE)
NUMBER = re.compile(r"[-+]?\d+(?:,\d{3})*(?:\.\d*)?(?:e[-+]?\d+)?|[-+]?\.\d+(?:e[-+]?\d+)?", re.IGNORECASE)
DAYS_FIRST = re.compile(r"(\d{1,2})[./-](\d{1,2})[./-](\d{4})")
CLOCK = re.compile(r"(\d{1,2})(?:[:.](\d{2}))?(?::\d{2}(?:\.\d+)?)?\s*(am|pm|noon|midnight)?", re.IGNORECASE)
YES = frozenset({"yes", "y", "true", "t", "1", "1.0", "ja", "free"})
NO = frozenset({"no", "n", "false", "f", "0", "0.0"})


def text_of(value: Any) -> str:
    """Return text without blanks around it; "" where it says that nothing is known."""
    if value is None or isinstance(value, dict | list):
        return ""
    if isinstance(value, float) and value.is_integer():
        value = int(value)
    text = str(value).replace("\x00", "").strip()
    return "" if text.casefold() in NOTHING else text


def number_of(value: Any) -> float | None:
    """Return a finite number; None where there is none."""
    if isinstance(value, bool):
        return None
    if isinstance(value, int | float):
        found = float(value) if abs(value) < 1e300 else math.inf
    else:
        text = text_of(value)
        if not NUMBER.fullmatch(text):
            return None
        found = float(text.replace(",", ""))
    return found if math.isfinite(found) else None


def truth_of(value: Any) -> bool | None:
    """Return whether a cell says yes or no; None where it says neither."""
    if isinstance(value, bool):
        return value
    text = text_of(value).casefold()
    return True if text in YES else False if text in NO else None


def date_of(value: Any) -> date | None:
    """Return a day written as 2024-05-31 (with or without a time) or, as in Britain, 31/05/2024."""
    text = text_of(value)
    british = DAYS_FIRST.match(text)
    try:
        if british:
            day, month, year = (int(part) for part in british.groups())
            return date(year, month, day)
        return datetime.fromisoformat(text).date()
    except ValueError:
        return None


def time_of(value: Any) -> time | None:
    """Return a time of day written as 09:30, 09:30:00Z, 9.30am, 9 pm, noon or midnight."""
    text = text_of(value).casefold().removesuffix("z").split("+")[0].strip()
    if text in {"noon", "midday"}:
        return time(12)
    if text == "midnight":
        return time(0)
    found = CLOCK.fullmatch(text)
    if not found:
        return None
    hour, minute, half = int(found[1]), int(found[2] or 0), (found[3] or "").casefold()
    if half == "pm" and hour < 12:
        hour += 12
    if (half in {"am", "midnight"} and hour == 12) or (hour == 24 and minute == 0):
        hour = 0
    return time(hour, minute) if hour < 24 and minute < 60 else None


def postcode_of(value: Any) -> str:
    """Return the first British postcode in a text, in capitals with its blank; "" where there is none."""
    found = POSTCODE.search(text_of(value))
    return f"{found[1]} {found[2]}".upper() if found else ""


def web_address_of(value: Any) -> str:
    """Return an address of the web with its ``https://``; "" where it is none."""
    text = text_of(value)
    if not text or any(letter.isspace() for letter in text) or "." not in text:
        return ""
    return text if re.match(r"https?://", text, re.IGNORECASE) else f"https://{text}"
