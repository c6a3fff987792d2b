"""A photo that was sent and checked, for every part of an address that names a file."""

from __future__ import annotations

from uuid import uuid4

from django.core.files.base import ContentFile

from seedbed.web.media.models import MediaFile, MediaState
from seedbed.web.media.storing import keep
from seedbed.web.people.models import User
from seedbed.web.places.models import Neighbourhood

NOT_A_PHOTO = b"\xff\xd8\xff and no more"


def photo_of(neighbourhood: Neighbourhood, by: User) -> MediaFile:
    """Return a photo that is ready."""
    number = uuid4()
    return MediaFile.objects.create(
        number=number,
        neighbourhood=neighbourhood,
        kind="photo",
        state=MediaState.READY,
        content_type="image/jpeg",
        size=len(NOT_A_PHOTO),
        sha256="0" * 64,
        by=by,
        name=keep(number, ContentFile(NOT_A_PHOTO)),
        small_name=keep(number, ContentFile(NOT_A_PHOTO), ".jpg"),
    )
