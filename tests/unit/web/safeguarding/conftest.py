"""A lead and a deputy in Millbrook, and a concern that Dev sent; nobody in it is real."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

import pytest
from django.conf import settings

from seedbed.web.people.actions import create_account, grant
from seedbed.web.people.models import User
from seedbed.web.people.roles import Role
from seedbed.web.places.models import Neighbourhood
from seedbed.web.safeguarding.actions import Planned, send_concern, set_plan
from seedbed.web.safeguarding.models import Concern, Plan
from tests.unit.web.conftest import Cast

WORDS = "The okapi at number nine has no heating."
REACH = "Ring the numbat hall"
SENT = datetime(2026, 3, 2, 10, tzinfo=UTC)


@pytest.fixture(autouse=True)
def own_folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A data folder of this test alone."""
    monkeypatch.setattr(settings, "ENVIRONMENT", replace(settings.ENVIRONMENT, data_folder=tmp_path, contact_keys=()))
    return tmp_path


def someone(name: str, neighbourhood: Neighbourhood, role: Role = Role.ORGANISATION_CONTACT) -> User:
    """Return somebody with a role in the neighbourhood."""
    person = create_account(by=None, name=name.title(), email=f"{name}@safe.example.org")
    grant(by=None, user=person, scope=neighbourhood.scope, role=role)
    return person


@pytest.fixture
def lead(neighbourhood: Neighbourhood) -> User:
    return someone("lena", neighbourhood)


@pytest.fixture
def deputy(neighbourhood: Neighbourhood) -> User:
    return someone("dora", neighbourhood)


@pytest.fixture
def plan(neighbourhood: Neighbourhood, cast: Cast, lead: User, deputy: User) -> Plan:
    planned = Planned(
        lead=lead, deputy=deputy, phone="01632 960 900", local_numbers="Night line: 01632 960 901", days=30
    )
    return set_plan(by=cast.olu, neighbourhood=neighbourhood, planned=planned)


@pytest.fixture
def concern(plan: Plan, cast: Cast) -> Concern:
    return send_concern(by=cast.dev, neighbourhood=plan.neighbourhood, words=WORDS, reach=REACH, at=SENT)
