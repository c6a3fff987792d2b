"""Jobs whose worker died: those not yet begun wait again, those half done are marked as failed, with the reason.

What was half done is never simply run again: a task may already have written something.
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

from django.db import transaction
from django.utils import timezone
from django_tasks import TaskResultStatus
from django_tasks_db.models import DBTaskResult

from seedbed.web.jobs.models import Heartbeat, Job, JobState
from seedbed.web.jobs.running import CUT_SHORT, move, run_queued

KEPT = timedelta(days=14)
"""How long the queue remembers what is done; the jobs themselves stay."""


def see_to_jobs_left_by(worker: str) -> int:
    """See to jobs that an earlier worker of this name was at; say how many there were.

    Only call it as that worker, before it works: then nobody else can be at them.
    """
    return _see_to(entry for entry in _entries_at_work() if _worker_of(entry) == worker)


def see_to_jobs_of_silent_workers(since: datetime) -> int:
    """See to jobs of workers not heard of since a time; say how many there were."""
    alive = set(Heartbeat.objects.filter(seen_at__gte=since).values_list("worker", flat=True))
    return _see_to(entry for entry in _entries_at_work(since) if _worker_of(entry) not in alive)


def clear_old_entries() -> None:
    """Forget entries of the queue that were done long ago, and workers not heard of since."""
    long_ago = timezone.now() - KEPT
    DBTaskResult.objects.finished().filter(finished_at__lt=long_ago).delete()
    Heartbeat.objects.filter(seen_at__lt=long_ago).delete()


def _entries_at_work(since: datetime | None = None) -> list[DBTaskResult[Any, Any]]:
    """Return what the queue believes to be at work; with a time, only what began before it."""
    entries = DBTaskResult.objects.running().filter(task_path=run_queued.module_path)
    return list(entries if since is None else entries.filter(started_at__lt=since))


def _worker_of(entry: DBTaskResult[Any, Any]) -> str:
    return str(entry.worker_ids[-1]) if entry.worker_ids else ""


def _see_to(entries: Iterable[DBTaskResult[Any, Any]]) -> int:
    seen = list(entries)
    for entry in seen:
        with transaction.atomic():
            _see_to_one(entry)
    return len(seen)


def _see_to_one(entry: DBTaskResult[Any, Any]) -> None:
    number = UUID(entry.args_kwargs["kwargs"]["job"])
    if Job.objects.filter(pk=number, state=JobState.WAITING).exists():
        DBTaskResult.objects.filter(pk=entry.pk).update(status=TaskResultStatus.READY, started_at=None)
        return
    move(number, JobState.FAILED, ended_at=timezone.now(), error=CUT_SHORT)
    DBTaskResult.objects.filter(pk=entry.pk).update(status=TaskResultStatus.FAILED, finished_at=timezone.now())
