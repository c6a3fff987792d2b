"""Words that everyone may see wait until somebody has read them."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date

import pytest
from django.test import Client

from seedbed.web.consent.actions import welcome
from seedbed.web.listening.actions import record_contribution
from seedbed.web.listening.became import what_became
from seedbed.web.listening.checking import check_words, waiting_for_a_check
from seedbed.web.listening.models import Contribution
from seedbed.web.listening.queries import Audience, words_for
from seedbed.web.people.models import User
from seedbed.web.places.models import Neighbourhood
from tests.unit.web.conftest import Cast

As = Callable[[User | None], Client]


@pytest.fixture
def public_words(neighbourhood: Neighbourhood) -> Contribution:
    speaker = welcome(by=None, neighbourhood=neighbourhood, scopes=["take_part", "public_display"])
    return record_contribution(
        by=None, neighbourhood=neighbourhood, words="The lido.", said_on=date(2026, 3, 1), participant=speaker
    )


def shown(contribution: Contribution) -> bool:
    fresh = Contribution.objects.get(pk=contribution.pk)
    return bool(words_for([fresh.bead], Audience.PUBLIC))


def test_nobody_sees_public_words_that_were_not_read(public_words: Contribution, cast: Cast) -> None:
    assert not shown(public_words)
    check_words(by=cast.dev, contribution=public_words)
    assert shown(public_words)


def test_a_reason_keeps_them_from_everyone_and_the_newest_check_counts(public_words: Contribution, cast: Cast) -> None:
    check_words(by=cast.dev, contribution=public_words)
    check_words(by=cast.dev, contribution=public_words, reasons=["names"])
    assert not shown(public_words)


def test_only_what_everyone_may_see_waits(public_words: Contribution, cast: Cast, neighbourhood: Neighbourhood) -> None:
    record_contribution(
        by=None, neighbourhood=neighbourhood, words="Not this.", said_on=date(2026, 3, 1), participant=cast.rosa
    )
    assert list(waiting_for_a_check(neighbourhood)) == [public_words]
    check_words(by=cast.dev, contribution=public_words, reasons=["hate"])
    assert not waiting_for_a_check(neighbourhood).exists()


def test_where_many_speak_those_who_come_later_are_read_in_the_end(
    public_words: Contribution, cast: Cast, neighbourhood: Neighbourhood, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("seedbed.web.listening.checking.MOST_AT_ONCE", 1)
    other = welcome(by=None, neighbourhood=neighbourhood, scopes=["take_part", "public_display"])
    record_contribution(
        by=None, neighbourhood=neighbourhood, words="The pool.", said_on=date(2026, 3, 1), participant=other
    )
    read = 0
    while (next_one := waiting_for_a_check(neighbourhood).first()) is not None:
        check_words(by=cast.dev, contribution=next_one)
        read += 1
    assert read == 2


def test_the_team_checks_on_a_page(public_words: Contribution, cast: Cast, as_: As) -> None:
    place = public_words.bead.neighbourhood
    assert place is not None
    browser, address = as_(cast.dev), f"/listening/in/{place.slug}/checks/"
    assert "The lido." in browser.get(address).text
    browser.post(address, {"contribution": str(public_words.pk)})
    assert shown(public_words)
    assert "The lido." not in browser.get(address).text


def test_the_receipt_says_that_somebody_read_it(public_words: Contribution, cast: Cast) -> None:
    said = public_words
    assert not what_became(said)[1].reached
    check_words(by=cast.dev, contribution=said, reasons=["names"])
    assert what_became(said)[1].reached
