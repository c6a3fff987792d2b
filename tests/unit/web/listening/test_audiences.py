"""Words reach an audience only where whoever said them agrees to that."""

from __future__ import annotations

import pytest

from seedbed.web.consent.actions import agree, withdraw_scope
from seedbed.web.listening.actions import excerpt, undo_withdrawal, withdraw_contribution
from seedbed.web.listening.checking import check_words
from seedbed.web.listening.models import Contribution
from seedbed.web.listening.queries import AGREED_FOR, Audience, words_for
from tests.unit.web.conftest import Cast
from tests.unit.web.listening.conftest import Say


def reaches(bead: object, audience: Audience) -> bool:
    fresh = type(bead).objects.get(pk=bead.pk)  # type: ignore[attr-defined]
    return bool(words_for([fresh], audience))


def read_by(cast: Cast, kept: Contribution) -> Contribution:
    """Have somebody read words, as must be before everyone sees them."""
    check_words(by=cast.dev, contribution=kept)
    return kept


@pytest.mark.parametrize("audience", list(Audience))
def test_each_audience_needs_its_own_consent(say: Say, cast: Cast, audience: Audience) -> None:
    kept = read_by(cast, say())
    agree(by=None, participant=cast.rosa, scopes=["take_part", AGREED_FOR[audience].value])
    open_to = {each for each in Audience if reaches(kept.bead, each)}
    assert open_to == {Audience.TEAM, audience}


@pytest.mark.parametrize("audience", list(Audience))
def test_taking_one_consent_back_holds_at_once(say: Say, cast: Cast, audience: Audience) -> None:
    kept = read_by(cast, say())
    agree(by=None, participant=cast.rosa, scopes=[scope.value for scope in AGREED_FOR.values()])
    voice = excerpt(by=cast.dev, contribution=kept, start=0, end=10)
    assert reaches(voice.bead, audience)
    withdraw_scope(by=None, participant=cast.rosa, scope=AGREED_FOR[audience].value)
    assert not reaches(voice.bead, audience)


@pytest.mark.parametrize("audience", list(Audience))
def test_what_was_taken_back_reaches_nobody_until_that_is_undone(say: Say, cast: Cast, audience: Audience) -> None:
    kept = read_by(cast, say())
    agree(by=None, participant=cast.rosa, scopes=[scope.value for scope in AGREED_FOR.values()])
    withdraw_contribution(by=None, contribution=kept, why="")
    assert not reaches(kept.bead, audience)
    undo_withdrawal(by=None, contribution=kept)
    assert reaches(kept.bead, audience)


def test_what_was_said_in_public_is_carried_no_further(say: Say) -> None:
    kept = say(participant=None)
    assert {each for each in Audience if reaches(kept.bead, each)} == {Audience.TEAM}
