"""What a candidate neighbourhood is called: by the place where most of its residents live."""

from __future__ import annotations

import re

from seedbed.reports.documents import Candidate

LETTERED = re.compile(r"(?P<place>.*[^\W\d]) [A-Z]{1,2}")
"""A name that a letter sets apart from others of the same place: "Kestrel Rise A", but not "Northam 004D"."""


def candidate_name(candidate: Candidate) -> str:
    """Name a candidate by the place most of its residents live in, and say how many areas lie elsewhere.

    Areas whose names differ only by a last letter are one place: "Kestrel Rise A" to "Kestrel Rise F" make
    "Kestrel Rise". Where residents are as many, the place that stands first comes first.
    """
    names = candidate.names if any(candidate.names) else candidate.areas
    people = candidate.populations or [1] * len(names)
    residents: dict[str, int] = {}
    for name, living in zip(names, people, strict=True):
        residents[_place(name)] = residents.get(_place(name), 0) + living
    main = max(residents, key=lambda place: residents[place])
    inside = [name for name in names if _place(name) == main]
    called = inside[0] if len(inside) == 1 else main
    others = len(names) - len(inside)
    return f"{called} and {others} more" if others else called


def _place(name: str) -> str:
    found = LETTERED.fullmatch(name)
    return found["place"] if found else name
