"""What is asked about contacts; opening one is an action, since each look is recorded."""

from __future__ import annotations

from calendar import monthrange
from datetime import date

from django.db.models import QuerySet

from seedbed.web.consent.models import Participant
from seedbed.web.contacts.models import USUAL_MONTHS, Contact, Retention
from seedbed.web.people.sealing import key_ring
from seedbed.web.places.models import Neighbourhood, Programme


def months_of(programme: Programme) -> int:
    """Return for how many months after the last reply a programme keeps how to reach people."""
    found = Retention.objects.filter(programme=programme).values_list("months", flat=True).first()
    return found or USUAL_MONTHS


def months_after(day: date, months: int) -> date:
    """Return the day some months later; the last of the month where it has no such day."""
    year, month = divmod(day.year * 12 + day.month - 1 + months, 12)
    return date(year, month + 1, min(day.day, monthrange(year, month + 1)[1]))


def contacts_in(neighbourhood: Neighbourhood) -> QuerySet[Contact]:
    """Return the contacts of a neighbourhood, the first to be erased first; sealed as they are."""
    return Contact.objects.filter(neighbourhood=neighbourhood)


def contact_of(participant: Participant | str) -> Contact | None:
    """Return the contact of a participant, found by a keyed digest of their token."""
    token = participant if isinstance(participant, str) else participant.pk
    ring = key_ring(Contact.PURPOSE, make=False)
    return Contact.objects.filter(person__in=ring.digests("person", token)).first()


def out_of_reach(neighbourhood: Neighbourhood) -> int:
    """Return how many contacts of a neighbourhood lie under a key that is not here."""
    ring = key_ring(Contact.PURPOSE, make=False)
    return contacts_in(neighbourhood).exclude(key_id__in=ring.ids).count()


def may_be_reached(participant: Participant) -> bool:
    """Say whether how to reach someone is kept, or may lie under a key that is not here."""
    return contact_of(participant) is not None or out_of_reach(participant.neighbourhood) > 0


def count_in(programme: Programme) -> int:
    """Return how many contacts a programme keeps."""
    return Contact.objects.filter(neighbourhood__programme=programme).count()
