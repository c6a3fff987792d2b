"""Whether a listing is right: who looks, who says that it is wrong, and what waits."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest

from seedbed.errors import BadInputError, UsageError
from seedbed.web.asset_register.actions import add_asset, bring_back, change_asset, say_wrong, settle, verify
from seedbed.web.asset_register.models import Asset, Check, Finding
from seedbed.web.asset_register.queries.lists import (
    Freshness,
    Wanted,
    assets_of,
    freshness_of,
    gone_from,
    round_of,
    standing,
    waiting_words,
)
from seedbed.web.people.models import AuditEvent
from seedbed.web.places.models import Neighbourhood
from tests.unit.web.asset_register.conftest import listing
from tests.unit.web.conftest import Cast

pytestmark = pytest.mark.django_db

LONG_AGO = datetime(2024, 3, 1, 12, tzinfo=UTC)


@pytest.fixture
def old(hall: Asset, cast: Cast) -> Asset:
    """The hall, last looked at long ago."""
    verify(by=cast.dev, asset=hall, found=Finding.RIGHT, at=LONG_AGO)
    hall.refresh_from_db()
    return hall


def test_still_right_sets_the_next_day(old: Asset) -> None:
    assert (str(old.last_verified_on), str(old.verify_by)) == ("2024-03-01", "2024-08-30")
    assert freshness_of(old) is Freshness.DUE


def test_what_is_due_is_on_the_round(old: Asset, neighbourhood: Neighbourhood) -> None:
    assert list(round_of(neighbourhood)) == [old]


def test_still_right_takes_it_off_the_round(old: Asset, neighbourhood: Neighbourhood, cast: Cast) -> None:
    verify(by=cast.dev, asset=old, found=Finding.RIGHT)
    assert not round_of(neighbourhood).exists()


def test_changed_waits_until_it_is_changed(hall: Asset, neighbourhood: Neighbourhood, cast: Cast) -> None:
    verify(by=cast.dev, asset=hall, found=Finding.CHANGED, note="Opens at nine now")
    assert [check.note for check in waiting_words(neighbourhood)] == ["Opens at nine now"]
    change_asset(by=cast.dev, asset=hall, listing=listing())
    assert not waiting_words(neighbourhood).exists()


def test_gone_takes_it_out_of_lists(hall: Asset, neighbourhood: Neighbourhood, cast: Cast) -> None:
    verify(by=cast.dev, asset=hall, found=Finding.GONE)
    assert not standing(neighbourhood).exists()
    assert list(gone_from(neighbourhood)) == [hall]


def test_what_is_gone_can_be_there_after_all(hall: Asset, neighbourhood: Neighbourhood, cast: Cast) -> None:
    verify(by=cast.dev, asset=hall, found=Finding.GONE)
    bring_back(by=cast.dev, asset=hall)
    assert [each.status for each in standing(neighbourhood)] == ["active"]


def test_what_is_there_is_not_brought_back(hall: Asset, cast: Cast) -> None:
    with pytest.raises(UsageError, match="not gone"):
        bring_back(by=cast.dev, asset=hall)


def test_what_is_gone_is_not_verified(hall: Asset, cast: Cast) -> None:
    verify(by=cast.dev, asset=hall, found=Finding.GONE)
    with pytest.raises(UsageError, match="gone"):
        verify(by=cast.dev, asset=hall, found=Finding.RIGHT)


def test_anybody_may_say_that_it_is_wrong_and_nothing_changes(hall: Asset) -> None:
    say_wrong(by=None, asset=hall, note="It closed in May")
    before = listing().name
    hall.refresh_from_db()
    assert (hall.name, hall.gone_at, freshness_of(hall)) == (before, None, Freshness.DOUBTED)


def test_saying_nothing_is_refused(hall: Asset) -> None:
    with pytest.raises(BadInputError, match="what is wrong"):
        say_wrong(by=None, asset=hall, note="  ")
    assert not Check.objects.exists()


def test_the_trail_holds_no_word_of_it(hall: Asset) -> None:
    say_wrong(by=None, asset=hall, note="Quokka lives there")
    assert "Quokka" not in str(list(AuditEvent.objects.values()))


def test_what_was_said_is_settled_once(hall: Asset, cast: Cast) -> None:
    check = say_wrong(by=None, asset=hall, note="It closed in May")
    settle(by=cast.dev, check=check)
    hall.refresh_from_db()
    assert freshness_of(hall) is Freshness.FRESH
    with pytest.raises(UsageError, match="already"):
        settle(by=cast.dev, check=check)


def test_who_looks_does_not_say_wrong(hall: Asset, cast: Cast) -> None:
    with pytest.raises(UsageError, match="say_wrong"):
        verify(by=cast.dev, asset=hall, found=Finding.WRONG)


def test_doubted_listings_come_first_on_the_round(old: Asset, neighbourhood: Neighbourhood, cast: Cast) -> None:
    fresh = add_asset(by=cast.dev, neighbourhood=neighbourhood, listing=listing(name="A new hall"))
    say_wrong(by=None, asset=fresh, note="No such place")
    assert list(round_of(neighbourhood)) == [fresh, old]


@pytest.mark.parametrize(
    ("freshness", "there"),
    [(Freshness.DUE, True), (Freshness.FRESH, False), (Freshness.NEVER, False), (Freshness.DOUBTED, False)],
)
def test_the_list_is_narrowed_by_freshness(
    freshness: Freshness,
    there: bool,
    old: Asset,
    neighbourhood: Neighbourhood,
) -> None:
    assert (old in assets_of(neighbourhood, Wanted(freshness=freshness))) is there
