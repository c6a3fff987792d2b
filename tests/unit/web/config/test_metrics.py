"""``/metrics``: figures for monitors that show the token; nothing of anybody."""

from __future__ import annotations

import dataclasses
import os
import subprocess
import sys
from datetime import timedelta
from pathlib import Path

import pytest
from django.db import DatabaseError
from django.test import Client
from django.utils import timezone
from prometheus_client.parser import text_string_to_metric_families
from pytest_django import Settings

from seedbed.web.jobs import actions
from seedbed.web.jobs.beating import beat
from seedbed.web.jobs.models import Job, JobState, Recurring
from seedbed.web.jobs.tasks import register
from seedbed.web.people.models import AuditEvent
from tests.unit.web.conftest import Cast

pytestmark = pytest.mark.django_db
TOKEN = "m" * 40


@pytest.fixture(autouse=True)
def _with_token(settings: Settings) -> None:
    settings.ENVIRONMENT.data_folder.mkdir(parents=True, exist_ok=True)
    settings.ENVIRONMENT = dataclasses.replace(settings.ENVIRONMENT, metrics_token=TOKEN)


def _figures(client: Client) -> dict[tuple[str, ...], float]:
    """Return each figure by its name and its labels' values."""
    answer = client.get("/metrics", HTTP_AUTHORIZATION=f"Bearer {TOKEN}")
    assert answer.status_code == 200
    families = text_string_to_metric_families(answer.content.decode())
    return {
        (sample.name, *sorted(sample.labels.values())): sample.value for each in families for sample in each.samples
    }


def test_without_a_token_in_the_settings_there_is_no_such_page(client: Client, settings: Settings) -> None:
    settings.ENVIRONMENT = dataclasses.replace(settings.ENVIRONMENT, metrics_token="")
    assert client.get("/metrics", HTTP_AUTHORIZATION="Bearer ").status_code == 404


@pytest.mark.parametrize("shown", [None, "Bearer wrong", "Basic bTo=", "Bearer é"])
def test_whoever_does_not_show_the_token_is_told_nothing(client: Client, shown: str | None) -> None:
    told = {} if shown is None else {"HTTP_AUTHORIZATION": shown}
    answer = client.get("/metrics", **told)  # type: ignore[arg-type]
    assert answer.status_code == 401
    assert b"seedbed_" not in answer.content


def test_requests_are_counted_by_route_and_status(client: Client) -> None:
    keys = ("seedbed_requests_total", "200", "GET", "this_phone"), ("seedbed_request_seconds_count", "this_phone")
    before = [_figures(client).get(key, 0) for key in keys]  # of this process, whatever it answered before
    client.get("/this-phone/")
    assert [_figures(client)[key] for key in keys] == [each + 1 for each in before]


def test_addresses_of_nothing_are_one_route(client: Client) -> None:
    for number in range(3):
        client.get(f"/nowhere-{number}/")
    names = {key for key in _figures(client) if "nowhere" in " ".join(key)}
    assert names == set()


def test_jobs_workers_and_sizes_are_told(client: Client, cast: Cast) -> None:
    register("tests.nothing", lambda _report: "")
    job = actions.start(by=cast.dev, scope=cast.rosa.neighbourhood.scope, task="tests.nothing", title="A title")
    Job.objects.filter(pk=job.pk).update(state=JobState.WAITING, asked_at=timezone.now() - timedelta(minutes=5))
    beat("host-1")
    found = _figures(client)
    assert found["seedbed_jobs", "waiting"] == 1
    assert found["seedbed_jobs", "failed"] == 0
    assert 299 < found["seedbed_jobs_oldest_waiting_seconds",] < 400
    assert 0 <= found["seedbed_worker_heartbeat_age_seconds", "host-1"] < 60
    assert found["seedbed_database_bytes",] > 100_000
    assert found["seedbed_audit_events",] == AuditEvent.objects.count() > 0
    assert found["seedbed_database_up",] == 1


def test_recurring_work_that_failed_or_is_late_is_told(client: Client) -> None:
    now = timezone.now()
    hour = timedelta(hours=1)
    Recurring.objects.create(name="well", due_at=now + hour, began_at=now - hour, done_at=now, failed_at=now - 2 * hour)
    Recurring.objects.create(name="bad", due_at=now - hour, began_at=now - hour, failed_at=now)
    found = _figures(client)
    assert (found["seedbed_recurring_failed", "well"], found["seedbed_recurring_failed", "bad"]) == (0, 1)
    assert found["seedbed_recurring_late_seconds", "well"] == 0
    assert found["seedbed_recurring_late_seconds", "bad"] > 3000


def test_a_database_that_does_not_answer_is_a_figure_too(client: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse() -> None:
        raise DatabaseError

    monkeypatch.setattr("seedbed.web.config.metrics._jobs", refuse)
    found = _figures(client)
    assert found["seedbed_database_up",] == 0
    assert any(key[0] == "seedbed_requests_total" for key in found)


def test_nothing_of_anybody_is_told(client: Client, cast: Cast) -> None:
    client.get("/enter/hunter2/")
    text = client.get("/metrics", HTTP_AUTHORIZATION=f"Bearer {TOKEN}").content.decode()
    assert [word for word in ("example.org", "hunter2", "Millbrook", "Rosa") if word in text] == []


COUNTS = """
import django; django.setup()
from seedbed.web.config.metrics import note
for _ in range({times}): note("places:home", "GET", 200, 0.02)
"""
READS = """
import django; django.setup()
from prometheus_client import CollectorRegistry
from prometheus_client.exposition import generate_latest
from prometheus_client.multiprocess import MultiProcessCollector
registry = CollectorRegistry(); MultiProcessCollector(registry)
print(generate_latest(registry).decode())
"""


def test_several_processes_are_counted_together(tmp_path: Path) -> None:
    environ = os.environ | {"PROMETHEUS_MULTIPROC_DIR": str(tmp_path), "DJANGO_SETTINGS_MODULE": "tests.web_settings"}
    for times in (3, 4):
        subprocess.run([sys.executable, "-c", COUNTS.format(times=times)], env=environ, check=True)
    said = subprocess.run([sys.executable, "-c", READS], env=environ, capture_output=True, text=True, check=True).stdout
    assert 'seedbed_requests_total{method="GET",route="places:home",status="200"} 7.0' in said
