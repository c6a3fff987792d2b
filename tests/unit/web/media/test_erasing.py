from __future__ import annotations

from datetime import timedelta
from pathlib import Path
from typing import Any
from uuid import uuid4

import pytest
from django.conf import settings as site_settings
from django.core.files.base import ContentFile
from django.utils import timezone

from seedbed.web.consent.held import Who, all_held
from seedbed.web.consent.models import Participant
from seedbed.web.media.actions import erase, erase_again
from seedbed.web.media.models import MediaFile, MediaState
from seedbed.web.media.storing import keep, storage
from seedbed.web.media.tasks import tidy
from seedbed.web.people.kept_apart import read_gone
from tests.unit.web.media.conftest import Sends


def lying_in(folder: Path) -> list[Path]:
    return [path for path in folder.rglob("*") if path.is_file()]


def test_erasing_takes_the_file_off_the_disk(
    send: Sends, files: Path, rosa: Participant, django_capture_on_commit_callbacks: Any
) -> None:
    file = send(participant=rosa, alt="A bench")
    with django_capture_on_commit_callbacks(execute=True):
        erase(by=None, file=file)
    file.refresh_from_db()
    assert (lying_in(files), file.state, file.alt, file.participant) == ([], MediaState.ERASED, "", None)


def test_what_was_erased_is_erased_again_after_a_restore(
    send: Sends, files: Path, django_capture_on_commit_callbacks: Any
) -> None:
    file = send()
    erase(by=None, file=file)
    told = {gone.number: gone.at for gone in read_gone(site_settings.ENVIRONMENT.withdrawals) if gone.kind == "media"}
    assert str(file.pk) in told
    back = send(content=b"\xff\xd8\xff not really" * 10)
    MediaFile.objects.filter(pk=back.pk).update(state=MediaState.READY)
    with django_capture_on_commit_callbacks(execute=True):
        assert erase_again({str(back.pk): timezone.now()}) == 1
        assert erase_again({str(back.pk): timezone.now()}) == 0


@pytest.mark.parametrize(("days", "state"), [(6, MediaState.READY), (8, MediaState.ERASED)])
def test_a_file_that_nothing_links_to_goes_after_some_days(send: Sends, days: int, state: MediaState) -> None:
    file = send()
    tidy(file.received_at + timedelta(days=days))
    file.refresh_from_db()
    assert file.state == state


def test_bytes_without_a_row_go_after_a_day(send: Sends, files: Path, django_capture_on_commit_callbacks: Any) -> None:
    kept = send()
    left = keep(uuid4(), ContentFile(b"of work that broke off"))
    for hours in (1, 25):
        with django_capture_on_commit_callbacks(execute=True):
            tidy(timezone.now() + timedelta(hours=hours))
        assert storage().exists(left) == (hours == 1)
    assert files / kept.name in lying_in(files)


def test_a_file_that_lost_its_job_is_checked_again(send: Sends, django_capture_on_commit_callbacks: Any) -> None:
    file = send()
    MediaFile.objects.filter(pk=file.pk).update(state=MediaState.CHECKING)
    with django_capture_on_commit_callbacks(execute=True):
        tidy(file.received_at + timedelta(hours=1))
    file.refresh_from_db()
    assert file.state == MediaState.READY


def test_what_is_held_of_someone_names_their_files_and_nobody_elses(send: Sends, rosa: Participant) -> None:
    hers = send(participant=rosa)
    send()
    held = next(each for each in all_held() if each.name == "media")
    assert [row["number"] for row in held.rows(Who(rosa))] == [str(hers.pk)]
