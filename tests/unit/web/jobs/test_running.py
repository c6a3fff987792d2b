"""Long work: started, reported, stopped, failed; with the queue, and at once."""

from __future__ import annotations

import logging
from collections.abc import Callable
from typing import Any

import pytest
from django.core.management import call_command
from django_tasks_db.models import DBTaskResult

from seedbed.errors import BadInputError, UsageError
from seedbed.web.jobs import running, tasks
from seedbed.web.jobs.actions import ask_to_stop, start
from seedbed.web.jobs.models import Job, JobState
from seedbed.web.people.actions import open_site
from seedbed.web.people.models import AuditEvent, Scope, ScopeKind, User

pytestmark = pytest.mark.django_db
Register = Callable[[tasks.Task], str]


@pytest.fixture
def scope() -> Scope:
    return Scope.objects.add(open_site(), ScopeKind.PARTNERSHIP, "Alderwick together")


@pytest.fixture
def dev() -> User:
    return User.objects.create_user("dev@example.org", "Dev")


@pytest.fixture
def registered(monkeypatch: pytest.MonkeyPatch) -> Register:
    monkeypatch.setattr(tasks, "_TASKS", {})

    def register(task: tasks.Task) -> str:
        tasks.register("tests.task", task)
        return "tests.task"

    return register


def _run_the_queue() -> None:
    call_command("db_worker", batch=True, interval=0, startup_delay=False, reload=False, verbosity=0)


def _counting(report: tasks.Report, upto: int) -> str:
    for number in range(upto):
        report(number + 1, upto, f"Counting {number + 1}")
    return f"/counted/{upto}/"


@pytest.mark.django_db(transaction=True)  # the worker opens connections of its own
def test_a_started_job_waits_and_the_worker_finishes_it(registered: Register, scope: Scope, dev: User) -> None:
    job = start(by=dev, scope=scope, task=registered(_counting), title="Count", arguments={"upto": 3})
    assert job.state == JobState.WAITING
    _run_the_queue()
    job.refresh_from_db()
    assert (job.state, job.next_page) == (JobState.DONE, "/counted/3/")
    assert job.began_at is not None
    assert job.ended_at is not None


def test_in_tests_a_job_can_be_run_at_once(registered: Register, scope: Scope, dev: User, jobs_at_once: None) -> None:
    job = start(by=dev, scope=scope, task=registered(_counting), title="Count", arguments={"upto": 2})
    assert job.state == JobState.DONE


def test_starting_leaves_one_row_in_the_audit(registered: Register, scope: Scope, dev: User) -> None:
    job = start(by=dev, scope=scope, task=registered(_counting), title="Count", arguments={"upto": 2})
    row = AuditEvent.objects.get(action__startswith="job.")
    assert (row.action, row.by, row.subject, row.detail) == ("job.start", dev, str(job.pk), {"task": "tests.task"})


def test_an_unknown_task_is_refused_and_nothing_is_queued(registered: Register, scope: Scope, dev: User) -> None:
    with pytest.raises(UsageError, match=r"no task called nowhere\.task"):
        start(by=dev, scope=scope, task="nowhere.task", title="Count")
    assert not Job.objects.exists()
    assert not DBTaskResult.objects.exists()


def test_an_error_that_people_can_act_on_keeps_its_three_sentences(
    registered: Register, scope: Scope, dev: User, jobs_at_once: None
) -> None:
    def refuse(report: tasks.Report) -> str:
        raise BadInputError("The file is bad.", "Row 3 has no code.", "Fill row 3.")

    job = start(by=dev, scope=scope, task=registered(refuse), title="Refuse")
    assert job.state == JobState.FAILED
    assert job.error == {"what": "The file is bad.", "why": "Row 3 has no code.", "next_step": "Fill row 3."}


def test_a_fault_of_ours_is_logged_and_tells_people_nothing_of_our_insides(
    registered: Register, scope: Scope, dev: User, jobs_at_once: None, caplog: pytest.LogCaptureFixture
) -> None:
    def break_down(report: tasks.Report) -> str:
        raise ZeroDivisionError("secret-table")

    with caplog.at_level(logging.ERROR):
        job = start(by=dev, scope=scope, task=registered(break_down), title="Break")
    assert job.state == JobState.FAILED
    assert "secret-table" not in str(job.error)
    assert "secret-table" in caplog.text


def test_progress_is_written_while_it_runs(registered: Register, scope: Scope, dev: User, jobs_at_once: None) -> None:
    seen: list[tuple[Any, ...]] = []

    def look(report: tasks.Report) -> str:
        report(2, 5, "Drawing maps")
        seen.extend(Job.objects.values_list("state", "done", "total", "message"))
        return "/"

    start(by=dev, scope=scope, task=registered(look), title="Look")
    assert seen == [(JobState.RUNNING, 2.0, 5.0, "Drawing maps")]


def test_progress_within_half_a_second_is_not_written_again(
    registered: Register, scope: Scope, dev: User, jobs_at_once: None, monkeypatch: pytest.MonkeyPatch
) -> None:
    clock = iter([10.0, 10.4, 10.6])
    monkeypatch.setattr("seedbed.web.jobs.running.time.monotonic", lambda: next(clock))
    seen: list[float] = []

    def look(report: tasks.Report) -> str:
        for number in range(3):
            report(number, 3, "")
            seen.append(Job.objects.get().done)
        return "/"

    start(by=dev, scope=scope, task=registered(look), title="Look")
    assert seen == [0.0, 0.0, 2.0]


def test_a_running_job_stops_at_its_next_report(
    registered: Register, scope: Scope, dev: User, jobs_at_once: None
) -> None:
    reached = []

    def stop_half_way(report: tasks.Report) -> str:
        ask_to_stop(by=dev, job=Job.objects.get())
        report(1, 2, "Half")
        reached.append("the end")
        return "/"

    job = start(by=dev, scope=scope, task=registered(stop_half_way), title="Stop")
    assert job.state == JobState.STOPPED
    assert not reached


@pytest.mark.django_db(transaction=True)  # the worker opens connections of its own
def test_a_waiting_job_stops_at_once_and_never_runs(registered: Register, scope: Scope, dev: User) -> None:
    reached = []

    def work(report: tasks.Report) -> str:
        reached.append("the work")
        return "/"

    job = ask_to_stop(by=dev, job=start(by=dev, scope=scope, task=registered(work), title="Stop"))
    _run_the_queue()
    job.refresh_from_db()
    assert job.state == JobState.STOPPED
    assert not reached


def test_a_job_that_has_ended_cannot_be_stopped(
    registered: Register, scope: Scope, dev: User, jobs_at_once: None
) -> None:
    job = start(by=dev, scope=scope, task=registered(_counting), title="Count", arguments={"upto": 1})
    with pytest.raises(UsageError, match="nothing to stop"):
        ask_to_stop(by=dev, job=job)


def test_a_job_that_is_cut_short_says_so(registered: Register, scope: Scope, dev: User) -> None:
    def leave(report: tasks.Report) -> str:
        raise SystemExit(1)

    job = start(by=dev, scope=scope, task=registered(leave), title="Leave")
    with pytest.raises(SystemExit):
        running.run(job.pk)
    job.refresh_from_db()
    assert job.state == JobState.FAILED
    assert job.error == running.CUT_SHORT
