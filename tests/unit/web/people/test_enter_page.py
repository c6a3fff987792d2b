"""Coming in by a one-time link."""

from __future__ import annotations

from typing import Any

import pytest
from django.test import Client

from seedbed.web.people.actions import make_entry_link
from seedbed.web.people.mail import SERVER
from seedbed.web.people.models import User
from tests.unit.web.conftest import Cast


def test_looking_at_a_link_uses_nothing_up(cast: Cast, client: Client) -> None:
    address = f"/enter/{make_entry_link(by=None, user=cast.olu)}/"
    for _ in range(3):
        client.get(address)
        client.head(address)
    client.post(address)
    assert client.session["_auth_user_id"] == str(cast.olu.pk)


def test_a_used_link_says_what_to_do(cast: Cast, client: Client) -> None:
    address = f"/enter/{make_entry_link(by=None, user=cast.olu)}/"
    client.post(address)
    assert b"This link opens nothing." in Client().get(address).content


def test_a_used_link_signs_nobody_in(cast: Cast, client: Client) -> None:
    address = f"/enter/{make_entry_link(by=None, user=cast.olu)}/"
    client.post(address)
    other = Client()
    other.post(address)
    assert "_auth_user_id" not in other.session


def test_a_link_leads_to_the_page_it_names(cast: Cast, client: Client) -> None:
    token = make_entry_link(by=None, user=cast.olu)
    assert client.post(f"/enter/{token}/?next=/start/")["Location"] == "/start/"


def test_a_link_takes_over_from_who_was_signed_in(cast: Cast, client: Client) -> None:
    client.force_login(cast.lee)
    client.post(f"/enter/{make_entry_link(by=None, user=cast.olu)}/")
    assert client.session["_auth_user_id"] == str(cast.olu.pk)


def test_a_link_is_kept_by_no_browser(cast: Cast, client: Client) -> None:
    answer = client.get(f"/enter/{make_entry_link(by=None, user=cast.olu)}/")
    assert answer["Cache-Control"] == "private, no-store"


def test_a_link_leads_to_no_other_site(cast: Cast, client: Client) -> None:
    token = make_entry_link(by=None, user=cast.olu)
    assert client.post(f"/enter/{token}/", {"next": "https://evil.example/"})["Location"] == "/"


@pytest.mark.parametrize("email", ["owner@localhost", "olu@by-hand.invalid", "olu@example.org"])
def test_no_code_is_said_to_go_where_no_e_mail_goes(cast: Cast, client: Client, email: str) -> None:
    User.objects.filter(pk=cast.olu.pk).update(email=email)
    page = client.get(f"/enter/{make_entry_link(by=None, user=cast.olu)}/").content.decode()
    assert "Add a passkey then" in page
    assert email not in page


def test_a_code_is_said_to_go_where_it_goes(cast: Cast, client: Client, settings: Any) -> None:
    settings.EMAIL_BACKEND = SERVER
    page = client.get(f"/enter/{make_entry_link(by=None, user=cast.olu)}/").content.decode()
    assert "Next time a code goes to <bdi>olu@example.org</bdi>" in page
