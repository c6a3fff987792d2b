"""Pages of a whole map: what it is about, and closing it."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from seedbed.web.people.access import SignedInRequest, allowed
from seedbed.web.people.roles import Permission
from seedbed.web.step5_agenda.access import by_map, map_at
from seedbed.web.step5_agenda.actions import close_map, open_map, tell_about
from seedbed.web.step5_agenda.forms import MapForm
from seedbed.web.step5_agenda.pages import about
from seedbed.web.ui.refusals import refusals_on, status_of

WORK = Permission.WORK_ON_THREAD


@allowed(WORK, by_map)
@require_http_methods(["GET", "HEAD", "POST"])
def edit(request: SignedInRequest, system_map: int) -> HttpResponse:
    """Change what a map is called and what is said of it; offer to close it, or to open it again."""
    found = map_at(system_map)
    form = MapForm.of(found, request.POST if request.method == "POST" else None)
    if form.is_bound and form.is_valid():
        with refusals_on(form):
            tell_about(by=request.user, of=found, fields=form.changed)
            return redirect("step5_agenda:map", found.pk)
    return render(request, "step5_agenda/edit_map.html", about(request, found, form=form), status=status_of(form))


@allowed(WORK, by_map)
@require_POST
def close(request: SignedInRequest, system_map: int) -> HttpResponse:
    """Close a map, or open it again."""
    found = map_at(system_map)
    if request.POST.get("closed") == "no":
        open_map(by=request.user, of=found)
        messages.success(request, _("The map is open again."))
    else:
        close_map(by=request.user, of=found)
        messages.success(request, _("The map is closed: nobody draws on it until it is opened again."))
    return redirect("step5_agenda:map", found.pk)
