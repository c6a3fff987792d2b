"""Pages of a map's versions: naming one, looking at the map as it was, and going back to it."""

from __future__ import annotations

from django import forms
from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_POST, require_safe

from seedbed.errors import UserError
from seedbed.reports.systems.drawing import draw_map
from seedbed.web.people.access import SignedInRequest, allowed
from seedbed.web.people.roles import Permission
from seedbed.web.step5_agenda.access import by_map, map_at
from seedbed.web.step5_agenda.forms import FREE
from seedbed.web.step5_agenda.models import SystemMap
from seedbed.web.step5_agenda.pages import about
from seedbed.web.step5_agenda.reshaping.origins_then import origins_then
from seedbed.web.step5_agenda.reshaping.version_queries import (
    differences,
    map_of,
    then_of,
    versions_of,
    when,
)
from seedbed.web.step5_agenda.reshaping.versions import as_it_was, go_back, name_version
from seedbed.web.step5_agenda.shared.document import LONGEST_NAME
from seedbed.web.step5_agenda.shared.keeping import load
from seedbed.web.ui.refusals import in_one_line, refusals_on, status_of

SEE, WORK = Permission.SEE_THREAD, Permission.WORK_ON_THREAD


class VersionForm(forms.Form):
    """A name for the state that a map is in."""

    name = forms.CharField(
        label=gettext_lazy("Give the map as it is now a name"),
        help_text=gettext_lazy("For example: before the workshop. You can look at it later, and go back to it."),
        max_length=LONGEST_NAME,
        widget=forms.TextInput(attrs=FREE),
    )


@allowed(SEE, by_map)
@require_safe
def versions(request: SignedInRequest, system_map: int) -> HttpResponse:
    """List a map's versions."""
    return _list(request, map_at(system_map), VersionForm())


@allowed(WORK, by_map)
@require_POST
def name(request: SignedInRequest, system_map: int) -> HttpResponse:
    """Name the state that a map is in now."""
    found = map_at(system_map)
    form = VersionForm(request.POST)
    if form.is_valid():
        with refusals_on(form, "name"):
            name_version(by=request.user, of=found, name=form.cleaned_data["name"])
            messages.success(request, _("The version is kept."))
            return redirect("step5_agenda:versions", found.pk)
    return _list(request, found, form)


def _list(request: SignedInRequest, found: SystemMap, form: VersionForm) -> HttpResponse:
    context = about(request, found, form=form, versions=versions_of(found))
    return render(request, "step5_agenda/versions.html", context, status=status_of(form))


@allowed(SEE, by_map)
@require_safe
def earlier(request: SignedInRequest, system_map: int, map_update: int) -> HttpResponse:
    """Show a map as it was, and what differs from now."""
    found = _at(system_map, map_update)
    then = as_it_was(found, map_update)
    system = map_of(then)
    told = (system.name or found.name, _("The map as it was. The lists below the picture say the same."))
    context = about(
        request,
        found,
        number=map_update,
        then=when(found, map_update),
        picture=draw_map(system, told=told) if system.factors else "",
        differs=differences(then, load(found)),
        **origins_then(request, found, then_of(found, map_update, then), system),
    )
    return render(request, "step5_agenda/earlier.html", context)


@allowed(WORK, by_map)
@require_POST
def back(request: SignedInRequest, system_map: int, map_update: int) -> HttpResponse:
    """Go back to the map as it was."""
    found = _at(system_map, map_update)
    try:
        go_back(by=request.user, of=found, to=map_update)
    except UserError as error:
        messages.warning(request, in_one_line(error))
        return redirect("step5_agenda:earlier", found.pk, map_update)
    messages.success(
        request, _("The map is as it was then. History keeps what lay between, and you can go back there.")
    )
    return redirect("step5_agenda:map", found.pk)


def _at(system_map: int, number: int) -> SystemMap:
    found = map_at(system_map)
    if number > found.last_number:
        raise Http404
    return found
