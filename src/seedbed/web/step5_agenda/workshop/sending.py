"""What phones send: a short note, once, as often as is fair; and taking one's own note back."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

from django.db import transaction
from django.db.models import F
from django.utils import timezone
from django.utils.crypto import constant_time_compare, salted_hmac
from django.utils.translation import gettext_noop as _

from seedbed.errors import UsageError
from seedbed.formats.plain_text import plain_name
from seedbed.web.people.audit import record
from seedbed.web.people.kept_apart import note_gone
from seedbed.web.step5_agenda.workshop.scripts import SCRIPTS, Step
from seedbed.web.step5_agenda.workshop_models import Came, NoteState, Workshop, WorkshopNote

MINUTE = timedelta(minutes=1)
MOST_A_MINUTE = 6
"""Notes of one phone."""
MOST_OF_A_PHONE = 60
MOST_A_MINUTE_OF_ALL = 300
MOST_NOTES = 1_000
"""Of one workshop, however they came."""
_SALT = "seedbed.web.step5_agenda.workshop"
_EMPTY: Mapping[str, Any] = {
    "words": "",
    "direction": "",
    "state": NoteState.TAKEN_BACK,
    "factor": None,
    "idea": None,
    "shown_at": None,
    "reason": "",
}
"""What is left of a note that was taken back."""


class TooManyNotesError(UsageError):
    """More notes were sent than a phone, or a room, may send (exit code 2)."""


@dataclass(frozen=True, slots=True)
class Told:
    """What a phone sends. ``token`` was made with its form."""

    token: UUID
    words: str
    direction: str = ""


def device_of(workshop: Workshop, key: str) -> str:
    """Return what stands for a phone in one workshop: nobody can tell it from this in another."""
    return salted_hmac(_SALT, f"{workshop.pk}:{key}", algorithm="sha256").hexdigest()


def signed(workshop: Workshop, key: str) -> str:
    """Return the key of a phone as its cookie holds it: nobody can make one of a workshop they never saw."""
    return f"{key}.{salted_hmac(_SALT, f'cookie:{workshop.pk}:{key}', algorithm='sha256').hexdigest()}"


def key_in(workshop: Workshop, cookie: str) -> str:
    """Return the key of a phone that has been here before; empty where the cookie is not of this workshop."""
    key = cookie[:200].partition(".")[0]
    return key if constant_time_compare(signed(workshop, key), cookie[:200]) else ""


def step_now(workshop: Workshop) -> Step:
    """Return the step that a workshop is at."""
    steps = SCRIPTS[workshop.script].steps
    return steps[min(workshop.step, len(steps) - 1)]


@transaction.atomic
def send_note(*, workshop: Workshop, device: str, told: Told, at: datetime | None = None) -> WorkshopNote:
    """Keep a note that a phone sent; the same one sent again is not kept twice.

    Raises
    ------
    TooManyNotesError
        If too many were sent.
    UsageError
        If the workshop has ended, or asks nothing now.
    """
    now = at or timezone.now()
    found = hold(workshop)
    there = WorkshopNote.objects.filter(workshop=found, token=told.token).first()
    if there is not None:
        return there
    step = step_now(found)
    if not found.is_open(now) or not step.prompt:
        raise UsageError(
            _("Your note was not sent."), _("Nothing is asked at this moment."), _("Look at the big screen.")
        )
    _check_many(found, device, now)
    note = WorkshopNote.objects.create(
        workshop=found,
        step=step.slug,
        token=told.token,
        device=device,
        words=plain_name(told.words),
        direction=told.direction if told.direction in step.directions else "",
        came=Came.PHONE,
        at=now,
    )
    record(by=None, action="workshops.send_note", scope=found.scope, subject=f"note:{note.pk}")
    return note


@transaction.atomic
def take_back(*, workshop: Workshop, device: str, note: int) -> bool:
    """Erase a note that this phone sent; say whether there was one.

    Raises
    ------
    UserError
        If the list kept apart cannot be written; then nothing has changed.
    """
    held = WorkshopNote.objects.filter(workshop=hold(workshop), pk=note, device=device).exclude(device="")
    changed = held.exclude(state=NoteState.TAKEN_BACK).update(**_EMPTY)
    if changed:
        record(by=None, action="workshops.take_back", scope=workshop.scope, subject=f"note:{note}")
        note_gone("workshop_note", note)
    return bool(changed)


@transaction.atomic
def take_back_again(gone: Mapping[str, datetime]) -> int:
    """Erase notes that were taken back after a backup, in the site that was restored from it; return how many.

    Those that the restored site gave the number anew, later than that, stay.
    """
    notes = WorkshopNote.objects.filter(pk__in=gone).exclude(state=NoteState.TAKEN_BACK)
    rows = notes.select_related("workshop__map__neighbourhood__scope")
    found = [each for each in rows if each.at <= gone[str(each.pk)]]
    for each in found:
        WorkshopNote.objects.filter(pk=each.pk).update(**_EMPTY)
        record(by=None, action="workshops.take_back", scope=each.workshop.scope, subject=f"note:{each.pk}")
    return len(found)


def hold(workshop: Workshop) -> Workshop:
    """Return a workshop as it is now; nobody else adds to it until the transaction ends."""
    Workshop.objects.filter(pk=workshop.pk).update(step=F("step"))
    return Workshop.objects.select_related("map__neighbourhood__scope").get(pk=workshop.pk)


def check_room_for(workshop: Workshop, more: int) -> None:
    """Refuse what would be more notes than one workshop holds.

    Raises
    ------
    TooManyNotesError
        If it would.
    """
    if workshop.notes.count() + more > MOST_NOTES:
        raise TooManyNotesError(
            _("Your note was not sent."), _("This workshop is full."), _("Tell whoever leads it, on paper.")
        )


def _check_many(workshop: Workshop, device: str, now: datetime) -> None:
    check_room_for(workshop, 1)
    mine = workshop.notes.filter(device=device)
    if mine.count() >= MOST_OF_A_PHONE:
        raise TooManyNotesError(
            _("Your note was not sent."),
            _("One phone may send 60 notes, so that everybody is heard."),
            _("Write it on paper."),
        )
    lately = workshop.notes.filter(at__gt=now - MINUTE)
    if mine.filter(at__gt=now - MINUTE).count() >= MOST_A_MINUTE or lately.count() >= MOST_A_MINUTE_OF_ALL:
        raise TooManyNotesError(
            _("Your note was not sent."),
            _("Many notes came in the last minute."),
            _("Wait a minute and send it again, or write it on paper."),
        )
