"""How phones with ODK Collect or KoboCollect prove who they are: HTTP Basic, with a name and token made for each.

They speak OpenRosa, so that even errors are XML with its headers. No cookie is looked at.
"""

from __future__ import annotations

import base64
import binascii
from collections.abc import Callable
from datetime import UTC, datetime
from functools import wraps
from http import HTTPStatus
from typing import Any, cast
from uuid import UUID

from django.db import OperationalError
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import get_object_or_404
from django.views.decorators.csrf import csrf_exempt

from seedbed.errors import UserError
from seedbed.formats.openrosa import CONTENT_TYPE, headers, response
from seedbed.web.capture.codes import same
from seedbed.web.capture.models import Device
from seedbed.web.capture.quota import EnoughTodayError
from seedbed.web.capture.storing import OtherContentError
from seedbed.web.consent.limits import TooManyTriesError, trying
from seedbed.web.invitations.codes import reaches_no_phone
from seedbed.web.people.access import public
from seedbed.web.people.models import Scope
from seedbed.web.phones.models import Form
from seedbed.web.ui.full_disk import DiskFullError

View = Callable[..., HttpResponseBase]
PREFIX = "phone-"
"""Of the names under which phones sign in; the first digits of their numbers follow."""


class PhoneRequest(HttpRequest):
    """A request of a phone that was let in."""

    device: Device


def name_of(device: Device) -> str:
    """Return the name under which a phone signs in."""
    return f"{PREFIX}{device.pk.hex[:8]}"


def by_phone(view: View) -> View:
    """Let through phones of the neighbourhood in the address; every answer is XML as OpenRosa wants it."""

    @csrf_exempt
    @wraps(view)
    def guarded(request: HttpRequest, slug: str, **address: Any) -> HttpResponseBase:
        if not request.is_secure() and not reaches_no_phone(request.build_absolute_uri("/")):
            return said("Send over https: this site takes no names and tokens without it.", HTTPStatus.UPGRADE_REQUIRED)
        try:
            device = _device_of(request, slug)
        except TooManyTriesError:
            return said("Too many wrong tokens. Try again in a quarter of an hour.", HTTPStatus.TOO_MANY_REQUESTS)
        if device is None:
            answer = said("This phone is not let in. Scan its code again.", HTTPStatus.UNAUTHORIZED)
            answer["WWW-Authenticate"] = 'Basic realm="Seedbed"'
            return answer
        cast("PhoneRequest", request).device = device
        return _answered(lambda: view(request, slug=slug, **address))

    return public(guarded)


def _device_of(request: HttpRequest, slug: str) -> Device | None:
    """Return the phone of the header ``Authorization: Basic``; None where there is none, or it opens nothing."""
    scheme, _, sent = request.headers.get("Authorization", "").partition(" ")
    if scheme.lower() != "basic":
        return None
    try:
        name, _, token = base64.b64decode(sent, validate=True).decode().partition(":")
    except (binascii.Error, ValueError):
        return None
    device = _device_with(name, token, slug)
    if device is None:
        # Wrong ones alone are counted: a phone that was ended, and tries all day, shuts no other out of its network.
        with trying(request):
            return None
    return device


def _device_with(name: str, token: str, slug: str) -> Device | None:
    numbers = _numbers(name.strip().lower().removeprefix(PREFIX))
    if numbers is None:
        return None
    known = Device.objects.select_related("neighbourhood__scope", "neighbourhood__programme__scope", "event")
    found = known.filter(neighbourhood__slug=slug, ended_at=None, pk__gte=numbers[0], pk__lte=numbers[1])
    return next((each for each in found[:20] if same(each.token_digest, token)), None)


def _numbers(start: str) -> tuple[UUID, UUID] | None:
    """Return the first and the last number that begins with eight digits."""
    try:
        return (UUID(f"{start}{'0' * 24}"), UUID(f"{start}{'f' * 24}")) if len(start) == 8 else None
    except ValueError:
        return None


def _answered(ask: Callable[[], HttpResponseBase]) -> HttpResponseBase:
    try:
        return ask()
    except DiskFullError as error:
        return said(f"{error.what} {error.next_step}", HTTPStatus.SERVICE_UNAVAILABLE)
    except OtherContentError as error:
        return said(f"{error.what} {error.why}", HTTPStatus.CONFLICT)
    except EnoughTodayError as error:
        return said(" ".join([error.what, error.why, error.next_step]), HTTPStatus.TOO_MANY_REQUESTS)
    except UserError as error:
        return said(" ".join([error.what, error.why, error.next_step]), HTTPStatus.BAD_REQUEST)
    except OperationalError:
        return said("The site is busy. Send it again in a while.", HTTPStatus.SERVICE_UNAVAILABLE)


def said(message: str, status: int) -> HttpResponse:
    """Return a message as phones show it."""
    nature = "submit_success" if status < HTTPStatus.BAD_REQUEST else "submit_error"
    return as_xml(response(message, nature), status)


def as_xml(body: str, status: int = HTTPStatus.OK) -> HttpResponse:
    """Return XML with the headers of OpenRosa."""
    return _with_headers(body, CONTENT_TYPE, status)


def as_table(body: str) -> HttpResponse:
    """Return a table with the headers of OpenRosa."""
    return _with_headers(body, "text/csv; charset=utf-8", HTTPStatus.OK)


def _with_headers(body: str, content_type: str, status: int) -> HttpResponse:
    told = {**headers(datetime.now(UTC)), "Cache-Control": "private, no-store"}
    return HttpResponse(body, content_type=content_type, status=status, headers=told)


def form_at(form: UUID) -> Form:
    """Return the form with this number; raise Http404 if there is none."""
    return get_object_or_404(Form.objects.select_related("neighbourhood__scope", "neighbourhood__programme"), pk=form)


def by_form(phone_form: UUID, **_address: Any) -> Scope:
    """Return the scope of a form: its neighbourhood's."""
    return form_at(phone_form).neighbourhood.scope
