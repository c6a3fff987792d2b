"""Reading a list of what people said is in the trail: once an hour for each page, person and place."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, timedelta

import pytest
from django.db import OperationalError
from django.test import Client
from django.utils import timezone
from psycopg.errors import DiskFull

from seedbed.web.listening.actions import excerpt, record_contribution
from seedbed.web.people.looking import note_words_read
from seedbed.web.people.models import AuditEvent, User
from seedbed.web.places.models import Neighbourhood
from tests.unit.web.conftest import Cast

As = Callable[[User | None], Client]


@pytest.fixture
def said(cast: Cast, neighbourhood: Neighbourhood) -> None:
    kept = record_contribution(
        by=cast.dev, neighbourhood=neighbourhood, words="The okapi hall.", said_on=date(2026, 3, 1)
    )
    excerpt(by=cast.dev, contribution=kept, start=0, end=9)


def _read() -> list[tuple[str, int]]:
    found = AuditEvent.objects.filter(action="listening.read_words").order_by("pk")
    return list(found.values_list("subject", "by"))


@pytest.mark.parametrize(
    ("address", "subject"),
    [
        ("/by-hand/in/{}/words/", "words:list"),
        ("/by-hand/in/{}/mine/", "words:own"),
        ("/by-hand/in/{}/all/voice/", "words:voice"),
        ("/by-hand/in/{}/all/contribution/", "words:contribution"),
        ("/thread/in/{}/", "words:voices"),
    ],
)
def test_each_list_of_words_is_recorded_once_an_hour(
    said: None, cast: Cast, neighbourhood: Neighbourhood, as_: As, address: str, subject: str
) -> None:
    browser = as_(cast.dev)
    for _ in range(3):
        assert browser.get(address.format(neighbourhood.slug)).status_code == 200
    assert _read() == [(subject, cast.dev.pk)]
    event = AuditEvent.objects.get(action="listening.read_words")
    assert event.scope == neighbourhood.scope
    assert event.detail == {}


def test_somebody_else_is_recorded_too(said: None, cast: Cast, neighbourhood: Neighbourhood, as_: As) -> None:
    for person in (cast.dev, cast.sam):
        as_(person).get(f"/by-hand/in/{neighbourhood.slug}/words/")
    assert _read() == [("words:list", cast.dev.pk), ("words:list", cast.sam.pk)]


def test_who_reads_no_words_is_not_recorded(said: None, cast: Cast, neighbourhood: Neighbourhood, as_: As) -> None:
    as_(cast.ngozi).get(f"/thread/in/{neighbourhood.slug}/")
    as_(cast.ngozi).get(f"/by-hand/in/{neighbourhood.slug}/words/")
    assert _read() == []


def test_after_an_hour_it_is_recorded_again(
    cast: Cast, neighbourhood: Neighbourhood, monkeypatch: pytest.MonkeyPatch
) -> None:
    def read() -> bool:
        return note_words_read(by=cast.dev, scope=neighbourhood.scope, page="list")

    assert [read(), read()] == [True, False]
    later = timezone.now() + timedelta(hours=1, seconds=1)
    monkeypatch.setattr("seedbed.web.people.looking.timezone.now", lambda: later)
    assert read()


def test_words_can_be_read_on_a_full_disk(
    cast: Cast, neighbourhood: Neighbourhood, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    def full(**_told: object) -> None:
        raise OperationalError("no room") from DiskFull()

    monkeypatch.setattr("seedbed.web.people.looking.record", full)
    assert not note_words_read(by=cast.dev, scope=neighbourhood.scope, page="list")
    assert "could not be recorded" in caplog.text
