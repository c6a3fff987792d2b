"""The audit trail on pages: who did what, the history of one thing, and the whole as a file."""

from __future__ import annotations

import csv
import tempfile
from io import TextIOWrapper
from typing import IO

from django.core.paginator import Paginator
from django.db import transaction
from django.http import FileResponse, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_POST, require_safe

from seedbed.formats.tables import safe_cell
from seedbed.web.people.access import SignedInRequest, allowed, by_scope
from seedbed.web.people.audit import record
from seedbed.web.people.audit_forms import FindEventsForm
from seedbed.web.people.models import Scope
from seedbed.web.people.roles import Permission
from seedbed.web.people.trail import COLUMNS, Wanted, events_on, rows_of

EVENTS_A_PAGE = 50
IN_MEMORY = 1_000_000
"""Bytes of a file for download that are held in memory; beyond, it is written to disk."""


@allowed(Permission.READ_AUDIT, by_scope)
@require_safe
def audit(request: SignedInRequest, scope: int) -> HttpResponse:
    """Show who did what on a scope and below it, the newest first."""
    place = by_scope(scope)
    asked = {name: value for name, value in request.GET.items() if name != "page"}
    form = FindEventsForm(request.GET if asked else None, scope=place)
    context = {"form": form, "asked": asked, **_page_of(request, place, form.wanted if asked else Wanted())}
    return render(request, "people/audit.html", context)


@allowed(Permission.READ_AUDIT, by_scope)
@require_safe
def history(request: SignedInRequest, scope: int, subject: str) -> HttpResponse:
    """Show all that was done to one thing."""
    context = {"subject": subject, **_page_of(request, by_scope(scope), Wanted(subject=subject[:60]))}
    return render(request, "people/history.html", context)


def _page_of(request: HttpRequest, place: Scope, wanted: Wanted) -> dict[str, object]:
    page = Paginator(events_on(place, wanted), EVENTS_A_PAGE).get_page(request.GET.get("page"))
    return {"scope": place, "page": page}


@allowed(Permission.READ_AUDIT, by_scope)
@require_POST
def download(request: SignedInRequest, scope: int) -> FileResponse | HttpResponse:
    """Hand out what was found as a table; that somebody took it is recorded first, and stands in it."""
    place = by_scope(scope)
    form = FindEventsForm(request.POST, scope=place)
    if not form.is_valid():
        return redirect("people:audit", scope=place.pk)
    events = events_on(place, form.wanted)
    with transaction.atomic():
        filters = sorted(name for name, value in form.cleaned_data.items() if value)
        record(by=request.user, action="people.download_audit", scope=place, filters=filters, entries=events.count())
    file = tempfile.SpooledTemporaryFile(IN_MEMORY)  # noqa: SIM115 - the response closes it
    _write(file, place, form.wanted)
    name = f"audit-{place.pk}-{timezone.localdate()}.csv"
    return FileResponse(file, as_attachment=True, filename=name, content_type="text/csv; charset=utf-8")


def _write(file: IO[bytes], place: Scope, wanted: Wanted) -> None:
    text = TextIOWrapper(file, encoding="utf-8-sig", newline="", write_through=True)
    writer = csv.writer(text)
    writer.writerow(COLUMNS)
    writer.writerows([safe_cell(cell) for cell in row] for row in rows_of(events_on(place, wanted)))
    text.detach()
    file.seek(0)
