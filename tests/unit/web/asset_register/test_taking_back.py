"""An import is taken back: what it brought goes, what it changed is as before, what people used since stays."""

from __future__ import annotations

from typing import Any

import pytest

from seedbed.analysis.assets.listing import Listings
from seedbed.errors import UsageError
from seedbed.web.asset_register.actions import change_asset, name_asset, take_back
from seedbed.web.asset_register.actions.importing import Asked, finish_import, keep_file
from seedbed.web.asset_register.models import Asset, Import, ImportState
from seedbed.web.asset_register.readying import make_ready
from seedbed.web.golden_thread.models import Bead
from seedbed.web.jobs.models import Job
from seedbed.web.jobs.running import run
from seedbed.web.places.models import Neighbourhood
from tests.unit.web.asset_register.conftest import listing
from tests.unit.web.conftest import Cast

pytestmark = pytest.mark.django_db


def brought(here: Neighbourhood, cast: Cast, *names: str, **told: Any) -> Import:
    """Take in halls of these names, each with its own number."""
    halls = tuple(listing(name, identifier=str(number), **told) for number, name in enumerate(names))
    kept = keep_file(
        by=cast.dev, neighbourhood=here, name="halls.csv", content=b"x", asked=Asked(source="Town directory")
    )
    ready = make_ready(Listings(listings=halls, source="Town directory"), here)
    finish_import(by=cast.dev, kept=kept, ready=ready, public=False)
    return kept


def test_what_an_import_added_is_taken_out(neighbourhood: Neighbourhood, cast: Cast, hall: Asset) -> None:
    done = take_back(by=cast.dev, kept=brought(neighbourhood, cast, "One", "Two"))
    assert (done.removed, list(Asset.objects.all())) == (2, [hall])


def test_what_an_import_changed_says_again_what_it_said(neighbourhood: Neighbourhood, cast: Cast) -> None:
    brought(neighbourhood, cast, "Old name")
    done = take_back(by=cast.dev, kept=brought(neighbourhood, cast, "New name", opening=()))
    asset = Asset.objects.get()
    assert (done.restored, asset.name, asset.open_hours.count()) == (1, "Old name", 2)


def test_what_people_used_or_changed_since_stays_and_is_named(
    neighbourhood: Neighbourhood, cast: Cast, voice: Bead
) -> None:
    kept = brought(neighbourhood, cast, "Named", "Changed", "Left alone")
    name_asset(by=cast.dev, asset=Asset.objects.get(name="Named"), voices=[voice])
    changed = Asset.objects.get(name="Changed")
    change_asset(by=cast.dev, asset=changed, listing=listing("Changed"))
    assert take_back(by=cast.dev, kept=kept).removed == 1
    kept.refresh_from_db()
    assert [each["name"] for each in kept.left] == ["Changed", "Named"]
    assert "thread" in kept.left[1]["why"]


def test_what_a_later_import_changed_stays(neighbourhood: Neighbourhood, cast: Cast) -> None:
    first = brought(neighbourhood, cast, "Old name")
    brought(neighbourhood, cast, "New name")
    assert (take_back(by=cast.dev, kept=first).removed, Asset.objects.get().name) == (0, "New name")


def test_an_import_is_taken_back_once(neighbourhood: Neighbourhood, cast: Cast) -> None:
    kept = brought(neighbourhood, cast, "One")
    take_back(by=cast.dev, kept=kept)
    with pytest.raises(UsageError):
        take_back(by=cast.dev, kept=kept)


def test_it_is_taken_back_from_its_page_by_the_queue(neighbourhood: Neighbourhood, cast: Cast, as_: Any) -> None:
    kept, dev = brought(neighbourhood, cast, "One"), as_(cast.dev)
    page = f"/assets/import/{kept.pk}/"
    assert "Take this import back" in dev.get(page).content.decode()
    dev.post(f"{page}take-back/")
    run(Job.objects.get().pk)
    kept.refresh_from_db()
    assert (kept.state, kept.taken_back_by, Asset.objects.count()) == (ImportState.TAKEN_BACK, cast.dev, 0)
    assert "It was taken back" in dev.get(page).content.decode()


def test_the_list_is_narrowed_to_a_source(neighbourhood: Neighbourhood, cast: Cast, as_: Any, hall: Asset) -> None:
    brought(neighbourhood, cast, "Elsewhere", source="Another list")
    page = as_(cast.dev).get(f"/assets/in/{neighbourhood.slug}/?source=Another+list")
    assert [line["asset"].name for line in page.context["lines"]] == ["Elsewhere"]
