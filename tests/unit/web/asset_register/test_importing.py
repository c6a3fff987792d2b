"""Files and feeds are taken in, all of one or nothing, with each row that was refused and why."""

from __future__ import annotations

import json
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Any
from uuid import UUID

import pytest

from seedbed.analysis.assets.listing import Listing, Listings, ListingStatus, Rejected
from seedbed.errors import BadInputError
from seedbed.web.asset_register import placing, tasks
from seedbed.web.asset_register.actions import Asked, change_asset, import_listings, merge_assets, start_import
from seedbed.web.asset_register.models import Asset, Import, ImportState
from seedbed.web.asset_register.readying import make_ready
from seedbed.web.jobs.models import JobState
from seedbed.web.jobs.running import run
from seedbed.web.jobs.tasks import Stopped
from seedbed.web.places.models import Neighbourhood
from tests.unit.web.asset_register.conftest import listing
from tests.unit.web.conftest import Cast

pytestmark = pytest.mark.django_db

TABLE = """name,latitude,longitude,identifier
Old Hall,53.5,-1.5,a
,53.5,-1.5,b
New Hall,53.5,-1.5,c
Swapped,-1.5,53.5,d
"""


def some(*told: Listing, **more: Any) -> Listings:
    return Listings(listings=told, source="Town directory", **more)


def test_listings_are_kept_with_all_they_say(neighbourhood: Neighbourhood, cast: Cast) -> None:
    done = import_listings(by=cast.dev, neighbourhood=neighbourhood, listings=some(listing()))
    asset = Asset.objects.get()
    assert (done.added, asset.source_identifier, asset.open_hours.count()) == (1, "hall-1", 2)
    assert replace(asset.listing(), identifier="hall-1") == listing()


def test_importing_verifies_nothing(neighbourhood: Neighbourhood, cast: Cast) -> None:
    import_listings(by=cast.dev, neighbourhood=neighbourhood, listings=some(listing()))
    assert Asset.objects.get().last_verified_on is None


def test_a_sources_own_day_of_verification_is_kept(neighbourhood: Neighbourhood, cast: Cast) -> None:
    day = date(2025, 5, 1)
    import_listings(by=cast.dev, neighbourhood=neighbourhood, listings=some(listing(last_verified=day)))
    assert Asset.objects.get().last_verified_on == day


def test_a_day_to_come_verifies_nothing(neighbourhood: Neighbourhood, cast: Cast) -> None:
    import_listings(by=cast.dev, neighbourhood=neighbourhood, listings=some(listing(last_verified=date(2999, 1, 1))))
    assert Asset.objects.get().last_verified_on is None


def test_what_comes_again_unchanged_is_left(neighbourhood: Neighbourhood, cast: Cast) -> None:
    import_listings(by=cast.dev, neighbourhood=neighbourhood, listings=some(listing()))
    done = import_listings(by=cast.dev, neighbourhood=neighbourhood, listings=some(listing()))
    assert (done.added, done.changed, done.same) == (0, 0, 1)


def test_what_comes_again_changed_is_changed(neighbourhood: Neighbourhood, cast: Cast) -> None:
    import_listings(by=cast.dev, neighbourhood=neighbourhood, listings=some(listing()))
    done = import_listings(by=cast.dev, neighbourhood=neighbourhood, listings=some(listing(name="Hall", opening=())))
    asset = Asset.objects.get()
    assert (done.changed, asset.name, asset.open_hours.count()) == (1, "Hall", 0)


def test_what_was_changed_here_is_left(neighbourhood: Neighbourhood, cast: Cast) -> None:
    import_listings(by=cast.dev, neighbourhood=neighbourhood, listings=some(listing()))
    change_asset(by=cast.dev, asset=Asset.objects.get(), listing=listing(name="As people say"))
    done = import_listings(by=cast.dev, neighbourhood=neighbourhood, listings=some(listing(name="Hall")))
    assert (done.left, Asset.objects.get().name) == (1, "As people say")


def test_what_was_merged_away_does_not_come_back(hall: Asset, neighbourhood: Neighbourhood, cast: Cast) -> None:
    import_listings(by=cast.dev, neighbourhood=neighbourhood, listings=some(listing()))
    came = Asset.objects.exclude(source_identifier="").get()
    merge_assets(by=cast.dev, kept=hall, gone=came, why="One hall")
    done = import_listings(by=cast.dev, neighbourhood=neighbourhood, listings=some(listing(name="Hall")))
    assert (done.added, done.left) == (0, 1)


def test_a_defunct_listing_is_not_listed(neighbourhood: Neighbourhood, cast: Cast) -> None:
    import_listings(by=cast.dev, neighbourhood=neighbourhood, listings=some(listing(status=ListingStatus.DEFUNCT)))
    assert Asset.objects.get().gone_at is not None


def test_identifiers_that_are_uuids_stay(neighbourhood: Neighbourhood, cast: Cast) -> None:
    own = "ac148810-d857-441c-9679-408f346de14b"
    import_listings(by=cast.dev, neighbourhood=neighbourhood, listings=some(listing(identifier=own)))
    assert Asset.objects.get().identifier == UUID(own)


def test_two_places_may_take_one_feed(
    neighbourhood: Neighbourhood, other_neighbourhood: Neighbourhood, cast: Cast
) -> None:
    own = "ac148810-d857-441c-9679-408f346de14b"
    for place in (neighbourhood, other_neighbourhood):
        import_listings(by=cast.dev, neighbourhood=place, listings=some(listing(identifier=own)))
    assert len(set(Asset.objects.values_list("identifier", flat=True))) == 2


def test_records_that_will_not_do_are_refused_with_the_reason(neighbourhood: Neighbourhood) -> None:
    ready = make_ready(
        some(listing(), listing(), listing(identifier="2", name=""), rejected=(Rejected(path="row 9", reason="No"),)),
        neighbourhood,
    )
    assert [each.reason for each in ready.rejected] == [
        "No",
        "Another record has the same identifier, hall-1.",
        "It has no name.",
    ]
    assert len(ready.listings) == 1


def test_unknown_kinds_are_kept_as_other(neighbourhood: Neighbourhood) -> None:
    ready = make_ready(some(listing(asset_type="castle")), neighbourhood)
    (told,) = ready.listings
    assert (told.listing.asset_type, told.listing.extra["asset_type"]) == ("other", "castle")
    assert any("not known here" in each for each in ready.notes)


def test_what_lies_outside_the_line_is_refused_if_asked(line: None, neighbourhood: Neighbourhood) -> None:
    told = some(
        listing(), listing(identifier="2", longitude=0.5), listing(identifier="3", longitude=None, latitude=None)
    )
    ready = make_ready(told, neighbourhood, only_inside=True)
    assert [each.source_identifier for each in ready.listings] == ["hall-1"]
    assert ["outside the line" in each.reason for each in ready.rejected] == [True, False]
    assert "no place" in ready.rejected[1].reason


def test_places_that_nothing_checks_are_told(neighbourhood: Neighbourhood) -> None:
    ready = make_ready(some(listing()), neighbourhood)
    assert "places anywhere on Earth are taken" in ready.notes[0]


def test_what_has_no_place_is_taken_if_asked_and_told(line: None, neighbourhood: Neighbourhood) -> None:
    told = some(listing(), listing(identifier="2", longitude=None, latitude=None))
    ready = make_ready(told, neighbourhood, only_inside=True, placeless=True)
    assert len(ready.listings) == 2
    assert any("1 have no place" in note for note in ready.notes)


def test_postcodes_are_placed_by_the_programmes_pack(
    neighbourhood: Neighbourhood, monkeypatch: pytest.MonkeyPatch
) -> None:
    def found(listings: Any, _pack: Any) -> Any:
        return tuple(replace(each, longitude=-1.5, latitude=53.5) for each in listings[:1]) + listings[1:], 1

    monkeypatch.setattr(placing, "pack_named", lambda _name: object())
    monkeypatch.setattr(placing, "placed_by_postcode", found)
    away: dict[str, Any] = {"longitude": None, "latitude": None}
    told = placing.placed(some(listing(**away), listing(postcode="ZZ9 9ZZ", **away)), neighbourhood)
    assert [each.longitude for each in told.listings] == [-1.5, None]
    assert [note.split()[:4] for note in told.notes] == [["1", "were", "put", "in"], ["1", "have", "a", "postcode"]]


def started(neighbourhood: Neighbourhood, cast: Cast, content: str = TABLE) -> tuple[Import, Any]:
    asked = Asked(source="Town directory")
    return start_import(
        by=cast.dev, neighbourhood=neighbourhood, name="halls.csv", content=content.encode(), asked=asked
    )


def test_a_file_is_read_by_the_queue(neighbourhood: Neighbourhood, cast: Cast) -> None:
    neighbourhood.programme.invented = False
    neighbourhood.programme.save()
    kept, job = started(neighbourhood, cast)
    run(job.pk)
    kept.refresh_from_db()
    assert (kept.state, kept.records, kept.added) == (ImportState.DONE, 4, 2)
    assert [row["identifier"] for row in kept.rejected] == ["b", "d"]
    assert kept.content == b""


def test_exchanged_places_are_refused_on_a_practice_site_too(
    line: None, neighbourhood: Neighbourhood, cast: Cast
) -> None:
    kept, job = started(neighbourhood, cast)
    run(job.pk)
    kept.refresh_from_db()
    assert neighbourhood.programme.invented
    assert [row["identifier"] for row in kept.rejected] == ["b", "d"]


def test_a_bad_file_leaves_nothing(neighbourhood: Neighbourhood, cast: Cast) -> None:
    kept, job = started(neighbourhood, cast, content="\x00\x01")
    run(job.pk)
    kept.refresh_from_db()
    job.refresh_from_db()
    assert (job.state, kept.content, Asset.objects.count()) == (JobState.FAILED, b"", 0)


def test_an_import_that_failed_leads_back_to_where_it_was_asked_for(
    neighbourhood: Neighbourhood, cast: Cast, as_: Any
) -> None:
    kept, job = started(neighbourhood, cast, content="\x00\x01")
    run(job.pk)
    back, dev = f"/assets/in/{neighbourhood.slug}/import/?again={kept.pk}", as_(cast.dev)
    assert f'href="{back}"' in dev.get(f"/jobs/{job.pk}/").content.decode()
    assert dev.get(back).context["form"]["source"].value() == "Town directory"


def test_work_that_is_stopped_leaves_nothing(neighbourhood: Neighbourhood, cast: Cast) -> None:
    kept, _ = started(neighbourhood, cast)

    def stop_before_it_is_taken_in(done: float, total: float, message: str) -> None:
        if message.startswith("Taking"):
            raise Stopped

    with pytest.raises(Stopped):
        tasks.import_assets(stop_before_it_is_taken_in, number=str(kept.pk))
    kept.refresh_from_db()
    assert (Asset.objects.count(), kept.state, kept.content) == (0, ImportState.WAITING, b"")


def test_a_fault_half_way_leaves_nothing(
    neighbourhood: Neighbourhood, cast: Cast, monkeypatch: pytest.MonkeyPatch
) -> None:
    _, job = started(neighbourhood, cast)
    monkeypatch.setattr("seedbed.web.asset_register.actions.importing.asdict", lambda _: 1 / 0)
    run(job.pk)
    job.refresh_from_db()
    assert (job.state, Asset.objects.count()) == (JobState.FAILED, 0)


def test_a_private_address_is_refused(neighbourhood: Neighbourhood, cast: Cast) -> None:
    _, job = start_import(by=cast.dev, neighbourhood=neighbourhood, name="http://127.0.0.1:9/services")
    run(job.pk)
    job.refresh_from_db()
    assert job.state == JobState.FAILED
    assert "public internet" in json.dumps(job.error)


def test_rows_refused_are_downloaded_without_formulas(
    neighbourhood: Neighbourhood, cast: Cast, as_: Any, tmp_path: Path
) -> None:
    kept, _ = started(neighbourhood, cast)
    kept.rejected = [{"path": "row 2", "identifier": "=1+1", "reason": "it has no name"}]
    kept.state = ImportState.DONE
    kept.save()
    table = as_(cast.dev).get(f"/assets/import/{kept.pk}/refused.csv").content.decode()
    assert table.splitlines() == ["path,identifier,reason", "row 2,'=1+1,it has no name"]


def test_a_file_is_sent_from_the_page(neighbourhood: Neighbourhood, cast: Cast, as_: Any, tmp_path: Path) -> None:
    path = tmp_path / "halls.csv"
    path.write_text(TABLE)
    with path.open("rb") as file:
        answer = as_(cast.dev).post(f"/assets/in/{neighbourhood.slug}/import/", {"file": file, "source": "Town"})
    assert answer.headers["Location"] == f"/assets/import/{Import.objects.get().pk}/columns/"
    assert bytes(Import.objects.get().content) == TABLE.encode()


def test_neither_file_nor_feed_is_refused(neighbourhood: Neighbourhood, cast: Cast, as_: Any) -> None:
    assert as_(cast.dev).post(f"/assets/in/{neighbourhood.slug}/import/", {"source": "Town"}).status_code == 422


def test_reading_refuses_what_it_cannot_read(neighbourhood: Neighbourhood, cast: Cast) -> None:
    kept, _ = started(neighbourhood, cast, content="\x00")
    with pytest.raises(BadInputError):
        tasks.import_assets(lambda *_: None, number=str(kept.pk))
