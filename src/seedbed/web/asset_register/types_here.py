"""The kinds of assets that a partnership uses: those that come with Seedbed, and its own."""

from __future__ import annotations

from seedbed.analysis.assets.types import ASSET_TYPES, AssetType, Family
from seedbed.web.asset_register.models import AssetTypeHere
from seedbed.web.places.models import Partnership


def types_of(partnership: Partnership) -> dict[str, AssetType]:
    """Return every kind by its code: those of Seedbed first, "other" last."""
    own = AssetTypeHere.objects.filter(partnership=partnership).order_by("name")
    here = {each.code: AssetType(each.code, each.name, each.plural, Family(each.family)) for each in own}
    shipped = {code: each for code, each in ASSET_TYPES.items() if code != "other"}
    return {**shipped, **here, "other": ASSET_TYPES["other"]}
