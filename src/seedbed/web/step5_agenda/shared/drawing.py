"""What is done on a map by forms: the list path, equal to the drawing. Each change reaches open editors at once."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from math import cos, pi, sin
from typing import Any
from uuid import uuid4

from seedbed.errors import UsageError
from seedbed.web.people.models import User
from seedbed.web.step5_agenda.models import SystemMap
from seedbed.web.step5_agenda.shared.document import Document
from seedbed.web.step5_agenda.shared.keeping import change

STEP_ACROSS, STEP_DOWN, PER_LINE = 200.0, 110.0, 4
"""Pixels between two places of the grid on which new factors stand, and how many stand in a line."""


def add_factor(*, by: User | None, of: SystemMap, fields: Mapping[str, Any]) -> str:
    """Put a factor on a map where there is room; return its key."""
    key = str(uuid4())

    def draw(document: Document) -> None:
        x, y = free_place((each.get("x", 0.0), each.get("y", 0.0)) for each in document.values("factors").values())
        document.put("factors", key, **{"x": x, "y": y, **fields})

    change(by=by, of=of, how=draw)
    return key


def edit_factor(*, by: User | None, of: SystemMap, key: str, fields: Mapping[str, Any]) -> None:
    """Change a factor.

    Raises
    ------
    UsageError
        If it is not on the map any more.
    """
    change(by=by, of=of, how=lambda document: _edit(document, "factors", key, fields))


def remove_factor(*, by: User | None, of: SystemMap, key: str) -> None:
    """Take a factor off a map, with the links at it."""

    def draw(document: Document) -> None:
        document.take("factors", key)
        for link, value in document.values("links").items():
            if key in (value.get("cause"), value.get("effect")):
                document.take("links", link)

    change(by=by, of=of, how=draw)


def add_link(*, by: User | None, of: SystemMap, cause: str, effect: str, fields: Mapping[str, Any]) -> str:
    """Draw a causal link between two factors; return its key.

    Raises
    ------
    UsageError
        If one of them is not on the map any more.
    """
    key = str(uuid4())

    def draw(document: Document) -> None:
        for end in (cause, effect):
            check_there(document, "factors", end)
        document.put("links", key, cause=cause, effect=effect, **fields)

    change(by=by, of=of, how=draw)
    return key


def edit_link(*, by: User | None, of: SystemMap, key: str, fields: Mapping[str, Any]) -> None:
    """Change a link.

    Raises
    ------
    UsageError
        If it is not on the map any more.
    """
    change(by=by, of=of, how=lambda document: _edit(document, "links", key, fields))


def remove_link(*, by: User | None, of: SystemMap, key: str) -> None:
    """Take a link off a map."""
    change(by=by, of=of, how=lambda document: document.take("links", key))


def edit_many(*, by: User | None, of: SystemMap, part: str, fields: Mapping[str, Mapping[str, Any]]) -> list[str]:
    """Change several factors, or several links, at once; return the keys of those that are off the map by now.

    Parameters
    ----------
    part
        ``factors`` or ``links``.
    fields
        What changes, by key.
    """
    gone: list[str] = []

    def draw(document: Document) -> None:
        for key, told in fields.items():
            if document.value((part, key)) is None:
                gone.append(key)
            else:
                document.put(part, key, **told)

    change(by=by, of=of, how=draw)
    return gone


def free_place(taken: Iterable[tuple[float, float]]) -> tuple[float, float]:
    """Return the first place of a grid that is far enough from all that are taken (pixels)."""
    places = list(taken)
    number = 0
    while True:
        x, y = STEP_ACROSS * (number % PER_LINE), STEP_DOWN * (number // PER_LINE)
        if all(abs(x - a) >= STEP_ACROSS * 0.8 or abs(y - b) >= STEP_DOWN * 0.8 for a, b in places):
            return x, y
        number += 1


def on_a_circle(many: int) -> list[tuple[float, float]]:
    """Return places for factors that nobody has placed yet: a connection circle, on which every link can be seen."""
    radius = max(STEP_ACROSS, many * STEP_ACROSS * 0.9 / (2 * pi))
    turns = [2 * pi * number / max(1, many) for number in range(many)]
    return [(round(radius * 1.3 * cos(turn)), round(radius * sin(turn))) for turn in turns]


def _edit(document: Document, part: str, key: str, fields: Mapping[str, Any]) -> None:
    check_there(document, part, key)
    document.put(part, key, **fields)


def check_there(document: Document, part: str, key: str) -> None:
    """Refuse to change what is not on the map any more.

    Raises
    ------
    UsageError
        If it is not there.
    """
    if document.value((part, key)) is None:
        raise UsageError(
            "This is not on the map any more.",
            "Somebody took it off since you opened the page.",
            "Open its page: what was taken off can be put back there.",
        )
