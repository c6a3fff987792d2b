"""Pairs are shown side by side, and all sure pairs between two sources are merged and undone together."""

from __future__ import annotations

from typing import Any

import pytest

from seedbed.web.asset_register.actions import add_asset
from seedbed.web.asset_register.models import Asset, ManyMerges
from seedbed.web.asset_register.queries.lists import standing
from seedbed.web.jobs.models import Job
from seedbed.web.jobs.running import run
from seedbed.web.places.models import Neighbourhood
from tests.unit.web.asset_register.conftest import listing
from tests.unit.web.conftest import Cast

pytestmark = pytest.mark.django_db


@pytest.fixture
def twin(neighbourhood: Neighbourhood, cast: Cast) -> Asset:
    """The hall told again by another source, as a library."""
    told = listing(asset_type="library", source="Another list")
    return add_asset(by=cast.dev, neighbourhood=neighbourhood, listing=told)


def test_a_pair_shows_kind_and_source_and_what_differs(
    hall: Asset, twin: Asset, neighbourhood: Neighbourhood, cast: Cast, as_: Any
) -> None:
    page = as_(cast.dev).get(f"/assets/in/{neighbourhood.slug}/duplicates/")
    (shown,) = page.context["compared"]
    assert [str(row.label) for row in shown.rows if row.differs] == ["Kind", "Who gives it out"]


def test_people_choose_which_listing_stays(
    hall: Asset, twin: Asset, neighbourhood: Neighbourhood, cast: Cast, as_: Any
) -> None:
    sent = {"one": hall.pk, "other": twin.pk, "keep": twin.pk, "why": "One hall"}
    as_(cast.dev).post(f"/assets/in/{neighbourhood.slug}/duplicates/", sent)
    assert list(standing(neighbourhood)) == [twin]


def test_sure_pairs_of_two_sources_are_merged_and_undone_together(
    hall: Asset, neighbourhood: Neighbourhood, cast: Cast, as_: Any
) -> None:
    twin = add_asset(by=cast.dev, neighbourhood=neighbourhood, listing=listing(source="Another list"))
    dev, address = as_(cast.dev), f"/assets/in/{neighbourhood.slug}/duplicates/all/"
    address += "?stays=Another+list&goes=Town+directory"
    (shown,) = dev.get(address).context["compared"]
    assert shown.pair.both == (twin, hall)
    dev.post(address, {"pair": [f"{twin.pk}-{hall.pk}"]})
    run(Job.objects.get().pk)
    assert list(standing(neighbourhood)) == [twin]
    page = f"/assets/merges/{ManyMerges.objects.get().pk}/"
    assert "Undo all of these merges" in dev.get(page).content.decode()
    dev.post(f"{page}undo/")
    run(Job.objects.latest("asked_at").pk)
    assert set(standing(neighbourhood)) == {hall, twin}
