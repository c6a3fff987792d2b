"""What keeps whom away: listed, put on assets and elsewhere, changed, gone."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from seedbed.thread.kinds import Relation
from seedbed.thread.payloads.choices import OrganisationForm
from seedbed.thread.payloads.known import BarrierPayload
from seedbed.web.asset_register import actions
from seedbed.web.asset_register.access import asset_at, barrier_at, by_asset, by_barrier
from seedbed.web.asset_register.forms import BarrierForm, ElsewhereForm, RemovedForm
from seedbed.web.asset_register.models import Barrier
from seedbed.web.asset_register.queries.barriers import barriers_of, organisations_of
from seedbed.web.asset_register.views.common import about, beads_at, voices_offered
from seedbed.web.golden_thread.models import Bead, Link
from seedbed.web.golden_thread.presenting import payload_of
from seedbed.web.people.access import SignedInRequest, allowed
from seedbed.web.people.roles import Permission
from seedbed.web.places.access import by_neighbourhood, neighbourhood_at
from seedbed.web.places.models import Neighbourhood
from seedbed.web.ui.refusals import refusals_on, status_of


@require_safe
@allowed(Permission.SEE_THREAD, by_neighbourhood)
def listed(request: SignedInRequest, slug: str) -> HttpResponse:
    """List every barrier here, the hardest first."""
    neighbourhood = neighbourhood_at(slug)
    context = about(request, neighbourhood, barriers=barriers_of(neighbourhood))
    return render(request, "asset_register/barriers.html", context)


@allowed(Permission.EDIT_PLACE, by_asset)
@require_http_methods(["GET", "HEAD", "POST"])
def add(request: SignedInRequest, asset: UUID) -> HttpResponse:
    """Put a barrier on an asset."""
    found = asset_at(asset)
    form = BarrierForm(request.POST or None, voices_offered(request.user, found.neighbourhood))
    if form.is_valid():
        with refusals_on(form):
            voices = beads_at(form.chosen(), found.neighbourhood)
            actions.put_barrier(by=request.user, on=found, told=form.told(), voices=voices)
            return redirect("asset_register:asset", asset)
    heading = _("What keeps people from %(name)s?") % {"name": found.name}
    context = about(request, found.neighbourhood, form=form, heading=heading, asset=found)
    return render(request, "asset_register/form.html", context, status=status_of(form))


@allowed(Permission.EDIT_PLACE, by_neighbourhood)
@require_http_methods(["GET", "HEAD", "POST"])
def add_elsewhere(request: SignedInRequest, slug: str) -> HttpResponse:
    """Put a barrier on an organisation, a policy, a procedure or a contract, one of the list or a new one."""
    neighbourhood = neighbourhood_at(slug)
    organisations = organisations_of(neighbourhood)
    offered = [(str(each.pk), str(each.payload["name"])) for each in organisations]
    form = ElsewhereForm(request.POST or None, voices_offered(request.user, neighbourhood), offered)
    if form.is_valid():
        with refusals_on(form):
            on = _stands_on(request, neighbourhood, form.cleaned_data, organisations)
            voices = beads_at(form.chosen(), neighbourhood)
            actions.put_barrier(by=request.user, on=on, told=form.told(), voices=voices)
            return redirect("asset_register:barriers", slug)
    heading = _("A barrier in a policy, contract or organisation")
    context = about(request, neighbourhood, form=form, heading=heading)
    return render(request, "asset_register/form.html", context, status=status_of(form))


def _stands_on(request: SignedInRequest, neighbourhood: Neighbourhood, sent: dict[str, Any], there: list[Bead]) -> Bead:
    if sent["on"]:
        return next(each for each in there if str(each.pk) == sent["on"])
    form = OrganisationForm(sent["form"] or OrganisationForm.ORGANISATION)
    return actions.add_organisation(by=request.user, neighbourhood=neighbourhood, name=sent["new"], form=form)


@allowed(Permission.EDIT_PLACE, by_barrier)
@require_http_methods(["GET", "HEAD", "POST"])
def change(request: SignedInRequest, barrier: int) -> HttpResponse:
    """Change what is known of a barrier, or note that it is gone."""
    found = barrier_at(barrier)
    neighbourhood = found.bead.neighbourhood
    assert neighbourhood is not None  # noqa: S101 - every barrier of the register is put in a neighbourhood
    removing = request.POST.get("do") == "remove"
    form = BarrierForm(
        None if removing else request.POST or None, _offered(request, found, neighbourhood), _initial(found)
    )
    removed = RemovedForm(request.POST if removing else None)
    if removing and removed.is_valid():
        actions.remove_barrier(by=request.user, barrier=found, on=removed.cleaned_data["removed_on"])
        return _back(found, neighbourhood)
    if form.is_valid():
        with refusals_on(form):
            voices = beads_at(form.chosen(), neighbourhood)
            actions.change_barrier(by=request.user, barrier=found, told=form.told(), voices=voices)
            return _back(found, neighbourhood)
    context = about(
        request,
        neighbourhood,
        form=removed if removing else form,
        barrier_form=form,
        removed_form=removed,
        barrier=found,
    )
    return render(request, "asset_register/barrier.html", context, status=status_of(removed if removing else form))


def _offered(request: SignedInRequest, barrier: Barrier, neighbourhood: Neighbourhood) -> list[tuple[str, Any]]:
    """Return the voices that do not stand behind a barrier yet."""
    there = Link.objects.filter(target=barrier.pk, relation=Relation.EVIDENCES.value, retracted_at=None)
    return voices_offered(request.user, neighbourhood, there.values_list("source_id", flat=True))


def _initial(barrier: Barrier) -> dict[str, Any]:
    told = payload_of(barrier.bead)
    name = told.title
    for_whom = told.for_whom if isinstance(told, BarrierPayload) else ""
    kept = {
        each: getattr(barrier, each) for each in ("kind", "severity", "who_could_fix", "what_it_takes", "opportunity")
    }
    return {**kept, "name": name, "for_whom": for_whom}


def _back(barrier: Barrier, neighbourhood: Neighbourhood) -> HttpResponse:
    if barrier.asset is not None:
        return redirect("asset_register:asset", barrier.asset.identifier)
    return redirect("asset_register:barriers", neighbourhood.slug)
