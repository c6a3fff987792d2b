"""Marking voices without a pointer: by sentence, or by copying a part."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from django.test import Client

from seedbed.thread.identifiers import printed
from seedbed.thread.payloads.decided import PriorityPayload
from seedbed.web.consent.actions import agree
from seedbed.web.golden_thread.models import Link
from seedbed.web.listening.actions import withdraw_contribution
from seedbed.web.listening.models import Contribution, Voice
from tests.unit.web.conftest import Cast
from tests.unit.web.walking_skeleton.conftest import Make, page, said

As = Callable[[Any], Client]


def test_sentences_are_listed_to_tick(dev: Client, contribution: Contribution) -> None:
    form = dev.get(page(contribution.bead, "mark")).context["form"]
    assert [text for _, text in form.fields["sentence"].choices] == [
        "There is nowhere to meet.",
        "The hall is locked.",
        "Kids hang about.",
    ]


@pytest.mark.parametrize(
    ("told", "words"),
    [
        ({"sentence": ["1"]}, "The hall is locked."),
        ({"sentence": ["1", "0"]}, "There is nowhere to meet. The hall is locked."),
        ({"part": "hang about"}, "hang about"),
        ({"sentence": ["1"], "part": "is"}, "is"),
    ],
)
def test_ticked_sentences_or_a_part_become_one_voice(
    dev: Client, contribution: Contribution, told: dict[str, Any], words: str
) -> None:
    answer = dev.post(page(contribution.bead, "mark"), told)
    voice = Voice.objects.get()
    assert voice.words == words
    assert answer.headers["Location"] == page(voice.bead)


@pytest.mark.parametrize(
    ("told", "message"),
    [
        ({}, "Nothing is marked"),
        ({"sentence": ["0", "2"]}, "do not follow each other"),
        ({"part": "hall was open"}, "are not there"),
        ({"part": "h"}, "more than once"),
        ({"sentence": ["0"], "part": "hall"}, "are not there"),
        ({"sentence": ["77"]}, "77 is not one of the available choices"),
        ({"sentence": ["x"]}, "not one of the available choices"),
    ],
)
def test_what_cannot_be_marked_is_said_and_nothing_typed_is_lost(
    dev: Client, contribution: Contribution, told: dict[str, Any], message: str
) -> None:
    answer = dev.post(page(contribution.bead, "mark"), told)
    assert answer.status_code == 422
    assert message in said(answer)
    assert answer.context["form"]["part"].value() == told.get("part")
    assert not Voice.objects.exists()


def test_marking_joins_at_once(dev: Client, contribution: Contribution, make: Make) -> None:
    theme = make()
    dev.post(page(contribution.bead, "mark"), {"sentence": ["0"], "to_grouped_in": [printed(theme.pk)]})
    assert Link.objects.filter(source=Voice.objects.get().bead, relation="grouped_in", target=theme).exists()


def test_marking_twice_gives_one_voice(dev: Client, contribution: Contribution) -> None:
    for _ in range(2):
        dev.post(page(contribution.bead, "mark"), {"sentence": ["0"], "once": "a"})
    assert Voice.objects.count() == 1


def test_what_is_marked_already_is_shown(dev: Client, voice: Voice) -> None:
    assert page(voice.bead) in said(dev.get(page(voice.contribution.bead, "mark")))


def test_a_marked_voice_leads_to_marking_the_next(dev: Client, voice: Voice) -> None:
    assert page(voice.contribution.bead, "mark") in said(dev.get(page(voice.bead)))


def test_a_priority_says_that_a_decision_comes_next(dev: Client, make: Make) -> None:
    assert "Whoever decides here writes it" in said(dev.get(page(make(payload=PriorityPayload(name="A room")))))


def test_long_words_come_in_pages_of_sentences(dev: Client, contribution: Contribution) -> None:
    contribution.words = "One. " * 250
    contribution.save()
    address = page(contribution.bead, "mark")
    assert len(dev.get(f"{address}?page=3").context["form"].fields["sentence"].choices) == 50
    assert dev.post(f"{address}?page=3", {"sentence": ["249"]}).status_code == 302
    assert Voice.objects.get().start == 249 * 5


@pytest.mark.parametrize("number", ["0", "99", "x", "", "９", "9" * 30])
def test_a_page_that_is_not_there_shows_another(dev: Client, contribution: Contribution, number: str) -> None:
    assert dev.get(f"{page(contribution.bead, 'mark')}?page={number}").status_code == 200


def test_a_translation_is_asked_for_other_languages(dev: Client, contribution: Contribution) -> None:
    address = page(contribution.bead, "mark")
    assert "in English" not in said(dev.get(address))
    contribution.bead.payload["language"] = "bn"
    contribution.bead.save()
    assert "The marked words in English" in said(dev.get(address))
    dev.post(address, {"sentence": ["0"], "translation": "Nowhere."})
    assert Voice.objects.get().translation == "Nowhere."


def test_nothing_is_marked_where_the_speaker_no_longer_agrees(
    dev: Client, cast: Cast, contribution: Contribution
) -> None:
    agree(by=cast.dev, participant=cast.rosa, scopes=[])
    answer = dev.get(page(contribution.bead, "mark"))
    assert answer.status_code == 400
    assert "nowhere" not in said(answer)


def test_nothing_is_marked_in_what_was_withdrawn(dev: Client, cast: Cast, contribution: Contribution) -> None:
    withdraw_contribution(by=cast.dev, contribution=contribution, why="They asked.")
    assert "was withdrawn" in said(dev.get(page(contribution.bead, "mark")))


def test_a_theme_has_no_words_to_mark(dev: Client, make: Make) -> None:
    assert dev.get(page(make(), "mark")).status_code == 404


def test_finding_keeps_ticked_sentences(dev: Client, contribution: Contribution) -> None:
    told = {"sentence": ["1"], "part": "hall", "find": "x", "find_now": "yes"}
    form = dev.post(page(contribution.bead, "mark"), told).context["form"]
    assert (form["sentence"].value(), form["part"].value()) == (["1"], "hall")
