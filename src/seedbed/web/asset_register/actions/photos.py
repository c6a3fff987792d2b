"""Photos of assets: taken in, and looked at by a person before they go beyond the team."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.core.files.uploadedfile import UploadedFile
from django.db import transaction

from seedbed.errors import BadInputError
from seedbed.web.asset_register.models import Asset, AssetPhoto
from seedbed.web.asset_register.policies import check_here
from seedbed.web.media.actions import receive
from seedbed.web.media.models import MediaKind
from seedbed.web.people.audit import record
from seedbed.web.people.models import User


def add_photo(
    *, by: User | None, asset: Asset, number: UUID, content: UploadedFile[Any] | bytes, alt: str, recognisable: bool
) -> AssetPhoto:
    """Take in a photo of an asset. It goes beyond the team once a person has looked at it, as `media` says.

    Sending the same again under the same number changes nothing.

    Parameters
    ----------
    number
        Made by whoever sends it.
    alt
        What it shows, for who cannot see it.
    recognisable
        Whether whoever sends it says that somebody can be recognised: then faces are blurred before anybody sees it.

    Raises
    ------
    BadInputError
        If it does not say what it shows, or is no photo.
    UsageError
        If it is too large, or the asset is gone or was merged into another.
    DiskFullError
        If there is no room.
    """
    if not alt.strip():
        raise BadInputError(
            "The photo was not taken.", "It does not say what it shows.", "Say it in a sentence, naming nobody."
        )
    check_here(asset)
    file = receive(
        by=by,
        neighbourhood=asset.neighbourhood,
        number=number,
        kind=MediaKind.PHOTO,
        content=content,
        blur_faces=recognisable,
        alt=alt.strip(),
    )
    with transaction.atomic():
        photo, new = AssetPhoto.objects.get_or_create(file=file, defaults={"asset": asset})
        if new:
            scope = asset.neighbourhood.scope
            record(by=by, action="assets.add_photo", scope=scope, subject=f"asset:{asset.pk}", photo=str(file.pk))
    return photo
