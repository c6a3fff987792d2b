"""Assets are written down, changed and put on the thread, and nothing of a listing is lost."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import Any

import pytest
from hypothesis import given

from seedbed.analysis.assets.listing import Listing, ListingStatus, Price
from seedbed.analysis.assets.types import Family
from seedbed.errors import BadInputError, UsageError
from seedbed.thread.kinds import Relation
from seedbed.thread.payloads.choices import AssetType
from seedbed.thread.payloads.known import AssetPayload
from seedbed.web.asset_register.actions import (
    add_asset,
    add_type,
    change_asset,
    merge_assets,
    name_asset,
    on_thread,
    show_in_public,
    take_in,
)
from seedbed.web.asset_register.details import COLUMNS, columns_of, is_free, listing_of
from seedbed.web.asset_register.models import Asset
from seedbed.web.golden_thread import actions as thread
from seedbed.web.golden_thread.models import Bead, Link
from seedbed.web.people.models import AuditEvent
from seedbed.web.places.models import Neighbourhood
from tests.unit.formats.assets.listings import LISTINGS
from tests.unit.web.asset_register.conftest import listing
from tests.unit.web.conftest import Cast

pytestmark = pytest.mark.django_db


def test_a_listing_comes_back_as_it_was(hall: Asset) -> None:
    hall.refresh_from_db()
    assert replace(hall.listing(), identifier="hall-1", last_verified=None) == listing()


def test_its_identifier_is_the_registers_own(hall: Asset) -> None:
    assert hall.listing().identifier == str(hall.identifier)


@given(told=LISTINGS)
def test_columns_and_details_hold_all_of_a_listing(told: Listing) -> None:
    columns = columns_of(told)
    kept = listing_of(
        {name: columns[name] for name in COLUMNS},
        columns["details"],
        identifier=told.identifier,
        last_verified=told.last_verified,
    )
    assert kept == told


@pytest.mark.parametrize(
    ("amounts", "free"), [((), None), ((None,), None), ((0,), True), ((0, 2.5), False), ((None, 0), True)]
)
def test_free_is_only_what_costs_nobody_anything(amounts: tuple[float | None, ...], free: bool | None) -> None:
    assert is_free(tuple(Price(amount=amount) for amount in amounts)) is free


def test_what_is_added_by_hand_counts_as_looked_at(hall: Asset) -> None:
    assert hall.last_verified_on is not None
    assert hall.verify_by is not None
    assert hall.verify_by > hall.last_verified_on


def test_adding_leaves_one_row_in_the_trail(hall: Asset) -> None:
    assert AuditEvent.objects.filter(action="assets.add", subject=f"asset:{hall.pk}").count() == 1


@pytest.mark.parametrize(
    ("wrong", "why"),
    [
        ({"name": " "}, "no name"),
        ({"latitude": None}, "only one of"),
        ({"longitude": 999.0}, "no such place"),
        ({"asset_type": "castle"}, "no kind"),
        ({"description": "a\x00b"}, "control characters"),
        ({"minimum_age": 60.0, "maximum_age": 18.0}, "above its highest"),
        ({"postcode": "Z" * 13}, "12 is the most"),
    ],
)
def test_values_that_will_not_do_are_refused(
    wrong: dict[str, Any], why: str, neighbourhood: Neighbourhood, cast: Cast
) -> None:
    with pytest.raises(BadInputError, match=why):
        add_asset(by=cast.dev, neighbourhood=neighbourhood, listing=listing(**wrong))
    assert not Asset.objects.exists()


def test_changing_keeps_where_it_came_from(hall: Asset, cast: Cast) -> None:
    changed = change_asset(by=cast.dev, asset=hall, listing=listing(name="Old Mill Hall", source="elsewhere"))
    assert (changed.name, changed.source) == ("Old Mill Hall", "Town directory")


def test_its_bead_follows_a_change(hall: Asset, cast: Cast) -> None:
    bead = on_thread(by=cast.dev, asset=hall)
    change_asset(by=cast.dev, asset=hall, listing=listing(name="Old Mill Hall"))
    bead.refresh_from_db()
    assert bead.payload["name"] == "Old Mill Hall"


def test_saying_that_it_is_defunct_takes_it_out(hall: Asset, cast: Cast) -> None:
    changed = change_asset(by=cast.dev, asset=hall, listing=listing(status=ListingStatus.DEFUNCT))
    assert changed.gone_at is not None


def test_an_asset_has_no_bead_until_it_is_used(hall: Asset) -> None:
    assert hall.bead is None


def test_it_joins_the_thread_once(hall: Asset, cast: Cast) -> None:
    assert on_thread(by=cast.dev, asset=hall) == on_thread(by=cast.dev, asset=hall)


def test_its_bead_says_its_family_and_owner(hall: Asset, cast: Cast) -> None:
    bead = on_thread(by=cast.dev, asset=hall)
    assert bead.payload == {"name": "Mill Hall", "asset_type": "building", "owner": "The council"}


def test_voices_that_name_it_make_it_named_by_residents(hall: Asset, voice: Bead, cast: Cast) -> None:
    bead = name_asset(by=cast.dev, asset=hall, voices=[voice])
    hall.refresh_from_db()
    assert hall.named_by_residents
    assert Link.objects.filter(source=voice, relation=Relation.NAMED_ASSET, target=bead).exists()


def test_what_was_merged_away_is_not_changed(hall: Asset, neighbourhood: Neighbourhood, cast: Cast) -> None:
    other = add_asset(by=cast.dev, neighbourhood=neighbourhood, listing=listing(name="The Mill"))
    merge_assets(by=cast.dev, kept=other, gone=hall, why="One hall")
    with pytest.raises(UsageError, match="merged"):
        change_asset(by=cast.dev, asset=hall, listing=listing())


def test_assets_are_shown_in_public_and_taken_out(hall: Asset, cast: Cast) -> None:
    many = show_in_public(by=cast.dev, assets=[hall], public=True)
    hall.refresh_from_db()
    assert (many, hall.public) == (1, True)
    assert show_in_public(by=cast.dev, assets=[hall], public=True) == 0


def test_assets_of_two_places_are_not_shown_together(
    hall: Asset, other_neighbourhood: Neighbourhood, cast: Cast
) -> None:
    far = add_asset(by=None, neighbourhood=other_neighbourhood, listing=listing())
    with pytest.raises(UsageError, match="two places"):
        show_in_public(by=cast.dev, assets=[hall, far], public=True)


def test_an_asset_put_on_the_thread_by_hand_gets_its_listing(
    neighbourhood: Neighbourhood, voice: Bead, cast: Cast
) -> None:
    payload = AssetPayload(name="Orchard", asset_type=AssetType.GREEN_SPACE, owner="Friends")
    bead = thread.add_bead(by=cast.dev, programme=neighbourhood.programme, neighbourhood=neighbourhood, payload=payload)
    thread.link(by=cast.dev, source=voice, relation=Relation.NAMED_ASSET, target=bead)
    made = take_in(by=cast.dev, bead=bead)
    assert (made.bead, made.name, made.asset_type, made.named_by_residents) == (bead, "Orchard", "green_space", True)
    assert take_in(by=cast.dev, bead=bead) == made


def test_a_voice_is_not_taken_in(voice: Bead, cast: Cast) -> None:
    with pytest.raises(UsageError, match="no asset"):
        take_in(by=cast.dev, bead=voice)


def test_a_partnership_has_kinds_of_its_own(neighbourhood: Neighbourhood, cast: Cast) -> None:
    partnership = neighbourhood.programme.partnership
    kind = add_type(
        by=cast.dev, partnership=partnership, name="Repair café", plural="Repair cafés", family=Family.ASSOCIATION
    )
    asset = add_asset(by=cast.dev, neighbourhood=neighbourhood, listing=listing(asset_type=kind.code))
    assert on_thread(by=cast.dev, asset=asset).payload["asset_type"] == "association"


def test_a_kind_is_not_added_twice(neighbourhood: Neighbourhood, cast: Cast) -> None:
    with pytest.raises(BadInputError, match="one of that name"):
        add_type(
            by=cast.dev,
            partnership=neighbourhood.programme.partnership,
            name="library",
            plural="libraries",
            family=Family.INSTITUTION,
        )


def test_parks_are_looked_at_less_often_than_groups(neighbourhood: Neighbourhood, cast: Cast) -> None:
    days = [
        add_asset(by=cast.dev, neighbourhood=neighbourhood, listing=listing(asset_type=kind)).verify_by
        for kind in ("park", "library", "group")
    ]
    assert days == sorted(days, key=lambda day: day or date.min, reverse=True)
    assert len(set(days)) == 3
