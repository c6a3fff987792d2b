"""Home, and the pages of partnerships, programmes and neighbourhoods."""

from __future__ import annotations

from typing import Any

from django.core.paginator import Paginator
from django.forms import Form
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext
from django.views.decorators.http import require_http_methods, require_safe

from seedbed.web.people.access import SignedInRequest, allowed, by_scope, of_site, signed_in
from seedbed.web.people.models import ScopeKind
from seedbed.web.people.permissions import can
from seedbed.web.people.queries import grants_on, permissions_on, site
from seedbed.web.people.roles import Permission
from seedbed.web.places import actions, queries, steps
from seedbed.web.places.access import (
    by_neighbourhood,
    by_partnership,
    by_programme,
    neighbourhood_at,
    partnership_at,
    programme_at,
)
from seedbed.web.places.forms import NameForm, ProgrammeForm
from seedbed.web.places.models import BoundaryVersion, Neighbourhood
from seedbed.web.places.pictures import outline_picture
from seedbed.web.ui.refusals import refusals_on, status_of

NEIGHBOURHOODS_A_PAGE = 20


@signed_in
@require_safe
def home(request: SignedInRequest) -> HttpResponse:
    """Show the neighbourhoods that someone may see, with what they can do next in each step."""
    page = Paginator(queries.neighbourhoods_of(request.user), NEIGHBOURHOODS_A_PAGE).get_page(request.GET.get("page"))
    shown = list(page.object_list)
    context = {
        "page": page,
        "cards": queries.cards(request.user, shown),
        "partnerships": queries.partnerships_of(request.user),
        "programmes": queries.programmes_of(request.user),
        "may_start": can(request.user, Permission.EDIT_PLACE, site()),
        "site": site(),
    }
    return render(request, "places/home.html", context)


@allowed(Permission.SEE_PLACE, by_scope)
@require_safe
def at(request: SignedInRequest, scope: int) -> HttpResponse:  # noqa: ARG001 - every view has it
    """Go to the page of the place that a scope stands for."""
    place = by_scope(scope)
    if place.kind == ScopeKind.PARTNERSHIP:
        return redirect("places:partnership", slug=place.partnership.slug)
    if place.kind == ScopeKind.PROGRAMME:
        return redirect("places:programme", slug=place.programme.slug)
    if place.kind == ScopeKind.NEIGHBOURHOOD:
        return redirect("places:neighbourhood", slug=place.neighbourhood.slug)
    return redirect("places:home")


@allowed(Permission.SEE_PLACE, by_partnership)
@require_safe
def partnership(request: SignedInRequest, slug: str) -> HttpResponse:
    """Show a partnership and its programmes."""
    found = partnership_at(slug)
    context = {"partnership": found, "scope": found.scope, "programmes": queries.programmes_in(found)}
    return render(request, "places/partnership.html", context)


@allowed(Permission.SEE_PLACE, by_programme)
@require_safe
def programme(request: SignedInRequest, slug: str) -> HttpResponse:
    """Show a programme and its neighbourhoods."""
    found = programme_at(slug)
    shown = list(found.neighbourhoods.select_related("scope", "programme").order_by("name"))
    context = {"programme": found, "scope": found.scope, "cards": queries.cards(request.user, shown)}
    return render(request, "places/programme.html", context)


@allowed(Permission.SEE_PLACE, by_neighbourhood)
@require_safe
def neighbourhood(request: SignedInRequest, slug: str) -> HttpResponse:
    """Show a neighbourhood: its line, its steps with what is there and what is missing, who works here."""
    found = neighbourhood_at(slug)
    counts = steps.counts_of([found]).get(found.pk, {})
    held = permissions_on(request.user, found.scope)
    context = {
        "neighbourhood": found,
        "scope": found.scope,
        "progress": steps.progress(counts, held),
        "sees_thread": Permission.SEE_THREAD in held,
        "sees_measures": Permission.SEE_MEASURES in held,
        "sees_words": Permission.SEE_WORDS in held,
        "people": grants_on(found.scope),
        **_line(found, queries.boundary_of(found)),
    }
    return render(request, "places/neighbourhood.html", context)


@allowed(Permission.SEE_PLACE, by_neighbourhood)
@require_safe
def boundaries(request: SignedInRequest, slug: str) -> HttpResponse:
    """Show every line a neighbourhood has had, with why and by whom."""
    found = neighbourhood_at(slug)
    lines = found.boundaries.select_related("made_by").order_by("-number")
    context = {"neighbourhood": found, "scope": found.scope, "lines": [_line(found, line) for line in lines]}
    return render(request, "places/boundaries.html", context)


def _line(place: Neighbourhood, line: BoundaryVersion | None) -> dict[str, Any]:
    """Return a line and its picture."""
    return {"line": line, "picture": outline_picture(place.name, line.outline) if line else ""}


@allowed(Permission.EDIT_PLACE, of_site)
@require_http_methods(["GET", "HEAD", "POST"])
def start_partnership(request: SignedInRequest) -> HttpResponse:
    """Start a partnership; then its first programme."""
    form = NameForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        with refusals_on(form, "name"):
            made = actions.start_partnership(by=request.user, name=form.cleaned_data["name"])
            return redirect("places:start_programme", slug=made.slug)
    told = gettext("The organisations and residents who run programmes together.")
    return _start(request, form, 1, gettext("Start a partnership"), told, scope=site())


@allowed(Permission.EDIT_PLACE, by_partnership)
@require_http_methods(["GET", "HEAD", "POST"])
def start_programme(request: SignedInRequest, slug: str) -> HttpResponse:
    """Start a programme; then its first neighbourhood."""
    found = partnership_at(slug)
    form = ProgrammeForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        with refusals_on(form, "name"):
            made = actions.start_programme(by=request.user, partnership=found, **form.cleaned_data)
            return redirect("places:start_neighbourhood", slug=made.slug)
    told = gettext("One run of the seven steps. What belongs to one programme is never joined to another.")
    return _start(request, form, 2, gettext("Start a programme"), told, partnership=found, scope=found.scope)


@allowed(Permission.EDIT_PLACE, by_programme)
@require_http_methods(["GET", "HEAD", "POST"])
def start_neighbourhood(request: SignedInRequest, slug: str) -> HttpResponse:
    """Start work in a neighbourhood by its name; its line comes next."""
    found = programme_at(slug)
    form = NameForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        with refusals_on(form, "name"):
            made = actions.start_neighbourhood(by=request.user, programme=found, name=form.cleaned_data["name"])
            return redirect("places:neighbourhood", slug=made.slug)
    told = gettext("Use the name that residents use. You draw its line next.")
    return _start(request, form, 3, gettext("Start a neighbourhood"), told, programme=found, scope=found.scope)


def _start(request: SignedInRequest, form: Form, step: int, heading: str, purpose: str, **where: Any) -> HttpResponse:
    """Ask for what is needed to start a place: one of three steps from nothing to a neighbourhood."""
    about = {"form": form, "step": step, "heading": heading, "purpose": purpose, **where}
    return render(request, "places/start.html", about, status=status_of(form))
