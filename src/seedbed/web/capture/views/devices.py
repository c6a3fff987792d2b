"""The team's page of devices: which may send, what came from them, and codes that let more in."""

from __future__ import annotations

from datetime import timedelta
from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from seedbed.web.capture import actions, queries
from seedbed.web.capture.codes import short_of, token_of
from seedbed.web.capture.forms import CodeForm
from seedbed.web.capture.models import Device, JoinCode, WantedMedia
from seedbed.web.capture.storing import set_file_aside
from seedbed.web.invitations.codes import address_here, code_of, reaches_no_phone
from seedbed.web.people.access import SignedInRequest, allowed
from seedbed.web.people.models import Scope
from seedbed.web.people.roles import Permission
from seedbed.web.places.access import by_neighbourhood, neighbourhood_at
from seedbed.web.places.models import Neighbourhood
from seedbed.web.ui.refusals import refusals_on, status_of


def by_code(join_code: int, **_address: object) -> Scope:
    """Return the scope of a code."""
    return _code(join_code).neighbourhood.scope


def by_sending_device(device: object, **_address: object) -> Scope:
    """Return the scope of a device."""
    return _device(device).neighbourhood.scope


def by_awaited_file(awaited_file: object, **_address: object) -> Scope:
    """Return the scope of a file that is not here."""
    return _place_of(awaited_file).scope


def _place_of(awaited_file: object) -> Neighbourhood:
    where = WantedMedia.objects.select_related("item__device__neighbourhood__scope")
    return get_object_or_404(where, pk=awaited_file).item.device.neighbourhood


def _code(number: int) -> JoinCode:
    return get_object_or_404(JoinCode.objects.select_related("neighbourhood__scope", "event"), pk=number)


def _device(number: object) -> Device:
    return get_object_or_404(Device.objects.select_related("neighbourhood__scope"), pk=number)


@allowed(Permission.INVITE_HELPERS, by_neighbourhood)
@require_http_methods(["GET", "HEAD", "POST"])
def devices(request: SignedInRequest, slug: str) -> HttpResponse:
    """List the devices of a neighbourhood and its open codes; make a code."""
    place, now = neighbourhood_at(slug), timezone.now()
    form = CodeForm(request.POST or None, neighbourhood=place)
    if request.method == "POST" and form.is_valid():
        told = form.cleaned_data
        with refusals_on(form):
            made, _token = actions.make_code(
                by=request.user,
                neighbourhood=place,
                ends_at=now + timedelta(hours=told["hours"]),
                kind=told["kind"],
                event=form.chosen_event(),
                most_devices=told["most"],
                at=now,
            )
            return redirect("capture:code", made.pk)
    codes = [(each, each.is_open(now)) for each in queries.codes_of(place, now)]
    context = {
        "neighbourhood": place,
        "programme": place.programme,
        "form": form,
        "codes": codes,
        "devices": queries.devices_of(place),
        "files": queries.files_not_here(place),
    }
    return render(request, "capture/devices.html", context, status=status_of(form))


@allowed(Permission.INVITE_HELPERS, by_code)
@require_safe
def code(request: SignedInRequest, join_code: int) -> HttpResponse:
    """Show a code to open on phones, as long as it lets devices in."""
    found = _code(join_code)
    context: dict[str, object] = {"code": found, "neighbourhood": found.neighbourhood, "joined": found.devices.count()}
    if found.is_open(timezone.now()):
        address = address_here(request, reverse("capture:join", args=[token_of(found.issue)]))
        context |= {
            "address": address,
            "short": short_of(found.issue),
            "drawn": code_of(address, _("Code that lets devices in")),
            "here_only": reaches_no_phone(address),
        }
    return render(request, "capture/code.html", context)


@allowed(Permission.INVITE_HELPERS, by_code)
@require_POST
def end_code(request: SignedInRequest, join_code: int) -> HttpResponse:
    """End a code now."""
    found = _code(join_code)
    actions.end_code(by=request.user, code=found)
    messages.success(request, _("The code lets no more devices in. Those that joined stay."))
    return redirect("capture:devices", found.neighbourhood.slug)


@allowed(Permission.INVITE_HELPERS, by_sending_device)
@require_POST
def end_device(request: SignedInRequest, device: object) -> HttpResponse:
    """End a device now, such as one that was lost."""
    found = _device(device)
    actions.end_device(by=request.user, device=found)
    messages.success(request, _("The device has ended. What it sent stays; what it sends now is refused."))
    return redirect("capture:devices", found.neighbourhood.slug)


@allowed(Permission.INVITE_HELPERS, by_awaited_file)
@require_POST
def set_aside_file(request: SignedInRequest, awaited_file: UUID) -> HttpResponse:
    """Wait no more for a file that was not taken, or whose phone is lost."""
    place = _place_of(awaited_file)
    set_file_aside(by=request.user, neighbourhood=place, number=awaited_file)
    messages.success(request, _("It is set aside: nobody waits for it any more."))
    return redirect("capture:devices", place.slug)
