"""Times on foot: how long the quickest way takes, to which places, and how many there are in time.

The time of a way is the sum of the times of its edges, each its length divided by the walker's speed, plus the straight
line from a point to its node at that speed. It is that of the quickest way there is (Dijkstra, Numerische Mathematik 1
(1959), 269-271). Every edge has a time for both directions; one that the walker cannot use has none. Times of edges are
rounded to 1/65,536 second, after which sums are exact.

A place is within reach if its time is at most the cut-off. Of places equally far the first in the list comes first.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import numpy as np

from seedbed.analysis.assets.nearest import nearest
from seedbed.analysis.assets.network import Places
from seedbed.analysis.assets.streets import Streets, streets_of
from seedbed.analysis.assets.travel import travel_times
from tests.spec.tables import Columns, example
from tests.unit.analysis.assets.plain_reach import plain_network

title = "Times on foot"
part = "Reach"

METRES = np.array([65.0, 130.0, 195.0])
SPEED = 1.3


def _street() -> Streets:
    """Four nodes along one street, 65, 130 and 195 metres apart."""
    return streets_of(plain_network(4, np.arange(3), np.arange(1, 4)))


@example(
    """
    | node | seconds | hall   | then seconds | then hall |
    |------|---------|--------|--------------|-----------|
    | 0    | 50      | first  | 300          | second    |
    | 1    | 0       | first  | 250          | second    |
    | 2    | 100     | first  | 150          | second    |
    | 3    | 0       | second | 250          | first     |
    """
)
def test_nearest(given: Columns) -> Mapping[str, Any]:
    """The two nearest of two halls, at nodes 1 and 3.

    At 1.3 metres a second the edges of 65, 130 and 195 metres take 50, 100 and 150 seconds.
    """
    found = nearest(_street(), METRES / SPEED, [np.array([1, 3])], k=2, cutoff=600)
    seconds, names = found.seconds[0].round(3), np.array(["first", "second"])[found.which[0]]
    return {
        "seconds": seconds[:, 0],
        "hall": names[:, 0],
        "then seconds": seconds[:, 1],
        "then hall": names[:, 1],
    }


@example(
    """
    | home | node | metres to it | seconds to the hall | within 3 minutes | within 5 minutes |
    |------|------|--------------|---------------------|------------------|------------------|
    | a    | 0    | 13           | 70                  | 1                | 1                |
    | b    | 2    | 26           | 130                 | 2                | 2                |
    | c    | 3    | 0            | 10                  | 1                | 2                |
    """
)
def test_homes(given: Columns) -> Mapping[str, Any]:
    """Homes off the street, and halls at nodes 1 and 3 whose doors are 13 metres away: 10 seconds.

    Home a: `10 + 50 + 10 = 70`, to the other hall 320. Home b: `20 + 100 + 10 = 130`, to the other hall
    `20 + 150 + 10 = 180`, which is within three minutes. Home c: 10, to the other hall `250 + 10 = 260`.
    """
    homes = Places(given["node"].astype(np.int32), given["metres to it"])
    halls = Places(np.array([1, 3], np.int32), np.array([13.0, 13.0]))
    found = travel_times(_street(), METRES / SPEED, homes, halls, cutoff=600, metres_per_second=SPEED)
    within = found.counts([180, 300])
    return {
        "seconds to the hall": found.soonest().round(3),
        "within 3 minutes": within[:, 0],
        "within 5 minutes": within[:, 1],
    }
