"""Pages of the team: planning shifts, watching over one that is out, and the evening's page."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from seedbed.web.capture.codes import short_of, token_of
from seedbed.web.capture.models import JoinCode
from seedbed.web.invitations.codes import reaches_no_phone
from seedbed.web.listening.languages import language_name
from seedbed.web.listening.paper import code_of
from seedbed.web.listening.queries import words_of
from seedbed.web.people.access import SignedInRequest, allowed
from seedbed.web.people.models import Scope
from seedbed.web.people.roles import Permission
from seedbed.web.places.access import by_neighbourhood, neighbourhood_at
from seedbed.web.step2_listen import actions
from seedbed.web.step2_listen.forms import DayForm, LeadPhoneForm, PhonesForm, RescueForm, ShiftForm
from seedbed.web.step2_listen.models import StreetShift
from seedbed.web.step2_listen.queries import Came, came_to, evening_of, out_on, shifts_of
from seedbed.web.step2_listen.rescue import take_in_rescue
from seedbed.web.ui.refusals import refusals_on, status_of


def shift_at(street_shift: int) -> StreetShift:
    """Return a shift, or raise Http404."""
    if street_shift >= 2**63:
        raise Http404
    where = ("event__bead", "neighbourhood__scope", "neighbourhood__programme")
    return get_object_or_404(StreetShift.objects.select_related(*where), pk=street_shift)


def by_shift(street_shift: int, **_address: Any) -> Scope:
    """Return the scope that a shift belongs to."""
    return shift_at(street_shift).neighbourhood.scope


@allowed(Permission.INVITE_HELPERS, by_neighbourhood)
@require_http_methods(["GET", "HEAD", "POST"])
def shifts(request: SignedInRequest, slug: str) -> HttpResponse:
    """List the shifts of a neighbourhood, and plan one."""
    neighbourhood = neighbourhood_at(slug)
    form = ShiftForm(request.POST if request.method == "POST" else None)
    if request.method == "POST" and form.is_valid():
        with refusals_on(form):
            made = actions.plan_shift(by=request.user, neighbourhood=neighbourhood, planned=form.planned)
            return redirect("step2_listen:shift", made.pk)
    context = {
        "neighbourhood": neighbourhood,
        "programme": neighbourhood.programme,
        "form": form,
        "shifts": shifts_of(neighbourhood),
        "today": timezone.localdate(),
    }
    return render(request, "step2_listen/shifts.html", context, status=status_of(form))


@allowed(Permission.INVITE_HELPERS, by_shift)
@require_http_methods(["GET", "HEAD", "POST"])
def shift(request: SignedInRequest, street_shift: int) -> HttpResponse:
    """Watch over a shift: the code for its phones, who is out and safe, and what has come in."""
    found, now = shift_at(street_shift), timezone.now()
    asked = request.POST.get("do", "let_in") if request.method == "POST" else ""
    form = PhonesForm(request.POST if asked == "let_in" else None)
    lead = LeadPhoneForm(request.POST if asked == "lead_phone" else None, initial={"lead_phone": found.lead_phone})
    if asked == "lead_phone" and lead.is_valid():
        with refusals_on(lead, "lead_phone"):
            actions.change_lead_phone(by=request.user, shift=found, number=lead.cleaned_data["lead_phone"])
            messages.success(request, _("The number is changed. Phones show it once they next have a network."))
            return redirect("step2_listen:shift", found.pk)
    if asked == "let_in" and form.is_valid():
        with refusals_on(form):
            actions.let_phones_in(by=request.user, shift=found, most=form.cleaned_data["most"], at=now)
            messages.success(request, _("Phones can join now: show them the code."))
            return redirect("step2_listen:shift", found.pk)
    code = JoinCode.objects.filter(event=found.pk, ends_at__gt=now).order_by("-pk").first()
    context = {
        "neighbourhood": found.neighbourhood,
        "programme": found.neighbourhood.programme,
        "shift": found,
        "name": found.event.bead.payload["name"],
        "form": form,
        "lead": lead,
        "out": out_on(found, now),
        "came": came_to(found),
        "day": timezone.localdate(found.event.starts_at or now).isoformat(),
        **(_code(request, code) if code else {}),
    }
    return render(request, "step2_listen/shift.html", context, status=status_of(form if asked == "let_in" else lead))


def _code(request: HttpRequest, code: JoinCode) -> dict[str, Any]:
    token = token_of(code.issue)
    # What follows the # stays on the phone: the code is in no log of this site nor of a proxy.
    address = f"{request.build_absolute_uri(reverse('step2_listen:phone'))}#join={token}"
    return {
        "join_code": code,
        "short": short_of(code.issue),
        "page": request.build_absolute_uri(reverse("step2_listen:phone")),
        "address": address,
        "code": code_of(address),
        "here_only": reaches_no_phone(address),
    }


@allowed(Permission.INVITE_HELPERS, by_shift)
@require_safe
def counts(request: SignedInRequest, street_shift: int) -> JsonResponse:  # noqa: ARG001 - the guard's
    """Return what has come in as figures, for a page that stands open."""
    found, now = shift_at(street_shift), timezone.now()
    out = out_on(found, now)
    told = figures(came_to(found)) | {
        "late": sum(1 for each in out if each.late),
        "unsafe": sum(1 for each in out if each.safe is False),
        "phones": len(out),
    }
    return JsonResponse(told)


def figures(came: Came) -> dict[str, int]:
    """Return the figures that the page keeps current, by their names there."""
    return {
        "conversations": came.conversations,
        "refusals": came.refusals,
        "not_at_home": came.not_at_home,
        "stickers": came.total_stickers,
        "files_to_come": came.files_to_come,
        "files_refused": came.files_refused,
    }


@allowed(Permission.SEE_WORDS, by_neighbourhood)
@require_safe
def evening(request: SignedInRequest, slug: str) -> HttpResponse:
    """Tell the team on one page what a day brought, and what to look at tomorrow."""
    neighbourhood = neighbourhood_at(slug)
    form = DayForm(request.GET or None)
    day = (form.cleaned_data["day"] if form.is_bound and form.is_valid() else None) or timezone.localdate()
    told = evening_of(neighbourhood, day)
    words = words_of(told.beads, request.user)
    context = {
        "neighbourhood": neighbourhood,
        "programme": neighbourhood.programme,
        "evening": told,
        "said": [(bead, words[bead.pk]) for bead in told.beads if bead.pk in words and words[bead.pk].said],
        "languages": [(language_name(code), many) for code, many in told.languages],
    }
    return render(request, "step2_listen/evening.html", context)


@allowed(Permission.INVITE_HELPERS, by_neighbourhood)
@require_http_methods(["GET", "HEAD", "POST"])
def rescue(request: SignedInRequest, slug: str) -> HttpResponse:
    """Take in a file that a phone saved because it could not send what was on it."""
    neighbourhood = neighbourhood_at(slug)
    form = RescueForm(request.POST, request.FILES) if request.method == "POST" else RescueForm()
    told = None
    if form.is_bound and form.is_valid():
        with refusals_on(form, "file"):
            told = take_in_rescue(by=request.user, neighbourhood=neighbourhood, file=form.cleaned_data["file"])
    context = {"neighbourhood": neighbourhood, "programme": neighbourhood.programme, "form": form, "told": told}
    return render(request, "step2_listen/rescue.html", context, status=status_of(form))
