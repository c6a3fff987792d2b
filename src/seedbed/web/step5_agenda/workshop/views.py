"""Pages of whoever leads a workshop: the scripts of a map, the table of notes, the big screen, notes from paper."""

from __future__ import annotations

import tempfile
from collections.abc import Callable
from datetime import datetime
from pathlib import Path, PurePosixPath
from typing import Any

from django.contrib import messages
from django.core.files.uploadedfile import UploadedFile
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from seedbed.errors import UsageError
from seedbed.formats.messages import Refused
from seedbed.web.invitations.codes import code_of, reaches_no_phone
from seedbed.web.people.access import SignedInRequest
from seedbed.web.step5_agenda.access import by_map, map_at
from seedbed.web.step5_agenda.models import SystemMap
from seedbed.web.step5_agenda.workshop import paper, running, sorting
from seedbed.web.step5_agenda.workshop.access import by_workshop, leads, workshop_at
from seedbed.web.step5_agenda.workshop.forms import PaperForm, SortForm, StartForm
from seedbed.web.step5_agenda.workshop.prompts import PROMPTS
from seedbed.web.step5_agenda.workshop.queries import (
    counts_of,
    on_the_screen,
    on_the_table,
    sorted_notes,
    workshops_of,
)
from seedbed.web.step5_agenda.workshop.scripts import SCRIPTS
from seedbed.web.step5_agenda.workshop.sending import step_now
from seedbed.web.step5_agenda.workshop_models import Came, Workshop
from seedbed.web.ui.refusals import refusals_on, status_of

READS = ["GET", "HEAD", "POST"]
MOST_TOLD = 20


def _about(found: SystemMap, **more: Any) -> dict[str, Any]:
    place = found.neighbourhood
    return {"map": found, "neighbourhood": place, "programme": place.programme, "scope": place.scope, **more}


@leads(by_map)
@require_http_methods(READS)
def workshops(request: SignedInRequest, system_map: int) -> HttpResponse:
    """List the workshops of a map and the scripts there are, and begin one."""
    found = map_at(system_map)
    form = StartForm(request.POST if request.method == "POST" else None)
    if form.is_bound and form.is_valid():
        with refusals_on(form):
            made = running.start_workshop(by=request.user, of=found, **form.cleaned_data)
            return redirect("step5_agenda:workshop", made.pk)
    held = [(each, SCRIPTS[each.script]) for each in workshops_of(found)]
    context = _about(found, form=form, held=held, scripts=list(SCRIPTS.values()))
    return render(request, "step5_agenda/workshop/workshops.html", context, status=status_of(form))


@leads(by_workshop)
@require_safe
def workshop(request: SignedInRequest, workshop: int) -> HttpResponse:
    """Show the step a workshop is at, and the table on which its notes are sorted."""
    found = workshop_at(workshop)
    return _table(request, found, SortForm(workshop=found))


@leads(by_workshop)
@require_POST
def sort(request: SignedInRequest, workshop: int) -> HttpResponse:
    """Do with the notes that were ticked what the pressed button says."""
    found = workshop_at(workshop)
    form = SortForm(request.POST, workshop=found)
    if form.is_valid():
        with refusals_on(form):
            messages.success(request, _sort(request, found, form))
            return redirect("step5_agenda:workshop", found.pk)
    return _table(request, found, form)


def _sort(request: SignedInRequest, found: Workshop, form: SortForm) -> str:
    """Do it, and return what the page says of it."""
    by, notes, told = request.user, form.notes, form.cleaned_data
    name = told["name"] or _first_words(found, notes)
    deeds: dict[str, Callable[[], object]] = {
        "factor": lambda: sorting.make_factor(by=by, workshop=found, notes=notes, name=name),
        "outcome": lambda: sorting.make_factor(by=by, workshop=found, notes=notes, name=name, role="outcome"),
        "join": lambda: _join(request, found, form),
        "idea": lambda: sorting.keep_idea(by=by, workshop=found, notes=notes, name=name, factor=form.key),
        "aside": lambda: sorting.set_aside(by=by, workshop=found, notes=notes, reason=told["reason"]),
        "show": lambda: sorting.show_notes(by=by, workshop=found, notes=notes, shown=True),
        "hide": lambda: sorting.show_notes(by=by, workshop=found, notes=notes, shown=False),
        "back": lambda: sorting.put_back(by=by, workshop=found, notes=notes),
    }
    said = {
        "factor": _("It is a factor of the map now; open editors show it."),
        "outcome": _("It is an outcome on the map now; open editors show it."),
        "join": _("The notes stand behind the factor now."),
        "idea": _("The idea is kept with the map."),
        "aside": _("The notes are set aside."),
        "show": _("The notes are on the big screen."),
        "hide": _("The notes are off the big screen."),
        "back": _("The notes are back on the table."),
    }
    what = request.POST.get("what", "")
    if what not in deeds:
        raise UsageError(_("Nothing was done."), _("It is not known what to do."), _("Press one of the buttons."))
    deeds[what]()
    return said[what]


def _join(request: SignedInRequest, found: Workshop, form: SortForm) -> None:
    if form.key is None:
        raise UsageError(_("Nothing was joined."), _("No factor was chosen."), _("Choose one."))
    sorting.join_factor(by=request.user, workshop=found, notes=form.notes, key=form.key)


def _first_words(found: Workshop, notes: list[int]) -> str:
    first = found.notes.filter(pk__in=notes).exclude(words="").order_by("pk").first()
    return first.words if first else ""


def _table(request: SignedInRequest, found: Workshop, form: SortForm) -> HttpResponse:
    script, now = SCRIPTS[found.script], timezone.now()
    last = found.notes.order_by("-pk").values_list("pk", flat=True).first()
    context = _about(
        found.map,
        workshop=found,
        script=script,
        steps=list(enumerate(script.steps)),
        step=step_now(found),
        prompt=PROMPTS.get(step_now(found).prompt, ""),
        is_open=found.is_open(now),
        form=form,
        table=on_the_table(found),
        done=sorted_notes(found),
        counts=counts_of(found),
        last=last or 0,
        **(_way_in(request, found) if found.is_open(now) else {}),
    )
    return render(request, "step5_agenda/workshop/table.html", context, status=status_of(form))


def _way_in(request: HttpRequest, found: Workshop) -> dict[str, Any]:
    """Return how phones come in: an address to type, the code, and both as a code of squares."""
    address = request.build_absolute_uri(reverse("workshop:room", args=[found.code]))
    return {
        "address": request.build_absolute_uri(reverse("workshop:find")),
        "room_code": f"{found.code[:3]} {found.code[3:]}",
        "code": code_of(address, _("Code of squares that opens the page of this workshop")),
        "here_only": reaches_no_phone(address),
    }


@leads(by_workshop)
@require_POST
def step(request: SignedInRequest, workshop: int) -> HttpResponse:
    """Go to a step."""
    found, told = workshop_at(workshop), request.POST.get("step", "")
    number = int(told) if told.isascii() and told.isdigit() and len(told) < 4 else -1
    running.go_to_step(by=request.user, workshop=found, step=number)
    return redirect("step5_agenda:workshop", found.pk)


@leads(by_workshop)
@require_POST
def end(request: SignedInRequest, workshop: int) -> HttpResponse:
    """End a workshop."""
    found = workshop_at(workshop)
    running.end_workshop(by=request.user, workshop=found)
    messages.success(request, _("It has ended: the code opens nothing any more. You can go on sorting."))
    return redirect("step5_agenda:workshop", found.pk)


@leads(by_workshop)
@require_safe
def came(request: SignedInRequest, workshop: int) -> HttpResponse:
    """Give a line that says how many notes came since a page was made; a script asks for it."""
    found, told = workshop_at(workshop), request.GET.get("since", "")
    since = int(told) if told.isascii() and told.isdigit() and len(told) < 19 else 0
    context = {"workshop": found, "more": found.notes.filter(pk__gt=since).exclude(words="").count()}
    return render(request, "step5_agenda/workshop/came.html", context)


@leads(by_workshop)
@require_safe
def screen(request: SignedInRequest, workshop: int) -> HttpResponse:
    """Show the big screen: the step, how to send a note, and the notes that somebody let onto it."""
    found = workshop_at(workshop)
    context = _about(found.map, **_on_screen(found))
    context |= _way_in(request, found) if context["is_open"] else {}
    return render(request, "step5_agenda/workshop/screen.html", context)


@leads(by_workshop)
@require_safe
def screen_now(request: SignedInRequest, workshop: int) -> HttpResponse:
    """Give the part of the big screen that changes; a script asks for it."""
    return render(request, "step5_agenda/workshop/screen_now.html", _on_screen(workshop_at(workshop)))


def _on_screen(found: Workshop) -> dict[str, Any]:
    now, step = timezone.now(), step_now(found)
    return {
        "workshop": found,
        "script": SCRIPTS[found.script],
        "step": step,
        "prompt": PROMPTS.get(step.prompt, ""),
        "minutes": _minutes(found.step_began_at, now),
        "is_open": found.is_open(now),
        "counts": counts_of(found),
        "shown": on_the_screen(found),
    }


def _minutes(since: datetime, now: datetime) -> int:
    return max(0, int((now - since).total_seconds() // 60))


@leads(by_workshop)
@require_http_methods(READS)
def from_paper(request: SignedInRequest, workshop: int) -> HttpResponse:
    """Take notes that were written on paper: typed, or as a table."""
    found = workshop_at(workshop)
    sent = (request.POST, request.FILES) if request.method == "POST" else (None, None)
    form = PaperForm(*sent, workshop=found)
    refused: list[Refused] = []
    if form.is_bound and form.is_valid():
        file = form.cleaned_data["file"]
        with refusals_on(form, "file" if file else "typed"):
            notes, refused = _read(file) if file else (paper.lines_of(form.cleaned_data["typed"]), [])
            many = paper.add_notes(
                by=request.user,
                workshop=found,
                step=form.cleaned_data["step"],
                notes=notes,
                came=Came.FILE if file else Came.TYPED,
            )
            told = ngettext("{many} note is on the table.", "{many} notes are on the table.", many).format(many=many)
            messages.success(request, told)
            if not refused:
                return redirect("step5_agenda:workshop", found.pk)
    context = _about(found.map, workshop=found, script=SCRIPTS[found.script], form=form)
    context |= {"refused": refused[:MOST_TOLD], "refused_many": len(refused)}
    return render(request, "step5_agenda/workshop/paper.html", context, status=status_of(form))


def _read(file: UploadedFile[Any]) -> tuple[list[paper.Written], list[Refused]]:
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / f"notes{PurePosixPath(str(file.name)).suffix[:10]}"
        path.write_bytes(file.read())
        return paper.read_notes(path)
