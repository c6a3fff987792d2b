"""What ``seedbed assets reach`` takes, and how its words are read."""

from __future__ import annotations

import math
from datetime import date, time
from pathlib import Path
from typing import TYPE_CHECKING

from seedbed.errors import UsageError

if TYPE_CHECKING:
    from seedbed.workflows.assets.reach_inside import InsideAsked

DAYS = ("MO", "TU", "WE", "TH", "FR", "SA", "SU")


def point_asked(text: str) -> tuple[float, float]:
    """Read "-2.997,51.588".

    Raises
    ------
    UsageError
        If it is no longitude and latitude.
    """
    try:
        longitude, latitude = (float(part) for part in text.split(","))
    except ValueError:
        longitude = latitude = math.nan
    if not (abs(longitude) <= 180 and abs(latitude) <= 90):
        raise UsageError(
            f"'{text}' is no place.", "It is not a longitude and a latitude in degrees.", "Write it as -2.997,51.588."
        )
    return longitude, latitude


def opening_asked(text: str) -> tuple[str, time | None]:
    """Read "MO 18:00" or "SA".

    Raises
    ------
    UsageError
        If it is no day and time.
    """
    if not text:
        return "", None
    day, _, at = text.strip().partition(" ")
    try:
        found = time.fromisoformat(at.strip()) if at.strip() else None
    except ValueError:
        found, day = None, ""
    if day.upper()[:2] not in DAYS or not day:
        raise UsageError(
            f"'{text}' is no time of the week.", f"Days are {', '.join(DAYS)}.", 'Write it as "MO 18:00" or "SA".'
        )
    return day.upper()[:2], found


def moves_asked(moves: tuple[tuple[str, tuple[float, float]], ...]) -> tuple[tuple[str, tuple[float, float]], ...]:
    """Return each asset once with where it moves.

    Raises
    ------
    UsageError
        If an asset is to move twice.
    """
    names = [name for name, _ in moves]
    if len(set(names)) < len(names):
        raise UsageError("An asset is to move to two places.", "It was named twice.", "Name each asset once.")
    return moves


def day_asked(text: str | None) -> date:
    """Read a day such as 2023-06-13.

    Raises
    ------
    UsageError
        If there is none, or it is not written so.
    """
    try:
        return date.fromisoformat(text or "")
    except ValueError:
        raise UsageError(
            f"'{text or ''}' is no day of travel.", "A timetable is read for one day.", "Give --on 2023-06-13."
        ) from None


def inside_asked(codes: str | None, boundary: Path | None) -> InsideAsked | None:
    """Return the neighbourhood whose people are counted; None for everybody on the map.

    Raises
    ------
    UsageError
        If both were given, or codes are empty.
    """
    from seedbed.sources.codes import tidy_codes
    from seedbed.workflows.assets.reach_inside import InsideAsked

    if codes is None:
        return None if boundary is None else InsideAsked(boundary=boundary)
    listed = tuple(tidy_codes(codes))
    if not listed or boundary is not None:
        why = "Both --lsoa and --boundary were given." if listed else "--lsoa is empty."
        raise UsageError("It is not clear whose reach is asked for.", why, "Give one of --lsoa and --boundary.")
    return InsideAsked(codes=listed)


def origins_asked(text: str) -> Path | str:
    """Return the file of origins, or their kind.

    Raises
    ------
    UsageError
        If it is neither.
    """
    from seedbed.workflows.assets.reach_origins import KINDS

    if text in KINDS:
        return text
    if Path(text).is_file():
        return Path(text)
    raise UsageError(
        f"There are no origins '{text}'.",
        "It is neither a file nor one of the kinds.",
        f"Give a file of points, or one of {', '.join(KINDS)}.",
    )
