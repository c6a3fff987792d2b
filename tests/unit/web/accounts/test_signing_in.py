"""Signing in by e-mailed code."""

from __future__ import annotations

import re
from datetime import timedelta
from http import HTTPStatus
from typing import Any

import pytest
from django.core import mail
from django.test import Client, override_settings

from seedbed.web.people.actions import create_account
from seedbed.web.people.models import AuditEvent, Scope
from tests.unit.web.accounts.tools import actions_recorded, ask_for_code, give_code, sign_in_by_code, who
from tests.unit.web.conftest import Cast

KEY_OF_FORM = re.compile(r'value="[A-Za-z0-9]{64}"')


def test_a_code_that_was_e_mailed_signs_in(cast: Cast, client: Client) -> None:
    assert sign_in_by_code(client, " DEV@example.org ")["Location"] == "/"
    assert who(client) == str(cast.dev.pk)


@pytest.mark.parametrize("as_typed", [str.lower, lambda code: code.replace("-", " ")])
def test_small_letters_and_spaces_do_not_matter(cast: Cast, client: Client, as_typed: Any) -> None:
    give_code(client, as_typed(ask_for_code(client, "dev@example.org")))
    assert who(client) == str(cast.dev.pk)


def test_a_wrong_code_signs_nobody_in_and_is_recorded(cast: Cast, client: Client) -> None:
    ask_for_code(client, "dev@example.org")
    assert "Incorrect code" in give_code(client, "BBBB-BBBB").content.decode()
    assert not who(client)
    failed = AuditEvent.objects.get(action="people.failed_sign_in")
    assert (failed.by, failed.subject) == (None, f"user:{cast.dev.pk}")


def test_three_wrong_codes_spoil_the_right_one(cast: Cast, client: Client) -> None:
    code = ask_for_code(client, "dev@example.org")
    for _ in range(3):
        give_code(client, "BBBB-BBBB")
    give_code(client, code)
    assert not who(client)


def test_a_code_is_good_once(cast: Cast, client: Client) -> None:
    code = ask_for_code(client, "dev@example.org")
    give_code(client, code)
    client.post("/sign-out/")
    give_code(client, code)
    assert not who(client)


def test_a_code_is_good_in_the_browser_that_asked_alone(cast: Cast, client: Client) -> None:
    code = ask_for_code(client, "dev@example.org")
    other = Client()
    give_code(other, code)
    ask_for_code(other, "dev@example.org")
    give_code(other, code)
    assert not who(other)


def test_a_new_code_ends_the_one_before(cast: Cast, client: Client) -> None:
    first = ask_for_code(client, "dev@example.org")
    client.post("/sign-out/", {"next": "/sign-in/"})
    ask_for_code(client, "dev@example.org")
    give_code(client, first)
    assert not who(client)


def test_a_code_runs_out(cast: Cast, client: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    code = ask_for_code(client, "dev@example.org")
    session = client.session
    session["account_login"]["state"]["stages"]["login_by_code"]["data"]["at"] -= timedelta(minutes=11).total_seconds()
    session.save()
    give_code(client, code)
    assert not who(client)


def test_a_code_in_a_link_does_nothing(cast: Cast, client: Client) -> None:
    code = ask_for_code(client, "dev@example.org")
    client.get(f"/sign-in/code/?code={code}")
    assert not who(client)


def test_an_account_that_is_closed_gets_no_code(cast: Cast, client: Client) -> None:
    cast.dev.is_active = False
    cast.dev.save()
    assert not ask_for_code(client, "dev@example.org")


def test_an_account_that_is_closed_meanwhile_does_not_come_in(cast: Cast, client: Client) -> None:
    code = ask_for_code(client, "dev@example.org")
    cast.dev.is_active = False
    cast.dev.save()
    give_code(client, code)
    assert not who(client)


def test_nobody_learns_who_has_an_account(cast: Cast, client: Client) -> None:
    def seen(email: str) -> list[object]:
        visitor = Client()
        sent = visitor.post("/sign-in/", {"email": email})
        shown: Any = visitor.get(sent["Location"])
        tried = [give_code(visitor, "BBBB-BBBB") for _ in range(3)]
        pages = [page.content.decode().replace(email, "X") for page in (shown, *tried)]
        plain = [
            page.split("csrfmiddlewaretoken")[0] + page.rsplit("</form>", 1)[1] for page in pages if "form" in page
        ]
        return [sent.status_code, sent["Location"], *[page.status_code for page in tried], *plain]

    assert seen("dev@example.org") == seen("nobody@example.org")


def test_an_address_without_an_account_is_told_so_by_e_mail_alone(site: Scope, client: Client) -> None:
    client.post("/sign-in/", {"email": "nobody@example.org"})
    assert [message.subject for message in mail.outbox] == ["Somebody tried to sign in with your address"]
    assert not ask_for_code(client, "nobody@example.org")


def test_nothing_is_sent_where_nobody_reads(site: Scope, client: Client) -> None:
    create_account(by=None, name="Mo", email="mo@shift.invalid")
    ask_for_code(client, "mo@shift.invalid")
    assert mail.outbox == []


def test_nobody_makes_an_account_for_themself(site: Scope, client: Client) -> None:
    assert "Accounts come by invitation" in client.get("/sign-in/no-account/").content.decode()
    assert client.post("/sign-in/no-account/", {"email": "x@example.org"}).status_code == HTTPStatus.METHOD_NOT_ALLOWED


@pytest.mark.parametrize(
    "away",
    [
        "https://evil.example/",
        "//evil.example/",
        "/\\evil.example/",
        "javascript:alert(1)",
        "http:///evil.example",
        "https://localhost/",
        "\thttps://evil.example/",
    ],
)
def test_signing_in_leads_to_no_other_site(cast: Cast, client: Client, away: str) -> None:
    assert sign_in_by_code(client, "dev@example.org", away)["Location"] == "/"


def test_signing_in_leads_back_to_the_page_that_asked_for_it(cast: Cast, client: Client) -> None:
    asked = client.get("/people/1/")["Location"]
    assert asked == "/sign-in/?next=/people/1/"
    assert sign_in_by_code(client, "dev@example.org", "/people/1/")["Location"] == "/people/1/"


def test_signing_out_leads_to_no_other_site(cast: Cast, client: Client) -> None:
    client.force_login(cast.dev)
    assert client.post("/sign-out/", {"next": "https://evil.example/"})["Location"] == "/sign-in/"
    assert not who(client)


def test_signing_out_asks_first(cast: Cast, client: Client) -> None:
    client.force_login(cast.dev)
    assert b"Do you want to sign out?" in client.get("/sign-out/").content
    assert who(client)


@override_settings(ALLOWED_HOSTS=["*"], SITE_ADDRESS="https://seedbed.example.org")
@pytest.mark.parametrize("header", ["host", "x-forwarded-host", "x-forwarded-server", "forwarded"])
def test_what_a_browser_calls_the_site_is_in_no_e_mail(cast: Cast, client: Client, header: str) -> None:
    value = "for=1;host=evil.example" if header == "forwarded" else "evil.example"
    client.post("/sign-in/", {"email": "dev@example.org"}, headers={header: value})
    sent = mail.outbox[-1]
    assert "evil" not in sent.message().as_string()
    assert "https://seedbed.example.org/" in sent.body


def test_a_name_that_is_not_the_site_s_is_refused(cast: Cast, client: Client) -> None:
    answer = client.post("/sign-in/", {"email": "dev@example.org"}, headers={"host": "evil.example"})
    assert answer.status_code == HTTPStatus.BAD_REQUEST
    assert mail.outbox == []


@pytest.mark.parametrize("email", ["", "dev", "dev@example.org\r\nBcc: all@example.org", "d" * 5000 + "@example.org"])
def test_what_is_no_address_is_asked_for_again(cast: Cast, client: Client, email: str) -> None:
    assert client.post("/sign-in/", {"email": email}).status_code == HTTPStatus.OK
    assert mail.outbox == []


@pytest.mark.parametrize("code", ["", "x" * 5000, "\0", "ÄÖÜ", "-", "🜁"])
def test_odd_codes_are_wrong_codes(cast: Cast, client: Client, code: str) -> None:
    ask_for_code(client, "dev@example.org")
    assert give_code(client, code).status_code == HTTPStatus.OK
    assert not who(client)


def test_an_e_mail_is_plain_text_and_holds_the_code_alone(cast: Cast, client: Client) -> None:
    code = ask_for_code(client, "dev@example.org")
    sent = mail.outbox[0]
    assert sent.message().get_content_type() == "text/plain"
    assert (code in sent.body, code in sent.subject, "&" in sent.body) == (True, False, False)


def test_signing_in_and_out_is_recorded_once_each(cast: Cast, client: Client) -> None:
    before = len(actions_recorded())
    sign_in_by_code(client, "dev@example.org")
    client.post("/sign-out/")
    assert actions_recorded()[before:] == ["people.sign_in", "accounts.sign_out"]


def test_no_entry_of_the_trail_holds_a_code_or_an_address(cast: Cast, client: Client) -> None:
    code = ask_for_code(client, "dev@example.org")
    give_code(client, "WRONG")
    give_code(client, code)
    kept = str(list(AuditEvent.objects.values()))
    assert [each for each in (code, "dev@", "WRONG") if each in kept] == []


def test_signing_in_gives_a_new_session(cast: Cast, client: Client) -> None:
    code = ask_for_code(client, "dev@example.org")
    before = client.session.session_key
    give_code(client, code)
    assert client.session.session_key != before


@pytest.mark.parametrize("address", ["/sign-in/", "/sign-in/code/", "/sign-out/", "/sign-in/passkey/"])
def test_a_form_of_another_site_is_not_taken(cast: Cast, address: str) -> None:
    assert Client(enforce_csrf_checks=True).post(address, {"email": "dev@example.org"}).status_code == 403


ODD_ANSWERS = [
    "",
    "{",
    "5",
    "NaN",
    "null",
    "[]",
    '"text"',
    "9" * 5000,
    "[" * 5000,
    "{}",
    '{"response": 5}',
    '{"id": 1, "rawId": 2, "response": {"userHandle": 3}, "type": 4}',
    '{"id": "eA", "rawId": "eA", "response": {"userHandle": "MQ"}, "type": "public-key"}',
    '{"id": "' + "x" * 30_000 + '"}',
]


@pytest.mark.parametrize("answer", ODD_ANSWERS)
@pytest.mark.parametrize("address", ["/sign-in/passkey/", "/account/passkeys/add/", "/account/again/passkey/"])
def test_odd_answers_of_a_device_are_refused(cast: Cast, client: Client, address: str, answer: str) -> None:
    if address.startswith("/account/"):
        client.force_login(cast.dev)
    client.get(address, headers={"accept": "application/json"})
    assert client.post(address, {"credential": answer}).status_code < 500
    assert who(client) == (str(cast.dev.pk) if address.startswith("/account/") else "")
