"""Taking assets in from a file or a feed: asked for here, done by the queue, refused rows listed with reasons."""

from __future__ import annotations

import csv
import io
from uuid import UUID

from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods, require_safe

from seedbed.formats.tables import safe_cell
from seedbed.web.asset_register import actions
from seedbed.web.asset_register.access import by_import, import_at
from seedbed.web.asset_register.column_words import columns_and_notes
from seedbed.web.asset_register.forms import ImportForm
from seedbed.web.asset_register.models import Import, ImportState
from seedbed.web.asset_register.views.common import A_PAGE, about
from seedbed.web.people.access import SignedInRequest, allowed
from seedbed.web.people.roles import Permission
from seedbed.web.places.access import by_neighbourhood, neighbourhood_at
from seedbed.web.ui.refusals import refusals_on, status_of


@allowed(Permission.EDIT_PLACE, by_neighbourhood)
@require_http_methods(["GET", "HEAD", "POST"])
def start(request: SignedInRequest, slug: str) -> HttpResponse:
    """Ask for a file or a feed, and put reading it into the queue."""
    neighbourhood = neighbourhood_at(slug)
    form = ImportForm(request.POST or None, request.FILES or None)
    if form.is_valid():
        with refusals_on(form):
            sent = form.cleaned_data
            file = sent["file"]
            _, job = actions.start_import(
                by=request.user,
                neighbourhood=neighbourhood,
                name=file.name if file else sent["url"],
                content=file.read() if file else b"",
                source=sent["source"],
                only_inside=sent["only_inside"],
                public=sent["public"],
                name_by_kind=sent["name_by_kind"],
            )
            return redirect("jobs:job", job.pk)
    done = Import.objects.filter(neighbourhood=neighbourhood, state=ImportState.DONE).defer("content", "rejected")
    context = about(request, neighbourhood, form=form, imports=list(done.order_by("-made_at")[:20]))
    return render(request, "asset_register/import.html", context, status=status_of(form))


@require_safe
@allowed(Permission.EDIT_PLACE, by_import)
def result(request: SignedInRequest, imported: UUID) -> HttpResponse:
    """Say what was taken, and list each row that was not with its reason."""
    found = import_at(imported)
    page = Paginator(found.rejected, A_PAGE).get_page(request.GET.get("page"))
    columns, notes = columns_and_notes(found.notes)
    done = found.state == ImportState.DONE
    context = about(request, found.neighbourhood, imported=found, page=page, done=done, columns=columns, notes=notes)
    return render(request, "asset_register/imported.html", context)


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
