"""What the maps of assets in a browser are drawn from: those of the public directory and of the whole register."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any
from uuid import UUID

from django.http import HttpRequest
from django.urls import reverse
from django.utils.translation import gettext as _
from shapely.geometry import shape

from seedbed.analysis.assets.types import AssetType
from seedbed.reports.asset_map.ground import seen_bounds
from seedbed.web.asset_register.kind_words import kind_name
from seedbed.web.asset_register.queries.pins import Bounds, pin_map
from seedbed.web.places.models import BoundaryVersion, Neighbourhood
from seedbed.web.places.queries import boundary_of

NONE = UUID(int=0)


def map_of_list() -> str:
    """Return what tells of a map to who cannot see it."""
    return _("Map of what the list shows. The list does all that the map does.")


def map_data(
    request: HttpRequest, neighbourhood: Neighbourhood, known: Mapping[str, AssetType], *, public: bool
) -> dict[str, Any]:
    """Return what the map of a list needs; its pins come as tiles, with the filters of the list."""
    line, held = boundary_of(neighbourhood), pin_map(neighbourhood, public=public)
    slug = [neighbourhood.slug]
    filters = request.GET.copy()
    for name in ("page", "box"):
        filters.pop(name, None)
    filters["at"] = held.mark
    tile = reverse("directory:tile" if public else "asset_print:tile", args=[*slug, 0, 0, 0])
    tiles = tile.replace("/0/0/0.mvt", "/{z}/{x}/{y}.mvt")
    asset = reverse("directory:asset", args=[*slug, NONE]) if public else reverse("asset_register:asset", args=[NONE])
    return {
        # The whole address would come back with its brackets written as signs of an address.
        "tiles": f"{request.build_absolute_uri('/')[:-1]}{tiles}?{filters.urlencode()}",
        "ground": reverse("directory:ground" if public else "places:ground", args=slug),
        "bounds": _bounds(line, held.bounds),
        "outline": line.outline if line else None,
        "asset": asset.replace(str(NONE), "{id}"),
        "label": map_of_list(),
        "kinds": {kind.name: kind_name(kind) for kind in known.values()},
        "told": {
            "here": _("%(count)s here"),
            "list": _("List what the map shows"),
        },
    }


def _bounds(line: BoundaryVersion | None, pins: Bounds | None) -> Bounds | None:
    """Return what the map shows first: the line around the neighbourhood and the pins in and around it."""
    corners = [(pins[0], pins[1]), (pins[2], pins[3])] if pins else []
    if line is None:
        return pins
    return seen_bounds(shape(line.outline).bounds, corners)
