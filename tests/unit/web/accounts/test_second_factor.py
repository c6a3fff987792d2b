"""The second factor: who needs one, setting it up, giving it, losing it."""

from __future__ import annotations

import re
import time
from collections.abc import Callable
from dataclasses import replace
from typing import Any, cast

import pytest
from allauth.mfa.models import Authenticator
from django.core import mail
from django.http import HttpResponse
from django.test import Client
from django.utils import timezone

from seedbed.errors import NotAllowedError
from seedbed.web.accounts import secret_text
from seedbed.web.accounts.actions import forget_second_factor
from seedbed.web.accounts.queries import has_second_factor, needs_second_factor
from seedbed.web.people.actions import grant, make_entry_link
from seedbed.web.people.models import AuditEvent, Grant, User
from seedbed.web.people.roles import NEEDS_SECOND_FACTOR, ROLES, Role
from seedbed.web.places.models import Neighbourhood, Programme
from tests.unit.web.accounts.conftest import Holder, set_up_app
from tests.unit.web.accounts.tools import actions_recorded, code_of_app, sign_in_by_code, who
from tests.unit.web.conftest import Cast, sign_in

As = Callable[[User | None], Client]
KEY = re.compile(r'<code class="sb-key" dir="ltr">([A-Z2-7]+)</code>')


def _factor(client: Client, code: str) -> HttpResponse:
    return cast("HttpResponse", client.post("/sign-in/second-factor/", {"code": code}))


def _half_way(client: Client, holder: Holder) -> None:
    """Go as far as the second factor."""
    assert sign_in_by_code(client, holder.user.email)["Location"] == "/sign-in/second-factor/"


def _set_up(client: Client) -> HttpResponse:
    """Set up an authenticator app on the page for it."""
    found = KEY.search(client.get("/account/authenticator/add/").content.decode())
    assert found
    return cast("HttpResponse", client.post("/account/authenticator/add/", {"code": code_of_app(found[1])}))


@pytest.mark.parametrize("role", [role for role in Role if role is not Role.PUBLIC])
def test_who_sees_people_s_details_or_gives_roles_needs_one(programme: Programme, cast: Cast, role: Role) -> None:
    grant(by=None, user=cast.lee, scope=programme.scope, role=role)
    assert needs_second_factor(cast.lee) is bool(ROLES[role] & NEEDS_SECOND_FACTOR)


def test_a_role_that_ended_asks_for_none(cast: Cast) -> None:
    Grant.objects.filter(user=cast.ama).update(ended_at=timezone.now())
    assert not needs_second_factor(cast.ama)


def test_who_needs_one_and_has_none_sets_one_up_first(cast: Cast, client: Client) -> None:
    sign_in_by_code(client, "olu@example.org")
    assert client.get("/")["Location"] == "/account/"
    assert "Set up a second factor first" in client.get("/account/").content.decode()


def test_what_is_sent_before_a_second_factor_changes_nothing(cast: Cast, client: Client, programme: Programme) -> None:
    client.force_login(cast.olu)
    before = Grant.objects.count()
    client.post(f"/people/{programme.scope_id}/", {"email": "lee@example.org", "role": "analyst"})
    assert Grant.objects.count() == before


def test_who_needs_none_is_asked_for_none(cast: Cast, client: Client) -> None:
    sign_in_by_code(client, "dev@example.org")
    assert client.get("/").status_code == 200


def test_a_demonstration_asks_nobody(cast: Cast, client: Client, settings: Any) -> None:
    settings.ENVIRONMENT = replace(settings.ENVIRONMENT, demonstration=True)
    client.force_login(cast.olu)
    assert client.get("/").status_code == 200


def test_pages_for_everyone_open_without_one(cast: Cast, client: Client) -> None:
    client.force_login(cast.olu)
    assert client.get("/health").status_code in {200, 503}
    assert client.get("/sign-out/").status_code == 200


def test_after_setting_up_an_app_everything_opens(cast: Cast, client: Client) -> None:
    sign_in_by_code(client, "olu@example.org")
    assert _set_up(client)["Location"] == "/account/recovery-codes/"
    assert client.get("/account/recovery-codes/").content.decode().count("<li><code>") == 10
    assert client.get("/").status_code == 200


def test_an_app_is_not_added_with_a_wrong_code(cast: Cast, client: Client) -> None:
    client.force_login(cast.olu)
    client.get("/account/authenticator/add/")
    assert "Incorrect code" in client.post("/account/authenticator/add/", {"code": "000000"}).content.decode()
    assert not has_second_factor(cast.olu)


def test_with_one_a_code_by_e_mail_is_not_enough(olu: Holder, client: Client) -> None:
    _half_way(client, olu)
    assert client.get("/")["Location"].startswith("/sign-in/")
    assert not who(client)


def test_the_code_of_the_app_signs_in(olu: Holder, client: Client) -> None:
    _half_way(client, olu)
    _factor(client, olu.code())
    assert who(client) == str(olu.user.pk)
    assert client.get("/").status_code == 200


def test_a_code_of_the_app_is_good_once(olu: Holder, client: Client) -> None:
    code = olu.code()
    _half_way(client, olu)
    _factor(client, code)
    other = Client()
    _half_way(other, olu)
    assert "used a moment ago" in _factor(other, code).content.decode()
    assert not who(other)


def test_a_code_of_the_app_is_not_good_again_half_a_minute_later(
    olu: Holder, client: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A minute and a half of codes are taken, since clocks differ; each of them once."""
    now = time.time()
    code = code_of_app(olu.key, now)
    _half_way(client, olu)
    _factor(client, code)
    monkeypatch.setattr("allauth.mfa.totp.internal.auth.time.time", lambda: now + 31)
    other = Client()
    _half_way(other, olu)
    _factor(other, code)
    assert not who(other)


@pytest.mark.parametrize("seconds", [-120, 120])
def test_old_and_coming_codes_are_wrong(olu: Holder, client: Client, seconds: int) -> None:
    _half_way(client, olu)
    _factor(client, code_of_app(olu.key, time.time() + seconds))
    assert not who(client)


def test_a_recovery_code_signs_in_once(olu: Holder, client: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    _half_way(client, olu)
    _factor(client, olu.recovery[0])
    assert who(client)
    other = Client()
    _half_way(other, olu)
    _factor(other, olu.recovery[0])
    assert not who(other)


def test_a_one_time_link_does_not_stand_in_for_it(olu: Holder, client: Client) -> None:
    client.post(f"/enter/{make_entry_link(by=None, user=olu.user)}/")
    assert client.get("/people/1/")["Location"] == "/account/again/?next=%2Fpeople%2F1%2F"
    client.post("/account/again/", {"code": olu.code(), "next": "/"})
    assert client.get("/").status_code == 200


def test_after_a_one_time_link_no_other_factor_is_added_first(olu: Holder, client: Client) -> None:
    client.post(f"/enter/{make_entry_link(by=None, user=olu.user)}/")
    parts = ("passkeys/add/", "authenticator/remove/", "recovery-codes/new/", "address/")
    answers = [ask(f"/account/{part}") for part in parts for ask in (client.get, client.post)]
    assert [answer["Location"].split("?")[0] for answer in answers] == ["/account/again/"] * 8
    assert has_second_factor(olu.user)


def test_the_record_of_a_factor_is_of_its_own_account(olu: Holder, cast: Cast, client: Client) -> None:
    """Who gave a factor as one account has given none as another."""
    sign_in(client, cast.dev)
    session = client.session
    session["_auth_user_id"] = str(olu.user.pk)
    session["_auth_user_hash"] = olu.user.get_session_auth_hash()
    session.save()
    assert client.get("/")["Location"].startswith("/account/again/")


def test_changing_factors_asks_for_it_again_after_a_while(olu: Holder, client: Client) -> None:
    _half_way(client, olu)
    _factor(client, olu.code())
    assert client.get("/account/authenticator/remove/")["Location"].startswith("/account/again/")


def test_secrets_are_not_kept_as_they_are(olu: Holder) -> None:
    kept = str(list(Authenticator.objects.values_list("data", flat=True)))
    assert [secret for secret in (olu.key, *olu.recovery) if secret in kept] == []


def test_another_key_of_the_site_says_what_to_do(olu: Holder, client: Client) -> None:
    _half_way(client, olu)
    Authenticator.objects.filter(user=olu.user).update(data={"secret": "gAAAAA", "seed": "gAAAAA", "used_mask": 0})
    assert b"second factor cannot be checked" in _factor(client, olu.code()).content
    assert not who(client)


def test_secrets_stay_readable_while_the_old_key_is_named(settings: Any) -> None:
    kept = secret_text.encrypt("lantern")
    settings.SECRET_KEY_FALLBACKS = [settings.SECRET_KEY]
    settings.SECRET_KEY = settings.SECRET_KEY[::-1]
    assert secret_text.decrypt(kept) == "lantern"


def test_what_happens_to_factors_is_recorded(cast: Cast, client: Client) -> None:
    sign_in_by_code(client, "olu@example.org")
    before = len(actions_recorded())
    _set_up(client)
    client.post("/account/recovery-codes/new/")
    client.post("/account/authenticator/remove/")
    assert actions_recorded()[before:] == [
        "accounts.add_second_factor",
        "accounts.make_recovery_codes",
        "accounts.make_recovery_codes",
        "accounts.remove_second_factor",
    ]
    assert {event.by for event in AuditEvent.objects.order_by("pk")[before:]} == {cast.olu}


def test_a_wrong_second_factor_is_recorded(olu: Holder, client: Client) -> None:
    _half_way(client, olu)
    _factor(client, "000000")
    assert actions_recorded()[-1] == "people.failed_sign_in"


def test_people_are_told_of_changes_by_e_mail(
    cast: Cast, client: Client, django_capture_on_commit_callbacks: Any
) -> None:
    sign_in_by_code(client, "olu@example.org")
    with django_capture_on_commit_callbacks(execute=True):
        _set_up(client)
    assert mail.outbox[-1].subject == "An authenticator app was added to your account"
    assert mail.outbox[-1].to == ["olu@example.org"]


def test_who_manages_an_account_takes_a_lost_factor_away(cast: Cast, as_: As) -> None:
    set_up_app(cast.dev)
    browser, theirs = as_(cast.olu), as_(cast.dev)
    held = Grant.objects.get(user=cast.dev)
    address = f"/people/roles/{held.pk}/forget-second-factor/"
    browser.get(address)
    assert has_second_factor(cast.dev)
    browser.post(address)
    assert not has_second_factor(cast.dev)
    assert theirs.get("/").status_code == 302
    assert AuditEvent.objects.filter(action="accounts.forget_second_factor", by=cast.olu).count() == 1


def test_nobody_takes_a_factor_away_where_they_do_not_manage(
    cast: Cast, other_neighbourhood: Neighbourhood, programme: Programme
) -> None:
    set_up_app(cast.ama)
    grant(by=None, user=cast.sam, scope=programme.scope, role=Role.COORDINATOR)
    grant(by=None, user=cast.ama, scope=other_neighbourhood.scope, role=Role.ANALYST)
    with pytest.raises(NotAllowedError, match="do not manage people"):
        forget_second_factor(by=cast.sam, user=cast.ama)
    assert has_second_factor(cast.ama)
