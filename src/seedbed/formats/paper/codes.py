"""What a printed sheet says of itself: a code of pack, page and place with a check, and the numbers of its corners."""

from __future__ import annotations

import re
from dataclasses import dataclass
from hashlib import sha256

SIGNS = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"
"""Crockford's base 32: no I, L, O, U."""
FAMILIES = 146
"""Sets of four corner markers that AprilTag 36h11 (587 markers) holds: each page of a pack has its own."""
CODE = re.compile(r"SB1:([0-9A-HJKMNP-TV-Z]{6}):(\d{1,3}):([0-9A-HJKMNP-TV-Z]{4}):([0-9A-HJKMNP-TV-Z]{6})")


@dataclass(frozen=True, slots=True)
class SheetCode:
    """What the square code on a sheet holds.

    Parameters
    ----------
    pack
        Six signs of the pack.
    page
        Of the map sheets of the pack, from 1.
    place
        Four signs of the neighbourhood.
    check
        Six signs over pack, page, place and where the map lies on the sheet.
    """

    pack: str
    page: int
    place: str
    check: str

    def __str__(self) -> str:
        return f"SB1:{self.pack}:{self.page}:{self.place}:{self.check}"


def signs_of(*parts: object, many: int = 6) -> str:
    """Return some signs of the digest (SHA-256) of parts, in order."""
    number = int.from_bytes(sha256("\x1f".join(map(str, parts)).encode()).digest(), "big")
    return "".join(SIGNS[number >> 5 * place & 31] for place in range(many))


def code_in(text: str) -> SheetCode | None:
    """Return the code that a text is; None where it is something else."""
    found = CODE.fullmatch(text.strip())
    return SheetCode(found[1], int(found[2]), found[3], found[4]) if found else None


def family_of(pack: str, page: int) -> int:
    """Return which set of corner markers a page of a pack has."""
    return (int.from_bytes(sha256(pack.encode()).digest()[:4], "big") + page) % FAMILIES


def corner_numbers(family: int) -> tuple[int, int, int, int]:
    """Return the markers of a set: top left, top right, bottom right, bottom left."""
    first = 4 * family
    return first, first + 1, first + 2, first + 3
