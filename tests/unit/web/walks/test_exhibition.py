from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta
from typing import Any
from uuid import uuid4

import pytest
from django.test import Client
from django.utils import timezone

from seedbed.errors import UsageError
from seedbed.web.consent.actions import withdraw_scope
from seedbed.web.listening.actions import withdraw_contribution
from seedbed.web.listening.models import Check, Contribution
from seedbed.web.listening.queries import event_of
from seedbed.web.media.actions import keep_for_team
from seedbed.web.people.models import User
from seedbed.web.walks.actions import answer as send_answer
from seedbed.web.walks.actions import close_exhibition, forget_sources, open_exhibition
from seedbed.web.walks.models import Answer
from seedbed.web.walks.queries import exhibition_of
from tests.unit.formats.media import recordings
from tests.unit.web.conftest import Cast
from tests.unit.web.walks.conftest import WORDS, Walked

As = Callable[[User | None], Client]


@pytest.fixture
def anyone(as_: As) -> Client:
    return as_(None)


@pytest.fixture
def hung(walked: Walked) -> Walked:
    """The walk with words and a photo of whoever said them, all agreed to and looked at, open to everybody."""
    walked.said()
    walked.keep(of_speaker=True)
    open_exhibition(by=walked.by, walk=walked.walk, takes_answers=True)
    return walked


def page(anyone: Client, walked: Walked, more: str = "") -> str:
    return anyone.get(f"/walks/show/{walked.walk.show}/{more}").content.decode()


def photo_of(walked: Walked) -> str:
    return f"/media/{walked.first.files.get().file_id}/"


def test_everybody_sees_what_was_agreed_to_and_looked_at(hung: Walked, anyone: Client) -> None:
    shown = page(anyone, hung)
    assert WORDS in shown
    assert photo_of(hung) in shown
    assert anyone.get(photo_of(hung)).status_code == 200


def test_the_receipt_says_that_words_are_on_a_wall(walked: Walked, anyone: Client) -> None:
    said = walked.said()
    walked.keep(of_speaker=True)
    receipt = f"/receipt/{said.receipt_id}/"
    assert "In an exhibition." not in anyone.get(receipt).content.decode()
    open_exhibition(by=walked.by, walk=walked.walk, takes_answers=True)
    assert "In an exhibition." in anyone.get(receipt).content.decode()
    own = anyone.post(f"{receipt}words/", {"second_half": said.second_half}).content.decode()
    assert f"/walks/show/{walked.walk.show}/" in own
    assert 'src="data:image/jpeg;base64,' in own


@pytest.mark.parametrize("more", ["", "hang/", "sounds/", "film/"])
def test_a_walk_that_is_not_open_is_as_if_it_were_not_there(hung: Walked, anyone: Client, more: str) -> None:
    close_exhibition(by=hung.by, walk=hung.walk)
    assert anyone.get(f"/walks/show/{hung.walk.show}/{more}").status_code == 404
    assert anyone.get(photo_of(hung)).status_code == 404
    assert anyone.get(f"/walks/show/{uuid4()}/{more}").status_code == 404


@pytest.mark.parametrize("team", [True, False])
def test_the_film_has_what_everybody_may_see_and_nothing_else(
    hung: Walked, as_: As, anyone: Client, team: bool
) -> None:
    unseen = hung.keep(hung.second, looked=False)
    address = f"/walks/{hung.walk.pk}/film/" if team else f"/walks/show/{hung.walk.show}/film/"
    told = (as_(hung.by) if team else anyone).get(address).context["film"]
    assert [each["pictures"] for each in told["stops"]] == [[photo_of(hung)], []]
    assert [each["said"] for each in told["stops"]] == [WORDS, ""]
    assert str(unseen.pk) not in str(told)


def test_words_nobody_has_read_are_not_shown(walked: Walked, anyone: Client) -> None:
    walked.said(read=False)
    open_exhibition(by=walked.by, walk=walked.walk, takes_answers=True)
    assert WORDS not in page(anyone, walked)


def test_words_that_were_held_back_later_are_not_shown(hung: Walked, anyone: Client) -> None:
    hung.first.refresh_from_db()
    said = hung.first.contribution
    assert said is not None
    Check.objects.create(contribution=said, passed=False, reasons=["names"], by=hung.by)
    assert WORDS not in page(anyone, hung)


@pytest.mark.parametrize("scopes", [("take_part",), ("take_part", "quote", "photo")])
def test_words_not_agreed_for_everybody_are_not_shown(walked: Walked, anyone: Client, scopes: tuple[str, ...]) -> None:
    walked.said(*scopes)
    walked.keep(of_speaker=True)
    open_exhibition(by=walked.by, walk=walked.walk, takes_answers=True)
    assert WORDS not in page(anyone, walked)
    assert photo_of(walked) not in page(anyone, walked)
    assert anyone.get(photo_of(walked)).status_code == 404


def test_a_photo_nobody_has_looked_at_is_not_shown(walked: Walked, anyone: Client) -> None:
    walked.keep(looked=False)
    open_exhibition(by=walked.by, walk=walked.walk, takes_answers=True)
    assert anyone.get(photo_of(walked)).status_code == 404


def test_a_photo_kept_for_the_team_is_off_the_wall(hung: Walked, anyone: Client) -> None:
    keep_for_team(by=hung.by, file=hung.first.files.get().file)
    assert photo_of(hung) not in page(anyone, hung)


def test_words_taken_out_are_off_the_wall_and_off_the_paper(hung: Walked, anyone: Client) -> None:
    hung.first.refresh_from_db()
    said = hung.first.contribution
    assert said is not None
    withdraw_contribution(by=None, contribution=said, why="Asked for it.", by_holder=True)
    for more in ("", "hang/", "film/"):
        assert WORDS not in page(anyone, hung, more)
        assert photo_of(hung) not in page(anyone, hung, more)
    assert anyone.get(photo_of(hung)).status_code == 404
    assert exhibition_of(hung.walk).stops[0].said == ""


def test_whoever_no_longer_agrees_to_everybody_is_off_the_wall(hung: Walked, anyone: Client) -> None:
    hung.first.refresh_from_db()
    said = hung.first.contribution
    assert said is not None
    assert said.participant is not None
    withdraw_scope(by=None, participant=said.participant, scope="public_display")
    assert WORDS not in page(anyone, hung)
    assert anyone.get(photo_of(hung)).status_code == 404


def test_the_team_is_told_what_is_missing(walked: Walked, cast: Cast, as_: As) -> None:
    walked.said(read=False)
    walked.keep(looked=False)
    told = as_(cast.dev).get(f"/walks/{walked.walk.pk}/exhibition/").content.decode()
    assert "nobody has read them" in told
    assert "Nobody has looked at it" in told


def test_the_exhibition_is_opened_and_closed_on_its_page(walked: Walked, cast: Cast, as_: As) -> None:
    address = f"/walks/{walked.walk.pk}/exhibition/"
    as_(cast.dev).post(address, {"do": "open", "takes_answers": "yes"})
    walked.walk.refresh_from_db()
    assert (walked.walk.shown_at is None, walked.walk.takes_answers) == (False, True)
    as_(cast.dev).post(address, {"do": "close"})
    walked.walk.refresh_from_db()
    assert walked.walk.shown_at is None


def test_reading_words_on_the_page_lets_them_go_further(walked: Walked, cast: Cast, as_: As, anyone: Client) -> None:
    walked.said(read=False)
    as_(cast.dev).post(f"/walks/stops/{walked.first.pk}/", {"do": "read"})
    open_exhibition(by=walked.by, walk=walked.walk, takes_answers=True)
    assert WORDS in page(anyone, walked)


def test_sounds_have_players_and_words_and_start_by_nobody_but_the_visitor(hung: Walked, anyone: Client) -> None:
    hung.keep(hung.second, kind="audio", content=recordings.wav(), alt="Water under the bridge")
    shown = page(anyone, hung, "sounds/")
    assert "<audio" in shown
    assert "controls" in shown
    assert "autoplay" not in shown
    assert "Water under the bridge" in shown


def test_slides_hold_every_stop(hung: Walked, anyone: Client) -> None:
    assert page(anyone, hung, "hang/").count("sb-hang__slide") >= 2


@pytest.mark.parametrize("name", ["booklet.pdf", "postcards.pdf"])
def test_paper_is_handed_to_the_team(hung: Walked, cast: Cast, as_: As, name: str) -> None:
    answer = as_(cast.dev).get(f"/walks/{hung.walk.pk}/{name}")
    assert answer.content.startswith(b"%PDF-")


def test_captions_hold_what_everybody_may_read(hung: Walked, cast: Cast, as_: As) -> None:
    told = as_(cast.dev).get(f"/walks/{hung.walk.pk}/captions.vtt").content.decode()
    assert told.startswith("WEBVTT")
    assert "quagga" in told


SENT = {"words": "I waited there too.", "language": "en", "takes_part": "on", "grown_up": "on"}


def test_an_answer_is_kept_as_words_with_a_receipt(hung: Walked, anyone: Client) -> None:
    answer = anyone.post(f"/walks/show/{hung.walk.show}/", SENT)
    said = Contribution.objects.get(words="I waited there too.")
    assert said.participant is not None
    assert "Your answer is kept" in answer.content.decode()
    assert event_of(said) == hung.walk.event.bead


@pytest.mark.parametrize("missing", ["takes_part", "grown_up", "words"])
def test_nothing_is_kept_of_an_answer_without_a_yes(hung: Walked, anyone: Client, missing: str) -> None:
    told = {name: value for name, value in SENT.items() if name != missing}
    assert anyone.post(f"/walks/show/{hung.walk.show}/", told).status_code == 422
    assert not Contribution.objects.filter(words="I waited there too.").exists()


def test_an_answer_is_not_shown_to_everybody_by_itself(hung: Walked, anyone: Client) -> None:
    anyone.post(f"/walks/show/{hung.walk.show}/", {**SENT, "public_display": "on"})
    assert "I waited there too." not in page(anyone, hung)


def test_a_flood_of_answers_is_stopped(hung: Walked, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("seedbed.web.walks.actions.MOST_OF_AN_ADDRESS", 1)
    told: dict[str, Any] = {"scopes": ["take_part"], "asked_in": "en", "language": "en", "source": "one"}
    send_answer(walk=hung.walk, words="One", **told)
    with pytest.raises(UsageError):
        send_answer(walk=hung.walk, words="Two", **told)
    send_answer(walk=hung.walk, words="Three", **{**told, "source": "other"})


def test_where_answers_came_from_is_forgotten(hung: Walked) -> None:
    told: dict[str, Any] = {"scopes": ["take_part"], "asked_in": "en", "language": "en", "source": "one"}
    send_answer(walk=hung.walk, words="One", **told)
    forget_sources(timezone.now() + timedelta(hours=2))
    assert Answer.objects.get().source == ""


def test_an_exhibition_without_answers_takes_none(hung: Walked, anyone: Client) -> None:
    open_exhibition(by=hung.by, walk=hung.walk, takes_answers=False)
    anyone.post(f"/walks/show/{hung.walk.show}/", SENT)
    assert not Answer.objects.exists()
