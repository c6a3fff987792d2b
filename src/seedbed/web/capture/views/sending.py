"""What devices send and ask, in JSON. All of it may be sent again: the same changes nothing."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime
from http import HTTPStatus
from tempfile import SpooledTemporaryFile
from typing import IO, Any, cast
from uuid import UUID

from django.core.files.uploadedfile import UploadedFile
from django.http import HttpRequest, HttpResponseBase, JsonResponse
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_safe

from seedbed.errors import UserError
from seedbed.web.capture.about import about as all_about
from seedbed.web.capture.access import DeviceRequest, by_device, problem
from seedbed.web.capture.reading import MOST_BYTES, read_moment
from seedbed.web.capture.storing import noting_refusal, set_file_aside, store, store_media, stored_among
from seedbed.web.media.actions import check_size

CLOCK = "X-Seedbed-Clock"
"""Header in which a device says what its clock shows; it may be left out."""
KIND = "X-Seedbed-Kind"
MOST_ASKED = 500
_SPOOLED = 1_000_000


@by_device
@require_http_methods(["PUT"])
def put_item(request: DeviceRequest, number: UUID) -> HttpResponseBase:
    """Keep one item."""
    if _size(request) > MOST_BYTES:
        return _too_large()
    raw = request.read(MOST_BYTES + 1)
    if len(raw) > MOST_BYTES:
        return _too_large()
    answer = store(request.device, number, raw, now=timezone.now(), device_now=_clock(request))
    item = answer.item
    told = {
        "id": str(item.pk),
        "receipt": item.receipt,
        "receipt_changed": item.receipt_changed,
        "dropped": item.dropped,
        "media_wanted": [str(each) for each in answer.wanted],
    }
    return JsonResponse(told, status=HTTPStatus.CREATED if answer.new else HTTPStatus.OK)


@by_device
@require_http_methods(["PUT", "DELETE"])
def put_media(request: DeviceRequest, number: UUID) -> HttpResponseBase:
    """Keep one file of an item that was kept; or wait no more for it, where whoever has the device sets it aside."""
    if request.method == "DELETE":
        set_file_aside(by=None, neighbourhood=request.device.neighbourhood, number=number)
        return JsonResponse({"id": str(number)})
    kind = request.headers.get(KIND, "")
    with noting_refusal(request.device, number), _body(request, kind) as content:
        new = store_media(request.device, number, content, kind=kind, now=timezone.now())
    return JsonResponse({"id": str(number)}, status=HTTPStatus.CREATED if new else HTTPStatus.OK)


@by_device
@require_safe
def outbox(request: DeviceRequest) -> HttpResponseBase:
    """Say which items and files are kept, so that the device clears those and no others."""
    asked = [part for part in request.GET.get("ids", "").split(",") if part]
    if len(asked) > MOST_ASKED:
        return problem(HTTPStatus.BAD_REQUEST, "Too many at once.", f"{MOST_ASKED} is the most.", "Ask in parts.")
    try:
        numbers = [UUID(part) for part in asked]
    except ValueError:
        return problem(HTTPStatus.BAD_REQUEST, "This cannot be read.", "One is no number.", "Ask for numbers alone.")
    return JsonResponse({"stored": stored_among(request.device, numbers)})


@by_device
@require_safe
def about(request: DeviceRequest) -> HttpResponseBase:
    """Tell a device what it needs before anybody is asked."""
    return JsonResponse(all_about(request.device))


def _size(request: HttpRequest) -> int:
    """Return the bytes that a request says it has."""
    said = request.headers.get("Content-Length") or "0"
    return int(said) if said.isascii() and said.isdigit() and len(said) < 18 else 0


def _too_large() -> HttpResponseBase:
    return problem(
        HTTPStatus.REQUEST_ENTITY_TOO_LARGE,
        "This is too large.",
        f"It has more than {MOST_BYTES:,} bytes.",
        "Send files apart, and long words in several parts.",
    )


def _clock(request: HttpRequest) -> datetime | None:
    """Return what the device's clock shows; None where it does not say, or not so that it can be read."""
    try:
        return read_moment(request.headers.get(CLOCK))
    except UserError:
        return None


@contextmanager
def _body(request: HttpRequest, kind: str) -> Iterator[UploadedFile[Any]]:
    """Give what was sent as a file, and stop reading once it is too large."""
    size = 0
    check_size(kind, _size(request))
    with SpooledTemporaryFile(max_size=_SPOOLED) as kept:
        while block := request.read(_SPOOLED):
            size += len(block)
            check_size(kind, size)
            kept.write(block)
        kept.seek(0)
        yield UploadedFile(cast("IO[bytes]", kept), name="sent", size=size)
