"""Accounts, scopes and roles."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest

from seedbed.errors import UsageError
from seedbed.web.people.actions import add_scope, create_account, end_grant, grant, open_site
from seedbed.web.people.models import AuditEvent, Grant, Scope, ScopeKind
from seedbed.web.people.permissions import can
from seedbed.web.people.roles import Permission, Role
from tests.unit.web.conftest import Cast


def test_a_site_is_opened_once(site: Scope) -> None:
    assert open_site() == site


def test_a_scope_lists_all_above_it(site: Scope) -> None:
    partnership = add_scope(by=None, parent=site, kind=ScopeKind.PARTNERSHIP, name="One")
    programme = add_scope(by=None, parent=partnership, kind=ScopeKind.PROGRAMME, name="Two")
    assert programme.ids_above() == [site.pk, partnership.pk, programme.pk]


def test_a_role_holds_below_where_it_was_given(site: Scope, cast: Cast) -> None:
    partnership = add_scope(by=None, parent=site, kind=ScopeKind.PARTNERSHIP, name="One")
    assert can(cast.olu, Permission.MANAGE_PEOPLE, partnership)


def test_a_role_does_not_hold_above_where_it_was_given(site: Scope, cast: Cast) -> None:
    assert not can(cast.dev, Permission.SEE_PLACE, site)


def test_an_address_has_one_account_however_it_is_written(cast: Cast) -> None:
    with pytest.raises(UsageError, match="account with this e-mail"):
        create_account(by=None, name="Other", email=" DEV@Example.org ")


def test_a_role_given_twice_is_given_once(site: Scope, cast: Cast) -> None:
    grant(by=cast.olu, user=cast.lee, scope=site, role=Role.ANALYST)
    before = AuditEvent.objects.count()
    grant(by=cast.olu, user=cast.lee, scope=site, role=Role.ANALYST)
    assert (cast.lee.grants.count(), AuditEvent.objects.count()) == (1, before)


def test_an_ended_role_lets_nobody_in(cast: Cast) -> None:
    held = Grant.objects.get(user=cast.dev)
    end_grant(by=cast.olu, grant=held)
    assert not can(cast.dev, Permission.SEE_PLACE, held.scope)


def test_ending_a_role_twice_says_who_ended_it(cast: Cast) -> None:
    held = Grant.objects.get(user=cast.dev)
    end_grant(by=cast.olu, grant=held)
    with pytest.raises(UsageError, match="Olu ended it on"):
        end_grant(by=cast.olu, grant=held)


def test_the_last_owner_of_the_site_stays(site: Scope, cast: Cast) -> None:
    with pytest.raises(UsageError, match="needs an owner"):
        end_grant(by=cast.olu, grant=Grant.objects.get(user=cast.olu))


def test_an_owner_can_leave_when_there_is_another(site: Scope, cast: Cast) -> None:
    grant(by=cast.olu, user=cast.sam, scope=site, role=Role.OWNER)
    end_grant(by=cast.sam, grant=Grant.objects.get(user=cast.olu))
    assert not can(cast.olu, Permission.SEE_PLACE, site)


def test_a_role_can_be_given_in_the_past(site: Scope, cast: Cast) -> None:
    then = datetime(2025, 3, 1, 9, 0, tzinfo=UTC)
    assert grant(by=cast.olu, user=cast.lee, scope=site, role=Role.ANALYST, at=then).granted_at == then


def test_the_trail_of_an_account_holds_no_name_or_address(cast: Cast) -> None:
    rows = [f"{event.subject} {event.detail}" for event in AuditEvent.objects.all()]
    assert not [row for row in rows if "lee" in row.lower() or "@" in row]
