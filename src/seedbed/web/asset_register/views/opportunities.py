"""What could be made of what is here: listed, put on assets and elsewhere, changed, taken up."""

from __future__ import annotations

from uuid import UUID

from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from seedbed.web.asset_register import actions
from seedbed.web.asset_register.access import asset_at, by_asset, by_opportunity, opportunity_at
from seedbed.web.asset_register.forms import SinceForm
from seedbed.web.asset_register.models import Opportunity
from seedbed.web.asset_register.opportunity_forms import OpportunityElsewhereForm, OpportunityForm
from seedbed.web.asset_register.queries.opportunities import opportunities_of, potential_uses
from seedbed.web.asset_register.views.common import about, beads_at, voices_offered
from seedbed.web.asset_register.views.putting import Sort, put_elsewhere, put_on_asset
from seedbed.web.people.access import SignedInRequest, allowed
from seedbed.web.people.roles import Permission
from seedbed.web.places.access import by_neighbourhood, neighbourhood_at
from seedbed.web.ui.refusals import refusals_on, status_of

SORT = Sort(OpportunityForm, OpportunityElsewhereForm, actions.put_opportunity, "asset_register:opportunities")
TOLD = ("name", "for_whom", "who_could", "what_it_takes")


@require_safe
@allowed(Permission.SEE_THREAD, by_neighbourhood)
def listed(request: SignedInRequest, slug: str) -> HttpResponse:
    """List every opportunity here, and what assets could be used for."""
    neighbourhood = neighbourhood_at(slug)
    found = opportunities_of(neighbourhood)
    context = about(request, neighbourhood, opportunities=found, uses=potential_uses(neighbourhood))
    return render(request, "asset_register/opportunities.html", context)


@allowed(Permission.EDIT_PLACE, by_asset)
@require_http_methods(["GET", "HEAD", "POST"])
def add(request: SignedInRequest, asset: UUID) -> HttpResponse:
    """Write down what could be made of an asset."""
    return put_on_asset(request, asset_at(asset), SORT, _("What could be made of %(name)s?"))


@allowed(Permission.EDIT_PLACE, by_neighbourhood)
@require_http_methods(["GET", "HEAD", "POST"])
def add_elsewhere(request: SignedInRequest, slug: str) -> HttpResponse:
    """Write down what could be changed for the better in an organisation, a policy, a procedure or a contract."""
    return put_elsewhere(
        request, neighbourhood_at(slug), SORT, _("An opportunity in a policy, contract or organisation")
    )


@allowed(Permission.EDIT_PLACE, by_opportunity)
@require_http_methods(["GET", "HEAD", "POST"])
def change(request: SignedInRequest, opportunity: int) -> HttpResponse:
    """Change what is known of an opportunity, or note that it was taken up."""
    found = opportunity_at(opportunity)
    place = found.neighbourhood
    taking = request.POST.get("do") == "take_up"
    offered = voices_offered(request, place, found.voices.values_list("pk", flat=True))
    initial = {name: getattr(found, name) for name in TOLD}
    form = OpportunityForm(None if taking else request.POST or None, offered, initial)
    taken = SinceForm(request.POST if taking else None, _("Since which day is it taken up?"))
    if taking and taken.is_valid():
        actions.take_up_opportunity(by=request.user, opportunity=found, on=taken.cleaned_data["since"])
        return _back(found)
    if form.is_valid():
        with refusals_on(form):
            voices = beads_at(form.chosen(), place)
            actions.change_opportunity(by=request.user, opportunity=found, told=form.told(), voices=voices)
            return _back(found)
    sent = taken if taking else form
    context = about(request, place, form=sent, opportunity_form=form, taken_form=taken, opportunity=found)
    return render(request, "asset_register/opportunity.html", context, status=status_of(sent))


def _back(opportunity: Opportunity) -> HttpResponse:
    if opportunity.asset is not None:
        return redirect("asset_register:asset", opportunity.asset.identifier)
    return redirect("asset_register:opportunities", opportunity.neighbourhood.slug)
