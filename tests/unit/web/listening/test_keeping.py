"""Keeping words, marking voices, taking them back."""

from __future__ import annotations

import json
from datetime import date, timedelta

import pytest
from django.utils import timezone

from seedbed.errors import BadInputError, UsageError
from seedbed.thread.kinds import Relation
from seedbed.thread.payloads.heard import EventPayload, ThemePayload
from seedbed.thread.tracing import Way
from seedbed.web.consent.actions import welcome
from seedbed.web.golden_thread.actions import add_bead, link, retract
from seedbed.web.golden_thread.models import Bead, Link, Tombstone
from seedbed.web.golden_thread.queries import trace_counts
from seedbed.web.listening.actions import excerpt, record_contribution, withdraw_contribution
from seedbed.web.listening.queries import contributions_of, event_of, voices_of
from seedbed.web.people.models import AuditEvent
from seedbed.web.places.models import Neighbourhood
from tests.unit.web.conftest import Cast
from tests.unit.web.listening.conftest import Say


def test_words_are_kept_once_and_the_bead_holds_none(say: Say) -> None:
    kept = say("<i>nowhere</i> to meet", translation="")
    kept.refresh_from_db()
    assert kept.words == "<i>nowhere</i> to meet"
    assert "nowhere" not in json.dumps(kept.bead.payload)


def test_audit_holds_numbers_never_words(say: Say, cast: Cast) -> None:
    kept = say("nowhere to meet")
    excerpt(by=cast.dev, contribution=kept, start=0, end=7)
    withdraw_contribution(by=cast.dev, contribution=kept, why="asked for it")
    rows = AuditEvent.objects.values_list("action", "subject", "detail")
    assert "nowhere" not in json.dumps(list(rows))
    assert cast.rosa.token not in json.dumps(list(rows))
    assert {"listening.record", "listening.excerpt", "listening.withdraw"} <= {row[0] for row in rows}


def test_a_contribution_is_joined_to_its_event(say: Say, cast: Cast, neighbourhood: Neighbourhood) -> None:
    payload = EventPayload(name="Street stall", held_on=date(2026, 3, 1))
    event = add_bead(by=cast.dev, programme=neighbourhood.programme, neighbourhood=neighbourhood, payload=payload)
    assert event_of(say(event=event)) == event


def test_only_what_has_no_speaker_is_public(say: Say) -> None:
    assert say(participant=None).in_public
    assert not say().in_public


@pytest.mark.parametrize("words", ["", "  \n ", "bell \x07", "w" * 100_001])
def test_what_is_no_words_is_refused_and_leaves_nothing(say: Say, words: str) -> None:
    with pytest.raises(BadInputError):
        say(words)
    assert not Bead.objects.exists()


def test_a_day_to_come_is_refused(say: Say) -> None:
    with pytest.raises(BadInputError, match="cannot be kept"):
        say(said_on=timezone.localdate() + timedelta(days=1))


def test_a_speaker_of_another_neighbourhood_is_refused(say: Say, other_neighbourhood: Neighbourhood) -> None:
    stranger = welcome(by=None, neighbourhood=other_neighbourhood)
    with pytest.raises(UsageError) as caught:
        say(participant=stranger)
    assert "another neighbourhood" in caught.value.why


def test_an_event_of_another_programme_is_refused(say: Say, cast: Cast, other_neighbourhood: Neighbourhood) -> None:
    payload = EventPayload(name="Elsewhere", held_on=date(2026, 3, 1))
    programme = other_neighbourhood.programme
    event = add_bead(by=cast.pat, programme=programme, neighbourhood=None, payload=payload)
    with pytest.raises(UsageError):
        say(event=event)
    assert not Bead.objects.filter(kind="contribution").exists()


def test_a_long_question_is_refused(say: Say) -> None:
    with pytest.raises(BadInputError):
        say(prompt="why " * 100)


def test_a_voice_is_a_span_of_the_words(say: Say, cast: Cast) -> None:
    kept = say("There is nowhere to meet. The hall is locked.", language="bn")
    voice = excerpt(by=cast.dev, contribution=kept, start=26, end=45, translation="closed")
    assert voice.words == "The hall is locked."
    assert voice.bead.payload == {"start": 26, "end": 45, "language": "bn"}
    assert Link.objects.filter(source=kept.bead, relation="excerpted_as", target=voice.bead).exists()


def test_marking_the_same_words_again_gives_the_same_voice(say: Say, cast: Cast) -> None:
    kept = say()
    first = excerpt(by=cast.dev, contribution=kept, start=0, end=10)
    assert excerpt(by=cast.sam, contribution=kept, start=0, end=10) == first
    assert voices_of(kept) == [first]


def test_marking_again_restores_a_link_that_was_taken_back(say: Say, cast: Cast) -> None:
    kept = say()
    voice = excerpt(by=cast.dev, contribution=kept, start=0, end=10)
    retract(by=cast.dev, link=Link.objects.get(target=voice.bead), why="A slip.")
    excerpt(by=cast.dev, contribution=kept, start=0, end=10)
    assert Link.objects.filter(source=kept.bead, target=voice.bead, retracted_at=None).count() == 1


@pytest.mark.parametrize(("start", "end"), [(0, 0), (5, 2), (-1, 3), (0, 10_000), (8, 9)])
def test_a_span_without_words_is_refused(say: Say, cast: Cast, start: int, end: int) -> None:
    with pytest.raises(BadInputError):
        excerpt(by=cast.dev, contribution=say("There is nowhere"), start=start, end=end)


def test_withdrawing_takes_the_contribution_and_all_its_voices(say: Say, cast: Cast) -> None:
    kept, other = say(), say("Another thing.")
    voices = [excerpt(by=cast.dev, contribution=kept, start=0, end=end) for end in (5, 10)]
    gone = withdraw_contribution(by=cast.ama, contribution=kept, why="They asked.")
    assert gone == [kept.bead, *(voice.bead for voice in voices)]
    assert Tombstone.objects.count() == 3
    assert list(contributions_of(other.bead.neighbourhood)) == [other]  # type: ignore[arg-type]
    assert voices_of(kept) == []


def test_a_withdrawn_voice_is_counted_no_more(say: Say, cast: Cast, neighbourhood: Neighbourhood) -> None:
    kept = say()
    voice = excerpt(by=cast.dev, contribution=kept, start=0, end=5)
    payload = ThemePayload(name="Nowhere to meet")
    theme = add_bead(by=cast.dev, programme=neighbourhood.programme, neighbourhood=neighbourhood, payload=payload)
    link(by=cast.dev, source=voice.bead, relation=Relation.GROUPED_IN, target=theme)
    assert trace_counts(theme.pk, Way.BACK).beads == 2
    withdraw_contribution(by=cast.dev, contribution=kept, why="They asked.")
    assert trace_counts(theme.pk, Way.BACK).beads == 0


def test_withdrawing_twice_is_refused(say: Say, cast: Cast) -> None:
    kept = say()
    withdraw_contribution(by=cast.dev, contribution=kept, why="They asked.")
    with pytest.raises(UsageError, match="cannot be withdrawn"):
        withdraw_contribution(by=cast.dev, contribution=kept, why="Again.")


def test_nothing_is_marked_in_what_was_withdrawn(say: Say, cast: Cast) -> None:
    kept = say()
    withdraw_contribution(by=cast.dev, contribution=kept, why="They asked.")
    with pytest.raises(UsageError) as caught:
        excerpt(by=cast.dev, contribution=kept, start=0, end=5)
    assert "withdrawn" in caught.value.why


def test_a_contribution_may_be_set_in_the_past(cast: Cast, neighbourhood: Neighbourhood) -> None:
    moment = timezone.now() - timedelta(days=400)
    kept = record_contribution(
        by=cast.dev, neighbourhood=neighbourhood, words="Long ago.", said_on=moment.date(), at=moment
    )
    assert kept.bead.made_at == moment
