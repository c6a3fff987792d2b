"""`seedbed contacts`: a new key while the site runs, in steps that may be cut short, and plain words for a lost one."""

from __future__ import annotations

from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from seedbed.cli.contacts import group
from seedbed.errors import MissingDataError, UsageError
from seedbed.web.consent.actions import welcome
from seedbed.web.consent.models import Participant
from seedbed.web.contacts.actions import keep_contact, see_contact
from seedbed.web.contacts.models import Contact
from seedbed.web.people import sealed_rows
from seedbed.web.people.sealed_rows import reseal_some
from seedbed.web.people.sealing_keys import NAME, add_key, read_key_file
from seedbed.web.places.models import Neighbourhood
from tests.unit.web.conftest import Cast
from tests.unit.web.contacts.conftest import REACH


@pytest.fixture(autouse=True)
def here(own_folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Have the command find the site of this test."""
    monkeypatch.setattr(group, "open_site", lambda **_how: None)
    monkeypatch.setenv("SEEDBED_HOME", str(own_folder))
    monkeypatch.delenv("SEEDBED_CONTACT_KEYS", raising=False)


def run(*arguments: str) -> Result:
    return CliRunner().invoke(group.contacts, arguments)


def test_a_rotation_seals_everything_under_a_new_key(
    contact: Contact, tern: Participant, cast: Cast, own_folder: Path
) -> None:
    (old,) = read_key_file(own_folder)
    result = run("rotate-keys")
    assert result.exit_code == 0
    assert "1 contacts and concerns are sealed under the newest key" in result.stderr
    assert read_key_file(own_folder)[1:] == (old,)
    kept = Contact.objects.get()
    assert kept.key_id != contact.key_id
    assert see_contact(by=cast.ama, contact=kept) == (tern.pk, REACH)


def test_one_that_was_cut_short_is_gone_on_with(
    contact: Contact, neighbourhood: Neighbourhood, cast: Cast, own_folder: Path
) -> None:
    other = welcome(by=None, neighbourhood=neighbourhood, scopes=["take_part", "recontact"])
    keep_contact(by=cast.ama, participant=other, reach=REACH)
    add_key(own_folder)
    reseal_some(most=1)
    result = run("rotate-keys")
    assert "cut short" in result.stderr
    assert len(read_key_file(own_folder)) == 2
    assert Contact.objects.values("key_id").distinct().count() == 1


def test_old_keys_are_forgotten_only_when_asked_and_not_needed(
    contact: Contact, cast: Cast, own_folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    result = run("rotate-keys", "--forget-old")
    assert "1 old keys were taken out" in result.stderr
    assert len(read_key_file(own_folder)) == 1
    assert see_contact(by=cast.ama, contact=Contact.objects.get())[1] == REACH
    monkeypatch.setattr(sealed_rows, "_tried", lambda *_: False)
    assert isinstance(run("rotate-keys", "--forget-old").exception, MissingDataError)
    assert len(read_key_file(own_folder)) == 2


def test_a_lost_key_is_told_with_what_to_do(contact: Contact, own_folder: Path) -> None:
    (own_folder / NAME).unlink()
    result = run("rotate-keys")
    assert isinstance(result.exception, MissingDataError)
    assert "Put that key back" in result.exception.next_step
    told = run("keys").stderr
    assert f"contacts: 1 under key {contact.key_id}, which is not here" in told


def test_a_changed_row_holds_up_no_other(contact: Contact, neighbourhood: Neighbourhood, cast: Cast) -> None:
    other = welcome(by=None, neighbourhood=neighbourhood, scopes=["take_part", "recontact"])
    kept = keep_contact(by=cast.ama, participant=other, reach=REACH)
    Contact.objects.filter(pk=contact.pk).update(sealed=b"x" * 300)
    result = run("rotate-keys")
    assert isinstance(result.exception, MissingDataError)
    assert Contact.objects.get(pk=kept.pk).key_id != contact.key_id
    assert Contact.objects.get(pk=contact.pk).key_id == contact.key_id


def test_keys_of_the_setting_are_not_taken_out_of_a_file(db: None, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("SEEDBED_CONTACT_KEYS", "AQEBAQEBAQEBAQEBAQEBAQEBAQEBAQEBAQEBAQEBAQE=")
    assert isinstance(run("rotate-keys", "--forget-old").exception, UsageError)


def test_keys_are_named_without_giving_them_away(contact: Contact, own_folder: Path) -> None:
    told = run("keys").stderr
    assert f"contacts: 1 under key {contact.key_id} (the newest)" in told
    assert (own_folder / NAME).read_text("ascii").strip() not in told


def test_a_site_without_contacts_says_so(db: None) -> None:
    assert "none, and no key yet" in run("keys").stderr
