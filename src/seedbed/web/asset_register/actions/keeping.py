"""Adding assets, changing them, showing them in public, and putting them on the thread."""

from __future__ import annotations

import uuid
from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime
from typing import Any

from django.db import transaction
from django.utils import timezone

from seedbed.analysis.assets.listing import Listing, ListingStatus
from seedbed.analysis.assets.types import ASSET_TYPES, Family
from seedbed.errors import BadInputError, UsageError
from seedbed.thread.kinds import BeadKind, Relation
from seedbed.thread.payloads.base import LONGEST_TITLE
from seedbed.thread.payloads.choices import AssetType as FamilyOfThread
from seedbed.thread.payloads.known import AssetPayload
from seedbed.web.asset_register.details import columns_of, weekly_hours
from seedbed.web.asset_register.models import Asset, AssetTypeHere, OpenHours
from seedbed.web.asset_register.policies import check_here, check_stands, verify_by
from seedbed.web.asset_register.texts import plain, why_not
from seedbed.web.asset_register.types_here import types_of
from seedbed.web.golden_thread import actions as thread
from seedbed.web.golden_thread.models import Bead, Link
from seedbed.web.people.audit import record
from seedbed.web.people.models import User
from seedbed.web.places.models import Neighbourhood, Partnership


@transaction.atomic
def add_asset(
    *,
    by: User | None,
    neighbourhood: Neighbourhood,
    listing: Listing,
    named_by_residents: bool = False,
    public: bool = False,
    at: datetime | None = None,
) -> Asset:
    """Write an asset down. Who adds it by hand has just looked, so it counts as verified now.

    Parameters
    ----------
    listing
        What is known of it; its identifier is not used, the register gives its own.
    named_by_residents
        Whether residents named it; others were found at a desk.
    public
        Whether the public directory shows it.

    Raises
    ------
    BadInputError
        If a value will not do.
    """
    _check(listing, neighbourhood)
    moment = at or timezone.now()
    today = timezone.localdate(moment)
    asset = Asset.objects.create(
        **columns_of(listing),
        neighbourhood=neighbourhood,
        named_by_residents=named_by_residents,
        public=public,
        last_verified_on=today,
        verify_by=verify_by(listing.asset_type, today),
        verified_by=by,
        changed_at=moment,
        made_at=moment,
        made_by=by,
    )
    keep_hours(asset, listing)
    record(by=by, action="assets.add", scope=neighbourhood.scope, subject=f"asset:{asset.pk}")
    return asset


@transaction.atomic
def change_asset(*, by: User | None, asset: Asset, listing: Listing, at: datetime | None = None) -> Asset:
    """Change what is known of an asset, and settle what people said had changed. Its bead follows.

    Raises
    ------
    BadInputError
        If a value will not do.
    UsageError
        If it was merged into another.
    """
    found = Asset.objects.select_for_update().get(pk=asset.pk)
    check_stands(found)
    _check(listing, found.neighbourhood)
    moment = at or timezone.now()
    today = timezone.localdate(moment)
    # Where it came from stays as it was.
    told = replace(listing, source=found.source, licence=found.licence)
    for name, value in columns_of(told).items():
        setattr(found, name, value)
    found.changed_at, found.last_verified_on, found.verified_by = moment, today, by
    found.verify_by = verify_by(found.asset_type, today)
    found.gone_at = moment if listing.status is ListingStatus.DEFUNCT else None
    found.save()
    keep_hours(found, told)
    found.checks.filter(settled_at=None).update(settled_at=moment, settled_by=by)
    _revise_bead(by, found, moment)
    record(by=by, action="assets.change", scope=found.neighbourhood.scope, subject=f"asset:{found.pk}")
    return found


@transaction.atomic
def show_in_public(*, by: User | None, assets: Sequence[Asset], public: bool) -> int:
    """Show assets of one neighbourhood in its public directory, or take them out; return how many changed."""
    changing = [each for each in assets if each.public is not public]
    if not changing:
        return 0
    scope = changing[0].neighbourhood.scope
    if any(each.neighbourhood_id != changing[0].neighbourhood_id for each in changing):
        raise UsageError("These cannot be changed together.", "They are of two places.", "Change each place's own.")
    numbers = [each.pk for each in changing]
    Asset.objects.filter(pk__in=numbers).update(public=public)
    record(by=by, action="assets.publish", scope=scope, subject="assets", many=len(numbers), public=public)
    return len(numbers)


@transaction.atomic
def on_thread(*, by: User | None, asset: Asset, at: datetime | None = None) -> Bead:
    """Return the bead of an asset; put it on the thread if it has none.

    An asset joins the thread when residents name it, a barrier is put to it or a later step uses it.

    Raises
    ------
    UsageError
        If it was merged into another.
    """
    found = Asset.objects.select_for_update(of=("self",)).select_related("neighbourhood__programme").get(pk=asset.pk)
    check_stands(found)
    if found.bead is not None:
        return found.bead
    place = found.neighbourhood
    found.bead = thread.add_bead(by=by, programme=place.programme, neighbourhood=place, payload=_payload(found), at=at)
    found.save(update_fields=["bead"])
    asset.bead = found.bead
    record(by=by, action="assets.put_on_thread", scope=place.scope, subject=f"asset:{found.pk}")
    return found.bead


@transaction.atomic
def name_asset(*, by: User | None, asset: Asset, voices: Sequence[Bead], at: datetime | None = None) -> Bead:
    """Join an asset with the voices that name it; from then on residents named it.

    Raises
    ------
    UsageError
        If a bead is no voice, or was withdrawn, or the asset was merged into another.
    """
    bead = on_thread(by=by, asset=asset, at=at)
    for voice in voices:
        thread.link(by=by, source=voice, relation=Relation.NAMED_ASSET, target=bead, at=at)
    if voices:
        Asset.objects.filter(pk=asset.pk).update(named_by_residents=True)
        asset.named_by_residents = True
    record(by=by, action="assets.name", scope=asset.neighbourhood.scope, subject=f"asset:{asset.pk}", many=len(voices))
    return bead


@transaction.atomic
def take_in(*, by: User | None, bead: Bead, at: datetime | None = None) -> Asset:
    """Give an asset that was put on the thread by hand its listing; the same bead has one only.

    Raises
    ------
    UsageError
        If the bead is no asset of a neighbourhood, or was withdrawn or merged away.
    """
    if bead.kind != BeadKind.ASSET or bead.neighbourhood is None or bead.went_in_id or hasattr(bead, "tombstone"):
        raise UsageError(
            "This cannot be taken into the register.",
            "It is no asset of a neighbourhood, or it was taken back or merged away.",
            "Add the asset by hand.",
        )
    there = Asset.objects.filter(bead=bead).first()
    if there is not None:
        return there
    family = Family(bead.payload["asset_type"])
    code = next(each.code for each in reversed(ASSET_TYPES.values()) if each.family is family)
    named = Link.objects.filter(target=bead, relation=Relation.NAMED_ASSET, retracted_at=None).exists()
    listing = Listing(identifier="", name=bead.payload["name"], asset_type=code, owner=bead.payload.get("owner", ""))
    asset = add_asset(by=by, neighbourhood=bead.neighbourhood, listing=listing, named_by_residents=named, at=at)
    asset.bead = bead
    asset.save(update_fields=["bead"])
    return asset


@transaction.atomic
def add_type(*, by: User | None, partnership: Partnership, name: str, plural: str, family: Family) -> AssetTypeHere:
    """Add a kind of asset that a partnership needs.

    Raises
    ------
    BadInputError
        If it has no name, or there is one of that name.
    """
    called, several = plain(name, 100, "name"), plain(plural, 100, "name for several")
    known = types_of(partnership)
    if not called or called.casefold() in {each.name.casefold() for each in known.values()}:
        raise BadInputError(
            "The kind cannot be added.", "It has no name, or there is one of that name.", "Give it a name of its own."
        )
    code = f"own_{uuid.uuid4().hex[:12]}"
    made = AssetTypeHere.objects.create(
        partnership=partnership, code=code, name=called, plural=several or called, family=family.value
    )
    record(by=by, action="assets.add_type", scope=partnership.scope, subject=f"asset_type:{made.pk}")
    return made


def keep_hours(asset: Asset, listing: Listing) -> None:
    """Write down when it is open in any week, for the filter of what is open now."""
    asset.open_hours.all().delete()
    OpenHours.objects.bulk_create(hours_of(asset, listing))


def hours_of(asset: Asset, listing: Listing) -> list[OpenHours]:
    """Return the rows of when it is open, not yet kept."""
    return [
        OpenHours(asset=asset, starts=starts, ends=ends, valid_from=first, valid_to=last)
        for starts, ends, first, last in weekly_hours(listing.opening)
    ]


def _check(listing: Listing, neighbourhood: Neighbourhood) -> None:
    wrong = why_not(listing)
    if not wrong and listing.asset_type not in types_of(neighbourhood.programme.partnership):
        wrong = f"There is no kind of asset called {listing.asset_type}."
    if wrong:
        raise BadInputError("The asset cannot be kept.", wrong, "Change that and send it again.")


def _payload(asset: Asset) -> AssetPayload:
    known = types_of(asset.neighbourhood.programme.partnership)
    family = known[asset.asset_type].family if asset.asset_type in known else Family.ECONOMIC
    owner = str(asset.details.get("owner", ""))
    return AssetPayload(
        name=asset.name[:LONGEST_TITLE], asset_type=FamilyOfThread(family.value), owner=owner[:LONGEST_TITLE]
    )


def _revise_bead(by: User | None, asset: Asset, moment: datetime) -> None:
    bead: Any = asset.bead
    if bead is None or bead.went_in_id or hasattr(bead, "tombstone"):
        return
    thread.revise(by=by, bead=bead, payload=_payload(asset), why="Its listing was changed.", at=moment)


__all__ = [
    "add_asset",
    "add_type",
    "change_asset",
    "check_here",
    "hours_of",
    "keep_hours",
    "name_asset",
    "on_thread",
    "show_in_public",
    "take_in",
]
