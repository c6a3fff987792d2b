"""The kiosk as devices keep it: one page without anybody's data, its service worker, its card and its map.

All that it shows of a neighbourhood comes later, by the device's own token.
"""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse, JsonResponse
from django.utils.translation import gettext_noop as _
from django.views.decorators.gzip import gzip_page
from django.views.decorators.http import require_safe

from seedbed.web.capture.access import DeviceRequest, by_device
from seedbed.web.kiosk.ground import map_for
from seedbed.web.kiosk.words import speeches
from seedbed.web.people.access import public
from seedbed.web.ui.kept_page import KeptPage
from seedbed.web.ui.languages import translated

KIOSK = KeptPage(
    page="kiosk:kiosk",
    card_at="kiosk:card",
    template="kiosk/kiosk.html",
    speeches=speeches,
    islands=("base", "kiosk"),
    name=_("Mapping kiosk"),
    display="fullscreen",
)


@public
@translated
# Nothing secret is on this page, so that its length after compression tells nothing.
@gzip_page
@require_safe
def kiosk(request: HttpRequest) -> HttpResponse:
    """Show the kiosk; the same page to everyone, whoever is signed in."""
    return KIOSK.shown(request)


@public
@translated
@require_safe
def worker(request: HttpRequest) -> HttpResponse:
    """Hand out the service worker that keeps the kiosk on the device."""
    return KIOSK.worker(request)


@public
@translated
@require_safe
def card(request: HttpRequest) -> JsonResponse:  # noqa: ARG001 - Django's signature
    """Say how the kiosk stands on a device's home screen."""
    return KIOSK.card()


@gzip_page
@by_device
@require_safe
def ground(request: DeviceRequest) -> JsonResponse:
    """Return the map and the list of places of the neighbourhood that the device belongs to."""
    return JsonResponse(map_for(request.device.neighbourhood))
