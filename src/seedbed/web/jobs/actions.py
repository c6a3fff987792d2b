"""What people do with long work: start it and ask it to stop."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django.db import transaction
from django.utils import timezone

from seedbed.errors import UsageError
from seedbed.web.jobs.models import Job, JobState
from seedbed.web.jobs.running import run_queued
from seedbed.web.jobs.tasks import task_of
from seedbed.web.people.audit import record
from seedbed.web.people.models import Scope, User


@transaction.atomic
def start(*, by: User | None, scope: Scope, task: str, title: str, arguments: Mapping[str, Any] | None = None) -> Job:
    """Put long work into the queue.

    Parameters
    ----------
    by
        Who wants it; they may see and stop it.
    scope
        Where it belongs; whoever may see that place may see it too.
    task
        The name a room registered it under.
    title
        What people are shown; never a resident's words.
    arguments
        Given to the task by name; numbers and short texts that JSON can hold.

    Raises
    ------
    UsageError
        If there is no such task.
    """
    task_of(task)
    job = Job.objects.create(task=task, arguments=dict(arguments or {}), title=title, scope=scope, started_by=by)
    record(by=by, action="job.start", scope=scope, subject=str(job.pk), task=task)
    run_queued.enqueue(job=str(job.pk))
    job.refresh_from_db()
    return job


@transaction.atomic
def ask_to_stop(*, by: User | None, job: Job) -> Job:
    """Ask a job to stop: at once if it waits, else at its next report.

    Raises
    ------
    UsageError
        If it has ended.
    """
    here = Job.objects.filter(pk=job.pk)
    now = timezone.now()
    stopped = here.filter(state=JobState.WAITING).update(state=JobState.STOPPED, stop_asked=True, ended_at=now)
    if not stopped and not here.filter(state=JobState.RUNNING).update(stop_asked=True):
        raise UsageError("There is nothing to stop.", f"'{job.title}' has ended.", "Its own page says what came of it.")
    record(by=by, action="job.stop", scope=job.scope, subject=str(job.pk))
    job.refresh_from_db()
    return job
