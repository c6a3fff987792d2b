"""Taking an import back: what it added goes, what it changed says again what it said; what people used since stays."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime

from django.db import transaction
from django.db.models import Q
from django.utils import timezone

from seedbed.errors import UsageError
from seedbed.web.asset_register.actions.keeping import keep_hours
from seedbed.web.asset_register.models import Asset, Import, ImportChange, ImportState
from seedbed.web.jobs.actions import start
from seedbed.web.jobs.models import Job
from seedbed.web.people.audit import record
from seedbed.web.people.models import User
from seedbed.web.ui.batches import in_batches

TASK = "asset_register.take_back"
USED = {
    "bead": "It is on the golden thread.",
    "merges": "Another listing was merged with it.",
    "merged_away": "Another listing was merged with it.",
    "barriers": "Somebody put a barrier on it.",
    "opportunities": "Somebody named an opportunity of it.",
    "photos": "Somebody added a photo of it.",
    "checks": "Somebody said something of it or looked whether it is right.",
    "named_by_residents": "Residents named it.",
    "changed_at": "Somebody changed it here.",
    "later": "A later import changed it.",
}
"""Why an asset stays."""
_HANGING = ("merges", "merged_away", "barriers", "opportunities", "photos", "checks")


@dataclass(frozen=True, slots=True)
class TakenBack:
    """How many assets were taken out, say again what they said before, or were left as they are."""

    removed: int
    restored: int
    left: int


@transaction.atomic
def start_taking_back(*, by: User | None, kept: Import) -> Job:
    """Put taking an import back into the queue.

    Raises
    ------
    UsageError
        If nothing of it is in the register.
    """
    _check_done(kept)
    title = f"Taking back an import of assets for {kept.neighbourhood.name}"[:200]
    arguments = {"number": str(kept.pk), "by": by.pk if by else None}
    return start(by=by, scope=kept.neighbourhood.scope, task=TASK, title=title, arguments=arguments)


@transaction.atomic
def take_back(*, by: User | None, kept: Import, at: datetime | None = None) -> TakenBack:
    """Take an import back, all at once: what people used or changed since stays, and is named.

    Raises
    ------
    UsageError
        If nothing of it is in the register.
    """
    found = Import.objects.select_for_update(of=("self",)).select_related("neighbourhood__scope").get(pk=kept.pk)
    _check_done(found)
    left = [*_used(found), *_changed_since(found)]
    staying = {asset.pk for asset, _ in left}
    restored = _restore(found, staying)
    removing = list(Asset.objects.filter(came_with=found).exclude(pk__in=staying).values_list("pk", flat=True))
    for some in in_batches(removing):
        Asset.objects.filter(pk__in=some).delete()
    done = TakenBack(len(removing), restored, len(left))
    found.left = [{"identifier": str(each.identifier), "name": each.name, "why": USED[why]} for each, why in left]
    found.state, found.taken_back_by, found.taken_back_at = ImportState.TAKEN_BACK, by, at or timezone.now()
    found.save(update_fields=["left", "state", "taken_back_by", "taken_back_at"])
    counts = {"removed": done.removed, "restored": done.restored, "left": done.left}
    record(by=by, action="assets.take_back", scope=found.neighbourhood.scope, subject=f"import:{found.pk}", **counts)
    return done


def _check_done(kept: Import) -> None:
    if kept.state != ImportState.DONE:
        raise UsageError(
            "This import cannot be taken back.",
            "It was taken back already, or was never finished.",
            "Look at the register as it is now.",
        )


def _used(kept: Import) -> Iterator[tuple[Asset, str]]:
    """Give what it added and people used or changed since, each with why it stays."""
    touched = Q(bead__isnull=False) | Q(changed_at__isnull=False) | Q(named_by_residents=True)
    for name in _HANGING:
        touched |= Q(**{f"{name}__isnull": False})
    touched |= Q(pk__in=_later(kept))
    later = set(_later(kept))
    for asset in Asset.objects.filter(came_with=kept).filter(touched).distinct().order_by("name", "pk"):
        yield asset, _why(asset, later)


def _changed_since(kept: Import) -> Iterator[tuple[Asset, str]]:
    """Give what it changed and people or another import changed since, each with why it stays so."""
    changes = kept.changes.exclude(asset__came_with=kept)
    later = set(_later(kept))
    for change in changes.select_related("asset").order_by("asset__name", "pk"):
        asset = change.asset
        if asset.pk in later or asset.changed_at is not None or asset.merged_into_id is not None:
            yield asset, "later" if asset.pk in later else "changed_at" if asset.changed_at else "merged_away"


def _later(kept: Import) -> list[int]:
    """Return the numbers of what a later import changed."""
    changes = ImportChange.objects.exclude(came_with=kept).exclude(came_with__state=ImportState.TAKEN_BACK)
    of_it = Q(asset__came_with=kept) | Q(asset__import_changes__came_with=kept)
    return list(changes.filter(of_it, came_with__made_at__gte=kept.made_at).values_list("asset_id", flat=True))


def _why(asset: Asset, later: set[int]) -> str:
    if asset.bead_id is not None:
        return "bead"
    if asset.named_by_residents:
        return "named_by_residents"
    if asset.changed_at is not None:
        return "changed_at"
    if asset.pk in later:
        return "later"
    return next(name for name in _HANGING if getattr(asset, name).exists())


def _restore(kept: Import, staying: set[int]) -> int:
    """Give back what the import changed of assets that were here before it; return how many these are."""
    done = 0
    for change in kept.changes.exclude(asset__came_with=kept).select_related("asset").order_by("-pk").iterator():
        if change.asset_id in staying:
            continue
        for name, value in change.before.items():
            setattr(change.asset, name, value)
        change.asset.save(update_fields=list(change.before))
        keep_hours(change.asset, change.asset.listing())
        done += 1
    return done
