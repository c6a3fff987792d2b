"""One of everything in the register of assets, for every part of an address that names it."""

from __future__ import annotations

from django.utils import timezone

from seedbed.analysis.assets.listing import Listing
from seedbed.thread.payloads.choices import BarrierKind
from seedbed.web.asset_register.actions import ToldBarrier, add_asset, merge_assets, put_barrier, say_wrong
from seedbed.web.asset_register.models import Import
from seedbed.web.golden_thread.models import Bead
from seedbed.web.people.models import User
from seedbed.web.places.models import Neighbourhood


def register_of(neighbourhood: Neighbourhood, by: User, voice: Bead) -> dict[str, str]:
    """Make an asset with a barrier that a voice speaks of, a note, a merge and an import; return what names each."""
    asset, other = (
        add_asset(
            by=by,
            neighbourhood=neighbourhood,
            listing=Listing(identifier="", name=name, asset_type="library"),
            public=True,
        )
        for name in ("Library of the lane", "The lane's library")
    )
    barrier = put_barrier(by=by, on=asset, told=ToldBarrier(name="Steps", kind=BarrierKind.SAFETY), voices=[voice])
    check = say_wrong(by=None, asset=asset, note="It moved")
    merge = merge_assets(by=by, kept=asset, gone=other, why="One library")
    imported = Import.objects.create(neighbourhood=neighbourhood, name="list.csv", made_by=by, made_at=timezone.now())
    return {
        "<uuid:asset>": str(asset.identifier),
        "<int:barrier>": str(barrier.pk),
        "<int:check>": str(check.pk),
        "<int:merge>": str(merge.pk),
        "<uuid:imported>": str(imported.pk),
    }
