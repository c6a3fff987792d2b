"""What keeps whom away: listed, put on assets and elsewhere, changed, gone."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from seedbed.thread.kinds import Relation
from seedbed.thread.payloads.known import BarrierPayload
from seedbed.web.asset_register import actions
from seedbed.web.asset_register.access import asset_at, barrier_at, by_asset, by_barrier
from seedbed.web.asset_register.forms import BarrierForm, ElsewhereForm, SinceForm
from seedbed.web.asset_register.models import Barrier
from seedbed.web.asset_register.queries.barriers import barriers_of
from seedbed.web.asset_register.views.common import about, beads_at, voices_offered
from seedbed.web.asset_register.views.putting import Sort, put_elsewhere, put_on_asset
from seedbed.web.golden_thread.models import Link
from seedbed.web.golden_thread.presenting import payload_of
from seedbed.web.people.access import SignedInRequest, allowed
from seedbed.web.people.roles import Permission
from seedbed.web.places.access import by_neighbourhood, neighbourhood_at
from seedbed.web.places.models import Neighbourhood
from seedbed.web.ui.refusals import refusals_on, status_of

SORT = Sort(BarrierForm, ElsewhereForm, actions.put_barrier, "asset_register:barriers")


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
    return put_on_asset(request, asset_at(asset), SORT, _("What keeps people from %(name)s?"))


@allowed(Permission.EDIT_PLACE, by_neighbourhood)
@require_http_methods(["GET", "HEAD", "POST"])
def add_elsewhere(request: SignedInRequest, slug: str) -> HttpResponse:
    """Put a barrier on an organisation, a policy, a procedure or a contract, one of the list or a new one."""
    return put_elsewhere(request, neighbourhood_at(slug), SORT, _("A barrier in a policy, contract or organisation"))


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
    removed = SinceForm(request.POST if removing else None, _("Since which day is it gone?"))
    if removing and removed.is_valid():
        actions.remove_barrier(by=request.user, barrier=found, on=removed.cleaned_data["since"])
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
    return voices_offered(request, neighbourhood, there.values_list("source_id", flat=True))


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
