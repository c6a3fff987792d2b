"""What rooms ask of the database, as functions that can be handed to another process."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import TypeVar, TypeVarTuple, Unpack

from django.contrib.sessions.backends.db import SessionStore
from django.db import close_old_connections, transaction

from seedbed.web.people.models import User
from seedbed.web.people.permissions import can
from seedbed.web.people.roles import Permission
from seedbed.web.step5_agenda.models import MapUpdate, SystemMap
from seedbed.web.step5_agenda.shared.keeping import Copy, Sent, keep, kept

Given = TypeVarTuple("Given")
Done = TypeVar("Done")


@dataclass(frozen=True, slots=True)
class News:
    """Updates that came later, by number; and the number that grows when comments, votes or origins change."""

    updates: list[tuple[int, bytes]]
    said: int


_COPIES: dict[int, Copy] = {}
"""The documents of maps that are open, by the maps' numbers; they stay in the one thread that keeps."""


def with_a_connection(work: Callable[[Unpack[Given]], Done], /, *given: *Given) -> Done:
    """Do work of the database in a thread or process that has no request around it."""
    close_old_connections()
    try:
        return work(*given)
    finally:
        close_old_connections()


@transaction.atomic
def load(number: int) -> tuple[list[bytes], int]:
    """Return a map's bytes and the number of the last update among them."""
    found = SystemMap.objects.get(pk=number)
    updates = list(kept(found))
    last = MapUpdate.objects.filter(map=found).order_by("-number").values_list("number", flat=True).first()
    return updates, last or found.last_number


def keep_updates(number: int, sent: Sequence[tuple[bytes, int]]) -> list[int]:
    """Keep updates of people, by their numbers, and return the updates' numbers.

    Raises
    ------
    UserError
        If the map is closed, or one of them may not be kept; then none is.
    """
    people = User.objects.in_bulk({person for _, person in sent})
    found = SystemMap.objects.get(pk=number)
    copy = _COPIES.setdefault(number, Copy())
    return keep(of=found, sent=[Sent(data, people.get(person)) for data, person in sent], copy=copy)


def forget(number: int) -> None:
    """Let go of a map's document, in the thread that kept it."""
    _COPIES.pop(number, None)


def news(number: int, after: int) -> News:
    """Return what is new on a map since an update."""
    rows = MapUpdate.objects.filter(map=number, number__gt=after).order_by("number")
    updates = [(number, bytes(data)) for number, data in rows.values_list("number", "data")]
    return News(updates, SystemMap.objects.values_list("said_number", flat=True).get(pk=number))


def may(number: int, person: int, session: str) -> bool | None:
    """Say whether someone may edit a map, or only look (False), or neither (None)."""
    found = SystemMap.objects.select_related("neighbourhood__scope").filter(pk=number).first()
    user = User.objects.filter(pk=person, is_active=True).first()
    if found is None or user is None or not SessionStore().exists(session):
        return None
    if not can(user, Permission.SEE_THREAD, found.scope):
        return None
    return found.closed_at is None and can(user, Permission.WORK_ON_THREAD, found.scope)


def still(number: int, seats: Sequence[tuple[int, str]]) -> list[bool | None]:
    """Say the same of many people and their sessions."""
    return [may(number, person, session) for person, session in seats]
