"""An asset and the things around it."""

from __future__ import annotations

from datetime import date, time
from typing import Any

import pytest
import shapely

from seedbed.analysis.assets.listing import Listing, OpeningTimes, Price, StepFree
from seedbed.web.asset_register.actions import add_asset
from seedbed.web.asset_register.models import Asset
from seedbed.web.golden_thread.models import Bead
from seedbed.web.listening.actions import excerpt, record_contribution
from seedbed.web.places.actions import set_boundary
from seedbed.web.places.models import BoundaryOrigin, Neighbourhood
from tests.unit.web.conftest import Cast

SAID = "The hall is shut on Sundays. There are steps up to it."


def listing(name: str = "Mill Hall", **told: Any) -> Listing:
    """Return what is known of a hall; ``told`` changes it."""
    known: dict[str, Any] = {
        "identifier": "hall-1",
        "asset_type": "community_centre",
        "description": "A hall with a stage.",
        "organisation": "Mill Trust",
        "longitude": -1.5,
        "latitude": 53.5,
        "postcode": "ZZ1 1AA",
        "telephone": "01632 960123",
        "opening": (OpeningTimes(days=("MO", "TH"), opens=time(10), closes=time(12)),),
        "prices": (Price(amount=0),),
        "languages": ("Bengali", "English"),
        "step_free": StepFree.NO,
        "owner": "The council",
        "source": "Town directory",
        "extra": {"colour": "blue", "rooms": [1, 2]},
    }
    return Listing(name=name, **{**known, **told})


@pytest.fixture
def hall(neighbourhood: Neighbourhood, cast: Cast) -> Asset:
    return add_asset(by=cast.dev, neighbourhood=neighbourhood, listing=listing())


@pytest.fixture
def voice(neighbourhood: Neighbourhood, cast: Cast) -> Bead:
    """Of Rosa, on the hall."""
    said = record_contribution(
        by=cast.dev, neighbourhood=neighbourhood, words=SAID, said_on=date(2026, 1, 5), participant=cast.rosa
    )
    return excerpt(by=cast.dev, contribution=said, start=0, end=28).bead


@pytest.fixture
def line(neighbourhood: Neighbourhood) -> None:
    """A square around the hall, with 2,000 residents."""
    square = shapely.box(-1.51, 53.49, -1.49, 53.51)
    set_boundary(
        by=None,
        neighbourhood=neighbourhood,
        shares={"ZZ01": 1.0},
        outline=shapely.geometry.mapping(square),
        origin=BoundaryOrigin.DRAWN,
        reason="For tests",
        residents=2_000.0,
    )
