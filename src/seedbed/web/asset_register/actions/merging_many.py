"""All the sure pairs between two sources made one together, as long work, and undone together."""

from __future__ import annotations

from collections.abc import Sequence

from django.db import transaction
from django.utils import timezone

from seedbed.errors import UsageError
from seedbed.web.asset_register.actions.merging import merge_assets, undo_merge
from seedbed.web.asset_register.models import Asset, AssetMerge, ManyMerges
from seedbed.web.asset_register.queries.alike import Alike
from seedbed.web.asset_register.readying import Report
from seedbed.web.jobs.actions import start
from seedbed.web.jobs.models import Job
from seedbed.web.people.audit import record
from seedbed.web.people.models import User
from seedbed.web.places.models import Neighbourhood

MERGE, UNDO = "asset_register.merge_many", "asset_register.undo_many"


@transaction.atomic
def start_merging(
    *, by: User | None, neighbourhood: Neighbourhood, stays: str, goes: str, pairs: Sequence[Alike]
) -> tuple[ManyMerges, Job]:
    """Write down which pairs of two sources are to be one, and put merging them into the queue.

    Raises
    ------
    UsageError
        If there is no pair.
    """
    if not pairs:
        raise UsageError("Nothing was merged.", "No pair was chosen, or none is left.", "Choose pairs from the list.")
    many = ManyMerges.objects.create(
        neighbourhood=neighbourhood,
        stays=stays,
        goes=goes,
        pairs=[[each.kept.pk, each.gone.pk, each.reason] for each in pairs],
        made_by=by,
        made_at=timezone.now(),
    )
    record(by=by, action="assets.merge_many", scope=neighbourhood.scope, subject=f"merges:{many.pk}", many=len(pairs))
    return many, _queue(by, many, MERGE, f"Merging listings of {neighbourhood.name}")


@transaction.atomic
def start_undoing(*, by: User | None, many: ManyMerges) -> Job:
    """Put undoing all merges that were made together into the queue.

    Raises
    ------
    UsageError
        If none of them stands.
    """
    if not standing_merges(many):
        raise UsageError(
            "There is nothing to undo.", "None of these merges stands.", "Look at the listings as they are."
        )
    scope = many.neighbourhood.scope
    record(by=by, action="assets.undo_many", scope=scope, subject=f"merges:{many.pk}")
    return _queue(by, many, UNDO, f"Undoing merges of {many.neighbourhood.name}")


def merge_many(*, by: User | None, many: ManyMerges, report: Report) -> None:
    """Merge each pair that can still be merged; whoever stops it leaves those that are done, which can be undone."""
    done = set(many.merges.values_list("gone_id", flat=True))
    for number, (kept, gone, why) in enumerate(many.pairs):
        report(number, len(many.pairs), f"Merging {number + 1:,} of {len(many.pairs):,}")
        both = Asset.objects.in_bulk([kept, gone])
        if gone in done or len(both) < 2:
            continue
        try:
            merge_assets(by=by, kept=both[kept], gone=both[gone], why=why or "They look alike.", together=many)
        except UsageError:
            continue  # Somebody merged one of them meanwhile.


def undo_many(*, by: User | None, many: ManyMerges, report: Report) -> None:
    """Undo the merges that were made together, the last first; what was merged on since is left."""
    merges = standing_merges(many)
    for number, merge in enumerate(merges):
        report(number, len(merges), f"Undoing {number + 1:,} of {len(merges):,}")
        try:
            undo_merge(by=by, merge=merge)
        except UsageError:
            continue  # The listing that stayed was itself merged away since.


def standing_merges(many: ManyMerges) -> list[AssetMerge]:
    """Return the merges made together that stand, the last first."""
    return list(many.merges.filter(undone_at=None).select_related("kept", "gone").order_by("-pk"))


def _queue(by: User | None, many: ManyMerges, task: str, title: str) -> Job:
    arguments = {"number": str(many.pk), "by": by.pk if by else None}
    return start(by=by, scope=many.neighbourhood.scope, task=task, title=title[:200], arguments=arguments)
