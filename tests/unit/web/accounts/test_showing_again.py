"""Whoever signed in a while ago shows by a code that it is them, before they set up a first second factor."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from allauth.mfa.models import Authenticator
from django.core import mail
from django.test import Client

from seedbed.web.invitations.actions import invite
from seedbed.web.people.models import User
from seedbed.web.people.roles import Role
from seedbed.web.places.models import Programme
from tests.unit.web.accounts.tools import CODE, leave_open
from tests.unit.web.conftest import Cast

As = Callable[[User | None], Client]
PAGES = ["/account/authenticator/add/", "/account/passkeys/add/"]
AGAIN = "/account/again/code/"


@pytest.fixture
def left_open(cast: Cast) -> Client:
    """Dev signed in a while ago; he has no second factor."""
    browser = Client()
    browser.force_login(cast.dev)
    leave_open(browser)
    return browser


def _code(browser: Client) -> str:
    browser.post(AGAIN, {"do": "send", "next": PAGES[0]})
    found = CODE.search(str(mail.outbox[-1].body))
    assert found
    return found[1]


@pytest.mark.parametrize("page", PAGES)
def test_a_session_that_was_left_open_sets_up_no_second_factor(left_open: Client, page: str) -> None:
    assert left_open.get(page)["Location"].startswith(AGAIN)
    assert left_open.post(page, {"code": "000000"})["Location"].startswith(AGAIN)
    assert not Authenticator.objects.exists()


@pytest.mark.parametrize("page", PAGES)
def test_who_just_came_in_is_not_asked(cast: Cast, page: str) -> None:
    browser = Client()
    browser.force_login(cast.dev)
    assert browser.get(page).status_code == 200


def test_the_code_goes_to_the_address_of_the_account_and_leads_on(left_open: Client, cast: Cast) -> None:
    code = _code(left_open)
    assert mail.outbox[-1].to == [cast.dev.email]
    assert "Your code to show that it is you" in mail.outbox[-1].subject
    assert left_open.post(AGAIN, {"code": code, "next": PAGES[0]})["Location"] == PAGES[0]
    assert left_open.get(PAGES[0]).status_code == 200


def test_a_wrong_code_leads_nowhere(left_open: Client) -> None:
    _code(left_open)
    assert b"Incorrect code" in left_open.post(AGAIN, {"code": "BBBB-BBBB"}).content
    assert left_open.get(PAGES[0]).status_code == 302


def test_guessing_ends_soon(left_open: Client) -> None:
    code = _code(left_open)
    for _ in range(10):
        left_open.post(AGAIN, {"code": "BBBB-BBBB"})
    assert b"Too many tries" in left_open.post(AGAIN, {"code": code}).content
    assert left_open.get(PAGES[0]).status_code == 302


def test_nobody_s_mailbox_is_flooded(left_open: Client) -> None:
    answers = [left_open.post(AGAIN, {"do": "send"}).status_code for _ in range(7)]
    assert answers == [302] * 5 + [429] * 2
    assert len(mail.outbox) == 5


def test_a_code_without_one_that_was_sent_does_nothing(left_open: Client) -> None:
    assert left_open.post(AGAIN, {"code": "BBBB-BBBB"}).status_code == 200
    assert left_open.get(PAGES[0]).status_code == 302


def test_it_leads_to_no_other_site(left_open: Client) -> None:
    code = _code(left_open)
    answer = left_open.post(AGAIN, {"code": code, "next": "https://example.com/"})
    assert answer["Location"] == "/account/"


def test_who_has_no_address_is_not_asked_for_a_code(left_open: Client, cast: Cast) -> None:
    User.objects.filter(pk=cast.dev.pk).update(email="dev@by-hand.invalid")
    assert left_open.get(PAGES[0]).status_code == 200


def test_a_newcomer_who_needs_a_second_factor_sets_it_up_at_once(cast: Cast, programme: Programme) -> None:
    _, token = invite(by=cast.olu, scope=programme.scope, role=Role.STEWARD, name="New", email="new@example.org")
    browser = Client()
    browser.post(f"/invitations/accept/{token}/", {"name": "New"})
    assert browser.get("/")["Location"] == "/account/"
    assert browser.get(PAGES[0]).status_code == 200
