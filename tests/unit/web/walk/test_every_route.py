"""Every address, asked by everyone: as the matrix says, and no other way."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

import pytest
from django.test import Client

from seedbed.web.people.access import declared
from seedbed.web.people.actions import create_account, grant
from seedbed.web.people.models import Scope, User
from seedbed.web.people.roles import ROLES, Permission, Role
from seedbed.web.places.models import Neighbourhood
from tests.addresses import every_address
from tests.unit.web.walk.filling import Filling, ask
from tests.unit.web.walk.matrix import (
    MADE_ELSEWHERE,
    MATRIX,
    NAMED_IN_A_FORM,
    OF_ONES_OWN,
    OF_THE_STORY,
    OWN_STATE,
    Row,
)

As = Callable[[User | None], Client]
GIVEN = [role for role in Role if role is not Role.PUBLIC]
OF_ACCOUNTS = {route: row for route, row in MATRIX.items() if row.account}
"""What not just anyone opens. The rest is asked for by who owns the site and by nobody in particular."""
METHODS = ("GET", "POST")
OPENS, TOLD, HIDDEN, SIGN_IN = "opens", "told that they may not", "as an address of nothing", "sent to sign in"


def test_every_address_stands_in_the_matrix_and_no_other() -> None:
    assert {route for route, _ in every_address()} == set(MATRIX)


def test_every_view_declares_what_the_matrix_says() -> None:
    wrong = []
    for route, pattern in every_address():
        access, row = declared(pattern.callback), MATRIX[route]
        assert access is not None
        says = (access.permission, access.needs_account, access.only is not None)
        wrong += [] if says == (row.permission, row.account, row.named) else [route]
    assert wrong == []


def _expected(row: Row, held: frozenset[Permission] | None) -> str:
    """Return how an address answers someone who may do these things there; None for nobody in particular."""
    if not row.account:
        return OPENS
    if held is None:
        return SIGN_IN
    if row.named:
        return HIDDEN
    if row.permission and row.permission not in held:
        return TOLD if Permission.SEE_PLACE in held else HIDDEN
    if row.also and not row.also & held:
        return HIDDEN if row.hides or Permission.SEE_PLACE not in held else TOLD
    return OPENS


def _was(answer: Any) -> str:
    if answer.status_code == 302 and answer["Location"].startswith("/sign-in/?next="):
        return SIGN_IN
    return {403: TOLD, 404: HIDDEN}.get(answer.status_code, OPENS)


def _wrong(
    browser: Client, filling: Filling, held: frozenset[Permission] | None, rows: Mapping[str, Row] = MATRIX
) -> list[str]:
    """Ask for everything, and say what was answered otherwise than it should; 405 tells nobody anything."""
    found = []
    for route, row in rows.items():
        expected = _expected(row, held)
        for method in METHODS:
            answer = ask(browser, method, filling.filled(route))
            was = _was(answer)
            if answer.status_code == 500:
                found.append(f"{method} {route} failed")
            elif answer.status_code != 405 and was != expected and not _excused(route, row, was, expected):
                found.append(f"{method} {route}: {was}, not: {expected}")
    return found


def _excused(route: str, row: Row, was: str, expected: str) -> bool:
    """Say whether another answer is fine, because of what is there and not of who asks."""
    if route in OF_THE_STORY and expected != SIGN_IN:
        return was == HIDDEN
    if expected != OPENS:
        return False
    if any(part in route for part in (*MADE_ELSEWHERE, *OF_ONES_OWN)) or route.endswith(NAMED_IN_A_FORM):
        return was == HIDDEN
    return row.permission is None and route.startswith(OWN_STATE)


def _account(name: str, scope: Scope | None, *roles: Role) -> User:
    person = create_account(by=None, name=name, email=f"{name}@walk.example.org")
    for role in roles:
        assert scope is not None
        grant(by=None, user=person, scope=scope, role=role)
    return person


@pytest.mark.parametrize("role", GIVEN)
def test_every_address_answers_a_role_as_the_matrix_says(role: Role, filling: Filling, site: Scope, as_: As) -> None:
    rows = MATRIX if role is Role.OWNER else OF_ACCOUNTS
    assert _wrong(as_(_account("walker", site, role)), filling, ROLES[role], rows) == []


@pytest.mark.pages_alone
def test_every_address_answers_who_has_no_role_as_the_matrix_says(filling: Filling, site: Scope, as_: As) -> None:
    assert _wrong(as_(_account("walker", site)), filling, frozenset()) == []


@pytest.mark.pages_alone
def test_every_address_answers_who_has_every_role_elsewhere_as_an_outsider(
    filling: Filling, other_neighbourhood: Neighbourhood, as_: As
) -> None:
    elsewhere = other_neighbourhood.programme.partnership.scope
    assert _wrong(as_(_account("walker", elsewhere, *GIVEN)), filling, frozenset()) == []


@pytest.mark.pages_alone
def test_every_address_answers_nobody_in_particular_as_the_matrix_says(filling: Filling, as_: As) -> None:
    assert _wrong(as_(None), filling, None) == []


@pytest.mark.pages_alone
def test_what_the_walk_asks_for_is_really_there(filling: Filling, site: Scope, as_: As) -> None:
    """Without this the walk would pass on addresses of nothing."""
    browser = as_(_account("walker", site, *GIVEN))
    missing = {
        route
        for route in MATRIX
        if {ask(browser, method, filling.filled(route)).status_code for method in METHODS} <= {404, 405}
    }
    excused = {route for route in MATRIX if any(part in route for part in (*MADE_ELSEWHERE, *OF_THE_STORY))}
    states = {route for route in MATRIX if route.startswith(OWN_STATE)}
    named = {route for route, row in MATRIX.items() if row.named}
    assert missing - states - named == excused
