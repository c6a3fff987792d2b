"""How people get there: on foot, or on foot and by what a timetable says runs."""

from __future__ import annotations

from seedbed.analysis.assets.network import Places
from seedbed.workflows.assets.reach_times import Targets, Times, Walkable, times
from seedbed.workflows.assets.reach_transit import Rides, times_by_transit


def times_by(
    walkable: Walkable, origins: Places, targets: Targets, rides: Rides | None, *, k: int, cutoff: float
) -> Times:
    """Return the times from origins to assets, with rides where a timetable is given; see `times`."""
    if rides is None:
        return times(walkable, origins, targets, k=k, cutoff=cutoff)
    return times_by_transit(walkable, origins, targets, rides, k=k, cutoff=cutoff)
