"""Pages on reach: ask, and read what came of it."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods, require_safe

from seedbed.web.asset_register.kind_words import kind_plural
from seedbed.web.asset_register.queries.lists import type_counts
from seedbed.web.asset_register.types_here import types_of
from seedbed.web.people.access import SignedInRequest, allowed
from seedbed.web.people.permissions import can
from seedbed.web.people.roles import Permission
from seedbed.web.places.access import by_neighbourhood, neighbourhood_at
from seedbed.web.places.ground import brought_map, map_here
from seedbed.web.places.models import Neighbourhood
from seedbed.web.places.pages import about
from seedbed.web.reach import actions
from seedbed.web.reach.access import by_question, question_at
from seedbed.web.reach.forms import QuestionForm
from seedbed.web.reach.models import Question
from seedbed.web.reach.queries import has_line, pack_here, questions_of
from seedbed.web.ui.refusals import refusals_on, status_of
from seedbed.web.ui.tables import Column, Table, titled

EARLIER = 20


@allowed(Permission.SEE_PLACE, by_neighbourhood)
@require_http_methods(["GET", "HEAD", "POST"])
def questions(request: SignedInRequest, slug: str) -> HttpResponse:
    """Show what was asked before; take a question from who may change the place, and put it into the queue."""
    neighbourhood = neighbourhood_at(slug)
    here = pack_here(neighbourhood)
    may_ask = can(request.user, Permission.EDIT_PLACE, neighbourhood.scope)
    sent = request.POST if request.method == "POST" and may_ask else None
    form = QuestionForm(
        sent,
        type_counts(neighbourhood),
        types_of(neighbourhood.programme.partnership),
        here.pack if here else None,
        neighbourhood.name if has_line(neighbourhood) else "",
    )
    if form.is_valid():
        with refusals_on(form):
            _, job = actions.ask(by=request.user, neighbourhood=neighbourhood, asked=form.asked())
            return redirect("jobs:job", job.pk)
    context = about(
        neighbourhood,
        form=form,
        may_ask=may_ask,
        pack=here,
        brought=brought_map(neighbourhood),
        ready=bool(here and map_here(neighbourhood)),
        earlier=_earlier(neighbourhood),
    )
    return render(request, "reach/questions.html", context, status=status_of(form))


def _earlier(neighbourhood: Neighbourhood) -> list[tuple[Question, str]]:
    """Return what was asked before, each with the kinds of assets in the language of the page."""
    known = types_of(neighbourhood.programme.partnership)
    return [
        (each, ", ".join(kind_plural(known[code]) if code in known else code for code in each.asked["kinds"]))
        for each in questions_of(neighbourhood)[:EARLIER]
    ]


@require_safe
@allowed(Permission.SEE_PLACE, by_question)
def answer(request: HttpRequest, question: UUID) -> HttpResponse:
    """Show what came of a question."""
    found = question_at(question)
    told = found.answer or {}
    context = about(
        found.neighbourhood,
        question=found,
        told=told,
        charts=[titled(chart) for chart in told.get("charts", [])],
        tables=[(_table(each), each) for each in told.get("tables", [])],
    )
    return render(request, "reach/answer.html", context)


def _table(told: dict[str, Any]) -> Table:
    columns = [Column(each["title"], numeric=each["numeric"]) for each in told["headings"]]
    return Table(columns=columns, rows=told["rows"], caption=told["caption"])
