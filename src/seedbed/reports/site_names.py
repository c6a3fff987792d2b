"""How the names of known places are shown: registers shout them, and join every name a site ever had."""

from __future__ import annotations

import re

PLACE = re.compile(
    r"\b(centre|center|surgery|practice|hospital|pharmacy|chemist|clinic|house|hall|school|unit|dental|dentist|"
    r"hospice|infirmary|lodge|court|building)s?\b",
    re.IGNORECASE,
)
COMPANY = re.compile(r"\b(ltd|limited|plc|llp)\.?$", re.IGNORECASE)

KEPT = frozenset({"NHS", "GP", "GPS", "CIC", "UK", "HQ", "A&E", "ENT", "II", "III", "IV", "PCT", "CAMHS", "OPD", "MIU"})
"""Abbreviations that stay in capitals; so does any word of two to four letters without a vowel."""

ABBREVIATED = frozenset({"DR", "DRS", "LTD", "MR", "MRS", "MS", "ST", "STH", "RD", "SQ", "BY", "MY"})
"""Words without a vowel that are no abbreviation in capitals."""

SMALL = frozenset({"a", "and", "at", "by", "for", "in", "of", "on", "or", "the", "to", "with", "upon"})


def display_name(raw: str) -> str:
    """Return the name of a place as people write it: one name, and in capitals only where it should be.

    Parameters
    ----------
    raw
        The name in the register, which may hold several with `` | `` between them.
    """
    name = _piece([piece.strip() for piece in raw.split(" | ") if piece.strip()]) or raw
    return name if any(letter.islower() for letter in name) else _titled(name)


def _piece(pieces: list[str]) -> str:
    """Choose the first piece that names a place, else the first that is no company, else the first."""
    people = [piece for piece in pieces if not COMPANY.search(piece)]
    places = [piece for piece in people if PLACE.search(piece)]
    return next(iter([*places, *people, *pieces]), "")


def _titled(name: str) -> str:
    words = [_word(word) for word in name.split()]
    return " ".join(
        word if not place or word.lower() not in SMALL else word.lower() for place, word in enumerate(words)
    )


def _word(word: str) -> str:
    if word.strip("().,") in KEPT:
        return word
    return re.sub(r"[^\W_]+(?:['\u2019][^\W_]+)*", lambda match: _part(match[0]), word)


def _part(letters: str) -> str:
    """Write one run of letters: "ST" - "St", "CDC" as it is, "MARK'S" - "Mark's", "O'BRIEN" - "O'Brien"."""
    short = 1 < len(letters) <= 4 and not re.search(r"[AEIOUY'\u2019\d]", letters)
    if letters in KEPT or (short and letters not in ABBREVIATED):
        return letters
    first, *rest = re.split(r"(['\u2019])", letters)
    more = "".join(each.capitalize() if len(first) == 1 else each.lower() for each in rest)
    return first.capitalize() + more
