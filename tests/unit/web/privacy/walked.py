"""A walk with a stop whose exhibition is open, for every part of an address that names one."""

from __future__ import annotations

from datetime import date

from seedbed.web.media.models import MediaFile
from seedbed.web.people.models import User
from seedbed.web.places.models import Neighbourhood
from seedbed.web.walks.actions import PlannedWalk, add_stop, open_exhibition, plan_walk
from seedbed.web.walks.models import StopFile


def walk_of(neighbourhood: Neighbourhood, by: User, photo: MediaFile) -> dict[str, str]:
    """Make a walk, and return what names it and its stop; nobody has looked at its photo."""
    walk = plan_walk(by=by, neighbourhood=neighbourhood, planned=PlannedWalk("Along the brook", date(2026, 3, 1)))
    stop = add_stop(by=by, walk=walk, name="The gate")
    StopFile.objects.create(stop=stop, file=photo)
    open_exhibition(by=by, walk=walk, takes_answers=True)
    return {"<int:walk>": str(walk.pk), "<int:stop>": str(stop.pk), "<uuid:show>": str(walk.show)}
