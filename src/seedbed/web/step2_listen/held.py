"""How long first names of pairs and the numbers of who led them are kept: until nobody need ask what somebody meant."""

from __future__ import annotations

from datetime import datetime, timedelta

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from seedbed.web.consent.held import Kept, register_kept
from seedbed.web.places.models import Programme
from seedbed.web.step2_listen.models import Pair, StreetShift

KEPT_FOR = timedelta(days=60)
"""After a shift ended."""


def register() -> None:
    """Say what this room keeps of people, and for how long."""
    register_kept(Kept(gettext_lazy("First names of pairs on shifts in the street"), _until, _how_many))
    register_kept(Kept(gettext_lazy("Work numbers of those who lead shifts in the street"), _until, _how_many_numbers))


def _until(_programme: Programme) -> str:
    return _("Until 60 days after their shift.")


def _how_many(programme: Programme) -> int:
    return Pair.objects.filter(shift__neighbourhood__programme=programme).count()


def _how_many_numbers(programme: Programme) -> int:
    return StreetShift.objects.filter(neighbourhood__programme=programme).exclude(lead_phone="").count()


def let_go_of_names(now: datetime) -> int:
    """Delete the pairs and the numbers of shifts that ended long ago; return how many pairs that were."""
    StreetShift.objects.filter(event__ends_at__lte=now - KEPT_FOR).exclude(lead_phone="").update(lead_phone="")
    return Pair.objects.filter(shift__event__ends_at__lte=now - KEPT_FOR).delete()[0]
