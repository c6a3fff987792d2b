"""What is asked about occasions: who came, what it cost, and which promises are kept, open or overdue."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from django.db.models import QuerySet, Sum

from seedbed.thread.kinds import BeadKind
from seedbed.web.golden_thread.models import Bead
from seedbed.web.listening.event_models import Attendance, Event, LivesHere
from seedbed.web.places.models import Neighbourhood


@dataclass(frozen=True, slots=True)
class CameThere:
    """Three counts that must not be mixed up.

    Parameters
    ----------
    attendances
        Visits: whoever came twice counts twice.
    people
        Different people, of those known by token; among those who were only counted nobody can tell.
    residents
        Different people who said that they live here.
    only_counted
        Attendances of people whom nobody asked who they are.
    """

    attendances: int
    people: int
    residents: int
    only_counted: int


def came_to(events: Sequence[Event] | QuerySet[Event]) -> CameThere:
    """Return who came to some occasions together."""
    found = Attendance.objects.filter(event__in=events)
    known = found.filter(participant__isnull=False)
    only_counted = found.filter(participant=None).aggregate(many=Sum("people"))["many"] or 0
    return CameThere(
        attendances=known.count() + only_counted,
        people=known.values("participant").distinct().count(),
        residents=known.filter(resident=LivesHere.YES).values("participant").distinct().count(),
        only_counted=only_counted,
    )


def events_of(neighbourhood: Neighbourhood) -> QuerySet[Bead]:
    """Return the occasions of a neighbourhood, with details where there are any, the newest first."""
    found = Bead.objects.filter(neighbourhood=neighbourhood, kind=BeadKind.EVENT.value, tombstone=None, went_in=None)
    return found.select_related("event").order_by("-pk")


class Promise(StrEnum):
    """How it stands with hearing back."""

    NONE = "none"
    OPEN = "open"
    KEPT = "kept"
    LATE = "late"
    OVERDUE = "overdue"


@dataclass(frozen=True, slots=True)
class Promised:
    """What everyone is told of one occasion."""

    name: str
    held_on: date
    event: Event
    state: Promise


def promised_at(event: Event, today: date) -> Promised:
    """Return what people were promised at an occasion, and how it stands with hearing back."""
    payload = event.bead.payload
    return Promised(str(payload["name"]), date.fromisoformat(payload["held_on"]), event, _state(event, today))


def _state(event: Event, today: date) -> Promise:
    if event.hear_back_by is None:
        return Promise.NONE
    if event.heard_back_on is not None:
        return Promise.LATE if event.heard_back_on > event.hear_back_by else Promise.KEPT
    return Promise.OVERDUE if today > event.hear_back_by else Promise.OPEN


def promises_of(neighbourhood: Neighbourhood, today: date) -> list[Promised]:
    """Return the promises of a neighbourhood: overdue ones first, then the newest occasions first."""
    found = Event.objects.filter(bead__neighbourhood=neighbourhood, bead__tombstone=None, bead__went_in=None)
    told = [promised_at(each, today) for each in found.select_related("bead")]
    shown = [each for each in told if each.state is not Promise.NONE or each.event.open_to_change]
    return sorted(shown, key=lambda each: (each.state is not Promise.OVERDUE, -each.held_on.toordinal()))


def pounds(pence: int | None) -> str:
    """Return an amount as it is written: £1,234.50; nothing where it is not known."""
    return "" if pence is None else f"£{pence // 100:,}.{pence % 100:02d}"
