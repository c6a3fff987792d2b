"""Pages on phones in a workshop: for anybody in the room who has its code, without an account."""

from __future__ import annotations

from functools import wraps
from secrets import token_urlsafe
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from seedbed.web.consent.limits import TooManyTriesError, trying
from seedbed.web.people.access import View, public
from seedbed.web.step5_agenda.workshop import sending
from seedbed.web.step5_agenda.workshop.phone_forms import CodeForm, NoteForm, plain_code
from seedbed.web.step5_agenda.workshop.prompts import LABELS, PROMPTS
from seedbed.web.step5_agenda.workshop.queries import sent_by
from seedbed.web.step5_agenda.workshop.running import is_code
from seedbed.web.step5_agenda.workshop_models import Workshop
from seedbed.web.ui.languages import translated
from seedbed.web.ui.refusals import in_one_line, status_of

COOKIE = "workshop_phone"
"""Holds a random key, for this workshop's address alone: so that a phone sees its own notes and may take them back, and
is let in although others in the room typed wrong codes."""
READS = ["GET", "HEAD", "POST"]


def _kept_by_nobody(view: View) -> View:
    @wraps(view)
    def guarded(request: HttpRequest, *args: Any, **address: Any) -> Any:
        answer = view(request, *args, **address)
        answer["Cache-Control"] = "private, no-store"
        answer["X-Robots-Tag"] = "noindex, nofollow"
        return answer

    return guarded


@public
@translated
@require_http_methods(["GET", "HEAD"])
@_kept_by_nobody
def find(request: HttpRequest) -> HttpResponse:
    """Ask for the code on the big screen, and go to the page of its workshop."""
    form = CodeForm(request.GET if "code" in request.GET else None)
    if form.is_bound and form.is_valid() and form.cleaned_data["code"]:
        return redirect("workshop:room", form.cleaned_data["code"])
    return render(request, "step5_agenda/workshop/find.html", {"form": form}, status=status_of(form))


@public
@translated
@require_http_methods(READS)
@_kept_by_nobody
def room(request: HttpRequest, workshop_code: str) -> HttpResponse:
    """Show what is asked now, and take a short note; show a phone its own notes."""
    code = plain_code(workshop_code)
    found = _open_workshop(code)
    key = sending.key_in(found, request.COOKIES.get(COOKIE, "")) if found else ""
    try:
        if is_code(code) and not key:
            with trying(request) as this:
                this.found = found is not None
    except TooManyTriesError:
        return render(request, "listening/too_many_tries.html", status=429)
    if found is None:
        return render(request, "step5_agenda/workshop/no_room.html", {"form": CodeForm()}, status=404)
    key = key or token_urlsafe(24)
    answer = _sent(request, found, key) if request.method == "POST" else None
    answer = answer or _page(request, found, key, _form(found))
    return _known_again(request, answer, found, key)


def _open_workshop(code: str) -> Workshop | None:
    if not is_code(code):
        return None
    rows = Workshop.objects.select_related("map__neighbourhood__programme", "map__neighbourhood__scope")
    return rows.filter(code=code, ended_at=None, ends_at__gt=timezone.now()).first()


def _form(found: Workshop, sent: Any = None) -> NoteForm | None:
    step = sending.step_now(found)
    return NoteForm(sent, step=step) if step.prompt else None


def _sent(request: HttpRequest, found: Workshop, key: str) -> HttpResponse | None:
    """Keep what was sent, or take a note back; None where nothing is asked."""
    device, told = sending.device_of(found, key), request.POST.get("take_back", "")
    if told:
        if told.isascii() and told.isdigit() and len(told) < 19:
            sending.take_back(workshop=found, device=device, note=int(told))
        return redirect("workshop:room", found.code)
    form = _form(found, request.POST)
    if form is None:
        return None
    if form.is_valid():
        try:
            sending.send_note(workshop=found, device=device, told=form.told)
        except sending.TooManyNotesError as error:
            form.add_error(None, in_one_line(error))
            return _page(request, found, key, form, 429)
        messages.success(request, _("Your note was sent. Thank you. You can send another."))
        return redirect("workshop:room", found.code)
    return _page(request, found, key, form)


def _page(
    request: HttpRequest, found: Workshop, key: str, form: NoteForm | None, status: int | None = None
) -> HttpResponse:
    mine = [(each, LABELS.get(each.direction, "")) for each in sent_by(found, sending.device_of(found, key))]
    place = found.map.neighbourhood
    context = {
        "workshop": found,
        "neighbourhood_name": place.name,
        "programme": place.programme,
        "prompt": PROMPTS.get(sending.step_now(found).prompt, ""),
        "form": form,
        "mine": mine,
    }
    return render(request, "step5_agenda/workshop/phone.html", context, status=status or status_of(form))


def _known_again(request: HttpRequest, answer: HttpResponse, found: Workshop, key: str) -> HttpResponse:
    answer.set_cookie(
        COOKIE,
        sending.signed(found, key),
        expires=found.ends_at,
        path=reverse("workshop:room", args=[found.code]),
        secure=request.is_secure(),
        httponly=True,
        samesite="Lax",
    )
    return answer
