"""What happens in the room of consent and matters here: nobody is contacted who took that back, or who is gone."""

from __future__ import annotations

from typing import Any

from django.db.models.signals import post_save, pre_delete

from seedbed.web.consent.models import Consent, ConsentScope, ConsentWithdrawal, Participant
from seedbed.web.consent.queries import effective
from seedbed.web.contacts.actions import forget


def listen() -> None:
    """Hear of every consent, every withdrawal and everyone who is forgotten, in the transaction in which it happens."""
    post_save.connect(_changed, sender=Consent, dispatch_uid="contacts.consent")
    post_save.connect(_changed, sender=ConsentWithdrawal, dispatch_uid="contacts.withdrawal")
    pre_delete.connect(_gone, sender=Participant, dispatch_uid="contacts.participant")


def _changed(instance: Consent | ConsentWithdrawal, **_told: Any) -> None:
    # Asked anew: what was loaded before does not know of it yet.
    participant = Participant.objects.get(pk=instance.participant_id)
    if not effective(participant, ConsentScope.RECONTACT):
        forget(token=participant.pk)


def _gone(instance: Participant, **_told: Any) -> None:
    forget(token=instance.pk)
