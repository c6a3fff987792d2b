"""Pages that bring a file into a new map, and maps as files for other programs."""

from __future__ import annotations

from pathlib import PurePosixPath
from typing import Any

from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods, require_safe

from seedbed.formats.systems.reading import read_map
from seedbed.formats.systems.writing import ENDING, WRITERS
from seedbed.web.people.access import SignedInRequest, allowed
from seedbed.web.people.roles import Permission
from seedbed.web.places.access import by_neighbourhood, neighbourhood_at
from seedbed.web.places.models import Neighbourhood
from seedbed.web.step5_agenda.access import by_map, map_at
from seedbed.web.step5_agenda.alike import alike
from seedbed.web.step5_agenda.exchange.drawing_in import MOST
from seedbed.web.step5_agenda.exchange.files import import_of, map_for_files
from seedbed.web.step5_agenda.exchange.forms import ImportForm
from seedbed.web.step5_agenda.exchange.importing import import_map, is_large, start_import
from seedbed.web.step5_agenda.pages import about
from seedbed.web.step5_agenda.queries import factors_of
from seedbed.web.ui.refusals import refusals_on, status_of

LABELS = {
    "prsm": "PRSM",
    "prsm-xlsx": "PRSM (Excel)",
    "kumu": "Kumu (JSON)",
    "kumu-xlsx": "Kumu (Excel)",
    "graphml": "GraphML (yEd, Gephi)",
    "gexf": "GEXF (Gephi)",
    "gml": "GML",
    "dot": "DOT (Graphviz)",
    "edge-list": "CSV",
    "matrix": "CSV (Mental Modeler)",
    "loopy": "LOOPY",
    "refi": "REFI-QDA (NVivo, MAXQDA, ATLAS.ti)",
}


def _about(neighbourhood: Neighbourhood, **more: Any) -> dict[str, Any]:
    return {"neighbourhood": neighbourhood, "programme": neighbourhood.programme, "scope": neighbourhood.scope, **more}


@allowed(Permission.WORK_ON_THREAD, by_neighbourhood)
@require_http_methods(["GET", "HEAD", "POST"])
def bring_in(request: SignedInRequest, slug: str) -> HttpResponse:
    """Bring a file of another program into a new map."""
    neighbourhood = neighbourhood_at(slug)
    form = ImportForm(request.POST or None, request.FILES or None)
    if form.is_valid():
        with refusals_on(form, "file"):
            return _taken(request, neighbourhood, form.cleaned_data)
    context = _about(neighbourhood, form=form)
    return render(request, "step5_agenda/bring_in.html", context, status=status_of(form))


def _taken(request: SignedInRequest, neighbourhood: Neighbourhood, sent: dict[str, Any]) -> HttpResponse:
    """Bring a small map in, and put a large one into the queue; what cannot be read is refused here."""
    content, file_name = sent["file"].read(), str(sent["file"].name)
    read = read_map(content, name=file_name, most=MOST)
    name = sent["name"] or read.map.name or PurePosixPath(file_name).stem
    if is_large(read.map):
        _, job = start_import(
            by=request.user, neighbourhood=neighbourhood, name=name, file_name=file_name, content=content
        )
        return redirect("jobs:job", job.pk)
    made = import_map(by=request.user, neighbourhood=neighbourhood, read=read, name=name)
    return redirect("step5_agenda:brought_in", made.pk)


@allowed(Permission.SEE_THREAD, by_map)
@require_safe
def brought_in(request: SignedInRequest, system_map: int) -> HttpResponse:
    """Show what became of the file that a map began with, and the files that a map can be had as."""
    found = map_at(system_map)
    context = about(request, found, came=import_of(found), formats=LABELS, alike=alike(factors_of(found)))
    return render(request, "step5_agenda/files.html", context)


@allowed(Permission.SEE_THREAD, by_map)
@require_safe
def download(_request: SignedInRequest, system_map: int, format: str) -> HttpResponse:  # noqa: A002 - the word people use
    """Give a map as a file of another program."""
    found = map_at(system_map)
    if format not in WRITERS:
        raise Http404
    content = WRITERS[format](map_for_files(found))
    told = f'attachment; filename="map-{found.pk}-{format}{ENDING[format]}"'
    return HttpResponse(content, content_type="application/octet-stream", headers={"Content-Disposition": told})
