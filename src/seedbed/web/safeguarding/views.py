"""Pages of safeguarding: one tap for helpers, the concerns for the named lead, and the plan for who manages people."""

from __future__ import annotations

from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from seedbed.errors import UserError
from seedbed.web.people.access import SignedInRequest, allowed, only
from seedbed.web.people.permissions import can
from seedbed.web.people.roles import Permission
from seedbed.web.places.access import by_neighbourhood, neighbourhood_at
from seedbed.web.places.models import Neighbourhood
from seedbed.web.safeguarding import actions
from seedbed.web.safeguarding.access import with_second_factor
from seedbed.web.safeguarding.forms import ActedForm, ConcernForm, PlanForm
from seedbed.web.safeguarding.mailing import tell_lead
from seedbed.web.safeguarding.models import Concern
from seedbed.web.safeguarding.queries import (
    concern_for,
    concerns_for,
    is_named,
    is_theirs,
    left_behind,
    plan_of,
    serving,
)
from seedbed.web.ui.refusals import in_one_line, refusals_on, status_of

READS = ["GET", "HEAD", "POST"]


@allowed(Permission.SEE_PLACE, by_neighbourhood)
@require_http_methods(READS)
def worried(request: SignedInRequest, slug: str) -> HttpResponse:
    """Take a concern about someone to the named lead; where nobody is named, say whom to ring."""
    neighbourhood = neighbourhood_at(slug)
    lead, _deputy = serving(plan_of(neighbourhood))
    form = ConcernForm(request.POST or None) if lead is not None else None
    if form is not None and form.is_bound and form.is_valid():
        with refusals_on(form):
            sent = actions.send_concern(by=request.user, neighbourhood=neighbourhood, **form.cleaned_data)
            context = {**_about(neighbourhood), "lead": sent.lead, "told": tell_lead(sent)}
            return render(request, "safeguarding/sent.html", context)
    context = {
        **_about(neighbourhood),
        "lead": lead,
        "form": form,
        "not_sent": form is None and request.method == "POST",
        "manages": can(request.user, Permission.MANAGE_PEOPLE, neighbourhood.scope),
    }
    return render(request, "safeguarding/worried.html", context, status=409 if context["not_sent"] else status_of(form))


@allowed(Permission.MANAGE_PEOPLE, by_neighbourhood)
@require_http_methods(READS)
def plan(request: SignedInRequest, slug: str) -> HttpResponse:
    """Name the lead and the deputy, whom to ring, and for how long concerns are kept."""
    neighbourhood = neighbourhood_at(slug)
    form = PlanForm(request.POST or None, neighbourhood=neighbourhood, plan=plan_of(neighbourhood))
    if form.is_bound and form.is_valid():
        with refusals_on(form):
            actions.set_plan(by=request.user, neighbourhood=neighbourhood, planned=form.planned)
            messages.success(request, _("It is set. It holds for concerns from now on."))
            return redirect("safeguarding:worried", slug)
    context = {**_about(neighbourhood), "form": form, "left_behind": left_behind(neighbourhood)}
    return render(request, "safeguarding/plan.html", context, status=status_of(form))


@only(is_named)
@with_second_factor
@require_safe
def concerns(request: SignedInRequest) -> HttpResponse:
    """List the concerns that their reader may open, without words."""
    return render(request, "safeguarding/concerns.html", {"concerns": concerns_for(request.user)})


@only(is_theirs)
@with_second_factor
@require_http_methods(READS)
def concern(request: SignedInRequest, number: UUID) -> HttpResponse:
    """Open one concern, note what was done about it, or hand it to the lead of now."""
    found = concern_for(request.user, number)
    if found is None:
        raise Http404
    asked = request.POST.get("do", "")
    if asked == "hand_over":
        actions.hand_over(by=request.user, concern=found)
        messages.success(request, _("It is handed over. You cannot open it any more."))
        return redirect("places:home")
    form = ActedForm(request.POST if asked == "act" else None)
    if form.is_bound and form.is_valid():
        with refusals_on(form):
            actions.note_acted(by=request.user, concern=found, note=form.cleaned_data["note"])
            messages.success(request, _("What you did is noted."))
            return redirect("safeguarding:concerns")
    context = {**_about(found.neighbourhood), "form": form, "successor": _successor(found)}
    if asked in {"open", "act"}:
        context |= _opened(request, found)
    return render(request, "safeguarding/concern.html", context | {"concern": found}, status=status_of(form))


def _opened(request: SignedInRequest, found: Concern) -> dict[str, object]:
    try:
        told = actions.open_concern(by=request.user, concern=found)
    except UserError as error:
        return {"refused": in_one_line(error)}
    return {"told": told, "sender": told["from"], "opened": True}


def _successor(found: Concern) -> object:
    """Return who is the lead now, if it is not whom the concern is with."""
    lead, _deputy = serving(plan_of(found.neighbourhood))
    return lead if lead != found.lead else None


def _about(neighbourhood: Neighbourhood) -> dict[str, object]:
    return {
        "neighbourhood": neighbourhood,
        "programme": neighbourhood.programme,
        "plan": plan_of(neighbourhood),
        "trail": [(neighbourhood.name, reverse("places:neighbourhood", args=[neighbourhood.slug]))],
    }
