"""Photos of assets: sent from the asset's page, or from the round on a phone."""

from __future__ import annotations

from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from seedbed.web.asset_register import actions
from seedbed.web.asset_register.access import asset_at, by_asset
from seedbed.web.asset_register.photo_forms import PhotoForm
from seedbed.web.asset_register.views.common import about
from seedbed.web.people.access import SignedInRequest, allowed
from seedbed.web.people.roles import Permission
from seedbed.web.ui.refusals import refusals_on, status_of


@allowed(Permission.ADD_WORDS, by_asset)
@require_http_methods(["GET", "HEAD", "POST"])
def add(request: SignedInRequest, asset: UUID) -> HttpResponse:
    """Take in a photo of an asset; go back to the round that it was sent from, or to the asset."""
    found = asset_at(asset)
    form = PhotoForm(request.POST or None, request.FILES or None)
    if form.is_valid():
        with refusals_on(form):
            sent = form.cleaned_data
            actions.add_photo(
                by=request.user,
                asset=found,
                number=sent["number"],
                content=sent["photo"],
                alt=sent["alt"],
                recognisable=sent["recognisable"] == "yes",
            )
            messages.success(request, _("Thank you. Someone looks at the photo before it is shown to others."))
            if request.GET.get("round"):
                return redirect("asset_register:round", found.neighbourhood.slug)
            return redirect("asset_register:asset", asset)
    context = about(request, found.neighbourhood, form=form, asset=found, in_round=request.GET.get("round"))
    return render(request, "asset_register/photo.html", context, status=status_of(form))
