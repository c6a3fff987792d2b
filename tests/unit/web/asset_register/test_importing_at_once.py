"""The same file taken in twice at the same moment, as two people press the same button."""

from __future__ import annotations

import uuid

import pytest

from seedbed.analysis.assets.listing import Listings
from seedbed.web.asset_register.actions import import_listings
from seedbed.web.asset_register.models import Asset
from seedbed.web.places.models import Neighbourhood
from tests.unit.web.asset_register.conftest import listing
from tests.unit.web.at_once import at_once
from tests.unit.web.conftest import Cast


@pytest.mark.django_db(transaction=True)
def test_what_two_bring_at_once_is_there_once(neighbourhood: Neighbourhood, cast: Cast) -> None:
    told = Listings(
        listings=tuple(listing(f"Hall {number}", identifier=f"hall-{number}") for number in range(200)),
        source="Town directory",
    )

    def bring() -> None:
        import_listings(by=cast.dev, neighbourhood=neighbourhood, listings=told)

    assert at_once(bring, bring, bring) == []
    assert Asset.objects.count() == 200


@pytest.mark.django_db(transaction=True)
def test_two_places_bring_one_feed_at_once(
    neighbourhood: Neighbourhood, other_neighbourhood: Neighbourhood, cast: Cast
) -> None:
    numbers = [str(uuid.UUID(int=number)) for number in range(1, 1_201)]
    told = [listing(f"Hall {number}", identifier=number) for number in numbers]

    def bring_here() -> None:
        import_listings(
            by=cast.dev, neighbourhood=neighbourhood, listings=Listings(listings=tuple(told), source="Feed")
        )

    def bring_there() -> None:
        import_listings(
            by=cast.dev,
            neighbourhood=other_neighbourhood,
            listings=Listings(listings=tuple(reversed(told)), source="Feed"),
        )

    assert at_once(bring_here, bring_there) == []
    assert Asset.objects.values("identifier").distinct().count() == 2_400
