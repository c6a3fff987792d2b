"""Approaching organisations, inviting them, and their answers by a code."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone, translation

from seedbed.errors import UsageError
from seedbed.thread.payloads.choices import OrganisationForm
from seedbed.thread.payloads.heard import EventPayload
from seedbed.web.asset_register.actions import add_organisation
from seedbed.web.golden_thread import actions as thread
from seedbed.web.golden_thread.models import Bead
from seedbed.web.listening.models import Event
from seedbed.web.outreach.actions import (
    Approached,
    answer_invitation,
    end_invitation,
    invite_to,
    note_approach,
)
from seedbed.web.outreach.answer_words import Answer
from seedbed.web.outreach.flyer_words import flyer_words
from seedbed.web.outreach.models import Approach, How, Invitation, Outcome
from seedbed.web.outreach.queries import counted, invitations_of, reached
from seedbed.web.people.models import AuditEvent
from seedbed.web.places.models import Neighbourhood
from tests.unit.web.conftest import Cast, sign_in

DAY = date(2026, 11, 2)
CALLED = Approached(How.CALL, Outcome.CALL_BACK, DAY, DAY + timedelta(days=7))


@pytest.fixture
def mosque(neighbourhood: Neighbourhood, cast: Cast) -> Bead:
    return add_organisation(
        by=cast.dev, neighbourhood=neighbourhood, name="Mosque of the lane", form=OrganisationForm.ORGANISATION
    )


@pytest.fixture
def cafe(neighbourhood: Neighbourhood, cast: Cast) -> Bead:
    payload = EventPayload(name="First café", held_on=date(2026, 12, 1), step=3)
    return thread.add_bead(by=cast.dev, programme=neighbourhood.programme, neighbourhood=neighbourhood, payload=payload)


@pytest.fixture
def invitation(cafe: Bead, mosque: Bead, cast: Cast) -> Invitation:
    return invite_to(by=cast.dev, event=cafe, organisation=mosque)


def test_who_is_to_be_asked_again_comes_first(neighbourhood: Neighbourhood, mosque: Bead, cast: Cast) -> None:
    add_organisation(by=cast.dev, neighbourhood=neighbourhood, name="A club", form=OrganisationForm.ORGANISATION)
    note_approach(by=cast.dev, neighbourhood=neighbourhood, organisation=mosque, told=CALLED)
    rows = reached(neighbourhood, DAY + timedelta(days=7))
    assert [(row.organisation.payload["name"], row.due) for row in rows] == [
        ("Mosque of the lane", True),
        ("A club", False),
    ]


@pytest.mark.parametrize(
    "told",
    [
        Approached(How.CALL, Outcome.COMES, timezone.localdate() + timedelta(days=1)),
        Approached(How.CALL, Outcome.CALL_BACK, DAY, DAY - timedelta(days=1)),
    ],
    ids=["to come", "asked again before"],
)
def test_days_that_cannot_be_are_refused(
    neighbourhood: Neighbourhood, mosque: Bead, cast: Cast, told: Approached
) -> None:
    with pytest.raises(UsageError, match="not noted"):
        note_approach(by=cast.dev, neighbourhood=neighbourhood, organisation=mosque, told=told)
    assert not Approach.objects.exists()


def test_an_organisation_of_another_place_is_refused(
    other_neighbourhood: Neighbourhood, mosque: Bead, cast: Cast
) -> None:
    with pytest.raises(UsageError, match="no organisation of this place"):
        note_approach(by=cast.dev, neighbourhood=other_neighbourhood, organisation=mosque, told=CALLED)


def test_inviting_twice_gives_the_same_code(cafe: Bead, mosque: Bead, cast: Cast) -> None:
    first = invite_to(by=cast.dev, event=cafe, organisation=mosque)
    assert invite_to(by=cast.dev, event=cafe, organisation=mosque).code == first.code


def test_an_answer_is_counted_and_a_later_one_takes_its_place(invitation: Invitation) -> None:
    answer_invitation(by=None, invitation=invitation, answer=Answer.COMES, people=4, needs=["step_free", "made up"])
    standing = invitations_of(invitation.event)
    assert (counted(standing).come, counted(standing).people, standing[0].needs) == (1, 4, ["step_free"])
    answer_invitation(by=None, invitation=invitation, answer=Answer.CANNOT)
    assert (counted(invitations_of(invitation.event)).cannot, counted(invitations_of(invitation.event)).people) == (
        1,
        0,
    )


def test_whoever_comes_says_how_many(invitation: Invitation) -> None:
    with pytest.raises(UsageError, match="not kept"):
        answer_invitation(by=None, invitation=invitation, answer=Answer.COMES)


def test_a_flyer_takes_no_answer(cafe: Bead, cast: Cast) -> None:
    flyer = invite_to(by=cast.dev, event=cafe)
    with pytest.raises(UsageError, match="takes no answers"):
        answer_invitation(by=None, invitation=flyer, answer=Answer.COMES, people=2)


def test_the_code_opens_the_page_without_an_account(invitation: Invitation) -> None:
    page = Client().get(reverse("outreach:invited", args=[invitation.code]))
    assert "First café" in page.content.decode()
    assert page["X-Robots-Tag"] == "noindex, nofollow"


def test_an_answer_comes_by_the_page(invitation: Invitation) -> None:
    sent = {"answer": "comes", "people": "3", "needs": ["interpreter"]}
    assert Client().post(reverse("outreach:invited", args=[invitation.code]), sent).status_code == 302
    invitation.refresh_from_db()
    assert (invitation.answer, invitation.people, invitation.needs) == ("comes", 3, ["interpreter"])


def test_an_ended_invitation_opens_nothing(invitation: Invitation, cast: Cast) -> None:
    end_invitation(by=cast.dev, invitation=invitation)
    page = Client().get(reverse("outreach:invited", args=[invitation.code]))
    assert page.status_code == 404
    assert "First café" not in page.content.decode()


def test_guessing_codes_is_stopped(invitation: Invitation) -> None:
    del invitation
    answers = [Client().get(reverse("outreach:invited", args=[f"7K3M-Q0ZD-0000-{n:04}"])) for n in range(11)]
    assert [each.status_code for each in answers] == [404] * 10 + [429]


def test_the_trail_names_no_organisation(neighbourhood: Neighbourhood, invitation: Invitation, cast: Cast) -> None:
    answer_invitation(by=None, invitation=invitation, answer=Answer.COMES, people=4)
    told = AuditEvent.objects.filter(action__startswith="outreach.").values_list("subject", flat=True)
    assert set(told) == {f"invitation:{invitation.pk}"}
    del neighbourhood, cast


def test_a_facilitator_notes_an_approach_to_a_new_organisation(
    client: Client, neighbourhood: Neighbourhood, cast: Cast
) -> None:
    sign_in(client, cast.dev)
    sent = {"organisation": "", "new_name": "Chess club", "how": "visit", "on": "2026-11-02", "outcome": "comes"}
    address = reverse("outreach:organisations", args=[neighbourhood.slug])
    assert client.post(address, sent).status_code == 302
    page = client.get(address).content.decode()
    assert "Chess club" in page
    assert "comes, or helps" in page


def test_the_paper_has_the_address_and_its_squares(client: Client, invitation: Invitation, cast: Cast) -> None:
    sign_in(client, cast.dev)
    page = client.get(reverse("outreach:paper", args=[invitation.pk])).content.decode()
    assert f"/invited/{invitation.code}/" in page
    assert "<svg" in page


def test_an_invitation_is_a_pdf_on_the_paper_that_is_asked_for(
    client: Client, invitation: Invitation, cast: Cast
) -> None:
    sign_in(client, cast.dev)
    address = reverse("outreach:paper", args=[invitation.pk])
    given = client.get(address, {"size": "A5", "language": "ar"})
    assert given.content.startswith(b"%PDF-")
    assert client.get(address, {"size": "A9", "language": "ar"}).status_code == 422


def test_words_of_a_flyer_stand_in_its_language_and_those_of_the_team_as_written(cafe: Bead, cast: Cast) -> None:
    Event.objects.create(bead=cafe, venue="Hall <b>", access="Step-free", hear_back_by=date(2026, 12, 20))
    with translation.override("pl"):
        words = flyer_words(invite_to(by=cast.dev, event=cafe), "https://example.org/invited/A/", "pl")
    facts = dict(words.facts)
    assert (words.title, facts["Gdzie"], facts["Odpowiemy do"]) == ("Zapraszamy", "Hall <b>", "20 grudnia 2026")


def test_badges_name_roles_and_nobody(client: Client, cafe: Bead, cast: Cast, monkeypatch: pytest.MonkeyPatch) -> None:
    pages: list[str] = []

    def keep(page: str) -> bytes:
        pages.append(page)
        return b"%PDF-"

    monkeypatch.setattr("seedbed.reports.handouts.badges.as_pdf", keep)
    sign_in(client, cast.dev)
    wanted = {"language": "pl", "interpreter": "2", "artist": "11"}
    given = client.get(reverse("outreach:badges", args=[cafe.pk]), wanted)
    assert given["Content-Type"] == "application/pdf"
    (page,) = pages
    assert (page.count("<h1>Tłumacz</h1>"), page.count("<h1>Artysta</h1>"), page.count('class="sheet"')) == (2, 11, 2)
    assert cast.dev.name not in page


def test_badges_of_no_role_or_too_many_are_asked_for_again(client: Client, cafe: Bead, cast: Cast) -> None:
    sign_in(client, cast.dev)
    for wanted, told in (
        ({}, "how many badges"),
        ({"host": "60", "artist": "60"}, "120 badges"),
        ({"host": "\x00"}, "number"),
    ):
        page = client.get(reverse("outreach:badges", args=[cafe.pk]), {"language": "en-gb", **wanted})
        assert page.status_code == 422
        assert told in page.content.decode()
