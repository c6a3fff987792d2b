"""Who may do what: the whole table, written down a second time."""

from __future__ import annotations

import pytest
from django.contrib.auth.models import AnonymousUser

from seedbed.errors import NotAllowedError
from seedbed.web.people.actions import create_account, grant
from seedbed.web.people.models import Scope
from seedbed.web.people.permissions import can, check_can
from seedbed.web.people.queries import permissions_on, scopes_where
from seedbed.web.people.roles import PERMISSION_NAMES, ROLE_NAMES, Permission, Role
from seedbed.web.places.models import Neighbourhood
from tests.unit.web.conftest import Cast

TABLE = """
                owner facilitator analyst decision_maker steward
see_place       yes   yes         yes     yes            yes
edit_place      yes   yes         yes     -              -
see_thread      yes   yes         yes     yes            yes
see_words       yes   yes         yes     -              yes
add_words       yes   yes         -       -              -
work_on_thread  yes   yes         yes     -              -
decide          yes   -           -       yes            -
see_measures    yes   yes         yes     yes            -
withdraw        yes   yes         -       -              yes
see_cards       -     -           -       -              yes
manage_people   yes   -           -       -              -
"""
_LINES = [line.split() for line in TABLE.strip().splitlines()]
CASES = [
    (Role(role), Permission(row[0]), answer == "yes")
    for row in _LINES[1:]
    for role, answer in zip(_LINES[0], row[1:], strict=True)
]


def test_the_table_leaves_nothing_out() -> None:
    assert {(role, permission) for role, permission, _ in CASES} == {(r, p) for r in Role for p in Permission}


@pytest.mark.parametrize(("role", "permission", "answer"), CASES)
def test_a_role_may_what_the_table_says(
    neighbourhood: Neighbourhood, role: Role, permission: Permission, answer: bool
) -> None:
    person = create_account(by=None, name="Someone", email="someone@example.org")
    grant(by=None, user=person, scope=neighbourhood.programme.scope, role=role)
    assert can(person, permission, neighbourhood.scope) is answer
    assert (permission in permissions_on(person, neighbourhood.scope)) is answer
    assert (neighbourhood.scope in scopes_where(person, permission)) is answer


@pytest.mark.parametrize("permission", Permission)
def test_nobody_may_anything_elsewhere(
    neighbourhood: Neighbourhood, other_neighbourhood: Neighbourhood, cast: Cast, permission: Permission
) -> None:
    people = [cast.dev, cast.sam, cast.ngozi, cast.ama, cast.lee]
    assert not [person for person in people if can(person, permission, other_neighbourhood.scope)]


@pytest.mark.parametrize("permission", Permission)
def test_who_is_not_signed_in_may_nothing(neighbourhood: Neighbourhood, permission: Permission) -> None:
    with pytest.raises(NotAllowedError):
        check_can(AnonymousUser(), permission, neighbourhood.scope)


@pytest.mark.parametrize("permission", Permission)
def test_a_closed_account_may_nothing(neighbourhood: Neighbourhood, cast: Cast, permission: Permission) -> None:
    cast.olu.is_active = False
    assert not can(cast.olu, permission, neighbourhood.scope)
    assert not scopes_where(cast.olu, permission).exists()


def test_a_number_that_begins_alike_is_another_scope(site: Scope, cast: Cast) -> None:
    """A role on /1/90/ holds on /1/90/7/, never on /1/900/."""
    near = Scope.objects.create(parent=site, kind="partnership", name="Near", path=f"{site.path}90/")
    far = Scope.objects.create(parent=site, kind="partnership", name="Far", path=f"{site.path}900/")
    grant(by=None, user=cast.lee, scope=near, role=Role.OWNER)
    assert far not in scopes_where(cast.lee, Permission.SEE_PLACE)


def test_every_role_and_permission_has_a_name() -> None:
    assert (set(ROLE_NAMES), set(PERMISSION_NAMES)) == (set(Role), set(Permission))
