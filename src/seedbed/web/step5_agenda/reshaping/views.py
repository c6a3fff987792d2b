"""Pages that merge factors of a map, split one, and undo either."""

from __future__ import annotations

from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from seedbed.errors import UserError
from seedbed.web.people.access import SignedInRequest, allowed
from seedbed.web.people.roles import Permission
from seedbed.web.step5_agenda.access import by_map, map_at
from seedbed.web.step5_agenda.alike import alike
from seedbed.web.step5_agenda.models import MapFactor, MapLineage, SystemMap
from seedbed.web.step5_agenda.pages import about
from seedbed.web.step5_agenda.queries import factors_of, links_at
from seedbed.web.step5_agenda.reshaping.actions import merge_factors, split_factor, undo_lineage
from seedbed.web.step5_agenda.reshaping.forms import MergeForm, SplitForm
from seedbed.web.step5_agenda.reshaping.loose import count_loose_links, mend_links
from seedbed.web.step5_agenda.reshaping.planning import parallel_pairs
from seedbed.web.step5_agenda.reshaping.queries import lineages_of
from seedbed.web.step5_agenda.shared.document import is_key
from seedbed.web.step5_agenda.shared.keeping import load
from seedbed.web.ui.refusals import in_one_line, refusals_on, status_of

READS = ["GET", "HEAD", "POST"]
SEE, WORK = Permission.SEE_THREAD, Permission.WORK_ON_THREAD
MOST_AT_ONCE = 20
"""Factors that are merged at once."""


@allowed(SEE, by_map)
@require_safe
def merges(request: SignedInRequest, system_map: int) -> HttpResponse:
    """Offer factors that look like the same, and any others, to be merged; list what was merged and split."""
    found = map_at(system_map)
    factors = factors_of(found)
    context = about(request, found, factors=factors, alike=alike(factors), done=lineages_of(found))
    return render(request, "step5_agenda/merges.html", {**context, "loose": count_loose_links(found)})


@allowed(WORK, by_map)
@require_http_methods(READS)
def merge(request: SignedInRequest, system_map: int) -> HttpResponse:
    """Merge the factors that the address names."""
    found = map_at(system_map)
    rows = _chosen(request, found)
    if len(rows) < 2:
        messages.warning(request, _("Choose two factors or more that are on the map, at most 20."))
        return redirect("step5_agenda:merges", found.pk)
    keys = [str(each.key) for each in rows]
    parallel = parallel_pairs(load(found), keys, keys[0])
    form = MergeForm(request.POST if request.method == "POST" else None, rows=rows, parallel=bool(parallel))
    if form.is_bound and form.is_valid():
        with refusals_on(form):
            merger = form.merger()
            merge_factors(by=request.user, of=found, merger=merger)
            messages.success(request, _("They are merged. You can undo it on the page of merges."))
            return redirect("step5_agenda:factor", found.pk, merger.into)
    context = about(request, found, form=form, rows=rows)
    return render(request, "step5_agenda/merge.html", context, status=status_of(form))


@allowed(WORK, by_map)
@require_http_methods(READS)
def split(request: SignedInRequest, system_map: int, factor: UUID) -> HttpResponse:
    """Split a factor into two."""
    found = map_at(system_map)
    row = get_object_or_404(MapFactor.objects.select_related("map"), map=found, key=factor, removed_at=None)
    links = links_at(row)
    form = SplitForm(request.POST if request.method == "POST" else None, links=links)
    if form.is_bound and form.is_valid():
        with refusals_on(form):
            split_factor(by=request.user, of=found, factor=str(factor), names=form.names, sides=form.sides())
            messages.success(request, _("It is split. You can undo it on the page of merges."))
            return redirect("step5_agenda:map", found.pk)
    context = about(request, found, form=form, row=row, links=links)
    return render(request, "step5_agenda/split.html", context, status=status_of(form))


@allowed(WORK, by_map)
@require_POST
def undo(request: SignedInRequest, system_map: int, map_lineage: int) -> HttpResponse:
    """Undo a merge or split."""
    found = map_at(system_map)
    if map_lineage >= 2**63:
        raise Http404
    done = get_object_or_404(MapLineage.objects.select_related("map"), map=found, pk=map_lineage)
    try:
        undo_lineage(by=request.user, lineage=done)
        messages.success(request, _("It is undone: what was changed by it is as it was."))
    except UserError as error:
        messages.warning(request, in_one_line(error))
    return redirect("step5_agenda:merges", found.pk)


@allowed(WORK, by_map)
@require_POST
def mend(request: SignedInRequest, system_map: int) -> HttpResponse:
    """Lead links that end nowhere to where they belong, or take them off."""
    found = map_at(system_map)
    led, taken = mend_links(by=request.user, of=found)
    told = _("Links led to a merged factor: {led}. Links taken off: {taken}.")
    messages.success(request, told.format(led=led, taken=taken))
    return redirect("step5_agenda:merges", found.pk)


def _chosen(request: SignedInRequest, found: SystemMap) -> list[MapFactor]:
    keys = [each for each in request.GET.getlist("factor")[: MOST_AT_ONCE + 1] if is_key(each)]
    rows = found.factors.filter(key__in=keys, removed_at=None).order_by("pk")
    return list(rows) if len(keys) <= MOST_AT_ONCE else []
