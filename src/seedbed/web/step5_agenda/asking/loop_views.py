"""The page of a map's feedback loops."""

from __future__ import annotations

from typing import Any

from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from seedbed.analysis.systems.loop_order import RankBy, of_polarity, ranked, strengths
from seedbed.analysis.systems.loop_words import loop_labels, loop_name, loop_story
from seedbed.analysis.systems.loops import LoopPolarity, Loops, find_loops
from seedbed.analysis.systems.types import SystemMap as MapOfFactors
from seedbed.web.people.access import SignedInRequest, allowed
from seedbed.web.people.roles import Permission
from seedbed.web.step5_agenda.access import by_map, map_at
from seedbed.web.step5_agenda.asking.forms import LoopsForm
from seedbed.web.step5_agenda.asking.views import about
from seedbed.web.step5_agenda.standing import as_it_stands
from seedbed.web.ui.refusals import refusals_on, status_of

USUAL = {"longest": "8", "polarity": "", "order": "shortest"}
MOST_KEPT, MOST_SHOWN = 20_000, 100
MOST_WORK = 20_000_000
"""What a page may look at: a tenth of a second."""


@allowed(Permission.SEE_THREAD, by_map)
@require_safe
def loops(request: SignedInRequest, system_map: int) -> HttpResponse:
    """Show the feedback loops of a map in the order asked for, and say how many there are."""
    found = map_at(system_map)
    system = as_it_stands(found)
    form = LoopsForm(request.GET or USUAL, system=system)
    context = about(found, system, form=form)
    if form.is_valid():
        with refusals_on(form):
            context |= _told(system, form.cleaned_data)
    return render(request, "step5_agenda/loops.html", context, status=status_of(form))


def _told(system: MapOfFactors, sent: dict[str, Any]) -> dict[str, Any]:
    known = find_loops(system, max_length=sent["longest"], most=MOST_KEPT, through=sent["factor"], most_work=MOST_WORK)
    kind = sent["polarity"]
    order: RankBy = sent["order"] or "shortest"
    listed = ranked(of_polarity(known, LoopPolarity(kind)) if kind else known, order)
    shown = [listed[place] for place in range(min(len(listed), MOST_SHOWN))]
    strong = strengths(listed)[listed.order].tolist()
    lines = [
        {"label": label, "name": loop_name(system, loop), "story": loop_story(system, loop), "strength": f"{much:.2g}"}
        for label, loop, much in zip(loop_labels(shown), shown, strong, strict=False)
    ]
    kept = f"{len(known):,}" if known.truncated else ""
    told = {"counted": known.counted, "lines": lines, "there": _there(known, kind), "order": order, "kept": kept}
    return told | _kinds(known)


def _there(known: Loops, kind: str) -> int:
    """Return how many loops there are of the kind that is asked for."""
    return known.counted.by_polarity[LoopPolarity(kind)] if kind else known.count


def _kinds(known: Loops) -> dict[str, int]:
    return {each.value: many for each, many in known.counted.by_polarity.items()}
