"""The form of a shift as phones keep it: one page without anybody's data, its service worker, and its home-screen card.

All that it shows of a shift comes later, by the phone's own token, from `seedbed.web.capture`.
"""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse, JsonResponse
from django.utils.translation import gettext_noop as _
from django.views.decorators.gzip import gzip_page
from django.views.decorators.http import require_safe

from seedbed.web.people.access import public
from seedbed.web.step2_listen.phone_words import speeches
from seedbed.web.ui.kept_page import KeptPage
from seedbed.web.ui.languages import translated

SHIFT = KeptPage(
    page="step2_listen:phone",
    card_at="step2_listen:phone_card",
    template="step2_listen/phone.html",
    speeches=speeches,
    islands=("base", "step2-shift"),
    name=_("Listening in the street"),
    display="standalone",
)


@public
@translated
# Nothing secret is on this page, so that its length after compression tells nothing.
@gzip_page
@require_safe
def phone(request: HttpRequest) -> HttpResponse:
    """Show the form; the same page to everyone, whoever is signed in."""
    return SHIFT.shown(request)


@public
@translated
@require_safe
def worker(request: HttpRequest) -> HttpResponse:
    """Hand out the service worker that keeps the form on the phone."""
    return SHIFT.worker(request)


@public
@translated
@require_safe
def card(request: HttpRequest) -> JsonResponse:  # noqa: ARG001 - Django's signature
    """Say how the form stands on a phone's home screen."""
    return SHIFT.card()
