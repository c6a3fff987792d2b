"""Helpers write down what they hear, read that again, and never what others wrote down."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date

import pytest
from django.test import Client

from seedbed.thread.identifiers import printed
from seedbed.thread.kinds import BeadKind
from seedbed.web.consent.actions import agree
from seedbed.web.listening.actions import record_contribution, translate, withdraw_contribution
from seedbed.web.listening.models import Contribution
from seedbed.web.listening.queries import own_words
from seedbed.web.people.actions import create_account, end_grant, grant
from seedbed.web.people.models import User
from seedbed.web.people.roles import HELPERS, ROLES, Permission, Role
from seedbed.web.places.models import Neighbourhood
from tests.unit.web.conftest import Cast
from tests.unit.web.walking_skeleton.filled import FILLED

As = Callable[[User | None], Client]
MINE, THEIRS = "The quagga bench is gone.", "The okapi shop has shut."
WRITERS = sorted(role for role in HELPERS if Permission.SEE_OWN_WORDS in ROLES[role])


def _said(by: User, place: Neighbourhood, cast: Cast, words: str) -> Contribution:
    return record_contribution(
        by=by,
        neighbourhood=place,
        words=words,
        said_on=date(2026, 3, 1),
        participant=cast.rosa,
        language="cy",
        translation=f"In English: {words}",
    )


def _helper(place: Neighbourhood, role: Role) -> User:
    person = create_account(by=None, name="Bo", email="bo@example.org")
    grant(by=None, user=person, scope=place.scope, role=role)
    return person


def test_there_are_helpers_who_write() -> None:
    assert WRITERS == ["community_researcher", "interpreter", "table_host"]


@pytest.mark.parametrize("role", WRITERS)
def test_a_helper_reads_what_they_wrote_down_and_nobody_elses(
    role: Role, neighbourhood: Neighbourhood, cast: Cast, as_: As
) -> None:
    helper = _helper(neighbourhood, role)
    _said(helper, neighbourhood, cast, MINE)
    _said(cast.dev, neighbourhood, cast, THEIRS)
    page = as_(helper).get("/by-hand/in/millbrook/mine/").content.decode()
    assert MINE in page
    assert THEIRS not in page


@pytest.mark.parametrize("role", ["table_host", "community_researcher"])
def test_no_address_shows_a_table_host_what_others_wrote_down(
    role: str, neighbourhood: Neighbourhood, cast: Cast, as_: As
) -> None:
    helper = _helper(neighbourhood, Role(role))
    number = printed(_said(cast.dev, neighbourhood, cast, THEIRS).pk)
    browser = as_(helper)
    for address in (
        *("/by-hand/in/millbrook/words/", "/by-hand/in/millbrook/words/?q=okapi", "/by-hand/in/millbrook/"),
        *(f"/by-hand/bead/{number}/{part}" for part in ("", "edit/", "mark/", "join/", "withdraw/", "translate/")),
        *(f"/thread/{number}/", f"/thread/{number}/follow/", "/thread/in/millbrook/"),
        *("/by-hand/in/millbrook/mine/", "/by-hand/in/millbrook/write-down/", "/neighbourhoods/millbrook/"),
    ):
        assert "okapi shop" not in browser.get(address).content.decode()


def test_a_helper_writes_down_and_hands_over_a_receipt(neighbourhood: Neighbourhood, cast: Cast, as_: As) -> None:
    helper = _helper(neighbourhood, Role.TABLE_HOST)
    day = {"said_on_day": "1", "said_on_month": "3", "said_on_year": "2026"}
    told = FILLED[BeadKind.CONTRIBUTION] | day | {"words": MINE}
    answer = as_(helper).post("/by-hand/in/millbrook/write-down/", told)
    assert answer.status_code == 200
    page = answer.content.decode()
    assert "Hand over this receipt" in page
    assert "/by-hand/in/millbrook/mine/" in page
    assert [each.words for each, _ in own_words(neighbourhood, helper)] == [MINE]


def test_what_a_helper_may_not_make_is_not_written_down_for_them(
    neighbourhood: Neighbourhood, cast: Cast, as_: As
) -> None:
    helper = _helper(neighbourhood, Role.TABLE_HOST)
    assert as_(helper).post("/by-hand/in/millbrook/add/contribution/", {"words": MINE}).status_code == 403
    assert as_(helper).post("/by-hand/in/millbrook/add/theme/", {"name": "x"}).status_code == 403


def test_words_that_were_taken_back_are_gone_here_too(neighbourhood: Neighbourhood, cast: Cast, as_: As) -> None:
    helper = _helper(neighbourhood, Role.TABLE_HOST)
    withdraw_contribution(by=cast.dev, contribution=_said(helper, neighbourhood, cast, MINE), why="They asked")
    assert MINE not in as_(helper).get("/by-hand/in/millbrook/mine/").content.decode()


def test_words_whose_speaker_agrees_no_longer_are_not_shown(neighbourhood: Neighbourhood, cast: Cast, as_: As) -> None:
    helper = _helper(neighbourhood, Role.TABLE_HOST)
    _said(helper, neighbourhood, cast, MINE)
    agree(by=None, participant=cast.rosa, scopes=[])
    page = as_(helper).get("/by-hand/in/millbrook/mine/").content.decode()
    assert MINE not in page
    assert "The words are not shown" in page


def test_a_role_that_has_ended_shows_nothing_more(neighbourhood: Neighbourhood, cast: Cast, as_: As) -> None:
    helper = _helper(neighbourhood, Role.TABLE_HOST)
    _said(helper, neighbourhood, cast, MINE)
    end_grant(by=cast.dev, grant=helper.grants.get())
    assert own_words(neighbourhood, helper) == []
    assert as_(helper).get("/by-hand/in/millbrook/mine/").status_code == 404


def test_the_neighbourhoods_page_leads_a_helper_to_their_own_words(
    neighbourhood: Neighbourhood, cast: Cast, as_: As
) -> None:
    page = as_(_helper(neighbourhood, Role.TABLE_HOST)).get("/neighbourhoods/millbrook/").content.decode()
    assert "/by-hand/in/millbrook/mine/" in page
    assert "/by-hand/in/millbrook/words/" not in page


def test_an_interpreter_puts_words_into_english_with_their_name(
    neighbourhood: Neighbourhood, cast: Cast, as_: As
) -> None:
    said = _said(cast.dev, neighbourhood, cast, THEIRS)
    browser = as_(_helper(neighbourhood, Role.INTERPRETER))
    address = f"/by-hand/bead/{printed(said.pk)}/translate/"
    assert THEIRS in browser.get(address).content.decode()
    page = browser.post(address, {"translation": "The shop is closed for good."}, follow=True).content.decode()
    assert THEIRS in page
    assert "The shop is closed for good." in page
    assert "Translated by <bdi>Bo</bdi>" in page


def test_a_translation_without_words_is_told_on_the_form(neighbourhood: Neighbourhood, cast: Cast, as_: As) -> None:
    said = _said(cast.dev, neighbourhood, cast, THEIRS)
    browser = as_(_helper(neighbourhood, Role.INTERPRETER))
    assert browser.post(f"/by-hand/bead/{printed(said.pk)}/translate/", {"translation": "  "}).status_code == 422
    said.refresh_from_db()
    assert said.translated_by == cast.dev


def test_words_that_may_not_be_read_are_not_translated(neighbourhood: Neighbourhood, cast: Cast, as_: As) -> None:
    said = _said(cast.dev, neighbourhood, cast, THEIRS)
    agree(by=None, participant=cast.rosa, scopes=[])
    browser = as_(_helper(neighbourhood, Role.INTERPRETER))
    for asked in (browser.get, browser.post):
        assert asked(f"/by-hand/bead/{printed(said.pk)}/translate/").status_code == 404


def test_translating_keeps_who_and_when_and_the_words_that_were_said(neighbourhood: Neighbourhood, cast: Cast) -> None:
    said = _said(cast.dev, neighbourhood, cast, THEIRS)
    kept = translate(by=cast.olu, contribution=said, translation="Closed.")
    assert (kept.words, kept.translation, kept.translated_by) == (THEIRS, "Closed.", cast.olu)
    assert kept.translated_at is not None
