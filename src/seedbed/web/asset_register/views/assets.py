"""One asset: what is known of it, what keeps people away, its thread; adding and changing."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from seedbed.analysis.assets.types import Family
from seedbed.errors import UserError
from seedbed.thread.identifiers import number_of
from seedbed.thread.kinds import Relation
from seedbed.web.asset_register import actions
from seedbed.web.asset_register.access import asset_at, by_asset
from seedbed.web.asset_register.asset_forms import AssetForm
from seedbed.web.asset_register.facts import facts_of
from seedbed.web.asset_register.forms import KindForm, VoicesForm
from seedbed.web.asset_register.models import Asset
from seedbed.web.asset_register.queries.barriers import barriers_on
from seedbed.web.asset_register.queries.merges import merges_into, what_stayed
from seedbed.web.asset_register.queries.opportunities import opportunities_on
from seedbed.web.asset_register.queries.photos import photos_being_checked, photos_for
from seedbed.web.asset_register.spots import spots_of
from seedbed.web.asset_register.views.common import about, beads_at, kinds_of, name_of, trust_in, voices_offered
from seedbed.web.golden_thread.models import Bead, Link
from seedbed.web.golden_thread.presenting import in_order, shown
from seedbed.web.people.access import SignedInRequest, allowed
from seedbed.web.people.roles import Permission
from seedbed.web.places.access import by_neighbourhood, neighbourhood_at
from seedbed.web.ui.refusals import refusals_on, status_of


@allowed(Permission.SEE_PLACE, by_asset)
@require_http_methods(["GET", "HEAD"])
def asset(request: SignedInRequest, asset: UUID) -> HttpResponse:
    """Show what is known of an asset, what keeps people away, and what it hangs together with."""
    found = asset_at(asset)
    if found.merged_into is not None:
        return redirect("asset_register:asset", what_stayed(found).identifier)
    listing = found.listing()
    context = about(
        request,
        found.neighbourhood,
        **trust_in(found),
        kind=name_of(found, kinds_of(found.neighbourhood)),
        listing=listing,
        facts=facts_of(listing),
        barriers=barriers_on(found),
        opportunities=opportunities_on(found),
        photos=photos_for(request.user, found),
        being_checked=photos_being_checked(found),
        checks=list(found.checks.select_related("made_by").order_by("-made_at", "-pk")[:10]),
        merges=merges_into(found),
        named_by=_joined(request, found),
    )
    return render(request, "asset_register/asset.html", context)


def _joined(request: SignedInRequest, asset: Asset) -> list[Any]:
    """Return the voices that name an asset, as the reader may see them."""
    if asset.bead is None:
        return []
    links = Link.objects.filter(
        target=asset.bead, relation=Relation.NAMED_ASSET.value, retracted_at=None, source__tombstone=None
    )
    numbers = list(links.order_by("pk").values_list("source_id", flat=True)[:50])
    return in_order(numbers, shown(numbers, request.user))


@allowed(Permission.EDIT_PLACE, by_neighbourhood)
@require_http_methods(["GET", "HEAD", "POST"])
def add(request: SignedInRequest, slug: str) -> HttpResponse:
    """Write an asset down."""
    neighbourhood = neighbourhood_at(slug)
    spots = spots_of(neighbourhood)
    form = AssetForm(request.POST or None, kinds_of(neighbourhood), spots)
    if form.is_valid():
        with refusals_on(form):
            made = actions.add_asset(
                by=request.user,
                neighbourhood=neighbourhood,
                listing=form.told(),
                named_by_residents=form.cleaned_data["named_by_residents"],
                public=form.cleaned_data["public"],
            )
            messages.success(request, _("%(name)s is in the register.") % {"name": made.name})
            return redirect("asset_register:asset", made.identifier)
    context = about(request, neighbourhood, form=form, heading=_("Add an asset"), for_map=spots.for_map())
    return render(request, "asset_register/asset_form.html", context, status=status_of(form))


@allowed(Permission.EDIT_PLACE, by_asset)
@require_http_methods(["GET", "HEAD", "POST"])
def change(request: SignedInRequest, asset: UUID) -> HttpResponse:
    """Change what is known of an asset; it counts as looked at."""
    found = asset_at(asset)
    spots = spots_of(found.neighbourhood)
    form = AssetForm(request.POST or None, kinds_of(found.neighbourhood), spots, found.listing())
    if form.is_valid():
        with refusals_on(form):
            actions.change_asset(by=request.user, asset=found, listing=form.told())
            return redirect("asset_register:asset", asset)
    heading = _("Change %(name)s") % {"name": found.name}
    more = {"asset": found, "for_map": spots.for_map()}
    context = about(request, found.neighbourhood, form=form, heading=heading, **more)
    return render(request, "asset_register/asset_form.html", context, status=status_of(form))


@allowed(Permission.EDIT_PLACE, by_asset)
@require_http_methods(["GET", "HEAD", "POST"])
def voices(request: SignedInRequest, asset: UUID) -> HttpResponse:
    """Join an asset with the voices that name it."""
    found = asset_at(asset)
    there = [each.number for each in _joined(request, found)]
    form = VoicesForm(request.POST or None, voices_offered(request, found.neighbourhood, there))
    if form.is_valid():
        with refusals_on(form):
            chosen = beads_at(map(int, form.cleaned_data["voices"]), found.neighbourhood)
            actions.name_asset(by=request.user, asset=found, voices=chosen)
            return redirect("asset_register:asset", asset)
    heading = _("Who named %(name)s?") % {"name": found.name}
    context = about(request, found.neighbourhood, form=form, heading=heading, asset=found)
    return render(request, "asset_register/form.html", context, status=status_of(form))


@allowed(Permission.EDIT_PLACE, by_neighbourhood)
@require_http_methods(["GET", "HEAD", "POST"])
def kinds(request: SignedInRequest, slug: str) -> HttpResponse:
    """Show the kinds of assets that the partnership uses, and add one."""
    neighbourhood = neighbourhood_at(slug)
    form = KindForm(request.POST or None)
    if form.is_valid():
        with refusals_on(form):
            sent = form.cleaned_data
            actions.add_type(
                by=request.user,
                partnership=neighbourhood.programme.partnership,
                name=sent["name"],
                plural=sent["plural"],
                family=Family(sent["family"]),
            )
            return redirect("asset_register:kinds", slug)
    context = about(request, neighbourhood, form=form, known=list(kinds_of(neighbourhood).values()))
    return render(request, "asset_register/kinds.html", context, status=status_of(form))


@require_POST
@allowed(Permission.EDIT_PLACE, by_neighbourhood)
def take_in(request: SignedInRequest, slug: str, printed: str) -> HttpResponse:
    """Give an asset that was put on the thread by hand its listing."""
    try:
        number = number_of(printed)
    except UserError as error:
        raise Http404 from error
    bead = Bead.objects.filter(pk=min(number, 2**62), neighbourhood=neighbourhood_at(slug)).first()
    if bead is None:
        raise Http404
    made = actions.take_in(by=request.user, bead=bead)
    return redirect("asset_register:asset", made.identifier)
