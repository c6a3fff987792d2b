"""Whether listings are right: a round on a phone, and what people said is wrong."""

from __future__ import annotations

from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from seedbed.errors import BadInputError
from seedbed.web.asset_register import actions
from seedbed.web.asset_register.access import asset_at, by_asset, by_check, check_at
from seedbed.web.asset_register.facts import facts_of
from seedbed.web.asset_register.models import Asset, Finding
from seedbed.web.asset_register.queries.lists import gone_from, round_of, waiting_words
from seedbed.web.asset_register.views.common import about, kinds_of, name_of, trust_in
from seedbed.web.people.access import SignedInRequest, allowed
from seedbed.web.people.roles import Permission
from seedbed.web.places.access import by_neighbourhood, neighbourhood_at

FOUND = (Finding.RIGHT, Finding.CHANGED, Finding.GONE)


@require_safe
@allowed(Permission.ADD_WORDS, by_neighbourhood)
def verification(request: SignedInRequest, slug: str) -> HttpResponse:
    """Show one listing after the other, the most pressing first, with one button for each answer."""
    neighbourhood = neighbourhood_at(slug)
    waiting = round_of(neighbourhood)
    skipped = [each for each in request.GET.getlist("skip") if _is_uuid(each)]
    following = waiting.exclude(identifier__in=skipped).first()
    context = about(request, neighbourhood, left=waiting.count(), skipped=skipped, following=None)
    if following is not None:
        context |= {"following": _card(following), "skip_next": [*skipped, str(following.identifier)]}
    return render(request, "asset_register/round.html", context)


def _card(asset: Asset) -> dict[str, object]:
    return {
        **trust_in(asset),
        "kind": name_of(asset, kinds_of(asset.neighbourhood)),
        "facts": facts_of(asset.listing()),
        "said": list(asset.checks.filter(settled_at=None).order_by("-made_at")[:5]),
    }


def _is_uuid(text: str) -> bool:
    try:
        UUID(text)
    except ValueError:
        return False
    return True


@require_POST
@allowed(Permission.ADD_WORDS, by_asset)
def check(request: SignedInRequest, asset: UUID) -> HttpResponse:
    """Note what someone found who looked; go on with the round they are on, or back to the asset."""
    found = asset_at(asset)
    answer = request.POST.get("found", "")
    if answer not in FOUND:
        raise BadInputError(
            "Nothing was noted.", "None of the answers was chosen.", "Go back and press one of the three buttons."
        )
    actions.verify(by=request.user, asset=found, found=Finding(answer), note=request.POST.get("note", ""))
    messages.success(request, _("Noted: %(name)s.") % {"name": found.name})
    if request.POST.get("round"):
        return redirect("asset_register:round", found.neighbourhood.slug)
    return redirect("asset_register:asset", asset)


@require_POST
@allowed(Permission.ADD_WORDS, by_asset)
def back(request: SignedInRequest, asset: UUID) -> HttpResponse:
    """Say that something is there after all."""
    actions.bring_back(by=request.user, asset=asset_at(asset))
    return redirect("asset_register:asset", asset)


@require_safe
@allowed(Permission.EDIT_PLACE, by_neighbourhood)
def said(request: SignedInRequest, slug: str) -> HttpResponse:
    """List what people said of listings and nobody has settled, and what is gone."""
    neighbourhood = neighbourhood_at(slug)
    context = about(
        request,
        neighbourhood,
        waiting=list(waiting_words(neighbourhood)[:200]),
        gone=list(gone_from(neighbourhood)[:100]),
    )
    return render(request, "asset_register/said.html", context)


@require_POST
@allowed(Permission.EDIT_PLACE, by_check)
def settle(request: SignedInRequest, check: int) -> HttpResponse:
    """Note that someone dealt with what was said."""
    kept = actions.settle(by=request.user, check=check_at(check))
    return redirect("asset_register:said", kept.asset.neighbourhood.slug)
