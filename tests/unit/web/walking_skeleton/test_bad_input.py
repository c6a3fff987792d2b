"""What will not do gets one clear error, and nothing typed is lost."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from django.test import Client
from django.utils.html import escape

from seedbed.thread.identifiers import printed
from seedbed.thread.kinds import BeadKind
from seedbed.web.golden_thread.models import Bead, Link
from seedbed.web.listening.models import Contribution, Voice
from seedbed.web.places.actions import start_neighbourhood
from seedbed.web.places.models import Neighbourhood
from tests.unit.web.conftest import Cast
from tests.unit.web.walking_skeleton.conftest import Make, adding, page, said
from tests.unit.web.walking_skeleton.filled import FILLED

As = Callable[[Any], Client]
K = BeadKind


@pytest.mark.parametrize(
    ("kind", "changed", "field", "message"),
    [
        (K.DECISION, {"outcome": "decline"}, "reason", "A no was decided without one"),
        (K.DECISION, {"outcome": "adapt"}, "reason", "A yes with changes was decided without one"),
        (K.DECISION, {"outcome": "maybe"}, "outcome", "maybe is not one of the available choices"),
        (K.DECISION, {"decided_on": "31 June"}, "decided_on", "There is no such day"),
        (K.ACTION, {"state": "delivered"}, "delivered_on", "Give the day if it is delivered"),
        (K.ACTION, {"delivered_on": "2026-05-01"}, "delivered_on", "and only then"),
        (K.OBSERVATION, {"ci_low": "60"}, "ci_low", "above the upper limit. Put the smaller one first"),
        (K.OBSERVATION, {"value": ""}, "value", "too early"),
        (K.OBSERVATION, {"value": "1,5"}, "value", "Enter a number"),
        (K.OBSERVATION, {"value": "nan"}, "value", "Enter a number"),
        (K.OBSERVATION, {"value": "1e999"}, "value", "Enter a number"),
        (K.FIGURE, {"ci_low": "3", "ci_high": "2"}, "ci_low", "Put the smaller one first"),
        (K.FIGURE, {"denominator": "-1"}, "denominator", "Give zero or more"),
        (K.INDICATOR, {"direction": ""}, "direction", "This field is required"),
        (K.EVENT, {"step": "8"}, "step", "Give a step from 1 to 7"),
        (K.EVENT, {"attendances": "9" * 400}, "attendances", ""),
        (K.PRIORITY, {"cost": "-5"}, "cost", "Give zero or more"),
        (K.THEME, {"name": " "}, "name", "This field is required"),
        (K.THEME, {"name": "x" * 201}, "name", "200 is the most"),
        (K.THEME, {"definition": "x" * 10_001}, "definition", "10,000 is the most"),
        (K.THEME, {"name": "bell \x07"}, "name", "control characters"),
        (K.THEME, {"name": "null \x00"}, "name", "Null characters are not allowed"),
        (K.CONTRIBUTION, {"words": " "}, "words", ""),
        (K.CONTRIBUTION, {"words": "w" * 100_001}, "words", "100,000 is the most"),
        (K.CONTRIBUTION, {"language": "klingon"}, "language", "not one of the available choices"),
        (K.CONTRIBUTION, {"said_on": "2999-01-01"}, "__all__", "is still to come"),
    ],
)
def test_a_value_that_will_not_do_is_named_at_its_field(  # noqa: PLR0917 - fixtures
    cast: Cast, as_: As, neighbourhood: Neighbourhood, kind: K, changed: dict[str, str], field: str, message: str
) -> None:
    told = {**FILLED[kind], **changed}
    answer = as_(cast.olu).post(adding(neighbourhood, kind), told)
    form = answer.context["form"]
    assert answer.status_code == 422
    assert list(form.errors) == [field]
    assert message in str(form.errors[field][0])
    assert {name: form[name].value() for name in told} == told
    assert not Bead.objects.filter(kind=kind.value).exists()


def test_a_day_that_is_not_in_the_calendar_is_shown_again(cast: Cast, as_: As, neighbourhood: Neighbourhood) -> None:
    told = {name: value for name, value in FILLED[K.DECISION].items() if name != "decided_on"}
    told |= {"decided_on_day": "31", "decided_on_month": "6", "decided_on_year": "2026"}
    answer = as_(cast.ngozi).post(adding(neighbourhood, K.DECISION), told)
    assert list(answer.context["form"].errors) == ["decided_on"]
    assert 'name="decided_on_day"' in said(answer)
    assert 'value="31"' in said(answer)


def test_a_decline_with_its_reason_is_kept(cast: Cast, as_: As, neighbourhood: Neighbourhood) -> None:
    told = {**FILLED[K.DECISION], "outcome": "decline", "reason": "There is no lift shaft."}
    assert as_(cast.ngozi).post(adding(neighbourhood, K.DECISION), told).status_code == 302


HOSTILE = "<script>alert(1)</script> & 'quotes' \"double\" {{ 7|add:7 }} {% csrf_token %} مرحبا\u202e 👋🏽"


def test_hostile_words_are_kept_as_they_are_and_shown_escaped(dev: Client, neighbourhood: Neighbourhood) -> None:
    dev.post(adding(neighbourhood, K.CONTRIBUTION), {**FILLED[K.CONTRIBUTION], "words": HOSTILE})
    kept = Contribution.objects.get()
    assert kept.words == HOSTILE
    dev.post(page(kept.bead, "mark"), {"part": HOSTILE})
    voice = Voice.objects.get()
    pages = [page(kept.bead), page(kept.bead, "mark"), page(voice.bead), f"/by-hand/in/{neighbourhood.slug}/words/"]
    pages += [adding(neighbourhood, K.THEME), page(voice.bead, "join")]
    for address in pages:
        shown = said(dev.get(address))
        assert "<script>alert" not in shown
        assert escape("<script>alert(1)") in shown


def test_hostile_names_are_shown_escaped(dev: Client, make: Make, neighbourhood: Neighbourhood) -> None:
    theme = make(HOSTILE)
    for address in (page(theme), page(theme, "edit"), page(theme, "split"), adding(neighbourhood, K.FACTOR)):
        assert "<script>alert" not in said(dev.get(address))


def test_control_characters_in_words_are_left_out_and_said(dev: Client, neighbourhood: Neighbourhood) -> None:
    told = {**FILLED[K.CONTRIBUTION], "words": "no\x07where \x00to meet"}
    answer = dev.post(adding(neighbourhood, K.CONTRIBUTION), told, follow=True)
    assert Contribution.objects.get().words == "nowhere to meet"
    assert "2 control characters were left out" in said(answer)


def test_a_hundred_thousand_letters_are_kept_and_marked(dev: Client, neighbourhood: Neighbourhood) -> None:
    words = "Nowhere to meet here. " * 4_545
    dev.post(adding(neighbourhood, K.CONTRIBUTION), {**FILLED[K.CONTRIBUTION], "words": words})
    kept = Contribution.objects.get()
    assert len(kept.words) == 99_990
    assert dev.get(page(kept.bead, "mark")).status_code == 200
    assert dev.get(page(kept.bead)).status_code == 200


def foreign(cast: Cast, other: Neighbourhood, make: Make) -> str:
    """Return the printed number of a theme of another programme."""
    return printed(make("Elsewhere", programme=other.programme, neighbourhood=other).pk)


@pytest.mark.parametrize(
    "bad", ["foreign", "of the wrong kind", "withdrawn", "7K3-X", "x" * 500, "999999", "ZZZZZZZZZZZZ-"]
)
def test_what_may_not_be_joined_is_refused_and_nothing_is_lost(  # noqa: PLR0917 - fixtures
    dev: Client,
    cast: Cast,
    make: Make,
    voice: Voice,
    neighbourhood: Neighbourhood,
    other_neighbourhood: Neighbourhood,
    bad: str,
) -> None:
    chosen = {
        "foreign": lambda: foreign(cast, other_neighbourhood, make),
        "of the wrong kind": lambda: printed(voice.pk),
        "withdrawn": lambda: printed(_withdrawn(dev, voice)),
    }.get(bad, lambda: bad)()
    told = {**FILLED[K.FACTOR], "from_expressed_as": [chosen]}
    answer = dev.post(adding(neighbourhood, K.FACTOR), told)
    form = answer.context["form"]
    assert answer.status_code == 422
    assert list(form.errors) == ["from_expressed_as"]
    assert form["name"].value() == "Places to meet"
    assert "Elsewhere" not in said(answer)
    assert not Bead.objects.filter(kind="factor").exists()


def _withdrawn(dev: Client, voice: Voice) -> int:
    dev.post(page(voice.bead, "withdraw"), {"why": "She asked."})
    return int(voice.pk)


def test_a_link_that_the_table_does_not_hold_cannot_be_asked_for(
    dev: Client, make: Make, neighbourhood: Neighbourhood
) -> None:
    told = {**FILLED[K.OBSERVATION], "from_decided_in": [printed(make().pk)]}
    assert dev.post(adding(neighbourhood, K.OBSERVATION), told).status_code == 302
    assert not Link.objects.exists()


@pytest.mark.parametrize("kind", ["nonsense", "THEME", "merged_into", "1"])
def test_a_kind_that_is_not_known_has_no_form(dev: Client, neighbourhood: Neighbourhood, kind: str) -> None:
    assert dev.get(adding(neighbourhood, kind)).status_code == 404


@pytest.mark.parametrize("number", ["7K3-X", "x", "0-0", "ZZZZZZZZZZZZ-Z", "%00", "é"])
def test_a_number_that_is_no_bead_has_no_page(dev: Client, number: str) -> None:
    assert dev.get(f"/by-hand/bead/{number}/").status_code == 404


def test_a_bead_of_a_newer_form_says_what_to_do(dev: Client, make: Make) -> None:
    theme = make()
    Bead.objects.filter(pk=theme.pk).update(version=2)
    answer = dev.get(page(theme))
    assert answer.status_code == 422
    assert "newer Seedbed" in said(answer)


def test_a_neighbourhood_that_is_not_there_has_no_pages(dev: Client) -> None:
    assert dev.get("/by-hand/in/nowhere/").status_code == 404


def test_a_theme_of_another_programme_cannot_be_come_from(
    dev: Client, cast: Cast, make: Make, neighbourhood: Neighbourhood, other_neighbourhood: Neighbourhood
) -> None:
    number = foreign(cast, other_neighbourhood, make)
    assert dev.get(f"{adding(neighbourhood, K.FACTOR)}?from={number}").status_code == 404


def test_a_theme_of_another_neighbourhood_cannot_be_come_from(
    dev: Client, make: Make, neighbourhood: Neighbourhood
) -> None:
    """Else whoever works in one neighbourhood could learn of what kind each bead of another is."""
    other = start_neighbourhood(by=None, programme=neighbourhood.programme, name="Over the railway")
    number = printed(make(neighbourhood=other).pk)
    for kind in (K.FACTOR, K.OBSERVATION):
        assert dev.get(f"{adding(neighbourhood, kind)}?from={number}").status_code == 404
