"""What is put on assets and elsewhere alike: barriers and opportunities."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from django.http import HttpResponse
from django.shortcuts import redirect, render

from seedbed.web.asset_register.forms import SaidByVoices, StandsElsewhere
from seedbed.web.asset_register.models import Asset
from seedbed.web.asset_register.queries.barriers import organisations_of
from seedbed.web.asset_register.views.common import about, beads_at, stands_on, voices_offered
from seedbed.web.people.access import SignedInRequest
from seedbed.web.places.models import Neighbourhood
from seedbed.web.ui.refusals import refusals_on, status_of


@dataclass(frozen=True, slots=True)
class Sort:
    """What is put.

    Parameters
    ----------
    form, elsewhere
        What is asked of one on an asset, and of one in an organisation, a policy, a procedure or a contract.
    put
        The action.
    listed
        Name of the address where all are listed.
    """

    form: type[SaidByVoices]
    elsewhere: type[StandsElsewhere]
    put: Callable[..., Any]
    listed: str


def put_on_asset(request: SignedInRequest, asset: Asset, sort: Sort, heading: str) -> HttpResponse:
    """Ask for one on an asset, and put it there."""
    form: Any = sort.form(request.POST or None, voices_offered(request, asset.neighbourhood))
    if form.is_valid():
        with refusals_on(form):
            voices = beads_at(form.chosen(), asset.neighbourhood)
            sort.put(by=request.user, on=asset, told=form.told(), voices=voices)
            return redirect("asset_register:asset", asset.identifier)
    context = about(request, asset.neighbourhood, form=form, heading=heading % {"name": asset.name}, asset=asset)
    return render(request, "asset_register/form.html", context, status=status_of(form))


def put_elsewhere(request: SignedInRequest, neighbourhood: Neighbourhood, sort: Sort, heading: str) -> HttpResponse:
    """Ask for one in an organisation, a policy, a procedure or a contract, of the list or new, and put it there."""
    there = organisations_of(neighbourhood)
    offered = [(str(each.pk), str(each.payload["name"])) for each in there]
    form: Any = sort.elsewhere(request.POST or None, voices_offered(request, neighbourhood), offered)
    if form.is_valid():
        with refusals_on(form):
            on = stands_on(request, neighbourhood, form.cleaned_data, there)
            voices = beads_at(form.chosen(), neighbourhood)
            sort.put(by=request.user, on=on, told=form.told(), voices=voices)
            return redirect(sort.listed, neighbourhood.slug)
    context = about(request, neighbourhood, form=form, heading=heading)
    return render(request, "asset_register/form.html", context, status=status_of(form))
