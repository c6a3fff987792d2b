"""What anyone may see of the register: assets that were made public, and of each what a listing says of it."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import Any
from uuid import UUID

from django.db.models import Count, Exists, OuterRef, Q, QuerySet
from django.http import Http404
from django.shortcuts import get_object_or_404

from seedbed.analysis.assets.listing import Listing
from seedbed.web.asset_register.models import Asset
from seedbed.web.asset_register.queries.lists import Wanted, assets_of
from seedbed.web.places.access import neighbourhood_at
from seedbed.web.places.models import Neighbourhood

Box = tuple[float, float, float, float]
"""West, south, east and north, degrees."""


FOR_THE_TEAM = ("used_for", "owner", "controller", "condition", "potential_use")
"""What a register tells of an asset that a directory does not: what the people who work here think of it."""


@dataclass(frozen=True, slots=True)
class Directory:
    """A neighbourhood with a public directory, and how many assets it shows."""

    neighbourhood: Neighbourhood
    many: int


def directory_at(slug: str) -> Neighbourhood:
    """Return the neighbourhood whose directory this is.

    Raises
    ------
    Http404
        If there is no such neighbourhood, or nothing of it is public: the two look alike from outside.
    """
    neighbourhood = neighbourhood_at(slug)
    if not public_assets(neighbourhood).exists():
        raise Http404
    return neighbourhood


def directories() -> list[Directory]:
    """Return every neighbourhood that shows anything in public, by name."""
    shown = Q(assets__public=True, assets__gone_at=None, assets__merged_into=None)
    here = Asset.objects.filter(neighbourhood=OuterRef("pk"), public=True, gone_at=None, merged_into=None)
    found = Neighbourhood.objects.filter(Exists(here)).select_related("programme").annotate(many=Count("assets", shown))
    return [Directory(each, each.many) for each in found.order_by("name", "pk")]


def public_assets(
    neighbourhood: Neighbourhood, wanted: Wanted | None = None, box: Box | None = None
) -> QuerySet[Asset]:
    """Return the public assets that a list shows, by name.

    Parameters
    ----------
    wanted
        What the list is narrowed to; whatever it says, only public assets are among them.
    box
        Only what lies in it.
    """
    asked = wanted or Wanted()
    found = assets_of(neighbourhood, asked).filter(public=True)
    if box is not None:
        west, south, east, north = box
        found = found.filter(longitude__range=(west, east), latitude__range=(south, north))
    return found


def public_asset_at(neighbourhood: Neighbourhood, identifier: UUID) -> Asset:
    """Return a public asset; of one that was merged into another, the one that stayed.

    Raises
    ------
    Http404
        If there is none, or it is not public.
    """
    found = get_object_or_404(
        Asset.objects.select_related("merged_into"), neighbourhood=neighbourhood, identifier=identifier
    )
    return get_object_or_404(public_assets(neighbourhood), pk=found.merged_into_id or found.pk)


def public_listing(asset: Asset) -> Listing:
    """Return what anyone may know of an asset."""
    withheld: dict[str, Any] = dict.fromkeys(FOR_THE_TEAM, "")
    return replace(asset.listing(), **withheld)


def public_languages(neighbourhood: Neighbourhood) -> list[str]:
    """Return the languages that public listings name, each once."""
    told = public_assets(neighbourhood).exclude(languages="").order_by().values_list("languages", flat=True).distinct()
    names = {name for each in told for name in each.strip("|").split("|")}
    return [" ".join(word[:1].upper() + word[1:] for word in name.split()) for name in sorted(names)]


def public_type_counts(neighbourhood: Neighbourhood) -> dict[str, int]:
    """Return how many public assets of each kind there are, by its code."""
    found = Asset.objects.filter(neighbourhood=neighbourhood, public=True, gone_at=None, merged_into=None)
    return dict(found.values_list("asset_type").annotate(many=Count("pk")).order_by())
