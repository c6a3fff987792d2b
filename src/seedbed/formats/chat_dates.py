"""Days and times as chats write them: as each phone's language does, in its digits, by 12 or 24 hours."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from itertools import pairwise
from typing import Literal

Order = Literal["day", "month", "year"]
"""What the first number of a day is."""
MORNING = frozenset(
    {"am", "a", "ص", "قبل الظهر", "পূর্বাহ্ণ", "পূর্বাহ্ন", "gh", "sn", "yb", "ق.ظ", "पूर्वाह्न", "vorm", "πμ", "dop"}
)
AFTERNOON = frozenset(
    {"pm", "p", "م", "بعد الظهر", "অপরাহ্ণ", "অপরাহ্ন", "gd", "galabnimo", "yh", "ب.ظ", "अपराह्न", "nachm", "μμ", "odp"}
)
"""As the phones of Arabic, Bengali, Somali, Welsh, Persian, Hindi, German, Greek and Czech readers write them."""
HIDDEN = dict.fromkeys(map(ord, "\u200e\u200f\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069\ufeff\u061c"))
"""Marks of reading direction and the like, which chats strew between."""
_DAY = r"(\d{1,4})([/.\-])\s?(\d{1,2})\2\s?(\d{1,4})\.?"
_TIME = r"(\d{1,2})[:.](\d{2})(?:[:.](\d{2}))?\s?([^\W\d][^\d\]\[]{0,14}?)?"
_IN_BRACKETS = re.compile(rf"^\[{_DAY}[,،]?\s+{_TIME}\]\s?")
_WITH_A_DASH = re.compile(rf"^{_DAY}[,،]?\s+(?:um\s|à\s|o\s)?{_TIME}\s[-–]\s")


@dataclass(frozen=True, slots=True)
class Stamp:
    """The start of a message: three numbers of its day as the file orders them, its time, and where its text begins."""

    day: tuple[int, int, int]
    year_first: bool
    hour: int
    minute: int
    second: int
    end: int


def plain_digits(line: str) -> str:
    """Return a line with the digits 0 to 9 for those of other scripts, and plain spaces; as many signs as before."""
    if line.isascii():
        return line
    return "".join(_plain(sign) for sign in line)


def _plain(sign: str) -> str:
    if sign in "\u202f\u00a0\u2009":
        return " "
    return str(unicodedata.digit(sign)) if sign.isdigit() and unicodedata.digit(sign, -1) >= 0 else sign


def stamp_of(line: str) -> Stamp | None:
    """Return the day and time that a line begins with, or None: then it goes on with the message before.

    Parameters
    ----------
    line
        Without marks of direction, with plain digits.
    """
    found = (_IN_BRACKETS if line.startswith("[") else _WITH_A_DASH).match(line)
    if found is None:
        return None
    first, _, second, third, hour, minute, seconds, half = found.groups()
    at = _hour_of(int(hour), half or "")
    numbers = int(first), int(second), int(third)
    if at is None or at > 23 or int(minute) > 59 or int(seconds or 0) > 59:
        return None
    return Stamp(numbers, len(first) == 4, at, int(minute), int(seconds or 0), found.end())


def _hour_of(hour: int, half: str) -> int | None:
    plain = half.strip().casefold()
    short = plain.replace(".", "").replace(" ", "")
    if not plain:
        return hour
    if plain in MORNING or short in MORNING:
        return hour % 12
    if plain in AFTERNOON or short in AFTERNOON:
        return hour % 12 + 12
    return None


def order_of(stamps: Iterable[Stamp]) -> tuple[Order, bool]:
    """Say in which order a file writes its days, and whether that is sure.

    A number above 12 cannot be a month. Where no day has one, the order in which the file never goes back counts; where
    both do or neither does, the day comes first, as in Britain.
    """
    days = [stamp.day for stamp in stamps if not stamp.year_first]
    if not days:
        return "year", True
    fits: list[Order] = [order for order in ("day", "month") if all(_fits(day, order) for day in days)]
    if len(fits) == 1:
        return fits[0], True
    onward = [order for order in fits if _backward(days, order) == 0]
    return (onward[0], True) if len(onward) == 1 else ("day", False)


def _fits(day: tuple[int, int, int], order: Order) -> bool:
    month, of_month = (day[1], day[0]) if order == "day" else (day[0], day[1])
    return month <= 12 and of_month <= 31


def _backward(days: list[tuple[int, int, int]], order: Order) -> int:
    keys = [(each[2], each[1], each[0]) if order == "day" else (each[2], each[0], each[1]) for each in days]
    return sum(later < earlier for earlier, later in pairwise(keys))


def moment_of(stamp: Stamp, order: Order) -> datetime | None:
    """Return the moment of a stamp, by the phone's own clock; None if there is no such day."""
    first, second, third = stamp.day
    if stamp.year_first:
        year, month, day = first, second, third
    else:
        year = third if third > 99 else 2000 + third
        month, day = (second, first) if order == "day" else (first, second)
    try:
        return datetime(year, month, day, stamp.hour, stamp.minute, stamp.second)  # noqa: DTZ001 - chats tell no zone
    except ValueError:
        return None
