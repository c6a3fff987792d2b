"""Participants, their cards and what they agree to."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest
from pytest_django import DjangoAssertNumQueries

from seedbed.errors import UsageError
from seedbed.web.consent.actions import agree, welcome
from seedbed.web.consent.models import Consent, ConsentScope, DemographicCard, Participant
from seedbed.web.consent.queries import effective, groups_of
from seedbed.web.consent.tokens import ALPHABET, new_token, read_token
from seedbed.web.people.models import AuditEvent
from seedbed.web.places.models import Neighbourhood
from seedbed.web.ui.batches import MOST_AT_ONCE


def test_a_token_has_sixteen_random_digits() -> None:
    token = new_token()
    assert len(token.replace("-", "")) == 16
    assert set(token) <= {*ALPHABET, "-"}


def test_tokens_differ() -> None:
    assert len({new_token() for _ in range(1000)}) == 1000


def test_a_token_is_read_however_it_was_written_down() -> None:
    assert read_token(" 7k3m q0zd-lOiA\n2222 ") == "7K3M-Q0ZD-101A-2222"


def test_what_is_no_token_stays_as_it_is() -> None:
    assert read_token("rosa@example.org") == "rosa@example.org"


def test_rosa_is_known_by_her_token_alone(rosa: Participant) -> None:
    kept = {field.name for field in Participant._meta.fields}
    assert kept == {"token", "neighbourhood", "came_at", "only_to_reach", "counted_in", "counted_cards"}


def test_a_card_is_optional(neighbourhood: Neighbourhood) -> None:
    assert not welcome(by=None, neighbourhood=neighbourhood).cards.exists()


def test_nobody_takes_part_without_agreeing(neighbourhood: Neighbourhood) -> None:
    with pytest.raises(UsageError, match="without agreeing"):
        welcome(by=None, neighbourhood=neighbourhood, scopes=["quote"])


def test_only_what_is_known_can_be_agreed_to(neighbourhood: Neighbourhood) -> None:
    with pytest.raises(UsageError, match="agree to 'everything'"):
        welcome(by=None, neighbourhood=neighbourhood, scopes=["take_part", "everything"])


@pytest.mark.parametrize("cards", [{"age": ""}, {"": "65 to 74"}, {"age": "a" * 81}, {"age": "65\x00"}])
def test_a_card_that_says_nothing_is_refused(neighbourhood: Neighbourhood, cards: dict[str, str]) -> None:
    with pytest.raises(UsageError):
        welcome(by=None, neighbourhood=neighbourhood, cards=cards, scopes=["take_part", "card"])
    assert not Participant.objects.exists()


def test_the_newest_consent_counts(rosa: Participant) -> None:
    agree(by=None, participant=rosa, scopes=["take_part"])
    assert not effective(rosa, ConsentScope.QUOTE)


def test_what_was_agreed_before_is_kept(rosa: Participant) -> None:
    agree(by=None, participant=rosa, scopes=[])
    assert [consent.scopes for consent in rosa.consents.all()] == [["take_part", "quote", "card"], []]


def test_someone_can_be_welcomed_in_the_past(neighbourhood: Neighbourhood) -> None:
    then = datetime(2025, 3, 1, 9, 0, tzinfo=UTC)
    participant = welcome(by=None, neighbourhood=neighbourhood, at=then)
    assert {participant.came_at, participant.consents.get().given_at} == {then}


def test_groups_leave_out_who_gave_no_card(rosa: Participant, neighbourhood: Neighbourhood) -> None:
    silent = welcome(by=None, neighbourhood=neighbourhood)
    assert groups_of([rosa, silent], "age") == {rosa.token: "65 to 74"}


def test_groups_are_of_one_characteristic(rosa: Participant) -> None:
    assert groups_of([rosa], "language") == {}


def test_groups_of_a_question_are_found_in_three_queries(
    rosa: Participant, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    with django_assert_num_queries(3):
        assert groups_of(Participant.objects.all(), "age") == {rosa.token: "65 to 74"}


def test_groups_of_many_people_are_found(neighbourhood: Neighbourhood) -> None:
    many = Participant.objects.bulk_create(
        Participant(token=new_token(), neighbourhood=neighbourhood) for _ in range(2 * MOST_AT_ONCE + 1)
    )
    DemographicCard.objects.bulk_create(
        DemographicCard(participant=each, characteristic="age", group="16 to 24") for each in many
    )
    Consent.objects.bulk_create(Consent(participant=each, scopes=["take_part", "card"]) for each in many)
    assert len(groups_of(many, "age")) == len(many)


def test_cards_are_not_kept_without_agreeing_that_they_count(neighbourhood: Neighbourhood) -> None:
    with pytest.raises(UsageError, match="'card' is missing"):
        welcome(by=None, neighbourhood=neighbourhood, cards={"age": "65 to 74"})


def test_a_card_no_longer_counts_once_that_is_taken_back(rosa: Participant) -> None:
    agree(by=None, participant=rosa, scopes=["take_part", "quote"])
    assert groups_of([rosa], "age") == {}


def test_the_trail_tells_neither_token_nor_group(rosa: Participant) -> None:
    event = AuditEvent.objects.get(action="consent.welcome")
    assert (event.subject, event.detail) == ("", {})
