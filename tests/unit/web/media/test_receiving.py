from __future__ import annotations

import errno
import os
from pathlib import Path
from typing import Any
from uuid import uuid4

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from seedbed.errors import BadInputError, UsageError
from seedbed.web.consent.models import Participant
from seedbed.web.jobs.models import Job
from seedbed.web.media.actions import TooLargeError, receive
from seedbed.web.media.checking import check
from seedbed.web.media.models import MediaFile, MediaState
from seedbed.web.media.storing import storage
from seedbed.web.people.models import AuditEvent
from seedbed.web.places.models import Neighbourhood
from seedbed.web.ui.full_disk import DiskFullError
from tests.unit.formats.media import films, recordings
from tests.unit.formats.media.pictures import bomb, photo
from tests.unit.web.media.conftest import Sends


def kept(file: MediaFile) -> bytes:
    with storage().open(file.name) as opened:
        return bytes(opened.read())


def lying_in(folder: Path) -> list[Path]:
    return [path for path in folder.rglob("*") if path.is_file()]


def test_a_photo_is_ready_once_it_was_made_anew(send: Sends) -> None:
    sent = photo()
    file = send(content=sent)
    assert file.state == MediaState.READY
    assert b"Rosa" in sent
    assert b"Rosa" not in kept(file)


def test_what_was_sent_is_gone_once_it_was_checked(send: Sends, files: Path) -> None:
    file = send()
    assert {path.name for path in lying_in(files)} == {Path(file.name).name, Path(file.small_name).name}


@pytest.mark.parametrize(
    ("kind", "content", "content_type"),
    [
        ("audio", recordings.wav(extra=recordings.list_chunk()), "audio/wav"),
        ("audio", recordings.webm(), "audio/webm"),
        ("audio", recordings.mp4(b"soun", brand=b"M4A "), "audio/mp4"),
        ("audio", recordings.ogg(), "audio/ogg"),
        ("audio", recordings.mp3(), "audio/mpeg"),
        ("video", recordings.mp4(b"soun", b"vide"), "video/mp4"),
    ],
)
def test_a_recording_is_ready_without_where_it_was_made(
    send: Sends, kind: str, content: bytes, content_type: str
) -> None:
    file = send(kind=kind, content=content)
    assert (file.state, file.content_type) == (MediaState.READY, content_type)
    assert recordings.PLACE not in kept(file)


@pytest.mark.parametrize("content_type", films.CODECS)
def test_a_real_film_is_ready_with_its_length(send: Sends, tmp_path: Path, content_type: str) -> None:
    file = send(kind="video", content=films.film(tmp_path, content_type))
    assert (file.state, file.content_type) == (MediaState.READY, content_type)
    assert file.seconds == pytest.approx(2, abs=0.01)
    assert films.ENCODER not in kept(file)


def test_a_recording_without_sound_is_kept_and_says_so(send: Sends) -> None:
    file = send(kind="audio", content=recordings.wav(loud=0))
    assert (file.state, file.because) == (MediaState.READY, "No sound can be heard in it.")


def test_a_film_with_positions_in_it_says_that_it_stays_with_the_team(send: Sends) -> None:
    file = send(kind="video", content=recordings.mp4(b"soun", b"vide", b"meta"))
    assert file.more_inside


def test_sending_the_same_again_changes_nothing(send: Sends) -> None:
    number, sent = uuid4(), photo()
    first = send(number=number, content=sent)
    again = send(number=number, content=sent)
    assert (again.name, MediaFile.objects.count()) == (first.name, 1)


def test_something_else_under_the_same_number_is_refused(send: Sends) -> None:
    file = send()
    with pytest.raises(UsageError):
        send(number=file.pk, content=photo(64, 64))


def test_what_was_sent_at_the_same_moment_from_elsewhere_is_taken_once(
    send: Sends, files: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    file = send()
    seen: list[Any] = []
    there = MediaFile.objects.filter

    def not_at_first(*args: Any, **told: Any) -> Any:
        seen.append(args)
        return there(pk=uuid4()) if len(seen) == 1 else there(*args, **told)

    monkeypatch.setattr(MediaFile.objects, "filter", not_at_first)
    again = receive(by=None, neighbourhood=file.neighbourhood, number=file.pk, kind="photo", content=photo())
    assert again.pk == file.pk
    assert len(lying_in(files)) == 2


def test_one_job_checks_all_that_waits(files: Path, neighbourhood: Neighbourhood) -> None:
    for _ in range(3):
        receive(by=None, neighbourhood=neighbourhood, number=uuid4(), kind="photo", content=photo(64, 64))
    assert Job.objects.count() == 1


class _Film(SimpleUploadedFile):
    """A film of which nothing may be read."""

    def read(self, *_args: Any, **_told: Any) -> Any:
        raise AssertionError("It was read.")

    def chunks(self, *_args: Any, **_told: Any) -> Any:
        raise AssertionError("It was read.")


def test_a_film_of_4_gigabytes_is_refused_before_it_is_read(files: Path, neighbourhood: Neighbourhood) -> None:
    film = _Film("film.mp4", b"")
    film.size = 4_000_000_000
    with pytest.raises(TooLargeError):
        receive(by=None, neighbourhood=neighbourhood, number=uuid4(), kind="video", content=film)


@pytest.mark.parametrize(
    ("kind", "content"),
    [
        ("photo", b"%PDF-1.7 posing as a photo"),
        ("photo", b"<svg xmlns='http://www.w3.org/2000/svg'><script>alert(1)</script></svg>"),
        ("drawing", b"<!doctype html><script>alert(1)</script>"),
        ("photo", b"\x00\x00\x00\x18ftypheic\x00\x00\x00\x00mif1heic"),
        ("photo", b""),
        ("photo", recordings.wav()),
        ("audio", photo(32, 32)),
        ("video", recordings.wav()),
        ("sticker", photo(32, 32)),
    ],
)
def test_what_is_not_what_it_says_is_refused_and_nothing_is_kept(
    files: Path, neighbourhood: Neighbourhood, kind: str, content: bytes
) -> None:
    named = SimpleUploadedFile("holiday.jpg", content, "image/jpeg")
    with pytest.raises((BadInputError, UsageError)):
        receive(by=None, neighbourhood=neighbourhood, number=uuid4(), kind=kind, content=named)
    assert lying_in(files) == []


@pytest.mark.parametrize("content", [bomb(), photo()[:4_000]], ids=["bomb", "truncated"])
def test_what_cannot_be_opened_is_refused_and_its_bytes_are_gone(send: Sends, files: Path, content: bytes) -> None:
    file = send(content=content)
    assert (file.state, bool(file.because), lying_in(files)) == (MediaState.REFUSED, True, [])


def test_a_full_disk_is_said_and_nothing_is_half_there(
    files: Path, neighbourhood: Neighbourhood, monkeypatch: pytest.MonkeyPatch
) -> None:
    def full(_handle: int) -> None:
        raise OSError(errno.ENOSPC, "No space left on device")

    monkeypatch.setattr(os, "fsync", full)
    with pytest.raises(DiskFullError):
        receive(by=None, neighbourhood=neighbourhood, number=uuid4(), kind="photo", content=photo())
    assert (lying_in(files), MediaFile.objects.count()) == ([], 0)


def test_a_full_disk_while_checking_leaves_the_file_waiting(
    send: Sends, files: Path, neighbourhood: Neighbourhood, monkeypatch: pytest.MonkeyPatch
) -> None:
    file = send()
    MediaFile.objects.filter(pk=file.pk).update(state=MediaState.CHECKING)
    file.refresh_from_db()

    def full(_handle: int) -> None:
        raise OSError(errno.ENOSPC, "No space left on device")

    monkeypatch.setattr(os, "fsync", full)
    with pytest.raises(DiskFullError):
        check(file)
    file.refresh_from_db()
    assert (file.state, len(lying_in(files))) == (MediaState.CHECKING, 2)


def test_faces_are_blurred_before_anybody_sees_the_photo_where_that_is_asked_for(send: Sends) -> None:
    assert send(blur_faces=True).faces_blurred == 0
    assert send().faces_blurred is None


def test_taking_a_file_in_is_recorded_without_its_name(send: Sends, rosa: Participant) -> None:
    file = send(participant=rosa, alt="Rosa's kitchen")
    entry = AuditEvent.objects.get(action="media.receive")
    assert (entry.subject, entry.detail) == (f"media:{file.pk}", {"kind": "photo"})
