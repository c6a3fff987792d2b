"""Jobs of workers that died: what had not begun waits again, what was half done says so."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.core.management import call_command
from django.utils import timezone
from django_tasks import TaskResultStatus
from django_tasks_db.models import DBTaskResult

from seedbed.web.jobs import tasks
from seedbed.web.jobs.actions import start
from seedbed.web.jobs.beating import beat
from seedbed.web.jobs.left_behind import clear_old_entries, see_to_jobs_left_by, see_to_jobs_of_silent_workers
from seedbed.web.jobs.models import Job, JobState
from seedbed.web.jobs.running import CUT_SHORT
from seedbed.web.people.actions import open_site

pytestmark = pytest.mark.django_db


def _done(_: tasks.Report) -> str:
    return "/done/"


@pytest.fixture
def job(monkeypatch: pytest.MonkeyPatch) -> Job:
    """A job that a worker took up an hour ago."""
    monkeypatch.setattr(tasks, "_TASKS", {"tests.task": _done})
    job = start(by=None, scope=open_site(), task="tests.task", title="Work")
    DBTaskResult.objects.get().claim("a-1")
    DBTaskResult.objects.update(started_at=timezone.now() - timedelta(hours=1))
    return job


def _begun(job: Job) -> Job:
    Job.objects.filter(pk=job.pk).update(state=JobState.RUNNING)
    return job


def test_half_done_work_of_a_worker_that_starts_anew_is_marked_with_the_reason(job: Job) -> None:
    assert see_to_jobs_left_by("a-1") == 1
    job.refresh_from_db()
    assert job.state == JobState.WAITING
    _begun(job)
    DBTaskResult.objects.get().claim("a-1")
    see_to_jobs_left_by("a-1")
    job.refresh_from_db()
    assert (job.state, job.error) == (JobState.FAILED, CUT_SHORT)
    assert DBTaskResult.objects.get().status == TaskResultStatus.FAILED


@pytest.mark.django_db(transaction=True)  # the worker opens connections of its own
def test_work_not_yet_begun_is_taken_up_again_and_done(job: Job) -> None:
    see_to_jobs_left_by("a-1")
    call_command("db_worker", batch=True, interval=0, startup_delay=False, reload=False, verbosity=0)
    job.refresh_from_db()
    assert job.state == JobState.DONE


def test_work_of_other_workers_is_left_alone(job: Job) -> None:
    assert see_to_jobs_left_by("b-1") == 0


def test_work_of_a_worker_that_fell_silent_is_seen_to_by_another(job: Job) -> None:
    _begun(job)
    assert see_to_jobs_of_silent_workers(timezone.now() - timedelta(minutes=1)) == 1
    job.refresh_from_db()
    assert job.state == JobState.FAILED


def test_work_of_a_worker_that_lives_is_left_alone(job: Job) -> None:
    beat("a-1")
    assert see_to_jobs_of_silent_workers(timezone.now() - timedelta(minutes=1)) == 0


def test_the_queue_forgets_what_was_done_long_ago(job: Job) -> None:
    DBTaskResult.objects.update(status=TaskResultStatus.SUCCESSFUL, finished_at=timezone.now() - timedelta(days=15))
    clear_old_entries()
    assert not DBTaskResult.objects.exists()
    assert Job.objects.filter(pk=job.pk).exists()


@pytest.mark.django_db(transaction=True)  # the worker opens connections of its own
def test_the_worker_command_sees_to_what_it_left_before_it_works(job: Job) -> None:
    _begun(job)
    call_command("work", worker_id="a-1", batch=True)
    job.refresh_from_db()
    assert job.error == CUT_SHORT
