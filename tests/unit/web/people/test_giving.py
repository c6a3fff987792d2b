"""Who may give and end which role: every giver with every role."""

from __future__ import annotations

import pytest

from seedbed.errors import NotAllowedError
from seedbed.web.people.actions import create_account, end_grant, grant
from seedbed.web.people.models import Grant, Scope, User
from seedbed.web.people.permissions import may_give
from seedbed.web.people.queries import may_manage_account
from seedbed.web.people.roles import Role
from seedbed.web.places.models import Neighbourhood, Programme
from tests.unit.web.conftest import Cast

HELPING = {"table_host", "community_researcher", "interpreter", "artist"}
WORKING = {
    *("facilitator", "analyst", "decision_maker", "evaluator", "public_adviser", "panel_member"),
    "organisation_contact",
}
GIVEN_BY = {
    "owner": {"owner", "coordinator", "steward", *WORKING, *HELPING},
    "coordinator": WORKING | HELPING,
    "facilitator": HELPING,
}
"""Written by hand: whoever is not here gives nothing."""

GIVEN = [role for role in Role if role is not Role.PUBLIC]


def _person(name: str, scope: Scope, role: Role) -> User:
    person = create_account(by=None, name=name, email=f"{name}@example.org")
    grant(by=None, user=person, scope=scope, role=role)
    return person


@pytest.mark.parametrize("giver", GIVEN)
def test_a_giver_gives_and_ends_what_is_theirs_to_give(
    programme: Programme, neighbourhood: Neighbourhood, giver: Role
) -> None:
    by = _person("giver", programme.scope, giver)
    newcomer = create_account(by=None, name="New", email="new@example.org")
    for role in GIVEN:
        held = _person(f"other-{role}", neighbourhood.scope, role).grants.get()
        if role in GIVEN_BY.get(giver, set()):
            assert grant(by=by, user=newcomer, scope=neighbourhood.scope, role=role).granted_by == by
            assert end_grant(by=by, grant=held).ended_by == by
            continue
        with pytest.raises(NotAllowedError):
            grant(by=by, user=newcomer, scope=neighbourhood.scope, role=role)
        with pytest.raises(NotAllowedError):
            end_grant(by=by, grant=held)
    theirs = GIVEN_BY.get(giver, set())
    assert {each.role for each in newcomer.grants.all()} == theirs
    ended = Grant.objects.filter(scope=neighbourhood.scope, user__name__startswith="other-", ended_at__isnull=False)
    assert {each.role for each in ended} == theirs


@pytest.mark.parametrize("giver", ["owner", "coordinator", "facilitator"])
def test_nobody_gives_above_or_beside_where_their_role_is(
    site: Scope, neighbourhood: Neighbourhood, other_neighbourhood: Neighbourhood, giver: str
) -> None:
    by = _person("giver", neighbourhood.scope, Role(giver))
    elsewhere = (neighbourhood.programme.scope, site, other_neighbourhood.scope)
    assert [may_give(by, scope) for scope in elsewhere] == [frozenset()] * 3


def test_nobody_gives_themselves_a_role(cast: Cast, programme: Programme) -> None:
    for role in GIVEN:
        with pytest.raises(NotAllowedError):
            grant(by=cast.olu, user=cast.olu, scope=programme.scope, role=role)


def test_a_role_that_has_ended_gives_nothing(cast: Cast, programme: Programme) -> None:
    end_grant(by=cast.olu, grant=cast.dev.grants.get())
    assert may_give(cast.dev, programme.scope) == frozenset()


def test_two_roles_give_what_each_of_them_gives(cast: Cast, programme: Programme) -> None:
    grant(by=None, user=cast.sam, scope=programme.scope, role=Role.FACILITATOR)
    assert may_give(cast.sam, programme.scope) == HELPING


def test_a_coordinator_makes_no_way_in_for_a_steward(cast: Cast, programme: Programme) -> None:
    """Whoever holds the link is that account, and could look people up."""
    coordinator = _person("coordinator", programme.scope, Role.COORDINATOR)
    assert may_manage_account(coordinator, cast.dev)
    assert not may_manage_account(coordinator, cast.ama)
