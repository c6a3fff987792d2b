"""Giving and ending roles on the page."""

from __future__ import annotations

import re
from collections.abc import Callable

import pytest
from django.test import Client

from seedbed.web.people.actions import create_account, grant
from seedbed.web.people.models import EntryLink, Grant, Scope, User
from seedbed.web.people.permissions import can
from seedbed.web.people.roles import Permission, Role
from seedbed.web.places.models import Neighbourhood, Programme
from tests.unit.web.conftest import Cast

As = Callable[[User | None], Client]


@pytest.fixture
def owner(programme: Programme, cast: Cast) -> User:
    """Owner of the programme, not of the site."""
    person = create_account(by=None, name="Uma", email="uma@example.org")
    grant(by=None, user=person, scope=programme.scope, role=Role.OWNER)
    return person


def _give(browser: Client, scope: Scope, **typed: str) -> str:
    return browser.post(f"/people/{scope.pk}/", typed, follow=True).content.decode()


def test_an_account_gets_a_role_at_once(programme: Programme, owner: User, cast: Cast, as_: As) -> None:
    _give(as_(owner), programme.scope, email="LEE@example.org", role="analyst")
    assert can(cast.lee, Permission.SEE_WORDS, programme.scope)


def test_a_new_person_gets_a_link_that_works(programme: Programme, owner: User, as_: As, client: Client) -> None:
    page = _give(as_(owner), programme.scope, email="new@example.org", name="New", role="analyst")
    found = re.search(r"http://testserver(/enter/[^<]+)", page)
    assert found
    client.post(found[1])
    assert client.get("/programmes/ashby-2026/").status_code == 200


def test_a_new_person_needs_a_name(programme: Programme, owner: User, as_: As) -> None:
    assert "There is no account with this e-mail address yet." in _give(
        as_(owner), programme.scope, email="new@example.org", role="analyst"
    )
    assert not User.objects.filter(email="new@example.org").exists()


def test_a_role_nobody_knows_is_refused(programme: Programme, owner: User, cast: Cast, as_: As) -> None:
    _give(as_(owner), programme.scope, email="lee@example.org", role="emperor")
    assert not cast.lee.grants.exists()


def test_a_form_sent_twice_makes_one_account_and_one_role(programme: Programme, owner: User, as_: As) -> None:
    for _ in range(2):
        _give(as_(owner), programme.scope, email="new@example.org", name="New", role="analyst")
    assert Grant.objects.filter(user__email="new@example.org").count() == 1


def test_a_role_is_ended_after_asking(programme: Programme, owner: User, cast: Cast, as_: As) -> None:
    held = Grant.objects.get(user=cast.dev)
    browser = as_(owner)
    browser.get(f"/people/roles/{held.pk}/end/")
    assert can(cast.dev, Permission.SEE_PLACE, programme.scope)
    browser.post(f"/people/roles/{held.pk}/end/")
    assert not can(cast.dev, Permission.SEE_PLACE, programme.scope)


def test_a_role_ended_twice_says_who_ended_it(owner: User, cast: Cast, as_: As) -> None:
    held = Grant.objects.get(user=cast.dev)
    as_(cast.olu).post(f"/people/roles/{held.pk}/end/")
    assert b"Olu ended it on" in as_(owner).post(f"/people/roles/{held.pk}/end/").content


def test_an_owner_gives_no_role_elsewhere(
    owner: User, cast: Cast, other_neighbourhood: Neighbourhood, site: Scope, as_: As
) -> None:
    for scope in (site, other_neighbourhood.scope):
        _give(as_(owner), scope, email="uma@example.org", role="owner")
    assert owner.grants.count() == 1


def test_an_owner_makes_no_link_for_an_account_that_works_elsewhere_too(
    programme: Programme, owner: User, cast: Cast, as_: As
) -> None:
    """Whoever holds the link is that account: Uma could become an owner of the whole site."""
    held = grant(by=None, user=cast.olu, scope=programme.scope, role=Role.ANALYST)
    assert as_(owner).post(f"/people/roles/{held.pk}/new-link/").status_code == 403
    assert not EntryLink.objects.exists()


def test_an_owner_makes_a_link_for_an_account_of_their_own(owner: User, cast: Cast, as_: As) -> None:
    held = Grant.objects.get(user=cast.dev)
    assert b"Hand this link to Dev" in as_(owner).post(f"/people/roles/{held.pk}/new-link/").content


def test_a_name_with_markup_is_shown_as_typed(programme: Programme, owner: User, as_: As) -> None:
    page = _give(as_(owner), programme.scope, email="new@example.org", name="<img src=x onerror=y>", role="analyst")
    assert "<img src=x" not in page
    assert "&lt;img src=x onerror=y&gt;" in page


def test_the_trail_shows_who_gave_the_role(programme: Programme, owner: User, cast: Cast, as_: As) -> None:
    _give(as_(owner), programme.scope, email="lee@example.org", role="analyst")
    page = as_(owner).get(f"/people/{programme.scope_id}/audit/").content.decode()
    assert "people: grant" in page
    assert f"user {cast.lee.pk}, role analyst" in page


def test_the_trail_of_a_programme_shows_nothing_of_another(
    programme: Programme, owner: User, cast: Cast, as_: As
) -> None:
    assert "Brook" not in as_(owner).get(f"/people/{programme.scope_id}/audit/").content.decode()
