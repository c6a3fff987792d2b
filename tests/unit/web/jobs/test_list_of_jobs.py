"""Lists of jobs: the whole site's for whoever runs it, a place's for its people; nothing for others."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta

import pytest
from django.db import OperationalError
from django.test import Client
from django.utils import timezone
from psycopg.errors import DiskFull

from seedbed.web.jobs import tasks
from seedbed.web.jobs.actions import start
from seedbed.web.jobs.management.commands import work
from seedbed.web.jobs.models import Job, JobState, Recurring
from seedbed.web.jobs.ticking import all_recurring
from seedbed.web.jobs.titles import title_of
from seedbed.web.places.models import Neighbourhood
from tests.unit.web.conftest import Cast

pytestmark = pytest.mark.django_db
As = Callable[..., Client]


@pytest.fixture
def job(cast: Cast, neighbourhood: Neighbourhood, monkeypatch: pytest.MonkeyPatch) -> Job:
    """A job that Sam asked for, and that waits."""
    monkeypatch.setattr(tasks, "_TASKS", {"tests.task": lambda _report: "/"})
    found = start(by=cast.sam, scope=neighbourhood.scope, task="tests.task", title="Make the profile")
    Job.objects.filter(pk=found.pk).update(state=JobState.WAITING, ended_at=None)
    found.refresh_from_db()
    return found


@pytest.fixture
def elsewhere(cast: Cast, other_neighbourhood: Neighbourhood, job: Job) -> Job:
    """One of another partnership."""
    return start(by=cast.pat, scope=other_neighbourhood.scope, task="tests.task", title="Make another profile")


def test_whoever_runs_the_site_sees_every_job_and_who_asked_for_it(
    cast: Cast, as_: As, job: Job, elsewhere: Job
) -> None:
    page = as_(cast.olu).get("/jobs/").content.decode()
    assert job.title in page
    assert elsewhere.title in page
    assert "Sam" in page


@pytest.mark.parametrize(("name", "status"), [("dev", 404), ("lee", 404), (None, 302)])
def test_nobody_else_sees_the_list_of_the_site(cast: Cast, as_: As, name: str | None, status: int) -> None:
    assert as_(getattr(cast, name) if name else None).get("/jobs/").status_code == status


def test_the_people_of_a_place_see_its_jobs_and_those_below_it_alone(
    cast: Cast, as_: As, job: Job, elsewhere: Job, neighbourhood: Neighbourhood
) -> None:
    above = neighbourhood.programme.scope_id
    for scope in (neighbourhood.scope_id, above):
        page = as_(cast.dev).get(f"/jobs/at/{scope}/").content.decode()
        assert job.title in page
        assert elsewhere.title not in page


@pytest.mark.parametrize("name", ["lee", "pat"])
def test_others_learn_nothing_of_a_places_jobs(
    cast: Cast, as_: As, job: Job, neighbourhood: Neighbourhood, name: str
) -> None:
    answer = as_(getattr(cast, name)).get(f"/jobs/at/{neighbourhood.scope_id}/")
    assert answer.status_code == 404
    assert job.title not in answer.content.decode()


def test_only_whoever_may_stop_a_job_is_offered_to(cast: Cast, as_: As, job: Job, neighbourhood: Neighbourhood) -> None:
    address = f"/jobs/at/{neighbourhood.scope_id}/"
    stop = f'action="/jobs/{job.pk}/stop"'
    shown = {name: stop in as_(getattr(cast, name)).get(address).content.decode() for name in ("sam", "dev", "ngozi")}
    assert shown == {"sam": True, "dev": True, "ngozi": False}


def test_a_job_that_ended_or_is_stopping_cannot_be_stopped(cast: Cast, as_: As, job: Job) -> None:
    Job.objects.filter(pk=job.pk).update(stop_asked=True)
    assert "/stop" not in as_(cast.olu).get("/jobs/").content.decode()
    Job.objects.filter(pk=job.pk).update(stop_asked=False, state=JobState.FAILED)
    page = as_(cast.olu).get("/jobs/").content.decode()
    assert "/stop" not in page
    assert "failed" in page


def test_what_waits_or_runs_stands_first(cast: Cast, as_: As, job: Job, elsewhere: Job) -> None:
    Job.objects.filter(pk=elsewhere.pk).update(state=JobState.DONE, asked_at=timezone.now() + timedelta(minutes=1))
    page = as_(cast.olu).get("/jobs/").content.decode()
    assert page.index(job.title) < page.index(elsewhere.title)


def test_many_jobs_are_shown_page_by_page_with_few_questions(
    cast: Cast, as_: As, neighbourhood: Neighbourhood, django_assert_max_num_queries: Callable[..., object]
) -> None:
    Job.objects.bulk_create(
        Job(task="tests.task", title=f"Job number {number}", scope=neighbourhood.scope) for number in range(60)
    )
    olu = as_(cast.olu)
    with django_assert_max_num_queries(25):  # type: ignore[attr-defined]
        first = olu.get("/jobs/").content.decode()
    assert first.count("Job number") > olu.get("/jobs/?page=2").content.decode().count("Job number") > 0


def test_recurring_work_says_when_it_is_due_and_what_fails(cast: Cast, as_: As) -> None:
    now = timezone.now()
    Recurring.objects.create(name="tests.goes_well", due_at=now, done_at=now, failed_at=now - timedelta(days=1))
    Recurring.objects.create(name="tests.fails_now", due_at=now, done_at=now - timedelta(days=1), failed_at=now)
    Recurring.objects.create(name="tests.never_ran", due_at=now)
    page = as_(cast.olu).get("/jobs/").content.decode()
    assert page.index("tests: fails now") < page.index("tests: goes well") < page.index("tests: never ran")
    assert page.count(">failing<") == 1
    assert "not done yet" in page


class _FullThenNot:
    """A disk that has no room at first."""

    def __init__(self) -> None:
        self.tries = 0

    def __call__(self, *_: object, **__: object) -> None:
        self.tries += 1
        if self.tries < 3:
            error = OperationalError("could not extend file")
            error.__cause__ = DiskFull()
            raise error


def test_a_worker_waits_for_room_on_a_full_disk_instead_of_ending(monkeypatch: pytest.MonkeyPatch) -> None:
    disk = _FullThenNot()
    monkeypatch.setattr(work.Command, "_work", disk)
    monkeypatch.setattr(work, "SECONDS_UNTIL_ROOM", 0.0)
    work.Command().handle(worker_id="a-1")
    assert disk.tries == 3


def test_a_worker_ends_at_any_other_fault_of_the_database(monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(*_: object, **__: object) -> None:
        raise OperationalError("no such table")

    monkeypatch.setattr(work.Command, "_work", refuse)
    with pytest.raises(OperationalError, match="no such table"):
        work.Command().handle(worker_id="a-1")


def test_all_recurring_work_is_called_by_words(db: None) -> None:
    bare = [task.name for task in all_recurring() if title_of(task.name).startswith(task.name.split(".")[0])]
    assert bare == []
    assert title_of("listening.erase_due") == "Erase words that were taken back"


def test_work_that_only_another_release_knows_is_called_by_its_name(db: None) -> None:
    assert title_of("attic.dust_shelves") == "attic: dust shelves"
