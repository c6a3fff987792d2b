"""Who has which role, on the page, and ending one."""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from django.test import Client
from django.utils import timezone
from django.utils.html import escape

from seedbed.web.people.actions import create_account, grant
from seedbed.web.people.mail import SERVER
from seedbed.web.people.models import EntryLink, Grant, User
from seedbed.web.people.permissions import can
from seedbed.web.people.roles import PERMISSION_NAMES, ROLE_NAMES, ROLES, Permission, Role
from seedbed.web.places.models import Programme
from tests.unit.web.conftest import Cast

As = Callable[[User | None], Client]


@pytest.fixture
def owner(programme: Programme, cast: Cast) -> User:
    """Owner of the programme, not of the site."""
    person = create_account(by=None, name="Uma", email="uma@example.org")
    grant(by=None, user=person, scope=programme.scope, role=Role.OWNER)
    return person


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


def test_nobody_takes_the_place_of_someone_who_gets_e_mail(cast: Cast, as_: As, settings: Any) -> None:
    """The owner gives the steward's role, and may not see contacts: a link would make them the steward."""
    settings.EMAIL_BACKEND = SERVER
    held, browser = Grant.objects.get(user=cast.ama), as_(cast.olu)
    assert browser.post(f"/people/roles/{held.pk}/new-link/").status_code == 403
    assert b"new-link/" not in browser.get(f"/people/{held.scope_id}/").content
    assert not EntryLink.objects.exists()


@pytest.mark.parametrize("address", ["dev@by-hand.invalid", "owner@localhost"])
def test_who_gets_no_e_mail_is_let_in_by_a_link(cast: Cast, as_: As, settings: Any, address: str) -> None:
    settings.EMAIL_BACKEND = SERVER
    User.objects.filter(pk=cast.dev.pk).update(email=address)
    held, browser = Grant.objects.get(user=cast.dev), as_(cast.olu)
    assert b"new-link/" in browser.get(f"/people/{held.scope_id}/").content
    assert browser.post(f"/people/roles/{held.pk}/new-link/").status_code == 200


def test_the_trail_of_a_programme_shows_nothing_of_another(
    programme: Programme, owner: User, cast: Cast, as_: As
) -> None:
    assert "Brook" not in as_(owner).get(f"/people/{programme.scope_id}/audit/").content.decode()


def test_the_page_shows_since_when_and_until_when(programme: Programme, owner: User, cast: Cast, as_: As) -> None:
    until = datetime(2126, 3, 4, 17, 30, tzinfo=UTC)
    grant(by=owner, user=cast.lee, scope=programme.scope, role=Role.ARTIST, until=until)
    page = as_(owner).get(f"/people/{programme.scope_id}/").content.decode()
    assert "4 March 2126, 17:30" in page
    assert "by Uma" in page


def test_roles_that_ran_out_are_among_those_that_ended(programme: Programme, owner: User, cast: Cast, as_: As) -> None:
    then = timezone.now() - timedelta(days=9)
    grant(by=None, user=cast.lee, scope=programme.scope, role=Role.ARTIST, at=then, until=then + timedelta(days=1))
    before, after = as_(owner).get(f"/people/{programme.scope_id}/").content.decode().split("Roles that have ended")
    assert "Lee" not in before
    assert "Lee" in after


def test_a_coordinator_is_not_offered_to_end_what_is_not_theirs(
    programme: Programme, owner: User, cast: Cast, as_: As
) -> None:
    grant(by=None, user=cast.lee, scope=programme.scope, role=Role.COORDINATOR)
    page = as_(cast.lee).get(f"/people/{programme.scope_id}/").content.decode()
    assert f"/people/roles/{cast.dev.grants.get().pk}/end/" in page
    assert f"/people/roles/{cast.ama.grants.get().pk}/end/" not in page
    assert as_(cast.lee).post(f"/people/roles/{cast.ama.grants.get().pk}/end/").status_code == 403


def test_a_name_with_markup_is_shown_as_typed(programme: Programme, owner: User, cast: Cast, as_: As) -> None:
    User.objects.filter(pk=cast.dev.pk).update(name="<img src=x onerror=y>")
    page = as_(owner).get(f"/people/{programme.scope_id}/").content.decode()
    assert "<img src=x" not in page
    assert "&lt;img src=x onerror=y&gt;" in page


@pytest.mark.parametrize("role", ROLE_NAMES)
def test_each_role_has_a_list_of_what_it_may_do(programme: Programme, cast: Cast, as_: As, role: Role) -> None:
    page = as_(cast.ngozi).get(f"/people/{programme.scope_id}/what-roles-may/").content.decode()
    part = page.split(f"{ROLE_NAMES[role].title}: ")[1].split("</details>")[0]
    listed = set(re.findall(r"<li>(.+?)</li>", part))
    assert listed == {escape(PERMISSION_NAMES[permission]) for permission in ROLES[role]}
