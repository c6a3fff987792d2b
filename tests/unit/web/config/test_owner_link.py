"""A way in for an owner who has lost every other."""

from __future__ import annotations

from typing import Any
from urllib.parse import urlsplit

import pytest
from django.db import OperationalError
from django.test import Client

from seedbed.errors import MissingDataError
from seedbed.web.accounts.queries import has_second_factor
from seedbed.web.config.owner_link import way_in_for_owner
from seedbed.web.people.models import AuditEvent
from tests.unit.web.accounts.conftest import set_up_app
from tests.unit.web.conftest import Cast


def _open(client: Client, address: str) -> str:
    client.post(urlsplit(address).path)
    return str(client.get("/").get("Location", ""))


def test_the_owner_is_let_in_and_gives_the_second_factor(cast: Cast, client: Client) -> None:
    set_up_app(cast.olu)
    assert _open(client, way_in_for_owner()).startswith("/account/again/")


def test_a_lost_second_factor_is_set_up_anew(cast: Cast, client: Client, as_: Any) -> None:
    set_up_app(cast.olu)
    elsewhere = as_(cast.olu)
    address = way_in_for_owner(lost_second_factor=True)
    assert not has_second_factor(cast.olu)
    assert elsewhere.get("/account/").status_code == 302
    assert _open(client, address) == "/account/"
    assert AuditEvent.objects.filter(action="accounts.forget_second_factor", by=None).count() == 1


def test_the_address_is_that_of_the_settings(cast: Cast, settings: Any) -> None:
    settings.SITE_ADDRESS = "https://seedbed.example.org"
    assert way_in_for_owner().startswith("https://seedbed.example.org/enter/")


def test_a_database_that_cannot_be_read_says_what_to_do(cast: Cast, monkeypatch: pytest.MonkeyPatch) -> None:
    def broken() -> None:
        raise OperationalError("no such table: people_user")

    monkeypatch.setattr("seedbed.web.config.owner_link.first_owner", broken)
    with pytest.raises(MissingDataError, match="could not be let in"):
        way_in_for_owner()
