"""What is held of one person in this room: what they let be photographed, recorded or drawn."""

from __future__ import annotations

from collections.abc import Iterator

from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from seedbed.web.consent.held import Held, Kept, Row, Who, register_held, register_kept
from seedbed.web.media.limits import DAYS_UNUSED
from seedbed.web.media.models import MediaFile, MediaState
from seedbed.web.places.models import Programme


def register() -> None:
    """Register all of it."""
    register_held(Held("media", gettext_lazy("Photos, recordings and drawings"), _media))
    register_kept(Kept(gettext_lazy("Photos, recordings and drawings"), _until, _how_many))


def _media(who: Who) -> Iterator[Row]:
    if who.participant is None:
        return
    for file in MediaFile.objects.filter(participant=who.participant).order_by("received_at", "pk"):
        yield {
            "number": str(file.pk),
            "what": file.kind,
            "state": file.state,
            "received": timezone.localtime(file.received_at).isoformat(timespec="minutes"),
            "bytes": file.size,
            "shows": file.alt,
            "taken back": timezone.localtime(file.hidden_at).date().isoformat() if file.hidden_at else "",
        }


def _until(_programme: Programme) -> str:
    return _("As long as the words they belong to; %(days)s days where they belong to none.") % {"days": DAYS_UNUSED}


def _how_many(programme: Programme) -> int:
    return MediaFile.objects.filter(neighbourhood__programme=programme).exclude(state=MediaState.ERASED).count()
