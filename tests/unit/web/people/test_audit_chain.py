"""The audit trail is a chain that is only added to, and the databases themselves refuse anything else."""

from __future__ import annotations

import re
from collections.abc import Callable
from importlib import import_module
from types import SimpleNamespace
from typing import Any

import pytest
from django.db import DatabaseError, connection, transaction
from django.db.migrations.loader import MigrationLoader
from django.db.models import ProtectedError

from seedbed.errors import NotAllowedError
from seedbed.web.people import audit_guards
from seedbed.web.people.audit import entry_of, record
from seedbed.web.people.chain import GENESIS, canonical, hash_of, text_of
from seedbed.web.people.models import AuditEvent, Scope, User
from tests.unit.web.conftest import Cast

HOSTILE = 'Ŵyn "quoted" \\ back\tslash\n / ё 漢 \u2028 \x1f \x7f 🌱'


@pytest.fixture
def ended(db: None) -> Callable[[], None]:
    """Do what the end of a transaction does: on PostgreSQL entries get their place then."""

    def end() -> None:
        with connection.cursor() as cursor:
            if connection.vendor == "postgresql":
                cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")
                cursor.execute("SET CONSTRAINTS ALL DEFERRED")

    return end


def test_each_entry_holds_the_hash_of_the_one_before(site: Scope, ended: Callable[[], None]) -> None:
    for number in range(3):
        record(by=None, action="people.add_scope", scope=site, subject=f"scope:{number}")
    ended()
    chain = list(AuditEvent.objects.order_by("sequence"))
    assert [event.sequence for event in chain] == [1, 2, 3, 4]
    assert [event.previous for event in chain] == [GENESIS, *(event.hash for event in chain[:-1])]


def test_the_hash_is_that_of_all_fields(cast: Cast, site: Scope, ended: Callable[[], None]) -> None:
    record(by=cast.dev, action="people.grant", scope=site, subject=HOSTILE, role=HOSTILE, b=[1, 2.0, None], a=0.1)
    ended()
    for event in AuditEvent.objects.all():
        assert event.hash == hash_of(entry_of(event))


def test_an_entry_is_written_in_one_way(site: Scope, ended: Callable[[], None]) -> None:
    record(by=None, action="people.grant", scope=site, subject="user:7", role="owner", also=[2.0, True])
    ended()
    event = AuditEvent.objects.get(action="people.grant")
    told = re.sub(r'"at":"[^"]+"', '"at":"2026-11-22T09:00:00.000001Z"', text_of(entry_of(event)))
    assert told == (
        '{"action":"people.grant","at":"2026-11-22T09:00:00.000001Z","by":null,'
        f'"detail":{{"also":[2,true],"role":"owner"}},"previous":"{event.previous}","scope":{site.pk},'
        '"sequence":2,"subject":"user:7"}'
    )


def test_numbers_that_json_cannot_say_are_refused() -> None:
    with pytest.raises(ValueError, match="Out of range"):
        canonical({"share": float("nan")})


def test_what_is_taken_back_leaves_no_gap(site: Scope, ended: Callable[[], None]) -> None:
    with transaction.atomic():
        record(by=None, action="people.add_scope", scope=site)
        transaction.set_rollback(True)
    record(by=None, action="people.add_scope", scope=site)
    ended()
    assert list(AuditEvent.objects.order_by("sequence").values_list("sequence", flat=True)) == [1, 2]


@pytest.mark.parametrize(
    "change",
    [
        lambda event: event.save(),
        lambda event: event.delete(),
        lambda event: AuditEvent.objects.filter(pk=event.pk).update(action="people.grant"),
        lambda event: AuditEvent.objects.filter(pk=event.pk).delete(),
        lambda event: AuditEvent.objects.bulk_create([event]),
        lambda event: AuditEvent.objects.bulk_update([event], ["action"]),
    ],
)
def test_the_model_refuses_every_change(site: Scope, change: Callable[[AuditEvent], Any]) -> None:
    with pytest.raises(NotAllowedError, match="not changed"):
        change(AuditEvent.objects.get())


CHANGES = [
    "UPDATE people_auditevent SET action = 'people.grant'",
    "UPDATE people_auditevent SET at = '2020-01-01 00:00:00'",
    "UPDATE people_auditevent SET sequence = NULL",
    "DELETE FROM people_auditevent",
]


@pytest.mark.parametrize("command", CHANGES)
def test_the_database_refuses_every_change(site: Scope, ended: Callable[[], None], command: str) -> None:
    ended()
    with pytest.raises(DatabaseError, match="only added to"), transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(command)


def test_the_database_refuses_to_empty_the_table(site: Scope, ended: Callable[[], None]) -> None:
    ended()
    command = "TRUNCATE people_auditevent" if connection.vendor == "postgresql" else CHANGES[-1]
    with pytest.raises(DatabaseError, match="only added to"), transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(command)
    assert AuditEvent.objects.exists()


def test_the_database_refuses_to_write_over_an_entry(site: Scope, ended: Callable[[], None]) -> None:
    ended()
    command = {
        "sqlite": "INSERT OR REPLACE INTO people_auditevent SELECT * FROM people_auditevent",
        "postgresql": "INSERT INTO people_auditevent SELECT * FROM people_auditevent "
        "ON CONFLICT (id) DO UPDATE SET action = 'people.grant'",
    }[connection.vendor]
    with pytest.raises(DatabaseError, match="only added to"), transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(command)


def test_an_account_that_did_something_is_not_deleted(cast: Cast) -> None:
    record(by=cast.dev, action="people.sign_in", scope=None)
    with pytest.raises(ProtectedError):
        User.objects.get(pk=cast.dev.pk).delete()


def test_what_was_recorded_before_the_chain_is_put_into_it(cast: Cast, ended: Callable[[], None]) -> None:
    ended()
    before = list(AuditEvent.objects.order_by("sequence").values_list("action", "subject", "detail"))
    move = import_module("seedbed.web.people.migrations.0004_chain_what_was_recorded")
    then = MigrationLoader(connection).project_state(("people", "0004_chain_what_was_recorded")).apps
    editor = SimpleNamespace(connection=connection)
    audit_guards.take_down(connection)
    move.unchain_all(then, editor)
    assert not AuditEvent.objects.filter(sequence__isnull=False).exists()
    move.chain_all(then, editor)
    audit_guards.put_up(connection)
    chain = list(AuditEvent.objects.order_by("sequence"))
    assert [(event.action, event.subject, event.detail) for event in chain] == before
    assert [event.sequence for event in chain] == list(range(1, len(chain) + 1))
    assert all(event.hash == hash_of(entry_of(event)) for event in chain)
