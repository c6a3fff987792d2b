"""The doctor finds what is not well and says what to do; what is well it leaves alone."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from django.db import DatabaseError, connection
from django.utils import timezone
from pytest_django import Settings

from seedbed.web.jobs.beating import beat
from seedbed.web.jobs.models import Recurring
from seedbed.web.operations import doctor, looks, looks_outside
from seedbed.web.operations.actions import note_backup
from seedbed.web.operations.doctor import Finding, Line, State, add_check, bad, examine, ok, worst
from seedbed.web.people.audit import record
from seedbed.web.people.models import Scope

pytestmark = pytest.mark.django_db(transaction=True)
SERVED = {"hosts": ("seedbed.example.org",), "https": True, "secret_key": "k" * 40, "email": "smtp://localhost"}


@pytest.fixture
def told(home: Path, settings: Settings) -> Callable[..., None]:
    def change(**told: Any) -> None:
        settings.ENVIRONMENT = replace(settings.ENVIRONMENT, **told)

    return change


def _names(state: State) -> set[str]:
    return {each.check for each in examine(slow=False) if each.state is state}


def test_a_new_site_is_well_but_for_what_was_never_done(home: Path, site: Scope) -> None:
    # The tests' own PostgreSQL does not wait for the disk, which the doctor finds.
    assert _names(State.BAD) == ({"database"} if connection.vendor == "postgresql" else set())
    assert _names(State.WARN) == {"worker", "backup"}


def test_each_thing_that_is_not_well_says_what_to_do(home: Path, site: Scope) -> None:
    assert all(bool(each.next_step) == (each.state is not State.OK) for each in examine(slow=True))


def test_what_takes_seconds_is_left_out_of_pages() -> None:
    slow = {each.check for each in examine(slow=True)} - {each.check for each in examine(slow=False)}
    assert {"audit", "email", "packs", "documents", "libraries"} <= slow


def test_a_look_that_fails_is_bad_and_the_others_go_on(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(doctor, "_CHECKS", {})
    add_check("one", "One", lambda: bad("x" * int("none"), ""))
    add_check("two", "Two", lambda: ok("well"))
    assert [(each.check, each.state) for each in examine(slow=True)] == [("one", State.BAD), ("two", State.OK)]


@pytest.mark.parametrize(("states", "expected"), [([], "ok"), (["ok", "warn"], "warn"), (["bad", "warn"], "bad")])
def test_the_worst_counts(states: list[str], expected: str) -> None:
    assert worst(Finding("", "", State(each), "", "") for each in states).value == expected


def test_a_folder_that_others_can_look_into_is_bad(home: Path) -> None:
    home.chmod(0o755)
    assert looks_outside.folder().next_step == f"Run: chmod 700 {home}"


def test_a_key_beside_the_data_of_a_site_that_others_reach_is_bad(told: Callable[..., None]) -> None:
    told(**SERVED | {"secret_key": ""})
    assert looks_outside.secret_key().state is State.BAD


@pytest.mark.parametrize(
    ("change", "state"),
    [
        ({}, State.OK),
        (SERVED, State.OK),
        (SERVED | {"https": False}, State.BAD),
        ({"debug": True}, State.BAD),
    ],
)
def test_how_a_site_is_reached(told: Callable[..., None], change: dict[str, Any], state: State) -> None:
    told(**change)
    assert looks_outside.reached().state is state


def test_codes_that_nobody_gets_are_told(told: Callable[..., None]) -> None:
    told(**SERVED | {"email": "file"})
    assert looks_outside.email().state is State.WARN


def test_a_full_disk_is_bad(home: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(looks_outside, "LEAST_FREE", 10**18)
    assert looks_outside.disk().state is State.BAD


def test_a_worker_that_was_heard_of_is_well(db: None) -> None:
    beat("a-1")
    assert looks.worker().state is State.OK


def test_recurring_work_that_is_late_or_failed_is_told(db: None) -> None:
    now = timezone.now()
    task = Recurring.objects.create(name="a.task", due_at=now - timedelta(hours=1), done_at=now)
    assert looks.recurring() == Line(State.WARN, "Late, since no worker did it: a: task.", looks.recurring().next_step)
    task.failed_at = now + timedelta(seconds=1)
    task.save()
    assert looks.recurring().state is State.BAD


@pytest.mark.parametrize(("days", "state"), [(1, State.OK), (8, State.WARN)])
def test_an_old_backup_is_told(site: Scope, days: int, state: State) -> None:
    note_backup(by=None, made_at=timezone.now() - timedelta(days=days), size=1, rows=1, encrypted=False)
    assert looks.backup().state is state


def test_an_entry_from_the_future_shows_a_wrong_clock(site: Scope, monkeypatch: pytest.MonkeyPatch) -> None:
    record(by=None, action="people.add_scope", scope=site)
    monkeypatch.setattr(looks, "AHEAD_AT_MOST", timedelta(days=-1))
    assert looks.clock().state is State.BAD


def test_an_audit_trail_that_lacks_a_kept_end_is_bad(home: Path, site: Scope) -> None:
    assert looks.audit_trail().state is State.OK
    (home / "audit-heads").write_text("f" * 64 + "\n")
    assert looks.audit_trail().state is State.BAD


def test_tables_of_a_newer_release_are_bad(db: None) -> None:
    with connection.cursor() as cursor:
        cursor.execute("INSERT INTO django_migrations (app, name, applied) VALUES ('people', '9999_x', '2026-03-01')")
    try:
        assert looks.tables().state is State.BAD
    finally:
        with connection.cursor() as cursor:
            cursor.execute("DELETE FROM django_migrations WHERE name = '9999_x'")


def test_tables_that_wait_are_bad(db: None) -> None:
    with connection.cursor() as cursor:
        cursor.execute("UPDATE django_migrations SET app = 'was' WHERE app = 'operations'")
    try:
        assert looks.tables().state is State.BAD
    finally:
        with connection.cursor() as cursor:
            cursor.execute("UPDATE django_migrations SET app = 'operations' WHERE app = 'was'")


def test_a_broken_pack_is_bad(home: Path) -> None:
    (home / "packs" / "town").mkdir(parents=True)
    (home / "packs" / "town" / "datapackage.json").write_text("{}")
    assert looks_outside.packs().state is State.BAD


def test_a_library_that_is_missing_is_named(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(looks_outside, "_needed", lambda: iter(["numpy", "no-such-library"]))
    assert looks_outside.libraries().says == "Not installed: no-such-library."


def test_all_libraries_of_the_platform_are_looked_for() -> None:
    assert {"numpy", "django", "django-allauth", "cryptography"} <= set(looks_outside._needed())


@pytest.mark.parametrize(("error", "logged"), [(DatabaseError("no such column: x"), False), (KeyError("x"), True)])
def test_what_the_database_refuses_is_told_in_a_line_and_not_in_a_traceback(
    error: Exception, logged: bool, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    """As on tables of an older release, which the line of the tables tells."""

    def broken() -> Line:
        raise error

    monkeypatch.setattr("seedbed.web.operations.doctor._CHECKS", {})
    add_check("broken", "Broken", broken)
    (finding,) = examine(slow=True)
    assert finding.state is State.BAD
    assert "x" in finding.says
    assert bool(caplog.records) is logged
