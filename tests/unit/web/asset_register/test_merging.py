"""Two listings of one thing become one, and can become two again."""

from __future__ import annotations

from typing import Any

import pytest

from seedbed.errors import UsageError
from seedbed.thread.kinds import Relation
from seedbed.thread.payloads.choices import BarrierKind
from seedbed.web.asset_register.actions import (
    ToldBarrier,
    add_asset,
    merge_assets,
    name_asset,
    put_barrier,
    tell_apart,
    undo_merge,
)
from seedbed.web.asset_register.models import Asset, Barrier
from seedbed.web.asset_register.queries.alike import alike_in, parts_of
from seedbed.web.asset_register.queries.lists import standing
from seedbed.web.asset_register.queries.merges import merges_into, what_stayed
from seedbed.web.golden_thread.models import Bead, Link
from seedbed.web.places.models import Neighbourhood
from tests.unit.web.asset_register.conftest import listing
from tests.unit.web.conftest import Cast

pytestmark = pytest.mark.django_db

STEPS = ToldBarrier(name="Steps at the door", kind=BarrierKind.DISABILITY_ACCESS)


@pytest.fixture
def twin(neighbourhood: Neighbourhood, cast: Cast) -> Asset:
    """The hall told again, with an e-mail and without a telephone or an owner."""
    told = listing(name="The Mill Hall", telephone="", owner="", email="hall@example.org", source="Another list")
    return add_asset(by=cast.dev, neighbourhood=neighbourhood, listing=told)


def test_the_one_that_stays_takes_what_it_lacks(hall: Asset, twin: Asset, cast: Cast) -> None:
    merge_assets(by=cast.dev, kept=twin, gone=hall, why="One hall")
    twin.refresh_from_db()
    told = twin.listing()
    assert (told.name, told.telephone, told.owner, told.email) == (
        "The Mill Hall",
        "01632 960123",
        "The council",
        "hall@example.org",
    )


def test_only_one_is_listed_afterwards(hall: Asset, twin: Asset, neighbourhood: Neighbourhood, cast: Cast) -> None:
    merge_assets(by=cast.dev, kept=twin, gone=hall, why="One hall")
    assert list(standing(neighbourhood)) == [twin]


def test_undoing_gives_both_back_as_they_were(
    hall: Asset, twin: Asset, neighbourhood: Neighbourhood, cast: Cast
) -> None:
    before = hall.listing(), twin.listing()
    undo_merge(by=cast.dev, merge=merge_assets(by=cast.dev, kept=twin, gone=hall, why="One hall"))
    hall.refresh_from_db()
    twin.refresh_from_db()
    assert (hall.listing(), twin.listing()) == before
    assert standing(neighbourhood).count() == 2


def test_undoing_leaves_what_was_changed_since(hall: Asset, twin: Asset, cast: Cast) -> None:
    merge = merge_assets(by=cast.dev, kept=twin, gone=hall, why="One hall")
    twin.refresh_from_db()
    twin.details = {**twin.details, "owner": "The trust"}
    twin.save()
    undo_merge(by=cast.dev, merge=merge)
    twin.refresh_from_db()
    assert twin.listing().owner == "The trust"


def test_barriers_move_and_come_back(hall: Asset, twin: Asset, cast: Cast) -> None:
    barrier = put_barrier(by=cast.dev, on=hall, told=STEPS)
    merge = merge_assets(by=cast.dev, kept=twin, gone=hall, why="One hall")
    assert Barrier.objects.get(pk=barrier.pk).asset == twin
    undo_merge(by=cast.dev, merge=merge)
    assert Barrier.objects.get(pk=barrier.pk).asset == hall


def test_links_of_the_thread_move_and_come_back(hall: Asset, twin: Asset, voice: Bead, cast: Cast) -> None:
    bead = name_asset(by=cast.dev, asset=hall, voices=[voice])
    merge = merge_assets(by=cast.dev, kept=twin, gone=hall, why="One hall")
    twin.refresh_from_db()
    living = Link.objects.filter(source=voice, relation=Relation.NAMED_ASSET, retracted_at=None)
    assert [link.target for link in living] == [twin.bead]
    assert twin.named_by_residents
    undo_merge(by=cast.dev, merge=merge)
    assert [link.target for link in living.all()] == [bead]


def test_a_merge_is_undone_once(hall: Asset, twin: Asset, cast: Cast) -> None:
    merge = merge_assets(by=cast.dev, kept=twin, gone=hall, why="One hall")
    undo_merge(by=cast.dev, merge=merge)
    with pytest.raises(UsageError, match="once more"):
        undo_merge(by=cast.dev, merge=merge)


def test_what_was_merged_on_is_undone_first(hall: Asset, twin: Asset, neighbourhood: Neighbourhood, cast: Cast) -> None:
    third = add_asset(by=cast.dev, neighbourhood=neighbourhood, listing=listing(name="Mill Hall, upstairs"))
    first = merge_assets(by=cast.dev, kept=twin, gone=hall, why="One hall")
    merge_assets(by=cast.dev, kept=third, gone=twin, why="One hall")
    hall.refresh_from_db()
    assert what_stayed(hall) == third
    with pytest.raises(UsageError, match="merged"):
        undo_merge(by=cast.dev, merge=first)


def test_a_merge_needs_a_reason(hall: Asset, twin: Asset, cast: Cast) -> None:
    with pytest.raises(UsageError, match="reason"):
        merge_assets(by=cast.dev, kept=twin, gone=hall, why=" ")
    assert not merges_into(twin)


def test_a_listing_is_not_merged_with_itself(hall: Asset, cast: Cast) -> None:
    with pytest.raises(UsageError, match="one listing"):
        merge_assets(by=cast.dev, kept=hall, gone=hall, why="One hall")


def test_listings_of_two_places_are_not_merged(hall: Asset, other_neighbourhood: Neighbourhood, cast: Cast) -> None:
    far = add_asset(by=None, neighbourhood=other_neighbourhood, listing=listing())
    with pytest.raises(UsageError, match="one listing"):
        merge_assets(by=cast.dev, kept=hall, gone=far, why="One hall")


def test_listings_that_look_alike_are_suggested(hall: Asset, twin: Asset, neighbourhood: Neighbourhood) -> None:
    (pair,) = alike_in(neighbourhood)
    assert {pair.kept, pair.gone} == {hall, twin}
    assert pair.reason


def test_what_residents_named_is_the_one_to_keep(
    hall: Asset, twin: Asset, voice: Bead, neighbourhood: Neighbourhood, cast: Cast
) -> None:
    name_asset(by=cast.dev, asset=twin, voices=[voice])
    assert alike_in(neighbourhood)[0].kept == twin


def test_what_was_told_apart_is_not_suggested_again(
    hall: Asset, twin: Asset, neighbourhood: Neighbourhood, cast: Cast
) -> None:
    tell_apart(by=cast.dev, one=twin, other=hall)
    assert alike_in(neighbourhood) == []


def test_very_many_listings_are_compared_in_parts(
    hall: Asset, twin: Asset, neighbourhood: Neighbourhood, cast: Cast, monkeypatch: pytest.MonkeyPatch, as_: Any
) -> None:
    for name, latitude in (("North Chapel", 54.5), ("The North Chapel", 54.5)):
        add_asset(by=cast.dev, neighbourhood=neighbourhood, listing=listing(name=name, latitude=latitude))
    monkeypatch.setattr("seedbed.web.asset_register.queries.alike.MOST_COMPARED", 2)
    assert parts_of(neighbourhood) == 2
    page = as_(cast.dev).get(f"/assets/in/{neighbourhood.slug}/duplicates/?part=2").content.decode()
    assert "this is part 2 of 2" in page
    assert "North Chapel" in page
    assert "Mill Hall" not in page


def test_few_listings_are_compared_at_once(hall: Asset, neighbourhood: Neighbourhood, cast: Cast, as_: Any) -> None:
    page = as_(cast.dev).get(f"/assets/in/{neighbourhood.slug}/duplicates/").content.decode()
    assert "this is part" not in page
