"""What someone's consents come to."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from seedbed.errors import UsageError
from seedbed.web.consent.actions import Asked, agree, choose, lift_withdrawal, welcome, withdraw_scope
from seedbed.web.consent.models import (
    AgeBand,
    Consent,
    ConsentScope,
    ConsentWithdrawal,
    ConsentWording,
    Participant,
    WordingStatus,
)
from seedbed.web.consent.queries import effective, effective_among
from seedbed.web.consent.rules import holds
from seedbed.web.consent.sentences import bundled
from seedbed.web.consent.signing import draft_wording, sign_wording
from seedbed.web.places.models import Neighbourhood, Programme

START = datetime(2026, 3, 1, 12, tzinfo=UTC)
SCOPES = list(ConsentScope.values)


def given_on(day: int, scopes: list[str], **told: object) -> Consent:
    return Consent(pk=day + 1, scopes=scopes, given_at=START + timedelta(days=day), **told)


def taken_back(day: int, scope: str, lifted: int | None = None) -> ConsentWithdrawal:
    until = None if lifted is None else START + timedelta(days=lifted)
    return ConsentWithdrawal(scope=scope, withdrawn_at=START + timedelta(days=day), lifted_at=until)


consents = st.lists(
    st.builds(
        given_on,
        st.integers(0, 9),
        st.lists(st.sampled_from(SCOPES), unique=True),
        age_band=st.sampled_from(AgeBand.values),
        guardian_agreed=st.booleans(),
        assented=st.booleans(),
        language=st.sampled_from(["en", "so"]),
    ),
    max_size=5,
)
withdrawals = st.lists(
    st.builds(taken_back, st.integers(0, 9), st.sampled_from(SCOPES), st.none() | st.integers(10, 19)), max_size=5
)


@given(consents, withdrawals, st.sampled_from(SCOPES), st.integers(0, 9))
def test_consent_never_grows_by_withdrawing(
    some: list[Consent], before: list[ConsentWithdrawal], scope: str, day: int
) -> None:
    after = [*before, taken_back(day, scope)]
    for each in SCOPES:
        for at in (None, START + timedelta(days=day)):
            assert holds(each, some, before, at) or not holds(each, some, after, at)
    assert not holds(scope, some, after)


@given(consents, withdrawals)
def test_nothing_holds_without_taking_part(some: list[Consent], back: list[ConsentWithdrawal]) -> None:
    if not holds("take_part", some, back):
        assert not any(holds(each, some, back) for each in SCOPES)


@given(consents, withdrawals, st.lists(st.sampled_from(SCOPES), unique=True))
def test_the_newest_consent_alone_counts(some: list[Consent], back: list[ConsentWithdrawal], newest: list[str]) -> None:
    last = given_on(20, newest)
    assert [holds(each, [*some, last], back) for each in SCOPES] == [holds(each, [last], back) for each in SCOPES]


@pytest.mark.parametrize(("guardian", "child"), [(False, False), (True, False), (False, True)])
def test_a_child_needs_a_guardian_and_their_own_yes(guardian: bool, child: bool) -> None:
    asked = given_on(0, ["take_part"], age_band=AgeBand.UNDER_13, guardian_agreed=guardian, assented=child)
    assert not holds("take_part", [asked], [])


@pytest.mark.parametrize("band", [AgeBand.FROM_16, AgeBand.ADULT])
def test_from_sixteen_someone_agrees_for_themself(band: AgeBand) -> None:
    assert holds("take_part", [given_on(0, ["take_part"], age_band=band)], [])


def test_words_that_nobody_signed_count_for_nothing() -> None:
    assert not holds("take_part", [given_on(0, ["take_part"], language="so")], [])


def test_a_draft_counts_for_nothing() -> None:
    draft = ConsentWording(language="so", version="1", status=WordingStatus.DRAFT)
    assert not holds("take_part", [given_on(0, ["take_part"], language="so", shown=draft)], [])


def test_a_recognisable_picture_needs_that_photos_may_be_taken() -> None:
    assert not holds("recognisable_image", [given_on(0, ["take_part", "recognisable_image"])], [])


def test_a_withdrawal_wins_over_a_newer_consent(rosa: Participant) -> None:
    withdraw_scope(by=None, participant=rosa, scope="quote")
    agree(by=None, participant=rosa, scopes=["take_part", "quote"])
    assert not effective(rosa, ConsentScope.QUOTE)


def test_what_was_taken_back_holds_again_once_that_is_lifted(rosa: Participant) -> None:
    withdraw_scope(by=None, participant=rosa, scope="quote")
    lift_withdrawal(by=None, participant=rosa, scope="quote")
    assert effective(rosa, ConsentScope.QUOTE)


def test_what_held_on_a_day_is_known_afterwards(neighbourhood: Neighbourhood) -> None:
    rosa = welcome(by=None, neighbourhood=neighbourhood, scopes=["take_part", "quote"], at=START)
    withdraw_scope(by=None, participant=rosa, scope="quote", at=START + timedelta(days=2))
    assert effective(rosa, "quote", START + timedelta(days=1))
    assert not effective(rosa, "quote", START + timedelta(days=3))
    assert not effective(rosa, "quote", START - timedelta(days=1))


def test_taking_back_twice_is_one_withdrawal(rosa: Participant) -> None:
    for _ in range(2):
        withdraw_scope(by=None, participant=rosa, scope="quote")
    assert rosa.withdrawals.count() == 1


def test_many_are_judged_as_one_is(neighbourhood: Neighbourhood, rosa: Participant) -> None:
    other = welcome(by=None, neighbourhood=neighbourhood, scopes=["take_part", "quote"])
    withdraw_scope(by=None, participant=other, scope="quote")
    everyone = Participant.objects.all()
    for scope in ConsentScope:
        assert effective_among(everyone, scope) == {each.pk for each in everyone if effective(each, scope)}


def test_nobody_is_asked_in_a_language_without_signed_words(neighbourhood: Neighbourhood) -> None:
    with pytest.raises(UsageError, match="Nobody may be asked"):
        welcome(by=None, neighbourhood=neighbourhood, asked=Asked(language="so"))
    assert not Participant.objects.exists()


def test_a_draft_lets_nobody_be_asked_until_a_speaker_signs(programme: Programme, neighbourhood: Neighbourhood) -> None:
    draft = draft_wording(by=None, programme=programme, language="so", version="1", sentences=bundled()["en"])
    with pytest.raises(UsageError, match="Nobody may be asked"):
        welcome(by=None, neighbourhood=neighbourhood, asked=Asked(language="so"))
    sign_wording(by=None, wording=draft, speaker="Hodan Warsame")
    came = welcome(by=None, neighbourhood=neighbourhood, asked=Asked(language="so"))
    assert effective(came, "take_part")


def test_words_signed_for_another_programme_do_not_serve(
    programme: Programme, other_neighbourhood: Neighbourhood
) -> None:
    draft = draft_wording(by=None, programme=programme, language="so", version="1", sentences=bundled()["en"])
    sign_wording(by=None, wording=draft, speaker="Hodan Warsame")
    with pytest.raises(UsageError, match="Nobody may be asked"):
        welcome(by=None, neighbourhood=other_neighbourhood, asked=Asked(language="so"))


def test_signed_words_are_not_changed(programme: Programme) -> None:
    told = {"programme": programme, "language": "so", "version": "1", "sentences": bundled()["en"]}
    sign_wording(by=None, wording=draft_wording(by=None, **told), speaker="Hodan Warsame")  # type: ignore[arg-type]
    with pytest.raises(UsageError, match="not changed"):
        draft_wording(by=None, **told)  # type: ignore[arg-type]


def test_a_child_is_not_welcomed_without_guardian_and_assent(neighbourhood: Neighbourhood) -> None:
    with pytest.raises(UsageError, match="under 16"):
        welcome(by=None, neighbourhood=neighbourhood, asked=Asked(age_band=AgeBand.FROM_13, assented=True))


def test_a_child_gives_nothing_more_by_receipt(neighbourhood: Neighbourhood) -> None:
    asked = Asked(age_band=AgeBand.FROM_13, guardian_agreed=True, assented=True)
    child = welcome(by=None, neighbourhood=neighbourhood, asked=asked)
    with pytest.raises(UsageError, match="not changed"):
        choose(participant=child, scope="public_display", yes=True)
    assert not effective(child, "public_display")


def test_someone_chooses_for_themself(rosa: Participant) -> None:
    choose(participant=rosa, scope="public_display", yes=True)
    choose(participant=rosa, scope="quote", yes=False)
    assert effective(rosa, "public_display")
    assert not effective(rosa, "quote")
