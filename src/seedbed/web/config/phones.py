"""Pages for phones: how to trust this site's certificate, and whether all that is needed works on this one."""

from __future__ import annotations

import json
from datetime import UTC, datetime

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST, require_safe

from seedbed.web.config.certificates import as_der, certificates_in, ends_at, fingerprint
from seedbed.web.config.phone_check import NEEDED, WELCOME, PhoneCheck, keep
from seedbed.web.people.access import public
from seedbed.web.ui.languages import translated

MOST_TOLD = 2_000
"""Bytes that a phone may send of what it found."""
WORKER = "self.addEventListener('fetch', () => {});\n"
"""A service worker that does nothing: whether one can be had is all that is asked."""


@public
@never_cache
@require_safe
def trust(request: HttpRequest) -> HttpResponse:
    """Say how a phone is told to trust the authority that this site made."""
    _check_own_authority()
    authority = certificates_in(settings.ENVIRONMENT.data_folder).authority
    about = {"fingerprint": fingerprint(authority), "ends": ends_at(authority), "name": settings.ENVIRONMENT.public}
    return render(request, "config/trust.html", about)


@public
@never_cache
@require_safe
def authority(request: HttpRequest) -> HttpResponse:  # noqa: ARG001 - Django's signature
    """Hand out the authority's certificate in the form that phones take."""
    _check_own_authority()
    found = as_der(certificates_in(settings.ENVIRONMENT.data_folder).authority)
    answer = HttpResponse(found, content_type="application/x-x509-ca-cert")
    # Not as an attachment: iPhones would put it away as a file instead of offering to install it.
    answer["Content-Disposition"] = 'inline; filename="seedbed-authority.crt"'
    return answer


@public
@translated
@never_cache
@require_safe
def this_phone(request: HttpRequest) -> HttpResponse:
    """Try on this phone what the pages for residents need."""
    about = {"needed": NEEDED.items(), "welcome": WELCOME.items(), "own_authority": _has_own_authority()}
    return render(request, "config/this_phone.html", about)


@public
@require_POST
def found_on_phone(request: HttpRequest) -> HttpResponse:
    """Keep what a phone found."""
    if len(request.body) > MOST_TOLD:
        return HttpResponse(status=413)
    try:
        told = json.loads(request.body)
    except (ValueError, RecursionError):  # such as a thousand brackets
        return HttpResponse(status=400)
    if not isinstance(told, dict):
        return HttpResponse(status=400)
    origin = f"{request.scheme}://{request.get_host()}"
    agent = request.headers.get("User-Agent", "")
    keep(settings.ENVIRONMENT.data_folder, PhoneCheck.heard(told, origin=origin, agent=agent, at=datetime.now(UTC)))
    return HttpResponse(status=204)


@public
@never_cache
@require_safe
def worker(request: HttpRequest) -> HttpResponse:  # noqa: ARG001 - Django's signature
    """Hand out the service worker that is only there to be tried."""
    return HttpResponse(WORKER, content_type="text/javascript; charset=utf-8")


def _has_own_authority() -> bool:
    environment = settings.ENVIRONMENT
    return bool(environment.has_own_authority and certificates_in(environment.data_folder).authority.exists())


def _check_own_authority() -> None:
    if not _has_own_authority():
        raise Http404
