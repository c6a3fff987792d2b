"""What came in other ways waits for consent, and nothing of it is kept twice."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, timedelta

import pytest
from django.conf import settings
from django.test import Client
from django.utils import timezone

from seedbed.errors import UsageError
from seedbed.web.capture.actions import erase_due, put_in_inbox, set_aside, take_in_waiting
from seedbed.web.capture.inbox import set_aside_again
from seedbed.web.capture.models import KEPT_WAITING, Waiting
from seedbed.web.consent.actions import Asked
from seedbed.web.listening.models import Contribution, Mark
from seedbed.web.people.kept_apart import read_gone
from seedbed.web.people.models import User
from seedbed.web.places.models import Neighbourhood
from tests.unit.web.conftest import Cast

As = Callable[[User | None], Client]
POND = {"geometry": {"type": "Point", "coordinates": [-2.1, 53.5]}, "label": "pond"}


def waiting(cast: Cast, neighbourhood: Neighbourhood, words: str = "The pond is lovely.") -> Waiting:
    return put_in_inbox(
        by=cast.dev, neighbourhood=neighbourhood, source="message", source_key="chat 1", words=words, marks=[POND]
    )


def test_the_same_key_gives_what_is_there(cast: Cast, neighbourhood: Neighbourhood) -> None:
    first = waiting(cast, neighbourhood)
    again = waiting(cast, neighbourhood)
    assert (first.came, again.came, again.pk) == ("new", "same", first.pk)


def test_other_words_under_one_key_take_their_place_while_it_waits(cast: Cast, neighbourhood: Neighbourhood) -> None:
    waiting(cast, neighbourhood)
    assert waiting(cast, neighbourhood, "The pond was lovely.").came == "changed"
    assert Waiting.objects.get().words == "The pond was lovely."


def test_taken_in_it_is_a_contribution_and_its_words_are_kept_once(cast: Cast, neighbourhood: Neighbourhood) -> None:
    held = waiting(cast, neighbourhood)
    made = take_in_waiting(by=cast.dev, waiting=held, words=held.words, scopes=["take_part"], asked=Asked())
    held.refresh_from_db()
    assert (held.state, held.words, held.contribution, held.marks) == ("taken_in", "", made, [])
    assert Mark.objects.get().contribution == made
    assert waiting(cast, neighbourhood, "Other words.").came == "same"


def test_nothing_is_taken_in_without_consent(cast: Cast, neighbourhood: Neighbourhood) -> None:
    held = waiting(cast, neighbourhood)
    with pytest.raises(UsageError, match="Nobody takes part"):
        take_in_waiting(by=cast.dev, waiting=held, words=held.words, scopes=["quote"], asked=Asked())
    assert not Contribution.objects.exists()


def test_set_aside_its_words_go(cast: Cast, neighbourhood: Neighbourhood) -> None:
    set_aside(by=cast.dev, waiting=waiting(cast, neighbourhood), because="It is an advertisement.")
    held = Waiting.objects.get()
    assert (held.state, held.words) == ("set_aside", "")
    with pytest.raises(UsageError, match="settled"):
        set_aside(by=cast.dev, waiting=held, because="Again.")


def test_set_aside_it_stays_so_after_a_restore(cast: Cast, neighbourhood: Neighbourhood) -> None:
    held = waiting(cast, neighbourhood)
    set_aside(by=cast.dev, waiting=held, because="They asked for it.")
    Waiting.objects.update(state="waiting", words="The pond is lovely.", because="")
    gone = {each.number: each.at for each in read_gone(settings.ENVIRONMENT.withdrawals) if each.kind == "waiting"}
    assert set_aside_again(gone) == 1
    held.refresh_from_db()
    assert (held.state, held.words) == ("set_aside", "")


def test_the_file_it_came_in_is_named_until_it_is_settled(cast: Cast, neighbourhood: Neighbourhood, as_: As) -> None:
    told = {"source": "message", "source_key": "chat:1", "words": "The lift is broken", "said_on": date(2026, 3, 1)}
    held = put_in_inbox(by=cast.dev, neighbourhood=neighbourhood, file_name="Chat of the stairs.zip", **told)  # type: ignore[arg-type]
    browser = as_(cast.dev)
    for page in (f"/capture/in/{neighbourhood.slug}/inbox/", f"/capture/inbox/{held.pk}/"):
        text = browser.get(page).text
        assert "Chat of the stairs.zip" in text
        assert "ent on 1 March 2026" in text
    set_aside(by=cast.dev, waiting=held, because="It is an advertisement.")
    assert Waiting.objects.get().file_name == ""


def test_what_waits_too_long_is_gone_and_does_not_come_again(cast: Cast, neighbourhood: Neighbourhood) -> None:
    waiting(cast, neighbourhood)
    erase_due(timezone.now() + KEPT_WAITING - timedelta(hours=1))
    assert Waiting.objects.get().words
    erase_due(timezone.now() + KEPT_WAITING + timedelta(hours=1))
    again = waiting(cast, neighbourhood)
    assert (again.came, again.state, again.words, again.marks) == ("same", "set_aside", "", [])


def test_a_facilitator_takes_it_in_on_its_page(cast: Cast, neighbourhood: Neighbourhood, as_: As) -> None:
    held = waiting(cast, neighbourhood)
    browser = as_(cast.dev)
    assert "The pond is lovely." in browser.get(f"/capture/in/{neighbourhood.slug}/inbox/").text
    told = {"do": "take_in", "words": "The pond is lovely.", "scopes": ["take_part", "quote"], "language": "en"}
    told |= {"how": "written", "age_band": "18_plus"}
    answer = browser.post(f"/capture/inbox/{held.pk}/", told)
    made = Contribution.objects.get()
    assert str(made.receipt_id) in answer.text
    assert sorted(made.participant.consents.get().scopes) == ["quote", "take_part"]  # type: ignore[union-attr]


def test_a_form_without_consent_says_what_is_missing(cast: Cast, neighbourhood: Neighbourhood, as_: As) -> None:
    held = waiting(cast, neighbourhood)
    told = {"do": "take_in", "words": "x", "language": "en", "how": "written", "age_band": "18_plus"}
    answer = as_(cast.dev).post(f"/capture/inbox/{held.pk}/", told)
    assert answer.status_code == 422
    assert "Nobody takes part without agreeing to it." in answer.text


def test_a_researcher_sees_what_they_put_there_alone(cast: Cast, neighbourhood: Neighbourhood, as_: As) -> None:
    from seedbed.web.people.actions import grant
    from seedbed.web.people.roles import Role

    held = waiting(cast, neighbourhood)
    grant(by=None, user=cast.lee, scope=neighbourhood.scope, role=Role.COMMUNITY_RESEARCHER)
    browser = as_(cast.lee)
    assert "lovely" not in browser.get(f"/capture/in/{neighbourhood.slug}/inbox/").text
    assert browser.get(f"/capture/inbox/{held.pk}/").status_code == 404
