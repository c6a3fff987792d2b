"""Listings that a column cannot hold are refused alone; the rest is taken in."""

from __future__ import annotations

import math
from functools import reduce
from typing import Any

import pytest

from seedbed.analysis.assets.listing import Listings, Price
from seedbed.web.asset_register.actions import import_listings
from seedbed.web.asset_register.models import Asset
from seedbed.web.places.models import Neighbourhood
from tests.unit.web.asset_register.conftest import listing
from tests.unit.web.conftest import Cast


def nested(inner: Any, _: int) -> Any:
    return [inner]


ODD: dict[str, dict[str, Any]] = {
    "long identifier": {"identifier": "x" * 301},
    "long languages": {"languages": tuple(f"language {number}" for number in range(200))},
    "no number in what else it says": {"extra": {"a": [math.nan]}},
    "endless number in what else it says": {"extra": {"a": {"b": math.inf}}},
    "endless age": {"minimum_age": math.inf},
    "no age": {"maximum_age": math.nan},
    "endless price": {"prices": (Price(amount=math.inf),)},
    "zero sign in a key": {"extra": {"a\x00": 1}},
    "endless entrance": {"entrances": ((math.nan, 53.5),)},
    "no place": {"longitude": math.nan, "latitude": math.nan},
    "long kind": {"asset_type": "x" * 61},
    "nested without end": {"extra": {"a": reduce(nested, range(400), "b")}},
    "half a sign": {"description": "\ud800"},
}


@pytest.mark.django_db
@pytest.mark.parametrize("what", ODD)
def test_what_no_column_can_hold_is_refused_alone(what: str, neighbourhood: Neighbourhood, cast: Cast) -> None:
    told = Listings(listings=(listing("Odd", **ODD[what]), listing("Good", identifier="good")), source="Town directory")
    done = import_listings(by=cast.dev, neighbourhood=neighbourhood, listings=told)
    assert list(Asset.objects.values_list("name", flat=True)) == ["Good"]
    assert (done.added, done.rejected) == (1, 1)
