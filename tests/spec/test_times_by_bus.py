"""Times by bus: the median over a window of departures.

A journey is a walk to a stop, a wait, rides with walks or changes between them, and a walk; or a walk all the way where
that is sooner. For one departure its time is the least there is by the timetable. Waiting depends on when one leaves,
so what stands for a window is the median over its departures: the least time within which at least half of them
arrive. Beside it stands the share of departures that arrive within the time asked for. Where fewer than half arrive
there is no median: not within reach.

Sources: round-based search, Delling, Pajor and Werneck, Transportation Science 49 (2015), 591-604; the median of a
window, Conway, Byrd and van der Linden, Transportation Research Record 2653 (2017), 45-53.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Any

import numpy as np

from seedbed.analysis.assets.lines import Lines, lines_of
from seedbed.analysis.assets.network import Floats
from seedbed.analysis.assets.timetable import Timetable
from seedbed.analysis.assets.transit import Walks, journeys
from seedbed.analysis.assets.travel import Travel
from tests.spec.tables import Columns, example

title = "Times by bus"
part = "Reach"

EIGHT = 8 * 3600
HOUR, CHANGE = 3_600.0, 60.0


def _buses() -> Lines:
    """Two trips from one stop to another: at 8:10 and 8:40, six minutes each."""
    times = np.array([10, 16, 40, 46], dtype=np.int32) * 60 + EIGHT
    every = np.ones(4, dtype=np.bool_)
    return lines_of(
        Timetable(
            day=date(2026, 1, 6),
            stops=("Quay", "Hall"),
            names=("Quay", "Hall"),
            longitude=np.array([-3.0, -2.98]),
            latitude=np.array([51.5, 51.5]),
            first=np.array([0, 2, 4], dtype=np.int32),
            stop=np.array([0, 1, 0, 1], dtype=np.int32),
            arrival=times,
            departure=times,
            boards=every,
            alights=every,
            trip_wheels=np.zeros(2, dtype=np.int8),
            stop_wheels=np.zeros(2, dtype=np.int8),
        )
    )


def _walks(all_the_way: Floats) -> Walks:
    """Two minutes to the first stop, three from the second to the hall."""
    homes = np.arange(len(all_the_way))
    here = np.zeros_like(homes)
    return Walks(
        access=Travel.from_pairs(homes, here, np.full(len(homes), 120.0), shape=(len(homes), 2)),
        transfers=Travel.from_pairs([], [], [], shape=(2, 2)),
        egress=Travel.from_pairs([1], [0], [180.0], shape=(2, 1)),
        direct=Travel.from_pairs(homes, here, all_the_way * 60, shape=(len(homes), 1)),
    )


@example(
    """
    | minutes past 8 | minutes on the way |
    |----------------|--------------------|
    | 0              | 19                 |
    | 5              | 14                 |
    | 7              | 12                 |
    | 8              | 41                 |
    """
)
def test_departures(given: Columns) -> Mapping[str, Any]:
    """Single departures.

    Buses leave the stop at 8:10 and 8:40 and take six minutes. It is two minutes to the stop, where one must be a
    minute early, and three from the other stop to the hall. Who leaves at 8:07 is there at 8:19; who leaves at 8:08
    takes the next bus.
    """
    walks = _walks(np.array([np.inf]))
    times = [
        journeys(_buses(), walks, np.array([EIGHT + 60 * each]), cutoff=HOUR, change=CHANGE).seconds[0] / 60
        for each in given["minutes past 8"]
    ]
    return {"minutes on the way": times}


@example(
    """
    | home | minutes all the way on foot | median minutes | share within 20 minutes |
    |------|-----------------------------|----------------|-------------------------|
    | a    | 50                          | 14             | 0.75                    |
    | b    | 30                          | 14             | 0.75                    |
    | c    | 13                          | 13             | 1                       |
    """
)
def test_window(given: Columns) -> Mapping[str, Any]:
    """The four departures above as a window.

    By bus they take 19, 14, 12 and 41 minutes: two of four arrive within 14, three within 20. From home b the last
    walks for 30 minutes instead, which changes neither. From home c people walk 13 minutes, unless the bus takes 12.
    """
    departures = np.array([0, 5, 7, 8], dtype=np.float64) * 60 + EIGHT
    found = journeys(
        _buses(), _walks(given["minutes all the way on foot"]), departures, cutoff=HOUR, within=1_200.0, change=CHANGE
    )
    return {"median minutes": found.seconds / 60, "share within 20 minutes": found.share}
