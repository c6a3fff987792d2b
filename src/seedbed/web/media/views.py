"""Handing out files to who may see them, and the pages on which the team looks at them."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from seedbed.errors import NotAllowedError
from seedbed.web.media import actions
from seedbed.web.media.forms import LookForm
from seedbed.web.media.models import MediaFile
from seedbed.web.media.queries import WITH, being_checked, file_for, of_place, waiting_for_a_look
from seedbed.web.media.rules import may_go_beyond, what_is_missing
from seedbed.web.media.serving import serve
from seedbed.web.people.access import SignedInRequest, allowed, check_page, public
from seedbed.web.people.models import Scope
from seedbed.web.people.permissions import can
from seedbed.web.people.roles import Permission
from seedbed.web.places.access import by_neighbourhood, neighbourhood_at
from seedbed.web.places.pages import about
from seedbed.web.ui.refusals import refusals_on, status_of

ON_A_PAGE = 24


def by_file(file: UUID, **_address: Any) -> Scope:
    """Return the scope of the neighbourhood that a file belongs to."""
    return _found(file).neighbourhood.scope


def _found(number: UUID) -> MediaFile:
    return get_object_or_404(MediaFile.objects.select_related(*WITH), pk=number)


@public
@require_safe
def file(request: HttpRequest, file: UUID) -> HttpResponseBase:
    """Hand out a file, or a part of it; to others it is as if there were none."""
    found = file_for(request.user, file)
    if found is None:
        raise Http404
    return serve(request, found.name, found.content_type, f"{found.kind}-{found.pk.hex[:8]}")


@public
@require_safe
def small(request: HttpRequest, file: UUID) -> HttpResponseBase:
    """Hand out a small picture of a photo, drawing or scan."""
    found = file_for(request.user, file)
    if found is None or not found.small_name:
        raise Http404
    small_type = "image/png" if found.small_name.endswith(".png") else "image/jpeg"
    return serve(request, found.small_name, small_type, f"{found.kind}-{found.pk.hex[:8]}-small")


@allowed(Permission.SEE_WORDS, by_neighbourhood)
@require_safe
def files(request: SignedInRequest, slug: str) -> HttpResponse:
    """List what was sent here: what nobody has looked at yet, or all of it."""
    neighbourhood = neighbourhood_at(slug)
    everything = request.GET.get("show") == "all"
    found = of_place(neighbourhood) if everything else waiting_for_a_look(neighbourhood)
    context = about(
        neighbourhood,
        everything=everything,
        being_checked=being_checked(neighbourhood).count(),
        page=Paginator(found, ON_A_PAGE).get_page(request.GET.get("page")),
    )
    return render(request, "media/files.html", context)


@allowed(Permission.SEE_WORDS, by_file)
@require_http_methods(["GET", "HEAD", "POST"])
def look(request: SignedInRequest, file: UUID) -> HttpResponse:
    """Look at one file: say what it shows, let it go beyond the team or keep it there, blur faces, erase it."""
    found = _found(file)
    check_page(request, Permission.EDIT_PLACE, found.neighbourhood.scope)
    told = {"alt": found.alt, "recognisable": _answer(found)}
    form = LookForm(request.POST or None, initial=told)
    if form.is_bound and form.is_valid():
        with refusals_on(form):
            messages.success(request, _do(request, found, form.cleaned_data))
            return redirect("media:look", file)
    context = {
        "neighbourhood": found.neighbourhood,
        "scope": found.neighbourhood.scope,
        "programme": found.neighbourhood.programme,
        "file": found,
        "seen": file_for(request.user, file) is not None,
        "form": form,
        "goes_beyond": may_go_beyond(found),
        "missing": what_is_missing(found),
        "may_erase": can(request.user, Permission.WITHDRAW, found.neighbourhood.scope),
    }
    return render(request, "media/look.html", context, status=status_of(form))


def _answer(found: MediaFile) -> str:
    if found.cleared_at is None:
        # Whoever sent it said so, or asked for faces to be blurred; that nobody can be, a person has to see.
        return "yes" if found.blur_asked else ""
    return "yes" if found.recognisable else "no"


def _do(request: SignedInRequest, found: MediaFile, told: dict[str, Any]) -> str:
    """Do what a button asks for, and say so."""
    asked = request.POST.get("do", "")
    if asked == "erase":
        return _erase(request, found)
    if told["alt"] != found.alt:
        actions.describe(by=request.user, file=found, alt=told["alt"])
    if asked == "clear":
        actions.clear(by=request.user, file=found, recognisable=told["recognisable"] == "yes")
        return _("You looked at it. It goes as far as whoever gave it agreed to.")
    if asked == "team":
        actions.keep_for_team(by=request.user, file=found)
        return _("It stays with the team.")
    if asked == "blur":
        faces = actions.blur_faces(by=request.user, file=found).faces_blurred
        return _("Faces were looked for and blurred: %(faces)s. Look whether any was missed.") % {"faces": faces}
    return _("What it shows is kept.")


def _erase(request: SignedInRequest, found: MediaFile) -> str:
    if not can(request.user, Permission.WITHDRAW, found.neighbourhood.scope):
        raise NotAllowedError(
            "It was not erased.",
            "Your role here does not let you take out what somebody gave.",
            "Ask a facilitator or the data steward.",
        )
    actions.erase(by=request.user, file=found)
    return _("It is erased for good.")
