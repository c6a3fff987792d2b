"""Taking assets in from a file or a feed: asked for here, done by the queue, refused rows listed with reasons."""

from __future__ import annotations

import csv
import io
from typing import Any
from uuid import UUID

from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from seedbed.formats.tables import safe_cell
from seedbed.web.asset_register import actions
from seedbed.web.asset_register.access import by_import, import_at
from seedbed.web.asset_register.column_words import columns_and_notes
from seedbed.web.asset_register.columns import table_in
from seedbed.web.asset_register.import_forms import ImportForm
from seedbed.web.asset_register.models import Import, ImportState, KeptMapping
from seedbed.web.asset_register.views.common import A_PAGE, about
from seedbed.web.people.access import SignedInRequest, allowed
from seedbed.web.people.roles import Permission
from seedbed.web.places.access import by_neighbourhood, neighbourhood_at
from seedbed.web.places.models import Neighbourhood
from seedbed.web.ui.refusals import refusals_on, status_of

ASKED = ("source", "licence", "only_inside", "placeless", "public", "name_by_kind")
"""What a form says of how a file is taken in."""


@allowed(Permission.EDIT_PLACE, by_neighbourhood)
@require_http_methods(["GET", "HEAD", "POST"])
def start(request: SignedInRequest, slug: str) -> HttpResponse:
    """Ask for a file or a feed, and put reading it into the queue."""
    neighbourhood = neighbourhood_at(slug)
    form = ImportForm(request.POST or None, request.FILES or None, initial=_as_before(request, neighbourhood))
    if form.is_valid():
        with refusals_on(form):
            return _taken(request, neighbourhood, form.cleaned_data)
    finished = Import.objects.filter(neighbourhood=neighbourhood).exclude(state=ImportState.WAITING)
    done = finished.defer("content", "rejected", "left")
    context = about(
        request,
        neighbourhood,
        form=form,
        imports=list(done.order_by("-made_at")[:20]),
        mappings=KeptMapping.objects.filter(neighbourhood=neighbourhood).order_by("name"),
    )
    return render(request, "asset_register/import.html", context, status=status_of(form))


def _as_before(request: SignedInRequest, neighbourhood: Neighbourhood) -> dict[str, Any]:
    """Return what was asked when an import failed, to ask it again; a file has to be chosen anew."""
    try:
        number = UUID(request.GET.get("again", ""))
    except ValueError:
        return {}
    kept = Import.objects.filter(pk=number, neighbourhood=neighbourhood).defer("content").first()
    if kept is None:
        return {}
    asked = {name: kept.asked[name] for name in ASKED if name in kept.asked}
    return {**asked, "url": kept.name if kept.name.startswith(("http://", "https://")) else ""}


def _taken(request: SignedInRequest, neighbourhood: Neighbourhood, sent: dict[str, Any]) -> HttpResponse:
    """Ask what the columns of a table mean; put reading anything else into the queue."""
    asked = actions.Asked(**{name: sent[name] for name in ASKED})
    file = sent["file"]
    name, content = (file.name, file.read()) if file else (sent["url"], b"")
    if file and table_in(name, content) is not None:
        kept = actions.hold_import(
            by=request.user, neighbourhood=neighbourhood, name=name, content=content, asked=asked
        )
        return redirect("asset_register:columns", kept.pk)
    _, job = actions.start_import(by=request.user, neighbourhood=neighbourhood, name=name, content=content, asked=asked)
    return redirect("jobs:job", job.pk)


@require_safe
@allowed(Permission.EDIT_PLACE, by_import)
def result(request: SignedInRequest, imported: UUID) -> HttpResponse:
    """Say what was taken, and list each row that was not with its reason."""
    found = import_at(imported)
    page = Paginator(found.rejected, A_PAGE).get_page(request.GET.get("page"))
    columns, notes = columns_and_notes(found.notes)
    done = found.state != ImportState.WAITING
    context = about(request, found.neighbourhood, imported=found, page=page, done=done, columns=columns, notes=notes)
    return render(request, "asset_register/imported.html", context)


@require_POST
@allowed(Permission.EDIT_PLACE, by_import)
def take_back(request: SignedInRequest, imported: UUID) -> HttpResponse:
    """Put taking an import back into the queue."""
    return redirect("jobs:job", actions.start_taking_back(by=request.user, kept=import_at(imported)).pk)


@require_safe
@allowed(Permission.EDIT_PLACE, by_import)
def refused(request: SignedInRequest, imported: UUID) -> HttpResponse:  # noqa: ARG001 - the address says it
    """Send the rows that were not taken, each with its reason, as a table."""
    found = import_at(imported)
    written = io.StringIO()
    table = csv.writer(written)
    table.writerow(["path", "identifier", "reason"])
    for row in found.rejected:
        table.writerow([safe_cell(str(row[name])) for name in ("path", "identifier", "reason")])
    response = HttpResponse(written.getvalue(), content_type="text/csv; charset=utf-8")
    response["Content-Disposition"] = 'attachment; filename="refused.csv"'
    response["X-Content-Type-Options"] = "nosniff"
    return response
