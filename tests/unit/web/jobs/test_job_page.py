"""The page of a job: for whoever may see the place; nothing for others, not even for who started it and has left."""

from __future__ import annotations

from uuid import uuid4

import pytest
from django.test import Client

from seedbed.web.jobs import tasks
from seedbed.web.jobs.actions import start
from seedbed.web.jobs.models import Job, JobState
from seedbed.web.people.actions import end_grant, first_owner, grant, open_site
from seedbed.web.people.models import Scope, ScopeKind, User
from seedbed.web.people.roles import Role

pytestmark = pytest.mark.django_db


@pytest.fixture
def scope() -> Scope:
    return Scope.objects.add(open_site(), ScopeKind.PARTNERSHIP, "Alderwick together")


@pytest.fixture
def sam(scope: Scope) -> User:
    person = User.objects.create_user("sam@example.org", "Sam")
    grant(by=None, user=person, scope=scope, role=Role.ANALYST)
    return person


def _nothing(_: tasks.Report) -> str:
    return "/"


@pytest.fixture
def job(scope: Scope, sam: User, monkeypatch: pytest.MonkeyPatch) -> Job:
    monkeypatch.setattr(tasks, "_TASKS", {"tests.task": _nothing})
    return start(by=sam, scope=scope, task="tests.task", title="Make the profile")


def _page(client: Client, user: User | None, job: Job, part: str = "") -> tuple[int, str]:
    if user is not None:
        client.force_login(user)
    answer = client.get(f"/jobs/{job.pk}/{part}")
    return answer.status_code, answer.content.decode()


def _put(job: Job, **values: object) -> None:
    Job.objects.filter(pk=job.pk).update(**values)


def test_whoever_started_it_sees_it_wait(client: Client, job: Job, sam: User) -> None:
    status, page = _page(client, sam, job)
    assert status == 200
    assert "Make the profile" in page
    assert "Waiting for its turn." in page


def test_without_scripts_the_page_loads_itself_anew_until_the_job_has_ended(
    client: Client, job: Job, sam: User
) -> None:
    refresh = '<noscript><meta http-equiv="refresh"'
    assert refresh in _page(client, sam, job)[1]
    _put(job, state=JobState.DONE)
    assert refresh not in _page(client, sam, job)[1]


def test_who_may_see_the_place_sees_its_jobs(client: Client, job: Job, scope: Scope) -> None:
    dev = User.objects.create_user("dev@example.org", "Dev")
    grant(by=None, user=dev, scope=scope, role=Role.FACILITATOR)
    assert _page(client, dev, job)[0] == 200


@pytest.mark.parametrize("part", ["", "progress"])
def test_whoever_started_it_sees_it_no_more_when_their_role_has_ended(
    client: Client, job: Job, sam: User, part: str
) -> None:
    end_grant(by=first_owner(), grant=sam.grants.get())
    assert _page(client, sam, job, part)[0] == 404


def test_who_only_looks_at_the_place_cannot_stop_it(client: Client, job: Job, scope: Scope) -> None:
    ngozi = User.objects.create_user("ngozi@example.org", "Ngozi")
    grant(by=None, user=ngozi, scope=scope, role=Role.DECISION_MAKER)
    assert "/stop" not in _page(client, ngozi, job)[1]
    assert client.post(f"/jobs/{job.pk}/stop").status_code == 403
    job.refresh_from_db()
    assert not job.stop_asked


@pytest.mark.parametrize("part", ["", "progress"])
def test_an_outsider_learns_nothing(client: Client, job: Job, part: str) -> None:
    lee = User.objects.create_user("lee@example.org", "Lee")
    status, page = _page(client, lee, job, part)
    job.pk = uuid4()
    assert status == 404
    assert "Make the profile" not in page
    assert _page(client, lee, job, part)[0] == 404


def test_an_outsider_cannot_stop_it(client: Client, job: Job) -> None:
    client.force_login(User.objects.create_user("lee@example.org", "Lee"))
    assert client.post(f"/jobs/{job.pk}/stop").status_code == 404
    job.refresh_from_db()
    assert not job.stop_asked


def test_who_is_not_signed_in_is_sent_to_sign_in(client: Client, job: Job) -> None:
    assert _page(client, None, job)[0] == 302


def test_progress_is_told_to_the_open_page(client: Client, job: Job, sam: User) -> None:
    _put(job, state=JobState.RUNNING, done=2, total=5, message="Drawing maps")
    client.force_login(sam)
    told = client.get(f"/jobs/{job.pk}/progress").json()
    assert told == {"state": "running", "ended": False, "done": 2.0, "total": 5.0, "message": "Drawing maps"}


def test_the_stop_button_stops_it(client: Client, job: Job, sam: User) -> None:
    client.force_login(sam)
    page = client.post(f"/jobs/{job.pk}/stop", follow=True).content.decode()
    assert "It was stopped." in page


def test_a_stopped_job_says_what_next(client: Client, job: Job, sam: User) -> None:
    _put(job, state=JobState.STOPPED)
    assert "ask for it again" in _page(client, sam, job)[1]


def test_the_page_leads_to_the_place_of_the_job(client: Client, job: Job, sam: User, scope: Scope) -> None:
    page = _page(client, sam, job)[1]
    assert f'<a href="/at/{scope.pk}/">Go to Alderwick together</a>' in page


def test_stop_pressed_twice_stops_once_and_shows_the_page(client: Client, job: Job, sam: User) -> None:
    client.force_login(sam)
    client.post(f"/jobs/{job.pk}/stop")
    assert client.post(f"/jobs/{job.pk}/stop", follow=True).status_code == 200


def test_a_link_alone_stops_nothing(client: Client, job: Job, sam: User) -> None:
    assert _page(client, sam, job, "stop")[0] == 405


def test_a_done_job_links_to_its_result(client: Client, job: Job, sam: User) -> None:
    _put(job, state=JobState.DONE, next_page="/profiles/1/")
    assert 'href="/profiles/1/"' in _page(client, sam, job)[1]


def test_a_failed_job_says_what_why_and_what_next(client: Client, job: Job, sam: User) -> None:
    error = {"what": "The file is bad.", "why": "Row 3 <b>has</b> no code.", "next_step": "Fill row 3."}
    _put(job, state=JobState.FAILED, error=error)
    page = _page(client, sam, job)[1]
    assert "The file is bad." in page
    assert "Row 3 &lt;b&gt;has&lt;/b&gt; no code." in page
    assert "Fill row 3." in page
