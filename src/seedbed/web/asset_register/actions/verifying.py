"""Whether a listing is right: local people look, anybody may say that it is wrong, somebody settles it."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction
from django.utils import timezone

from seedbed.analysis.assets.listing import ListingStatus
from seedbed.errors import BadInputError, UsageError
from seedbed.web.asset_register.models import Asset, Check, Finding
from seedbed.web.asset_register.policies import check_here, check_stands, verify_by
from seedbed.web.asset_register.texts import LONGEST_NOTE, plain
from seedbed.web.people.audit import record
from seedbed.web.people.models import User


@transaction.atomic
def verify(*, by: User | None, asset: Asset, found: Finding, note: str = "", at: datetime | None = None) -> Check:
    """Note what someone found who looked: still right, changed, or gone.

    Still right settles what was said of it before and sets the day by which it is looked at again; changed waits until
    its listing is changed; gone takes it out of lists and of the directory, and can be undone by `bring_back`.

    Raises
    ------
    BadInputError
        If the note will not do.
    UsageError
        If it was merged away, is gone, or ``found`` is what only `say_wrong` notes.
    """
    if found is Finding.WRONG:
        raise UsageError("This is not what someone finds who looks.", "It is what anybody says.", "Use say_wrong.")
    kept = Asset.objects.select_for_update().get(pk=asset.pk)
    check_here(kept)
    moment = at or timezone.now()
    check = Check.objects.create(
        asset=kept, found=found.value, note=plain(note, LONGEST_NOTE, "note"), made_at=moment, made_by=by
    )
    if found is Finding.RIGHT:
        _count_as_verified(kept, by, moment)
    elif found is Finding.GONE:
        kept.gone_at, kept.status = moment, ListingStatus.DEFUNCT.value
        kept.save(update_fields=["gone_at", "status"])
    if found is not Finding.CHANGED:
        kept.checks.filter(settled_at=None).update(settled_at=moment, settled_by=by)
        check.refresh_from_db()
    record(by=by, action="assets.verify", scope=kept.neighbourhood.scope, subject=f"asset:{kept.pk}", found=found.value)
    return check


@transaction.atomic
def say_wrong(*, by: User | None, asset: Asset, note: str, at: datetime | None = None) -> Check:
    """Keep what anybody says is wrong with a listing; it waits until someone has looked. Nothing else changes.

    Raises
    ------
    BadInputError
        If nothing is said, or it will not do.
    UsageError
        If it was merged away or is gone.
    """
    check_here(Asset.objects.get(pk=asset.pk))
    said = plain(note, LONGEST_NOTE, "note")
    if not said:
        raise BadInputError("Nothing was sent.", "It does not say what is wrong.", "Say in a few words what is wrong.")
    check = Check.objects.create(
        asset=asset, found=Finding.WRONG.value, note=said, made_at=at or timezone.now(), made_by=by
    )
    record(by=by, action="assets.say_wrong", scope=asset.neighbourhood.scope, subject=f"asset:{asset.pk}")
    return check


@transaction.atomic
def settle(*, by: User | None, check: Check, at: datetime | None = None) -> Check:
    """Note that someone dealt with what was said, without changing the listing.

    Raises
    ------
    UsageError
        If it was settled already.
    """
    kept = Check.objects.select_for_update(of=("self",)).select_related("asset__neighbourhood__scope").get(pk=check.pk)
    if kept.settled_at is not None:
        raise UsageError("There is nothing to settle.", "Someone did so already.", "Look at the listing as it is now.")
    kept.settled_at, kept.settled_by = at or timezone.now(), by
    kept.save(update_fields=["settled_at", "settled_by"])
    record(by=by, action="assets.settle", scope=kept.asset.neighbourhood.scope, subject=f"asset:{kept.asset_id}")
    return kept


@transaction.atomic
def bring_back(*, by: User | None, asset: Asset, at: datetime | None = None) -> Asset:
    """Say that something is there after all: it is in lists again, and counts as verified now.

    Raises
    ------
    UsageError
        If it was merged away or is not gone.
    """
    kept = Asset.objects.select_for_update().get(pk=asset.pk)
    check_stands(kept)
    if kept.gone_at is None:
        raise UsageError("There is nothing to undo.", "It is not gone.", "Look at the listing as it is now.")
    kept.gone_at, kept.status = None, ListingStatus.ACTIVE.value
    kept.save(update_fields=["gone_at", "status"])
    _count_as_verified(kept, by, at or timezone.now())
    record(by=by, action="assets.bring_back", scope=kept.neighbourhood.scope, subject=f"asset:{kept.pk}")
    return kept


def _count_as_verified(asset: Asset, by: User | None, moment: datetime) -> None:
    today = timezone.localdate(moment)
    asset.last_verified_on, asset.verify_by, asset.verified_by = today, verify_by(asset.asset_type, today), by
    asset.save(update_fields=["last_verified_on", "verify_by", "verified_by"])
