"""Candidates: screened, weighed, compared, one of them chosen."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest, HttpResponse, JsonResponse
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.views.decorators.http import require_GET, require_POST, require_safe

from seedbed.reports.candidate_names import candidate_name
from seedbed.web.jobs.actions import start
from seedbed.web.jobs.queries import under_way
from seedbed.web.people.access import SignedInRequest, allowed
from seedbed.web.people.permissions import can
from seedbed.web.people.roles import Permission
from seedbed.web.places.access import by_programme, programme_at
from seedbed.web.places.models import Programme
from seedbed.web.step1_profile import actions
from seedbed.web.step1_profile.forms import PREFIX, ChooseForm, ScreenForm, WeighForm
from seedbed.web.step1_profile.models import Screening, SelectionCase
from seedbed.web.step1_profile.queries.candidates import (
    RankedCandidates,
    newest_screening,
    programme_choices,
    side_by_side,
)
from seedbed.web.step1_profile.queries.packs import pack_of
from seedbed.web.ui.refusals import refusals_on, status_of


@require_safe
@allowed(Permission.SEE_PLACE, by_programme)
def candidates(request: SignedInRequest, slug: str) -> HttpResponse:
    """Show ranked candidates beside the map, by the weights asked for."""
    programme = programme_at(slug)
    number = request.GET.get("screening", "")
    known = number.isascii() and number.isdigit() and len(number) < 19  # Python refuses to read thousands of digits.
    screening = newest_screening(programme, int(number) if known else None)
    may_edit = can(request.user, Permission.EDIT_PLACE, programme.scope)
    about: dict[str, Any] = {
        "programme": programme,
        "may_edit": may_edit,
        "screen_form": _screen_form(programme),
        "choices": programme_choices(programme),
        "under_way": under_way(programme.scope) if screening is None else None,
    }
    if screening is not None:
        about |= _ranked(request, screening)
    return render(request, "step1_profile/candidates.html", about, status=status_of(about.get("form")))


def _screen_form(programme: Programme) -> ScreenForm:
    return ScreenForm(initial={"within": programme.pack})


def _ranked(request: HttpRequest, screening: Screening) -> dict[str, Any]:
    form = _weigh_form(request, screening)
    ranked = RankedCandidates.of(screening, form.weights())
    return {
        "form": form,
        "screening": screening,
        "ranked": ranked,
        "document": ranked.document,
        "rows": ranked.rows(),
        "weights": [{**each, "sent": form.data.get(PREFIX + each["id"])} for each in ranked.weights()],
        "compared": form.compared(),
        "comparison": side_by_side(ranked, form.compared()),
        "weights_query": _weights_query(form),
        "for_script": {**ranked.for_script(), "ranks": _ranks_address(screening)},
    }


def _ranks_address(screening: Screening) -> str:
    return reverse("step1_profile:ranks", args=[screening.programme.slug, screening.pk])


def _weigh_form(request: HttpRequest, screening: Screening) -> WeighForm:
    stated = RankedCandidates.of(screening).stated
    sent = request.GET if any(name == "compare" or name.startswith(PREFIX) for name in request.GET) else None
    return WeighForm(sent, stated.criteria, [each.areas[0] for each in stated.candidates])


def _weights_query(form: WeighForm) -> str:
    """Return the weights as the query of an address, to carry them to the next page."""
    from urllib.parse import urlencode

    weights = form.weights()
    return "?" + urlencode({PREFIX + name: weight for name, weight in weights.items()}) if weights else ""


@require_GET
@allowed(Permission.SEE_PLACE, by_programme)
def ranks(request: SignedInRequest, slug: str, number: int) -> HttpResponse:
    """Answer the page's script: ranks and rank ranges by the weights it sends."""
    screening = get_object_or_404(Screening, programme__slug=slug, pk=number)
    form = _weigh_form(request, screening)
    if form.is_bound and not form.is_valid():
        return JsonResponse({"errors": form.errors}, status=400)
    return JsonResponse({"candidates": RankedCandidates.of(screening, form.weights()).ranks()})


@require_POST
@allowed(Permission.EDIT_PLACE, by_programme)
def screen(request: SignedInRequest, slug: str) -> HttpResponse:
    """Start looking for candidates."""
    programme = programme_at(slug)
    form = ScreenForm(request.POST)
    if not form.is_valid():
        about = {"programme": programme, "may_edit": True, "screen_form": form, "form": form}
        return render(request, "step1_profile/candidates.html", about, status=status_of(form))
    pack_of(programme)  # Say at once that there are no figures, not in the queue.
    job = start(
        by=request.user,
        scope=programme.scope,
        task="step1_profile.screen",
        title=f"Looking for candidate neighbourhoods for {programme.name}",
        arguments={"programme": programme.pk, "by": request.user.pk, **form.cleaned_data},
    )
    return redirect("jobs:job", job.pk)


@require_POST
@allowed(Permission.EDIT_PLACE, by_programme)
def figures(request: SignedInRequest, slug: str, number: int) -> HttpResponse:
    """Start working out figures with intervals of the candidates that are compared."""
    screening = get_object_or_404(Screening, programme__slug=slug, pk=number)
    ranked = RankedCandidates.of(screening)
    comparison = side_by_side(ranked, request.POST.getlist("area"))
    if comparison is None:
        return redirect("step1_profile:candidates", slug)
    job = start(
        by=request.user,
        scope=screening.programme.scope,
        task="step1_profile.figures",
        title="Working out figures of candidates",
        arguments={
            "screening": screening.pk,
            "by": request.user.pk,
            "areas": comparison["asked"],
            "weights": _weigh_form(request, screening).weights(),
        },
    )
    return redirect("jobs:job", job.pk)


@allowed(Permission.EDIT_PLACE, by_programme)
def choose(request: SignedInRequest, slug: str, number: int, area: str) -> HttpResponseBase:
    """Ask why, then record the choice."""
    screening = get_object_or_404(Screening.objects.select_related("programme"), programme__slug=slug, pk=number)
    weigh = _weigh_form(request, screening)
    ranked = RankedCandidates.of(screening, weigh.weights())
    candidate = ranked.find(area)
    form = ChooseForm(request.POST or None, initial={"name": candidate_name(candidate)})
    if request.method == "POST" and form.is_valid():
        with refusals_on(form):
            case = actions.choose(
                by=request.user, screening=screening, area=area, weights=weigh.weights(), **form.cleaned_data
            )
            return redirect("step1_profile:choice", slug, case.pk)
    about = {
        "programme": screening.programme,
        "screening": screening,
        "form": form,
        "candidate": candidate,
        "name": candidate_name(candidate),
        "document": ranked.document,
        "weights": ranked.weights(),
        "weights_query": _weights_query(weigh),
    }
    return render(request, "step1_profile/choose.html", about, status=status_of(form))


@require_safe
@allowed(Permission.SEE_PLACE, by_programme)
def choice(request: SignedInRequest, slug: str, number: int) -> HttpResponse:
    """Show the record of a choice."""
    case = get_object_or_404(
        SelectionCase.objects.select_related("neighbourhood", "screening__programme", "made_by"),
        screening__programme__slug=slug,
        pk=number,
    )
    may_edit = can(request.user, Permission.EDIT_PLACE, case.neighbourhood.scope)
    about = {"programme": case.screening.programme, "case": case, "record": case.document, "may_edit": may_edit}
    return render(request, "step1_profile/choice.html", about)
