"""The list of assets beside the map, and what the map is drawn from."""

from __future__ import annotations

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpResponse, JsonResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_POST, require_safe

from seedbed.web.asset_register.actions import show_in_public
from seedbed.web.asset_register.forms import FilterForm
from seedbed.web.asset_register.queries.lists import assets_of, how_many, languages_of, waiting_words
from seedbed.web.asset_register.views.common import A_PAGE, about, in_lines, kinds_of, name_of
from seedbed.web.people.access import SignedInRequest, allowed
from seedbed.web.people.roles import Permission
from seedbed.web.places.access import by_neighbourhood, neighbourhood_at
from seedbed.web.places.models import Neighbourhood
from seedbed.web.places.queries import boundary_of

MOST_PINS = 5_000
"""On one map: beyond, the first by name; filters bring the others."""


@require_safe
@allowed(Permission.SEE_PLACE, by_neighbourhood)
def assets(request: SignedInRequest, slug: str) -> HttpResponse:
    """List what is there, narrowed as asked, beside a map of the same."""
    neighbourhood = neighbourhood_at(slug)
    form = _form(request, neighbourhood)
    found = assets_of(neighbourhood, form.wanted())
    many, placed = how_many(found)
    pages = Paginator(found, A_PAGE)
    pages.count = many  # Else it would count once more.
    page = pages.get_page(request.GET.get("page"))
    line = boundary_of(neighbourhood)
    asked = request.GET.copy()
    asked.pop("page", None)
    context = about(
        request,
        neighbourhood,
        filters=form,
        narrowed=form.narrows,
        page=page,
        lines=in_lines(list(page), neighbourhood),
        said=waiting_words(neighbourhood).count(),
        placeless=many - placed,
        on_map=MOST_PINS if placed > MOST_PINS else 0,
        for_map={
            "pins": f"{reverse('asset_register:pins', args=[slug])}?{asked.urlencode()}",
            "line": line.outline if line else None,
            "label": _("Map of the assets in the list. The list does all that the map does."),
        },
    )
    return render(request, "asset_register/assets.html", context)


@require_safe
@allowed(Permission.SEE_PLACE, by_neighbourhood)
def pins(request: SignedInRequest, slug: str) -> JsonResponse:
    """Send the places of what the list shows, as GeoJSON."""
    neighbourhood = neighbourhood_at(slug)
    known = kinds_of(neighbourhood)
    placed = assets_of(neighbourhood, _form(request, neighbourhood).wanted()).filter(longitude__isnull=False)
    features = [
        {
            "type": "Feature",
            "geometry": {"type": "Point", "coordinates": [each.longitude, each.latitude]},
            "properties": {
                "name": each.name,
                "kind": name_of(each, known),
                "address": reverse("asset_register:asset", args=[each.identifier]),
            },
        }
        for each in placed.defer("details", "search")[:MOST_PINS]
    ]
    return JsonResponse({"type": "FeatureCollection", "features": features})


@require_POST
@allowed(Permission.EDIT_PLACE, by_neighbourhood)
def publish(request: SignedInRequest, slug: str) -> HttpResponse:
    """Show all that the list shows in the public directory, or take it out."""
    neighbourhood = neighbourhood_at(slug)
    public = request.POST.get("public") == "yes"
    some = assets_of(neighbourhood, _form(request, neighbourhood).wanted()).select_related("neighbourhood__scope")
    many = show_in_public(by=request.user, assets=list(some), public=public)
    told = (
        ngettext(
            "%(many)s asset is now in the public directory.", "%(many)s assets are now in the public directory.", many
        )
        if public
        else ngettext(
            "%(many)s asset is no longer in the public directory.",
            "%(many)s assets are no longer in the public directory.",
            many,
        )
    )
    messages.success(request, told % {"many": many})
    return redirect("asset_register:assets", slug)


def _form(request: SignedInRequest, neighbourhood: Neighbourhood) -> FilterForm:
    return FilterForm(request.GET, kinds_of(neighbourhood), languages_of(neighbourhood))
