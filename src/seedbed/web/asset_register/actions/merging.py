"""Two listings of one thing become one, with what moved written down, so that it can be undone."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from django.db import transaction
from django.utils import timezone

from seedbed.errors import UsageError
from seedbed.web.asset_register.actions.keeping import keep_hours, on_thread
from seedbed.web.asset_register.details import COLUMNS, columns_of
from seedbed.web.asset_register.models import Asset, AssetMerge, Barrier, ManyMerges, NotTheSame
from seedbed.web.asset_register.policies import check_stands
from seedbed.web.asset_register.texts import plain
from seedbed.web.golden_thread import actions as thread
from seedbed.web.golden_thread.models import Lineage
from seedbed.web.people.audit import record
from seedbed.web.people.models import User

FILLED = tuple(
    name
    for name in COLUMNS
    if name not in {"name", "asset_type", "status", "source", "licence", "longitude", "latitude"}
)
"""Columns that the one that stays takes from the other where its own is empty."""
LONGEST_WHY = 1_000


@transaction.atomic
def merge_assets(
    *,
    by: User | None,
    kept: Asset,
    gone: Asset,
    why: str,
    together: ManyMerges | None = None,
    at: datetime | None = None,
) -> AssetMerge:
    """Make one listing of two: one stays and takes what it lacks from the other, its barriers, and its bead's links.

    Parameters
    ----------
    together
        The merges between two sources that it is one of.

    Raises
    ------
    UsageError
        If they are the same, of two places, or one was merged away; or no reason is given.
    BadInputError
        If the reason will not do.
    """
    staying, going = _both(kept, gone)
    reason = plain(why, LONGEST_WHY, "reason")
    if not reason:
        raise UsageError("Listings are merged for a reason.", "None was given.", "Say in a sentence why.")
    moment = at or timezone.now()
    merge = AssetMerge.objects.create(
        kept=staying,
        gone=going,
        together=together,
        before=_take_over(staying, going),
        barriers=list(going.barriers.order_by("pk").values_list("pk", flat=True)),
        lineage=_merge_beads(by, staying, going, reason, moment),
        why=reason,
        made_at=moment,
        made_by=by,
    )
    Barrier.objects.filter(asset=going).update(asset=staying)
    going.merged_into = staying
    going.save(update_fields=["merged_into"])
    record(
        by=by, action="assets.merge", scope=staying.neighbourhood.scope, subject=f"asset:{staying.pk}", gone=going.pk
    )
    return merge


@transaction.atomic
def undo_merge(*, by: User | None, merge: AssetMerge, at: datetime | None = None) -> AssetMerge:
    """Undo a merge: both listings stand by themselves again, each with its barriers; later changes stay.

    Raises
    ------
    UsageError
        If it was undone already, or the listing that stayed was itself merged away later.
    """
    found = (
        AssetMerge.objects.select_for_update(of=("self",)).select_related("kept", "gone", "lineage").get(pk=merge.pk)
    )
    if found.undone_at is not None:
        raise UsageError(
            "This merge cannot be undone once more.", "It was undone already.", "Look at the listings as they are now."
        )
    check_stands(found.kept)
    moment = at or timezone.now()
    if found.lineage is not None and found.lineage.undone_at is None:
        thread.undo(by=by, lineage=found.lineage, at=moment)
    _give_back(found)
    Barrier.objects.filter(pk__in=found.barriers, asset=found.kept).update(asset=found.gone)
    found.gone.merged_into = None
    found.gone.save(update_fields=["merged_into"])
    found.undone_at, found.undone_by = moment, by
    found.save(update_fields=["undone_at", "undone_by"])
    scope = found.kept.neighbourhood.scope
    record(by=by, action="assets.undo_merge", scope=scope, subject=f"asset:{found.kept_id}", gone=found.gone_id)
    return found


@transaction.atomic
def tell_apart(*, by: User | None, one: Asset, other: Asset, at: datetime | None = None) -> NotTheSame:
    """Note that two listings that look alike are two things, so that nobody is asked again.

    Raises
    ------
    UsageError
        If they are the same one, or of two places.
    """
    _check_pair(one, other)
    first, second = sorted((one, other), key=lambda each: each.pk)
    kept, made = NotTheSame.objects.get_or_create(
        first=first, second=second, defaults={"made_at": at or timezone.now(), "made_by": by}
    )
    if made:
        record(by=by, action="assets.tell_apart", scope=one.neighbourhood.scope, subject=f"asset:{first.pk}")
    return kept


def _both(kept: Asset, gone: Asset) -> tuple[Asset, Asset]:
    """Return both as they are now, locked in one order, so that two who merge at once do not wait for each other."""
    _check_pair(kept, gone)
    rows = {
        each.pk: each for each in Asset.objects.select_for_update().filter(pk__in=[kept.pk, gone.pk]).order_by("pk")
    }
    for each in rows.values():
        check_stands(each)
    return rows[kept.pk], rows[gone.pk]


def _check_pair(one: Asset, other: Asset) -> None:
    if one.pk == other.pk or one.neighbourhood_id != other.neighbourhood_id:
        raise UsageError(
            "These two cannot be one listing.",
            "They are the same one already, or belong to two neighbourhoods.",
            "Choose two listings of one neighbourhood.",
        )


def _take_over(staying: Asset, going: Asset) -> dict[str, Any]:
    """Fill what the one that stays lacks; return what it said before in those fields, and what it says now."""
    before: dict[str, Any] = {}
    values = {name: getattr(going, name) for name in FILLED}
    details = {name: value for name, value in going.details.items() if name not in staying.details and name != "extra"}
    for name, value in values.items():
        if getattr(staying, name) in (None, "") and value not in (None, ""):
            before[name] = [getattr(staying, name), value]
            setattr(staying, name, value)
    if staying.longitude is None and going.longitude is not None:
        for name in ("longitude", "latitude"):
            before[name] = [None, getattr(going, name)]
            setattr(staying, name, getattr(going, name))
    for name, value in details.items():
        before[f"details.{name}"] = [None, value]
    staying.details = {**staying.details, **details}
    if going.named_by_residents and not staying.named_by_residents:
        before["named_by_residents"] = [False, True]
        staying.named_by_residents = True
    _keep(staying)
    return before


def _give_back(merge: AssetMerge) -> None:
    """Take out what the merge filled in, where it still says the same."""
    asset = merge.kept
    details = dict(asset.details)
    for name, (old, new) in merge.before.items():
        field, _, key = name.partition(".")
        if key:
            if details.get(key) == new:
                details.pop(key)
        elif getattr(asset, field) == new:
            setattr(asset, field, old)
    asset.details = details
    _keep(asset)


def _keep(asset: Asset) -> None:
    """Save a listing with all that is worked out from it."""
    for name, value in columns_of(asset.listing()).items():
        setattr(asset, name, value)
    asset.save()
    keep_hours(asset, asset.listing())


def _merge_beads(by: User | None, staying: Asset, going: Asset, why: str, moment: datetime) -> Lineage | None:
    if going.bead is None or going.bead.went_in_id or hasattr(going.bead, "tombstone"):
        return None
    into = on_thread(by=by, asset=staying, at=moment)
    return thread.merge(by=by, beads=[going.bead], into=into, why=why, at=moment)
