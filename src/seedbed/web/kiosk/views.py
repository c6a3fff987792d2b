"""Pages of the team: letting kiosks in, and the card for the volunteers who stand beside one."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from seedbed.web.capture.actions import make_code
from seedbed.web.capture.codes import short_of, token_of
from seedbed.web.capture.models import Device, DeviceKind, JoinCode
from seedbed.web.capture.starts import start_of
from seedbed.web.invitations.codes import reaches_no_phone
from seedbed.web.kiosk.forms import CodeForm
from seedbed.web.kiosk.lock import code_of as lock_of
from seedbed.web.listening.paper import code_of
from seedbed.web.people.access import SignedInRequest, allowed
from seedbed.web.people.roles import Permission
from seedbed.web.places.access import by_neighbourhood, neighbourhood_at
from seedbed.web.places.models import Neighbourhood
from seedbed.web.places.theme import theme_here
from seedbed.web.ui.refusals import refusals_on, status_of

KIOSK = DeviceKind.KIOSK.value


def _open_code(neighbourhood: Neighbourhood) -> JoinCode | None:
    found = JoinCode.objects.filter(neighbourhood=neighbourhood, kind=KIOSK, ends_at__gt=timezone.now())
    return found.order_by("-pk").first()


@allowed(Permission.INVITE_HELPERS, by_neighbourhood)
@require_http_methods(["GET", "HEAD", "POST"])
def kiosks(request: SignedInRequest, slug: str) -> HttpResponse:
    """List the kiosks of a neighbourhood, and make a code by which more join."""
    neighbourhood = neighbourhood_at(slug)
    form = CodeForm(request.POST if request.method == "POST" else None)
    if request.method == "POST" and form.is_valid():
        with refusals_on(form):
            ends = timezone.now() + timedelta(days=form.cleaned_data["days"])
            most = form.cleaned_data["most"]
            make_code(by=request.user, neighbourhood=neighbourhood, kind=KIOSK, ends_at=ends, most_devices=most)
            messages.success(request, _("Kiosks can join now: show them the code."))
            return redirect("kiosk:kiosks", slug)
    context = {
        "neighbourhood": neighbourhood,
        "programme": neighbourhood.programme,
        "form": form,
        "theme_wrong": theme_here()[1],
        "devices": Device.objects.filter(neighbourhood=neighbourhood, kind=KIOSK, ended_at=None).order_by("joined_at"),
        **_code(request, _open_code(neighbourhood)),
    }
    return render(request, "kiosk/kiosks.html", context, status=status_of(form))


def _code(request: HttpRequest, code: JoinCode | None) -> dict[str, Any]:
    if code is None:
        return {}
    token = token_of(code.issue)
    address = request.build_absolute_uri(start_of(KIOSK, token))
    return {
        "join_code": code,
        "short": short_of(code.issue),
        "page": request.build_absolute_uri(reverse("kiosk:kiosk")),
        "address": address,
        "code": code_of(address),
        "lock": lock_of(code),
        "here_only": reaches_no_phone(address),
    }


@allowed(Permission.INVITE_HELPERS, by_neighbourhood)
@require_safe
def volunteers(request: SignedInRequest, slug: str) -> HttpResponse:
    """Show the card for volunteers, to be printed: how to begin, what to say, what to do when it will not."""
    neighbourhood = neighbourhood_at(slug)
    code = _open_code(neighbourhood)
    context = {
        "neighbourhood": neighbourhood,
        "programme": neighbourhood.programme,
        "lock": lock_of(code) if code else "",
    }
    return render(request, "kiosk/volunteers.html", context)
