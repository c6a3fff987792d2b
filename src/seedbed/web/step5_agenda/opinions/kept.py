"""How long is kept what people of the team say of maps."""

from __future__ import annotations

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from seedbed.web.consent.held import Kept, register_kept
from seedbed.web.places.models import Programme
from seedbed.web.step5_agenda.models import MapComment, MapVote, MapWeight


def register() -> None:
    """Say it for the page of what is kept: comments, votes and weights are of people who work here, of no resident."""
    register_kept(
        Kept(gettext_lazy("Comments, votes and weights that the team gave on system maps"), _until, _how_many)
    )


def _until(_programme: Programme) -> str:
    return _("As long as the programme runs, or until whoever gave them takes them back; then they are erased.")


def _how_many(programme: Programme) -> int:
    here = {"map__neighbourhood__programme": programme}
    given = MapVote.objects.filter(**here).count() + MapWeight.objects.filter(**here).count()
    return MapComment.objects.filter(**here).count() + given
