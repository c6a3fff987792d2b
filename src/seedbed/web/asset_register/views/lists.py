"""The list of assets beside the map, and what the map is drawn from."""

from __future__ import annotations

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import ngettext
from django.views.decorators.http import require_POST, require_safe

from seedbed.web.asset_register.actions import show_in_public
from seedbed.web.asset_register.forms import FilterForm
from seedbed.web.asset_register.map_data import map_data
from seedbed.web.asset_register.queries.lists import assets_of, how_many, languages_of, sources_of, waiting_words
from seedbed.web.asset_register.views.common import A_PAGE, about, in_lines, kinds_of
from seedbed.web.people.access import SignedInRequest, allowed
from seedbed.web.people.roles import Permission
from seedbed.web.places.access import by_neighbourhood, neighbourhood_at
from seedbed.web.places.ground import map_here
from seedbed.web.places.models import Neighbourhood


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
    context = about(
        request,
        neighbourhood,
        filters=form,
        narrowed=form.narrows,
        page=page,
        lines=in_lines(list(page), neighbourhood),
        said=waiting_words(neighbourhood).count(),
        placeless=many - placed,
        has_map=map_here(neighbourhood) is not None,
        for_map=map_data(request, neighbourhood, kinds_of(neighbourhood), public=False),
    )
    return render(request, "asset_register/assets.html", context)


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
    form = FilterForm(request.GET, kinds_of(neighbourhood), languages_of(neighbourhood))
    form.offer_sources(sources_of(neighbourhood))
    return form
