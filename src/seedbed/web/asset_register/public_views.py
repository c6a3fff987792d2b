"""The public directory of a neighbourhood: for anyone, without an account."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, cast
from uuid import UUID

from csp.decorators import csp_replace
from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.clickjacking import xframe_options_exempt
from django.views.decorators.http import require_http_methods, require_safe

from seedbed.analysis.assets.types import AssetType
from seedbed.reports.asset_map.contents import Sheet, number_in_order
from seedbed.reports.asset_map.sheet import draw_window
from seedbed.web.asset_register.actions import say_wrong
from seedbed.web.asset_register.kind_words import kind_plural
from seedbed.web.asset_register.map_data import map_data, map_of_list
from seedbed.web.asset_register.models import Asset
from seedbed.web.asset_register.public_forms import PublicFilterForm, WrongForm
from seedbed.web.asset_register.public_limits import TooOftenError, count_in
from seedbed.web.asset_register.public_words import Shown, shown
from seedbed.web.asset_register.queries.photos import public_photos
from seedbed.web.asset_register.queries.public import (
    directories,
    directory_at,
    public_asset_at,
    public_assets,
    public_languages,
    public_type_counts,
)
from seedbed.web.asset_register.types_here import types_of
from seedbed.web.people.access import View, public
from seedbed.web.people.models import User
from seedbed.web.places.models import Neighbourhood
from seedbed.web.places.queries import boundary_of
from seedbed.web.ui.languages import translated
from seedbed.web.ui.refusals import in_one_line, status_of

ON_A_PAGE = 50
in_frames = cast("Callable[[View], View]", csp_replace({"frame-ancestors": ["*"]}))
"""Lets pages of other sites show a page in a frame: for what holds no session and can change nothing."""
WINDOW = (640.0, 520.0)
"""Width and height of the drawing of a page's assets, in its own units."""


@public
@translated
@require_safe
def index(request: HttpRequest) -> HttpResponse:
    """List the neighbourhoods that have a public directory."""
    return render(request, "asset_register/public_index.html", {"directories": directories()})


@public
@translated
@require_safe
def directory(request: HttpRequest, slug: str) -> HttpResponse:
    """Show what there is in a neighbourhood: a list and a map of the same."""
    context = _listed(request, directory_at(slug))
    context["embed_address"] = request.build_absolute_uri(reverse("directory:embed", args=[slug]))
    context["feed_address"] = request.build_absolute_uri(reverse("open_referral:api", args=[slug]))
    return render(request, "asset_register/public_directory.html", context, status=status_of(context["form"]))


@public
@translated
@require_safe
@xframe_options_exempt
@in_frames
def embed(request: HttpRequest, slug: str) -> HttpResponse:
    """Show the directory without menu and footer, for other sites to put on a page of theirs."""
    context = _listed(request, directory_at(slug))
    return render(request, "asset_register/public_embed.html", context, status=status_of(context["form"]))


@public
@translated
@require_safe
def large_print(request: HttpRequest, slug: str) -> HttpResponse:
    """Show the whole list in large letters, to read and to print."""
    neighbourhood = directory_at(slug)
    known = types_of(neighbourhood.programme.partnership)
    by_kind: dict[str, list[Shown]] = {code: [] for code in known}
    for asset in public_assets(neighbourhood):
        by_kind[asset.asset_type if asset.asset_type in known else "other"].append(shown(asset, known))
    kinds = [(kind_plural(known[code]), members) for code, members in by_kind.items() if members]
    context = {"neighbourhood": neighbourhood, "kinds": kinds}
    return render(request, "asset_register/public_large_print.html", context)


@public
@translated
@require_safe
def asset(request: HttpRequest, slug: str, asset: UUID) -> HttpResponse:
    """Show one asset."""
    neighbourhood = directory_at(slug)
    found = public_asset_at(neighbourhood, asset)
    if found.identifier != asset:
        return redirect("directory:asset", slug, found.identifier)
    known = types_of(neighbourhood.programme.partnership)
    context = {
        "neighbourhood": neighbourhood,
        "trail": [(neighbourhood.name, reverse("directory:directory", args=[slug]))],
        "shown": shown(found, known, number=1),
        "photos": public_photos(found),
        "drawing": _drawing(neighbourhood, [found], known, shows=_("Where it is"))
        if found.longitude is not None
        else "",
    }
    return render(request, "asset_register/public_asset.html", context)


@public
@translated
@require_http_methods(["GET", "HEAD", "POST"])
def wrong(request: HttpRequest, slug: str, asset: UUID) -> HttpResponse:
    """Take what anyone says is wrong with a listing; it waits until someone has looked."""
    neighbourhood = directory_at(slug)
    found = public_asset_at(neighbourhood, asset)
    form = WrongForm(request.POST or None)
    status: int = status_of(form)
    if form.is_bound and form.is_valid():
        try:
            count_in(request, found)
            say_wrong(by=_whoever(request), asset=found, note=form.cleaned_data["note"])
        except TooOftenError as error:
            form.add_error(None, in_one_line(error))
            status = 429
        else:
            messages.success(request, _("Thank you. Someone will look whether this is right."))
            return redirect("directory:asset", slug, found.identifier)
    address = reverse("directory:asset", args=[slug, found.identifier])
    context = {
        "neighbourhood": neighbourhood,
        "trail": [(neighbourhood.name, reverse("directory:directory", args=[slug])), (found.name, address)],
        "asset": found,
        "form": form,
    }
    return render(request, "asset_register/public_wrong.html", context, status=status)


def _whoever(request: HttpRequest) -> User | None:
    return request.user if isinstance(request.user, User) else None


def _listed(request: HttpRequest, neighbourhood: Neighbourhood) -> dict[str, Any]:
    """Return one page of the list with its filters, the drawing of the same and what the map needs."""
    known = types_of(neighbourhood.programme.partnership)
    counts = public_type_counts(neighbourhood)
    offered = {code: kind for code, kind in known.items() if code in counts}
    form = PublicFilterForm(request.GET, offered, public_languages(neighbourhood))
    found = public_assets(neighbourhood, form.wanted(), form.chosen_box())
    page = Paginator(found, ON_A_PAGE).get_page(request.GET.get("page"))
    members = list(page.object_list)
    return {
        "neighbourhood": neighbourhood,
        "form": form,
        "narrowed": form.narrows,
        "page": page,
        "assets": [shown(each, known, page.start_index() + at) for at, each in enumerate(members)],
        "everything": sum(counts.values()),
        "drawing": _drawing(neighbourhood, members, known, page.start_index(), shows=map_of_list()),
        "for_script": map_data(request, neighbourhood, known, public=True),
    }


def _drawing(
    neighbourhood: Neighbourhood, members: list[Asset], known: dict[str, AssetType], first: int = 1, *, shows: str
) -> str:
    """Draw the assets of a page with the numbers of its list; ``shows`` tells of it to who cannot see it."""
    line = boundary_of(neighbourhood)
    kinds = number_in_order([each.listing() for each in members], list(known.values()), first)
    sheet = Sheet(neighbourhood.name, kinds, line.outline if line else None)
    return draw_window(sheet, *WINDOW, told=(_("Map of %(name)s") % {"name": neighbourhood.name}, shows))
