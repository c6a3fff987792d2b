"""Making beads of every kind with plain forms."""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import date, timedelta
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from seedbed.thread.identifiers import printed
from seedbed.thread.kinds import BeadKind
from seedbed.thread.payloads.choices import Outcome
from seedbed.thread.payloads.decided import DecisionPayload
from seedbed.thread.tracing import Way
from seedbed.web.consent.models import Participant, Receipt
from seedbed.web.consent.receipts import opened
from seedbed.web.golden_thread.models import Bead, Link
from seedbed.web.golden_thread.queries import trace_counts
from seedbed.web.listening.actions import note_opening, withdraw_contribution
from seedbed.web.listening.models import Contribution, Voice
from seedbed.web.places.models import Neighbourhood
from tests.unit.web.conftest import Cast
from tests.unit.web.walking_skeleton.conftest import Make, adding, page, said
from tests.unit.web.walking_skeleton.filled import FILLED

As = Callable[[Any], Client]


def newest(kind: BeadKind) -> Bead:
    return Bead.objects.filter(kind=kind.value).latest("pk")


@pytest.mark.parametrize("kind", FILLED)
def test_a_form_makes_a_bead_of_its_kind(kind: BeadKind, cast: Cast, as_: As, neighbourhood: Neighbourhood) -> None:
    answer = as_(cast.olu).post(adding(neighbourhood, kind), FILLED[kind])
    made = newest(kind)
    if kind is BeadKind.CONTRIBUTION:
        assert answer.status_code == 200
        assert f'href="{page(made)}"' in said(answer)
    else:
        assert answer.headers["Location"] == page(made)
    assert made.neighbourhood == neighbourhood
    assert made.made_by == cast.olu


WALK = [
    (BeadKind.THEME, "from_grouped_in", BeadKind.VOICE),
    (BeadKind.FACTOR, "from_expressed_as", BeadKind.THEME),
    (BeadKind.CAUSAL_LINK, "from_cause_of", BeadKind.FACTOR),
    (BeadKind.ACTION_IDEA, "from_lever_for", BeadKind.CAUSAL_LINK),
    (BeadKind.PRIORITY, "from_raised_as", BeadKind.ACTION_IDEA),
    (BeadKind.DECISION, "from_decided_in", BeadKind.PRIORITY),
    (BeadKind.ACTION, "from_delivered_by", BeadKind.DECISION),
    (BeadKind.PLEDGE, "from_funded_by", BeadKind.ACTION),
    (BeadKind.THEORY_STEP, "from_works_through", BeadKind.ACTION),
    (BeadKind.INDICATOR, "from_measured_by", BeadKind.THEORY_STEP),
    (BeadKind.OBSERVATION, "from_observed_as", BeadKind.INDICATOR),
    (BeadKind.REPLY, "from_reported_to", BeadKind.OBSERVATION),
]


def test_the_whole_walk_leads_from_words_to_the_reply(cast: Cast, as_: As, neighbourhood: Neighbourhood) -> None:
    browser = as_(cast.olu)
    browser.post(adding(neighbourhood, BeadKind.CONTRIBUTION), FILLED[BeadKind.CONTRIBUTION])
    browser.post(page(newest(BeadKind.CONTRIBUTION), "mark"), {"sentence": ["0"]})
    for kind, field, came_from in WALK:
        answer = browser.post(adding(neighbourhood, kind), {**FILLED[kind], field: [printed(newest(came_from).pk)]})
        assert answer.status_code == 302, said(answer)
    forward = trace_counts(newest(BeadKind.CONTRIBUTION).pk, Way.FORWARD).by_kind
    assert set(forward) == {BeadKind.VOICE, *(kind for kind, _, _ in WALK)}
    back = trace_counts(newest(BeadKind.REPLY).pk, Way.BACK).by_kind
    assert back[BeadKind.CONTRIBUTION] == 1


def test_from_the_end_of_the_walk_the_thread_is_followed_back(dev: Client, neighbourhood: Neighbourhood) -> None:
    dev.post(adding(neighbourhood, BeadKind.REPLY), FILLED[BeadKind.REPLY])
    reply = newest(BeadKind.REPLY)
    back = f'href="{reverse("golden_thread:follow", args=[printed(reply.pk)])}?way=back"'
    assert f"{back}>Follow the thread back from here<" in said(dev.get(page(reply)))


@pytest.mark.parametrize(("kind", "field", "came_from"), WALK)
def test_the_form_comes_with_what_one_comes_from_ticked(  # noqa: PLR0917 - fixtures
    cast: Cast, as_: As, make: Make, neighbourhood: Neighbourhood, kind: BeadKind, field: str, came_from: BeadKind
) -> None:
    browser = as_(cast.olu)
    if came_from is BeadKind.VOICE:
        browser.post(adding(neighbourhood, BeadKind.CONTRIBUTION), FILLED[BeadKind.CONTRIBUTION])
        browser.post(page(newest(BeadKind.CONTRIBUTION), "mark"), {"sentence": ["0"]})
    else:
        browser.post(adding(neighbourhood, came_from), FILLED[came_from])
    start = newest(came_from)
    following = said(browser.get(page(start)))
    address = f"{adding(neighbourhood, kind)}?from={printed(start.pk)}"
    assert address in following
    form = browser.get(address).context["form"]
    assert form[field].value() == [printed(start.pk)]


def test_many_may_be_joined_at_once(dev: Client, make: Make, neighbourhood: Neighbourhood) -> None:
    themes = [make("One"), make("Two")]
    dev.post(
        adding(neighbourhood, BeadKind.FACTOR),
        {**FILLED[BeadKind.FACTOR], "from_expressed_as": [printed(theme.pk) for theme in themes]},
    )
    assert set(Link.objects.filter(relation="expressed_as").values_list("source", flat=True)) == {
        theme.pk for theme in themes
    }


def test_a_new_speaker_gets_a_number(dev: Client, neighbourhood: Neighbourhood, cast: Cast) -> None:
    answer = dev.post(adding(neighbourhood, BeadKind.CONTRIBUTION), FILLED[BeadKind.CONTRIBUTION])
    kept = Contribution.objects.get()
    assert kept.participant is not None
    assert kept.participant != cast.rosa
    assert f"Their number is {kept.participant.token}" in said(answer)


def test_words_give_a_receipt_whose_second_half_is_shown_once(dev: Client, neighbourhood: Neighbourhood) -> None:
    filled = {**FILLED[BeadKind.CONTRIBUTION], "once": "a token of the form"}
    answer = dev.post(adding(neighbourhood, BeadKind.CONTRIBUTION), filled)
    kept = Contribution.objects.get()
    (second_half,) = re.findall(r"[0-9A-Z]{4}(?:-[0-9A-Z]{4}){3}(?=</strong>)", said(answer))
    assert opened(str(kept.receipt_id), second_half) == kept.receipt
    assert second_half not in said(dev.get(page(kept.bead)))


def _half_in(answer: Any) -> list[str]:
    return re.findall(r"[0-9A-Z]{4}(?:-[0-9A-Z]{4}){3}(?=</strong>)", said(answer))


def test_an_answer_that_was_lost_is_given_again_and_nothing_is_kept_twice(
    dev: Client, cast: Cast, neighbourhood: Neighbourhood
) -> None:
    filled = {**FILLED[BeadKind.CONTRIBUTION], "once": "a token of the form"}
    (lost,) = _half_in(dev.post(adding(neighbourhood, BeadKind.CONTRIBUTION), filled))
    again = dev.post(adding(neighbourhood, BeadKind.CONTRIBUTION), filled)
    (second_half,) = _half_in(again)
    kept = Contribution.objects.get()
    assert "sent before" in said(again)
    assert f"Their number is {kept.participant.token}" in said(again)  # type: ignore[union-attr]
    assert opened(str(kept.receipt_id), second_half) == kept.receipt
    assert opened(str(kept.receipt_id), lost) is None
    assert Participant.objects.exclude(pk=cast.rosa.pk).count() == 1


@pytest.mark.parametrize("why", ["opened", "late", "taken back"])
def test_no_other_half_is_given_once_it_was_opened_or_is_old(
    dev: Client, cast: Cast, neighbourhood: Neighbourhood, why: str
) -> None:
    filled = {**FILLED[BeadKind.CONTRIBUTION], "once": "a token of the form"}
    (first,) = _half_in(dev.post(adding(neighbourhood, BeadKind.CONTRIBUTION), filled))
    kept = Contribution.objects.get()
    if why == "opened":
        note_opening(contribution=kept)
    elif why == "late":
        Receipt.objects.update(made_at=timezone.now() - timedelta(minutes=11))
    else:
        withdraw_contribution(by=cast.dev, contribution=kept, why="")
    again = dev.post(adding(neighbourhood, BeadKind.CONTRIBUTION), filled)
    assert again.headers["Location"] == page(kept.bead)
    assert opened(str(kept.receipt_id), first)


def test_someone_new_says_what_else_they_agree_to(dev: Client, neighbourhood: Neighbourhood) -> None:
    filled = {**FILLED[BeadKind.CONTRIBUTION], "agreed": ["quote", "public_display"], "how": "on_paper"}
    dev.post(adding(neighbourhood, BeadKind.CONTRIBUTION), filled)
    consent = Contribution.objects.get().participant.consents.get()  # type: ignore[union-attr]
    assert consent.scopes == ["take_part", "quote", "public_display"]
    assert (consent.how, consent.language, consent.age_band) == ("on_paper", "en", "18_plus")


@pytest.mark.parametrize(
    "told",
    [
        {"age_band": ""},
        {"age_band": "under_13"},
        {"age_band": "13_15", "guardian_agreed": "on"},
        {"asked_in": "so"},
        {"who": "public", "agreed": ["quote"]},
    ],
)
def test_consent_that_was_not_rightly_asked_is_refused(
    dev: Client, neighbourhood: Neighbourhood, told: dict[str, Any]
) -> None:
    answer = dev.post(adding(neighbourhood, BeadKind.CONTRIBUTION), {**FILLED[BeadKind.CONTRIBUTION], **told})
    assert answer.status_code == 422
    assert not Contribution.objects.exists()


def test_refused_words_give_nobody_a_number(dev: Client, neighbourhood: Neighbourhood, cast: Cast) -> None:
    told = {**FILLED[BeadKind.CONTRIBUTION], "said_on": "2999-01-01"}
    answer = dev.post(adding(neighbourhood, BeadKind.CONTRIBUTION), told)
    assert answer.status_code == 422
    assert "Their number is" not in said(answer)
    assert [each for each in Participant.objects.all() if each != cast.rosa] == []


@pytest.mark.parametrize("typed", ["£12,000", "12,000", "£ 12000", "12000"])
def test_a_cost_may_be_written_as_people_write_it(typed: str, dev: Client, neighbourhood: Neighbourhood) -> None:
    dev.post(adding(neighbourhood, BeadKind.PRIORITY), {**FILLED[BeadKind.PRIORITY], "cost": typed})
    assert newest(BeadKind.PRIORITY).payload["cost"] == 12_000


def test_a_known_speaker_is_found_by_number(dev: Client, neighbourhood: Neighbourhood, cast: Cast) -> None:
    told = {**FILLED[BeadKind.CONTRIBUTION], "who": "known", "number": cast.rosa.token}
    dev.post(adding(neighbourhood, BeadKind.CONTRIBUTION), told)
    assert Contribution.objects.get().participant == cast.rosa
    assert Participant.objects.count() == 1


def test_what_was_said_in_public_has_no_speaker(dev: Client, neighbourhood: Neighbourhood) -> None:
    dev.post(adding(neighbourhood, BeadKind.CONTRIBUTION), {**FILLED[BeadKind.CONTRIBUTION], "who": "public"})
    kept = Contribution.objects.get()
    assert kept.in_public
    assert kept.participant is None


@pytest.mark.parametrize(
    ("who", "number", "message"),
    [("known", "", "Nobody in this"), ("known", "ZZZZ", "Nobody in this"), ("new", "ABC", "A number is given")],
)
def test_a_speaker_that_does_not_fit_is_refused(
    dev: Client, neighbourhood: Neighbourhood, who: str, number: str, message: str
) -> None:
    told = {**FILLED[BeadKind.CONTRIBUTION], "who": who, "number": number}
    answer = dev.post(adding(neighbourhood, BeadKind.CONTRIBUTION), told)
    assert answer.status_code == 422
    assert message in said(answer)
    assert not Contribution.objects.exists()


def test_sending_a_form_twice_makes_one_bead(dev: Client, neighbourhood: Neighbourhood) -> None:
    told = {**FILLED[BeadKind.THEME], "once": "7f3a"}
    first = dev.post(adding(neighbourhood, BeadKind.THEME), told)
    second = dev.post(adding(neighbourhood, BeadKind.THEME), told, follow=True)
    assert second.redirect_chain == [(first.headers["Location"], 302)]
    assert "sent before" in said(second)
    assert Bead.objects.filter(kind="theme").count() == 1


def test_the_same_form_filled_in_otherwise_makes_another(dev: Client, neighbourhood: Neighbourhood) -> None:
    for name in ("One", "Two"):
        dev.post(adding(neighbourhood, BeadKind.THEME), {"name": name, "once": "7f3a"})
    assert Bead.objects.filter(kind="theme").count() == 2


def test_a_form_without_its_token_is_not_taken_for_one_sent_before(dev: Client, neighbourhood: Neighbourhood) -> None:
    for _ in range(2):
        dev.post(adding(neighbourhood, BeadKind.THEME), {"name": "One"})
    assert Bead.objects.filter(kind="theme").count() == 2


def test_finding_keeps_all_that_was_typed_and_ticked(dev: Client, make: Make, neighbourhood: Neighbourhood) -> None:
    ticked = make("Locked hall")
    for place in range(55):
        make(f"Theme {place:02}")
    told = {
        "name": "Places",
        "role": "outcome",
        "find": "theme 07",
        "find_now": "yes",
        "from_expressed_as": [printed(ticked.pk)],
    }
    answer = dev.post(adding(neighbourhood, BeadKind.FACTOR), told)
    form = answer.context["form"]
    listed = [title for _, title in form.fields["from_expressed_as"].choices]
    assert answer.status_code == 200
    assert not form.errors
    assert [title.split(": ")[1][:8] for title in listed] == ["Locked h", "Theme 07"]
    assert form["from_expressed_as"].value() == [printed(ticked.pk)]
    assert (form["name"].value(), form["role"].value()) == ("Places", "outcome")
    assert not Bead.objects.filter(kind="factor").exists()


def test_finding_keeps_a_day_half_typed(cast: Cast, as_: As, neighbourhood: Neighbourhood) -> None:
    told = {"decided_on_day": "3", "decided_on_month": "4", "decided_on_year": "2026", "find_now": "yes"}
    shown = said(as_(cast.ngozi).post(adding(neighbourhood, BeadKind.DECISION), told))
    assert 'value="3"' in shown
    assert 'value="2026"' in shown


def test_long_lists_show_the_newest_and_say_how_many_there_are(
    dev: Client, make: Make, neighbourhood: Neighbourhood
) -> None:
    for place in range(53):
        make(f"Theme {place:02}")
    field = dev.get(adding(neighbourhood, BeadKind.FACTOR)).context["form"].fields["from_expressed_as"]
    assert len(field.choices) == 50
    assert "Theme 52" in field.choices[0][1]
    assert field.help_text == "50 of 53 are listed."


def test_a_ticked_bead_beyond_the_list_is_still_taken(dev: Client, make: Make, neighbourhood: Neighbourhood) -> None:
    oldest = make("The oldest")
    for place in range(51):
        make(f"Theme {place:02}")
    told = {**FILLED[BeadKind.FACTOR], "from_expressed_as": [printed(oldest.pk)]}
    assert dev.post(adding(neighbourhood, BeadKind.FACTOR), told).status_code == 302
    assert Link.objects.get(relation="expressed_as").source == oldest


def test_voices_are_found_by_their_words(dev: Client, voice: Voice, neighbourhood: Neighbourhood) -> None:
    told = {"find": "NOWHERE", "find_now": "yes"}
    form = dev.post(adding(neighbourhood, BeadKind.THEME), told).context["form"]
    ((number, title),) = form.fields["from_grouped_in"].choices
    assert number == printed(voice.pk)
    assert "There is nowhere to meet." in title


def test_adding_a_voice_begins_at_the_words(dev: Client, neighbourhood: Neighbourhood) -> None:
    answer = dev.get(adding(neighbourhood, BeadKind.VOICE))
    assert answer.headers["Location"] == f"/by-hand/in/{neighbourhood.slug}/words/"


def test_a_decision_maker_writes_a_decision_and_a_reply(
    cast: Cast, as_: As, make: Make, neighbourhood: Neighbourhood
) -> None:
    ngozi = as_(cast.ngozi)
    assert ngozi.post(adding(neighbourhood, BeadKind.DECISION), FILLED[BeadKind.DECISION]).status_code == 302
    decided = newest(BeadKind.DECISION)
    told = {
        **FILLED[BeadKind.REPLY],
        "from_reported_to": [printed(decided.pk)],
        "to_replies_to": [printed(make().pk)],
    }
    assert ngozi.post(adding(neighbourhood, BeadKind.REPLY), told).status_code == 302


def test_nobody_without_words_is_offered_voices(
    cast: Cast, as_: As, voice: Voice, neighbourhood: Neighbourhood
) -> None:
    answer = as_(cast.ngozi).get(adding(neighbourhood, BeadKind.REPLY))
    assert "nowhere to meet" not in said(answer)
    assert printed(voice.pk) not in said(answer)


def test_a_bead_that_does_not_fit_cannot_be_come_from(dev: Client, make: Make, neighbourhood: Neighbourhood) -> None:
    answer = dev.get(f"{adding(neighbourhood, BeadKind.OBSERVATION)}?from={printed(make().pk)}")
    assert answer.status_code == 400
    assert "cannot follow a theme" in said(answer)


def test_index_counts_living_beads_of_every_kind(dev: Client, make: Make, neighbourhood: Neighbourhood) -> None:
    make()
    make(payload=DecisionPayload(name="d", outcome=Outcome.ADOPT, decided_on=date(2026, 1, 1), decided_by="b"))
    kinds = {each["kind"]: each["count"] for each in dev.get(f"/by-hand/in/{neighbourhood.slug}/").context["kinds"]}
    assert kinds == {**dict.fromkeys(BeadKind, 0), BeadKind.THEME: 1, BeadKind.DECISION: 1}


def test_questions_without_an_answer_are_not_asked_but_named(dev: Client, neighbourhood: Neighbourhood) -> None:
    answer = dev.get(adding(neighbourhood, BeadKind.FACTOR))
    assert answer.context["form"].before == []
    assert "not here yet: voice, figure, finding, theme, causal link, action idea." in said(answer)


def test_finding_is_offered_only_where_lists_are_long(dev: Client, make: Make, neighbourhood: Neighbourhood) -> None:
    make()
    assert 'name="find_now"' not in said(dev.get(adding(neighbourhood, BeadKind.FACTOR)))
    for place in range(50):
        make(f"Theme {place}")
    assert 'name="find_now"' in said(dev.get(adding(neighbourhood, BeadKind.FACTOR)))
