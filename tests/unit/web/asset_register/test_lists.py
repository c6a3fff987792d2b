"""Lists are narrowed as asked, and assets and barriers are shown on the thread from their rows."""

from __future__ import annotations

from datetime import UTC, datetime, time
from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from seedbed.analysis.assets.listing import OpeningTimes, Price, StepFree
from seedbed.errors import UsageError
from seedbed.thread.kinds import BeadKind
from seedbed.thread.payloads.choices import BarrierKind
from seedbed.web.asset_register.actions import (
    ToldBarrier,
    add_asset,
    change_barrier,
    on_thread,
    put_barrier,
    remove_barrier,
    verify,
)
from seedbed.web.asset_register.details import weekly_hours
from seedbed.web.asset_register.models import Asset, Finding, Severity
from seedbed.web.asset_register.queries.barriers import barriers_on
from seedbed.web.asset_register.queries.lists import Wanted, assets_of, how_many, languages_of
from seedbed.web.golden_thread.models import Bead, Revision
from seedbed.web.golden_thread.registry import room_of
from seedbed.web.places.models import Neighbourhood
from tests.unit.web.asset_register.conftest import listing
from tests.unit.web.conftest import Cast

pytestmark = pytest.mark.django_db

MONDAY = datetime(2026, 1, 5, 10, 30, tzinfo=UTC)
STEPS = ToldBarrier(name="Steps at the door", kind=BarrierKind.DISABILITY_ACCESS, for_whom="People on wheels")


@pytest.mark.parametrize(
    ("wanted", "there"),
    [
        ({}, True),
        ({"words": "mill  HALL"}, True),
        ({"words": "trust stage"}, True),
        ({"words": "mosque"}, False),
        ({"asset_type": "community_centre"}, True),
        ({"asset_type": "park"}, False),
        ({"free": True}, True),
        ({"step_free": True}, False),
        ({"language": "Bengali"}, True),
        ({"language": "Beng"}, False),
        ({"age": 12.0}, False),
        ({"age": 40.0}, True),
        ({"open_at": MONDAY}, True),
        ({"open_at": MONDAY.replace(hour=12, minute=0)}, False),
        ({"open_at": MONDAY.replace(day=6)}, False),
        ({"named_by_residents": True}, False),
        ({"public": True}, False),
        ({"without": "disability_access"}, False),
        ({"without": "cost"}, True),
    ],
)
def test_the_list_is_narrowed_to_what_is_asked(
    wanted: dict[str, Any],
    there: bool,
    neighbourhood: Neighbourhood,
    cast: Cast,
) -> None:
    hall = add_asset(by=cast.dev, neighbourhood=neighbourhood, listing=listing(minimum_age=18.0))
    put_barrier(by=cast.dev, on=hall, told=STEPS)
    assert assets_of(neighbourhood, Wanted(**wanted)).exists() is there


def test_hours_past_midnight_run_into_the_next_day() -> None:
    late = (OpeningTimes(days=("SU",), opens=time(22), closes=time(2)),)
    assert weekly_hours(late) == [(9960, 10080, None, None), (0, 120, None, None)]


def test_hours_that_are_not_of_every_week_say_nothing_of_now() -> None:
    monthly = OpeningTimes(days=("MO",), opens=time(10), closes=time(12), repeats="MONTHLY")
    assert weekly_hours((monthly, OpeningTimes(days=("MO",), opens=time(10)))) == []


def test_languages_are_offered_once(neighbourhood: Neighbourhood, cast: Cast) -> None:
    for number, languages in enumerate((("bengali", "English"), ("Bengali",))):
        add_asset(by=cast.dev, neighbourhood=neighbourhood, listing=listing(name=str(number), languages=languages))
    assert languages_of(neighbourhood) == ["Bengali", "English"]


def test_costs_for_some_are_not_free(neighbourhood: Neighbourhood, cast: Cast) -> None:
    prices = (Price(amount=0, words="under 16"), Price(amount=5))
    add_asset(by=cast.dev, neighbourhood=neighbourhood, listing=listing(prices=prices, step_free=StepFree.YES))
    assert not assets_of(neighbourhood, Wanted(free=True)).exists()


def test_the_thread_leads_to_the_asset(hall: Asset, cast: Cast) -> None:
    bead = on_thread(by=cast.dev, asset=hall)
    room = room_of(BeadKind.ASSET)
    room.prepare([bead])
    assert room.url(bead) == f"/assets/{hall.identifier}/"
    assert "Community centre or hall" in room.detail(bead)


def test_the_thread_tells_of_a_barrier(hall: Asset, cast: Cast) -> None:
    barrier = put_barrier(by=cast.dev, on=hall, told=STEPS)
    room = room_of(BeadKind.BARRIER)
    assert "People on wheels" in room.detail(barrier.bead)
    assert room.url(barrier.bead).startswith(f"/assets/{hall.identifier}/")


@pytest.mark.parametrize(("name", "sees"), [("ngozi", True), ("lee", False), ("pat", False)])
def test_barriers_are_seen_by_those_who_read_the_thread(
    name: str,
    sees: bool,
    hall: Asset,
    cast: Cast,
) -> None:
    barrier = put_barrier(by=cast.dev, on=hall, told=STEPS)
    assert room_of(BeadKind.BARRIER).visible_to(cast.everyone()[name], barrier.bead) is sees


def test_what_a_barrier_said_before_is_kept(hall: Asset, cast: Cast) -> None:
    barrier = put_barrier(by=cast.dev, on=hall, told=STEPS)
    told = ToldBarrier(name="Three steps", kind=BarrierKind.DISABILITY_ACCESS, severity=Severity.SHUT)
    changed = change_barrier(by=cast.dev, barrier=barrier, told=told)
    assert changed.severity == Severity.SHUT
    assert Revision.objects.get(bead=barrier.bead).payload["name"] == "Steps at the door"


def test_a_barrier_that_is_gone_comes_last(hall: Asset, cast: Cast) -> None:
    first = put_barrier(by=cast.dev, on=hall, told=STEPS)
    put_barrier(by=cast.dev, on=hall, told=ToldBarrier(name="Dear", kind=BarrierKind.COST, severity=Severity.NUISANCE))
    remove_barrier(by=cast.dev, barrier=first, on=MONDAY.date())
    assert [each.told.name for each in barriers_on(hall)] == ["Dear", "Steps at the door"]


def test_voices_that_said_so_are_counted(hall: Asset, voice: Bead, cast: Cast) -> None:
    put_barrier(by=cast.dev, on=hall, told=STEPS, voices=[voice])
    assert [each.voices for each in barriers_on(hall)] == [1]


def test_nothing_is_put_on_what_is_gone(hall: Asset, cast: Cast) -> None:
    verify(by=cast.dev, asset=hall, found=Finding.GONE)
    with pytest.raises(UsageError, match="gone"):
        put_barrier(by=cast.dev, on=hall, told=STEPS)


def test_a_barrier_is_not_put_on_a_voice(voice: Bead, cast: Cast) -> None:
    with pytest.raises(UsageError, match="cannot stand there"):
        put_barrier(by=cast.dev, on=voice, told=STEPS)


def test_a_list_is_counted_with_and_without_a_place(hall: Asset, neighbourhood: Neighbourhood, cast: Cast) -> None:
    placeless = listing(name="Talk on the phone", longitude=None, latitude=None)
    add_asset(by=cast.dev, neighbourhood=neighbourhood, listing=placeless)
    assert how_many(assets_of(neighbourhood)) == (2, 1)


def test_the_list_asks_no_more_of_the_database_for_more_assets(
    hall: Asset, neighbourhood: Neighbourhood, cast: Cast, as_: Any
) -> None:
    address = f"/assets/in/{neighbourhood.slug}/"
    browser = as_(cast.dev)
    browser.get(address)  # What is asked once a process is asked here.
    with CaptureQueriesContext(connection) as for_one:
        browser.get(address)
    for number in range(60):
        add_asset(by=cast.dev, neighbourhood=neighbourhood, listing=listing(name=f"Hall {number}"))
    browser.get(address)  # The pins are read anew, once.
    with CaptureQueriesContext(connection) as for_many:
        answer = browser.get(address)
    assert "61 assets" in answer.content.decode()
    assert len(for_many) <= len(for_one)
