"""Planning occasions on which people are heard, noting who came and what it cost, and closing them."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext_noop as _

from seedbed.errors import BadInputError, UsageError
from seedbed.thread.kinds import BeadKind
from seedbed.thread.payloads.heard import EventPayload
from seedbed.web.consent.models import Participant
from seedbed.web.golden_thread import actions as thread
from seedbed.web.golden_thread.models import Bead
from seedbed.web.listening.event_models import (
    Attendance,
    CostKind,
    CostLine,
    Event,
    EventKind,
    LivesHere,
    Payment,
    Sector,
)
from seedbed.web.listening.words import check_language, plain_words
from seedbed.web.people.audit import record
from seedbed.web.people.models import User
from seedbed.web.people.wording import clean_name
from seedbed.web.places.models import Neighbourhood

LONGEST_TOLD = 2_000
"""Characters of what is open to change, of access and of what went otherwise than planned."""
MOST_PEOPLE = 100_000
MOST_PENCE = 10**11


@dataclass(frozen=True, slots=True)
class EventTold:
    """What is told of an occasion.

    Parameters
    ----------
    name, held_on
        As its bead carries them.
    kind
        A value of `EventKind`.
    open_to_change, budget, who_decides, hear_back_by
        What people are promised: printed with everything, and shown on the public page of promises.
    payment
        Values of `Payment` that people may choose among.
    """

    name: str
    held_on: date
    kind: str = EventKind.OTHER.value
    step: int = 2
    venue: str = ""
    access: str = ""
    languages: Sequence[str] = ()
    starts_at: datetime | None = None
    ends_at: datetime | None = None
    planned_people: int | None = None
    team: str = ""
    open_to_change: str = ""
    budget: str = ""
    who_decides: str = ""
    hear_back_by: date | None = None
    payment: Sequence[str] = ()


@transaction.atomic
def plan_event(
    *,
    by: User | None,
    neighbourhood: Neighbourhood,
    told: EventTold,
    bead: Bead | None = None,
    at: datetime | None = None,
) -> Event:
    """Plan an occasion: put it on the thread with its details; with a bead, give the details of one that is there.

    Raises
    ------
    BadInputError
        If something told will not do.
    UsageError
        If the bead is no event of this neighbourhood.
    """
    details = _checked(told)
    if bead is None:
        payload = EventPayload(name=clean_name(told.name, "name"), held_on=told.held_on, step=told.step)
        bead = thread.add_bead(
            by=by, programme=neighbourhood.programme, neighbourhood=neighbourhood, payload=payload, at=at
        )
    elif bead.kind != BeadKind.EVENT or bead.neighbourhood_id != neighbourhood.pk:
        raise UsageError(_("This is no event of this place."), _("It belongs elsewhere."), _("Choose another."))
    event, _new = Event.objects.update_or_create(bead=bead, defaults=details)
    record(by=by, action="listening.plan_event", scope=neighbourhood.scope, subject=f"event:{bead.pk}")
    return event


def _checked(told: EventTold) -> dict[str, object]:
    if told.kind not in EventKind.values or not set(told.payment) <= set(Payment.values):
        raise _refused("Its kind or a way of paying is not known.", "Choose among those that are offered.")
    if told.starts_at and told.ends_at and told.ends_at <= told.starts_at:
        raise _refused("It ends before it begins.", "Give a later end.")
    if told.hear_back_by and told.hear_back_by < told.held_on:
        raise _refused("People would hear back before its day.", "Give its own day, or a later one.")
    if told.planned_people is not None and not 0 <= told.planned_people <= MOST_PEOPLE:
        raise _refused(f"It is planned for {told.planned_people:,} people.", f"Give 0 to {MOST_PEOPLE:,}.")
    for language in told.languages:
        check_language(language)
    return {
        "kind": told.kind,
        "venue": _text(told.venue, 200),
        "access": _text(told.access, LONGEST_TOLD),
        "languages": list(told.languages),
        "starts_at": told.starts_at,
        "ends_at": told.ends_at,
        "planned_people": told.planned_people,
        "team": _text(told.team, 300),
        "open_to_change": _text(told.open_to_change, LONGEST_TOLD),
        "budget": _text(told.budget, 300),
        "who_decides": _text(told.who_decides, 300),
        "hear_back_by": told.hear_back_by,
        "payment": [value for value in Payment.values if value in told.payment],
    }


def _text(text: str, longest: int) -> str:
    if len(text) > longest:
        raise _refused(f"A text has {len(text):,} characters; {longest:,} is the most.", "Shorten it.")
    return plain_words(text).strip()


def _refused(why: str, next_step: str) -> BadInputError:
    return BadInputError("The event cannot be kept.", why, next_step)


@transaction.atomic
def close_event(
    *, by: User, event: Event, deviations: str = "", heard_back_on: date | None = None, at: datetime | None = None
) -> Event:
    """Close an occasion once it is over: what went otherwise than planned, and, when it is so, that people heard back.

    It may be closed again, as when the answer went back only later. Its bead then tells how many attendances it had.

    Raises
    ------
    UsageError
        If its day is still to come, or the answer went back on a day that is.
    """
    today = timezone.localdate(at) if at else timezone.localdate()
    held = Event.objects.select_for_update().get(pk=event.pk)
    payload = held.bead.payload
    if date.fromisoformat(payload["held_on"]) > today or (heard_back_on or today) > today:
        raise UsageError(_("The event was not closed."), _("A day of it is still to come."), _("Close it afterwards."))
    held.deviations = _text(deviations, LONGEST_TOLD)
    held.heard_back_on = heard_back_on or held.heard_back_on
    held.closed_at, held.closed_by = at or timezone.now(), by
    held.save()
    counted = sum(held.attendances.values_list("people", flat=True))
    if counted:
        changed = EventPayload(
            name=payload["name"],
            held_on=date.fromisoformat(payload["held_on"]),
            step=payload.get("step", 2),
            attendances=counted,
        )
        thread.revise(by=by, bead=held.bead, payload=changed, why="Attendance was counted.", at=at)
    record(by=by, action="listening.close_event", scope=held.bead.scope, subject=f"event:{held.pk}", people=counted)
    return held


@transaction.atomic
def attend(  # noqa: PLR0913 - what is noted of someone who came
    *,
    by: User | None,
    event: Event,
    participant: Participant | None = None,
    people: int = 1,
    sector: str = Sector.NOT_TOLD.value,
    resident: str = LivesHere.NOT_TOLD.value,
    at: datetime | None = None,
) -> Attendance:
    """Note that someone came, by token, or how many did whom nobody asked who they are.

    The same participant is noted once for an event; noting them again changes what is known of them.

    Raises
    ------
    UsageError
        If the number will not do, sector or residence is unknown, or the participant is of another neighbourhood.
    """
    what = _("The attendance cannot be kept.")
    if not 1 <= people <= MOST_PEOPLE or (participant is not None and people != 1):
        raise UsageError(what, _("The number of people will not do."), _("Give 1 or more; for someone known, 1."))
    if sector not in Sector.values or resident not in LivesHere.values:
        raise UsageError(what, _("For whom they came is not known here."), _("Choose among those that are offered."))
    if participant is not None and participant.neighbourhood_id != event.bead.neighbourhood_id:
        raise UsageError(what, _("They take part in another neighbourhood."), _("Note them there."))
    told = {"sector": sector, "resident": resident, "noted_by": by, "noted_at": at or timezone.now()}
    if participant is None:
        kept: Attendance = event.attendances.create(people=people, **told)
    else:
        kept, _new = event.attendances.update_or_create(participant=participant, defaults=told)
    scope = event.bead.scope
    record(by=by, action="listening.attend", scope=scope, subject=f"event:{event.pk}", people=people)
    return kept


@dataclass(frozen=True, slots=True)
class Cost:
    """One line of costs; ``planned`` and ``actual`` in pence, None where it is not known."""

    kind: str
    what: str = ""
    planned: int | None = None
    actual: int | None = None


@transaction.atomic
def set_costs(*, by: User, event: Event, costs: Iterable[Cost], at: datetime | None = None) -> list[CostLine]:
    """Keep what an occasion costs, in place of what was kept before.

    Raises
    ------
    BadInputError
        If a kind is unknown or an amount will not do.
    """
    lines = []
    for cost in costs:
        amounts = [amount for amount in (cost.planned, cost.actual) if amount is not None]
        if cost.kind not in CostKind.values or not amounts or not all(0 <= each <= MOST_PENCE for each in amounts):
            raise _refused("A line of costs has no kind or no amount.", "Give what it is for, and pounds and pence.")
        lines.append(
            CostLine(
                event=event,
                kind=cost.kind,
                what=_text(cost.what, 200),
                planned_pence=cost.planned,
                actual_pence=cost.actual,
                noted_by=by,
                noted_at=at or timezone.now(),
            )
        )
    event.costs.all().delete()
    made = CostLine.objects.bulk_create(lines)
    record(by=by, action="listening.set_costs", scope=event.bead.scope, subject=f"event:{event.pk}", lines=len(made))
    return made
