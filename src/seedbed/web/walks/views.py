"""Pages of the team: planning walks, their routes and stops, and the exhibition made of them."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.forms import Form
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from seedbed.reports.walks.booklet import booklet as booklet_of
from seedbed.reports.walks.booklet import postcards as postcards_of
from seedbed.reports.walks.captions import captions as captions_of
from seedbed.web.consent.queries import languages_to_ask_in
from seedbed.web.invitations.codes import reaches_no_phone
from seedbed.web.listening.paper import code_of, paper_of
from seedbed.web.listening.queries import agreed_to, standing_withdrawal, words_of
from seedbed.web.media.models import MediaFile, MediaState
from seedbed.web.media.showing import may_see
from seedbed.web.people.access import SignedInRequest, allowed
from seedbed.web.people.models import Scope
from seedbed.web.people.permissions import can
from seedbed.web.people.roles import Permission
from seedbed.web.places.access import by_neighbourhood, neighbourhood_at
from seedbed.web.places.pages import about
from seedbed.web.places.queries import boundary_of
from seedbed.web.ui.refusals import refusals_on, status_of
from seedbed.web.walks import actions
from seedbed.web.walks.forms import FileForm, RouteForm, StopForm, WalkForm, WordsForm
from seedbed.web.walks.models import Stop, Walk
from seedbed.web.walks.queries import WITH, as_everybody_sees, day_of, exhibition_of, map_of, stops_of, walks_of

READS = ["GET", "HEAD", "POST"]


def walk_at(walk: int) -> Walk:
    """Return a walk, or raise Http404."""
    if walk >= 2**63:
        raise Http404
    return get_object_or_404(Walk.objects.select_related(*WITH), pk=walk, event__bead__tombstone=None)


def stop_at(stop: int) -> Stop:
    """Return a stop, or raise Http404."""
    if stop >= 2**63:
        raise Http404
    where = [f"walk__{each}" for each in WITH]
    return get_object_or_404(Stop.objects.select_related(*where, "contribution__bead"), pk=stop)


def by_walk(walk: int, **_address: Any) -> Scope:
    """Return the scope that a walk belongs to."""
    return walk_at(walk).neighbourhood.scope


def by_stop(stop: int, **_address: Any) -> Scope:
    """Return the scope that a stop belongs to."""
    return stop_at(stop).walk.neighbourhood.scope


def _about(request: HttpRequest, walk: Walk, **more: Any) -> dict[str, Any]:
    place = walk.neighbourhood
    shared = {"neighbourhood": place, "programme": place.programme, "scope": place.scope}
    edits = can(request.user, Permission.EDIT_PLACE, place.scope)
    return {**shared, "walk": walk, "day": day_of(walk), "may_edit": edits, **more}


@allowed(Permission.ADD_WORDS, by_neighbourhood)
@require_http_methods(READS)
def walks(request: SignedInRequest, slug: str) -> HttpResponse:
    """List the walks of a neighbourhood, and plan one."""
    neighbourhood = neighbourhood_at(slug)
    form = WalkForm(request.POST if request.method == "POST" else None)
    if form.is_bound and form.is_valid():
        with refusals_on(form):
            made = actions.plan_walk(by=request.user, neighbourhood=neighbourhood, planned=form.planned)
            return redirect("walks:walk", made.pk)
    walks = [(each, day_of(each)) for each in walks_of(neighbourhood)]
    context = about(neighbourhood, walks=walks, form=form)
    return render(request, "walks/walks.html", context, status=status_of(form))


@allowed(Permission.ADD_WORDS, by_walk)
@require_http_methods(READS)
def walk(request: SignedInRequest, walk: int) -> HttpResponse:
    """Show one walk: its route and its stops in order; add a stop."""
    found = walk_at(walk)
    form = StopForm(request.POST if request.method == "POST" else None)
    if form.is_bound and form.is_valid():
        told = form.cleaned_data
        with refusals_on(form):
            made = actions.add_stop(
                by=request.user, walk=found, name=told["name"], about=told["about"], at_point=told["point"]
            )
            return redirect("walks:stop", made.pk)
    stops = stops_of(found)
    context = _about(request, found, form=form, stops=stops, drawn=map_of(found, stops), for_script=_map(found, stops))
    return render(request, "walks/walk.html", context, status=status_of(form))


def _map(found: Walk, stops: list[Stop]) -> dict[str, Any]:
    line = boundary_of(found.neighbourhood)
    placed = [
        {"name": f"{number}", "at": [stop.longitude, stop.latitude]}
        for number, stop in enumerate(stops, 1)
        if stop.longitude is not None
    ]
    return {
        "ground": reverse("places:ground", args=[found.neighbourhood.slug]),
        "outline": line.outline if line else None,
        "route": found.route,
        "stops": placed,
        "label": _("Map of the walk. Writing latitude and longitude below does the same."),
    }


@allowed(Permission.ADD_WORDS, by_walk)
@require_http_methods(READS)
def route(request: SignedInRequest, walk: int) -> HttpResponse:
    """Say where a walk goes: by a file, by drawing or by writing."""
    found = walk_at(walk)
    written = "\n".join(f"{latitude}, {longitude}" for longitude, latitude in found.route)
    sent = request.method == "POST"
    form = RouteForm(request.POST if sent else None, request.FILES if sent else None, initial={"points": written})
    if form.is_bound and form.is_valid():
        with refusals_on(form):
            actions.set_route(by=request.user, walk=found, route=form.route, with_stops=form.cleaned_data["with_stops"])
            messages.success(request, _("The route is kept, without when it was walked and by which phone."))
            return redirect("walks:walk", found.pk)
    context = _about(request, found, form=form, for_script=_map(found, stops_of(found)))
    return render(request, "walks/route.html", context, status=status_of(form))


@allowed(Permission.ADD_WORDS, by_stop)
@require_http_methods(READS)
def stop(request: SignedInRequest, stop: int) -> HttpResponse:
    """Show one stop and change it: the team's words, what somebody said there, photos and recordings."""
    found = stop_at(stop)
    asked = request.POST.get("do", "")
    point = "" if found.latitude is None else f"{found.latitude}, {found.longitude}"
    told = {"name": found.name, "about": found.about, "point": point}
    languages = languages_to_ask_in(found.walk.neighbourhood.programme)
    forms: dict[str, Form] = {
        "stop": StopForm(request.POST if asked == "stop" else None, initial=told),
        "words": WordsForm(request.POST if asked == "words" else None, languages=languages),
        "file": FileForm(request.POST if asked == "file" else None, request.FILES if asked == "file" else None),
    }
    sent = forms.get(asked)
    if sent is not None and sent.is_valid():
        with refusals_on(sent):
            return _do(request, found, asked, sent)
    if asked in {"earlier", "later", "remove", "take_off", "read"}:
        return _do_plain(request, found, asked)
    return render(request, "walks/stop.html", _stop_context(request, found, forms, sent), status=status_of(sent))


def _stop_context(request: SignedInRequest, found: Stop, forms: dict[str, Form], sent: Form | None) -> dict[str, Any]:
    said = found.contribution
    words = words_of([said.bead], request.user).get(said.pk) if said is not None else None
    own = said is not None and said.bead.made_by_id == request.user.pk
    files = [each.file for each in found.files.select_related("file__neighbourhood__scope", "file__participant")]
    return _about(
        request,
        found.walk,
        stop=found,
        stop_form=forms["stop"],
        words_form=forms["words"],
        file_form=forms["file"],
        form=sent,
        said=said,
        own=own,
        taken_back=said is not None and (standing_withdrawal(said) is not None or not agreed_to(said.bead)),
        words=words,
        files=[(each, may_see(request.user, each)) for each in files if each.state != MediaState.ERASED],
        sees_words=can(request.user, Permission.SEE_WORDS, found.walk.neighbourhood.scope),
        for_script=_map(found.walk, stops_of(found.walk)),
    )


def _do(request: SignedInRequest, found: Stop, asked: str, sent: Form) -> HttpResponse:
    """Do what a form asks for."""
    told = sent.cleaned_data
    if asked == "stop":
        actions.change_stop(by=request.user, stop=found, name=told["name"], about=told["about"], at_point=told["point"])
        messages.success(request, _("The stop is kept."))
    elif isinstance(sent, WordsForm):
        said = actions.keep_words(by=request.user, stop=found, **sent.kept)
        paper = paper_of(request, str(said.receipt_id))
        context = _about(request, found.walk, stop=found, second_half=said.second_half, **paper)
        return render(request, "walks/kept.html", context)
    else:
        content = told.pop("file")
        actions.keep_file(by=request.user, stop=found, content=content, **told)
        messages.success(request, _("It is here and is being checked. Then somebody looks at it before it is shown."))
    return redirect("walks:stop", found.pk)


def _do_plain(request: SignedInRequest, found: Stop, asked: str) -> HttpResponse:
    """Do what a button without a form asks for."""
    if asked in {"earlier", "later"}:
        actions.move_stop(by=request.user, stop=found, earlier=asked == "earlier")
        return redirect("walks:walk", found.walk_id)
    if asked == "remove":
        actions.remove_stop(by=request.user, stop=found)
        messages.success(request, _("The stop is taken out. What was said there stays with all words."))
        return redirect("walks:walk", found.walk_id)
    if asked == "read":
        return _note_read(request, found)
    file = get_object_or_404(MediaFile, pk=_uuid(request.POST.get("file", "")))
    actions.take_file_off(by=request.user, stop=found, file=file)
    return redirect("walks:stop", found.pk)


def _uuid(text: str) -> UUID | None:
    try:
        return UUID(text)
    except ValueError:
        return None


def _note_read(request: SignedInRequest, found: Stop) -> HttpResponse:
    if can(request.user, Permission.SEE_WORDS, found.walk.neighbourhood.scope):
        actions.note_read(by=request.user, stop=found)
        messages.success(request, _("You read the words: they go as far as their speaker agreed."))
    return redirect("walks:stop", found.pk)


@allowed(Permission.EDIT_PLACE, by_walk)
@require_http_methods(READS)
def exhibition(request: SignedInRequest, walk: int) -> HttpResponse:
    """Show what the exhibition would show and what is missing; open it to everybody, or close it."""
    found = walk_at(walk)
    form = Form(request.POST or None)
    if request.method == "POST":
        with refusals_on(form):
            if request.POST.get("do") == "close":
                actions.close_exhibition(by=request.user, walk=found)
                messages.success(request, _("The exhibition is closed."))
            else:
                answers = request.POST.get("takes_answers") == "yes"
                actions.open_exhibition(by=request.user, walk=found, takes_answers=answers)
                messages.success(request, _("The exhibition is open to everybody who has its address."))
            return redirect("walks:exhibition", found.pk)
    address = _address(request, found)
    context = _about(request, found, form=form, stops=as_everybody_sees(found), address=address, code=code_of(address))
    context["here_only"] = reaches_no_phone(address)
    return render(request, "walks/exhibition.html", context, status=422 if request.method == "POST" else 200)


def _address(request: HttpRequest, found: Walk) -> str:
    return request.build_absolute_uri(reverse("walks:show", args=[found.show]))


@allowed(Permission.EDIT_PLACE, by_walk)
@require_safe
def booklet(request: SignedInRequest, walk: int) -> HttpResponse:
    """Hand out the booklet of a walk."""
    found = walk_at(walk)
    address = _address(request, found) if found.shown_at else ""
    shown = exhibition_of(found, address=address, code=code_of(address) if address else "")
    return _download(booklet_of(shown), "application/pdf", "booklet.pdf")


@allowed(Permission.EDIT_PLACE, by_walk)
@require_safe
def postcards(request: SignedInRequest, walk: int) -> HttpResponse:
    """Hand out postcards of a walk, one for each stop."""
    found = walk_at(walk)
    shown = exhibition_of(found, address=_address(request, found) if found.shown_at else "")
    return _download(postcards_of(shown), "application/pdf", "postcards.pdf")


@allowed(Permission.EDIT_PLACE, by_walk)
@require_safe
def captions(request: SignedInRequest, walk: int) -> HttpResponse:  # noqa: ARG001 - every view takes it
    """Hand out the captions of the slides of a walk, for a film made of them."""
    shown = exhibition_of(walk_at(walk))
    return _download(captions_of(shown.stops).encode(), "text/vtt; charset=utf-8", "captions.vtt")


def _download(content: bytes, content_type: str, name: str) -> HttpResponse:
    return HttpResponse(
        content, content_type=content_type, headers={"Content-Disposition": f'attachment; filename="{name}"'}
    )
