"""The profile of a neighbourhood: made as a job, read as a page, downloaded, its figures used."""

from __future__ import annotations

import mimetypes

from django.contrib import messages
from django.http import FileResponse, Http404, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.html import format_html
from django.views.decorators.http import require_POST, require_safe

from seedbed.thread.identifiers import printed
from seedbed.web.jobs.actions import start
from seedbed.web.jobs.queries import under_way
from seedbed.web.people.access import SignedInRequest, allowed
from seedbed.web.people.permissions import can
from seedbed.web.people.roles import Permission
from seedbed.web.places.access import by_neighbourhood, neighbourhood_at
from seedbed.web.step1_profile import actions
from seedbed.web.step1_profile.models import Profile
from seedbed.web.step1_profile.queries.boundaries import current_boundary
from seedbed.web.step1_profile.queries.packs import pack_of
from seedbed.web.step1_profile.queries.profiles import ProfilePage, file_of, newest_profile


@require_safe
@allowed(Permission.SEE_PLACE, by_neighbourhood)
def profile(request: SignedInRequest, slug: str, number: str | None = None) -> HttpResponse:
    """Show the newest profile, or an older one."""
    neighbourhood = neighbourhood_at(slug)
    newest = newest_profile(neighbourhood)
    shown = newest if number is None else _profile(slug, number)
    current = current_boundary(neighbourhood)
    about = {
        "neighbourhood": neighbourhood,
        "may_edit": can(request.user, Permission.EDIT_PLACE, neighbourhood.scope),
        "may_use": can(request.user, Permission.WORK_ON_THREAD, neighbourhood.scope),
        "current": current,
        "under_way": under_way(neighbourhood.scope) if shown is None or not shown.files else None,
        "page": ProfilePage(shown) if shown else None,
        "is_newest": shown == newest,
        "line_moved": bool(shown and current and shown.boundary_id != current.pk),
        "older": neighbourhood.profiles.order_by("-made_at")[1:20],
    }
    return render(request, "step1_profile/profile.html", about)


def _profile(slug: str, number: str) -> Profile:
    return get_object_or_404(
        Profile.objects.select_related("neighbourhood__programme", "neighbourhood__scope", "boundary"),
        neighbourhood__slug=slug,
        pk=number,
    )


@require_POST
@allowed(Permission.EDIT_PLACE, by_neighbourhood)
def make(request: SignedInRequest, slug: str) -> HttpResponse:
    """Start making a profile."""
    neighbourhood = neighbourhood_at(slug)
    pack_of(neighbourhood.programme)  # Say at once that there are no figures, not in the queue.
    job = start(
        by=request.user,
        scope=neighbourhood.scope,
        task="step1_profile.profile",
        title=f"Profile of {neighbourhood.name}"[:200],
        arguments={"neighbourhood": neighbourhood.pk, "by": request.user.pk},
    )
    return redirect("jobs:job", job.pk)


@require_POST
@allowed(Permission.EDIT_PLACE, by_neighbourhood)
def make_files(request: SignedInRequest, slug: str, number: str) -> HttpResponse:
    """Start writing the files of a profile that has none yet."""
    found = _profile(slug, number)
    job = start(
        by=request.user,
        scope=found.neighbourhood.scope,
        task="step1_profile.files",
        title=f"Files of the profile of {found.neighbourhood.name}"[:200],
        arguments={"profile": str(found.pk), "by": request.user.pk},
    )
    return redirect("jobs:job", job.pk)


@require_POST
@allowed(Permission.WORK_ON_THREAD, by_neighbourhood)
def use(request: SignedInRequest, slug: str, number: str) -> HttpResponse:
    """Hang a figure on the thread."""
    found = _profile(slug, number)
    bead = actions.use_figure(
        by=request.user,
        neighbourhood=found.neighbourhood,
        profile=found,
        indicator=request.POST.get("indicator", ""),
    )
    number = printed(bead.pk)
    told = format_html(
        '“{}” is on the thread as <a class="nhsuk-notification-banner__link" href="{}">{}</a>. '
        "Open it to join it to what it speaks for.",
        bead.payload["name"],
        reverse("golden_thread:bead", args=[number]),
        number,
    )
    messages.success(request, told)
    if found == newest_profile(found.neighbourhood):
        return redirect("step1_profile:profile", slug)
    return redirect("step1_profile:older_profile", slug, found.pk)


@require_safe
@allowed(Permission.SEE_PLACE, by_neighbourhood)
def download(request: SignedInRequest, slug: str, number: str, name: str) -> HttpResponseBase:
    """Send a file of a profile, to be saved and not shown."""
    found = _profile(slug, number)
    path = file_of(found, name)
    if path is None:
        raise Http404
    actions.note_download(
        by=request.user, scope=found.neighbourhood.scope, file=path.name, subject=f"profile:{found.pk}"
    )
    kind = mimetypes.guess_type(name)[0] or "application/octet-stream"
    response = FileResponse(path.open("rb"), as_attachment=True, filename=f"{slug}-{name}", content_type=kind)
    response["X-Content-Type-Options"] = "nosniff"
    return response
