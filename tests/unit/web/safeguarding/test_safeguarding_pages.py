"""The pages: one tap for whoever works here, the concern for its lead alone, and emergency numbers always."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from django.test import Client

from seedbed.web.consent.sentences import bundled
from seedbed.web.consent.signing import draft_wording, sign_wording
from seedbed.web.people.models import AuditEvent, User
from seedbed.web.people.roles import Role
from seedbed.web.places.models import Neighbourhood
from seedbed.web.safeguarding import views
from seedbed.web.safeguarding.actions import Planned, set_plan
from seedbed.web.safeguarding.models import Concern, Plan
from tests.unit.web.conftest import Cast
from tests.unit.web.safeguarding.conftest import WORDS, someone

As = Callable[[User | None], Client]
WORRIED = "/safeguarding/in/millbrook/"
PLAN = f"{WORRIED}plan/"
LIST = "/safeguarding/"
GIVEN = [role for role in Role if role is not Role.PUBLIC]


def _page(concern: Concern) -> str:
    return f"{LIST}{concern.pk}/"


@pytest.mark.parametrize("role", GIVEN)
def test_no_role_opens_the_leads_pages_and_every_role_may_be_worried(
    concern: Concern, neighbourhood: Neighbourhood, as_: As, role: Role
) -> None:
    browser = as_(someone("walker", neighbourhood, role))
    answers = [browser.get(LIST), browser.get(_page(concern)), browser.post(_page(concern), {"do": "open"})]
    assert [answer.status_code for answer in answers] == [404] * 3
    assert browser.get(WORRIED).status_code == 200
    assert not AuditEvent.objects.filter(action="safeguarding.see").exists()


def test_outsiders_learn_nothing(concern: Concern, cast: Cast, as_: As) -> None:
    for person in (cast.lee, cast.pat):
        browser = as_(person)
        statuses = {browser.get(address).status_code for address in (LIST, _page(concern), WORRIED, PLAN)}
        assert statuses == {404}
    assert as_(None).get(_page(concern)).status_code == 302


def test_the_lead_finds_opens_and_notes_it(concern: Concern, lead: User, as_: As) -> None:
    browser = as_(lead)
    assert "Not opened yet" in browser.get(LIST).content.decode()
    assert WORDS not in browser.get(_page(concern)).content.decode()
    assert WORDS in browser.post(_page(concern), {"do": "open"}).content.decode()
    assert browser.post(_page(concern), {"do": "act", "note": "Rang them"}).status_code == 302
    assert "Acted on" in browser.get(LIST).content.decode()
    assert "Rang them" in browser.post(_page(concern), {"do": "open"}).content.decode()


def test_a_note_that_is_missing_is_told(concern: Concern, lead: User, as_: As) -> None:
    assert as_(lead).post(_page(concern), {"do": "act", "note": ""}).status_code == 422
    assert Concern.objects.get().acted_at is None


def test_a_lead_without_a_second_factor_sets_one_up_first(concern: Concern, lead: User) -> None:
    browser = Client()
    browser.force_login(lead)
    answer = browser.post(_page(concern), {"do": "open"})
    assert (answer.status_code, answer["Location"]) == (302, "/account/")


def test_one_tap_sends_it_to_the_lead(plan: Plan, cast: Cast, as_: As) -> None:
    page = as_(cast.dev).post(WORRIED, {"send": "yes", "words": "", "reach": ""}).content.decode()
    assert "It is with the lead" in page
    assert Concern.objects.get().lead == plan.lead


def test_an_e_mail_that_did_not_go_out_is_told(
    plan: Plan, cast: Cast, as_: As, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(views, "tell_lead", lambda _sent: False)
    page = as_(cast.dev).post(WORRIED, {"send": "yes"}).content.decode()
    assert "Ring them now" in page


def test_where_nobody_is_named_it_says_so_and_that_nothing_was_sent(
    neighbourhood: Neighbourhood, cast: Cast, as_: As
) -> None:
    browser = as_(cast.dev)
    page = browser.get(WORRIED).content.decode()
    assert "Nothing can be sent from here" in page
    assert '<form method="post" novalidate' not in page
    answer = browser.post(WORRIED, {"send": "yes", "words": WORDS})
    assert answer.status_code == 409
    assert "Nothing was sent." in answer.content.decode()
    assert not Concern.objects.exists()


def test_emergency_numbers_stand_on_every_page_of_a_concern(concern: Concern, cast: Cast, lead: User, as_: As) -> None:
    for page in (as_(cast.dev).get(WORRIED), as_(cast.dev).post(WORRIED, {}), as_(lead).get(_page(concern))):
        told = page.content.decode()
        for number in ("999", "01632 960 900", "01632 960 901"):
            assert number in told


def test_who_manages_people_names_the_lead_there(
    neighbourhood: Neighbourhood, cast: Cast, as_: As, lead: User, deputy: User
) -> None:
    sent = {"lead": lead.pk, "deputy": deputy.pk, "phone": "101", "local_numbers": "", "days": "60"}
    assert as_(cast.olu).post(PLAN, sent).status_code == 302
    assert Plan.objects.get().lead == lead
    assert as_(cast.dev).get(PLAN).status_code == 403


def test_outsiders_cannot_be_named_by_number(neighbourhood: Neighbourhood, cast: Cast, as_: As) -> None:
    sent = {"lead": cast.pat.pk, "deputy": "", "phone": "", "local_numbers": "", "days": "60"}
    assert as_(cast.olu).post(PLAN, sent).status_code == 422


def test_the_menu_shows_concerns_to_the_lead_alone(plan: Plan, cast: Cast, lead: User, as_: As) -> None:
    link = f'href="{LIST}"'
    assert link in as_(lead).get("/").content.decode()
    assert link not in as_(cast.olu).get("/").content.decode()


def test_it_is_handed_over_by_a_button(concern: Concern, lead: User, deputy: User, cast: Cast, as_: As) -> None:
    set_plan(by=cast.olu, neighbourhood=concern.neighbourhood, planned=Planned(lead=cast.sam, deputy=deputy))
    browser = as_(lead)
    assert "is the lead now" in browser.get(_page(concern)).content.decode()
    browser.post(_page(concern), {"do": "hand_over"})
    assert browser.get(_page(concern)).status_code == 404
    assert as_(cast.sam).get(_page(concern)).status_code == 200


def test_where_confidence_ends_stands_where_words_are_written_down(
    neighbourhood: Neighbourhood, cast: Cast, as_: As
) -> None:
    page = as_(cast.dev).get("/by-hand/in/millbrook/add/contribution/").content.decode()
    assert "we must tell the person here who is responsible for keeping people safe" in page
    assert f'href="{WORRIED}"' in page


def test_a_draft_of_it_reaches_nobody_until_it_is_signed(neighbourhood: Neighbourhood, cast: Cast, as_: As) -> None:
    told = dict(bundled()["en"]) | {"safety": "Gwdihŵ yn y bore."}
    draft = draft_wording(by=cast.ama, programme=neighbourhood.programme, language="cy", version="7", sentences=told)
    address = "/by-hand/in/millbrook/add/contribution/"
    assert "Gwdihŵ" not in as_(cast.dev).get(address).content.decode()
    sign_wording(by=cast.ama, wording=draft, speaker="Mina")
    assert '<p lang="cy" dir="auto">Gwdihŵ yn y bore.</p>' in as_(cast.dev).get(address).content.decode()
