"""The page of a map's measures: each factor's links and place, and which factors hang together."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import replace
from typing import Any

from django.http import HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from seedbed.analysis.systems.measures import Measures, density, measures, modularity
from seedbed.analysis.systems.types import SystemMap as MapOfFactors
from seedbed.reports.systems.drawing import draw_map
from seedbed.reports.systems.parts import LOOKS, Part, key_of_parts
from seedbed.web.people.access import SignedInRequest, allowed
from seedbed.web.people.roles import Permission
from seedbed.web.step5_agenda.access import by_map, map_at
from seedbed.web.step5_agenda.models import SystemMap
from seedbed.web.step5_agenda.pages import pages_of, where
from seedbed.web.step5_agenda.standing import as_it_stands
from seedbed.web.ui.tables import Cell, Column, LinkTo, Table

SEED = 0


@allowed(Permission.SEE_THREAD, by_map)
@require_safe
def measured(request: SignedInRequest, system_map: int) -> HttpResponse:
    """Show the numbers of every factor, and the map coloured by what hangs together."""
    found = map_at(system_map)
    system = as_it_stands(found)
    context = where(found) | (_told(found, system) if system.factors else {})
    return render(request, "step5_agenda/measures.html", context)


def _told(found: SystemMap, system: MapOfFactors) -> dict[str, Any]:
    known, many = measures(system, SEED), len(system.factors)
    groups = [each.community for each in known]
    return {
        "table": _table(found, system, known),
        "picture": _picture(system, groups),
        "density": f"{100 * density(system):.1f}",
        "pairs": f"{many * (many - 1):,}",
        "communities": max(groups) + 1,
        "modularity": f"{modularity(system, groups):.2f}".replace("-", "\N{MINUS SIGN}"),
        "seed": SEED,
    }


def _table(found: SystemMap, system: MapOfFactors, known: Sequence[Measures]) -> Table:
    page, called, undefined = pages_of(found, "factor"), system.called, _("not defined")
    rows: list[list[Cell]] = [
        [
            LinkTo(called[each.factor], page(each.factor)),
            each.incoming,
            each.outgoing,
            undefined if each.leverage is None else f"{each.leverage:.2f}",
            f"{100 * each.betweenness:.1f}",
            each.community + 1,
        ]
        for each in known
    ]
    titles = (_("Incoming links"), _("Outgoing links"), _("Leverage"), _("Betweenness, %"), _("Community"))
    columns = [Column(_("Factor")), *(Column(title, numeric=True) for title in titles)]
    return Table(_("Every factor"), columns, rows, narrow=True)


def _picture(system: MapOfFactors, groups: Sequence[int]) -> str:
    """Return the map with a sign and a colour for each community, the largest as far as colours go."""
    shared = [group for group, many in Counter(groups).items() if many > 1 and group < len(LOOKS)]
    words = _("Community %(number)s")
    parts = {str(group): Part(words % {"number": group + 1}, group) for group in shared}
    factors = [replace(each, subsystem=str(group)) for each, group in zip(system.factors, groups, strict=True)]
    divided = replace(system, factors=tuple(factors))
    told = (_("Communities"), _("A sign and a colour for each community. The table says the same."))
    return draw_map(divided, told=told, key=key_of_parts(divided, parts))
