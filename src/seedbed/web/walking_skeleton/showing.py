"""How every kind without a room of its own is shown on the thread: plainly, from its payload."""

from __future__ import annotations

import re
from dataclasses import fields
from datetime import date
from enum import Enum
from typing import Any

from django.urls import reverse

from seedbed.reports.thread.sentences import interval_of, measured
from seedbed.reports.words import fraction_text
from seedbed.thread.identifiers import printed
from seedbed.thread.payloads import Payload, payload_from_dict
from seedbed.thread.payloads.known import FigurePayload
from seedbed.web.golden_thread.models import Bead
from seedbed.web.golden_thread.registry import Room, has_room, register
from seedbed.web.listening.languages import language_name
from seedbed.web.people.permissions import Visitor, can
from seedbed.web.people.roles import Permission
from seedbed.web.places.models import Neighbourhood
from seedbed.web.walking_skeleton.wording import WALK, choice_in_words, shown_as


def payload_of(bead: Bead) -> Payload:
    """Return what the bead carries.

    Raises
    ------
    BadInputError
        If a newer Seedbed wrote it, or it is of a kind not known here.
    """
    return payload_from_dict(bead.kind, bead.version, bead.payload)


def title(bead: Bead) -> str:
    """Return its name."""
    return payload_of(bead).title


def url(bead: Bead) -> str:
    """Return its plain page."""
    return reverse("walking_skeleton:bead", args=[printed(bead.pk)])


def detail(bead: Bead) -> str:
    """Return what is known about it, one line a field."""
    return "\n".join(f"{label}: {value}" for label, value in facts(payload_of(bead)))


def facts(payload: Payload) -> list[tuple[str, str]]:
    """Return label and value of each field that was filled in, but for the name, which is the title."""
    if isinstance(payload, FigurePayload):
        return _facts_of_figure(payload)
    values = [(field.name, getattr(payload, field.name)) for field in fields(payload)]
    filled = [(name, value) for name, value in values if name != "name" and value not in {None, ""}]
    return [(shown_as(payload.kind, name), value_in_words(name, value)) for name, value in filled]


_NAME_IN_PACK = re.compile(r"[a-z0-9_-]+(\.[a-z0-9_-]+)+")
"""Names of indicators for programs, such as ``alderwick.cold_homes``; people read the figure's own name."""


def _facts_of_figure(payload: FigurePayload) -> list[tuple[str, str]]:
    """Return a figure as people quote it: rounded, with its unit, its interval, of how many, when and who says so."""
    interval, by_programs = interval_of(payload), _NAME_IN_PACK.fullmatch(payload.indicator)
    of_how_many = fraction_text(payload.numerator, payload.denominator, "")
    told = [
        (shown_as(payload.kind, "indicator"), payload.name if by_programs else payload.indicator),
        (shown_as(payload.kind, "value"), measured(payload)),
        ("Interval" if "interval" in payload.method.lower() else "95% interval", interval or "none is given"),
        ("Of how many", of_how_many.strip()),
        *((shown_as(payload.kind, name), getattr(payload, name)) for name in ("area", "period", "source", "method")),
    ]
    return [(label, value) for label, value in told if value]


def value_in_words(name: str, value: Any) -> str:
    """Return one value as people read it; numbers as they were given."""
    if isinstance(value, Enum):
        return choice_in_words(value)
    if isinstance(value, date):
        return f"{value.day} {value:%B %Y}"
    if isinstance(value, int | float):
        return f"{value:,.10g}"
    return language_name(str(value)) if name == "language" else str(value)


def visible_to(user: Visitor, bead: Bead) -> bool:
    """Say whether someone may see it: by a role in its neighbourhood.

    What belongs to the programme as a whole is seen by everyone with a role in one of its neighbourhoods.
    """
    if bead.neighbourhood is not None:
        return can(user, Permission.SEE_THREAD, bead.neighbourhood.scope)
    if can(user, Permission.SEE_THREAD, bead.programme.scope):
        return True
    places = Neighbourhood.objects.filter(programme=bead.programme_id).select_related("scope")
    return any(can(user, Permission.SEE_THREAD, place.scope) for place in places)


def register_rooms() -> None:
    """Give every kind without a room of its own the plain one."""
    for kind in WALK:
        if not has_room(kind):
            register(kind, Room(title=title, url=url, detail=detail, visible_to=visible_to))
