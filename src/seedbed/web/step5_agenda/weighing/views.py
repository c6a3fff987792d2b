"""The page on which people say how strong links are, and read what all say together."""

from __future__ import annotations

from dataclasses import dataclass
from http import HTTPStatus

from django import forms
from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpResponse, HttpResponseRedirect
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from seedbed.analysis.systems.types import CausalLink
from seedbed.analysis.systems.types import SystemMap as MapOfFactors
from seedbed.errors import UserError
from seedbed.web.people.access import SignedInRequest, allowed
from seedbed.web.people.roles import Permission
from seedbed.web.step5_agenda.access import by_map, map_at
from seedbed.web.step5_agenda.models import SystemMap
from seedbed.web.step5_agenda.pages import about, pages_of
from seedbed.web.step5_agenda.standing import as_it_stands
from seedbed.web.step5_agenda.weighing import actions as weighing
from seedbed.web.step5_agenda.weighing.forms import WeightsForm, sent_for
from seedbed.web.step5_agenda.weighing.queries import FEWEST, PeoplesWeights, weights_and_own
from seedbed.web.step5_agenda.weighing.words import told_of
from seedbed.web.ui.refusals import in_one_line

SEE, WORK = Permission.SEE_THREAD, Permission.WORK_ON_THREAD
A_PAGE = 50
"""Links on a page: as many lines as the map's tables have."""


@dataclass(frozen=True, slots=True)
class Line:
    """A link in the table: its ends, which way it runs, its page, what people say together, and the visitor's choice.

    ``field`` is None where the direction does not stand.
    """

    cause: str
    effect: str
    polarity: str
    address: str
    people: str
    median: str
    span: str
    field: forms.BoundField | None


@allowed(SEE, by_map)
@require_safe
def weights(request: SignedInRequest, system_map: int) -> HttpResponse:
    """Show how strong people say that each link is, nobody's name among it, and ask whoever may draw."""
    return _page(request, map_at(system_map))


@allowed(WORK, by_map)
@require_POST
def give(request: SignedInRequest, system_map: int) -> HttpResponse:
    """Keep how strong somebody says that links are, those left out as they were."""
    found = map_at(system_map)
    keys = (str(key) for key in found.links.values_list("key", flat=True))
    shown = sent_for(request.POST, keys)
    form = WeightsForm(request.POST, links={key: ("", polarity) for key, polarity in shown.items()}, named={})
    if not form.is_valid():
        messages.error(request, _("Nothing was kept: choose one of the answers offered."))
        return _page(request, found, HTTPStatus.UNPROCESSABLE_ENTITY)
    try:
        refused = weighing.give_weights(by=request.user, of=found, said=form.said())
        messages.success(request, _("What you said is kept."))
        if refused:
            told = _("Not kept, since they are off the map, drawn another way or seen otherwise by now: {many}.")
            messages.warning(request, told.format(many=refused))
    except UserError as error:
        messages.error(request, in_one_line(error))
    return _back(request, found)


@allowed(WORK, by_map)
@require_POST
def take_back(request: SignedInRequest, system_map: int) -> HttpResponse:
    """Erase all weights that somebody gave on a map."""
    found = map_at(system_map)
    try:
        weighing.take_back_weights(by=request.user, of=found)
        messages.success(request, _("All your weights on this map are erased."))
    except UserError as error:
        messages.error(request, in_one_line(error))
    return _back(request, found)


def _back(request: SignedInRequest, found: SystemMap) -> HttpResponseRedirect:
    number = request.GET.get("page", "")
    address = reverse("step5_agenda:weights", args=[found.pk])
    return redirect(f"{address}?page={number}" if number.isdecimal() else address)


def _page(request: SignedInRequest, found: SystemMap, status: int = HTTPStatus.OK) -> HttpResponse:
    system = as_it_stands(found)
    called = system.called
    order = sorted(system.links, key=lambda each: (called[each.cause].casefold(), called[each.effect].casefold()))
    page = Paginator(order, A_PAGE).get_page(request.GET.get("page", "1"))
    said, mine = weights_and_own(found, system, request.user)
    context = about(request, found, page=page, fewest=FEWEST, has_given=found.weights.filter(by=request.user).exists())
    context["lines"] = _lines(found, system, list(page.object_list), said, mine)
    return render(request, "step5_agenda/weights.html", context, status=status)


def _lines(
    found: SystemMap, system: MapOfFactors, links: list[CausalLink], said: PeoplesWeights, mine: dict[str, str]
) -> list[Line]:
    called, page_of = system.called, pages_of(found, "link")
    asked = {each.identifier: (mine.get(each.identifier, ""), each.polarity.value) for each in links if each.sign}
    named = {each.identifier: f"{called[each.cause]} → {called[each.effect]}" for each in links}
    form = WeightsForm(None, links=asked, named=named)
    return [
        Line(
            called[each.cause],
            called[each.effect],
            each.polarity.value,
            page_of(each.identifier),
            *(told_of(said.shared.get(each.identifier)) if each.sign else ("", "", "")),
            form.field_of(each.identifier, each.polarity.value),
        )
        for each in links
    ]
