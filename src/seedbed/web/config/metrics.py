"""``/metrics``: figures of the running site in the form that Prometheus reads; nothing of anybody.

Requests are counted by each process; where several processes answer at one address they share a folder of counts
(PROMETHEUS_MULTIPROC_DIR, which the process that starts them sets). The rest is asked of the database.
"""

from __future__ import annotations

import os
import shutil
from collections.abc import Iterator
from secrets import compare_digest

from django.conf import settings
from django.db import DatabaseError, connection
from django.db.models import Count, F, Min
from django.http import Http404, HttpRequest, HttpResponse
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe
from prometheus_client import CollectorRegistry, Counter, Histogram
from prometheus_client.exposition import CONTENT_TYPE_PLAIN_0_0_4, generate_latest
from prometheus_client.metrics_core import GaugeMetricFamily, Metric
from prometheus_client.multiprocess import MultiProcessCollector
from prometheus_client.registry import Collector

from seedbed.web.jobs.models import Heartbeat, Job, JobState, Recurring
from seedbed.web.people.access import public
from seedbed.web.people.models import AuditEvent

BUCKETS = (0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1.0, 2.5, 5.0, 10.0)
"""Seconds."""
SHARED = "PROMETHEUS_MULTIPROC_DIR"

_OURS = CollectorRegistry()
_ANSWERED = Counter("seedbed_requests", "Requests answered.", ["route", "method", "status"], registry=_OURS)
_SECONDS = Histogram(
    "seedbed_request_seconds", "Seconds until a request was answered.", ["route"], buckets=BUCKETS, registry=_OURS
)


def note(route: str, method: str, status: int, seconds: float) -> None:
    """Count one answered request."""
    _ANSWERED.labels(route, method, str(status)).inc()
    _SECONDS.labels(route).observe(seconds)


@public
@never_cache
@require_safe
def metrics(request: HttpRequest) -> HttpResponse:
    """Tell the figures to whoever shows the token; without one in the settings there is no such page."""
    token = settings.ENVIRONMENT.metrics_token
    if not token:
        raise Http404
    shown = request.headers.get("Authorization", "").removeprefix("Bearer ").encode()
    if not compare_digest(shown, token.encode()):
        refused = HttpResponse("Show the token of SEEDBED_METRICS_TOKEN.\n", status=401, content_type="text/plain")
        refused["WWW-Authenticate"] = "Bearer"
        return refused
    return HttpResponse(generate_latest(_registry()), content_type=CONTENT_TYPE_PLAIN_0_0_4)


def _registry() -> CollectorRegistry:
    registry = CollectorRegistry()
    if os.environ.get(SHARED):
        MultiProcessCollector(registry)  # type: ignore[no-untyped-call]
    else:
        registry.register(_OURS)
    registry.register(OfTheSite())
    return registry


class OfTheSite(Collector):
    """What the database and the disk say."""

    def collect(self) -> Iterator[Metric]:
        """Give the figures; where the database does not answer, that alone."""
        try:
            found = [*_jobs(), *_workers(), *_recurring(), *_sizes()]
        except DatabaseError:
            found = []
        yield _gauge("seedbed_database_up", "Whether the database answers.", float(bool(found)))
        yield from found
        free = shutil.disk_usage(settings.ENVIRONMENT.data_folder).free
        yield _gauge("seedbed_disk_free_bytes", "Bytes free where the data folder is.", free)


def _jobs() -> Iterator[Metric]:
    now = timezone.now()
    counted = dict(Job.objects.values_list("state").annotate(count=Count("pk")))
    jobs = GaugeMetricFamily("seedbed_jobs", "Jobs by state.", labels=["state"])
    for state in JobState.values:
        jobs.add_metric([state], counted.get(state, 0))
    yield jobs
    oldest = Job.objects.filter(state=JobState.WAITING).aggregate(at=Min("asked_at"))["at"]
    waited = (now - oldest).total_seconds() if oldest else 0.0
    yield _gauge("seedbed_jobs_oldest_waiting_seconds", "How long the oldest waiting job has waited.", waited)


def _workers() -> Iterator[Metric]:
    now = timezone.now()
    beats = GaugeMetricFamily(
        "seedbed_worker_heartbeat_age_seconds", "Time since each worker was heard of.", labels=["worker"]
    )
    for worker, seen_at in Heartbeat.objects.order_by("worker").values_list("worker", "seen_at"):
        beats.add_metric([worker], (now - seen_at).total_seconds())
    yield beats


def _recurring() -> Iterator[Metric]:
    failed = GaugeMetricFamily("seedbed_recurring_failed", "Whether recurring work failed last time.", labels=["name"])
    late = GaugeMetricFamily("seedbed_recurring_late_seconds", "How long recurring work is overdue.", labels=["name"])
    now = timezone.now()
    bad = set(Recurring.objects.filter(failed_at__gte=F("began_at")).values_list("name", flat=True))
    for name, due_at in Recurring.objects.order_by("name").values_list("name", "due_at"):
        failed.add_metric([name], float(name in bad))
        late.add_metric([name], max(0.0, (now - due_at).total_seconds()))
    yield failed
    yield late


def _sizes() -> Iterator[Metric]:
    asked = "SELECT pg_database_size(current_database())"
    if connection.vendor == "sqlite":
        asked = "SELECT page_count * page_size FROM pragma_page_count(), pragma_page_size()"
    with connection.cursor() as cursor:
        cursor.execute(asked)
        (size,) = cursor.fetchone()
    yield _gauge("seedbed_database_bytes", "Size of the database.", size)
    yield _gauge("seedbed_audit_events", "Entries of the audit trail.", AuditEvent.objects.count())


def _gauge(name: str, meaning: str, value: float) -> Metric:
    return GaugeMetricFamily(name, meaning, value=value)
