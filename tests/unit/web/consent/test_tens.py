"""People counted in tens: no two counts differ by fewer than ten of them."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from itertools import combinations

import numpy as np
import pytest

from seedbed.web.consent.actions import agree, lift_withdrawal, welcome, withdraw_scope
from seedbed.web.consent.models import DemographicCard, Participant
from seedbed.web.consent.tens import AT_ONCE, form_tens, in_whole_tens
from seedbed.web.people.models import AuditEvent
from seedbed.web.places.models import Neighbourhood

BEGIN = datetime(2026, 5, 1, 10, 0, tzinfo=UTC)


def _come(place: Neighbourhood, many: int, after: int = 0) -> list[str]:
    """Let people come a minute apart, each with a card; return their tokens in that order."""
    agreed = ["take_part", "card"]
    return [
        welcome(
            by=None, neighbourhood=place, cards={"age": "16 to 24"}, scopes=agreed, at=BEGIN + timedelta(minutes=minute)
        ).pk
        for minute in range(after, after + many)
    ]


def _counted(place: Neighbourhood, heard: list[str]) -> set[str]:
    form_tens(neighbourhood=place, heard=heard)
    return set(in_whole_tens(place, heard))


@pytest.fixture
def came(neighbourhood: Neighbourhood) -> list[str]:
    """Twenty-three people, of whom twenty are counted."""
    tokens = _come(neighbourhood, 23)
    form_tens(neighbourhood=neighbourhood, heard=tokens)
    return tokens


def test_the_first_tens_to_come_are_counted_and_the_rest_wait(neighbourhood: Neighbourhood, came: list[str]) -> None:
    assert in_whole_tens(neighbourhood, came) == came[:20]


def test_those_who_waited_are_counted_once_there_are_ten(neighbourhood: Neighbourhood, came: list[str]) -> None:
    later = _come(neighbourhood, 7, after=100)
    assert _counted(neighbourhood, [*came, *later]) == {*came, *later}


def test_nobody_takes_the_place_of_who_took_their_words_back(neighbourhood: Neighbourhood, came: list[str]) -> None:
    assert _counted(neighbourhood, came[1:]) == set(came[10:20])


def test_who_undoes_it_is_counted_with_their_ten_again(neighbourhood: Neighbourhood, came: list[str]) -> None:
    _counted(neighbourhood, came[1:])
    assert _counted(neighbourhood, came) == set(came[:20])


def test_taking_the_card_back_takes_its_ten_out(neighbourhood: Neighbourhood, came: list[str]) -> None:
    someone = Participant.objects.get(pk=came[3])
    withdraw_scope(by=None, participant=someone, scope="card")
    assert _counted(neighbourhood, came) == set(came[10:20])
    lift_withdrawal(by=None, participant=someone, scope="card")
    assert _counted(neighbourhood, came) == set(came[:20])


def test_a_later_consent_without_the_card_takes_its_ten_out(neighbourhood: Neighbourhood, came: list[str]) -> None:
    agree(by=None, participant=Participant.objects.get(pk=came[12]), scopes=["take_part"])
    assert _counted(neighbourhood, came) == set(came[:10])


def test_a_card_that_was_erased_keeps_its_ten_out(neighbourhood: Neighbourhood, came: list[str]) -> None:
    DemographicCard.objects.filter(participant=came[3]).delete()
    assert _counted(neighbourhood, came) == set(came[10:20])


def test_who_was_erased_keeps_their_ten_out(neighbourhood: Neighbourhood, came: list[str]) -> None:
    Participant.objects.get(pk=came[3]).delete()
    assert _counted(neighbourhood, [each for each in came if each != came[3]]) == set(came[10:20])


@pytest.mark.parametrize("seed", range(3))
def test_any_two_counts_differ_by_whole_tens(neighbourhood: Neighbourhood, seed: int) -> None:
    draw = np.random.default_rng(seed)
    came: list[str] = []
    looks: list[set[str]] = []
    for turn in range(12):
        came += _come(neighbourhood, int(draw.integers(0, 8)), after=100 * turn)
        gone = set(draw.choice(came, size=min(len(came), int(draw.integers(0, 3))), replace=False)) if came else set()
        looks.append(_counted(neighbourhood, [each for each in came if each not in gone]))
    assert all(len(one ^ other) % AT_ONCE == 0 for one, other in combinations(looks, 2))
    assert len({len(each) for each in looks}) > 2


def test_forming_tens_is_recorded_without_tokens(neighbourhood: Neighbourhood, came: list[str]) -> None:
    entry = AuditEvent.objects.get(action="consent.form_tens")
    assert (entry.detail, entry.subject) == ({"tens": 2}, "")


def test_looking_again_forms_no_other_tens(neighbourhood: Neighbourhood, came: list[str]) -> None:
    assert form_tens(neighbourhood=neighbourhood, heard=came) == 0
