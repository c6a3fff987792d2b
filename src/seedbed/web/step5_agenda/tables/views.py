"""A map as tables."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from seedbed.errors import UserError
from seedbed.web.people.access import SignedInRequest, allowed
from seedbed.web.people.roles import Permission
from seedbed.web.step5_agenda.access import by_map, map_at
from seedbed.web.step5_agenda.pages import about
from seedbed.web.step5_agenda.shared.drawing import edit_many
from seedbed.web.step5_agenda.tables.forms import LINES
from seedbed.web.step5_agenda.tables.lines import Line, lines_of, page_at
from seedbed.web.ui.refusals import in_one_line


@allowed(Permission.SEE_THREAD, by_map)
@require_safe
def table(request: SignedInRequest, system_map: int, kind: str) -> HttpResponse:
    """Show the factors or the links of a map as a table; each cell is a field for who may draw."""
    found = map_at(system_map)
    page = page_at(found, kind, request.GET.get("page", "1"))
    return _table(request, system_map, kind, page.number, lines_of(found, kind, list(page.object_list)))


@allowed(Permission.WORK_ON_THREAD, by_map)
@require_POST
def keep(request: SignedInRequest, system_map: int, kind: str) -> HttpResponse:
    """Keep what was changed in a table: all of it, or, where a field will not do, nothing."""
    found = map_at(system_map)
    page = page_at(found, kind, request.GET.get("page", "1"))
    rows = (found.factors.all() if kind == "factors" else found.links.select_related("cause", "effect")).order_by("pk")
    there = [row for row in rows if f"{row.key}-seen" in request.POST]
    lines = lines_of(found, kind, there, request.POST)
    if not all([line.form.is_valid() for line in lines]):  # noqa: C419 - every field says what is wrong with it
        return _table(request, system_map, kind, page.number, lines, status=422)
    changed = {str(line.form.prefix): line.form.changed for line in lines}
    try:
        gone = edit_many(
            by=request.user, of=found, part=kind, fields={key: each for key, each in changed.items() if each}
        )
        messages.success(request, _("What you changed is kept."))
        if gone:
            messages.warning(request, _("Not kept, since they are off the map by now: {many}.").format(many=len(gone)))
    except UserError as error:
        messages.error(request, in_one_line(error))
    address = reverse(f"step5_agenda:{kind}_table", args=[found.pk])
    return redirect(f"{address}?page={page.number}")


def _table(
    request: SignedInRequest, system_map: int, kind: str, number: int, lines: list[Line], status: int = 200
) -> HttpResponse:
    found = map_at(system_map)
    titles = [each.label for each in LINES[kind].base_fields.values()]
    context = about(request, found, kind=kind, lines=lines, titles=titles, page=page_at(found, kind, str(number)))
    context["forms"] = [line.form for line in lines]
    return render(request, "step5_agenda/table.html", context, status=status)
