"""Keeping, opening and finding contacts: sealed, for people who agreed, each look recorded."""

from __future__ import annotations

from datetime import UTC, date, datetime

import pytest
from django.db import connection

from seedbed.errors import BadInputError, UsageError
from seedbed.web.consent.models import Participant
from seedbed.web.contacts.actions import find_contact, keep_contact, note_reply, see_contact, set_retention
from seedbed.web.contacts.models import Contact
from seedbed.web.contacts.queries import contact_of, months_after
from seedbed.web.contacts.reach import Reach
from seedbed.web.people.models import AuditEvent
from seedbed.web.people.sealing import CannotBeOpenedError
from seedbed.web.places.models import Neighbourhood
from tests.unit.web.conftest import Cast
from tests.unit.web.contacts.conftest import EMAIL, PHONE, REACH, WithKeys

SPRING = datetime(2026, 3, 31, 12, tzinfo=UTC)


def _all_that_the_tables_hold() -> str:
    """Return everything in the room's tables and in the audit trail, as one text."""
    found = []
    with connection.cursor() as cursor:
        for table in ("contacts_contact", "people_auditevent"):
            cursor.execute(f"SELECT * FROM {table}")  # noqa: S608 - two names of ours
            found += [
                bytes(cell) if isinstance(cell, memoryview) else cell for row in cursor.fetchall() for cell in row
            ]
    return " ".join(cell.decode("latin-1") if isinstance(cell, bytes) else str(cell) for cell in found)


def test_what_was_kept_opens_again(contact: Contact, tern: Participant, cast: Cast) -> None:
    assert see_contact(by=cast.ama, contact=Contact.objects.get()) == (tern.pk, REACH)


def test_the_tables_alone_tell_neither_whom_nor_how(contact: Contact, tern: Participant, cast: Cast) -> None:
    see_contact(by=cast.ama, contact=contact)
    find_contact(by=cast.ama, neighbourhood=contact.neighbourhood, typed=PHONE)
    told = _all_that_the_tables_hold()
    for secret in (tern.pk, PHONE, PHONE[3:], "Tern", "example.org", EMAIL.casefold()):
        assert secret not in told


def test_rows_hold_days_and_no_times(contact: Contact) -> None:
    kinds = {field.get_internal_type() for field in Contact._meta.get_fields() if not field.is_relation}
    assert "DateTimeField" not in kinds


def test_who_did_not_agree_is_not_kept(cast: Cast) -> None:
    with pytest.raises(UsageError, match="was not kept"):
        keep_contact(by=cast.ama, participant=cast.rosa, reach=REACH)
    assert not Contact.objects.exists()


def test_what_is_kept_anew_takes_the_place_of_the_old(contact: Contact, tern: Participant, cast: Cast) -> None:
    keep_contact(by=cast.ama, participant=tern, reach=Reach(email="new@example.org"))
    kept = Contact.objects.get()
    assert see_contact(by=cast.ama, contact=kept)[1] == Reach(email="new@example.org")
    assert find_contact(by=cast.ama, neighbourhood=kept.neighbourhood, typed=PHONE) is None


@pytest.mark.parametrize("typed", [PHONE, "01632 960 123", EMAIL, EMAIL.upper(), f" {EMAIL} "])
def test_all_of_a_number_or_address_finds_it(contact: Contact, cast: Cast, typed: str) -> None:
    assert find_contact(by=cast.ama, neighbourhood=contact.neighbourhood, typed=typed) == contact


def test_it_is_found_in_its_own_neighbourhood_alone(
    contact: Contact, cast: Cast, other_neighbourhood: Neighbourhood
) -> None:
    assert find_contact(by=cast.ama, neighbourhood=other_neighbourhood, typed=PHONE) is None


def test_parts_find_nothing(contact: Contact, cast: Cast) -> None:
    assert find_contact(by=cast.ama, neighbourhood=contact.neighbourhood, typed=PHONE[:-1]) is None
    with pytest.raises(BadInputError):
        find_contact(by=cast.ama, neighbourhood=contact.neighbourhood, typed="Plover")


def test_every_look_and_search_is_recorded_by_number_alone(contact: Contact, cast: Cast) -> None:
    see_contact(by=cast.ama, contact=contact)
    find_contact(by=cast.ama, neighbourhood=contact.neighbourhood, typed=PHONE)
    looked, searched = AuditEvent.objects.filter(action__in=["contacts.see", "contacts.find"]).order_by("sequence")
    assert (looked.by, looked.subject, looked.detail) == (cast.ama, f"contact:{contact.pk}", {})
    assert (searched.subject, searched.detail) == ("", {"found": True})


def test_the_entry_of_a_new_contact_does_not_say_which(contact: Contact) -> None:
    entry = AuditEvent.objects.get(action="contacts.keep")
    assert (entry.subject, entry.detail) == ("", {})


def test_a_look_that_opens_nothing_is_told_why(contact: Contact, cast: Cast, with_keys: WithKeys) -> None:
    with_keys(9)
    with pytest.raises(CannotBeOpenedError, match="cannot be opened"):
        see_contact(by=cast.ama, contact=contact)
    assert contact_of(contact.neighbourhood.participants.last() or "") is None


def test_it_is_kept_a_year_and_from_each_reply_anew(tern: Participant, cast: Cast) -> None:
    kept = keep_contact(by=cast.ama, participant=tern, reach=REACH, at=SPRING)
    assert kept.erase_on == date(2027, 3, 31)
    note_reply(by=cast.ama, contact=kept, at=datetime(2026, 8, 31, 12, tzinfo=UTC))
    assert Contact.objects.get().erase_on == date(2027, 8, 31)


def test_another_time_holds_for_all_that_is_kept(tern: Participant, cast: Cast) -> None:
    kept = keep_contact(by=cast.ama, participant=tern, reach=REACH, at=SPRING)
    set_retention(by=cast.ama, programme=kept.neighbourhood.programme, months=3)
    assert Contact.objects.get().erase_on == date(2026, 6, 30)


@pytest.mark.parametrize("months", [0, -1, 61])
def test_no_time_at_all_and_for_ever_are_refused(contact: Contact, cast: Cast, months: int) -> None:
    with pytest.raises(UsageError):
        set_retention(by=cast.ama, programme=contact.neighbourhood.programme, months=months)


@pytest.mark.parametrize(
    ("day", "months", "expected"),
    [
        (date(2024, 2, 29), 12, date(2025, 2, 28)),
        (date(2026, 12, 31), 2, date(2027, 2, 28)),
        (date(2026, 1, 15), 11, date(2026, 12, 15)),
        (date(2026, 12, 1), 1, date(2027, 1, 1)),
    ],
)
def test_months_are_months_of_the_calendar(day: date, months: int, expected: date) -> None:
    assert months_after(day, months) == expected
