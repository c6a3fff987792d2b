"""Photos of assets, and who may see them beside the team."""

from __future__ import annotations

from seedbed.web.asset_register.models import Asset, AssetPhoto
from seedbed.web.asset_register.queries.merges import what_stayed, with_merged
from seedbed.web.media.models import MediaFile, MediaState
from seedbed.web.media.rules import may_go_beyond
from seedbed.web.media.showing import may_see
from seedbed.web.people.permissions import Visitor, can
from seedbed.web.people.roles import Permission

MOST = 50


def photos_for(visitor: Visitor, asset: Asset) -> list[MediaFile]:
    """Return the photos of an asset, and of what was merged into it, that someone may see; the newest first."""
    return [file for file in _of(asset) if may_see(visitor, file)]


def public_photos(asset: Asset) -> list[MediaFile]:
    """Return the photos of an asset that anyone may see: a person looked at each and let it go so far."""
    return [file for file in _of(asset) if may_go_beyond(file)]


def photos_being_checked(asset: Asset) -> int:
    """Return how many photos of an asset nobody sees yet, because they have just been sent."""
    return sum(file.state == MediaState.CHECKING for file in _of(asset))


def shows(visitor: Visitor, file: MediaFile) -> bool:
    """Say whether the register shows a file to someone: a photo that may go beyond the team, of an asset they see."""
    photo = AssetPhoto.objects.filter(file=file).select_related("asset__neighbourhood__scope").first()
    if photo is None or not may_go_beyond(file):
        return False
    asset = what_stayed(photo.asset)
    in_public = asset.public and asset.gone_at is None and asset.merged_into_id is None
    return in_public or can(visitor, Permission.SEE_PLACE, asset.neighbourhood.scope)


def _of(asset: Asset) -> list[MediaFile]:
    found = MediaFile.objects.filter(asset_photo__asset__in=with_merged(asset)).exclude(state=MediaState.ERASED)
    return list(found.select_related("neighbourhood__scope", "participant").order_by("-received_at", "pk")[:MOST])
