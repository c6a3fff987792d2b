"""What people do about the map of a place: bring one."""

from __future__ import annotations

from datetime import timedelta
from pathlib import Path

from django.db import transaction
from django.utils import timezone

from seedbed.web.jobs.actions import start
from seedbed.web.jobs.models import Job
from seedbed.web.people.audit import record
from seedbed.web.people.models import User
from seedbed.web.places.models import MapBrought, Neighbourhood, TownMap

READ = "places.read_map"
FORGOTTEN_AFTER = timedelta(days=1)


@transaction.atomic
def bring_map(*, by: User | None, neighbourhood: Neighbourhood, name: str, content: bytes) -> tuple[MapBrought, Job]:
    """Keep an extract of OpenStreetMap aside and put reading it into the queue; until then the earlier one counts."""
    now = timezone.now()
    # What a worker died over, or was stopped before its turn, is nobody's any more.
    MapBrought.objects.filter(made_at__lt=now - FORGOTTEN_AFTER).delete()
    brought = MapBrought.objects.create(
        neighbourhood=neighbourhood, name=Path(name).name[:300], content=content, made_by=by, made_at=now
    )
    job = start(
        by=by,
        scope=neighbourhood.scope,
        task=READ,
        title=f"Reading the map of {neighbourhood.name}"[:200],
        arguments={"brought": str(brought.pk), "place": neighbourhood.slug},
    )
    return brought, job


@transaction.atomic
def use_map(*, by: User | None, brought: MapBrought) -> TownMap:
    """Let a map that can be read be that of its neighbourhood, in place of an earlier one."""
    neighbourhood = brought.neighbourhood
    kept, _ = TownMap.objects.update_or_create(
        neighbourhood=neighbourhood,
        defaults={"name": brought.name, "content": brought.content, "made_by": by, "made_at": timezone.now()},
    )
    size = len(brought.content)
    brought.delete()
    record(by=by, action="places.bring_map", scope=neighbourhood.scope, subject=f"map:{kept.pk}", bytes=size)
    return kept


def forget_map(brought: MapBrought) -> None:
    """Forget a map that is not used: it cannot be read, or someone stopped reading it."""
    brought.delete()
