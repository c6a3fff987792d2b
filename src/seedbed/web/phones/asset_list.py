"""The list of assets that phones get with forms that ask for it: what the public directory shows, and no more."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from datetime import UTC, datetime
from typing import Any
from uuid import UUID

from django.db.models import Max
from django.http import Http404

from seedbed.analysis.assets.listing import Listing
from seedbed.formats.assets.entities import entities_for_phones
from seedbed.web.asset_register.models import Asset, ImportChange
from seedbed.web.asset_register.queries.public import public_asset_at, public_assets, public_listing
from seedbed.web.phones.models import Form
from seedbed.web.places.models import Neighbourhood

NAME = "assets"
"""Of the list, as forms call it."""
FILE = f"{NAME}.csv"
MOST = 10_000
"""Rows of a list: more than any neighbourhood has, and still quick to search on a cheap phone."""
_SINCE = datetime(2020, 1, 1, tzinfo=UTC)


def comes_with(form: Form) -> bool:
    """Say whether a form asks for the list."""
    return any(f'"jr://{kind}/{FILE}"' in form.xml for kind in ("file-csv", "file"))


def has_list(neighbourhood: Neighbourhood) -> bool:
    """Say whether there is anything to list."""
    return public_assets(neighbourhood).exists()


def asset_list(neighbourhood: Neighbourhood) -> str:
    """Return the list as ODK Entities in CSV, by name."""
    rows = list(public_assets(neighbourhood)[:MOST])
    changes = ImportChange.objects.filter(asset__neighbourhood=neighbourhood).values_list("asset").order_by()
    imported = dict(changes.annotate(at=Max("came_with__made_at")))
    versions = {str(each.identifier): _version(each, imported.get(each.pk)) for each in rows}
    return entities_for_phones([_for_phones(each) for each in rows], versions)


def _for_phones(asset: Asset) -> Listing:
    """Return what anyone may know of an asset, without shapes, which make a list large."""
    return replace(public_listing(asset), outline=None, entrances=(), extra={})


def _version(asset: Asset, imported_at: datetime | None) -> int:
    """Return a number that grows whenever an asset is changed: the seconds until then. Phones keep it in 32 bits."""
    moments = [each for each in (asset.made_at, asset.changed_at, imported_at) if each is not None]
    return max(1, int((max(moments) - _SINCE).total_seconds()))


def version_of(asset: Asset) -> int:
    """Return the number under which phones get an asset as it is now."""
    return _version(asset, asset.import_changes.aggregate(at=Max("came_with__made_at"))["at"])


def asset_called(neighbourhood: Neighbourhood, identifier: str) -> Asset | None:
    """Return the asset of the list that a phone names; of one that was merged into another, the one that stayed."""
    try:
        return public_asset_at(neighbourhood, UUID(identifier.strip()))
    except (ValueError, Http404):
        return None


def mark_of(asset: Asset) -> Mapping[str, Any] | None:
    """Return a mark on the map at an asset, as devices send it; None where nobody knows where it is."""
    if asset.longitude is None or asset.latitude is None:
        return None
    point = {"type": "Point", "coordinates": [asset.longitude, asset.latitude]}
    return {"geometry": point, "label": asset.name[:200], "place": asset.bead_id}
