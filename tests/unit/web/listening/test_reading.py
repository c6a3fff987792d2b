"""Who may read which words."""

from __future__ import annotations

from datetime import date

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from seedbed.thread.kinds import BeadKind
from seedbed.thread.payloads.choices import Origin
from seedbed.thread.payloads.heard import EventPayload
from seedbed.web.consent.actions import agree
from seedbed.web.golden_thread.actions import add_bead
from seedbed.web.golden_thread.registry import room_of
from seedbed.web.listening.actions import excerpt, withdraw_contribution
from seedbed.web.listening.queries import contributions_of, words_of
from seedbed.web.places.models import Neighbourhood
from tests.unit.web.conftest import Cast
from tests.unit.web.listening.conftest import Say


@pytest.mark.parametrize(
    ("name", "reads"),
    [("olu", True), ("dev", True), ("sam", True), ("ama", True), ("ngozi", False), ("lee", False), ("pat", False)],
)
def test_words_are_for_those_who_may_read_them(say: Say, cast: Cast, name: str, reads: bool) -> None:
    kept = say()
    voice = excerpt(by=cast.dev, contribution=kept, start=0, end=10)
    person = cast.everyone()[name]
    assert set(words_of([kept.bead, voice.bead], person)) == ({kept.pk, voice.pk} if reads else set())
    assert room_of(BeadKind.VOICE).visible_to(person, voice.bead) is reads


def test_words_come_with_language_and_translation(say: Say, cast: Cast) -> None:
    kept = say("কোথাও নেই", language="bn", translation="Nowhere")
    words = words_of([kept.bead], cast.dev)[kept.pk]
    assert (str(words), words.language, words.translation) == ("কোথাও নেই", "bn", "Nowhere")


def test_the_newest_consent_counts(say: Say, cast: Cast) -> None:
    kept = say()
    agree(by=cast.dev, participant=cast.rosa, scopes=["recontact"])
    kept.refresh_from_db()
    assert words_of([kept.bead], cast.dev) == {}
    assert not room_of(BeadKind.CONTRIBUTION).visible_to(cast.dev, kept.bead)


def test_words_said_in_public_need_no_consent(say: Say, cast: Cast) -> None:
    kept = say(participant=None)
    assert set(words_of([kept.bead], cast.dev)) == {kept.pk}


def test_losing_a_participant_makes_nothing_public(say: Say, cast: Cast) -> None:
    kept = say()
    kept.participant = None
    kept.save()
    assert words_of([kept.bead], cast.dev) == {}


def test_withdrawn_words_are_read_by_nobody(say: Say, cast: Cast) -> None:
    kept = say()
    voice = excerpt(by=cast.dev, contribution=kept, start=0, end=10)
    withdraw_contribution(by=cast.dev, contribution=kept, why="They asked.")
    for bead in (kept.bead, voice.bead):
        bead.refresh_from_db()
    assert words_of([kept.bead, voice.bead], cast.dev) == {}


def test_erased_words_are_not_shown(say: Say, cast: Cast) -> None:
    kept = say()
    kept.words = ""
    kept.save()
    assert words_of([kept.bead], cast.dev) == {}
    assert room_of(BeadKind.CONTRIBUTION).title(kept.bead) == "Contribution"


def test_many_words_take_no_more_questions_than_few(say: Say, cast: Cast) -> None:
    beads = [say(f"Words number {place}.").bead for place in range(12)]

    def questions(number: int) -> int:
        chosen = [bead.__class__.objects.get(pk=bead.pk) for bead in beads[:number]]
        with CaptureQueriesContext(
            connection,
        ) as asked:
            words_of(chosen, cast.dev)
        return len(asked)

    assert questions(12) == questions(2)


def test_detail_says_who_where_when_and_in_which_language(say: Say, cast: Cast, neighbourhood: Neighbourhood) -> None:
    payload = EventPayload(name="Street stall", held_on=date(2026, 3, 1))
    event = add_bead(by=cast.dev, programme=neighbourhood.programme, neighbourhood=neighbourhood, payload=payload)
    kept = say("কোথাও নেই", language="bn", translation="Nowhere", event=event, origin=Origin.PROFESSIONAL)
    detail = room_of(BeadKind.CONTRIBUTION).detail(kept.bead)
    assert kept.translated_at is not None
    translated = timezone.localdate(kept.translated_at)
    assert detail.splitlines() == [
        "কোথাও নেই",
        "In English: Nowhere",
        f"Translated by Dev on {translated.day} {translated:%B %Y}.",
        "Spoken by a professional at Street stall on 1 March 2026, in Bengali.",
    ]


def test_detail_says_where_nobody_knows_who_translated(say: Say) -> None:
    kept = say("কোথাও নেই", language="bn", translation="Nowhere")
    type(kept).objects.filter(pk=kept.pk).update(translated_by=None, translated_at=None)
    kept.refresh_from_db()
    assert "It is not known who translated it." in room_of(BeadKind.CONTRIBUTION).detail(kept.bead).splitlines()


def test_detail_names_no_group(say: Say, cast: Cast) -> None:
    voice = excerpt(by=cast.dev, contribution=say(), start=0, end=10)
    assert "65 to 74" not in room_of(BeadKind.VOICE).detail(voice.bead)


def test_the_title_of_a_voice_is_its_first_words(say: Say, cast: Cast) -> None:
    voice = excerpt(by=cast.dev, contribution=say(), start=9, end=24)
    assert room_of(BeadKind.VOICE).title(voice.bead) == "“nowhere to meet”"


def test_finding_looks_in_words_and_translation(say: Say, neighbourhood: Neighbourhood) -> None:
    first, second = say("The HALL is locked."), say("হল", language="bn", translation="the hall")
    say("Something else.")
    assert list(contributions_of(neighbourhood, "hall")) == [second, first]


def test_finding_does_not_look_where_the_speaker_no_longer_agrees(
    say: Say, cast: Cast, neighbourhood: Neighbourhood
) -> None:
    say("The hall is locked.")
    agree(by=cast.dev, participant=cast.rosa, scopes=["recontact"])
    assert list(contributions_of(neighbourhood, "hall")) == []
