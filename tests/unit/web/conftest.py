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


@pytest.fixture
def site(db: None) -> Scope:
    return open_site()


@pytest.fixture
def programme(site: Scope) -> Programme:
    partnership = start_partnership(by=None, name="Ashby Partnership")
    return start_programme(by=None, partnership=partnership, name="Ashby 2026", invented=True)


@pytest.fixture
def neighbourhood(programme: Programme) -> Neighbourhood:
    return start_neighbourhood(by=None, programme=programme, name="Millbrook")


@pytest.fixture
def other_neighbourhood(site: Scope) -> Neighbourhood:
    """One of another partnership and programme."""
    partnership = start_partnership(by=None, name="Brook Partnership")
    programme = start_programme(by=None, partnership=partnership, name="Brook 2026")
    return start_neighbourhood(by=None, programme=programme, name="Far Field")


@pytest.fixture
def rosa(neighbourhood: Neighbourhood) -> Participant:
    """A resident. She needs no account."""
    agreed = ["take_part", "quote", "card"]
    return welcome(by=None, neighbourhood=neighbourhood, cards={"age": "65 to 74"}, scopes=agreed)


@pytest.fixture
def cast(site: Scope, programme: Programme, other_neighbourhood: Neighbourhood, rosa: Participant) -> Cast:
    """Olu owns the site; Dev, Sam, Ngozi and Ama work in the programme; Lee and Pat see nothing of it."""

    def account(name: str, scope: Scope | None = None, role: Role | None = None) -> User:
        user = create_account(by=None, name=name.title(), email=f"{name}@example.org")
        if scope and role:
            grant(by=None, user=user, scope=scope, role=role)
        return user

    return Cast(
        olu=account("olu", site, Role.OWNER),
        dev=account("dev", programme.scope, Role.FACILITATOR),
        sam=account("sam", programme.scope, Role.ANALYST),
        ngozi=account("ngozi", programme.scope, Role.DECISION_MAKER),
        ama=account("ama", programme.scope, Role.STEWARD),
        lee=account("lee"),
        pat=account("pat", other_neighbourhood.programme.scope, Role.FACILITATOR),
        rosa=rosa,
    )


@pytest.fixture
def as_() -> Callable[[User | None], Client]:
    """Return a browser in which someone is signed in, with their second factor; nobody for None."""

    def browser(person: User | None) -> Client:
        client = Client()
        if person is not None:
            sign_in(client, person)
        return client

    return browser
