"""How long this room keeps what it holds."""

from __future__ import annotations

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from seedbed.web.capture.models import KEPT_WAITING
from seedbed.web.consent.held import Kept, register_kept
from seedbed.web.phones.models import EarlierWords
from seedbed.web.places.models import Programme


def register() -> None:
    """Register it. It waits for consent, so that nobody is known whose it is, and no receipt opens it."""
    register_kept(Kept(gettext_lazy("What filled forms said before they were changed"), _until, _how_many))


def _until(_programme: Programme) -> str:
    return _("Until the form is taken in or set aside, %(days)s days at most.") % {"days": KEPT_WAITING.days}


def _how_many(programme: Programme) -> int:
    return EarlierWords.objects.filter(waiting__neighbourhood__programme=programme).count()
