"""Listings that look like one thing: merged, told apart, and merges undone."""

from __future__ import annotations

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from seedbed.errors import UsageError
from seedbed.web.asset_register import actions
from seedbed.web.asset_register.access import by_merge, merge_at
from seedbed.web.asset_register.forms import MergeForm
from seedbed.web.asset_register.models import Asset
from seedbed.web.asset_register.queries.alike import MOST_COMPARED, alike_in, parts_of
from seedbed.web.asset_register.views.common import about
from seedbed.web.people.access import SignedInRequest, allowed
from seedbed.web.people.roles import Permission
from seedbed.web.places.access import by_neighbourhood, neighbourhood_at
from seedbed.web.places.models import Neighbourhood
from seedbed.web.ui.refusals import status_of

MOST = 50
"""Pairs on a page, the surest first."""


@allowed(Permission.EDIT_PLACE, by_neighbourhood)
@require_http_methods(["GET", "HEAD", "POST"])
def duplicates(request: SignedInRequest, slug: str) -> HttpResponse:
    """Show pairs that may be one thing; merge one of them or tell it apart."""
    neighbourhood = neighbourhood_at(slug)
    form = MergeForm(request.POST if request.POST.get("do") == "merge" else None)
    if request.method == "POST":
        one, other = (_sent(request, neighbourhood, name) for name in ("kept", "gone"))
        if request.POST.get("do") == "apart":
            actions.tell_apart(by=request.user, one=one, other=other)
            messages.success(request, _("Noted: these are two things."))
            return redirect(request.get_full_path())
        if form.is_valid():
            actions.merge_assets(by=request.user, kept=one, gone=other, why=form.cleaned_data["why"])
            messages.success(request, _("They are one listing now. You can undo this on its page."))
            return redirect(request.get_full_path())
    parts = Paginator(range(parts_of(neighbourhood)), 1).get_page(request.GET.get("page"))
    pairs = alike_in(neighbourhood, parts.number)
    context = about(
        request,
        neighbourhood,
        pairs=pairs[:MOST],
        many=len(pairs),
        more=max(len(pairs) - MOST, 0),
        page=parts,
        compared=MOST_COMPARED,
        form=form,
    )
    return render(request, "asset_register/duplicates.html", context, status=status_of(form))


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
