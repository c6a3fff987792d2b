"""Inviting and accepting on pages: what is sent, what is shown, and what only the button does."""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import Any

import pytest
from django.core import mail
from django.test import Client

from seedbed.web.invitations.actions import invite
from seedbed.web.invitations.models import Invitation
from seedbed.web.people.actions import create_account, grant
from seedbed.web.people.models import Scope, User
from seedbed.web.people.permissions import can
from seedbed.web.people.roles import HELPERS, Permission, Role
from seedbed.web.places.models import Neighbourhood, Programme
from tests.unit.web.conftest import Cast

As = Callable[[User | None], Client]
MINA = "mina@example.org"


def _post(browser: Client, scope: Scope, **typed: Any) -> str:
    told = {"name": "Mina", "email": MINA, "roles": ["analyst"], **typed}
    return browser.post(f"/invitations/{scope.pk}/", told, follow=True).content.decode()


def _mailed() -> str:
    found = re.search(r"https?://\S+?(/invitations/accept/\S+)", str(mail.outbox[-1].body))
    assert found
    return found[1]


def _team(people: list[tuple[str, str, list[str]]], **more: str) -> dict[str, Any]:
    told: dict[str, Any] = {"form-TOTAL_FORMS": "4", "form-INITIAL_FORMS": "4", **more}
    for number, (name, email, roles) in enumerate(people):
        told |= {f"form-{number}-name": name, f"form-{number}-email": email, f"form-{number}-roles": roles}
    return told


def test_the_link_is_in_the_mail_alone(
    cast: Cast, programme: Programme, as_: As, monkeypatch: pytest.MonkeyPatch, settings: Any
) -> None:
    monkeypatch.setattr("seedbed.web.people.mail.SERVER", settings.EMAIL_BACKEND)
    page = _post(as_(cast.olu), programme.scope)
    assert "Mina was sent an invitation." in page
    assert mail.outbox[-1].to == [MINA]
    assert _mailed() not in page


def test_without_a_mail_server_nobody_is_said_to_have_been_sent_anything(
    cast: Cast, programme: Programme, as_: As
) -> None:
    page = _post(as_(cast.olu), programme.scope)
    assert "was sent an invitation" not in page
    assert "No mail server is set up, so Mina was sent nothing" in page


def test_the_mail_says_who_where_and_what(cast: Cast, programme: Programme, as_: As) -> None:
    _post(as_(cast.olu), programme.scope, name="O'Brien & Ó")
    sent = mail.outbox[-1]
    assert sent.subject == "Olu invites you to work on Ashby 2026"
    assert "Hello O'Brien & Ó," in str(sent.body)
    assert "Analyst: works with figures" in str(sent.body)


def test_the_address_in_the_mail_is_the_sites_own(cast: Cast, programme: Programme, as_: As, settings: Any) -> None:
    settings.ALLOWED_HOSTS = ["evil.example"]
    settings.SITE_ADDRESS = "https://seedbed.example.org"
    told = {"name": "Mina", "email": MINA, "roles": ["analyst"]}
    as_(cast.olu).post(f"/invitations/{programme.scope_id}/", told, headers={"host": "evil.example"})
    assert "https://seedbed.example.org/invitations/accept/" in str(mail.outbox[-1].body)
    assert "evil" not in str(mail.outbox[-1].body)


def test_a_mail_that_cannot_be_sent_is_told_and_the_invitation_stays(
    cast: Cast, programme: Programme, as_: As, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refuses(*_: object, **__: object) -> int:
        raise ConnectionRefusedError

    monkeypatch.setattr("django.core.mail.EmailMessage.send", refuses)
    page = _post(as_(cast.olu), programme.scope)
    assert "The e-mail could not be sent." in page
    assert Invitation.objects.count() == 1


def test_looking_at_the_link_accepts_nothing(cast: Cast, programme: Programme, as_: As, client: Client) -> None:
    """Programs that look at links in mails must not use them up."""
    _post(as_(cast.olu), programme.scope)
    for _ in range(3):
        page = client.get(_mailed())
        client.head(_mailed())
    assert "You are invited to work on Ashby 2026" in page.content.decode()
    assert not User.objects.filter(email=MINA).exists()


def test_the_button_makes_the_account_and_signs_in(cast: Cast, programme: Programme, as_: As, client: Client) -> None:
    _post(as_(cast.olu), programme.scope)
    page = client.post(_mailed(), {"name": "Mina Shah"}, follow=True).content.decode()
    assert "Welcome, Mina Shah" in page
    assert "Analyst" in page
    assert "You have no password." in page
    assert client.get("/programmes/ashby-2026/").status_code == 200


def test_a_newcomer_without_a_name_is_asked_again(cast: Cast, programme: Programme, as_: As, client: Client) -> None:
    _post(as_(cast.olu), programme.scope)
    assert client.post(_mailed(), {"name": " "}).status_code == 422
    assert not User.objects.filter(email=MINA).exists()


def test_the_link_used_again_says_so(cast: Cast, programme: Programme, as_: As, client: Client) -> None:
    _post(as_(cast.olu), programme.scope)
    client.post(_mailed(), {"name": "Mina"})
    again = Client().get(_mailed())
    assert again.status_code == 400
    assert "This invitation was used." in again.content.decode()


def test_who_has_an_account_is_sent_to_sign_in_and_back(cast: Cast, programme: Programme, as_: As) -> None:
    _post(as_(cast.olu), programme.scope, email=cast.lee.email)
    stranger = as_(None)
    page = stranger.get(_mailed()).content.decode()
    assert f"next={_mailed()}" in page
    stranger.post(_mailed())
    assert not cast.lee.grants.exists()
    as_(cast.lee).post(_mailed())
    assert can(cast.lee, Permission.SEE_WORDS, programme.scope)


def test_an_invitation_of_someone_else_says_so(cast: Cast, programme: Programme, as_: As) -> None:
    _post(as_(cast.olu), programme.scope)
    for asked in (as_(cast.lee).get, as_(cast.lee).post):
        answer = asked(_mailed())
        assert answer.status_code == 403
        assert "This invitation is for another e-mail address." in answer.content.decode()
        assert MINA not in answer.content.decode()


def test_a_link_without_an_address_is_shown_once_with_its_code(cast: Cast, programme: Programme, as_: As) -> None:
    page = _post(as_(cast.olu), programme.scope, email="")
    found = re.search(r"http://testserver(/invitations/accept/[^<]+)", page)
    assert found
    assert '<div role="img" aria-label="Code of the link for Mina"><svg' in page
    assert not mail.outbox
    newcomer = Client()
    assert "a passkey is your only way back" in newcomer.post(found[1], {"name": "Mina"}, follow=True).content.decode()


def test_an_open_invitation_is_listed_sent_again_and_taken_back(cast: Cast, programme: Programme, as_: As) -> None:
    browser = as_(cast.olu)
    _post(browser, programme.scope)
    first, made = _mailed(), Invitation.objects.get()
    browser.post(f"/invitations/one/{made.pk}/again/")
    assert _mailed() != first
    assert Client().get(first).status_code == 400
    page = browser.post(f"/invitations/one/{made.pk}/take-back/", follow=True).content.decode()
    assert "Nobody is waiting for an answer." in page
    assert "This invitation was taken back." in Client().get(_mailed()).content.decode()


def test_a_facilitator_is_offered_helpers_alone(cast: Cast, neighbourhood: Neighbourhood, as_: As) -> None:
    page = as_(cast.dev).get(f"/invitations/{neighbourhood.scope_id}/").content.decode()
    assert set(re.findall(r'name="roles" value="(\w+)"', page)) == {role.value for role in HELPERS}
    _post(as_(cast.dev), neighbourhood.scope, roles=["steward"])
    assert not Invitation.objects.exists()


def test_a_facilitator_sees_nobody_elses_invitations(cast: Cast, programme: Programme, as_: As) -> None:
    made, _ = invite(by=cast.olu, scope=programme.scope, role=Role.ANALYST, email=MINA, name="Mina")
    assert MINA not in as_(cast.dev).get(f"/invitations/{programme.scope_id}/").content.decode()
    assert as_(cast.dev).post(f"/invitations/one/{made.pk}/take-back/").status_code == 403


def test_a_facilitator_ends_a_helper_and_nobody_else(cast: Cast, programme: Programme, as_: As) -> None:
    held = grant(by=cast.dev, user=cast.lee, scope=programme.scope, role=Role.ARTIST)
    browser = as_(cast.dev)
    assert f"/people/roles/{held.pk}/end/" in browser.get(f"/invitations/{programme.scope_id}/").content.decode()
    browser.post(f"/people/roles/{held.pk}/end/")
    assert not can(cast.lee, Permission.SEE_PLACE, programme.scope)
    assert browser.post(f"/people/roles/{cast.ama.grants.get().pk}/end/").status_code == 403


def test_roles_kept_apart_are_given_to_one_person_knowingly(cast: Cast, programme: Programme, as_: As) -> None:
    both = {"roles": ["facilitator", "steward"]}
    page = _post(as_(cast.olu), programme.scope, **both)
    assert "could also look up who said it" in page
    assert not Invitation.objects.exists()
    _post(as_(cast.olu), programme.scope, **both, sure="on")
    assert len(Invitation.objects.get().role_list()) == 2


def test_a_team_is_invited_in_one_go(cast: Cast, programme: Programme, as_: As) -> None:
    told = _team([("Mina", MINA, ["coordinator", "facilitator"]), ("Cy", "", ["steward"])])
    page = as_(cast.olu).post(f"/invitations/{programme.scope_id}/team/", told).content.decode()
    assert {each.name: len(each.role_list()) for each in Invitation.objects.all()} == {"Mina": 2, "Cy": 1}
    assert [message.to for message in mail.outbox] == [[MINA]]
    assert page.count("/invitations/accept/") == 1


def test_a_team_with_one_mistake_invites_nobody(cast: Cast, programme: Programme, as_: As) -> None:
    told = _team([("Mina", MINA, ["analyst"]), ("Cy", "no address", ["steward"])])
    answer = as_(cast.olu).post(f"/invitations/{programme.scope_id}/team/", told)
    assert answer.status_code == 422
    assert not Invitation.objects.exists()


@pytest.mark.parametrize(
    ("people", "said"),
    [
        ([], "Nobody is named."),
        ([("A", MINA, ["analyst"]), ("B", MINA, ["artist"])], "One e-mail address stands there twice."),
        ([("Olu", "olu@example.org", ["analyst"])], "You cannot give yourself a role."),
    ],
)
def test_a_team_that_will_not_do_is_told_why(
    cast: Cast, programme: Programme, as_: As, people: list[tuple[str, str, list[str]]], said: str
) -> None:
    empty = [("", "", preset) for preset in (["coordinator", "facilitator"], ["facilitator", "analyst"], ["steward"])]
    told = _team([*people, *empty[len(people) :]])
    answer = as_(cast.olu).post(f"/invitations/{programme.scope_id}/team/", told)
    assert (answer.status_code, said in answer.content.decode()) == (422, True)
    assert not Invitation.objects.exists()


def test_a_coordinator_is_not_offered_what_they_may_not_give(cast: Cast, programme: Programme, as_: As) -> None:
    person = create_account(by=None, name="Cleo", email="cleo@example.org")
    grant(by=None, user=person, scope=programme.scope, role=Role.COORDINATOR)
    page = as_(person).get(f"/invitations/{programme.scope_id}/team/").content.decode()
    assert 'value="facilitator"' in page
    assert not re.search(r'value="(owner|coordinator|steward)"', page)


def test_a_name_with_markup_is_shown_as_typed(cast: Cast, programme: Programme, as_: As) -> None:
    page = _post(as_(cast.olu), programme.scope, name="<img src=x onerror=y>")
    assert "<img src=x" not in page
    assert "&lt;img src=x onerror=y&gt;" in page
