"""What is asked about files."""

from __future__ import annotations

from uuid import UUID

from django.db.models import QuerySet

from seedbed.web.media.models import MediaFile, MediaState
from seedbed.web.media.showing import may_see
from seedbed.web.people.permissions import Visitor
from seedbed.web.places.models import Neighbourhood

WITH = ("neighbourhood__scope", "participant")


def file_for(user: Visitor, number: UUID) -> MediaFile | None:
    """Return a file if someone may see it; None if they may not, or there is none."""
    found = MediaFile.objects.select_related(*WITH).filter(pk=number).first()
    return found if found is not None and may_see(user, found) else None


def waiting_for_a_look(neighbourhood: Neighbourhood) -> QuerySet[MediaFile]:
    """Return the files that nobody has yet looked at, the oldest first."""
    found = MediaFile.objects.filter(neighbourhood=neighbourhood, state=MediaState.READY, hidden_at=None)
    return found.filter(cleared_at=None).select_related(*WITH).order_by("received_at", "pk")


def being_checked(neighbourhood: Neighbourhood) -> QuerySet[MediaFile]:
    """Return the files that were sent and are being made ready: nobody can look at them yet."""
    states = [MediaState.RECEIVING, MediaState.CHECKING]
    return MediaFile.objects.filter(neighbourhood=neighbourhood, state__in=states, hidden_at=None)


def of_place(neighbourhood: Neighbourhood) -> QuerySet[MediaFile]:
    """Return all files of a neighbourhood that were not erased, the newest first."""
    found = MediaFile.objects.filter(neighbourhood=neighbourhood).exclude(state=MediaState.ERASED)
    return found.select_related(*WITH).order_by("-received_at", "pk")
