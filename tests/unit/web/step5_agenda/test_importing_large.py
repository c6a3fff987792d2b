"""Large maps are brought in by the queue, in pieces; whatever stops that leaves nothing."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.utils import timezone

from seedbed.formats.systems.limits import Most
from seedbed.web.golden_thread.models import Bead, Tombstone
from seedbed.web.jobs.actions import ask_to_stop
from seedbed.web.jobs.models import Job, JobState
from seedbed.web.jobs.running import run
from seedbed.web.people.models import AuditEvent
from seedbed.web.places.models import Neighbourhood
from seedbed.web.step5_agenda.exchange import importing
from seedbed.web.step5_agenda.exchange.importing import forget_left_files
from seedbed.web.step5_agenda.file_models import MapFile
from seedbed.web.step5_agenda.models import MapImport, MapUpdate, SystemMap
from seedbed.web.step5_agenda.opinions.origins import behind_all
from seedbed.web.step5_agenda.shared import keeping
from tests.unit.web.conftest import Cast

TABLE = b"cause,effect\nRent,Damp\nDamp,Asthma\nAsthma,Money\nMoney,Rent\nRent,Rent\nRent,\n"
"""Four factors, five links, one row that is none."""


@pytest.fixture(autouse=True)
def _small_is_large(monkeypatch: pytest.MonkeyPatch) -> None:
    """Take the queue for maps of more than three factors, and pieces of two."""
    monkeypatch.setattr(importing, "AT_ONCE", Most(3, 9))
    monkeypatch.setattr(importing, "A_PIECE", 2)
    monkeypatch.setattr(importing, "PAUSE", 0.0)


@pytest.fixture
def dev(client: Client, cast: Cast) -> Client:
    client.force_login(cast.dev)
    return client


def bring_in(client: Client, neighbourhood: Neighbourhood, content: bytes = TABLE, name: str = "street.csv") -> Job:
    """Send a file and return the job that whoever sent it is led to."""
    page = f"/step-5/in/{neighbourhood.slug}/bring-in/"
    answer = client.post(page, {"file": SimpleUploadedFile(name, content)})
    assert answer.status_code == 302, answer.content.decode()
    job = Job.objects.get()
    assert str(job.pk) in answer["Location"]
    return job


def test_a_large_file_waits_for_the_queue_and_becomes_a_whole_map(dev: Client, neighbourhood: Neighbourhood) -> None:
    job = bring_in(dev, neighbourhood)
    assert not SystemMap.objects.exists()
    run(job.pk)
    job.refresh_from_db()
    made = SystemMap.objects.get()
    assert (job.state, job.next_page) == (JobState.DONE, f"/step-5/maps/{made.pk}/files/")
    assert (made.name, made.factors.count(), made.links.count()) == ("street", 4, 5)
    assert MapUpdate.objects.filter(map=made).count() == 6
    assert {each.kind for each in behind_all(made).values()} == {"imported"}
    assert "it names no cause or no effect" in dev.get(job.next_page).content.decode()
    assert not MapFile.objects.exists()


def test_the_trail_tells_of_one_file_brought_in(dev: Client, neighbourhood: Neighbourhood, cast: Cast) -> None:
    run(bring_in(dev, neighbourhood).pk)
    made = SystemMap.objects.get()
    events = AuditEvent.objects.filter(subject=f"map:{made.pk}")
    assert [(each.action, each.by) for each in events] == [("maps.import", cast.dev)]


def test_a_job_says_how_far_it_is_between_pieces(
    dev: Client, neighbourhood: Neighbourhood, monkeypatch: pytest.MonkeyPatch
) -> None:
    heard: list[tuple[float, float, str]] = []
    monkeypatch.setattr("seedbed.web.jobs.running.Reporter.__call__", lambda _self, *told: heard.append(told))
    run(bring_in(dev, neighbourhood).pk)
    assert [told[:2] for told in heard] == [(0, 0), (0, 9), (2, 9), (4, 9), (6, 9), (8, 9), (9, 9)]
    assert heard[-1][2] == "Bringing in 9 factors and links"


def test_pieces_become_smaller_where_they_keep_others_from_writing_for_long(
    dev: Client, neighbourhood: Neighbourhood, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(importing, "A_PIECE", 4)
    monkeypatch.setattr(importing, "FIRST_PIECE", 4)
    monkeypatch.setattr(importing, "LEAST_PIECE", 1)
    monkeypatch.setattr(importing, "AIM", 0.0)
    pieces = _kept(monkeypatch, bring_in(dev, neighbourhood))
    assert len(pieces) == 1 + 9  # What the map says of itself, which took its time, and each factor and link by itself.


def test_pieces_become_larger_where_nobody_waits_for_them(
    dev: Client, neighbourhood: Neighbourhood, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(importing, "A_PIECE", 400)
    monkeypatch.setattr(importing, "FIRST_PIECE", 1)
    monkeypatch.setattr(importing, "LEAST_PIECE", 1)
    monkeypatch.setattr(importing, "AIM", 60.0)
    assert len(_kept(monkeypatch, bring_in(dev, neighbourhood))) == 1 + 3  # Two, four and the last three.


def test_a_map_that_is_still_coming_is_shown_to_nobody(
    dev: Client, neighbourhood: Neighbourhood, monkeypatch: pytest.MonkeyPatch
) -> None:
    job, seen = bring_in(dev, neighbourhood), []
    draw = keeping.keep

    def look(**told: object) -> list[int]:
        made = SystemMap.objects.get()
        listed = dev.get(f"/step-5/in/{neighbourhood.slug}/").content.decode()
        seen.append((dev.get(f"/step-5/maps/{made.pk}/").status_code, f"/step-5/maps/{made.pk}/" in listed))
        return draw(**told)  # type: ignore[arg-type]

    monkeypatch.setattr(importing, "keep", look)
    run(job.pk)
    assert set(seen) == {(404, False)}
    assert dev.get(f"/step-5/maps/{SystemMap.objects.get().pk}/").status_code == 200


def test_a_job_that_is_stopped_leaves_no_map_and_withdraws_its_beads(
    dev: Client, neighbourhood: Neighbourhood, cast: Cast, monkeypatch: pytest.MonkeyPatch
) -> None:
    job = bring_in(dev, neighbourhood)
    drawn = _stopping_after(4, job, cast, monkeypatch)
    run(job.pk)
    job.refresh_from_db()
    assert job.state == JobState.STOPPED
    assert len(drawn) == 4
    _nothing_is_left()
    assert Bead.objects.filter(kind="factor").count() == 4


def test_a_job_that_fails_leaves_nothing_and_leads_back_to_the_form(
    dev: Client, neighbourhood: Neighbourhood, monkeypatch: pytest.MonkeyPatch
) -> None:
    job = bring_in(dev, neighbourhood)
    monkeypatch.setattr(keeping, "LARGEST_UPDATE", 400)
    run(job.pk)
    job.refresh_from_db()
    assert job.state == JobState.FAILED
    assert job.error is not None
    assert "too large for one change" in job.error["why"]
    _nothing_is_left()
    assert f"/step-5/in/{neighbourhood.slug}/bring-in/" in dev.get(f"/jobs/{job.pk}/").content.decode()


def test_a_job_that_is_stopped_while_it_waits_never_begins_and_its_file_is_forgotten(
    dev: Client, neighbourhood: Neighbourhood, cast: Cast
) -> None:
    job = bring_in(dev, neighbourhood)
    ask_to_stop(by=cast.dev, job=job)
    run(job.pk)
    forget_left_files(timezone.now() + timedelta(days=1))
    assert MapFile.objects.count() == 1
    forget_left_files(timezone.now() + timedelta(days=2, minutes=1))
    _nothing_is_left()


def test_what_a_dead_worker_left_half_done_is_taken_away(
    dev: Client, neighbourhood: Neighbourhood, cast: Cast, monkeypatch: pytest.MonkeyPatch
) -> None:
    job = bring_in(dev, neighbourhood)
    monkeypatch.setattr(importing, "take_away", lambda **_told: None)
    _stopping_after(5, job, cast, monkeypatch)
    run(job.pk)
    monkeypatch.undo()
    assert SystemMap.objects.count() == MapFile.objects.count() == 1
    forget_left_files(timezone.now() + timedelta(days=3))
    _nothing_is_left()


def test_a_file_that_was_forgotten_meanwhile_is_said_to_be(dev: Client, neighbourhood: Neighbourhood) -> None:
    job = bring_in(dev, neighbourhood)
    MapFile.objects.all().delete()
    run(job.pk)
    job.refresh_from_db()
    assert job.error is not None
    assert job.error["next_step"] == "Send it again."


def test_a_small_file_stays_in_the_request(dev: Client, neighbourhood: Neighbourhood) -> None:
    page = f"/step-5/in/{neighbourhood.slug}/bring-in/"
    answer = dev.post(page, {"file": SimpleUploadedFile("small.csv", b"cause,effect\nRent,Damp\n")})
    assert answer["Location"] == f"/step-5/maps/{SystemMap.objects.get().pk}/files/"
    assert not Job.objects.exists()
    assert MapImport.objects.get().factors == 2


def _stopping_after(pieces: int, job: Job, cast: Cast, monkeypatch: pytest.MonkeyPatch) -> list[int]:
    """Ask a job to stop once so many pieces are drawn; return the list in which they are counted."""
    drawn: list[int] = []
    draw = keeping.keep

    def counted(**told: object) -> list[int]:
        numbers = draw(**told)  # type: ignore[arg-type]
        drawn.extend(numbers)
        if len(drawn) == pieces:
            ask_to_stop(by=cast.dev, job=Job.objects.get(pk=job.pk))
        return numbers

    monkeypatch.setattr(importing, "keep", counted)
    monkeypatch.setattr("seedbed.web.jobs.running.BETWEEN_WRITES", -1.0)
    return drawn


def _kept(monkeypatch: pytest.MonkeyPatch, job: Job) -> list[dict[str, Any]]:
    """Run a job and return what it kept, piece by piece."""
    kept: list[dict[str, Any]] = []
    keep = keeping.keep

    def look(**told: Any) -> list[int]:
        kept.append(told)
        return keep(**told)

    monkeypatch.setattr(importing, "keep", look)
    run(job.pk)
    return kept


def _nothing_is_left() -> None:
    assert not SystemMap.objects.exists()
    assert not MapFile.objects.exists()
    beads = set(Bead.objects.filter(kind__in=("factor", "causal_link")).values_list("pk", flat=True))
    assert set(Tombstone.objects.values_list("pk", flat=True)) == beads
