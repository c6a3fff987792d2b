"""What is done with whole maps. What is done on a map goes through `seedbed.web.step5_agenda.shared.keeping`."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction
from django.utils import timezone

from seedbed.web.people.audit import record
from seedbed.web.people.models import User
from seedbed.web.places.models import Neighbourhood
from seedbed.web.step5_agenda.models import SystemMap
from seedbed.web.step5_agenda.shared.keeping import change


@transaction.atomic
def start_map(
    *,
    by: User | None,
    neighbourhood: Neighbourhood,
    name: str,
    description: str = "",
    at: datetime | None = None,
) -> SystemMap:
    """Start an empty map of a neighbourhood.

    Raises
    ------
    BadInputError
        If the name or the description is too long.
    """
    started = at or timezone.now()
    made = SystemMap.objects.create(neighbourhood=neighbourhood, name=name[:200], made_at=started, made_by=by)
    record(by=by, action="maps.start", scope=made.scope, subject=f"map:{made.pk}")
    change(by=by, of=made, how=lambda document: document.tell(name=name, description=description), at=started)
    made.refresh_from_db()
    return made
