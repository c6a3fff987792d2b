"""The page on which a what-if is played through a map."""

from __future__ import annotations

from typing import Any

from django.http import HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from seedbed.analysis.systems.scenarios import Effects, effects
from seedbed.analysis.systems.sensitivity import DRAWS, FactorChange, Sensitivity, sensitivity
from seedbed.analysis.systems.types import SystemMap as MapOfFactors
from seedbed.analysis.systems.what_if import Simulation
from seedbed.reports.systems.change_chart import draw_changes
from seedbed.web.people.access import SignedInRequest, allowed
from seedbed.web.people.roles import Permission
from seedbed.web.step5_agenda.access import by_map, map_at
from seedbed.web.step5_agenda.asking.forms import OF_PEOPLE, WhatIfForm
from seedbed.web.step5_agenda.asking.views import about, link_lines
from seedbed.web.step5_agenda.models import SystemMap
from seedbed.web.step5_agenda.pages import pages_of
from seedbed.web.step5_agenda.standing import as_it_stands
from seedbed.web.step5_agenda.weighing.queries import PeoplesWeights, weights_of
from seedbed.web.ui.refusals import refusals_on, status_of
from seedbed.web.ui.tables import Cell, Column, LinkTo, Table

MOST_DRAWN = 300_000
"""Weights that a page may draw; a map of more than 150 links is drawn less often than 2,000 times, and it is said."""
FEWEST_DRAWS = 100
MOST_IN_CHART, MOST_LINKS = 25, 10
NOBODYS = PeoplesWeights(0, {})
"""For a what-if with weights as drawn."""


@allowed(Permission.SEE_THREAD, by_map)
@require_safe
def what_if(request: SignedInRequest, system_map: int) -> HttpResponse:
    """Ask what to hold; show what changes beside the same map left alone."""
    found = map_at(system_map)
    system = as_it_stands(found)
    said = weights_of(found, system)
    form = WhatIfForm(request.GET or None, system=system, people=said.people)
    context = about(found, system, form=form)
    if form.is_bound and form.is_valid():
        with refusals_on(form):
            theirs = said if form.cleaned_data.get("weights") == OF_PEOPLE else NOBODYS
            context |= _played(found, theirs.on(system), theirs, form.cleaned_data)
    return render(request, "step5_agenda/what_if.html", context, status=status_of(form))


def _played(found: SystemMap, system: MapOfFactors, theirs: PeoplesWeights, sent: dict[str, Any]) -> dict[str, Any]:
    hold = dict.fromkeys(sent["up"], 1.0) | dict.fromkeys(sent["down"], 0.0)
    many = max(min(DRAWS, MOST_DRAWN // max(len(system.links), 1)), FEWEST_DRAWS)
    played = effects(system, hold=hold, rule=sent["rule"])
    drawn = sensitivity(system, hold=hold, draws=many, rule=sent["rule"], given=theirs.bands)
    changes = sorted(drawn.factors, key=lambda each: -abs(played.change[each.factor]))
    named = system.by_identifier
    rows = [(named[each.factor].name, played.change[each.factor], each.low, each.high) for each in changes]
    told = (
        _("What changes"),
        _("A point for each factor's change and a line for its interval. The table says the same."),
    )
    return {
        "played": played,
        "moving": [*_moving(_("With these held"), played.held), *_moving(_("Left alone"), played.nothing_held)],
        "drawn": drawn,
        "unsettled": drawn.draws - drawn.settled,
        "theirs": theirs,
        "as_drawn": len(system.links) - len(theirs.shared),
        "uncertain": sum(link.sign == 0 for link in system.links),
        "picture": draw_changes(rows[:MOST_IN_CHART], told=told) if rows else "",
        "table": _table(found, system, played, changes),
        "links": _that_matter(found, system, drawn),
        "held_up": [named[each].name for each in sent["up"]],
        "held_down": [named[each].name for each in sent["down"]],
    }


def _moving(where: str, run: Simulation) -> list[str]:
    """Say of a run that does not settle what becomes of it instead."""
    if run.outcome == "steady":
        return []
    words = {
        "cycle": _("%(where)s values come round again every %(period)s steps; what is shown is the mean of a round."),
        "chaos": _(
            "%(where)s values neither settle nor repeat in %(steps)s steps, and the smallest nudge grows (chaos); what "
            "is shown is the mean of the later steps."
        ),
        "unsettled": _(
            "%(where)s values neither settle nor repeat in %(steps)s steps; what is shown is the mean of later ones."
        ),
    }
    return [words[run.outcome] % {"where": where, "period": run.period, "steps": f"{run.steps:,}"}]


def _table(found: SystemMap, system: MapOfFactors, played: Effects, changes: list[FactorChange]) -> Table:
    page = pages_of(found, "factor")
    titles = (_("Nothing changed"), _("Held"), _("Change"), _("From"), _("To"), _("Draws up, %"), _("Draws down, %"))
    rows: list[list[Cell]] = []
    for each in changes:
        key = each.factor
        values = (played.nothing_held.steady[key], played.held.steady[key], played.change[key], each.low, each.high)
        shares = (f"{100 * each.up:.0f}", f"{100 * each.down:.0f}")
        name = LinkTo(system.by_identifier[key].name, page(key))
        rows.append([name, *(_two(value) for value in values), *shares])
    columns = [Column(_("Factor")), *(Column(title, numeric=True) for title in titles)]
    return Table(_("Every factor, the largest change first"), columns, rows, narrow=True)


def _two(value: float) -> str:
    """Return a number with two decimals, a minus that is one, and no zero below nothing."""
    return f"{round(value, 2) + 0.0:.2f}".replace("-", "\N{MINUS SIGN}")


def _that_matter(found: SystemMap, system: MapOfFactors, drawn: Sensitivity) -> list[dict[str, str]]:
    """Return the links whose weights decide most of the changes, weighed by how large the changes are."""
    weighed: dict[str, float] = {}
    for each in drawn.factors:
        for link in each.links:
            weighed[link.link] = weighed.get(link.link, 0.0) + link.share * (each.high - each.low)
    order = sorted((key for key in weighed if weighed[key] > 0), key=lambda key: -weighed[key])
    return link_lines(found, system, order[:MOST_LINKS])
