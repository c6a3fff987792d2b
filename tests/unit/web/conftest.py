"""The cast and the places that tests of the web rooms share."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, fields
from time import time

import pytest
from django.test import Client

from seedbed.web.consent.actions import welcome
from seedbed.web.consent.models import Participant
from seedbed.web.people.actions import create_account, grant, open_site
from seedbed.web.people.models import Scope, User
from seedbed.web.people.roles import Role
from seedbed.web.places.actions import start_neighbourhood, start_partnership, start_programme
from seedbed.web.places.models import Neighbourhood, Programme
from tests.unit.web.kept_rows import KeptRows


@dataclass(frozen=True)
class Cast:
    """Rosa, who needs no account, and all with one: Lee has no role, Pat has one in the other programme only."""

    olu: User
    dev: User
    sam: User
    ngozi: User
    ama: User
    lee: User
    pat: User
    rosa: Participant

    def everyone(self) -> dict[str, User]:
        """Return all accounts by name."""
        people = {field.name: getattr(self, field.name) for field in fields(self)}
        return {name: person for name, person in people.items() if isinstance(person, User)}


def sign_in(client: Client, person: User) -> None:
    """Sign someone in on a browser, as if they had given a passkey."""
    client.force_login(person)
    session = client.session
    session["account_authentication_methods"] = [{"method": "mfa", "type": "webauthn", "at": time()}]
    session["account_authentication_methods_user"] = str(person.pk)
    session.save()


@dataclass(frozen=True)
class Beginning:
    """All that the tests begin with."""

    site: Scope
    neighbourhood: Neighbourhood
    other_neighbourhood: Neighbourhood
    cast: Cast


def _start_programme() -> Programme:
    partnership = start_partnership(by=None, name="Ashby Partnership")
    return start_programme(by=None, partnership=partnership, name="Ashby 2026", invented=True)


def _start(programme: Programme) -> Neighbourhood:
    return start_neighbourhood(by=None, programme=programme, name="Millbrook")


def _start_other() -> Neighbourhood:
    partnership = start_partnership(by=None, name="Brook Partnership")
    programme = start_programme(by=None, partnership=partnership, name="Brook 2026")
    return start_neighbourhood(by=None, programme=programme, name="Far Field")


def _welcome_rosa(neighbourhood: Neighbourhood) -> Participant:
    agreed = ["take_part", "quote", "card"]
    return welcome(by=None, neighbourhood=neighbourhood, cards={"age": "65 to 74"}, scopes=agreed)


def _cast(site: Scope, neighbourhood: Neighbourhood, other: Neighbourhood) -> Cast:
    def account(name: str, scope: Scope | None = None, role: Role | None = None) -> User:
        user = create_account(by=None, name=name.title(), email=f"{name}@example.org")
        if scope and role:
            grant(by=None, user=user, scope=scope, role=role)
        return user

    programme = neighbourhood.programme.scope
    return Cast(
        rosa=_welcome_rosa(neighbourhood),
        olu=account("olu", site, Role.OWNER),
        dev=account("dev", programme, Role.FACILITATOR),
        sam=account("sam", programme, Role.ANALYST),
        ngozi=account("ngozi", programme, Role.DECISION_MAKER),
        ama=account("ama", programme, Role.STEWARD),
        lee=account("lee"),
        pat=account("pat", other.programme.scope, Role.FACILITATOR),
    )


def _whole() -> Beginning:
    site, neighbourhood, other = open_site(), _start(_start_programme()), _start_other()
    return Beginning(site, neighbourhood, other, _cast(site, neighbourhood, other))


WHOLE = KeptRows(_whole)


@pytest.fixture
def beginning(request: pytest.FixtureRequest, db: None) -> Beginning | None:
    """All of it, for tests that have the cast; others make what they need, so that nobody else is there."""
    return WHOLE.there() if "cast" in request.fixturenames else None


@pytest.fixture
def site(beginning: Beginning | None) -> Scope:
    return beginning.site if beginning else open_site()


@pytest.fixture
def programme(beginning: Beginning | None, site: Scope) -> Programme:
    return beginning.neighbourhood.programme if beginning else _start_programme()


@pytest.fixture
def neighbourhood(beginning: Beginning | None, programme: Programme) -> Neighbourhood:
    return beginning.neighbourhood if beginning else _start(programme)


@pytest.fixture
def other_neighbourhood(beginning: Beginning | None, site: Scope) -> Neighbourhood:
    """One of another partnership and programme."""
    return beginning.other_neighbourhood if beginning else _start_other()


@pytest.fixture
def rosa(beginning: Beginning | None, neighbourhood: Neighbourhood) -> Participant:
    """A resident. She needs no account."""
    return beginning.cast.rosa if beginning else _welcome_rosa(neighbourhood)


@pytest.fixture
def cast(beginning: Beginning) -> Cast:
    """Olu owns the site; Dev, Sam, Ngozi and Ama work in the programme; Lee and Pat see nothing of it."""
    return beginning.cast


@pytest.fixture
def as_() -> Callable[[User | None], Client]:
    """Return a browser in which someone is signed in, with their second factor; nobody for None."""

    def browser(person: User | None) -> Client:
        client = Client()
        if person is not None:
            sign_in(client, person)
        return client

    return browser
