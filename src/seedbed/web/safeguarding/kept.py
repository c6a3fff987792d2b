"""How long concerns are kept. No page says how many there are: even that could tell something."""

from __future__ import annotations

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from seedbed.web.consent.held import Kept, register_kept
from seedbed.web.places.models import Programme
from seedbed.web.safeguarding.models import USUAL_DAYS, Plan


def register() -> None:
    """Say it for the page of what is kept."""
    register_kept(Kept(gettext_lazy("Concerns that helpers sent to the named lead"), _until, None))


def _until(programme: Programme) -> str:
    chosen = Plan.objects.filter(neighbourhood__programme=programme).values_list("days", flat=True)
    days = max(chosen, default=USUAL_DAYS)
    return _("At most %(days)s days after the lead acted on them.") % {"days": days}
