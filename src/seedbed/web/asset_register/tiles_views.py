"""Tiles of the maps of assets, of the public directory and of the whole register, and what is beneath them."""

from __future__ import annotations

from collections.abc import Mapping

from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from django.utils.cache import patch_cache_control
from django.views.decorators.gzip import gzip_page
from django.views.decorators.http import require_safe

from seedbed.analysis.assets.pins import LAST_ZOOM
from seedbed.analysis.assets.types import AssetType
from seedbed.web.asset_register.forms import FilterForm
from seedbed.web.asset_register.public_forms import PublicFilterForm
from seedbed.web.asset_register.queries.pins import asset_tile
from seedbed.web.asset_register.queries.public import directory_at
from seedbed.web.asset_register.types_here import types_of
from seedbed.web.people.access import SignedInRequest, allowed, public
from seedbed.web.people.roles import Permission
from seedbed.web.places.access import by_neighbourhood, neighbourhood_at
from seedbed.web.places.ground import ground_answer, ground_of
from seedbed.web.places.models import Neighbourhood

CONTENT_TYPE = "application/vnd.mapbox-vector-tile"
HOUR = 3600
"""Seconds for which a browser keeps a public tile; its address changes with the register."""


@public
@require_safe
def public_tile(request: HttpRequest, slug: str, zoom: int, x: int, y: int) -> HttpResponse:
    """Return one tile of a public directory's map."""
    neighbourhood = directory_at(slug)
    form = PublicFilterForm(request.GET, _known(neighbourhood), _asked_language(request))
    answer = _tile(asset_tile(neighbourhood, *_checked(zoom, x, y), wanted=form.wanted(), public=True))
    patch_cache_control(answer, public=True, max_age=HOUR)
    return answer


@allowed(Permission.SEE_PLACE, by_neighbourhood)
@require_safe
def tile(request: SignedInRequest, slug: str, zoom: int, x: int, y: int) -> HttpResponse:
    """Return one tile of the map of all assets of a neighbourhood."""
    neighbourhood = neighbourhood_at(slug)
    form = FilterForm(request.GET, _known(neighbourhood), _asked_language(request))
    # Like every page for people with a role it is not kept: others may use the computer after them.
    return _tile(asset_tile(neighbourhood, *_checked(zoom, x, y), wanted=form.wanted(), public=False))


@public
# Nothing secret is in it, so that its length after compression tells nothing.
@gzip_page
@require_safe
def public_ground(request: HttpRequest, slug: str) -> HttpResponse:  # noqa: ARG001 - Django's signature
    """Send what is beneath the map of a public directory."""
    answer = JsonResponse(ground_answer(ground_of(directory_at(slug))))
    patch_cache_control(answer, public=True, max_age=HOUR)
    return answer


def _known(neighbourhood: Neighbourhood) -> Mapping[str, AssetType]:
    return types_of(neighbourhood.programme.partnership)


def _asked_language(request: HttpRequest) -> list[str]:
    """Return the language that is asked for, spoken anywhere or not: no list has to be made for a tile."""
    return [request.GET["language"]] if request.GET.get("language") else []


def _checked(zoom: int, x: int, y: int) -> tuple[int, int, int]:
    """Return a tile that there is; raise Http404 for any other."""
    if zoom > LAST_ZOOM or x >= 2**zoom or y >= 2**zoom:
        raise Http404
    return zoom, x, y


def _tile(content: bytes) -> HttpResponse:
    return HttpResponse(content, content_type=CONTENT_TYPE)
