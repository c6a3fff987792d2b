"""What is done with whole maps: starting, naming, closing.

What is done on a map goes through `seedbed.web.step5_agenda.shared.keeping`.
"""

from __future__ import annotations

from collections.abc import Mapping
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


def tell_about(*, by: User | None, of: SystemMap, fields: Mapping[str, str]) -> None:
    """Change the name or the description of a map.

    Raises
    ------
    NotAllowedError
        If the map is closed.
    """
    change(by=by, of=of, how=lambda document: document.tell(**fields))


@transaction.atomic
def close_map(*, by: User | None, of: SystemMap, at: datetime | None = None) -> None:
    """Close a map: it can be looked at, asked and copied, and nobody draws on it. One that is closed stays so."""
    if SystemMap.objects.filter(pk=of.pk, closed_at=None).update(closed_at=at or timezone.now()):
        record(by=by, action="maps.close", scope=of.scope, subject=f"map:{of.pk}")


@transaction.atomic
def open_map(*, by: User | None, of: SystemMap) -> None:
    """Open a map that was closed again; nothing happens to others."""
    if SystemMap.objects.filter(pk=of.pk).exclude(closed_at=None).update(closed_at=None):
        record(by=by, action="maps.open", scope=of.scope, subject=f"map:{of.pk}")
