"""What rooms ask of the database, in threads of their own with connections of their own."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from typing import TypeVar

from django.contrib.sessions.backends.db import SessionStore
from django.db import close_old_connections, transaction

from seedbed.web.people.models import User
from seedbed.web.people.permissions import can
from seedbed.web.people.roles import Permission
from seedbed.web.step5_agenda.live.memory import give_back
from seedbed.web.step5_agenda.models import MapUpdate, SystemMap
from seedbed.web.step5_agenda.shared.keeping import Copy, Sent, keep, kept

T = TypeVar("T")
_THREADS = ThreadPoolExecutor(max_workers=2, thread_name_prefix="live")
_KEEPING = ThreadPoolExecutor(max_workers=1, thread_name_prefix="keeping")
"""The one thread that writes what editors draw: it holds the documents, and SQLite has one writer at a time anyway."""


async def away(work: Callable[[], T], *, threads: ThreadPoolExecutor = _THREADS) -> T:
    """Do work of the database away from the event loop."""
    return await asyncio.get_running_loop().run_in_executor(threads, _with_a_connection, work)


def _with_a_connection(work: Callable[[], T]) -> T:
    close_old_connections()
    try:
        return work()
    finally:
        close_old_connections()


class MapDesk:
    """What is asked of the database for one map."""

    def __init__(self, number: int) -> None:
        self.number = number
        self._copy = Copy()

    async def load(self) -> tuple[list[bytes], int]:
        """Return the map's bytes and the number of the last update among them."""
        return await away(self._load)

    @transaction.atomic
    def _load(self) -> tuple[list[bytes], int]:
        found = SystemMap.objects.get(pk=self.number)
        updates = list(kept(found))
        last = MapUpdate.objects.filter(map=found).order_by("-number").values_list("number", flat=True).first()
        return updates, last or found.last_number

    async def keep(self, sent: list[tuple[bytes, int]]) -> list[int]:
        """Keep updates of people, by their numbers, and return the updates' numbers."""
        return await away(lambda: self._keep(sent), threads=_KEEPING)

    def _keep(self, sent: list[tuple[bytes, int]]) -> list[int]:
        people = User.objects.in_bulk({person for _, person in sent})
        found = SystemMap.objects.get(pk=self.number)
        return keep(of=found, sent=[Sent(data, people.get(person)) for data, person in sent], copy=self._copy)

    async def close(self) -> None:
        """Forget the map, once nobody is at it."""
        await away(self._copy.let_go, threads=_KEEPING)
        await away(give_back)

    async def later(self, number: int) -> list[tuple[int, bytes]]:
        """Return the updates after a number, with their numbers."""
        return await away(lambda: self._later(number))

    def _later(self, number: int) -> list[tuple[int, bytes]]:
        rows = MapUpdate.objects.filter(map=self.number, number__gt=number).order_by("number")
        return [(number, bytes(data)) for number, data in rows.values_list("number", "data")]

    async def said(self) -> int:
        """Return the number that grows whenever comments, votes or origins change."""
        return await away(lambda: SystemMap.objects.values_list("said_number", flat=True).get(pk=self.number))

    async def still(self, seats: list[tuple[int, str]]) -> list[bool | None]:
        """Say of people and their sessions whether they may edit; None if they may not even look any more."""
        return await away(lambda: [self.may(person, session) for person, session in seats])

    def may(self, person: int, session: str) -> bool | None:
        """Say whether someone may edit the map, or only look (False), or neither (None)."""
        found = SystemMap.objects.select_related("neighbourhood__scope").filter(pk=self.number).first()
        user = User.objects.filter(pk=person, is_active=True).first()
        if found is None or user is None or not SessionStore().exists(session):
            return None
        if not can(user, Permission.SEE_THREAD, found.scope):
            return None
        return found.closed_at is None and can(user, Permission.WORK_ON_THREAD, found.scope)
