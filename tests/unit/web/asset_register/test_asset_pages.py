"""The pages of the register, asked as the people who use them."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date

import pytest
from django.test import Client

from seedbed.thread.kinds import Relation
from seedbed.thread.payloads.choices import BarrierKind
from seedbed.thread.payloads.heard import ThemePayload
from seedbed.web.asset_register.actions import ToldBarrier, add_asset, put_barrier, say_wrong
from seedbed.web.asset_register.models import Asset, Barrier, Check
from seedbed.web.golden_thread import actions as thread
from seedbed.web.golden_thread.models import Bead, Link
from seedbed.web.people.models import User
from seedbed.web.places.models import Neighbourhood
from tests.unit.web.asset_register.conftest import listing
from tests.unit.web.conftest import Cast

As = Callable[[User | None], Client]
PAGES = ("", "add/", "kinds/", "round/", "said/", "barriers/", "barriers/add/", "gaps/", "coverage/", "import/")
FILLED = {
    "name": "Orchard",
    "asset_type": "garden",
    "status": "active",
    "cost": "free",
    "step_free": "yes",
    "languages": "Polish, English",
    "opening": "Monday 10:00-12:00",
}


@pytest.fixture
def barrier(hall: Asset, voice: Bead, cast: Cast) -> Barrier:
    told = ToldBarrier(name="Steps at the door", kind=BarrierKind.DISABILITY_ACCESS, for_whom="People on wheels")
    return put_barrier(by=cast.dev, on=hall, told=told, voices=[voice])


@pytest.mark.parametrize("page", PAGES)
def test_every_page_opens(
    page: str, barrier: Barrier, line: None, neighbourhood: Neighbourhood, cast: Cast, as_: As
) -> None:
    assert barrier.asset
    answer = as_(cast.dev).get(f"/assets/in/{neighbourhood.slug}/{page}")
    assert answer.status_code == 200


def test_an_asset_is_added_from_the_form(neighbourhood: Neighbourhood, cast: Cast, as_: As) -> None:
    answer = as_(cast.dev).post(f"/assets/in/{neighbourhood.slug}/add/", FILLED)
    made = Asset.objects.get()
    assert answer.headers["Location"] == f"/assets/{made.identifier}/"
    assert (made.free, made.step_free, made.languages) == (True, "yes", "|english|polish|")
    assert made.open_hours.count() == 1


def test_half_a_place_is_refused_on_the_form(neighbourhood: Neighbourhood, cast: Cast, as_: As) -> None:
    answer = as_(cast.dev).post(f"/assets/in/{neighbourhood.slug}/add/", {**FILLED, "longitude": "1"})
    assert answer.status_code == 422
    assert not Asset.objects.exists()


def test_sending_the_form_unchanged_loses_nothing(hall: Asset, cast: Cast, as_: As) -> None:
    browser, before = as_(cast.dev), hall.listing()
    form = browser.get(f"/assets/{hall.identifier}/change/").context["form"]
    sent = {name: value for name, value in form.initial.items() if value not in (None, "")}
    answer = browser.post(f"/assets/{hall.identifier}/change/", sent)
    assert answer.status_code == 302
    hall.refresh_from_db()
    assert hall.listing() == before


def test_one_tap_says_that_it_is_still_right(hall: Asset, cast: Cast, as_: As) -> None:
    as_(cast.dev).post(f"/assets/{hall.identifier}/check/", {"found": "right", "round": "yes"})
    assert [check.found for check in Check.objects.all()] == ["right"]


def test_the_round_shows_what_is_doubted(hall: Asset, neighbourhood: Neighbourhood, cast: Cast, as_: As) -> None:
    say_wrong(by=None, asset=hall, note="It closed in May")
    page = as_(cast.dev).get(f"/assets/in/{neighbourhood.slug}/round/").content.decode()
    assert "Mill Hall" in page
    assert "It closed in May" in page


def test_one_left_for_now_is_not_shown_again(hall: Asset, neighbourhood: Neighbourhood, cast: Cast, as_: As) -> None:
    say_wrong(by=None, asset=hall, note="It closed in May")
    page = as_(cast.dev).get(f"/assets/in/{neighbourhood.slug}/round/?skip={hall.identifier}").content.decode()
    assert "Mill Hall" not in page
    assert "Start again" in page


def test_a_barrier_is_put_on_an_asset_with_the_voices_that_said_so(
    hall: Asset, voice: Bead, cast: Cast, as_: As
) -> None:
    sent = {"name": "Shut on Sundays", "kind": "opening_hours", "severity": "2", "voices": [voice.pk]}
    answer = as_(cast.dev).post(f"/assets/{hall.identifier}/barrier/", sent)
    assert answer.status_code == 302
    barrier = Barrier.objects.get()
    assert Link.objects.filter(source=voice, relation=Relation.EVIDENCES, target=barrier.pk).exists()


def test_a_barrier_stands_on_a_policy_named_on_the_form(neighbourhood: Neighbourhood, cast: Cast, as_: As) -> None:
    sent = {
        "new": "Letting policy",
        "form": "policy",
        "name": "Ten weeks' notice",
        "kind": "booking_rules",
        "severity": "3",
        "who_could_fix": "The trust's board",
    }
    as_(cast.dev).post(f"/assets/in/{neighbourhood.slug}/barriers/add/", sent)
    barrier = Barrier.objects.get()
    assert barrier.organisation is not None
    assert barrier.organisation.payload["form"] == "policy"
    page = as_(cast.dev).get(f"/assets/in/{neighbourhood.slug}/barriers/").content.decode()
    assert "Letting policy" in page
    assert "A policy" in page


def test_a_barrier_elsewhere_needs_one_place(neighbourhood: Neighbourhood, cast: Cast, as_: As) -> None:
    sent = {"name": "Ten weeks' notice", "kind": "booking_rules", "severity": "3"}
    assert as_(cast.dev).post(f"/assets/in/{neighbourhood.slug}/barriers/add/", sent).status_code == 422


def test_a_barrier_is_gone_since_a_day(barrier: Barrier, cast: Cast, as_: As) -> None:
    sent = {"do": "remove", "since_day": "3", "since_month": "2", "since_year": "2026"}
    as_(cast.dev).post(f"/assets/barrier/{barrier.pk}/", sent)
    barrier.refresh_from_db()
    assert barrier.removed_on == date(2026, 2, 3)


def test_a_decision_maker_reads_barriers_but_no_words(barrier: Barrier, cast: Cast, as_: As) -> None:
    assert barrier.asset
    page = as_(cast.ngozi).get(f"/assets/{barrier.asset.identifier}/").content.decode()
    assert "Steps at the door" in page
    assert "shut on Sundays" not in page


def test_a_decision_maker_reads_no_note(hall: Asset, cast: Cast, as_: As) -> None:
    say_wrong(by=None, asset=hall, note="Quokka lives there")
    assert "Quokka" not in as_(cast.ngozi).get(f"/assets/{hall.identifier}/").content.decode()


@pytest.mark.parametrize("name", ["lee", "pat"])
def test_outsiders_learn_nothing(name: str, hall: Asset, cast: Cast, as_: As) -> None:
    answer = as_(cast.everyone()[name]).get(f"/assets/{hall.identifier}/")
    assert answer.status_code == 404
    assert "Mill Hall" not in answer.content.decode()


def test_what_the_list_shows_goes_public(hall: Asset, neighbourhood: Neighbourhood, cast: Cast, as_: As) -> None:
    park = add_asset(by=cast.dev, neighbourhood=neighbourhood, listing=listing(name="Far Park", asset_type="park"))
    as_(cast.dev).post(f"/assets/in/{neighbourhood.slug}/public/?kind=park", {"public": "yes"})
    assert list(Asset.objects.filter(public=True)) == [park]


def test_gaps_show_themes_that_name_no_asset(
    hall: Asset, voice: Bead, neighbourhood: Neighbourhood, cast: Cast, as_: As
) -> None:
    theme = thread.add_bead(
        by=cast.dev,
        programme=neighbourhood.programme,
        neighbourhood=neighbourhood,
        payload=ThemePayload(name="Nowhere on Sundays"),
    )
    thread.link(by=cast.dev, source=voice, relation=Relation.GROUPED_IN, target=theme)
    address = f"/assets/in/{neighbourhood.slug}/gaps/"
    assert "Nowhere on Sundays" in as_(cast.ngozi).get(address).content.decode()
    as_(cast.dev).post(f"/assets/{hall.identifier}/voices/", {"voices": [voice.pk]})
    assert "Nowhere on Sundays" not in as_(cast.ngozi).get(address).content.decode()


def test_coverage_says_how_many_there_are_for_residents(
    hall: Asset, line: None, neighbourhood: Neighbourhood, cast: Cast, as_: As
) -> None:
    add_asset(by=cast.dev, neighbourhood=neighbourhood, listing=listing(name="Far Hall", longitude=0.5))
    page = as_(cast.ngozi).get(f"/assets/in/{neighbourhood.slug}/coverage/")
    row = page.context["table"].rows[0]
    assert row[:3] == ["Community centres and halls", 2, 1]
    assert row[3].startswith("0.50 (")


def test_an_asset_page_leads_to_the_thread(barrier: Barrier, cast: Cast, as_: As) -> None:
    assert barrier.asset
    page = as_(cast.sam).get(f"/assets/{barrier.asset.identifier}/").content.decode()
    assert "1 voice said so" in page
