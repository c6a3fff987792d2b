"""What pages of the register share."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any

from django.http import HttpRequest

from seedbed.analysis.assets.listing import Listing
from seedbed.analysis.assets.types import AssetType
from seedbed.formats.said import Said
from seedbed.thread.kinds import BeadKind
from seedbed.thread.payloads.choices import OrganisationForm
from seedbed.web.asset_register import actions
from seedbed.web.asset_register.facts import facts_of
from seedbed.web.asset_register.kind_words import kind_name
from seedbed.web.asset_register.models import Asset
from seedbed.web.asset_register.queries.barriers import barrier_counts
from seedbed.web.asset_register.queries.lists import freshness_of
from seedbed.web.asset_register.types_here import types_of
from seedbed.web.asset_register.wording import FRESHNESS, FRESHNESS_COLOURS, last_checked
from seedbed.web.consent.queries import not_agreeing
from seedbed.web.golden_thread.models import Bead
from seedbed.web.golden_thread.presenting import shown
from seedbed.web.people.access import SignedInRequest
from seedbed.web.people.permissions import can
from seedbed.web.people.roles import Permission
from seedbed.web.places.models import Neighbourhood
from seedbed.web.places.pages import about as about_place

A_PAGE = 50
MOST_VOICES = 12
"""Voices offered on a form beside those that are ticked, the newest; others are found by a word."""

MOST_TICKED = 500


def about(request: HttpRequest, neighbourhood: Neighbourhood, **more: Any) -> dict[str, Any]:
    """Return what every page of the register needs."""
    scope = neighbourhood.scope
    return about_place(
        neighbourhood,
        may_edit=can(request.user, Permission.EDIT_PLACE, scope),
        may_verify=can(request.user, Permission.ADD_WORDS, scope),
        sees_thread=can(request.user, Permission.SEE_THREAD, scope),
        **more,
    )


def kinds_of(neighbourhood: Neighbourhood) -> dict[str, AssetType]:
    """Return the kinds of assets that are used here."""
    return types_of(neighbourhood.programme.partnership)


def in_lines(assets: Sequence[Asset], neighbourhood: Neighbourhood) -> list[dict[str, Any]]:
    """Return assets as lists show them, with their kind in words and how far each can be trusted."""
    known = kinds_of(neighbourhood)
    barriers = barrier_counts(assets)
    return [{**trust_in(asset), "kind": name_of(asset, known), "barriers": barriers[asset.pk]} for asset in assets]


def in_preview(listings: Iterable[Listing], known: dict[str, AssetType]) -> list[dict[str, Any]]:
    """Return listings that are not kept yet, each with its kind and what is known of it."""
    return [
        {
            "name": each.name,
            "kind": kind_name(known.get(each.asset_type, known["other"])),
            "place": each.longitude is not None,
            "facts": facts_of(each),
        }
        for each in listings
    ]


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
    request: SignedInRequest, neighbourhood: Neighbourhood, but: Iterable[int] = ()
) -> list[tuple[str, Said | str]]:
    """Return the voices that someone may join here, each with its words; none for who reads no words.

    First those that the form has ticked, then the newest of those that contain what is looked for.
    """
    user, sent = request.user, request.POST
    if not can(user, Permission.SEE_WORDS, neighbourhood.scope):
        return []
    voices = Bead.objects.filter(neighbourhood=neighbourhood, kind=BeadKind.VOICE.value, tombstone=None)
    voices = voices.exclude(pk__in=list(but)).order_by("-pk")
    ticked = [int(each) for each in sent.getlist("voices") if each.isascii() and each.isdigit() and len(each) < 18]
    found = voices.exclude(pk__in=ticked)
    if find := sent.get("find", "").replace("\x00", "").strip()[:100]:
        found = found.filter(voice__contribution__words__icontains=find)
        found = found.exclude(voice__contribution__participant__in=not_agreeing(neighbourhood))
    numbers = [
        *voices.filter(pk__in=ticked[:MOST_TICKED]).values_list("pk", flat=True),
        *found.values_list("pk", flat=True)[:MOST_VOICES],
    ]
    there = shown(numbers, user)
    return [(str(number), there[number].title) for number in numbers if there[number].visible]


def beads_at(numbers: Iterable[int], neighbourhood: Neighbourhood) -> list[Bead]:
    """Return the beads of some numbers that are of a neighbourhood."""
    return list(Bead.objects.filter(pk__in=list(numbers), neighbourhood=neighbourhood).order_by("pk"))


def stands_on(request: SignedInRequest, neighbourhood: Neighbourhood, sent: dict[str, Any], there: list[Bead]) -> Bead:
    """Return what a barrier or opportunity elsewhere stands on: one that is there, or a new one."""
    if sent["on"]:
        return next(each for each in there if str(each.pk) == sent["on"])
    form = OrganisationForm(sent["form"] or OrganisationForm.ORGANISATION)
    return actions.add_organisation(by=request.user, neighbourhood=neighbourhood, name=sent["new"], form=form)
