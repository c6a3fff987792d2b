"""The steward's pages: sealed until a button is pressed, and there for nobody else."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from django.test import Client
from django.utils import timezone

from seedbed.web.consent.actions import welcome
from seedbed.web.consent.models import Participant
from seedbed.web.contacts.models import Contact, Retention
from seedbed.web.contacts.queries import months_after
from seedbed.web.people.models import AuditEvent, User
from seedbed.web.places.models import Neighbourhood, Programme
from tests.unit.web.conftest import Cast
from tests.unit.web.contacts.conftest import EMAIL, PHONE, WithKeys

As = Callable[[User | None], Client]
LIST = "/contacts/in/millbrook/"


def _page(contact: Contact) -> str:
    return f"{LIST}{contact.pk}/"


def _see(browser: Client, contact: Contact) -> str:
    return browser.post(_page(contact), {"do": "see"}).content.decode()


def test_the_list_shows_days_and_nothing_else(contact: Contact, tern: Participant, cast: Cast, as_: As) -> None:
    page = as_(cast.ama).get(LIST).content.decode()
    assert str(contact.pk)[:8] in page
    for secret in (PHONE, EMAIL, tern.pk):
        assert secret not in page


def test_a_contact_stays_shut_until_the_button_is_pressed(contact: Contact, cast: Cast, as_: As) -> None:
    browser = as_(cast.ama)
    assert PHONE not in browser.get(_page(contact)).content.decode()
    assert not AuditEvent.objects.filter(action="contacts.see").exists()
    page = _see(browser, contact)
    assert PHONE in page
    assert EMAIL in page
    assert AuditEvent.objects.filter(action="contacts.see").count() == 1


@pytest.mark.parametrize("name", ["olu", "dev", "sam", "ngozi", "lee", "pat"])
def test_nobody_but_the_steward_comes_near(contact: Contact, cast: Cast, as_: As, name: str) -> None:
    browser = as_(cast.everyone()[name])
    for address in (LIST, _page(contact), f"{LIST}new/", f"{LIST}everything/"):
        assert browser.get(address).status_code in {403, 404}
        assert browser.post(address, {"do": "see"}).status_code in {403, 404}
    assert not AuditEvent.objects.filter(action="contacts.see").exists()


def test_a_contact_is_there_in_its_own_neighbourhood_alone(
    contact: Contact, cast: Cast, as_: As, programme: Programme
) -> None:
    from seedbed.web.places.actions import start_neighbourhood

    start_neighbourhood(by=None, programme=programme, name="Beside")
    assert as_(cast.ama).post(f"/contacts/in/beside/{contact.pk}/", {"do": "see"}).status_code == 404


def test_the_steward_adds_one(tern: Participant, cast: Cast, as_: As) -> None:
    browser = as_(cast.ama)
    answer = browser.post(f"{LIST}new/", {"number": tern.pk.lower(), "phone": "01632 960123", "email": ""})
    assert answer.status_code == 302
    assert PHONE in _see(browser, Contact.objects.get())


@pytest.mark.parametrize(
    ("told", "says"),
    [
        ({"phone": "12"}, "phone number will not do"),
        ({"email": "nobody"}, "e-mail address will not do"),
        ({}, "no phone number and no e-mail address"),
        ({"number": "7K3M-Q0ZD-W8RT-4CXA", "phone": PHONE}, "Nobody here has this number"),
    ],
)
def test_what_will_not_do_is_told_and_nothing_is_kept(
    tern: Participant, cast: Cast, as_: As, told: dict[str, str], says: str
) -> None:
    answer = as_(cast.ama).post(f"{LIST}new/", {"number": tern.pk} | told)
    assert answer.status_code == 422
    assert says in answer.content.decode()
    assert not Contact.objects.exists()


def test_who_did_not_agree_is_refused_on_the_form(cast: Cast, as_: As) -> None:
    answer = as_(cast.ama).post(f"{LIST}new/", {"number": cast.rosa.pk, "phone": PHONE})
    assert answer.status_code == 422
    assert "do not, or no longer, agree" in answer.content.decode()


def test_finding_leads_to_the_contact_without_opening_it(contact: Contact, cast: Cast, as_: As) -> None:
    answer = as_(cast.ama).post(LIST, {"typed": "01632 960 123"})
    assert answer["Location"] == _page(contact)
    assert not AuditEvent.objects.filter(action="contacts.see").exists()


@pytest.mark.parametrize(("typed", "says"), [("nobody@example.org", "Nobody who is kept"), ("x", "will not do")])
def test_what_is_not_found_is_told(contact: Contact, cast: Cast, as_: As, typed: str, says: str) -> None:
    answer = as_(cast.ama).post(LIST, {"typed": typed})
    assert answer.status_code == 422
    assert says in answer.content.decode()


def test_a_reply_and_erasing_are_a_button_each(contact: Contact, cast: Cast, as_: As) -> None:
    browser = as_(cast.ama)
    browser.post(_page(contact), {"do": "reply"})
    assert Contact.objects.get().last_reply_on == timezone.localdate()
    browser.post(_page(contact), {"do": "erase"})
    assert not Contact.objects.exists()


def test_a_lost_key_is_told_on_both_pages(contact: Contact, cast: Cast, as_: As, with_keys: WithKeys) -> None:
    with_keys(9)
    browser = as_(cast.ama)
    assert "sealed with a key that is not here" in browser.get(LIST).content.decode()
    page = _see(browser, contact)
    assert f"key {contact.key_id}, which is not here" in page
    assert "SEEDBED_CONTACT_KEYS" in page


def test_what_is_kept_is_told_in_words_without_small_numbers(
    contact: Contact, neighbourhood: Neighbourhood, cast: Cast, as_: As
) -> None:
    for _ in range(10):
        welcome(by=None, neighbourhood=neighbourhood)
    page = as_(cast.olu).get("/contacts/programmes/ashby-2026/kept/").content.decode()
    assert "How to reach people who agreed to it" in page
    assert "Until 12 months after the last reply" in page
    assert "fewer than 10" in page
    assert ">12<" in page
    assert "not counted" in page


def test_how_long_contacts_are_kept_is_set_there(contact: Contact, cast: Cast, as_: As) -> None:
    as_(cast.ama).post("/contacts/programmes/ashby-2026/kept/", {"months": "2"})
    assert Retention.objects.get().months == 2
    assert Contact.objects.get().erase_on == months_after(contact.kept_on, 2)


def test_for_ever_is_refused_there(contact: Contact, cast: Cast, as_: As) -> None:
    answer = as_(cast.ama).post("/contacts/programmes/ashby-2026/kept/", {"months": "600"})
    assert answer.status_code == 422
    assert not Retention.objects.exists()


HOSTILE = ("\x00", "9" * 5000, "\u202e", "'\"><script>alert(1)</script>", "²", "=1+1", "+" * 40, "a@" + "b" * 300)


@pytest.mark.parametrize("value", HOSTILE)
def test_nothing_that_is_typed_makes_a_page_fail_or_comes_back_as_markup(
    contact: Contact, cast: Cast, as_: As, value: str
) -> None:
    browser = as_(cast.ama)
    names = ("number", "phone", "email", "typed", "receipt", "second_half", "months", "do")
    sent = dict.fromkeys(names, value)
    for address in (LIST, f"{LIST}new/", f"{LIST}everything/", _page(contact), "/contacts/programmes/ashby-2026/kept/"):
        answer = browser.post(address, sent)
        assert answer.status_code in {200, 422}
        assert "<script>alert" not in answer.content.decode()
