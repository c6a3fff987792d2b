"""Nobody takes the place of a steward, or of who hears of concerns, by a link; and everybody sees who is new there."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from allauth.mfa.totp.internal.auth import TOTP, generate_totp_secret
from django.core import mail
from django.test import Client

from seedbed.errors import NotAllowedError, UsageError
from seedbed.web.accounts.actions import forget_second_factor
from seedbed.web.invitations.actions import accept, invite
from seedbed.web.people.actions import grant, renew_link, use_entry_link
from seedbed.web.people.guarding import has_second_factor
from seedbed.web.people.models import EntryLink, Grant, Scope, User
from seedbed.web.people.roles import NEEDS_SECOND_FACTOR, ROLES, Role
from seedbed.web.places.models import Neighbourhood, Programme
from seedbed.web.safeguarding.actions import Planned, set_plan
from tests.unit.web.conftest import Cast

As = Callable[[User | None], Client]
GUARDED = [role for role, may in ROLES.items() if may & NEEDS_SECOND_FACTOR]
FREE = [role for role, may in ROLES.items() if not may & NEEDS_SECOND_FACTOR and role is not Role.PUBLIC]


@pytest.fixture
def with_mail(monkeypatch: pytest.MonkeyPatch, settings: Any) -> None:
    """E-mails go out, into the tests' own box."""
    monkeypatch.setattr("seedbed.web.people.mail.SERVER", settings.EMAIL_BACKEND)


@pytest.mark.parametrize("role", GUARDED)
def test_no_link_is_made_for_who_gives_roles_or_looks_people_up(cast: Cast, programme: Programme, role: Role) -> None:
    grant(by=None, user=cast.lee, scope=programme.scope, role=role)
    with pytest.raises(NotAllowedError, match="cannot make a link"):
        renew_link(by=cast.olu, user=cast.lee)
    assert not EntryLink.objects.exists()


@pytest.mark.parametrize("role", FREE)
def test_a_link_is_made_for_everybody_else_who_gets_no_mail(cast: Cast, programme: Programme, role: Role) -> None:
    grant(by=None, user=cast.lee, scope=programme.scope, role=role)
    assert use_entry_link(token=renew_link(by=cast.olu, user=cast.lee)) == cast.lee


def test_no_link_is_made_for_who_hears_of_concerns(cast: Cast, neighbourhood: Neighbourhood) -> None:
    set_plan(by=cast.olu, neighbourhood=neighbourhood, planned=Planned(lead=cast.dev))
    with pytest.raises(NotAllowedError, match="cannot make a link"):
        renew_link(by=cast.olu, user=cast.dev)


def test_a_link_kept_back_opens_nothing_once_the_account_looks_people_up(cast: Cast, programme: Programme) -> None:
    token = renew_link(by=cast.olu, user=cast.dev)
    grant(by=None, user=cast.dev, scope=programme.scope, role=Role.STEWARD)
    with pytest.raises(UsageError, match="opens nothing"):
        use_entry_link(token=token)


def test_a_link_of_a_steward_with_a_second_factor_asks_for_it(cast: Cast, client: Client) -> None:
    TOTP.activate(cast.ama, generate_totp_secret())
    token = renew_link(by=cast.olu, user=cast.ama)
    client.post(f"/enter/{token}/")
    assert str(client.get("/")["Location"]).startswith("/account/again/")


def test_that_second_factor_is_not_taken_away_by_who_makes_links(cast: Cast, as_: As) -> None:
    TOTP.activate(cast.ama, generate_totp_secret())
    with pytest.raises(NotAllowedError, match="cannot take"):
        forget_second_factor(by=cast.olu, user=cast.ama)
    held = Grant.objects.get(user=cast.ama)
    assert as_(cast.olu).get(f"/people/roles/{held.pk}/forget-second-factor/").status_code == 403
    assert has_second_factor(cast.ama)


def test_it_is_taken_away_where_a_code_reaches_them_by_e_mail(cast: Cast, with_mail: None) -> None:
    TOTP.activate(cast.ama, generate_totp_secret())
    forget_second_factor(by=cast.olu, user=cast.ama)
    assert not has_second_factor(cast.ama)


def test_the_page_offers_no_link_that_would_be_refused(cast: Cast, programme: Programme, as_: As) -> None:
    page = as_(cast.olu).get(f"/people/{programme.scope_id}/").content.decode()
    assert f"/people/roles/{cast.dev.grants.get().pk}/new-link/" in page
    assert f"/people/roles/{cast.ama.grants.get().pk}/new-link/" not in page


def _second_self(cast: Cast, programme: Programme) -> User:
    """Have the owner invite themself under another name, as a steward."""
    _, token = invite(by=cast.olu, scope=programme.scope, role=Role.STEWARD, name="Another", email="o@example.org")
    return accept(token=token)


def test_everybody_who_works_there_sees_who_may_look_people_up_and_who_gave_it(
    cast: Cast, programme: Programme, neighbourhood: Neighbourhood, as_: As
) -> None:
    _second_self(cast, programme)
    page = as_(cast.sam).get(f"/neighbourhoods/{neighbourhood.slug}/").content.decode()
    told = page.split("Another</dt>")[1].split("</div>")[0]
    assert "may look people up since" in told
    assert "by Olu" in told
    assert "may look people up" not in page.split("Dev</dt>")[1].split("</div>")[0]


def test_others_who_manage_people_or_keep_contacts_get_an_e_mail(
    cast: Cast, programme: Programme, with_mail: None, django_capture_on_commit_callbacks: Any
) -> None:
    grant(by=None, user=cast.lee, scope=programme.scope, role=Role.COORDINATOR)
    with django_capture_on_commit_callbacks(execute=True):
        _second_self(cast, programme)
    assert sorted(message.to[0] for message in mail.outbox) == ["ama@example.org", "lee@example.org"]
    assert "Another" in mail.outbox[0].body
    assert "Olu gave it." in mail.outbox[0].body


def test_a_role_that_looks_nobody_up_sends_none(
    cast: Cast, programme: Programme, with_mail: None, django_capture_on_commit_callbacks: Any
) -> None:
    with django_capture_on_commit_callbacks(execute=True):
        grant(by=cast.olu, user=cast.lee, scope=programme.scope, role=Role.ANALYST)
    assert not mail.outbox


def test_people_of_other_places_are_not_told(
    cast: Cast, programme: Programme, with_mail: None, django_capture_on_commit_callbacks: Any
) -> None:
    grant(by=None, user=cast.pat, scope=cast.pat.grants.get().scope, role=Role.COORDINATOR)
    with django_capture_on_commit_callbacks(execute=True):
        _second_self(cast, programme)
    assert "pat@example.org" not in [message.to[0] for message in mail.outbox]


def test_coordinators_below_are_told_of_a_steward_of_the_whole_site(
    cast: Cast, site: Scope, programme: Programme, with_mail: None, django_capture_on_commit_callbacks: Any
) -> None:
    grant(by=None, user=cast.dev, scope=programme.scope, role=Role.COORDINATOR)
    with django_capture_on_commit_callbacks(execute=True):
        grant(by=cast.olu, user=cast.lee, scope=site, role=Role.STEWARD)
    assert "dev@example.org" in [message.to[0] for message in mail.outbox]


def test_a_page_offers_no_lost_phone_that_it_would_refuse(cast: Cast, programme: Programme, as_: As) -> None:
    page = as_(cast.olu).get(f"/people/{programme.scope_id}/").content.decode()
    held = Grant.objects.get(user=cast.ama)
    assert f"/people/roles/{held.pk}/end/" in page
    assert f"/people/roles/{held.pk}/forget-second-factor/" not in page
