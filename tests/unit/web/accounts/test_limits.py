"""How often somebody may try: ten thousand tries come to nothing, and lock out nobody else."""

from __future__ import annotations

import secrets
from datetime import datetime, timedelta
from functools import partial

import pytest
from allauth.core import context
from django.core import mail
from django.test import Client, RequestFactory
from django.utils import timezone

from seedbed.web.accounts import limits
from seedbed.web.accounts.forms import CodeAnswer, SecondFactor
from seedbed.web.accounts.limits import Limit, count_try, place_of
from seedbed.web.accounts.models import Tries
from seedbed.web.people.models import AuditEvent
from tests.unit.web.accounts.conftest import Holder
from tests.unit.web.accounts.tools import ask_for_code, give_code, sign_in_by_code, who
from tests.unit.web.at_once import at_once
from tests.unit.web.conftest import Cast

THREE = Limit("test", 3, timedelta(minutes=5))
TRIES = 10_000


def _count(at: datetime, source: str = "somebody") -> datetime | None:
    return count_try(THREE, source, at)


def test_a_try_too_many_must_wait_for_the_end_of_the_window(db: None) -> None:
    now = timezone.now()
    assert [_count(now + timedelta(minutes=minute)) for minute in range(3)] == [None] * 3
    assert _count(now + timedelta(minutes=4)) == now + timedelta(minutes=5)
    assert _count(now + timedelta(minutes=5)) is None


def test_sources_and_limits_do_not_count_for_each_other(db: None) -> None:
    now = timezone.now()
    for _ in range(4):
        _count(now)
    assert _count(now, "another") is None
    assert count_try(Limit("other", 3, timedelta(minutes=5)), "somebody", now) is None


def test_what_is_kept_names_nobody(cast: Cast, client: Client) -> None:
    ask_for_code(client, "dev@example.org")
    kept = str(list(Tries.objects.values()))
    assert [word for word in ("dev", "example", "127.0.0.1") if word in kept] == []


@pytest.mark.django_db(transaction=True)
def test_tries_at_the_same_moment_are_all_counted() -> None:
    now = timezone.now()
    at_once(*[partial(_count, now)] * 8)
    assert Tries.objects.get().count == THREE.most


def test_ten_thousand_codes_are_compared_a_few_times(db: None, monkeypatch: pytest.MonkeyPatch) -> None:
    """From one place across all accounts, whatever session they come in."""
    compared = []

    def compare(actual: str, expected: str) -> bool:
        compared.append(actual)
        return actual == expected

    monkeypatch.setattr("allauth.account.forms.compare_user_code", compare)
    with context.request_context(RequestFactory().post("/sign-in/code/")):
        for _ in range(TRIES):
            assert not CodeAnswer({"code": secrets.token_hex(4)}, code="BCDF-GHJK").is_valid()
    assert len(compared) == limits.WRONG_FROM_PLACE.most


def test_ten_thousand_second_factors_from_everywhere_are_compared_a_few_times(
    olu: Holder, monkeypatch: pytest.MonkeyPatch
) -> None:
    """For one account, from ten thousand places."""
    compared = []

    def compare(_app: object, code: str) -> bool:
        compared.append(code)
        return False

    monkeypatch.setattr("allauth.mfa.totp.internal.auth.TOTP.validate_code", compare)
    factory = RequestFactory()
    for number in range(TRIES):
        place = f"10.{number >> 16}.{number >> 8 & 255}.{number & 255}"
        with context.request_context(factory.post("/sign-in/second-factor/", REMOTE_ADDR=place)):
            assert not SecondFactor({"code": f"{number:06d}"}, user=olu.user).is_valid()
    assert len(compared) == limits.FACTOR_OF_ACCOUNT.most


def test_guessing_second_factors_goes_no_faster_over_a_day(olu: Holder) -> None:
    now = timezone.now()
    taken = 0
    for quarter in range(96):
        at = now + timedelta(minutes=15 * quarter)
        account = {limits.FACTOR_OF_ACCOUNT: "1", limits.FACTOR_OF_ACCOUNT_A_DAY: "1"}
        taken += sum(limits.count_tries(account, at) is None for _ in range(10))
    assert taken == limits.FACTOR_OF_ACCOUNT_A_DAY.most


def test_hundreds_of_tries_on_the_page_sign_nobody_in_and_say_how_long_to_wait(cast: Cast, client: Client) -> None:
    pages = []
    for _ in range(40):
        ask_for_code(client, "dev@example.org")
        pages += [give_code(client, "BBBB-BBBB") for _ in range(4)]
    assert not who(client)
    assert "Too many tries. Wait " in client.post("/sign-in/", {"email": "dev@example.org"}).content.decode()
    failed = AuditEvent.objects.filter(action="people.failed_sign_in").count()
    assert failed <= 3 * limits.CODES_HERE.most


def test_a_mailbox_is_not_flooded_from_many_places(cast: Cast) -> None:
    for number in range(200):
        Client(REMOTE_ADDR=f"203.0.{number}.1").post("/sign-in/", {"email": "dev@example.org"})
    assert len(mail.outbox) == limits.CODES_OF_ACCOUNT.most


def test_addresses_without_an_account_get_few_e_mails_in_all(cast: Cast) -> None:
    for number in range(200):
        Client(REMOTE_ADDR=f"203.0.{number}.1").post("/sign-in/", {"email": f"nobody{number}@example.org"})
    assert len(mail.outbox) == limits.UNKNOWN.most


def test_who_guesses_locks_nobody_out_elsewhere(cast: Cast) -> None:
    guesser = Client(REMOTE_ADDR="203.0.113.9")
    for _ in range(40):
        guesser.post("/sign-in/", {"email": "dev@example.org"})
    assert sign_in_by_code(Client(REMOTE_ADDR="198.51.100.7"), "dev@example.org")["Location"] == "/"


def test_who_guesses_all_hour_locks_nobody_out_elsewhere(cast: Cast) -> None:
    """As often as one place may: the account's own limit is wider."""
    now = timezone.now()
    told = {limits.CODES_HERE: "dev from a place", limits.CODES_OF_ACCOUNT: "dev"}
    for minute in range(60):
        for _ in range(10):
            limits.count_tries(told, now + timedelta(minutes=minute))
    last = now + timedelta(minutes=59)
    assert limits.count_tries({limits.CODES_HERE: "dev at home", limits.CODES_OF_ACCOUNT: "dev"}, last) is None


def test_a_place_that_must_wait_uses_up_nothing_of_others_and_fills_no_table(cast: Cast) -> None:
    guesser = Client(REMOTE_ADDR="203.0.113.9")
    for number in range(limits.CODES_OF_PLACE.most):
        guesser.post("/sign-in/", {"email": f"nobody{number}@example.org"})
    rows = Tries.objects.count()
    for number in range(20):
        guesser.post("/sign-in/", {"email": f"somebody{number}@example.org"})
    assert Tries.objects.count() == rows


def test_right_second_factors_are_not_counted(olu: Holder) -> None:
    with context.request_context(RequestFactory().post("/")):
        for code in olu.recovery[:4]:
            assert SecondFactor({"code": code}, user=olu.user).is_valid()
    account, now = str(olu.user.pk), timezone.now()
    assert [count_try(limits.FACTOR_OF_ACCOUNT, account, now) for _ in range(limits.FACTOR_OF_ACCOUNT.most)] == [
        None
    ] * limits.FACTOR_OF_ACCOUNT.most


@pytest.mark.parametrize(
    ("one", "other", "same"),
    [
        ("203.0.113.9", "203.0.113.9", True),
        ("203.0.113.9", "203.0.113.10", False),
        ("2001:db8:1:2::1", "2001:db8:1:2:ffff::9", True),
        ("2001:db8:1:2::1", "2001:db8:1:3::1", False),
        ("::ffff:203.0.113.9", "203.0.113.9", True),
    ],
)
def test_a_place_is_an_address_or_a_network_of_the_newer_kind(one: str, other: str, same: bool) -> None:
    places = [place_of(RequestFactory().get("/", REMOTE_ADDR=address)) for address in (one, other)]
    assert (places[0] == places[1]) is same


def test_what_a_browser_says_of_where_it_is_counts_nothing() -> None:
    request = RequestFactory().get("/", headers={"x-forwarded-for": "203.0.113.9"})
    assert place_of(request) == "127.0.0.1"
