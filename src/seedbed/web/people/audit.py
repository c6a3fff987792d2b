"""The audit trail: who did what, where and when; numbers of things, never words.

It is only added to. Each entry holds the hash of the one before (`chain`), so that any change shows
(``seedbed audit verify``); the databases refuse changes too (`audit_guards`).
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from functools import wraps
from typing import Any, ParamSpec, TypeVar

from django.db import connection, transaction
from django.utils import timezone

from seedbed.web.people.chain import GENESIS, Entry, canonical, hash_of
from seedbed.web.people.models import AuditEvent, Scope, User

Given = ParamSpec("Given")
Done = TypeVar("Done")
_PARTS: ContextVar[list[str] | None] = ContextVar("parts_of_an_entry", default=None)


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
    if (parts := _PARTS.get()) is not None:
        parts.append(action)
        return event
    if connection.vendor == "sqlite":
        _give_place(event)
    event.save(force_insert=True)
    return event


@contextmanager
def in_one_entry() -> Iterator[list[str]]:
    """Gather what is done inside the block as parts of one action, which whoever opened it records after the block.

    For what comes in great numbers, such as what a phone sends after a day without a network: it is one action of one
    device, though it makes a participant, a contribution and a link. The list that is given names each part; put it
    into the detail of the one entry.
    """
    parts: list[str] = []
    before = _PARTS.set(parts)
    try:
        yield parts
    finally:
        _PARTS.reset(before)


def in_one_transaction(act: Callable[Given, Done]) -> Callable[Given, Done]:
    """Have an action be one transaction. As a part of `in_one_entry` it is undone only with the whole.

    So the database need not be told where each part began, which is a third of all that a phone's item asks of it.
    """

    @wraps(act)
    def acted(*given: Given.args, **named: Given.kwargs) -> Done:
        with transaction.atomic(savepoint=_PARTS.get() is None):
            return act(*given, **named)

    return acted


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
