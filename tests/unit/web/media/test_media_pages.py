from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from django.test import Client

from seedbed.web.media.models import MediaFile, MediaState
from seedbed.web.media.rules import may_go_beyond
from seedbed.web.people.models import User
from seedbed.web.places.models import Neighbourhood
from tests.unit.formats.media import recordings
from tests.unit.web.conftest import Cast
from tests.unit.web.media.conftest import Sends

As = Callable[[User | None], Client]


@pytest.fixture
def dev(cast: Cast, as_: As) -> Client:
    return as_(cast.dev)


def page(file: MediaFile) -> str:
    return f"/media/{file.pk}/look/"


def told(file: MediaFile) -> MediaFile:
    return MediaFile.objects.select_related("participant").get(pk=file.pk)


def test_the_list_shows_what_nobody_has_looked_at(send: Sends, dev: Client, neighbourhood: Neighbourhood) -> None:
    file = send()
    answer = dev.get(f"/media/in/{neighbourhood.slug}/")
    assert f"/media/{file.pk}/small/" in answer.content.decode()


def test_who_looked_lets_it_go_further(send: Sends, dev: Client, neighbourhood: Neighbourhood) -> None:
    file = send()
    dev.post(page(file), {"do": "clear", "alt": "A bench", "recognisable": "no"})
    assert may_go_beyond(told(file))
    assert told(file).alt == "A bench"
    assert str(file.pk) not in dev.get(f"/media/in/{neighbourhood.slug}/").content.decode()
    assert str(file.pk) in dev.get(f"/media/in/{neighbourhood.slug}/?show=all").content.decode()


def test_nothing_goes_further_without_saying_whether_anybody_can_be_recognised(send: Sends, dev: Client) -> None:
    file = send()
    assert dev.post(page(file), {"do": "clear", "alt": ""}).status_code == 422
    assert not may_go_beyond(told(file))


def test_the_page_says_what_is_missing(send: Sends, dev: Client) -> None:
    assert "Nobody has looked at it" in dev.get(page(send())).content.decode()


def test_blurring_makes_the_picture_anew_and_asks_for_another_look(send: Sends, dev: Client) -> None:
    file = send()
    dev.post(page(file), {"do": "clear", "recognisable": "no"})
    dev.post(page(file), {"do": "blur"})
    now = told(file)
    assert (now.faces_blurred, now.cleared_at, now.name == file.name) == (0, None, False)


def test_a_sound_is_not_blurred(send: Sends, dev: Client) -> None:
    file = send(kind="audio", content=recordings.wav())
    assert dev.post(page(file), {"do": "blur"}).status_code == 422


def test_keeping_it_for_the_team_takes_it_back_from_the_rest(send: Sends, dev: Client) -> None:
    file = send()
    dev.post(page(file), {"do": "clear", "recognisable": "no"})
    dev.post(page(file), {"do": "team"})
    assert not may_go_beyond(told(file))


def test_erasing_is_for_who_may_withdraw(send: Sends, cast: Cast, as_: As) -> None:
    file = send()
    assert as_(cast.sam).post(page(file), {"do": "erase"}).status_code == 422
    assert told(file).state == MediaState.READY
    as_(cast.dev).post(page(file), {"do": "erase"})
    assert told(file).state == MediaState.ERASED


def test_the_page_of_what_was_erased_says_so(send: Sends, dev: Client, django_capture_on_commit_callbacks: Any) -> None:
    file = send()
    with django_capture_on_commit_callbacks(execute=True):
        dev.post(page(file), {"do": "erase"})
    assert "It is erased." in dev.get(page(file)).content.decode()


def test_a_decision_maker_sees_neither_list_nor_file(
    send: Sends, cast: Cast, as_: As, neighbourhood: Neighbourhood
) -> None:
    browser = as_(cast.ngozi)
    assert browser.get(f"/media/in/{neighbourhood.slug}/").status_code == 403
    assert browser.get(page(send())).status_code == 403
