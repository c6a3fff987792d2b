"""Listings that look like one thing: merged, told apart, and merges undone."""

from __future__ import annotations

from uuid import UUID

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from seedbed.errors import UsageError
from seedbed.web.asset_register import actions
from seedbed.web.asset_register.access import by_many, by_merge, many_at, merge_at
from seedbed.web.asset_register.actions.merging_many import standing_merges
from seedbed.web.asset_register.forms import MergeForm
from seedbed.web.asset_register.models import Asset
from seedbed.web.asset_register.queries.alike import MOST_COMPARED, alike_in, certain_between, parts_of
from seedbed.web.asset_register.queries.lists import sources_of
from seedbed.web.asset_register.side_by_side import compared
from seedbed.web.asset_register.views.common import about, kinds_of
from seedbed.web.people.access import SignedInRequest, allowed
from seedbed.web.people.roles import Permission
from seedbed.web.places.access import by_neighbourhood, neighbourhood_at
from seedbed.web.places.models import Neighbourhood
from seedbed.web.ui.refusals import status_of

A_PAGE = 20
"""Pairs on a page, the surest first."""


@allowed(Permission.EDIT_PLACE, by_neighbourhood)
@require_http_methods(["GET", "HEAD", "POST"])
def duplicates(request: SignedInRequest, slug: str) -> HttpResponse:
    """Show pairs that may be one thing; merge one of them or tell it apart."""
    neighbourhood = neighbourhood_at(slug)
    form = MergeForm(request.POST if request.POST.get("keep") else None)
    if request.method == "POST":
        one, other = (_sent(request, neighbourhood, name) for name in ("one", "other"))
        if request.POST.get("do") == "apart":
            actions.tell_apart(by=request.user, one=one, other=other)
            messages.success(request, _("Noted: these are two things."))
            return redirect(request.get_full_path())
        if form.is_valid():
            kept, gone = (other, one) if request.POST["keep"] == str(other.pk) else (one, other)
            actions.merge_assets(by=request.user, kept=kept, gone=gone, why=form.cleaned_data["why"])
            messages.success(request, _("They are one listing now. You can undo this on its page."))
            return redirect(request.get_full_path())
    parts = Paginator(range(parts_of(neighbourhood)), 1).get_page(request.GET.get("part"))
    between = bool(request.GET.get("between"))
    pairs = [each for each in alike_in(neighbourhood, parts.number) if each.between_sources or not between]
    page = Paginator(pairs, A_PAGE).get_page(request.GET.get("page"))
    known = kinds_of(neighbourhood)
    context = about(
        request,
        neighbourhood,
        compared=[compared(each, known) for each in page],
        page=page,
        parts=parts,
        between=between,
        sources=sources_of(neighbourhood),
        at_once=MOST_COMPARED,
        form=form,
    )
    return render(request, "asset_register/duplicates.html", context, status=status_of(form))


@allowed(Permission.EDIT_PLACE, by_neighbourhood)
@require_http_methods(["GET", "HEAD", "POST"])
def all_certain(request: SignedInRequest, slug: str) -> HttpResponse:
    """List the sure pairs between two sources; merge those that are left ticked, together."""
    neighbourhood = neighbourhood_at(slug)
    stays, goes = (str(request.GET.get(name, ""))[:300].replace("\x00", "") for name in ("stays", "goes"))
    pairs = certain_between(neighbourhood, stays, goes) if stays and goes and stays != goes else []
    if request.method == "POST":
        ticked = set(request.POST.getlist("pair"))
        chosen = [each for each in pairs if f"{each.kept.pk}-{each.gone.pk}" in ticked]
        sources = {"stays": stays, "goes": goes}
        _many, job = actions.start_merging(by=request.user, neighbourhood=neighbourhood, pairs=chosen, **sources)
        return redirect("jobs:job", job.pk)
    known = kinds_of(neighbourhood)
    listed = [compared(each, known) for each in pairs]
    context = about(request, neighbourhood, compared=listed, stays=stays, goes=goes, sources=sources_of(neighbourhood))
    return render(request, "asset_register/all_certain.html", context)


@require_safe
@allowed(Permission.EDIT_PLACE, by_many)
def many(request: SignedInRequest, merges: UUID) -> HttpResponse:
    """Show the merges that were made together and stand."""
    found = many_at(merges)
    context = about(request, found.neighbourhood, many=found, merges=standing_merges(found))
    return render(request, "asset_register/many_merges.html", context)


@require_POST
@allowed(Permission.EDIT_PLACE, by_many)
def undo_all(request: SignedInRequest, merges: UUID) -> HttpResponse:
    """Put undoing merges that were made together into the queue."""
    return redirect("jobs:job", actions.start_undoing(by=request.user, many=many_at(merges)).pk)


def _sent(request: SignedInRequest, neighbourhood: Neighbourhood, name: str) -> Asset:
    sent = request.POST.get(name, "")
    number = int(sent) if sent.isascii() and sent.isdigit() and len(sent) < 18 else 0
    found = Asset.objects.filter(pk=number, neighbourhood=neighbourhood).first()
    if found is None:
        raise UsageError("Nothing was merged.", "One of the listings is not here.", "Choose a pair from the list.")
    return found


@require_POST
@allowed(Permission.EDIT_PLACE, by_merge)
def undo(request: SignedInRequest, merge: int) -> HttpResponse:
    """Undo a merge of two listings."""
    undone = actions.undo_merge(by=request.user, merge=merge_at(merge))
    messages.success(request, _("Both listings stand by themselves again."))
    return redirect("asset_register:asset", undone.kept.identifier)
