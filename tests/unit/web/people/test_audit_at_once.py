"""Many add to the audit trail at the same moment, each with locks of their own: it never forks, and nobody is stuck."""

from __future__ import annotations

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from threading import Barrier
from typing import Any

import pytest
from django.db import connection, transaction

from seedbed.web.golden_thread.changing import lock_thread
from seedbed.web.people.actions import create_account, open_site
from seedbed.web.people.audit import entry_of, record
from seedbed.web.people.chain import GENESIS, hash_of
from seedbed.web.people.models import AuditEvent, Scope, User
from seedbed.web.places.actions import start_partnership, start_programme
from seedbed.web.places.models import Programme

THREADS, TIMES = 6, 15
ONE_AT_A_TIME = "SQLite lets one transaction write at a time, so these two cannot be under way together"


def _together(*actions: Callable[[], Any]) -> None:
    """Do things in threads with a connection each; whatever goes wrong in one fails the test."""

    def one(action: Callable[[], Any]) -> None:
        try:
            action()
        finally:
            connection.close()

    with ThreadPoolExecutor(len(actions)) as threads:
        for done in [threads.submit(one, action) for action in actions]:
            done.result(timeout=60)


def _chain() -> list[AuditEvent]:
    return list(AuditEvent.objects.order_by("sequence"))


def _is_whole(chain: list[AuditEvent]) -> bool:
    before = [GENESIS, *(event.hash for event in chain[:-1])]
    return all(
        event.sequence == place and event.previous == previous and event.hash == hash_of(entry_of(event))
        for place, (event, previous) in enumerate(zip(chain, before, strict=True), 1)
    )


@pytest.fixture
def programmes(transactional_db: None) -> list[Programme]:
    open_site()
    partnership = start_partnership(by=None, name="Ashby Partnership")
    return [start_programme(by=None, partnership=partnership, name=name) for name in ("One", "Two", "Three")]


def test_it_stays_one_chain_whatever_is_locked_before_and_after(programmes: list[Programme]) -> None:
    before = AuditEvent.objects.count()

    def work(which: int) -> None:
        for turn in range(TIMES):
            programme = programmes[(which + turn) % len(programmes)]
            with transaction.atomic():
                record(by=None, action="people.add_scope", scope=programme.scope, subject=f"scope:{which}")
                lock_thread(programme)
                record(by=None, action="people.add_scope", scope=programme.scope, subject=f"scope:{turn}")
                Scope.objects.select_for_update().get(pk=programme.scope_id)
                record(by=None, action="people.add_scope", scope=None)

    _together(*(lambda which=which: work(which) for which in range(THREADS)))
    chain = _chain()
    assert len(chain) == before + 3 * THREADS * TIMES
    assert _is_whole(chain)


def test_what_is_locked_after_recording_makes_no_circle(programmes: list[Programme]) -> None:
    if connection.vendor == "sqlite":
        pytest.skip(ONE_AT_A_TIME)
    both = Barrier(2, timeout=20)

    def records_then_locks() -> None:
        with transaction.atomic():
            record(by=None, action="people.add_scope", scope=None)
            both.wait()
            lock_thread(programmes[0])

    def locks_then_records() -> None:
        with transaction.atomic():
            lock_thread(programmes[0])
            both.wait()
            record(by=None, action="people.add_scope", scope=None)

    _together(records_then_locks, locks_then_records)
    assert _is_whole(_chain())


def test_rows_locked_by_checks_at_the_end_make_no_circle(programmes: list[Programme]) -> None:
    """A foreign key is checked at the end of a transaction and locks the row that it names."""
    if connection.vendor == "sqlite":
        pytest.skip(ONE_AT_A_TIME)
    held, let_go = Barrier(2, timeout=20), Barrier(2, timeout=20)
    scope = programmes[0].scope

    def holds_the_scope() -> None:
        with transaction.atomic():
            Scope.objects.select_for_update().get(pk=scope.pk)
            held.wait()
            let_go.wait()
            record(by=None, action="people.add_scope", scope=None)

    def names_the_scope() -> None:
        held.wait()
        with transaction.atomic():
            record(by=None, action="people.add_scope", scope=scope)
            let_go.wait()

    _together(holds_the_scope, names_the_scope)
    assert _is_whole(_chain())


def test_nobody_waits_for_the_chain_in_the_middle_of_an_action(programmes: list[Programme]) -> None:
    if connection.vendor == "sqlite":
        pytest.skip(ONE_AT_A_TIME)
    recorded, ended = Barrier(2, timeout=20), Barrier(2, timeout=20)

    def records_and_stays() -> None:
        with transaction.atomic():
            record(by=None, action="people.add_scope", scope=None)
            recorded.wait()
            ended.wait()

    def records_and_ends() -> None:
        recorded.wait()
        create_account(by=None, name="Olu", email="olu@example.org")
        ended.wait()

    _together(records_and_stays, records_and_ends)
    assert User.objects.filter(email="olu@example.org").exists()
    assert _is_whole(_chain())
