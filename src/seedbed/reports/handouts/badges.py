"""Badges as PDF/UA, ten on a sheet of A4, to be cut out. Names are written by hand, by whoever wears one."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from seedbed.formats.said import runs_right_to_left
from seedbed.reports.pages import render
from seedbed.reports.pdf import as_pdf
from seedbed.reports.poster.theme import Theme

WIDE, HIGH = 85, 54
"""Millimetres of a badge: as a bank card, which holders are made for."""
ACROSS, DOWN = 2, 5


@dataclass(frozen=True, slots=True)
class BadgeWords:
    """What stands on every badge, in its language."""

    ask: str
    name: str
    speaks: str


@dataclass(frozen=True, slots=True)
class Badges:
    """What is printed.

    Parameters
    ----------
    language
        Code, such as ``pl``.
    place, event
        Names.
    roles
        What each badge says of who wears it: the role, and what the person does, in plain words; one a badge.
    languages
        To be ticked: each by its code, as its own speakers call it.
    """

    language: str
    place: str
    event: str
    roles: tuple[tuple[str, str], ...]
    words: BadgeWords
    languages: Mapping[str, str]


def badges_pdf(badges: Badges, theme: Theme) -> bytes:
    """Return badges with cut marks as PDF/UA.

    Raises
    ------
    MissingDataError
        If the system libraries that lay out text are not installed.
    """
    sheet = ACROSS * DOWN
    page = render(
        "badges.html",
        badges=badges,
        theme=theme,
        sheets=[badges.roles[first : first + sheet] for first in range(0, len(badges.roles), sheet)],
        wide=WIDE,
        high=HIGH,
        across=ACROSS,
        down=DOWN,
        direction="rtl" if runs_right_to_left(badges.words.ask) else "ltr",
        runs_right_to_left=runs_right_to_left,
    )
    return as_pdf(page)
