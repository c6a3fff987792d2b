"""The audit trail: who did what, where and when; numbers of things, never words.

It is only added to. Each entry holds the hash of the one before (`chain`), so that any change shows
(``seedbed audit verify``); the databases refuse changes too (`audit_guards`).
"""

from __future__ import annotations

from typing import Any

from django.db import connection, transaction
from django.utils import timezone

from seedbed.web.people.chain import GENESIS, Entry, canonical, hash_of
from seedbed.web.people.models import AuditEvent, Scope, User


@transaction.atomic(savepoint=False)
def record(*, by: User | None, action: str, scope: Scope | None, subject: str = "", **detail: Any) -> AuditEvent:
    """Add one entry; call it inside the transaction of what it records.

    On SQLite it has its place in the chain at once; on PostgreSQL the database gives it one when the transaction ends,
    so that it does not matter which locks are taken before or after it.

    Parameters
    ----------
    by
        Who did it; None for the site itself.
    action
        What was done, as ``room.action``; its plain words are in `audit_words`.
    scope
        Where; None for what belongs to the whole site.
    subject
        Of what, as ``kind:number``.
    detail
        Numbers and plain settings. Never words of residents, addresses or tokens.
    """
    event = AuditEvent(at=timezone.now(), by=by, action=action, scope=scope, subject=subject, detail=detail)
    if connection.vendor == "sqlite":
        _give_place(event)
    event.save(force_insert=True)
    return event


def _give_place(event: AuditEvent) -> None:
    """Put an entry at the end of the chain; nobody else can write before this transaction ends."""
    last = AuditEvent.objects.order_by("-sequence").values_list("sequence", "hash").first()
    place, event.previous = last or (0, GENESIS)
    event.sequence = (place or 0) + 1
    event.hash = hash_of(entry_of(event))


def entry_of(event: AuditEvent) -> Entry:
    """Return an entry of the table as the chain holds it.

    Raises
    ------
    ValueError
        If it has no place yet.
    """
    if event.sequence is None:
        raise ValueError("an entry has a place only once its transaction has ended")
    return Entry(
        sequence=event.sequence,
        previous=event.previous,
        at=event.at,
        by=event.by_id,
        action=event.action,
        scope=event.scope_id,
        subject=event.subject,
        detail=canonical(event.detail),
    )
