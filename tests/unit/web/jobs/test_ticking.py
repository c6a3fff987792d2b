"""Recurring work is done when it is due, once, and goes on after a failure."""

from __future__ import annotations

from datetime import datetime, timedelta

import pytest
from django.utils import timezone

from seedbed.web.jobs import ticking
from seedbed.web.jobs.models import Recurring
from tests.unit.web.at_once import at_once

HOUR = timedelta(hours=1)


@pytest.fixture(autouse=True)
def only_what_a_test_registers(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(ticking, "_TASKS", {})


@pytest.fixture
def done() -> list[datetime]:
    """When the task that a test registers was done."""
    return []


@pytest.mark.django_db
def test_new_work_is_due_at_once(done: list[datetime]) -> None:
    ticking.every("sweep", HOUR, done.append)
    now = timezone.now()
    assert ticking.do_what_is_due(now) == ["sweep"]
    assert done == [now]


@pytest.mark.django_db
def test_it_waits_for_its_interval(done: list[datetime]) -> None:
    ticking.every("sweep", HOUR, done.append)
    now = timezone.now()
    for minutes in (0, 30, 59, 60):
        ticking.do_what_is_due(now + timedelta(minutes=minutes))
    assert done == [now, now + HOUR]


@pytest.mark.django_db
def test_what_fell_due_many_times_is_done_once(done: list[datetime]) -> None:
    ticking.every("sweep", HOUR, done.append)
    now = timezone.now()
    ticking.do_what_is_due(now)
    ticking.do_what_is_due(now + 50 * HOUR)
    assert len(done) == 2


@pytest.mark.django_db
def test_one_failure_is_noted_and_stops_nothing_else(done: list[datetime]) -> None:
    def fail(_now: datetime) -> None:
        raise RuntimeError

    ticking.every("broken", HOUR, fail)
    ticking.every("sweep", HOUR, done.append)
    assert ticking.do_what_is_due(timezone.now()) == ["sweep"]
    assert Recurring.objects.get(name="broken").failed_at is not None


@pytest.mark.django_db(transaction=True)
def test_two_workers_do_not_double_it(done: list[datetime]) -> None:
    ticking.every("sweep", HOUR, done.append)
    now = timezone.now()
    at_once(lambda: ticking.do_what_is_due(now), lambda: ticking.do_what_is_due(now))
    assert done == [now]
