"""Pages of paper: print a pack, bring photographs, and say what is on them."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from seedbed.web.capture.receipts import receipt_page
from seedbed.web.consent.queries import sentences_for
from seedbed.web.paper_maps import actions
from seedbed.web.paper_maps.access import by_pack, by_photo, pack_at, photo_at
from seedbed.web.paper_maps.forms import PackForm, PhotosForm, SettleForm
from seedbed.web.paper_maps.models import PhotoState, PrintedPack, SheetPhoto
from seedbed.web.paper_maps.queries import packs_of, photos_of, theme_to_draw_on
from seedbed.web.paper_maps.sheet_words import ON_CARDS
from seedbed.web.people.access import SignedInRequest, allowed
from seedbed.web.people.permissions import can
from seedbed.web.people.roles import Permission
from seedbed.web.places.access import by_neighbourhood, neighbourhood_at
from seedbed.web.places.ground import map_here
from seedbed.web.places.models import Neighbourhood
from seedbed.web.places.queries import boundary_of
from seedbed.web.ui.refusals import refusals_on, status_of


@allowed(Permission.ADD_WORDS, by_neighbourhood)
@require_http_methods(["GET", "HEAD", "POST"])
def packs(request: SignedInRequest, slug: str) -> HttpResponse:
    """Show the packs of a place; take what a new one should be, and put drawing it into the queue."""
    place = neighbourhood_at(slug)
    line, known = boundary_of(place) is not None, map_here(place) is not None
    form = PackForm(request.POST if request.method == "POST" and line and known else None)
    if form.is_valid():
        with refusals_on(form):
            _pack, job = actions.ask_for_pack(by=request.user, neighbourhood=place, asked=form.cleaned_data)
            return redirect("jobs:job", job.pk)
    may_bring = can(request.user, Permission.EDIT_PLACE, place.scope)
    context = _about(
        place,
        form=form,
        packs=packs_of(place),
        has_line=line,
        has_map=known,
        may_bring=may_bring,
        theme_wrong=theme_to_draw_on()[1],
    )
    return render(request, "paper_maps/packs.html", context, status=status_of(form))


@allowed(Permission.ADD_WORDS, by_pack)
@require_http_methods(["GET", "HEAD", "POST"])
def pack(request: SignedInRequest, paper_pack: UUID) -> HttpResponse:
    """Show a pack, what was photographed of it; take more photographs."""
    found = pack_at(paper_pack)
    form = PhotosForm(request.POST or None, request.FILES or None)
    if form.is_valid():
        with refusals_on(form, "photographs"):
            files = form.cleaned_data["photographs"]
            job = actions.bring_photos(by=request.user, pack=found, files=files)
            return redirect("jobs:job", job.pk)
    context = _about(found.neighbourhood, pack=found, sheets=found.sheets.count(), photos=photos_of(found), form=form)
    return render(request, "paper_maps/pack.html", context, status=status_of(form))


@require_safe
@allowed(Permission.ADD_WORDS, by_pack)
def pack_pdf(_request: HttpRequest, paper_pack: UUID) -> HttpResponse:
    """Give a pack as PDF."""
    found = PrintedPack.objects.only("pdf", "code").get(pk=paper_pack)
    if found.pdf is None:
        raise Http404
    name = {"Content-Disposition": f'attachment; filename="paper-{found.code}.pdf"'}
    return HttpResponse(bytes(found.pdf), content_type="application/pdf", headers=name)


@require_safe
@allowed(Permission.ADD_WORDS, by_pack)
def pack_json(_request: HttpRequest, paper_pack: UUID) -> HttpResponse:
    """Give what reads a pack's sheets again, for the command line."""
    found = pack_at(paper_pack)
    if found.document is None:
        raise Http404
    name = {"Content-Disposition": f'attachment; filename="paper-{found.code}.json"'}
    return JsonResponse(found.document, headers=name)


@allowed(Permission.ADD_WORDS, by_photo)
@require_http_methods(["GET", "HEAD", "POST"])
def photo(request: SignedInRequest, sheet_photo: UUID) -> HttpResponse:
    """Show a photographed sheet and what may be marks on it; take what a person says of each."""
    found = photo_at(sheet_photo)
    place = found.pack.neighbourhood
    _language, sentences = sentences_for(place.programme, "en")
    form = SettleForm(request.POST or None, photo=found, sentences=sentences, scopes=ON_CARDS)
    pens = {each["colour"]: each["meaning"] for each in (found.pack.document or {}).get("pens", [])}
    if request.method == "POST" and form.is_valid():
        with refusals_on(form):
            waiting = actions.settle(by=request.user, photo=found, settled=form.settled(pens))
            if waiting is not None and waiting.contribution is not None:
                back = reverse("paper_maps:pack", args=[found.pack.pk])
                return receipt_page(request, waiting.contribution, back)
            messages.success(request, _told(waiting))
            return redirect("paper_maps:pack", found.pack.pk)
    context = _about(
        place,
        photo=found,
        form=form,
        rows=[(mark, pens.get(mark.colour, ""), keep, about) for mark, keep, about in form.rows()],
        sheet=_size(found),
        settled=found.state != PhotoState.READ,
    )
    return render(request, "paper_maps/photo.html", context, status=status_of(form))


def _told(waiting: Any) -> str:
    if waiting is None:
        return _("Nothing of the sheet was kept.")
    return _("The sheet is in the inbox. It waits until somebody is asked for consent.")


def _size(found: SheetPhoto) -> dict[str, float]:
    """Return how large the sheet is, millimetres; empty where it was not read."""
    if found.sheet is None or found.pack.document is None:
        return {}
    sheet: dict[str, float] = found.pack.document["sheets"][found.sheet.page - 1]
    return {"width": sheet["width"], "height": sheet["height"]}


def _about(place: Neighbourhood, **more: Any) -> dict[str, Any]:
    return {"neighbourhood": place, "programme": place.programme, "scope": place.scope, **more}
