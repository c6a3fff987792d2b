"""Every operation, asked by a program of every role: as its permission says, and no other way."""

from __future__ import annotations

import pytest
from django.test import Client

from seedbed.thread.identifiers import printed
from seedbed.web.api.described import described
from seedbed.web.people.actions import create_account, grant
from seedbed.web.people.models import Scope
from seedbed.web.people.permissions import can
from seedbed.web.people.roles import ROLES, Permission, Role
from seedbed.web.places.models import Neighbourhood
from tests.unit.web.api.conftest import Program, ProgramOf
from tests.unit.web.conftest import Cast
from tests.unit.web.privacy.every_address import NAMES, WORDS, World

ANY = None
ASKS_FOR: dict[tuple[str, str], Permission | None] = {
    ("GET", "/token"): ANY,
    ("GET", "/neighbourhoods"): ANY,
    ("GET", "/neighbourhoods/{slug}"): Permission.SEE_PLACE,
    ("GET", "/neighbourhoods/{slug}/beads"): Permission.SEE_THREAD,
    ("GET", "/neighbourhoods/{slug}/loose-ends"): Permission.SEE_THREAD,
    ("GET", "/neighbourhoods/{slug}/measures"): Permission.SEE_MEASURES,
    ("GET", "/beads/{printed}"): Permission.SEE_THREAD,
    ("GET", "/beads/{printed}/trace"): Permission.SEE_THREAD,
    ("GET", "/neighbourhoods/{slug}/contributions"): Permission.SEE_WORDS,
    ("POST", "/neighbourhoods/{slug}/contributions"): Permission.ADD_WORDS,
    ("GET", "/audit/{scope}"): Permission.READ_AUDIT,
}
"""What each operation asks for, written a second time."""
SENT = {"words": "Nowhere to sit.", "said_on": "2026-03-01"}


def _asked(program: Program, world: World) -> dict[tuple[str, str], int]:
    """Return the status of every operation."""
    place = world.theme.neighbourhood
    assert place is not None
    found = {}
    for method, path in ASKS_FOR:
        parts = {"slug": place.slug, "printed": printed(world.theme.pk), "scope": str(place.scope_id)}
        filled = path.format(**parts)
        found[method, path] = (program.get(filled) if method == "GET" else program.post(filled, SENT)).status_code
    return found


def _expected(method: str, permission: Permission | None, held: frozenset[Permission]) -> int:
    if permission is None or permission in held:
        return 201 if method == "POST" else 200
    return 403 if Permission.SEE_PLACE in held else 404


def test_every_operation_is_walked_and_no_other() -> None:
    assert {(each.method, each.path.removeprefix("/api/v1")) for each in described()} == set(ASKS_FOR)


@pytest.mark.parametrize("role", [role for role in Role if role is not Role.PUBLIC])
def test_operations_answer_a_role_as_its_permissions_say(
    role: Role, world: World, site: Scope, program_of: ProgramOf
) -> None:
    person = create_account(by=None, name="Walker", email="walker@example.org")
    grant(by=None, user=person, scope=site, role=role)
    expected = {(method, path): _expected(method, asks, ROLES[role]) for (method, path), asks in ASKS_FOR.items()}
    assert _asked(program_of(person), world) == expected


def test_a_program_of_elsewhere_cannot_tell_what_is_there(
    world: World, cast: Cast, other_neighbourhood: Neighbourhood, program_of: ProgramOf
) -> None:
    answers = _asked(program_of(cast.pat, scope=other_neighbourhood.scope), world)
    assert {status for (_, path), status in answers.items() if ASKS_FOR[_, path]} == {404}


@pytest.mark.parametrize("header", ["", "Bearer ", "Bearer nothing", "Basic YTpi", "Bearer \x00"])
def test_nobody_is_let_in_without_a_token_that_opens_something(world: World, header: str) -> None:
    answer = Client().get("/api/v1/token", HTTP_AUTHORIZATION=header)
    assert (answer.status_code, answer["WWW-Authenticate"]) == (401, "Bearer")


def test_a_role_that_ended_ends_what_its_tokens_may(world: World, cast: Cast, program_of: ProgramOf) -> None:
    program = program_of(cast.dev)
    cast.dev.grants.update(ended_at="2026-03-01T10:00Z", granted_at="2026-02-01T10:00Z")
    assert set(_asked(program, world).values()) == {200, 404}


@pytest.mark.parametrize("asked", ["beads", "beads?kind=voice", "contributions", "measures", "loose-ends"])
def test_a_decision_maker_gets_no_words(
    world: World, cast: Cast, neighbourhood: Neighbourhood, program_of: ProgramOf, asked: str
) -> None:
    told = program_of(cast.ngozi).get(f"/neighbourhoods/{neighbourhood.slug}/{asked}").content.decode()
    assert [word for word in WORDS if word in told] == []


def test_a_token_that_was_not_given_words_gets_none(
    world: World, cast: Cast, neighbourhood: Neighbourhood, program_of: ProgramOf
) -> None:
    """Dev may read them; the program that acts for him was let follow the thread alone."""
    program = program_of(cast.dev, [Permission.SEE_PLACE, Permission.SEE_THREAD])
    assert can(cast.dev, Permission.SEE_WORDS, neighbourhood.scope)
    told = program.get(f"/neighbourhoods/{neighbourhood.slug}/beads").content.decode()
    assert [word for word in WORDS if word in told] == []


def test_what_was_given_is_told(world: World, cast: Cast, neighbourhood: Neighbourhood, program_of: ProgramOf) -> None:
    """Without this the tests above would pass on empty answers."""
    program = program_of(cast.dev)
    told = program.get(f"/neighbourhoods/{neighbourhood.slug}/beads").content.decode()
    told += program.get(f"/neighbourhoods/{neighbourhood.slug}/contributions").content.decode()
    assert [word for word in ("quagga", NAMES[1]) if word not in told] == []
