"""How long this room keeps things of people: what waits in the inbox, which belongs to nobody known."""

from __future__ import annotations

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from seedbed.web.capture.models import KEPT_WAITING, Waiting, WaitingState
from seedbed.web.consent.held import Kept, register_kept
from seedbed.web.places.models import Programme


def register() -> None:
    """Register it. What devices send is held by the rooms that it is taken to."""
    register_kept(Kept(gettext_lazy("What waits for consent in the inbox"), _until, _waiting))


def _until(_programme: Programme) -> str:
    return _("%(days)s days after it came, unless whoever said it agrees to take part.") % {"days": KEPT_WAITING.days}


def _waiting(programme: Programme) -> int:
    return Waiting.objects.filter(neighbourhood__programme=programme, state=WaitingState.WAITING).count()
