"""The page of two maps side by side."""

from __future__ import annotations

from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from seedbed.web.people.access import SignedInRequest, allowed
from seedbed.web.people.roles import Permission
from seedbed.web.step5_agenda.access import by_map, map_at
from seedbed.web.step5_agenda.comparing.forms import CompareForm
from seedbed.web.step5_agenda.comparing.queries import factors_table, left_out, links_table, pictures, side_by_side
from seedbed.web.step5_agenda.comparing.sides import ORIGINS, sides_of
from seedbed.web.step5_agenda.pages import about
from seedbed.web.ui.refusals import status_of


@allowed(Permission.SEE_THREAD, by_map)
@require_safe
def compare(request: SignedInRequest, system_map: int) -> HttpResponse:
    """Put a map beside what others say on it, itself on another day, or another map that the visitor may see."""
    found = map_at(system_map)
    sent = request.GET if "beside" in request.GET else None
    form = CompareForm(sent, found=found, visitor=request.user)
    context = about(request, found, form=form)
    if form.is_bound and form.is_valid():
        chosen = form.cleaned_data
        beside = side_by_side(*sides_of(found, chosen["this"], chosen["beside"]))
        tables = {"factors": factors_table(beside), "links": links_table(beside)}
        neither = left_out(beside) if chosen["beside"] == ORIGINS else 0
        context |= {"beside": beside, "pictures": pictures(beside), "neither": neither, **tables}
    return render(request, "step5_agenda/compare.html", context, status=status_of(form))
