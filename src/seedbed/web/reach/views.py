"""Pages on reach: ask, and read what came of it."""

from __future__ import annotations

import re
from html import unescape
from typing import Any
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.safestring import mark_safe
from django.views.decorators.http import require_http_methods, require_safe

from seedbed.web.asset_register.queries.lists import type_counts
from seedbed.web.asset_register.types_here import types_of
from seedbed.web.people.access import SignedInRequest, allowed
from seedbed.web.people.permissions import can
from seedbed.web.people.roles import Permission
from seedbed.web.places.access import by_neighbourhood, neighbourhood_at
from seedbed.web.places.models import Neighbourhood
from seedbed.web.reach import actions
from seedbed.web.reach.access import by_question, question_at
from seedbed.web.reach.forms import QuestionForm, StreetsForm
from seedbed.web.reach.queries import groups_offered, own_streets, pack_here, questions_of, streets_of_pack
from seedbed.web.ui.refusals import refusals_on, status_of
from seedbed.web.ui.tables import Column, Table

EARLIER = 20
TITLE = re.compile(r"<title[^>]*>([^<]*)</title>")


@allowed(Permission.SEE_PLACE, by_neighbourhood)
@require_http_methods(["GET", "HEAD", "POST"])
def questions(request: SignedInRequest, slug: str) -> HttpResponse:
    """Show what was asked before; take a question from who may change the place, and put it into the queue."""
    neighbourhood = neighbourhood_at(slug)
    here, streets = pack_here(neighbourhood), own_streets(neighbourhood)
    may_ask = can(request.user, Permission.EDIT_PLACE, neighbourhood.scope)
    sent = request.POST if request.method == "POST" and may_ask else None
    form = QuestionForm(
        sent,
        type_counts(neighbourhood),
        types_of(neighbourhood.programme.partnership),
        groups_offered(here.pack) if here else [],
    )
    if form.is_valid():
        with refusals_on(form):
            _, job = actions.ask(by=request.user, neighbourhood=neighbourhood, asked=form.asked())
            return redirect("jobs:job", job.pk)
    context = _about(
        neighbourhood,
        form=form,
        may_ask=may_ask,
        pack=here,
        streets=streets,
        ready=bool(here and (streets or streets_of_pack(here.pack))),
        earlier=list(questions_of(neighbourhood)[:EARLIER]),
        kinds=types_of(neighbourhood.programme.partnership),
    )
    return render(request, "reach/questions.html", context, status=status_of(form))


@allowed(Permission.EDIT_PLACE, by_neighbourhood)
@require_http_methods(["GET", "HEAD", "POST"])
def streets(request: SignedInRequest, slug: str) -> HttpResponse:
    """Take a map of the streets."""
    neighbourhood = neighbourhood_at(slug)
    form = StreetsForm(request.POST or None, request.FILES or None)
    if form.is_valid():
        file = form.cleaned_data["file"]
        with refusals_on(form, "file"):
            actions.keep_streets(by=request.user, neighbourhood=neighbourhood, name=file.name, content=file.read())
            return redirect("reach:questions", slug)
    context = _about(neighbourhood, form=form, streets=own_streets(neighbourhood))
    return render(request, "reach/streets.html", context, status=status_of(form))


@require_safe
@allowed(Permission.SEE_PLACE, by_question)
def answer(request: HttpRequest, question: UUID) -> HttpResponse:
    """Show what came of a question."""
    found = question_at(question)
    told = found.answer or {}
    context = _about(
        found.neighbourhood,
        question=found,
        told=told,
        # The library drew these from numbers and texts that it escaped.
        charts=[(_title(chart), mark_safe(chart)) for chart in told.get("charts", [])],  # noqa: S308
        tables=[(_table(each), each) for each in told.get("tables", [])],
    )
    return render(request, "reach/answer.html", context)


def _title(chart: str) -> str:
    """Return what a picture is called: its own title."""
    found = TITLE.search(chart)
    return unescape(found[1]) if found else ""


def _table(told: dict[str, Any]) -> Table:
    columns = [Column(each["title"], numeric=each["numeric"]) for each in told["headings"]]
    return Table(columns=columns, rows=told["rows"], caption=told["caption"])


def _about(neighbourhood: Neighbourhood, **more: Any) -> dict[str, Any]:
    return {"neighbourhood": neighbourhood, "programme": neighbourhood.programme, "scope": neighbourhood.scope, **more}
