"""Letting devices in by a code: the page that a QR code opens, and the answer that gives a device its token, once."""

from __future__ import annotations

from http import HTTPStatus
from uuid import UUID

from django.http import HttpRequest, HttpResponse, HttpResponseBase, JsonResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_http_methods

from seedbed.web.capture.access import answered, problem
from seedbed.web.capture.actions import join as let_in
from seedbed.web.capture.models import JoinCode
from seedbed.web.capture.queries import code_with
from seedbed.web.capture.reading import read_document, refused
from seedbed.web.capture.starts import start_of
from seedbed.web.consent.limits import WINDOW, TooManyTriesError, trying
from seedbed.web.people.access import public
from seedbed.web.ui.languages import translated

MOST_BYTES = 2_000


@public
@translated
@csrf_exempt  # It looks at no cookie: whoever has the code may join, whatever page sends it.
@require_http_methods(["GET", "HEAD", "POST"])
def join(request: HttpRequest, code: str) -> HttpResponseBase:
    """Lead a phone to the page that joins; give a device that asks in JSON its token."""
    try:
        answer = answered(lambda: _join(request, code)) if request.method == "POST" else _lead_on(request, code)
    except TooManyTriesError:
        wait = int(WINDOW.total_seconds())
        answer = problem(HTTPStatus.TOO_MANY_REQUESTS, "Too many tries.", "None found a code.", "Wait a while.")
        answer["Retry-After"] = str(wait)
    answer["Cache-Control"] = "private, no-store"
    return answer


def _lead_on(request: HttpRequest, code: str) -> HttpResponse:
    found = _known(request, code)
    page = start_of(found.kind, code) if found is not None and found.is_open(timezone.now()) else ""
    return redirect(page) if page else render(request, "capture/join.html", status=404)


def _join(request: HttpRequest, code: str) -> HttpResponseBase:
    if request.content_type != "application/json":
        raise refused("It is not JSON.", "Open the page that the code leads to.")
    told = read_document(request.read(MOST_BYTES))
    name, number = told.get("name") or "", told.get("number")
    if not isinstance(name, str):
        raise refused("Its name is not a text.")
    _known(request, code)
    device, token = let_in(token=code, name=name, number=_number(number))
    return JsonResponse({"device": str(device.pk), "token": token, "kind": device.kind}, status=HTTPStatus.CREATED)


def _number(told: object) -> UUID | None:
    if told is None:
        return None
    try:
        return UUID(str(told))
    except ValueError:
        raise refused("Its number is none.") from None


def _known(request: HttpRequest, code: str) -> JoinCode | None:
    """Return a code, over or not; a try that finds none is counted, and too many are refused."""
    found = code_with(code)
    if found is None:
        with trying(request):
            return None
    return found
