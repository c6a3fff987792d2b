"""Signing in and out."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.test import Client
from django.utils import timezone

from seedbed.web.people.limits import MOST_FAILURES, WINDOW
from seedbed.web.people.models import AuditEvent, FailedSignIn
from tests.unit.web.conftest import PASSWORD, Cast

WRONG = "wrong horse"


def _try(browser: Client, email: str, password: str, address: str = "192.0.2.1", **more: str) -> int:
    answer = browser.post("/sign-in/", {"email": email, "password": password, **more}, REMOTE_ADDR=address)
    return answer.status_code


def _fail(browser: Client, email: str, times: int, address: str = "192.0.2.1") -> None:
    for _ in range(times):
        _try(browser, email, WRONG, address)


def test_the_right_password_signs_in(cast: Cast, client: Client) -> None:
    _try(client, " DEV@example.org", PASSWORD)
    assert client.session["_auth_user_id"] == str(cast.dev.pk)


@pytest.mark.parametrize("email", ["dev@example.org", "nobody@example.org"])
def test_a_wrong_address_and_a_wrong_password_read_alike(cast: Cast, client: Client, email: str) -> None:
    answer = client.post("/sign-in/", {"email": email, "password": WRONG})
    assert b"The e-mail address or the password is wrong." in answer.content


def test_a_closed_account_lets_nobody_in(cast: Cast, client: Client) -> None:
    cast.dev.is_active = False
    cast.dev.save()
    assert _try(client, "dev@example.org", PASSWORD) == 200


def test_an_account_without_a_password_lets_nobody_in(cast: Cast, client: Client) -> None:
    cast.dev.set_unusable_password()
    cast.dev.save()
    assert _try(client, "dev@example.org", "") == 200


def test_too_many_failures_must_wait(cast: Cast, client: Client) -> None:
    _fail(client, "dev@example.org", MOST_FAILURES)
    assert _try(client, "dev@example.org", PASSWORD) == 429


def test_after_waiting_the_right_password_signs_in(cast: Cast, client: Client) -> None:
    _fail(client, "dev@example.org", MOST_FAILURES)
    FailedSignIn.objects.update(at=timezone.now() - WINDOW)
    assert _try(client, "dev@example.org", PASSWORD) == 302


def test_waiting_reads_alike_whether_there_is_an_account(cast: Cast, client: Client) -> None:
    _fail(client, "nobody@example.org", MOST_FAILURES)
    assert _try(client, "nobody@example.org", PASSWORD) == 429


def test_failures_from_elsewhere_lock_nobody_out(cast: Cast, client: Client) -> None:
    _fail(Client(), "dev@example.org", MOST_FAILURES, "198.51.100.7")
    assert _try(client, "dev@example.org", PASSWORD) == 302


def test_failures_for_one_account_lock_out_no_other(cast: Cast, client: Client) -> None:
    _fail(client, "dev@example.org", MOST_FAILURES)
    assert _try(client, "sam@example.org", PASSWORD) == 302


def test_a_known_browser_is_not_locked_out_by_its_neighbours(cast: Cast, client: Client) -> None:
    _try(client, "dev@example.org", PASSWORD)
    client.post("/sign-out/")
    _fail(Client(), "dev@example.org", MOST_FAILURES)
    assert _try(client, "dev@example.org", PASSWORD) == 302


def test_a_known_browser_may_not_guess_for_ever_either(cast: Cast, client: Client) -> None:
    _try(client, "dev@example.org", PASSWORD)
    client.post("/sign-out/")
    _fail(client, "dev@example.org", MOST_FAILURES)
    assert _try(client, "dev@example.org", PASSWORD) == 429


def test_a_forged_mark_of_a_known_browser_counts_for_nothing(cast: Cast, client: Client) -> None:
    _fail(client, "dev@example.org", MOST_FAILURES)
    client.cookies["seedbed_known"] = "eyJhY2NvdW50IjoiIn0:forged:mark"
    assert _try(client, "dev@example.org", PASSWORD) == 429


def test_what_is_kept_of_failures_names_nobody(cast: Cast, client: Client) -> None:
    _fail(client, "dev@example.org", 1)
    kept = str([*FailedSignIn.objects.values(), *AuditEvent.objects.filter(by=None).values()])
    assert "dev" not in kept
    assert "192.0.2.1" not in kept


def test_failures_are_forgotten(cast: Cast, client: Client) -> None:
    FailedSignIn.objects.create(source="old", at=timezone.now() - timedelta(days=2))
    _fail(client, "dev@example.org", 1)
    assert not FailedSignIn.objects.filter(source="old").exists()


@pytest.mark.parametrize("away", ["https://example.com/", "//example.com", "javascript:alert(1)", "http:///x"])
def test_signing_in_leads_to_no_other_site(cast: Cast, client: Client, away: str) -> None:
    answer = client.post("/sign-in/", {"email": "dev@example.org", "password": PASSWORD, "next": away})
    assert answer["Location"] == "/"


def test_signing_in_leads_back_to_the_page_that_was_asked_for(cast: Cast, client: Client) -> None:
    answer = client.get("/neighbourhoods/millbrook/", follow=True)
    asked = answer.context["next"]
    answer = client.post("/sign-in/", {"email": "dev@example.org", "password": PASSWORD, "next": asked})
    assert answer["Location"] == "/neighbourhoods/millbrook/"


def test_signing_in_gets_a_new_session(cast: Cast, client: Client) -> None:
    client.get("/sign-in/")
    before = client.session.session_key
    _try(client, "dev@example.org", PASSWORD)
    assert client.session.session_key != before


def test_signing_out_forgets_who_it_was(cast: Cast, client: Client) -> None:
    client.force_login(cast.dev)
    client.post("/sign-out/")
    assert "_auth_user_id" not in client.session


def test_a_link_to_sign_out_only_asks(cast: Cast, client: Client) -> None:
    client.force_login(cast.dev)
    client.get("/sign-out/")
    assert "_auth_user_id" in client.session


def test_a_form_from_another_site_does_nothing(cast: Cast) -> None:
    strict = Client(enforce_csrf_checks=True)
    assert _try(strict, "dev@example.org", PASSWORD) == 403
