"""The line around a neighbourhood: drawn, uploaded or picked; looked at; kept with a reason."""

from __future__ import annotations

import json
from collections.abc import Callable
from typing import Any

from django import forms
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_POST, require_safe

from seedbed.errors import UserError
from seedbed.web.people.access import SignedInRequest, allowed
from seedbed.web.people.permissions import can
from seedbed.web.people.roles import Permission
from seedbed.web.places.access import by_neighbourhood, neighbourhood_at
from seedbed.web.places.models import BoundaryVersion, Neighbourhood
from seedbed.web.step1_profile import actions
from seedbed.web.step1_profile.forms import CornersForm, DrawForm, ReasonForm, UploadForm
from seedbed.web.step1_profile.models import BoundaryDraft
from seedbed.web.step1_profile.queries.boundaries import (
    AreasAround,
    areas_around,
    corners_to_geojson,
    current_boundary,
    drawing_of_line,
    versions_of,
)
from seedbed.web.step1_profile.queries.packs import pack_of
from seedbed.web.ui.refusals import refusals_on, status_of

Made = Callable[[Neighbourhood, Any], BoundaryDraft]


@require_safe
@allowed(Permission.SEE_PLACE, by_neighbourhood)
def boundary(request: SignedInRequest, slug: str) -> HttpResponse:
    """Show the line in use, the older ones, and the ways to a new one."""
    return _page(request, neighbourhood_at(slug))


def _page(
    request: HttpRequest, neighbourhood: Neighbourhood, wrong: forms.Form | None = None, **changed: Any
) -> HttpResponse:
    """Show the page; with what was wrong in the form that was sent."""
    current = current_boundary(neighbourhood)
    within = (request.GET or request.POST).get("within", "").strip()[:100]
    around, problem = _around(neighbourhood, current, within)
    about = {
        "neighbourhood": neighbourhood,
        "may_edit": can(request.user, Permission.EDIT_PLACE, neighbourhood.scope),
        "current": current,
        "versions": versions_of(neighbourhood),
        "map": drawing_of_line(neighbourhood, current.outline, around) if current else "",
        "around": around,
        "within": within,
        "problem": problem,
        "for_script": {"areas": around.map, "line": current.outline if current else None},
        "corners_form": CornersForm(),
        "upload_form": UploadForm(),
        "ticked": [code for code, share in current.shares.items() if share > 0.5] if current else [],
        "form": wrong,
        **changed,
    }
    return render(request, "step1_profile/boundary.html", about, status=status_of(wrong))


def _around(
    neighbourhood: Neighbourhood, current: BoundaryVersion | None, within: str
) -> tuple[AreasAround, UserError | None]:
    """Return the small areas to choose from; the page is shown without them where the pack is not there."""
    try:
        return areas_around(pack_of(neighbourhood.programme), current, within), None
    except UserError as error:
        return AreasAround([], {"type": "FeatureCollection", "features": []}), error


def _look(request: SignedInRequest, slug: str, form: forms.Form, make: Made, **changed: Any) -> HttpResponse:
    """Make a draft of what was sent and go to it; or show what was wrong with it."""
    neighbourhood = neighbourhood_at(slug)
    if form.is_valid():
        with refusals_on(form):
            draft = make(neighbourhood, form.cleaned_data)
            return redirect("step1_profile:draft", slug, draft.pk)
    return _page(request, neighbourhood, form, **changed)


@require_POST
@allowed(Permission.EDIT_PLACE, by_neighbourhood)
def pick_areas(request: SignedInRequest, slug: str) -> HttpResponse:
    """Look at a line around the small areas that were ticked."""
    codes = request.POST.getlist("code")

    def make(neighbourhood: Neighbourhood, _: Any) -> BoundaryDraft:
        return actions.draft_of_areas(by=request.user, neighbourhood=neighbourhood, codes=codes)

    return _look(request, slug, forms.Form(request.POST), make, ticked=codes)


@require_POST
@allowed(Permission.EDIT_PLACE, by_neighbourhood)
def draw(request: SignedInRequest, slug: str) -> HttpResponse:
    """Look at a line that was drawn on the map."""

    def make(neighbourhood: Neighbourhood, sent: Any) -> BoundaryDraft:
        return actions.draft_from_geojson(by=request.user, neighbourhood=neighbourhood, drawn=sent["drawn"])

    return _look(request, slug, DrawForm(request.POST), make)


@require_POST
@allowed(Permission.EDIT_PLACE, by_neighbourhood)
def corners(request: SignedInRequest, slug: str) -> HttpResponse:
    """Look at a line that was written as corners."""
    form = CornersForm(request.POST)

    def make(neighbourhood: Neighbourhood, sent: Any) -> BoundaryDraft:
        drawn = json.dumps(corners_to_geojson(sent["corners"]))
        return actions.draft_from_geojson(by=request.user, neighbourhood=neighbourhood, drawn=drawn)

    return _look(request, slug, form, make, corners_form=form)


@require_POST
@allowed(Permission.EDIT_PLACE, by_neighbourhood)
def upload(request: SignedInRequest, slug: str) -> HttpResponse:
    """Look at a line in a file."""
    form = UploadForm(request.POST, request.FILES)

    def make(neighbourhood: Neighbourhood, sent: Any) -> BoundaryDraft:
        file = sent["file"]
        return actions.draft_from_file(
            by=request.user, neighbourhood=neighbourhood, name=file.name, chunks=file.chunks()
        )

    return _look(request, slug, form, make, upload_form=form)


@allowed(Permission.EDIT_PLACE, by_neighbourhood)
def draft(request: SignedInRequest, slug: str, number: str) -> HttpResponse:
    """Show how a line fits before it is kept; keep it when a reason is given."""
    found = get_object_or_404(
        BoundaryDraft.objects.select_related("neighbourhood__programme", "neighbourhood__scope"),
        neighbourhood__slug=slug,
        pk=number,
    )
    form = ReasonForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        actions.keep_draft(by=request.user, draft=found, reason=form.cleaned_data["reason"])
        return redirect("step1_profile:boundary", slug)
    around, _ = _around(found.neighbourhood, _as_if_kept(found), "")
    about = {
        "neighbourhood": found.neighbourhood,
        "draft": found,
        "preview": found.preview,
        "map": drawing_of_line(found.neighbourhood, found.preview["outline"], around),
        "form": form,
    }
    return render(request, "step1_profile/draft.html", about, status=status_of(form))


def _as_if_kept(draft: BoundaryDraft) -> BoundaryVersion:
    """Return the line of a draft as it would be kept, to show the ground around it."""
    shares = {area["code"]: area["share"] for area in draft.preview["areas"]}
    return BoundaryVersion(outline=draft.preview["outline"], shares=shares)


@require_safe
@allowed(Permission.SEE_PLACE, by_neighbourhood)
def version(request: SignedInRequest, slug: str, number: int) -> HttpResponse:
    """Show one line that was kept, with its reason."""
    neighbourhood = neighbourhood_at(slug)
    found = get_object_or_404(neighbourhood.boundaries.select_related("made_by"), number=number)
    around, _ = _around(neighbourhood, found, "")
    about = {
        "neighbourhood": neighbourhood,
        "version": found,
        "map": drawing_of_line(neighbourhood, found.outline, around),
        "names": {row["code"]: row["name"] for row in around.rows},
    }
    return render(request, "step1_profile/boundary_version.html", about)
