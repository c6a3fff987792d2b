"""What pages of the register share."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any

from django.http import HttpRequest

from seedbed.analysis.assets.types import AssetType
from seedbed.formats.said import Said
from seedbed.thread.kinds import BeadKind
from seedbed.web.asset_register.kind_words import kind_name
from seedbed.web.asset_register.models import Asset
from seedbed.web.asset_register.queries.barriers import barrier_counts
from seedbed.web.asset_register.queries.lists import freshness_of
from seedbed.web.asset_register.types_here import types_of
from seedbed.web.asset_register.wording import FRESHNESS, FRESHNESS_COLOURS, last_checked
from seedbed.web.golden_thread.models import Bead
from seedbed.web.golden_thread.presenting import shown
from seedbed.web.people.permissions import Visitor, can
from seedbed.web.people.roles import Permission
from seedbed.web.places.models import Neighbourhood

A_PAGE = 50
MOST_VOICES = 60
"""Voices offered on a form, the newest."""


def about(request: HttpRequest, neighbourhood: Neighbourhood, **more: Any) -> dict[str, Any]:
    """Return what every page of the register needs."""
    scope = neighbourhood.scope
    return {
        "neighbourhood": neighbourhood,
        "programme": neighbourhood.programme,
        "scope": scope,
        "may_edit": can(request.user, Permission.EDIT_PLACE, scope),
        "may_verify": can(request.user, Permission.ADD_WORDS, scope),
        "sees_thread": can(request.user, Permission.SEE_THREAD, scope),
        **more,
    }


def kinds_of(neighbourhood: Neighbourhood) -> dict[str, AssetType]:
    """Return the kinds of assets that are used here."""
    return types_of(neighbourhood.programme.partnership)


def in_lines(assets: Sequence[Asset], neighbourhood: Neighbourhood) -> list[dict[str, Any]]:
    """Return assets as lists show them, with their kind in words and how far each can be trusted."""
    known = kinds_of(neighbourhood)
    barriers = barrier_counts(assets)
    return [{**trust_in(asset), "kind": name_of(asset, known), "barriers": barriers[asset.pk]} for asset in assets]


def trust_in(asset: Asset) -> dict[str, Any]:
    """Return an asset with how far its listing can be trusted."""
    freshness = freshness_of(asset)
    return {
        "asset": asset,
        "freshness": FRESHNESS[freshness],
        "checked": last_checked(asset),
        "colour": FRESHNESS_COLOURS[freshness],
    }


def name_of(asset: Asset, known: dict[str, AssetType]) -> str:
    """Return the kind of an asset in words."""
    return kind_name(known.get(asset.asset_type, known["other"]))


def voices_offered(
    user: Visitor, neighbourhood: Neighbourhood, but: Iterable[int] = ()
) -> list[tuple[str, Said | str]]:
    """Return the voices that someone may join here, newest first, each with its words; none for who reads no words."""
    if not can(user, Permission.SEE_WORDS, neighbourhood.scope):
        return []
    found = Bead.objects.filter(neighbourhood=neighbourhood, kind=BeadKind.VOICE.value, tombstone=None)
    numbers = found.exclude(pk__in=list(but)).order_by("-pk").values_list("pk", flat=True)[:MOST_VOICES]
    return [(str(each.number), each.title) for each in shown(numbers, user).values() if each.visible]


def beads_at(numbers: Iterable[int], neighbourhood: Neighbourhood) -> list[Bead]:
    """Return the beads of some numbers that are of a neighbourhood."""
    return list(Bead.objects.filter(pk__in=list(numbers), neighbourhood=neighbourhood).order_by("pk"))
