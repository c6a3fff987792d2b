"""Pages of maps: the list of them, the map with its list path, one factor, one link, the history."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from seedbed.errors import UserError
from seedbed.reports.asset_map.papers import PAPERS
from seedbed.web.people.access import SignedInRequest, allowed
from seedbed.web.people.permissions import can
from seedbed.web.people.roles import Permission
from seedbed.web.places.access import by_neighbourhood, neighbourhood_at
from seedbed.web.places.models import Neighbourhood
from seedbed.web.step5_agenda.access import by_map, map_at
from seedbed.web.step5_agenda.actions import start_map
from seedbed.web.step5_agenda.alike import alike, alike_to
from seedbed.web.step5_agenda.arranging.queries import narrowed
from seedbed.web.step5_agenda.exchange.from_thread import start_from_thread
from seedbed.web.step5_agenda.forms import FactorForm, LinkForm, MapForm, NewLinkForm, held_in_words
from seedbed.web.step5_agenda.history_words import in_words
from seedbed.web.step5_agenda.models import MapFactor, MapLink, SystemMap
from seedbed.web.step5_agenda.opinions.panel import page_of, panel_of
from seedbed.web.step5_agenda.pages import NOBODY, about, pages_of
from seedbed.web.step5_agenda.queries import HISTORY_PAGE, factors_of, history_of, links_at, links_of, maps_of
from seedbed.web.step5_agenda.reshaping import putting_back
from seedbed.web.step5_agenda.reshaping.queries import what_became_of
from seedbed.web.step5_agenda.script_words import choices, words
from seedbed.web.step5_agenda.shared import drawing
from seedbed.web.step5_agenda.standing import tell_what_is_said
from seedbed.web.step5_agenda.workshop.queries import behind
from seedbed.web.ui.refusals import in_one_line, refusals_on, status_of

READS = ["GET", "HEAD", "POST"]
SEE, WORK = Permission.SEE_THREAD, Permission.WORK_ON_THREAD


def _place(request: HttpRequest, neighbourhood: Neighbourhood, **more: Any) -> dict[str, Any]:
    scope = neighbourhood.scope
    shared = {"neighbourhood": neighbourhood, "programme": neighbourhood.programme, "scope": scope}
    return {**shared, "may_draw": can(request.user, WORK, scope), **more}


@allowed(SEE, by_neighbourhood)
@require_safe
def maps(request: SignedInRequest, slug: str) -> HttpResponse:
    """List the maps of a neighbourhood."""
    neighbourhood = neighbourhood_at(slug)
    context = _place(request, neighbourhood, maps=maps_of(neighbourhood), form=MapForm())
    return render(request, "step5_agenda/maps.html", context)


@allowed(WORK, by_neighbourhood)
@require_http_methods(READS)
def start(request: SignedInRequest, slug: str) -> HttpResponse:
    """Start a map."""
    neighbourhood = neighbourhood_at(slug)
    form = MapForm(request.POST if request.method == "POST" else None)
    if form.is_bound and form.is_valid():
        with refusals_on(form):
            made = start_map(by=request.user, neighbourhood=neighbourhood, **form.cleaned_data)
            return redirect("step5_agenda:map", made.pk)
    context = _place(request, neighbourhood, maps=maps_of(neighbourhood), form=form)
    return render(request, "step5_agenda/maps.html", context, status=status_of(form))


@allowed(WORK, by_neighbourhood)
@require_POST
def start_from(request: SignedInRequest, slug: str) -> HttpResponse:
    """Start a map of the factors and links that are on the thread already."""
    neighbourhood = neighbourhood_at(slug)
    name = _("What makes things better or worse in {place}").format(place=neighbourhood.name)
    made = start_from_thread(by=request.user, neighbourhood=neighbourhood, name=name[:200])
    return redirect("step5_agenda:map", made.pk)


@allowed(SEE, by_map)
@require_safe
def map_page(request: SignedInRequest, system_map: int) -> HttpResponse:
    """Show a map: drawn, and as two lists that say the same."""
    found = map_at(system_map)
    factors = factors_of(found)
    shown = narrowed(found, request.GET.get("submap", ""), factors, links_of(found, factors))
    tell_what_is_said(found, shown["factors"], shown["links"])
    open_comments = found.comments.filter(settled_at=None).count()
    more = {"open_comments": open_comments, "alike": alike(shown["factors"]), "papers": list(PAPERS)}
    context = about(request, found, **shown, **more)
    context["for_script"] = _for_script(request, found, edits=context["may_draw"])
    context["for_script"]["submap"] = shown["submap"].key if shown["submap"] else ""
    return render(request, "step5_agenda/map.html", context)


def _for_script(request: SignedInRequest, found: SystemMap, *, edits: bool) -> dict[str, Any]:
    return {
        "map": found.pk,
        "live": "/live/maps",
        "ticket": reverse("step5_agenda:ticket", args=[found.pk]),
        "origins": reverse("step5_agenda:origins_json", args=[found.pk]),
        "factor": pages_of(found, "factor")(NOBODY),
        "link": pages_of(found, "link")(NOBODY),
        "merge": reverse("step5_agenda:merge", args=[found.pk]),
        "tidied": reverse("step5_agenda:tidied", args=[found.pk]),
        "person": str(request.user),
        "edits": edits,
        "words": words(),
        "choices": choices(),
    }


@allowed(WORK, by_map)
@require_http_methods(READS)
def add_factor(request: SignedInRequest, system_map: int) -> HttpResponse:
    """Put a factor on a map."""
    found = map_at(system_map)
    form = FactorForm(request.POST if request.method == "POST" else None, found=found)
    if form.is_bound and form.is_valid():
        with refusals_on(form):
            key = drawing.add_factor(by=request.user, of=found, fields=form.cleaned_data)
            return redirect("step5_agenda:factor", found.pk, key)
    return render(request, "step5_agenda/add_factor.html", about(request, found, form=form), status=status_of(form))


@allowed(WORK, by_map)
@require_http_methods(READS)
def add_link(request: SignedInRequest, system_map: int) -> HttpResponse:
    """Draw a link on a map."""
    found = map_at(system_map)
    sent = request.POST if request.method == "POST" else None
    form = NewLinkForm(sent, found=found, cause=request.GET.get("cause", "")[:36])
    if form.is_bound and form.is_valid():
        with refusals_on(form):
            cause, effect = form.ends
            key = drawing.add_link(by=request.user, of=found, cause=cause, effect=effect, fields=form.cleaned_data)
            return redirect("step5_agenda:link", found.pk, key)
    return render(request, "step5_agenda/add_link.html", about(request, found, form=form), status=status_of(form))


@allowed(SEE, by_map)
@require_safe
def part(request: SignedInRequest, system_map: int, **key: UUID) -> HttpResponse:
    """Show a factor or a link: who says so, how sure, and the form that changes it; a factor's links, too."""
    row = _row(system_map, **key)
    return _part_page(request, row, _form_of(row))


@allowed(WORK, by_map)
@require_POST
def edit_part(request: SignedInRequest, system_map: int, **key: UUID) -> HttpResponse:
    """Change of a factor or a link what was changed in its form."""
    row = _row(system_map, **key)
    form = _form_of(row, request.POST)
    if form.is_valid():
        with refusals_on(form):
            edit = drawing.edit_factor if isinstance(row, MapFactor) else drawing.edit_link
            edit(by=request.user, of=row.map, key=str(row.key), fields=form.changed)
            return redirect(page_of(row))
    return _part_page(request, row, form)


@allowed(WORK, by_map)
@require_POST
def remove_part(request: SignedInRequest, system_map: int, **key: UUID) -> HttpResponse:
    """Take a factor or a link off a map."""
    row = _row(system_map, **key)
    remove = drawing.remove_factor if isinstance(row, MapFactor) else drawing.remove_link
    remove(by=request.user, of=row.map, key=str(row.key))
    messages.success(request, _("It is off the map. The history says so, and its number stays known."))
    return redirect("step5_agenda:map", row.map_id)


@allowed(WORK, by_map)
@require_POST
def put_back(request: SignedInRequest, system_map: int, **key: UUID) -> HttpResponse:
    """Put a factor or a link that was taken off back on its map."""
    row = _row(system_map, **key)
    try:
        putting_back.put_back(by=request.user, of=row.map, row=row)
        messages.success(request, _("It is on the map again, with all that was behind it."))
    except UserError as error:
        messages.warning(request, in_one_line(error))
    return redirect(page_of(row))


def _row(system_map: int, *, factor: UUID | None = None, map_link: UUID | None = None) -> MapFactor | MapLink:
    """Return the factor or the link that an address names."""
    of_map = {"map": map_at(system_map)}
    if factor:
        return get_object_or_404(MapFactor.objects.select_related("bead", "went_in"), key=factor, **of_map)
    return get_object_or_404(MapLink.objects.select_related("bead", "cause", "effect"), key=map_link, **of_map)


def _form_of(row: MapFactor | MapLink, sent: Any = None) -> FactorForm | LinkForm:
    return FactorForm.of(row, sent) if isinstance(row, MapFactor) else LinkForm.of(row, sent)


def _part_page(request: SignedInRequest, row: MapFactor | MapLink, form: FactorForm | LinkForm) -> HttpResponse:
    context = about(request, row.map, row=row, form=form, held=held_in_words(form, row), **panel_of(request, row))
    if isinstance(row, MapFactor):
        context |= {"links": links_at(row), "from_workshops": behind(row)}
        context |= {"became": what_became_of(row), "alike_to": alike_to(row)}
    page = "factor" if isinstance(row, MapFactor) else "link"
    return render(request, f"step5_agenda/{page}.html", context, status=status_of(form))


@allowed(SEE, by_map)
@require_safe
def history(request: SignedInRequest, system_map: int) -> HttpResponse:
    """Show who changed what on a map, the newest first."""
    found = map_at(system_map)
    told = request.GET.get("before", "")
    before = int(told) if told.isascii() and told.isdigit() and len(told) < 19 else None
    changes = history_of(found, before)
    more = changes[-1].pk if len(changes) == HISTORY_PAGE else None
    context = about(request, found, changes=in_words(found, changes), more=more)
    return render(request, "step5_agenda/history.html", context)
