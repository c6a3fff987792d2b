"""What has a row in the register is changed there, not by the plain forms of beads."""

from __future__ import annotations

from typing import Any

import pytest

from seedbed.thread.identifiers import printed
from seedbed.thread.payloads.choices import BarrierKind
from seedbed.thread.payloads.known import AssetPayload
from seedbed.web.asset_register.actions import ToldBarrier, on_thread, put_barrier
from seedbed.web.asset_register.models import Asset
from seedbed.web.golden_thread.actions import add_bead
from seedbed.web.golden_thread.models import Bead
from seedbed.web.places.models import Neighbourhood
from tests.unit.web.conftest import Cast


def by_hand(bead: Bead, part: str) -> str:
    return f"/by-hand/bead/{printed(bead.pk)}/{part}/"


def test_an_asset_is_changed_in_the_register(hall: Asset, cast: Cast, as_: Any) -> None:
    bead = on_thread(by=cast.dev, asset=hall)
    answer = as_(cast.dev).get(by_hand(bead, "edit"))
    assert answer.headers["Location"] == f"/assets/{hall.identifier}/change/"


def test_a_barrier_is_changed_in_the_register(hall: Asset, cast: Cast, as_: Any) -> None:
    told = ToldBarrier(name="Steps", kind=BarrierKind.DISABILITY_ACCESS)
    barrier = put_barrier(by=cast.dev, on=hall, told=told)
    answer = as_(cast.dev).get(by_hand(barrier.bead, "edit"))
    assert answer.headers["Location"] == f"/assets/barrier/{barrier.pk}/"


@pytest.mark.parametrize("part", ["merge", "split"])
def test_a_listed_asset_is_not_reshaped_by_hand(part: str, hall: Asset, cast: Cast, as_: Any) -> None:
    bead = on_thread(by=cast.dev, asset=hall)
    answer = as_(cast.dev).get(by_hand(bead, part))
    assert answer.status_code in {400, 409}
    assert "Duplicates" in answer.content.decode()


def test_an_asset_without_a_listing_is_still_changed_by_hand(
    neighbourhood: Neighbourhood, cast: Cast, as_: Any
) -> None:
    bead = add_bead(
        by=cast.dev,
        programme=neighbourhood.programme,
        neighbourhood=neighbourhood,
        payload=AssetPayload(name="Orchard"),
    )
    assert as_(cast.dev).get(by_hand(bead, "edit")).status_code == 200
