"""Who may do what: the whole table, written down a second time."""

from __future__ import annotations

import re
from datetime import timedelta
from functools import partial
from itertools import product
from time import sleep

import pytest
from django.contrib.auth.models import AnonymousUser
from django.utils import timezone

from seedbed.errors import NotAllowedError
from seedbed.web.people.actions import create_account, grant
from seedbed.web.people.models import Scope
from seedbed.web.people.permissions import can, check_can
from seedbed.web.people.queries import permissions_on, scopes_where
from seedbed.web.people.roles import PERMISSION_NAMES, ROLE_NAMES, ROLES, Permission, Role
from seedbed.web.places.models import Neighbourhood
from tests.unit.web.conftest import Cast

TABLE = """
see_public: owner coordinator facilitator table_host community_researcher interpreter artist analyst decision_maker
    evaluator public_adviser panel_member steward organisation_contact public
see_place: owner coordinator facilitator table_host community_researcher interpreter artist analyst decision_maker
    evaluator public_adviser panel_member steward organisation_contact
edit_place: owner coordinator facilitator analyst
see_thread: owner coordinator facilitator artist analyst decision_maker evaluator public_adviser panel_member steward
see_own_words: owner coordinator facilitator table_host community_researcher interpreter analyst steward
see_words: owner coordinator facilitator interpreter analyst steward
add_words: owner coordinator facilitator table_host community_researcher interpreter
translate: owner coordinator facilitator interpreter
work_on_thread: owner coordinator facilitator analyst evaluator
decide: owner decision_maker
see_measures: owner coordinator facilitator community_researcher analyst decision_maker evaluator public_adviser
    panel_member
withdraw: owner coordinator facilitator steward
keep_consent: owner steward
see_cards: steward
see_contacts: steward
invite_helpers: owner coordinator facilitator
manage_people: owner coordinator
read_audit: owner coordinator steward
run_site: owner
"""
"""Each permission, and the roles that have it."""
_HOLDERS = {
    Permission(name.strip()): set(held.split())
    for name, held in (line.split(":") for line in re.sub(r"\n +", " ", TABLE.strip()).splitlines())
}


def test_the_table_leaves_nothing_out() -> None:
    assert set(_HOLDERS) == set(Permission)


def test_the_public_sees_what_is_public_alone() -> None:
    assert ROLES[Role.PUBLIC] == {Permission.SEE_PUBLIC}


@pytest.mark.parametrize("role", ROLE_NAMES)
def test_a_role_may_what_the_table_says(neighbourhood: Neighbourhood, role: Role) -> None:
    person = create_account(by=None, name="Someone", email="someone@example.org")
    grant(by=None, user=person, scope=neighbourhood.programme.scope, role=role)
    theirs = {permission for permission, held in _HOLDERS.items() if role.value in held}
    assert {each for each in Permission if can(person, each, neighbourhood.scope)} == theirs
    assert set(permissions_on(person, neighbourhood.scope)) == theirs
    assert {each for each in Permission if neighbourhood.scope in scopes_where(person, each)} == theirs


def test_nobody_may_anything_elsewhere(
    neighbourhood: Neighbourhood, other_neighbourhood: Neighbourhood, cast: Cast
) -> None:
    people = [cast.dev, cast.sam, cast.ngozi, cast.ama, cast.lee]
    tried = product(people, Permission)
    assert [each for each in tried if can(*each, other_neighbourhood.scope)] == []


def test_who_is_not_signed_in_may_nothing(neighbourhood: Neighbourhood) -> None:
    for permission in Permission:
        with pytest.raises(NotAllowedError):
            check_can(AnonymousUser(), permission, neighbourhood.scope)


def test_a_closed_account_may_nothing(neighbourhood: Neighbourhood, cast: Cast) -> None:
    cast.olu.is_active = False
    assert not [each for each in Permission if can(cast.olu, each, neighbourhood.scope)]
    assert not [each for each in Permission if scopes_where(cast.olu, each).exists()]


def test_a_number_that_begins_alike_is_another_scope(site: Scope, cast: Cast) -> None:
    """A role on /1/90/ holds on /1/90/7/, never on /1/900/."""
    near = Scope.objects.create(parent=site, kind="partnership", name="Near", path=f"{site.path}90/")
    far = Scope.objects.create(parent=site, kind="partnership", name="Far", path=f"{site.path}900/")
    grant(by=None, user=cast.lee, scope=near, role=Role.OWNER)
    assert far not in scopes_where(cast.lee, Permission.SEE_PLACE)


def test_every_role_and_permission_has_a_name() -> None:
    assert (set(ROLE_NAMES), set(PERMISSION_NAMES)) == (set(Role) - {Role.PUBLIC}, set(Permission))


def test_a_role_ends_by_itself(neighbourhood: Neighbourhood, cast: Cast) -> None:
    soon = timezone.now() + timedelta(milliseconds=1)
    grant(by=None, user=cast.lee, scope=neighbourhood.scope, role=Role.TABLE_HOST, until=soon)
    sleep(0.01)
    assert not can(cast.lee, Permission.SEE_PLACE, neighbourhood.scope)


def test_a_role_that_has_run_out_can_be_given_again(neighbourhood: Neighbourhood, cast: Cast) -> None:
    past = timezone.now() - timedelta(hours=1)
    give = partial(grant, by=None, user=cast.lee, scope=neighbourhood.scope, role=Role.TABLE_HOST)
    give(until=past, at=past - timedelta(hours=1))
    give()
    assert can(cast.lee, Permission.ADD_WORDS, neighbourhood.scope)
