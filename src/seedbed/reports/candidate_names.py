"""What a candidate neighbourhood is called: by the place where most of its residents live."""

from __future__ import annotations

import re

from seedbed.reports.screen_documents import Candidate

LETTERED = re.compile(r"(?P<place>.*[^\W\d]) [A-Z]{1,2}")
"""A name that a letter sets apart from others of the same place: "Kestrel Rise A", but not "Northam 004D"."""


def candidate_name(candidate: Candidate) -> str:
    """Name a candidate by the place most of its residents live in.

    Where it is known what people call the surroundings of each area, that is the name: "Bow North & Fish Island".
    Else it comes from the names of the areas.
    """
    if not any(candidate.places):
        return areas_name(candidate)
    people = candidate.populations or [1] * len(candidate.places)
    residents: dict[str, int] = {}
    for place, living in zip(candidate.places, people, strict=True):
        if place:
            residents[place] = residents.get(place, 0) + living
    return max(residents, key=lambda place: residents[place])


def areas_name(candidate: Candidate) -> str:
    """Name a candidate by its areas: the one or the place with most residents, and how many lie elsewhere.

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


def parents_name(candidate: Candidate) -> str:
    """Name every larger area that holds some of a candidate: "Haringey and Hackney"."""
    names = [parent.name for parent in candidate.parents] or [candidate.parent]
    return " and ".join([", ".join(names[:-1]), names[-1]] if names[:-1] else names)


def _place(name: str) -> str:
    found = LETTERED.fullmatch(name)
    return found["place"] if found else name
