"""How long workshops keep what people wrote. Nobody is known by a note, so nothing is held of any one person."""

from __future__ import annotations

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from seedbed.web.consent.held import Kept, register_kept
from seedbed.web.places.models import Programme
from seedbed.web.step5_agenda.workshop.running import UNSORTED_KEPT
from seedbed.web.step5_agenda.workshop_models import WorkshopNote


def register() -> None:
    """Register it."""
    register_kept(Kept(gettext_lazy("Notes of workshops, without names"), _until, _how_many))


def _until(_programme: Programme) -> str:
    told = _("As long as the map, where they stand behind something on it; else %(days)s days after the workshop.")
    return told % {"days": UNSORTED_KEPT.days}


def _how_many(programme: Programme) -> int:
    notes = WorkshopNote.objects.filter(workshop__map__neighbourhood__programme=programme)
    return notes.exclude(words="").count()
