"""Who asked to be erased is erased: the person with the contact, and again in a site made of an older backup."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import pytest
from django.utils import timezone

from seedbed.web.consent.actions import forget_unneeded
from seedbed.web.consent.models import Consent, Participant
from seedbed.web.contacts.actions import erase_contact, keep_contact
from seedbed.web.contacts.models import Contact
from seedbed.web.listening.actions import record_contribution, withdraw_contribution
from seedbed.web.listening.withdrawing import erase_due
from seedbed.web.people.kept_apart import end_again, read_gone
from tests.unit.web.conftest import Cast
from tests.unit.web.contacts.conftest import EMAIL, PHONE, REACH, WithKeys


@pytest.fixture(autouse=True)
def the_list(settings: Any, own_folder: Path) -> Path:
    path = own_folder / "withdrawals.jsonl"
    settings.ENVIRONMENT = replace(settings.ENVIRONMENT, withdrawals=path, data_folder=own_folder, contact_keys=())
    return path


def _words_erased(tern: Participant, cast: Cast) -> None:
    said = record_contribution(
        by=cast.dev, neighbourhood=tern.neighbourhood, words="The hall.", said_on=date(2026, 3, 1), participant=tern
    )
    withdraw_contribution(by=cast.ama, contribution=said, why="They asked.")
    erase_due(timezone.now() + timedelta(days=400))


def _exists(tern: Participant) -> bool:
    return Participant.objects.filter(pk=tern.pk).exists()


def test_who_may_still_be_reached_stays_when_their_words_go(contact: Contact, tern: Participant, cast: Cast) -> None:
    _words_erased(tern, cast)
    assert _exists(tern)
    assert Consent.objects.filter(participant=tern).exists()


def test_the_person_goes_with_the_contact_once_their_words_are_gone(
    contact: Contact, tern: Participant, cast: Cast
) -> None:
    _words_erased(tern, cast)
    erase_contact(by=cast.ama, contact=contact)
    assert not _exists(tern)


def test_the_person_goes_with_their_words_once_the_contact_is_gone(
    contact: Contact, tern: Participant, cast: Cast
) -> None:
    erase_contact(by=cast.ama, contact=contact)
    assert _exists(tern)
    _words_erased(tern, cast)
    assert not _exists(tern)


def test_who_has_words_or_is_still_to_speak_stays(contact: Contact, tern: Participant, cast: Cast) -> None:
    erase_contact(by=cast.ama, contact=contact)
    assert _exists(tern)


def test_who_said_something_new_since_stays(contact: Contact, tern: Participant, cast: Cast) -> None:
    _words_erased(tern, cast)
    record_contribution(
        by=cast.dev, neighbourhood=tern.neighbourhood, words="Again.", said_on=date(2026, 3, 2), participant=tern
    )
    erase_contact(by=cast.ama, contact=contact)
    assert _exists(tern)


def test_a_contact_under_a_lost_key_keeps_who_it_may_be_of(
    contact: Contact, tern: Participant, with_keys: WithKeys
) -> None:
    with_keys(9)
    assert not forget_unneeded(participant=tern)


def test_a_contact_that_was_erased_after_the_backup_is_erased_again(
    contact: Contact, tern: Participant, cast: Cast, the_list: Path
) -> None:
    number = contact.pk
    erase_contact(by=cast.ama, contact=contact)
    again = keep_contact(by=cast.ama, participant=tern, reach=REACH)
    Contact.objects.filter(pk=again.pk).update(id=number)
    assert end_again(the_list) == 1
    assert not Contact.objects.exists()


def test_who_was_erased_after_the_backup_is_erased_again(
    contact: Contact, tern: Participant, cast: Cast, the_list: Path
) -> None:
    _words_erased(tern, cast)
    came_at = tern.came_at
    erase_contact(by=cast.ama, contact=contact)
    Participant.objects.create(token=tern.token, neighbourhood=tern.neighbourhood, came_at=came_at)
    assert end_again(the_list) == 1
    assert not _exists(tern)


def test_the_list_holds_neither_token_nor_address(
    contact: Contact, tern: Participant, cast: Cast, the_list: Path
) -> None:
    _words_erased(tern, cast)
    erase_contact(by=cast.ama, contact=contact)
    assert {gone.kind for gone in read_gone(the_list)} == {"contact", "participant"}
    kept = the_list.read_text()
    assert not any(each in kept for each in (tern.token, PHONE, EMAIL, EMAIL.lower()))
