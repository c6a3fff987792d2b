"""A slow plain twin of the search by rounds: every ride from every call of every trip, one departure at a time."""

from __future__ import annotations

import math
from collections.abc import Mapping
from itertools import pairwise

import numpy as np

from seedbed.analysis.assets.timetable import Timetable
from seedbed.analysis.assets.transit import Walks
from seedbed.analysis.assets.travel import Travel

Times = dict[int, float]
Limits = Mapping[str, float]
"""The longest journey (cutoff) and time to change, seconds, and how many rides."""


def row(travel: Travel, origin: int) -> Times:
    """Return the destinations of an origin and their seconds."""
    part = slice(travel.offsets[origin], travel.offsets[origin + 1])
    return dict(zip(travel.destination[part].tolist(), travel.seconds[part].tolist(), strict=True))


def arrivals(timetable: Timetable, walks: Walks, origin: int, departure: float, limit: Limits) -> Times:
    """Return when someone who leaves once can be at each destination, if within the cut-off."""
    found = {place: departure + takes for place, takes in row(walks.direct, origin).items()}
    ready = {stop: departure + takes for stop, takes in row(walks.access, origin).items()}
    for _ in range(int(limit["rides"])):
        ridden = _ridden(timetable, ready, limit["change"])
        ready = dict(ridden)
        for stop, time in ridden.items():
            for other, takes in row(walks.transfers, stop).items():
                ready[other] = min(ready.get(other, math.inf), time + takes)
            for place, takes in row(walks.egress, stop).items():
                found[place] = min(found.get(place, math.inf), time + takes)
    return {place: time for place, time in found.items() if time - departure <= limit["cutoff"]}


def _ridden(timetable: Timetable, ready: Times, change: float) -> Times:
    """Return when one ride more brings someone to each stop; stops are counted as those at which anything calls."""
    stop = np.unique(timetable.stop, return_inverse=True)[1].tolist()
    found: Times = {}
    for start, end in pairwise(timetable.first.tolist()):
        for on in range(start, end):
            late = ready.get(stop[on], math.inf) + change > timetable.departure[on]
            if late or not timetable.boards[on]:
                continue
            for off in range(on + 1, end):
                if timetable.alights[off]:
                    found[stop[off]] = min(found.get(stop[off], math.inf), float(timetable.arrival[off]))
    return found


def over(times: list[float]) -> tuple[float, float]:
    """Return the least time within which at least half get there, and the share that do."""
    within = [sum(other <= time for other in times) / len(times) for time in times]
    halves = [time for time, share in zip(times, within, strict=True) if share >= 0.5]
    return min(halves, default=math.inf), sum(map(math.isfinite, times)) / len(times)
