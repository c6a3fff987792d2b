"""Pages of the team: send a file, say what its columns mean, see what became of it and how to ask for consent."""

from __future__ import annotations

import csv
import io
import tempfile
from pathlib import Path, PurePosixPath
from uuid import UUID

from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods, require_safe

from seedbed.formats.kobo_csv import read_kobo_csv
from seedbed.formats.old_consultations import Columns, OldTable, guessed, read_old_table
from seedbed.formats.tables import safe_cell
from seedbed.web.messages_in import actions
from seedbed.web.messages_in.forms import ColumnsForm, MessageFileForm
from seedbed.web.messages_in.models import FileKind, FileState, MessageFile
from seedbed.web.messages_in.queries import askings, by_file, file_at, files_of, waiting_by_source
from seedbed.web.people.access import SignedInRequest, allowed
from seedbed.web.people.roles import Permission
from seedbed.web.places.access import by_neighbourhood, neighbourhood_at
from seedbed.web.places.pages import about
from seedbed.web.ui.refusals import refusals_on, status_of

A_PAGE = 50
SHOWN = 3
TABLES = frozenset({FileKind.TABLE.value, FileKind.KOBO.value})


@allowed(Permission.EDIT_PLACE, by_neighbourhood)
@require_http_methods(["GET", "HEAD", "POST"])
def send(request: SignedInRequest, slug: str) -> HttpResponse:
    """Ask for a file; say how much waits, and how to ask for consent."""
    neighbourhood = neighbourhood_at(slug)
    form = MessageFileForm(request.POST or None, request.FILES or None)
    if form.is_valid():
        with refusals_on(form, "file"):
            told = form.cleaned_data
            content = told["file"].read()
            if told["kind"] in TABLES:
                _table_of(told["kind"], str(told["file"].name), content)
            file = actions.send_file(
                by=request.user,
                neighbourhood=neighbourhood,
                kind=told["kind"],
                name=str(told["file"].name),
                content=content,
                wishes={"language_all": told["language"], "order": told["order"], "team": told["team"]},
            )
            if told["kind"] in TABLES:
                return redirect("messages_in:columns", file.pk)
            return redirect("jobs:job", actions.begin(by=request.user, file=file, wishes={}).pk)
    context = about(
        neighbourhood,
        form=form,
        files=files_of(neighbourhood),
        waiting=waiting_by_source(neighbourhood),
        askings=askings(neighbourhood.programme),
    )
    return render(request, "messages_in/send.html", context, status=status_of(form))


def _table_of(kind: str, name: str, content: bytes) -> tuple[OldTable, Columns]:
    """Return the table of a file, and what its columns may mean."""
    if kind == FileKind.KOBO:
        taken, _, _ = read_kobo_csv(content, name)
        headings = tuple(dict.fromkeys(each.path for filled in taken for each in filled.answers))
        rows = tuple(
            (place, tuple(filled.text(heading) for heading in headings))
            for place, filled in enumerate(taken[:SHOWN], 1)
        )
        return OldTable(headings, rows), Columns(words=headings)
    with tempfile.TemporaryDirectory(prefix="seedbed-") as folder:
        path = Path(folder) / f"table{PurePosixPath(name).suffix.lower()[:10]}"
        path.write_bytes(content)
        table = read_old_table(path)
    return table, guessed(table)


@allowed(Permission.EDIT_PLACE, by_file)
@require_http_methods(["GET", "HEAD", "POST"])
def columns(request: SignedInRequest, message_file: UUID) -> HttpResponse:
    """Ask what the columns of a table mean, with its first rows; then put reading it into the queue."""
    file = file_at(message_file)
    if file.state != FileState.ASKED or file.kind not in TABLES:
        return redirect("messages_in:file", file.pk)
    table, guess = _table_of(file.kind, file.name, bytes(file.content))
    form = ColumnsForm(table.headings, guess, request.POST or None)
    if form.is_valid():
        with refusals_on(form):
            return redirect("jobs:job", actions.begin(by=request.user, file=file, wishes=form.wishes()).pk)
    context = about(
        file.neighbourhood, form=form, file=file, headings=table.headings, rows=[row for _, row in table.rows[:SHOWN]]
    )
    return render(request, "messages_in/columns.html", context, status=status_of(form))


@require_safe
@allowed(Permission.EDIT_PLACE, by_file)
def one_file(request: SignedInRequest, message_file: UUID) -> HttpResponse:
    """Say what became of a file, and what of it was not taken."""
    file = file_at(message_file)
    page = Paginator(file.refused, A_PAGE).get_page(request.GET.get("page"))
    context = about(file.neighbourhood, file=file, page=page, done=file.state == FileState.DONE)
    return render(request, "messages_in/file.html", context)


@require_safe
@allowed(Permission.EDIT_PLACE, by_file)
def refused(request: SignedInRequest, message_file: UUID) -> HttpResponse:  # noqa: ARG001 - the address says it
    """Send what was not taken, each with its reason, as a table that no spreadsheet takes for formulas."""
    return _as_table(file_at(message_file))


def _as_table(file: MessageFile) -> HttpResponse:
    written = io.StringIO()
    table = csv.writer(written)
    table.writerow(["where", "reason"])
    for row in file.refused:
        table.writerow([safe_cell(str(row[name])) for name in ("where", "reason")])
    response = HttpResponse(written.getvalue(), content_type="text/csv; charset=utf-8")
    response["Content-Disposition"] = 'attachment; filename="not-taken.csv"'
    response["X-Content-Type-Options"] = "nosniff"
    return response
