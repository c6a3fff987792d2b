"""What could be made of assets, policies, contracts and organisations is kept apart from what keeps people away."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date

import pytest
from django.test import Client

from seedbed.analysis.assets.listing import ListingStatus
from seedbed.errors import BadInputError, UsageError
from seedbed.thread.payloads.choices import OrganisationForm
from seedbed.web.asset_register.actions import (
    ToldOpportunity,
    add_asset,
    add_organisation,
    change_asset,
    change_opportunity,
    merge_assets,
    put_opportunity,
    take_up_opportunity,
    undo_merge,
)
from seedbed.web.asset_register.models import Asset, Opportunity
from seedbed.web.asset_register.queries.opportunities import opportunities_of, opportunities_on
from seedbed.web.golden_thread.actions import withdraw
from seedbed.web.golden_thread.models import Bead, Link
from seedbed.web.people.models import AuditEvent
from seedbed.web.places.models import Neighbourhood
from tests.unit.web.asset_register.conftest import listing
from tests.unit.web.conftest import Cast

pytestmark = pytest.mark.django_db

SUNDAYS = ToldOpportunity(
    name="Empty on Sundays: a lunch club", for_whom="Older people", who_could="Mill Trust", what_it_takes="A key holder"
)


@pytest.fixture
def chance(hall: Asset, voice: Bead, cast: Cast) -> Opportunity:
    return put_opportunity(by=cast.dev, on=hall, told=SUNDAYS, voices=[voice])


@pytest.fixture
def policy(neighbourhood: Neighbourhood, cast: Cast) -> Bead:
    return add_organisation(
        by=cast.dev, neighbourhood=neighbourhood, name="Lettings policy", form=OrganisationForm.POLICY
    )


def page_of(browser: Client, address: str) -> str:
    answer = browser.get(address)
    assert answer.status_code == 200
    return answer.content.decode()


def test_an_opportunity_is_no_barrier_and_no_bead(
    chance: Opportunity, hall: Asset, neighbourhood: Neighbourhood
) -> None:
    (shown,) = opportunities_on(hall)
    assert (shown.opportunity, shown.voices, hall.barriers.count()) == (chance, 1, 0)
    assert not Link.objects.filter(relation="blocked_by").exists()


def test_it_is_on_the_page_of_its_asset_apart_from_barriers(
    chance: Opportunity, hall: Asset, cast: Cast, as_: Callable[..., Client]
) -> None:
    page = page_of(as_(cast.dev), f"/assets/{hall.identifier}/")
    assert "Nobody has named a barrier yet." in page
    assert page.index("What could be made of it") < page.index("Empty on Sundays: a lunch club")
    assert "1 voice said so." in page


@pytest.mark.parametrize("where", ["opportunities/", "gaps/"])
def test_it_is_listed_with_what_it_stands_on(
    where: str,
    chance: Opportunity,
    policy: Bead,
    neighbourhood: Neighbourhood,
    cast: Cast,
    as_: Callable[..., Client],
) -> None:
    put_opportunity(by=cast.dev, on=policy, told=ToldOpportunity(name="Let rooms to groups without insurance"))
    page = page_of(as_(cast.dev), f"/assets/in/{neighbourhood.slug}/{where}")
    assert "Empty on Sundays: a lunch club" in page
    assert "Let rooms to groups without insurance" in page
    assert "Lettings policy" in page
    assert "Mill Hall" in page


def test_what_an_asset_could_be_used_for_is_listed(
    neighbourhood: Neighbourhood, cast: Cast, as_: Callable[..., Client]
) -> None:
    add_asset(by=cast.dev, neighbourhood=neighbourhood, listing=listing(potential_use="A repair café"))
    add_asset(by=cast.dev, neighbourhood=neighbourhood, listing=listing(name="Silent shed"))
    page = page_of(as_(cast.dev), f"/assets/in/{neighbourhood.slug}/opportunities/")
    assert "A repair café" in page
    assert "Silent shed" not in page


def test_it_is_put_on_an_asset_from_the_form(hall: Asset, voice: Bead, cast: Cast, as_: Callable[..., Client]) -> None:
    sent = {"name": "Lunch club", "who_could": "Mill Trust", "voices": [str(voice.pk)]}
    as_(cast.dev).post(f"/assets/{hall.identifier}/opportunity/", sent)
    made = Opportunity.objects.get()
    assert (made.asset, made.who_could, list(made.voices.all())) == (hall, "Mill Trust", [voice])


def test_it_is_put_on_a_contract_named_on_the_form(
    neighbourhood: Neighbourhood, cast: Cast, as_: Callable[..., Client]
) -> None:
    sent = {"name": "Buy meals nearby", "new": "Catering contract", "form": "contract"}
    as_(cast.dev).post(f"/assets/in/{neighbourhood.slug}/opportunities/add/", sent)
    made = Opportunity.objects.get()
    assert made.organisation is not None
    assert made.organisation.payload["name"] == "Catering contract"


def test_it_needs_one_thing_to_stand_on(neighbourhood: Neighbourhood, cast: Cast, as_: Callable[..., Client]) -> None:
    answer = as_(cast.dev).post(f"/assets/in/{neighbourhood.slug}/opportunities/add/", {"name": "Anything"})
    assert (answer.status_code, Opportunity.objects.count()) == (422, 0)


def test_it_is_changed(chance: Opportunity, cast: Cast, as_: Callable[..., Client]) -> None:
    as_(cast.dev).post(f"/assets/opportunity/{chance.pk}/", {"name": "A lunch club", "for_whom": "Anyone"})
    chance.refresh_from_db()
    assert (chance.name, chance.for_whom, chance.voices.count()) == ("A lunch club", "Anyone", 1)


def test_it_is_taken_up_since_a_day(
    chance: Opportunity, neighbourhood: Neighbourhood, cast: Cast, as_: Callable[..., Client]
) -> None:
    as_(cast.dev).post(f"/assets/opportunity/{chance.pk}/", {"do": "take_up", "since": "2026-01-05"})
    chance.refresh_from_db()
    assert chance.taken_up_on == date(2026, 1, 5)
    assert "Empty on Sundays" not in page_of(as_(cast.dev), f"/assets/in/{neighbourhood.slug}/gaps/")


def test_those_taken_up_come_last(chance: Opportunity, hall: Asset, cast: Cast) -> None:
    other = put_opportunity(by=cast.dev, on=hall, told=ToldOpportunity(name="A choir"))
    take_up_opportunity(by=cast.dev, opportunity=chance, on=date(2026, 1, 5))
    assert [each.opportunity for each in opportunities_of(hall.neighbourhood)] == [other, chance]


def test_it_goes_with_a_listing_that_is_merged_and_comes_back(
    chance: Opportunity, hall: Asset, neighbourhood: Neighbourhood, cast: Cast
) -> None:
    twin = add_asset(by=cast.dev, neighbourhood=neighbourhood, listing=listing(name="The Mill Hall"))
    merge = merge_assets(by=cast.dev, kept=twin, gone=hall, why="One hall")
    assert [each.opportunity for each in opportunities_on(twin)] == [chance]
    undo_merge(by=cast.dev, merge=merge)
    assert opportunities_on(twin) == []


def test_a_voice_that_was_taken_back_counts_no_more(chance: Opportunity, voice: Bead, hall: Asset, cast: Cast) -> None:
    withdraw(by=cast.dev, beads=[voice], why="Taken back")
    assert [each.voices for each in opportunities_on(hall)] == [0]


def test_what_stands_on_something_taken_back_is_gone(
    policy: Bead, neighbourhood: Neighbourhood, cast: Cast, as_: Callable[..., Client]
) -> None:
    made = put_opportunity(by=cast.dev, on=policy, told=SUNDAYS)
    withdraw(by=cast.dev, beads=[policy], why="A slip")
    assert opportunities_of(neighbourhood) == []
    assert as_(cast.dev).get(f"/assets/opportunity/{made.pk}/").status_code == 404


@pytest.mark.parametrize(
    ("told", "error"),
    [(ToldOpportunity(name=" "), BadInputError), (ToldOpportunity(name="a\x00"), BadInputError)],
    ids=["no name", "control sign"],
)
def test_what_will_not_do_is_refused(told: ToldOpportunity, error: type[Exception], hall: Asset, cast: Cast) -> None:
    with pytest.raises(error):
        put_opportunity(by=cast.dev, on=hall, told=told)


def test_it_does_not_stand_on_a_voice_or_on_what_is_gone(hall: Asset, voice: Bead, cast: Cast) -> None:
    with pytest.raises(UsageError, match="cannot stand there"):
        put_opportunity(by=cast.dev, on=voice, told=SUNDAYS)
    change_asset(by=cast.dev, asset=hall, listing=listing(status=ListingStatus.DEFUNCT))
    with pytest.raises(UsageError, match="is gone"):
        put_opportunity(by=cast.dev, on=hall, told=SUNDAYS)


def test_only_voices_are_joined(chance: Opportunity, policy: Bead, cast: Cast) -> None:
    with pytest.raises(UsageError, match="cannot be joined"):
        change_opportunity(by=cast.dev, opportunity=chance, told=SUNDAYS, voices=[policy])


def test_the_audit_holds_numbers_alone(chance: Opportunity) -> None:
    event = AuditEvent.objects.get(action="assets.put_opportunity")
    assert (event.subject, event.detail) == (f"opportunity:{chance.pk}", {"voices": 1})


def test_the_public_directory_shows_none(
    chance: Opportunity, hall: Asset, client: Client, neighbourhood: Neighbourhood
) -> None:
    Asset.objects.update(public=True)
    assert "Empty on Sundays" not in page_of(client, f"/directory/{neighbourhood.slug}/{hall.identifier}/")
