"""Pages of the map of a place: bring one, and what is beneath maps in the browser."""

from __future__ import annotations

from django.http import HttpResponse, JsonResponse
from django.shortcuts import redirect, render
from django.views.decorators.gzip import gzip_page
from django.views.decorators.http import require_http_methods, require_safe

from seedbed.web.people.access import SignedInRequest, allowed
from seedbed.web.people.roles import Permission
from seedbed.web.places.access import by_neighbourhood, neighbourhood_at
from seedbed.web.places.forms import MapForm
from seedbed.web.places.ground import brought_map, ground_answer, ground_of, map_here
from seedbed.web.places.map_actions import bring_map
from seedbed.web.places.pages import about
from seedbed.web.ui.refusals import refusals_on, status_of


@allowed(Permission.EDIT_PLACE, by_neighbourhood)
@require_http_methods(["GET", "HEAD", "POST"])
def bring(request: SignedInRequest, slug: str) -> HttpResponse:
    """Say which map is in use; take another, and put reading it into the queue."""
    neighbourhood = neighbourhood_at(slug)
    form = MapForm(request.POST or None, request.FILES or None)
    if form.is_valid():
        file = form.cleaned_data["file"]
        with refusals_on(form, "file"):
            _, job = bring_map(by=request.user, neighbourhood=neighbourhood, name=file.name, content=file.read())
            return redirect("jobs:job", job.pk)
    context = about(neighbourhood, form=form, brought=brought_map(neighbourhood), here=map_here(neighbourhood))
    return render(request, "places/map.html", context, status=status_of(form))


@allowed(Permission.SEE_PLACE, by_neighbourhood)
# Nothing secret is in it, so that its length after compression tells nothing.
@gzip_page
@require_safe
def ground(request: SignedInRequest, slug: str) -> HttpResponse:  # noqa: ARG001 - every view has it
    """Send what is beneath a map of a neighbourhood."""
    return JsonResponse(ground_answer(ground_of(neighbourhood_at(slug))))
