"""``/health``: for programs that watch the site; it names nothing and nobody."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.db import DatabaseError
from django.test import Client
from django.utils import timezone
from pytest_django import Settings

from seedbed.web.config import health
from seedbed.web.jobs.beating import SILENT_AFTER, Beating, a_worker_lives, beat
from seedbed.web.jobs.models import Heartbeat

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _folder_exists(settings: Settings) -> None:
    settings.ENVIRONMENT.data_folder.mkdir(parents=True, exist_ok=True)


def test_with_all_at_work_it_is_well(client: Client) -> None:
    beat("a-1")
    answer = client.get("/health")
    assert answer.status_code == 200
    assert answer.json() == {"status": "ok", "database": "ok", "worker": "ok", "disk": "ok"}


def test_without_a_worker_it_fails(client: Client) -> None:
    answer = client.get("/health")
    assert answer.status_code == 503
    assert answer.json()["worker"] == "failing"


def test_a_worker_long_unheard_of_is_none(client: Client) -> None:
    beat("a-1")
    Heartbeat.objects.update(seen_at=timezone.now() - SILENT_AFTER - timedelta(seconds=1))
    assert client.get("/health").json()["worker"] == "failing"


def test_a_database_that_does_not_answer_is_told_without_saying_why(
    client: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refuse() -> None:
        raise DatabaseError("password=hunter2")

    monkeypatch.setattr("seedbed.web.config.health.connection.cursor", refuse)
    answer = client.get("/health")
    assert answer.json()["database"] == "failing"
    assert "hunter2" not in answer.content.decode()


def test_a_full_disk_is_told(client: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(health, "LEAST_FREE", 10**18)
    assert client.get("/health").json()["disk"] == "failing"


def test_nothing_can_be_sent_to_it(client: Client) -> None:
    assert client.post("/health").status_code == 405


def test_a_worker_is_heard_of_while_it_works_and_gone_when_it_ended_well() -> None:
    with Beating("a-1"):
        assert a_worker_lives()
    assert not Heartbeat.objects.exists()
