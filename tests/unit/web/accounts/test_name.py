"""Changing the name of one's account."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from django.core import mail
from django.test import Client

from seedbed.errors import UsageError
from seedbed.web.accounts.actions import change_name
from seedbed.web.people.models import User
from seedbed.web.places.models import Neighbourhood
from tests.unit.web.accounts.tools import actions_recorded
from tests.unit.web.conftest import Cast

As = Callable[[User | None], Client]


def test_who_works_with_me_reads_the_new_name(cast: Cast, as_: As) -> None:
    answer = as_(cast.olu).post("/account/name/", {"name": " Olu Ade "}, follow=True)
    assert b"Your name was changed." in answer.content
    assert b"<bdi>Olu Ade</bdi>" in answer.content
    assert actions_recorded()[-1] == "accounts.change_name"


def test_an_invitation_is_signed_with_the_new_name(cast: Cast, as_: As, neighbourhood: Neighbourhood) -> None:
    browser = as_(cast.olu)
    browser.post("/account/name/", {"name": "Olu Ade"})
    invited = {"name": "Mina Shah", "email": "mina@example.org", "roles": ["facilitator"]}
    browser.post(f"/invitations/{neighbourhood.scope_id}/", invited)
    assert mail.outbox[-1].subject.startswith("Olu Ade invites you")


def test_a_name_that_hides_signs_is_refused_on_the_form(cast: Cast, as_: As) -> None:
    answer = as_(cast.dev).post("/account/name/", {"name": "Ngozi\u202eEze"})
    assert answer.status_code == 422
    assert b"This name will not do" in answer.content
    assert actions_recorded()[-1:] != ["accounts.change_name"]


def test_a_refused_name_changes_nothing(cast: Cast) -> None:
    before = cast.dev.name
    with pytest.raises(UsageError, match="too long"):
        change_name(by=cast.dev, name="a" * 201)
    cast.dev.refresh_from_db()
    assert cast.dev.name == before


def test_the_account_leads_to_its_name_and_its_tokens(cast: Cast, as_: As) -> None:
    page = as_(cast.dev).get("/account/").content
    assert b'href="/account/name/"' in page
    assert b'href="/api/tokens/"' in page
