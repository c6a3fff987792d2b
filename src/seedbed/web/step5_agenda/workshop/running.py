"""Beginning a workshop, going through its steps, and ending it."""

from __future__ import annotations

import secrets
from collections.abc import Mapping
from datetime import datetime, timedelta

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext_noop as _

from seedbed.errors import UsageError
from seedbed.web.people.audit import record
from seedbed.web.people.kept_apart import note_gone
from seedbed.web.people.models import User
from seedbed.web.step5_agenda.models import SystemMap
from seedbed.web.step5_agenda.shared.keeping import locked
from seedbed.web.step5_agenda.workshop.scripts import SCRIPTS
from seedbed.web.step5_agenda.workshop_models import NoteState, Workshop, WorkshopNote

LETTERS = "ABCDEFGHJKMNPQRTUVWXYZ2346789"
"""Without those that are taken for another when read from a screen across a room."""
LENGTH = 6
"""Of a code. The last sign finds slips before anyone looks, so that they are no tries; of the rest there are 29**5, 20
million, and an address has ten tries in a quarter of an hour."""
LONGEST_HOURS = 12
UNSORTED_KEPT = timedelta(days=30)
"""How long words of notes that became nothing are kept after their workshop."""


@transaction.atomic
def start_workshop(*, by: User | None, of: SystemMap, script: str, hours: int, at: datetime | None = None) -> Workshop:
    """Begin a script on a map; its code lets phones in for so many hours.

    Raises
    ------
    NotAllowedError
        If the map is closed.
    UsageError
        If there is no such script, or it would be open for too long.
    """
    if script not in SCRIPTS or not 1 <= hours <= LONGEST_HOURS:
        raise UsageError(_("No workshop was begun."), _("There is no such script or time."), _("Choose again."))
    began = at or timezone.now()
    found = locked(of)
    ends = began + timedelta(hours=hours)
    made = Workshop.objects.create(
        map=found, script=script, step_began_at=began, code=new_code(), started_at=began, started_by=by, ends_at=ends
    )
    record(by=by, action="workshops.start", scope=made.scope, subject=f"workshop:{made.pk}")
    return made


@transaction.atomic
def go_to_step(*, by: User | None, workshop: Workshop, step: int, at: datetime | None = None) -> Workshop:
    """Go to a step: phones ask what it asks from now on.

    Raises
    ------
    UsageError
        If it has ended, or the script has no such step.
    """
    if not 0 <= step < len(SCRIPTS[workshop.script].steps) or workshop.ended_at is not None:
        raise UsageError(
            _("The step was not changed."), _("The workshop has ended, or has no such step."), _("Load the page anew.")
        )
    workshop.step, workshop.step_began_at = step, at or timezone.now()
    workshop.save(update_fields=["step", "step_began_at"])
    record(by=by, action="workshops.go_to_step", scope=workshop.scope, subject=f"workshop:{workshop.pk}", step=step)
    return workshop


@transaction.atomic
def end_workshop(*, by: User | None, workshop: Workshop, at: datetime | None = None) -> Workshop:
    """End a workshop: its code opens nothing any more, and which phone sent what is forgotten. Sorting may go on."""
    if workshop.ended_at is None:
        workshop.ended_at, workshop.code = at or timezone.now(), ""
        workshop.save(update_fields=["ended_at", "code"])
        workshop.notes.update(device="")
        record(by=by, action="workshops.end", scope=workshop.scope, subject=f"workshop:{workshop.pk}")
        if workshop.ended_at < workshop.ends_at:  # Else its time is over in a restored site, too.
            note_gone("workshop", workshop.pk, workshop.ended_at)
    return workshop


@transaction.atomic
def end_again(gone: Mapping[str, datetime]) -> int:
    """End workshops that were ended after a backup, in the site that was restored from it; return how many.

    Those that the restored site gave the number anew, later than that, go on.
    """
    rows = Workshop.objects.filter(pk__in=gone, ended_at=None).select_related("map__neighbourhood__scope")
    found = [each for each in rows if each.started_at <= gone[str(each.pk)]]
    for each in found:
        each.ended_at, each.code = gone[str(each.pk)], ""
        each.save(update_fields=["ended_at", "code"])
        each.notes.update(device="")
        record(by=None, action="workshops.end", scope=each.scope, subject=f"workshop:{each.pk}")
    return len(found)


def end_and_forget(now: datetime) -> None:
    """End workshops whose time is over; erase words of notes that became nothing, some time after the end."""
    for each in Workshop.objects.filter(ended_at=None, ends_at__lte=now).select_related("map__neighbourhood__scope"):
        end_workshop(by=None, workshop=each, at=each.ends_at)
    over = WorkshopNote.objects.filter(workshop__ended_at__lte=now - UNSORTED_KEPT).exclude(words="")
    over.filter(state__in=[NoteState.WAITING, NoteState.ASIDE]).update(words="", shown_at=None)


def new_code() -> str:
    """Return a code that no open workshop has."""
    while True:
        drawn = "".join(secrets.choice(LETTERS) for _each in range(LENGTH - 1))
        code = next(drawn + last for last in LETTERS if is_code(drawn + last))
        if not Workshop.objects.filter(code=code).exists():
            return code


def is_code(told: str) -> bool:
    """Say whether it can be a code: any one wrong sign, and any two that changed places, are found (modulo a prime)."""
    if len(told) != LENGTH or not set(told) <= set(LETTERS):
        return False
    return sum(place * LETTERS.index(sign) for place, sign in enumerate(told, start=1)) % len(LETTERS) == 0
