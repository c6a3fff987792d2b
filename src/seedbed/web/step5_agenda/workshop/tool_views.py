"""Pages of what a room draws: the connection circle, the path of a loop, factors over the years, action ideas."""

from __future__ import annotations

from dataclasses import replace
from typing import Any
from urllib.parse import urlencode

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.safestring import mark_safe
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from seedbed.analysis.systems.types import SystemMap as MapOfFactors
from seedbed.reports.systems.drawing import draw_map
from seedbed.web.people.access import SignedInRequest, allowed
from seedbed.web.people.permissions import can
from seedbed.web.people.roles import Permission
from seedbed.web.step5_agenda.access import by_map, map_at
from seedbed.web.step5_agenda.models import SystemMap
from seedbed.web.step5_agenda.shared.drawing import on_a_circle
from seedbed.web.step5_agenda.standing import as_it_stands
from seedbed.web.step5_agenda.workshop import sorting
from seedbed.web.step5_agenda.workshop.access import by_workshop, leads, workshop_at
from seedbed.web.step5_agenda.workshop.connecting import connect, connect_path
from seedbed.web.step5_agenda.workshop.queries import ideas_of
from seedbed.web.step5_agenda.workshop.tool_forms import ArrowForm, PathForm, TrendForm
from seedbed.web.step5_agenda.workshop.trends import LEVELS, draw_points, draw_trend, trends_of
from seedbed.web.step5_agenda.workshop_models import Direction, MapTrend, way_of
from seedbed.web.ui.refusals import refusals_on, status_of

READS = ["GET", "HEAD", "POST"]
WORK = Permission.WORK_ON_THREAD
MOST_ON_CIRCLE = 25
"""Factors: a map of more cannot be read (METHOD of participatory systems mapping), so the circle has the newest."""


def _about(found: SystemMap, **more: Any) -> dict[str, Any]:
    place = found.neighbourhood
    return {"map": found, "neighbourhood": place, "programme": place.programme, "scope": place.scope, **more}


@allowed(WORK, by_map)
@require_http_methods(READS)
def circle(request: SignedInRequest, system_map: int) -> HttpResponse:
    """Show a map's factors around a circle, and draw arrows between them."""
    found = map_at(system_map)
    form = ArrowForm(request.POST if request.method == "POST" else None, found=found)
    if form.is_bound and form.is_valid():
        with refusals_on(form):
            what = connect(by=request.user, of=found, arrow=form.arrow)
            said = {
                "drawn": _("The arrow is drawn; open editors show it."),
                "there": _("This arrow is there already."),
                "doubted": _("The arrow was there the other way: it stays as drawn, and is taken as not known."),
            }
            messages.success(request, said[what])
            return redirect("step5_agenda:workshop_circle", found.pk)
    whole = as_it_stands(found)
    around = _around(whole)
    told = (_("Connection circle"), _("The factors stand around a circle. The map's page lists the same links."))
    context = _about(found, form=form, left=len(whole.factors) - len(around.factors), of=len(around.factors))
    context["picture"] = mark_safe(draw_map(around, told=told)) if around.factors else ""  # noqa: S308 - our drawing
    return render(request, "step5_agenda/workshop/circle.html", context, status=status_of(form))


def _around(whole: MapOfFactors) -> MapOfFactors:
    """Return the newest factors of a map around a circle, with the links among them."""
    newest = whole.factors[-MOST_ON_CIRCLE:]
    places = on_a_circle(len(newest))
    factors = tuple(replace(each, x=x, y=y) for each, (x, y) in zip(newest, places, strict=True))
    there = {each.identifier for each in factors}
    links = tuple(each for each in whole.links if each.cause in there and each.effect in there)
    return replace(whole, factors=factors, links=links)


@allowed(WORK, by_map)
@require_http_methods(READS)
def path(request: SignedInRequest, system_map: int) -> HttpResponse:
    """Draw the path that a room told, and go to the loops through where it began."""
    found = map_at(system_map)
    form = PathForm(request.POST if request.method == "POST" else None, found=found)
    if form.is_bound and form.is_valid():
        with refusals_on(form):
            factors, ways = form.path
            back = form.cleaned_data["back"]
            new = connect_path(by=request.user, of=found, factors=factors, polarities=ways, back=back)
            messages.success(request, _("The path is on the map; {new} of its arrows are new.").format(new=new))
            asked = urlencode({"longest": max(8, len(factors)), "polarity": "", "factor": factors[0]})
            return redirect(f"{reverse('step5_agenda:loops', args=[found.pk])}?{asked}")
    context = _about(found, form=form)
    return render(request, "step5_agenda/workshop/path.html", context, status=status_of(form))


@leads(by_workshop)
@require_http_methods(READS)
def over_time(request: SignedInRequest, workshop: int) -> HttpResponse:
    """Show how a workshop drew factors over the years, and take another sketch."""
    found = workshop_at(workshop)
    form = TrendForm(request.POST if request.method == "POST" else None, found=found.map)
    if form.is_bound and form.is_valid():
        with refusals_on(form):
            factor, points = form.told
            draw_trend(by=request.user, workshop=found, factor=factor, points=points)
            return redirect("step5_agenda:workshop_over_time", found.pk)
    context = _about(found.map, workshop=found, form=form, trends=[_drawn(each) for each in trends_of(found)])
    return render(request, "step5_agenda/workshop/over_time.html", context, status=status_of(form))


def _drawn(trend: MapTrend) -> dict[str, Any]:
    """Return a sketch as a page shows it: picture, and the same in words."""
    levels = {level: _(words) for level, words in LEVELS.items()}
    way = Direction(way_of(trend.points)).label
    told = (trend.factor.name, str(way))
    return {
        "name": trend.factor.name,
        "way": way,
        "picture": mark_safe(draw_points(trend.points, told=told, levels=levels)),  # noqa: S308 - our drawing
        "rows": [(str(year), levels[level]) for year, level in trend.points],
    }


@allowed(Permission.SEE_THREAD, by_map)
@require_safe
def ideas(request: HttpRequest, system_map: int) -> HttpResponse:
    """List the action ideas kept with a map."""
    found = map_at(system_map)
    context = _about(found, ideas=ideas_of(found), may_draw=can(request.user, WORK, found.scope))
    return render(request, "step5_agenda/workshop/ideas.html", context)


@allowed(WORK, by_map)
@require_http_methods(["POST"])
def drop_idea(request: SignedInRequest, system_map: int, idea: int) -> HttpResponse:
    """Let an action idea go."""
    found = map_at(system_map)
    rows = found.ideas.select_related("map__neighbourhood__scope")
    sorting.drop_idea(by=request.user, idea=get_object_or_404(rows, pk=min(idea, 2**63 - 1)))
    messages.success(request, _("The idea is off the list; its notes are back on the table."))
    return redirect("step5_agenda:workshop_ideas", found.pk)
