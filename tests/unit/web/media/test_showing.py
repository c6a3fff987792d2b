from __future__ import annotations

from collections.abc import Callable
from io import BytesIO
from typing import Any

import pytest
from django.core.handlers.asgi import ASGIRequest
from django.test import Client

from seedbed.web.consent.actions import welcome, withdraw_scope
from seedbed.web.media import showing
from seedbed.web.media.actions import clear, erase, hide, keep_for_team, show_again
from seedbed.web.media.models import MediaFile, MediaState
from seedbed.web.media.rules import may_go_beyond
from seedbed.web.media.serving import serve
from seedbed.web.people.models import User
from seedbed.web.places.models import Neighbourhood
from tests.own_loop import outcome_of
from tests.unit.formats.media import recordings
from tests.unit.web.conftest import Cast
from tests.unit.web.media.conftest import Sends

As = Callable[[User | None], Client]


def address(file: MediaFile) -> str:
    return f"/media/{file.pk}/"


def shown_in(neighbourhood: Neighbourhood, *scopes: str) -> Any:
    return welcome(by=None, neighbourhood=neighbourhood, scopes=["take_part", *scopes])


@pytest.fixture
def shown_to_all(monkeypatch: pytest.MonkeyPatch) -> None:
    """A room that shows every file to everybody, as far as that is for a room to say."""
    monkeypatch.setitem(showing._OWNERS, "exhibition of the tests", lambda _user, _file: True)


def test_only_people_who_read_words_see_a_file(send: Sends, cast: Cast, as_: As) -> None:
    file = send()
    seen = {name: as_(person).get(address(file)).status_code for name, person in cast.everyone().items()}
    assert {name for name, status in seen.items() if status == 200} == {"olu", "dev", "sam", "ama"}
    assert {status for status in seen.values() if status != 200} == {404}


def test_nobody_in_particular_sees_a_file(send: Sends, as_: As) -> None:
    assert as_(None).get(address(send())).status_code == 404


def test_a_room_may_show_a_file_to_everybody(send: Sends, as_: As, shown_to_all: None) -> None:
    assert as_(None).get(address(send())).status_code == 200


@pytest.mark.parametrize("state", [MediaState.RECEIVING, MediaState.CHECKING, MediaState.REFUSED])
def test_what_is_not_ready_is_shown_to_nobody(
    send: Sends, cast: Cast, as_: As, shown_to_all: None, state: MediaState
) -> None:
    file = send()
    MediaFile.objects.filter(pk=file.pk).update(state=state)
    assert as_(cast.dev).get(address(file)).status_code == 404


def test_what_was_taken_back_is_shown_to_nobody_until_that_is_undone(
    send: Sends, cast: Cast, as_: As, shown_to_all: None
) -> None:
    file = send()
    hide(by=cast.dev, files=[file])
    assert as_(cast.dev).get(address(file)).status_code == 404
    show_again(by=cast.dev, files=[file])
    assert as_(cast.dev).get(address(file)).status_code == 200


def test_what_was_erased_is_shown_to_nobody(
    send: Sends, cast: Cast, as_: As, shown_to_all: None, django_capture_on_commit_callbacks: Any
) -> None:
    file = send()
    with django_capture_on_commit_callbacks(execute=True):
        erase(by=cast.dev, file=file)
    assert as_(cast.dev).get(address(file)).status_code == 404


def test_a_photo_is_shown_to_nobody_once_its_giver_takes_that_back(
    send: Sends, cast: Cast, as_: As, neighbourhood: Neighbourhood, shown_to_all: None
) -> None:
    giver = shown_in(neighbourhood, "photo")
    file = send(participant=giver)
    assert as_(cast.dev).get(address(file)).status_code == 200
    withdraw_scope(by=None, participant=giver, scope="photo")
    assert as_(cast.dev).get(address(file)).status_code == 404


def test_a_file_is_handed_out_so_that_no_browser_runs_it(send: Sends, cast: Cast, as_: As) -> None:
    answer = as_(cast.dev).get(address(send()))
    assert answer["X-Content-Type-Options"] == "nosniff"
    assert answer["Content-Type"] == "image/jpeg"
    assert answer["Content-Disposition"].startswith('attachment; filename="photo-')
    assert "sandbox" in answer["Content-Security-Policy"]
    assert answer["Cache-Control"] == "private, no-store"


async def _all_of(answer: Any) -> bytes:
    return b"".join([block async for block in answer])


def test_a_server_of_many_at_once_hands_it_out_block_by_block(
    send: Sends, cast: Cast, monkeypatch: pytest.MonkeyPatch
) -> None:
    file = send(kind="audio", content=recordings.wav())
    monkeypatch.setattr("seedbed.web.media.serving.BLOCK", 1000)
    request = ASGIRequest({"type": "http", "method": "GET", "path": "/", "headers": []}, BytesIO())
    answer: Any = serve(request, file.name, file.content_type, "sound")
    assert outcome_of(_all_of(answer)).startswith(b"RIFF")


def test_a_small_picture_is_handed_out_too(send: Sends, cast: Cast, as_: As) -> None:
    answer = as_(cast.dev).get(f"{address(send())}small/")
    assert b"".join(answer).startswith(b"\xff\xd8\xff")


def test_a_sound_has_no_small_picture(send: Sends, cast: Cast, as_: As) -> None:
    file = send(kind="audio", content=recordings.wav())
    assert as_(cast.dev).get(f"{address(file)}small/").status_code == 404


@pytest.mark.parametrize(
    ("asked", "start", "end"),
    [("bytes=0-3", 0, 4), ("bytes=4-", 4, None), ("bytes=-5", -5, None), ("bytes=2-99999999", 2, None)],
)
def test_a_player_gets_the_part_it_asks_for(
    send: Sends, cast: Cast, as_: As, asked: str, start: int, end: int | None
) -> None:
    file = send(kind="audio", content=recordings.wav())
    whole = b"".join(as_(cast.dev).get(address(file)))
    answer = as_(cast.dev).get(address(file), headers={"Range": asked})
    assert (answer.status_code, b"".join(answer)) == (206, whole[start:end])


@pytest.mark.parametrize("asked", ["bytes=99999999-", "bytes=5-2", "bytes=-", "pages=1-2", "bytes=0-1,3-4", "bytes=-0"])
def test_a_part_that_is_not_there_is_refused(send: Sends, cast: Cast, as_: As, asked: str) -> None:
    file = send(kind="audio", content=recordings.wav())
    assert as_(cast.dev).get(address(file), headers={"Range": asked}).status_code == 416


@pytest.mark.parametrize(
    ("scopes", "recognisable", "goes"),
    [
        (("photo", "public_display"), False, True),
        (("photo",), False, False),
        (("public_display",), False, False),
        (("photo", "public_display"), True, False),
        (("photo", "public_display", "recognisable_image"), True, True),
    ],
)
def test_a_photo_goes_beyond_the_team_as_far_as_its_giver_agrees(
    send: Sends, cast: Cast, neighbourhood: Neighbourhood, scopes: tuple[str, ...], recognisable: bool, goes: bool
) -> None:
    file = send(participant=shown_in(neighbourhood, *scopes))
    clear(by=cast.dev, file=file, recognisable=recognisable)
    assert may_go_beyond(file) is goes


def test_nothing_goes_beyond_the_team_before_somebody_looked(send: Sends, cast: Cast) -> None:
    file = send()
    assert not may_go_beyond(file)
    clear(by=cast.dev, file=file, recognisable=False)
    assert may_go_beyond(file)
    keep_for_team(by=cast.dev, file=file)
    assert not may_go_beyond(file)


def test_a_film_with_positions_in_it_never_goes_beyond_the_team(send: Sends, cast: Cast) -> None:
    file = send(kind="video", content=recordings.mp4(b"soun", b"vide", b"meta"))
    clear(by=cast.dev, file=file, recognisable=False)
    assert not may_go_beyond(file)
