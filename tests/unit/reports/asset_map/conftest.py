"""A small neighbourhood with assets of several kinds."""

from __future__ import annotations

from datetime import date, time

import pytest

from seedbed.analysis.assets.listing import Listing, OpeningTimes, Price, StepFree
from seedbed.reports.asset_map.contents import Sheet, by_kind

LINE = {"type": "Polygon", "coordinates": [[[0.0, 50.0], [0.02, 50.0], [0.02, 50.01], [0.0, 50.01], [0.0, 50.0]]]}
KINDS = ("library", "community_centre", "park", "cafe")


def listings(number: int) -> list[Listing]:
    """Return assets in a grid, one in nine without a place."""
    return [
        Listing(
            identifier=str(each),
            name=f"Place {each:03d}",
            asset_type=KINDS[each % len(KINDS)],
            longitude=None if each % 9 == 4 else 0.001 + 0.0018 * (each % 10),
            latitude=None if each % 9 == 4 else 50.001 + 0.0008 * (each // 10 % 10),
        )
        for each in range(number)
    ]


@pytest.fixture
def sheet() -> Sheet:
    told = Listing(
        identifier="told",
        name="Tools & <Company>",
        asset_type="activity",
        longitude=0.01,
        latitude=50.005,
        address="1 High Street",
        postcode="ZZ1 1ZZ",
        opening=(OpeningTimes(days=("MO", "TU", "WE"), opens=time(9), closes=time(17)),),
        prices=(Price(amount=0),),
        step_free=StepFree.YES,
        telephone="01632 960000",
        last_verified=date(2026, 6, 3),
    )
    return Sheet("Millbrook", by_kind([told, *listings(30)]), LINE, note="31 assets on 22 November 2026.")
