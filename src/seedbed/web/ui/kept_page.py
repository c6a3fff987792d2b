"""A page that devices keep: what it is made of, its service worker, and its card for the home screen.

The page is the same to everyone, whoever is signed in; a room's views add who may see it, and what its form says::

    SHIFT = KeptPage(page="step2_listen:phone", islands=("base", "step2-shift"), ...)

    @public
    @translated
    @gzip_page
    @require_safe
    def phone(request: HttpRequest) -> HttpResponse:
        return SHIFT.shown(request)
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import render
from django.templatetags.static import static
from django.urls import reverse
from django.utils.translation import gettext

from seedbed.web.ui.brand import address, colour
from seedbed.web.ui.offline import files_of, worker_response

ICON = "ui/icon-512.png"


@dataclass(frozen=True, slots=True)
class KeptPage:
    """One page that opens without a network.

    Parameters
    ----------
    page, card_at
        Names of its address and of that of its card.
    template
        The page.
    speeches
        Returns all that its form says, by language.
    islands
        Names as the tag ``island`` takes them.
    name
        What it is called on a home screen, in English; marked for translation where it is given.
    display
        How it opens from there: ``standalone`` or ``fullscreen``.
    """

    page: str
    card_at: str
    template: str
    speeches: Callable[[], Mapping[str, Any]]
    islands: tuple[str, ...]
    name: str
    display: str

    def shown(self, request: HttpRequest) -> HttpResponse:
        """Return the page."""
        answer = render(request, self.template, {"speeches": self.speeches()})
        answer["Cache-Control"] = "no-cache"
        return answer

    def worker(self, request: HttpRequest) -> HttpResponse:
        """Return the service worker that keeps the page on the device."""
        files = files_of(self.islands, [address(), reverse(self.card_at), static(ICON)])
        return worker_response(page=reverse(self.page), shown=self.shown(request).content, files=files)

    def card(self) -> JsonResponse:
        """Say how the page stands on a device's home screen (W3C Web Application Manifest)."""
        page = reverse(self.page)
        told = {
            "name": gettext(self.name),
            "short_name": "Seedbed",
            "id": page,
            "start_url": page,
            "scope": page,
            "display": self.display,
            "theme_color": colour(),
            "background_color": "#ffffff",
            "icons": [{"src": static(ICON), "sizes": "512x512", "type": "image/png"}],
        }
        return JsonResponse(told, content_type="application/manifest+json")
