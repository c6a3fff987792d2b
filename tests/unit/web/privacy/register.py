"""One of everything in the register of assets, for every part of an address that names it."""

from __future__ import annotations

from django.utils import timezone

from seedbed.analysis.assets.listing import Listing
from seedbed.formats.assets.open_referral import taxonomy_document, taxonomy_terms
from seedbed.thread.payloads.choices import BarrierKind
from seedbed.web.asset_register.actions import ToldBarrier, add_asset, merge_assets, put_barrier, say_wrong
from seedbed.web.asset_register.models import Import
from seedbed.web.asset_register.queries.open_referral import place_number
from seedbed.web.golden_thread.models import Bead
from seedbed.web.people.models import User
from seedbed.web.places.models import Neighbourhood
from seedbed.web.reach.models import Question


def register_of(neighbourhood: Neighbourhood, by: User, voice: Bead) -> dict[str, str]:
    """Make an asset with a barrier that a voice speaks of, a note, a merge and an import; return what names each.

    Beside them a question of who can reach it.
    """
    asset, other = (
        add_asset(
            by=by,
            neighbourhood=neighbourhood,
            listing=Listing(identifier="", name=name, asset_type="library", postcode="ZZ1 1AA"),
            public=True,
        )
        for name in ("Library of the lane", "The lane's library")
    )
    barrier = put_barrier(by=by, on=asset, told=ToldBarrier(name="Steps", kind=BarrierKind.SAFETY), voices=[voice])
    check = say_wrong(by=None, asset=asset, note="It moved")
    merge = merge_assets(by=by, kept=asset, gone=other, why="One library")
    imported = Import.objects.create(neighbourhood=neighbourhood, name="list.csv", made_by=by, made_at=timezone.now())
    question = Question.objects.create(neighbourhood=neighbourhood, asked={}, answer={}, made_by=by)
    return {
        "<uuid:asset>": str(asset.identifier),
        "<uuid:service>": str(asset.identifier),
        "<uuid:place>": place_number(asset),
        "<uuid:taxonomy>": taxonomy_document()["id"],
        "<uuid:term>": taxonomy_terms()[0]["id"],
        "<int:zoom>/<int:x>/<int:y>": "0/0/0",
        "<str:document>": "map.svg",
        "<int:barrier>": str(barrier.pk),
        "<int:check>": str(check.pk),
        "<int:merge>": str(merge.pk),
        "<uuid:imported>": str(imported.pk),
        "<uuid:question>": str(question.pk),
    }
