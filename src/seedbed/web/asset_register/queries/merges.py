"""Which merges stand and can be undone, and which pairs were told apart."""

from __future__ import annotations

from seedbed.web.asset_register.models import Asset, AssetMerge, NotTheSame
from seedbed.web.places.models import Neighbourhood


def merges_into(asset: Asset) -> list[AssetMerge]:
    """Return the merges into an asset that stand, the newest first."""
    found = AssetMerge.objects.filter(kept=asset, undone_at=None).select_related("gone", "made_by")
    return list(found.order_by("-made_at", "-pk"))


def told_apart(neighbourhood: Neighbourhood) -> set[tuple[int, int]]:
    """Return the pairs that someone said are two things, the lower number first."""
    return set(NotTheSame.objects.filter(first__neighbourhood=neighbourhood).values_list("first_id", "second_id"))


def what_stayed(asset: Asset) -> Asset:
    """Return the listing that an asset was merged into, however often; itself if it was not."""
    seen = {asset.pk}
    while asset.merged_into is not None and asset.merged_into_id not in seen:
        asset = asset.merged_into
        seen.add(asset.pk)
    return asset


def with_merged(asset: Asset) -> set[int]:
    """Return the numbers of a listing and of all that were merged into it, however often."""
    listings, found = {asset.pk}, {asset.pk}
    while found:
        found = set(Asset.objects.filter(merged_into__in=found).values_list("pk", flat=True)) - listings
        listings |= found
    return listings
