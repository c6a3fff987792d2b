"""How devices ask: with their number and token in a header, never with a cookie, and answered in JSON."""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from http import HTTPStatus
from typing import Any, cast
from uuid import UUID

from django.db import OperationalError
from django.http import HttpRequest, HttpResponseBase, JsonResponse
from django.views.decorators.csrf import csrf_exempt

from seedbed.errors import UserError
from seedbed.web.capture.codes import same
from seedbed.web.capture.models import Device
from seedbed.web.capture.quota import EnoughTodayError
from seedbed.web.capture.storing import NotExpectedError, OtherContentError
from seedbed.web.media.actions import TooLargeError
from seedbed.web.people.access import public
from seedbed.web.ui.full_disk import DiskFullError

View = Callable[..., HttpResponseBase]
SCHEME = "Device "
TRY_AGAIN_AFTER = 20
"""Seconds that a device waits when the site is busy."""
TRY_TOMORROW_AFTER = 3600
"""Seconds after which a device that sent very much within a day tries again."""
_STATUS: dict[type[UserError], HTTPStatus] = {
    OtherContentError: HTTPStatus.CONFLICT,
    NotExpectedError: HTTPStatus.NOT_FOUND,
    TooLargeError: HTTPStatus.REQUEST_ENTITY_TOO_LARGE,
    DiskFullError: HTTPStatus.SERVICE_UNAVAILABLE,
    EnoughTodayError: HTTPStatus.TOO_MANY_REQUESTS,
}


class DeviceRequest(HttpRequest):
    """A request of a device that was let in."""

    device: Device


def by_device(view: View) -> View:
    """Let through devices that were let in and not ended; answer every error in JSON.

    Nothing of who is signed in at the browser is looked at, so no other site can have it send anything.
    """

    @csrf_exempt
    @wraps(view)
    def guarded(request: HttpRequest, *args: Any, **address: Any) -> HttpResponseBase:
        device = device_of(request.headers.get("Authorization", ""))
        if device is None:
            return unknown_device()
        cast("DeviceRequest", request).device = device
        return answered(lambda: view(request, *args, **address))

    return public(guarded)


def device_of(header: str) -> Device | None:
    """Return the device of the header ``Authorization: Device <number>:<token>``; None if it opens nothing."""
    number, _, token = header.removeprefix(SCHEME).partition(":")
    if not header.startswith(SCHEME) or not token:
        return None
    try:
        key = UUID(number)
    except ValueError:
        return None
    with_place = Device.objects.select_related("neighbourhood__scope", "neighbourhood__programme", "event")
    found = with_place.filter(pk=key, ended_at=None).first()
    return found if found is not None and same(found.token_digest, token) else None


def unknown_device() -> JsonResponse:
    """Return the one answer to devices that were never let in, were ended, or guess."""
    answer = problem(
        HTTPStatus.UNAUTHORIZED,
        "This device is not let in.",
        "It was ended, or its token is not the one it was given.",
        "Nothing is lost: keep what waits, and ask for a new code to join again.",
    )
    answer["WWW-Authenticate"] = "Device"
    return answer


def answered(ask: Callable[[], HttpResponseBase]) -> HttpResponseBase:
    """Return what a view answers, or its error in JSON; where the database is busy, that it should be tried again."""
    try:
        answer = ask()
    except UserError as error:
        answer = told(error)
    except OperationalError:
        answer = busy()
    answer["Cache-Control"] = "no-store"
    return answer


def told(error: UserError) -> JsonResponse:
    """Return an error in JSON: what, why and what next."""
    known = (status for kind, status in _STATUS.items() if isinstance(error, kind))
    status = next(known, HTTPStatus.UNPROCESSABLE_ENTITY)
    answer = problem(status, error.what, error.why, error.next_step)
    if status == HTTPStatus.SERVICE_UNAVAILABLE:
        answer["Retry-After"] = str(TRY_AGAIN_AFTER)
    if status == HTTPStatus.TOO_MANY_REQUESTS:
        answer["Retry-After"] = str(TRY_TOMORROW_AFTER)
    return answer


def busy() -> JsonResponse:
    """Say that the site has too much to do just now."""
    answer = problem(
        HTTPStatus.SERVICE_UNAVAILABLE, "The site is busy.", "Many send at once.", "Keep what waits; it is sent again."
    )
    answer["Retry-After"] = str(TRY_AGAIN_AFTER)
    return answer


def problem(status: int, what: str, why: str, next_step: str) -> JsonResponse:
    """Return one problem in JSON."""
    return JsonResponse(
        {"what": what, "why": why, "next": next_step}, status=status, headers={"Cache-Control": "no-store"}
    )
