"""Changing the e-mail address of one's account."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from django.core import mail
from django.test import Client

from seedbed.errors import UsageError
from seedbed.web.accounts.actions import change_address
from seedbed.web.people.models import User
from tests.unit.web.accounts.tools import CODE, actions_recorded, leave_open
from tests.unit.web.conftest import Cast

As = Callable[[User | None], Client]


def _asked(browser: Client, email: str = "new@example.org") -> str:
    browser.post("/account/address/", {"email": email})
    found = CODE.search(str(mail.outbox[-1].body))
    assert found
    return found[1]


def _address(user: User) -> str:
    user.refresh_from_db()
    return str(user.email)


def test_the_address_changes_with_the_code_that_was_sent_there(cast: Cast, as_: As) -> None:
    browser = as_(cast.dev)
    code = _asked(browser, "NEW@example.org")
    assert mail.outbox[-1].to == ["new@example.org"]
    assert _address(cast.dev) == "dev@example.org"
    browser.post("/account/address/code/", {"code": code})
    assert _address(cast.dev) == "new@example.org"
    assert actions_recorded()[-1] == "accounts.change_address"


def test_a_session_that_was_left_open_changes_no_address(cast: Cast, as_: As) -> None:
    """Whoever takes it over would have the account for good. Dev has no second factor that could be asked for."""
    browser = as_(cast.dev)
    leave_open(browser)
    answer = browser.post("/account/address/", {"email": "new@example.org"})
    assert answer["Location"] == "/account/again/code/?next=%2Faccount%2Faddress%2F"
    assert mail.outbox == []


def test_the_old_address_is_told(cast: Cast, as_: As, django_capture_on_commit_callbacks: Any) -> None:
    browser = as_(cast.dev)
    code = _asked(browser)
    with django_capture_on_commit_callbacks(execute=True):
        browser.post("/account/address/code/", {"code": code})
    assert mail.outbox[-1].to == ["dev@example.org"]
    assert "now has another e-mail address" in mail.outbox[-1].body
    assert "new@example.org" not in mail.outbox[-1].body


def test_an_address_that_was_made_up_is_told_nothing(cast: Cast, django_capture_on_commit_callbacks: Any) -> None:
    User.objects.filter(pk=cast.olu.pk).update(email="owner@localhost")
    cast.olu.refresh_from_db()
    with django_capture_on_commit_callbacks(execute=True):
        change_address(user=cast.olu, email="new@example.org")
    assert mail.outbox == []


def test_who_has_no_address_yet_gives_one_whenever_they_like(cast: Cast) -> None:
    """They came by a link or an invitation by hand: there is no mailbox that could show who they are."""
    User.objects.filter(pk=cast.dev.pk).update(email="dev@by-hand.invalid")
    browser = Client()
    browser.force_login(cast.dev)
    _asked(browser)
    assert mail.outbox[-1].to == ["new@example.org"]


def test_a_wrong_code_changes_nothing(cast: Cast, as_: As) -> None:
    browser = as_(cast.dev)
    _asked(browser)
    assert b"Incorrect code" in browser.post("/account/address/code/", {"code": "BBBB-BBBB"}).content
    assert _address(cast.dev) == "dev@example.org"


def test_a_code_for_one_address_is_not_good_for_another(cast: Cast, as_: As) -> None:
    browser = as_(cast.dev)
    first = _asked(browser)
    _asked(browser, "other@example.org")
    browser.post("/account/address/code/", {"code": first})
    assert _address(cast.dev) == "dev@example.org"


def test_a_code_is_good_once(cast: Cast, as_: As) -> None:
    browser = as_(cast.dev)
    code = _asked(browser)
    browser.post("/account/address/code/", {"code": code})
    assert browser.post("/account/address/code/", {"code": code})["Location"] == "/account/address/"


def test_a_code_runs_out(cast: Cast, as_: As) -> None:
    browser = as_(cast.dev)
    code = _asked(browser)
    session = browser.session
    session["accounts_new_address"] |= {"at": session["accounts_new_address"]["at"] - 11 * 60}
    session.save()
    browser.post("/account/address/code/", {"code": code})
    assert _address(cast.dev) == "dev@example.org"


def test_guessing_ends_soon(cast: Cast, as_: As) -> None:
    browser = as_(cast.dev)
    code = _asked(browser)
    for _ in range(10):
        browser.post("/account/address/code/", {"code": "BBBB-BBBB"})
    assert b"Too many tries" in browser.post("/account/address/code/", {"code": code}).content
    assert _address(cast.dev) == "dev@example.org"


def test_nobody_takes_the_address_of_another(cast: Cast, as_: As) -> None:
    browser = as_(cast.dev)
    code = _asked(browser, "sam@example.org")
    assert b"Another account has it" in browser.post("/account/address/code/", {"code": code}).content
    with pytest.raises(UsageError):
        change_address(user=cast.dev, email="sam@example.org")
    assert _address(cast.dev) == "dev@example.org"


def test_nobody_s_mailbox_is_flooded(cast: Cast, as_: As) -> None:
    browser = as_(cast.dev)
    for _ in range(20):
        browser.post("/account/address/", {"email": "victim@example.org"})
    assert len(mail.outbox) == 5
