"""Contacts go on their day, and at once when somebody takes back that they may be contacted."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest

from seedbed.web.consent.actions import agree, choose, lift_withdrawal, welcome, withdraw_scope
from seedbed.web.consent.models import ConsentWithdrawal, Participant
from seedbed.web.contacts.actions import erase_due, keep_contact, note_reply
from seedbed.web.contacts.models import Contact
from seedbed.web.jobs.ticking import do_what_is_due
from seedbed.web.people.models import AuditEvent
from seedbed.web.places.models import Neighbourhood
from tests.unit.web.conftest import Cast
from tests.unit.web.contacts.conftest import REACH, WithKeys

NOON = datetime(2026, 3, 31, 12, tzinfo=UTC)
YEAR = timedelta(days=365)


def test_it_goes_on_its_day_and_not_before(tern: Participant, cast: Cast) -> None:
    keep_contact(by=cast.ama, participant=tern, reach=REACH, at=NOON)
    assert erase_due(NOON + YEAR - timedelta(days=1)) == 0
    assert erase_due(NOON + YEAR) == 1
    assert not Contact.objects.exists()
    assert erase_due(NOON + YEAR) == 0


def test_a_reply_puts_its_day_off(tern: Participant, cast: Cast) -> None:
    contact = keep_contact(by=cast.ama, participant=tern, reach=REACH, at=NOON)
    note_reply(by=cast.ama, contact=contact, at=NOON + timedelta(days=30))
    assert erase_due(NOON + YEAR) == 0


def test_the_recurring_work_erases_and_records_it(tern: Participant, cast: Cast) -> None:
    contact = keep_contact(by=cast.ama, participant=tern, reach=REACH, at=NOON)
    assert "contacts.erase_due" in do_what_is_due(NOON + YEAR)
    entry = AuditEvent.objects.get(action="contacts.erase")
    assert (entry.by, entry.subject) == (None, f"contact:{contact.pk}")


def test_its_day_needs_no_key(contact: Contact, with_keys: WithKeys) -> None:
    with_keys(9)
    assert erase_due(NOON + 10 * YEAR) == 1


def test_taking_it_back_erases_at_once(contact: Contact, tern: Participant) -> None:
    withdraw_scope(by=None, participant=tern, scope="recontact")
    assert not Contact.objects.exists()


def test_taking_something_else_back_erases_nothing(contact: Contact, tern: Participant) -> None:
    withdraw_scope(by=None, participant=tern, scope="card")
    assert Contact.objects.exists()


def test_agreeing_to_less_erases_at_once(contact: Contact, tern: Participant) -> None:
    agree(by=None, participant=tern, scopes=["take_part"])
    assert not Contact.objects.exists()


def test_agreeing_to_it_still_erases_nothing(contact: Contact, tern: Participant) -> None:
    agree(by=None, participant=tern, scopes=["take_part", "recontact"])
    assert Contact.objects.exists()


def test_choosing_no_with_a_receipt_erases_at_once(contact: Contact, tern: Participant) -> None:
    choose(participant=tern, scope="recontact", yes=False)
    assert not Contact.objects.exists()


def test_giving_it_again_brings_nothing_back(contact: Contact, tern: Participant) -> None:
    withdraw_scope(by=None, participant=tern, scope="recontact")
    lift_withdrawal(by=None, participant=tern, scope="recontact")
    assert not Contact.objects.exists()


def test_who_is_forgotten_leaves_no_contact(contact: Contact, tern: Participant) -> None:
    tern.delete()
    assert not Contact.objects.exists()


def test_what_others_take_back_touches_nobody_else(contact: Contact, neighbourhood: Neighbourhood, cast: Cast) -> None:
    other = welcome(by=None, neighbourhood=neighbourhood, scopes=["take_part", "recontact"])
    kept = keep_contact(by=cast.ama, participant=other, reach=REACH)
    withdraw_scope(by=None, participant=other, scope="recontact")
    assert list(Contact.objects.all()) == [contact]
    assert not Contact.objects.filter(pk=kept.pk).exists()


def test_taking_it_back_works_without_the_key_and_the_contact_goes_later(
    contact: Contact, tern: Participant, with_keys: WithKeys
) -> None:
    with_keys(9)
    withdraw_scope(by=None, participant=tern, scope="recontact")
    assert Contact.objects.exists()
    with_keys()
    assert erase_due(NOON - 10 * YEAR) == 1


@pytest.mark.parametrize("gone", [True, False])
def test_what_nobody_agrees_to_any_more_goes_whatever_its_day(contact: Contact, tern: Participant, gone: bool) -> None:
    """As when older data is restored: nothing was heard of the withdrawal then."""
    if gone:
        contact.seal_reach("7K3M-Q0ZD-W8RT-4CXA", REACH)
        contact.save()
    else:
        ConsentWithdrawal.objects.bulk_create([ConsentWithdrawal(participant=tern, scope="recontact")])
    assert erase_due(NOON - 10 * YEAR) == 1
