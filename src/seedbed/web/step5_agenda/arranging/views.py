"""Pages of how a map is divided and laid out: its subsystems, its submaps and its layouts."""

from __future__ import annotations

from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpResponse, JsonResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from seedbed.errors import UserError
from seedbed.web.people.access import SignedInRequest, allowed
from seedbed.web.people.roles import Permission
from seedbed.web.step5_agenda.access import by_map, map_at
from seedbed.web.step5_agenda.arranging import actions as arranging
from seedbed.web.step5_agenda.arranging.forms import FORMS, EntryForm
from seedbed.web.step5_agenda.arranging.queries import arrangement_of
from seedbed.web.step5_agenda.pages import about
from seedbed.web.step5_agenda.queries import factors_of
from seedbed.web.step5_agenda.shared.keeping import load
from seedbed.web.ui.refusals import in_one_line, refusals_on, status_of

READS = ["GET", "HEAD", "POST"]
SEE, WORK = Permission.SEE_THREAD, Permission.WORK_ON_THREAD


@allowed(SEE, by_map)
@require_safe
def arrangement(request: SignedInRequest, system_map: int) -> HttpResponse:
    """List a map's subsystems, submaps and layouts."""
    found = map_at(system_map)
    context = about(request, found, there=arrangement_of(found, factors_of(found)))
    return render(request, "step5_agenda/arranging.html", context)


@allowed(WORK, by_map)
@require_http_methods(READS)
def add_entry(request: SignedInRequest, system_map: int, map_part: str) -> HttpResponse:
    """Name a subsystem, a submap or a layout."""
    found = map_at(system_map)
    form = _form(map_part)(request.POST if request.method == "POST" else None, factors=factors_of(found))
    if form.is_bound and form.is_valid():
        with refusals_on(form):
            told = form.cleaned_data
            if map_part == "subsystems":
                arranging.add_subsystem(by=request.user, of=found, **told)
            elif map_part == "submaps":
                arranging.add_submap(by=request.user, of=found, **told)
            else:
                arranging.keep_layout(by=request.user, of=found, **told)
            return redirect("step5_agenda:arrangement", found.pk)
    context = about(request, found, form=form, part=map_part)
    return render(request, "step5_agenda/arranging_entry.html", context, status=status_of(form))


@allowed(WORK, by_map)
@require_http_methods(READS)
def edit_entry(request: SignedInRequest, system_map: int, map_part: str, map_entry: UUID) -> HttpResponse:
    """Change a subsystem, a submap or the name of a layout."""
    found, key = map_at(system_map), str(map_entry)
    kind = _form(map_part)
    held = load(found).value((map_part, key))
    if held is None:
        raise Http404
    form = kind(request.POST if request.method == "POST" else None, factors=factors_of(found), held=held)
    if form.is_bound and form.is_valid():
        with refusals_on(form):
            arranging.edit_entry(
                by=request.user, of=found, part=map_part, key=key, fields=form.changed, members=form.members
            )
            return redirect("step5_agenda:arrangement", found.pk)
    context = about(request, found, form=form, part=map_part, key=key)
    return render(request, "step5_agenda/arranging_entry.html", context, status=status_of(form))


@allowed(WORK, by_map)
@require_POST
def remove_entry(request: SignedInRequest, system_map: int, map_part: str, map_entry: UUID) -> HttpResponse:
    """Take a subsystem, a submap or a layout off a map."""
    found = map_at(system_map)
    _form(map_part)
    arranging.remove_entry(by=request.user, of=found, part=map_part, key=str(map_entry))
    messages.success(request, _("It is gone. All factors and links are still there."))
    return redirect("step5_agenda:arrangement", found.pk)


@allowed(WORK, by_map)
@require_POST
def lay_out(request: SignedInRequest, system_map: int, map_entry: UUID) -> HttpResponse:
    """Put the factors where a layout has them."""
    found = map_at(system_map)
    try:
        arranging.lay_out(by=request.user, of=found, key=str(map_entry))
        messages.success(request, _("The factors stand as in that arrangement."))
    except UserError as error:
        messages.error(request, in_one_line(error))
    return redirect("step5_agenda:arrangement", found.pk)


@allowed(WORK, by_map)
@require_POST
def tidy(request: SignedInRequest, system_map: int) -> HttpResponse:
    """Place all factors anew; where they stood is kept as a layout."""
    found = map_at(system_map)
    try:
        as_circle = request.POST.get("as") == "circle"
        arranging.tidy(by=request.user, of=found, as_circle=as_circle, before=_("Before tidying up"))
        messages.success(request, _('The factors stand anew. To go back, use the arrangement "Before tidying up".'))
    except UserError as error:
        messages.error(request, in_one_line(error))
    return redirect("step5_agenda:arrangement", found.pk)


@allowed(SEE, by_map)
@require_safe
def tidied(_request: SignedInRequest, system_map: int) -> JsonResponse:
    """Say where the factors would stand tidied up; whoever draws places them, and can undo it."""
    return JsonResponse({"places": arranging.in_order(load(map_at(system_map)))})


def _form(part: str) -> type[EntryForm]:
    if part not in FORMS:
        raise Http404
    return FORMS[part]
