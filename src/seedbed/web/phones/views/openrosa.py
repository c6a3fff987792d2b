"""What ODK Collect and KoboCollect ask of a server (OpenRosa 1.0)."""

from __future__ import annotations

from datetime import datetime
from email.utils import parsedate_to_datetime
from http import HTTPStatus
from typing import Any
from uuid import UUID

from django.core.files.uploadedfile import UploadedFile
from django.http import Http404, HttpResponse
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_safe

from seedbed.errors import UserError
from seedbed.formats.odk_submissions import read_submission
from seedbed.formats.openrosa import Attached, Listed, form_list, manifest
from seedbed.formats.openrosa_xml import LARGEST_XML, bad_xml
from seedbed.web.capture.reading import read_moment
from seedbed.web.phones.access import PhoneRequest, as_table, as_xml, by_phone, said
from seedbed.web.phones.actions import take_in
from seedbed.web.phones.asset_list import FILE, asset_list, comes_with
from seedbed.web.phones.models import Form
from seedbed.web.phones.queries import offered_forms

MOST_AT_ONCE = 100_000_000
"""Bytes of one request; phones split what is larger."""
THE_XML = "xml_submission_file"


@by_phone
@require_safe
def forms(request: PhoneRequest, slug: str) -> HttpResponse:
    """List the forms that phones get."""
    listed = [
        Listed(
            form_id=each.form_id,
            version=each.version,
            title=each.title,
            xml=each.xml,
            url=request.build_absolute_uri(reverse("phones:xform", args=[slug, each.pk])),
            manifest_url=request.build_absolute_uri(reverse("phones:manifest", args=[slug, each.pk])),
        )
        for each in offered_forms(request.device.neighbourhood)
    ]
    return as_xml(form_list(listed))


@by_phone
@require_safe
def xform(request: PhoneRequest, slug: str, phone_form: UUID) -> HttpResponse:  # noqa: ARG001 - the phone is of the place
    """Send one form."""
    return as_xml(_form(request, phone_form).xml)


@by_phone
@require_safe
def manifest_of(request: PhoneRequest, slug: str, phone_form: UUID) -> HttpResponse:
    """Say what comes with a form: the list of assets where it asks for it, else nothing."""
    if not comes_with(_form(request, phone_form)):
        return as_xml(manifest())
    url = request.build_absolute_uri(reverse("phones:assets", args=[slug]))
    return as_xml(manifest([Attached(FILE, asset_list(request.device.neighbourhood), url)]))


@by_phone
@require_safe
def assets(request: PhoneRequest, slug: str) -> HttpResponse:  # noqa: ARG001 - the phone is of the place
    """Send the list of assets."""
    return as_table(asset_list(request.device.neighbourhood))


def _form(request: PhoneRequest, form: UUID) -> Form:
    found = offered_forms(request.device.neighbourhood).filter(pk=form).first()
    if found is None:
        raise Http404
    return found


@by_phone
@require_http_methods(["HEAD", "POST"])
def submission(request: PhoneRequest, slug: str) -> HttpResponse:  # noqa: ARG001 - the phone is of the place
    """Take a filled form in; to HEAD, say how much may be sent at once."""
    if request.method == "HEAD":
        return _may_send(request)
    if _size(request) > MOST_AT_ONCE:
        return said(f"At most {MOST_AT_ONCE // 1_000_000} MB at once.", HTTPStatus.REQUEST_ENTITY_TOO_LARGE)
    files: dict[str, UploadedFile[Any]] = {}
    for part, content in request.FILES.items():
        if part != THE_XML and isinstance(content, UploadedFile):
            files[part] = content
            files.setdefault(str(content.name), content)
    filled = read_submission(_xml(request))
    came = take_in(device=request.device, submission=filled, files=files, device_now=_clock(request))
    if came.awaited:
        return said(f"Kept. {came.awaited} of its files are still to come.", HTTPStatus.ACCEPTED)
    return said("Kept. Thank you." if came.new else "Kept before. Thank you.", HTTPStatus.CREATED)


def _may_send(request: PhoneRequest) -> HttpResponse:
    answer = as_xml("", HTTPStatus.NO_CONTENT)
    answer["X-OpenRosa-Accept-Content-Length"] = str(MOST_AT_ONCE)
    answer["Location"] = request.build_absolute_uri()
    return answer


def _size(request: PhoneRequest) -> int:
    """Return the bytes that a request says it has; nothing where it does not say."""
    told = request.headers.get("Content-Length") or ""
    return int(told) if told.isascii() and told.isdigit() and len(told) < 19 else 0


def _clock(request: PhoneRequest) -> datetime | None:
    """Return what the phone's clock shows: OpenRosa wants a Date with each request. None where none can be read."""
    try:
        return read_moment(parsedate_to_datetime(request.headers.get("Date") or "").isoformat())
    except (ValueError, UserError):
        return None


def _xml(request: PhoneRequest) -> bytes:
    """Return the answers: a part of the form with its name, as a file or as text, or the body itself."""
    part = request.FILES.get(THE_XML)
    if isinstance(part, UploadedFile):
        return bytes(part.read(LARGEST_XML + 1))
    text = request.POST.get(THE_XML)
    if text is not None:
        return text.encode()
    if request.content_type in {"text/xml", "application/xml"}:
        return request.body
    raise bad_xml(f"The part '{THE_XML}' is missing.", "Send it as ODK Collect does.")
