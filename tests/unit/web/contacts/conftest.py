"""A participant who agreed to be contacted again, and how to reach them; nobody real has these."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest
from django.conf import settings

from seedbed.web.consent.actions import welcome
from seedbed.web.consent.models import Participant
from seedbed.web.contacts.actions import keep_contact
from seedbed.web.contacts.models import Contact
from seedbed.web.contacts.reach import Reach
from seedbed.web.places.models import Neighbourhood
from tests.unit.web.conftest import Cast

PHONE, EMAIL = "+441632960123", "Tern.Plover@example.org"
"""A number for drama (Ofcom) and an address of nobody."""
REACH = Reach(PHONE, EMAIL)

WithKeys = Callable[..., None]


@pytest.fixture(autouse=True)
def own_folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A data folder of this test alone: keys of one test open nothing of another."""
    monkeypatch.setattr(settings, "ENVIRONMENT", replace(settings.ENVIRONMENT, data_folder=tmp_path, contact_keys=()))
    return tmp_path


@pytest.fixture
def with_keys(monkeypatch: pytest.MonkeyPatch) -> WithKeys:
    """Have the environment give these keys, the newest first."""

    def give(*numbers: int) -> None:
        keys = tuple(bytes([number]) * 32 for number in numbers)
        monkeypatch.setattr(settings, "ENVIRONMENT", replace(settings.ENVIRONMENT, contact_keys=keys))

    return give


@pytest.fixture
def tern(neighbourhood: Neighbourhood) -> Participant:
    """Someone who agreed to be contacted again."""
    return welcome(
        by=None, neighbourhood=neighbourhood, cards={"age": "16 to 24"}, scopes=["take_part", "card", "recontact"]
    )


@pytest.fixture
def contact(tern: Participant, cast: Cast) -> Contact:
    return keep_contact(by=cast.ama, participant=tern, reach=REACH)
