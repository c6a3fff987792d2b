"""Everything that writes, opens or erases how to reach someone: one transaction and one audit row each.

The trail holds numbers of contacts. It names no participant, and the row of a new contact does not say which it is:
beside the time somebody came it would tell who they are.
"""

from __future__ import annotations

import logging
from collections.abc import Mapping
from datetime import datetime
from typing import Any
from uuid import UUID

from django.db import transaction
from django.utils import timezone

from seedbed.errors import UsageError
from seedbed.web.consent.actions import forget_once_unreachable
from seedbed.web.consent.models import ConsentScope, Participant
from seedbed.web.consent.queries import effective
from seedbed.web.contacts.models import MOST_MONTHS, Contact, Retention
from seedbed.web.contacts.queries import contact_of, contacts_in, months_after, months_of
from seedbed.web.contacts.reach import Reach, read_email, read_phone
from seedbed.web.people.audit import record
from seedbed.web.people.kept_apart import note_gone
from seedbed.web.people.models import User
from seedbed.web.people.sealing import CannotBeOpenedError, key_ring
from seedbed.web.places.models import Neighbourhood, Programme

LOG = logging.getLogger(__name__)


@transaction.atomic
def keep_contact(*, by: User | None, participant: Participant, reach: Reach, at: datetime | None = None) -> Contact:
    """Keep how to reach someone who agreed to be contacted again; it takes the place of what was kept of them.

    Raises
    ------
    UsageError
        If they do not, or no longer, agree to it.
    """
    # Two who keep the same person come one after the other; a withdrawal at the same moment is found by erase_due.
    participant = Participant.objects.select_for_update().get(pk=participant.pk)
    if not effective(participant, ConsentScope.RECONTACT):
        raise UsageError(
            "How to reach them was not kept.",
            "They do not, or no longer, agree to be contacted again.",
            "Ask them first, and record what they say.",
        )
    today = timezone.localdate(at)
    contact = contact_of(participant) or Contact(neighbourhood=participant.neighbourhood, kept_on=today)
    contact.erase_on = months_after(
        max(today, contact.last_reply_on or today), months_of(participant.neighbourhood.programme)
    )
    contact.seal_reach(participant.pk, reach)
    contact.save()
    record(by=by, action="contacts.keep", scope=participant.neighbourhood.scope)
    return contact


@transaction.atomic
def see_contact(*, by: User | None, contact: Contact) -> tuple[str, Reach]:
    """Open a contact: whose it is, and how to reach them. That somebody looked is recorded first.

    Raises
    ------
    CannotBeOpenedError
        If its key is not here.
    """
    told = contact.opened()
    record(by=by, action="contacts.see", **_of(contact))
    return str(told["token"]), Reach.from_told(told)


@transaction.atomic
def find_contact(*, by: User | None, neighbourhood: Neighbourhood, typed: str) -> Contact | None:
    """Find a contact by its exact phone number or e-mail address, without opening any.

    Raises
    ------
    BadInputError
        If it is neither.
    """
    kind, value = ("email", read_email(typed).casefold()) if "@" in typed else ("phone", read_phone(typed))
    digests = key_ring(Contact.PURPOSE, make=False).digests(kind, value)
    found = contacts_in(neighbourhood).filter(**{f"{kind}__in": digests}).first()
    record(by=by, action="contacts.find", scope=neighbourhood.scope, found=found is not None)
    return found


@transaction.atomic
def note_reply(*, by: User | None, contact: Contact, at: datetime | None = None) -> Contact:
    """Note that someone was replied to: how to reach them is kept for some months from then."""
    today = timezone.localdate(at)
    contact.last_reply_on = max(today, contact.last_reply_on or today)
    contact.erase_on = months_after(contact.last_reply_on, months_of(contact.neighbourhood.programme))
    contact.save(update_fields=["last_reply_on", "erase_on"])
    record(by=by, action="contacts.reply", **_of(contact))
    return contact


@transaction.atomic
def erase_contact(*, by: User | None, contact: Contact) -> None:
    """Erase how to reach someone, and who they are if their words were erased before. It stays so after a restore.

    It needs no key; without it, who they are stays until nobody's contact lies under a key that is not here.

    Raises
    ------
    UserError
        If the list kept apart cannot be written; then nothing has changed.
    """
    token, number = _token_of(contact), contact.pk
    record(by=by, action="contacts.erase", **_of(contact))
    contact.delete()
    if token is not None:
        forget_once_unreachable(token=token)
    note_gone("contact", number)


def _token_of(contact: Contact) -> str | None:
    try:
        return str(contact.opened()["token"])
    except CannotBeOpenedError:
        return None


@transaction.atomic
def erase_again(gone: Mapping[str, datetime]) -> int:
    """Erase contacts that were erased after a backup, in the site that was restored from it; return how many."""
    found = list(Contact.objects.filter(pk__in=gone).select_related("neighbourhood__scope"))
    for contact in found:
        record(by=None, action="contacts.erase", **_of(contact))
        contact.delete()
    return len(found)


@transaction.atomic
def forget(*, token: str) -> bool:
    """Erase how to reach a participant who no longer agrees to it; say whether something was kept.

    What lies under a key that is not here is not found; it is erased on its day.
    """
    contact = contact_of(token)
    if contact is None:
        return False
    erase_contact(by=None, contact=contact)
    return True


@transaction.atomic
def set_retention(*, by: User | None, programme: Programme, months: int, at: datetime | None = None) -> Retention:
    """Set for how many months after the last reply how to reach people is kept; it holds for all that are kept.

    Raises
    ------
    UsageError
        If it is less than one month or more than five years.
    """
    if not 1 <= months <= MOST_MONTHS:
        raise UsageError(
            "This will not do.", f"{months:,} months were asked for.", f"Choose 1 to {MOST_MONTHS} months."
        )
    told = {"months": months, "set_by": by, "set_at": at or timezone.now()}
    kept, _ = Retention.objects.update_or_create(programme=programme, defaults=told)
    for contact in Contact.objects.filter(neighbourhood__programme=programme).select_for_update():
        contact.erase_on = months_after(contact.last_reply_on or contact.kept_on, months)
        contact.save(update_fields=["erase_on"])
    record(by=by, action="contacts.set_retention", scope=programme.scope, months=months)
    return kept


def erase_due(now: datetime) -> int:
    """Erase what is due, and what nobody agrees to any more; return how much. It may be called again.

    Each is a transaction of its own: one that fails is tried again the next time, and holds up no other.
    """
    today = timezone.localdate(now)
    due = list(Contact.objects.filter(erase_on__lte=today).values_list("pk", flat=True))
    return sum(_erased(number) for number in [*due, *_not_agreed()])


def _not_agreed() -> list[UUID]:
    """Return the contacts of those who are gone or no longer agree, as after a restore of older data."""
    found: list[UUID] = []
    for contact in Contact.objects.iterator():
        token = _token_of(contact)
        participant = Participant.objects.filter(pk=token).first() if token else None
        if token is not None and (participant is None or not effective(participant, ConsentScope.RECONTACT)):
            found.append(contact.pk)
    return found


def _erased(number: UUID) -> bool:
    try:
        with transaction.atomic():
            contact = Contact.objects.select_for_update().filter(pk=number).first()
            if contact is not None:
                erase_contact(by=None, contact=contact)
            return contact is not None
    except Exception:
        LOG.exception("A contact could not be erased.")
        return False


def _of(contact: Contact) -> dict[str, Any]:
    return {"scope": contact.neighbourhood.scope, "subject": f"contact:{contact.pk}"}
