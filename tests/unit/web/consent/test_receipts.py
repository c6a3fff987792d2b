"""Receipts: two halves, and limits on guessing."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest
from django.test import RequestFactory

from seedbed.web.consent import limits
from seedbed.web.consent.actions import make_receipt
from seedbed.web.consent.limits import TooManyTriesError, clear_old_tries, source_of, trying
from seedbed.web.consent.models import Receipt, ReceiptTry
from seedbed.web.consent.numbers import fits
from seedbed.web.consent.receipts import opened
from seedbed.web.places.models import Neighbourhood

NOW = datetime(2026, 3, 1, 12, tzinfo=UTC)


def fail(address: str = "203.0.113.7", now: datetime = NOW, *, found: bool = False) -> None:
    with trying(RequestFactory(REMOTE_ADDR=address).get("/"), now) as this:
        this.found = found


def test_a_receipt_has_a_number_that_fits_and_a_second_half_that_opens_it(neighbourhood: Neighbourhood) -> None:
    receipt, second_half = make_receipt(neighbourhood=neighbourhood)
    assert fits(receipt.number)
    assert opened(receipt.number, second_half.lower().replace("-", " ")) == receipt


def test_the_second_half_is_kept_nowhere(neighbourhood: Neighbourhood) -> None:
    receipt, second_half = make_receipt(neighbourhood=neighbourhood)
    kept = Receipt.objects.filter(pk=receipt.pk).values_list().get()
    assert second_half not in str(kept)
    assert second_half.replace("-", "") not in str(kept)


def test_the_second_half_of_another_receipt_opens_nothing(neighbourhood: Neighbourhood) -> None:
    receipt, _ = make_receipt(neighbourhood=neighbourhood)
    _, other = make_receipt(neighbourhood=neighbourhood)
    assert opened(receipt.number, other) is None


@pytest.mark.parametrize("typed", ["", "\x00", "0" * 64, "\ud800", "x" * 10_000])
def test_what_is_no_second_half_opens_nothing(neighbourhood: Neighbourhood, typed: str) -> None:
    receipt, _ = make_receipt(neighbourhood=neighbourhood)
    assert opened(receipt.number, typed) is None
    assert opened("0" * 12, typed) is None


@pytest.mark.django_db
def test_an_address_that_finds_nothing_too_often_must_wait() -> None:
    for _ in range(limits.MOST_OF_AN_ADDRESS):
        fail()
    with pytest.raises(TooManyTriesError):
        fail(found=True)
    fail("198.51.100.9", found=True)
    fail(now=NOW + limits.WINDOW, found=True)


@pytest.mark.django_db
def test_what_is_found_is_not_counted() -> None:
    for _ in range(3 * limits.MOST_OF_AN_ADDRESS):
        fail(found=True)
    assert not ReceiptTry.objects.exists()


@pytest.mark.django_db
def test_many_who_try_shut_nobody_else_out(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(limits, "BUSY", 20)
    for number in range(30):
        fail(f"203.0.{number}.7")
    fail("198.51.100.9", found=True)
    for _ in range(limits.MOST_WHILE_BUSY):
        fail("198.51.100.9")
    with pytest.raises(TooManyTriesError):
        fail("198.51.100.9")


@pytest.mark.django_db
@pytest.mark.parametrize("address", ["203.0.113.{}", "2001:db8:7:{}::1"])
def test_many_addresses_of_one_network_are_counted_together(monkeypatch: pytest.MonkeyPatch, address: str) -> None:
    monkeypatch.setattr(limits, "MOST_OF_A_NETWORK", 5)
    for number in range(5):
        fail(address.format(number))
    with pytest.raises(TooManyTriesError):
        fail(address.format(99), found=True)
    fail("198.51.100.9", found=True)


@pytest.mark.django_db
def test_waiting_adds_no_rows() -> None:
    for _ in range(limits.MOST_OF_AN_ADDRESS):
        fail()
    for _ in range(5):
        with pytest.raises(TooManyTriesError):
            fail()
    assert ReceiptTry.objects.count() == limits.MOST_OF_AN_ADDRESS


@pytest.mark.django_db
def test_no_address_is_kept_in_clear() -> None:
    fail("203.0.113.7")
    assert "203.0.113" not in str(ReceiptTry.objects.values_list().get())


def test_a_household_counts_as_one_address() -> None:
    one, same, other = (
        source_of(RequestFactory(REMOTE_ADDR=address).get("/"))
        for address in ("2001:db8:1:2::1", "2001:db8:1:2:ffff::9", "2001:db8:1:3::1")
    )
    assert one == same != other


@pytest.mark.django_db
def test_old_tries_are_forgotten() -> None:
    fail()
    fail(now=NOW + timedelta(minutes=10))
    clear_old_tries(NOW + limits.WINDOW)
    assert ReceiptTry.objects.count() == 1
