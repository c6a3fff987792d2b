"""Pages that join factors and links of a map to what they come from, and what the drawing asks of it."""

from __future__ import annotations

from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse, JsonResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from seedbed.errors import NotAllowedError, UsageError
from seedbed.thread.identifiers import number_of
from seedbed.thread.kinds import BeadKind
from seedbed.web.golden_thread.models import Bead
from seedbed.web.listening.shelf import NEEDS_WORDS, Shelf
from seedbed.web.people.access import SignedInRequest, allowed
from seedbed.web.people.looking import note_words_read
from seedbed.web.people.permissions import can
from seedbed.web.people.roles import Permission
from seedbed.web.step5_agenda.access import by_map, map_at, part_at
from seedbed.web.step5_agenda.opinions.actions import mark_experts_only
from seedbed.web.step5_agenda.opinions.forms import OriginsForm
from seedbed.web.step5_agenda.opinions.origin_actions import add_origins, remove_origin
from seedbed.web.step5_agenda.opinions.origin_words import LOOKS, words_of
from seedbed.web.step5_agenda.opinions.origins import behind_all
from seedbed.web.step5_agenda.opinions.panel import name_of, page_of
from seedbed.web.step5_agenda.opinions.queries import opinions_of
from seedbed.web.ui.refusals import refusals_on, status_of

WORK = Permission.WORK_ON_THREAD


@allowed(Permission.SEE_THREAD, by_map)
@require_safe
def origins_json(_request: SignedInRequest, system_map: int) -> JsonResponse:
    """Give what the drawing shows of who says so: for each key what weighs most, and counts of what the team says."""
    found = map_at(system_map)
    said = {key: each for key, each in opinions_of(found).items() if key}
    return JsonResponse(
        {
            "origins": {key: each.kind for key, each in behind_all(found).items()},
            "agree": {key: each.agree for key, each in said.items() if each.agree},
            "otherwise": {key: each.otherwise for key, each in said.items() if each.otherwise},
            "comments": {key: each.comments for key, each in said.items() if each.comments},
            "words": words_of(),
            "symbols": {kind: look.symbol for kind, look in LOOKS.items()},
        }
    )


@allowed(WORK, by_map)
@require_http_methods(["GET", "HEAD", "POST"])
def add(request: SignedInRequest, system_map: int, part: UUID) -> HttpResponse:
    """Offer what a factor or link may come from; join it to what is chosen."""
    found = map_at(system_map)
    row = part_at(found, part)
    sent = request.POST if request.method == "POST" else None
    form = OriginsForm(sent, row=row, shelf=Shelf(found.neighbourhood, request.user), find=request.GET.get("find", ""))
    if form.is_bound and form.is_valid():
        with refusals_on(form):
            add_origins(by=request.user, to=row, origins=form.chosen)
            return redirect(page_of(row))
    if can(request.user, Permission.SEE_WORDS, found.scope):
        note_words_read(by=request.user, scope=found.scope, page="origins")
    place = found.neighbourhood
    where = {"map": found, "neighbourhood": place, "programme": place.programme, "scope": place.scope}
    context = {**where, "form": form, "name": name_of(row), "back": page_of(row)}
    return render(request, "step5_agenda/add_origins.html", context, status=status_of(form))


@allowed(WORK, by_map)
@require_POST
def remove(request: SignedInRequest, system_map: int, part: UUID) -> HttpResponse:
    """Take a factor or link off one thing that it came from."""
    found = map_at(system_map)
    row = part_at(found, part)
    programme = found.neighbourhood.programme
    origin = Bead.objects.filter(pk=_number(request.POST.get("origin", "")), programme=programme).first()
    if origin is None:
        return redirect(page_of(row))
    if BeadKind(origin.kind) in NEEDS_WORDS and not can(request.user, Permission.SEE_WORDS, found.scope):
        raise NotAllowedError(
            "Your role here does not let you work on voices.",
            "They are words of residents, and you may not read them.",
            "Ask someone who may.",
        )
    remove_origin(by=request.user, of=row, origin=origin)
    messages.success(request, _("It is taken off. The thread keeps that it stood here."))
    return redirect(page_of(row))


@allowed(WORK, by_map)
@require_POST
def experts_only(request: SignedInRequest, system_map: int, part: UUID) -> HttpResponse:
    """Say that a factor or link comes from experts only, or take that back."""
    row = part_at(map_at(system_map), part)
    mark_experts_only(by=request.user, on=row, marked=request.POST.get("marked") == "yes")
    return redirect(page_of(row))


def _number(text: str) -> int:
    """Return a bead's number; one that no bead has for what is no number."""
    try:
        number = number_of(text)
    except UsageError:
        return 0
    return number if number < 2**63 else 0
