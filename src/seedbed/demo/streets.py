"""The streets of the invented town: along the borders of its blocks, cut by the river and the railway.

People cross the river and the railway only at `lie_of_the_land.CROSSINGS`. Two of these have steps: the footbridge at
the ropery and the underpass at Saltings, so on wheels the railway can be crossed at North Gates alone.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field, replace

import numpy as np
import shapely
from numpy.typing import NDArray
from scipy.sparse import coo_array
from scipy.sparse.csgraph import connected_components, dijkstra
from scipy.spatial import cKDTree

from seedbed.demo import lie_of_the_land as land
from seedbed.demo.areas import TownAreas
from seedbed.demo.blocks import east_of_railway, north_of_river
from seedbed.demo.street_ways import gathered

Floats = NDArray[np.float64]
Numbers = NDArray[np.int64]
Chosen = NDArray[np.bool_]
Tags = dict[str, str]

CLEAR_OF_BARRIER = 12.0
"""Metres between the streets and the middle of the river or the railway."""
STEPS_AT = (2_250.0, 700.0)
"""The steps by the post office of Kestrel Parade."""
MAIN_ROADS_TO = (
    (-2_350.0, 900.0),
    (-900.0, -2_300.0),
    (2_900.0, -1_400.0),
    (2_400.0, 900.0),
    (450.0, 2_500.0),
    (0.0, 250.0),
    (300.0, -1_500.0),
)
NEAR = 150.0
"""Metres within which a main road goes to a place or crossing."""
STAIRS = 0.25
"""How far from either end towards the middle of a bridge or underpass its steps go."""

HIGHWAYS: dict[str, Tags] = {
    "main": {"highway": "tertiary", "lit": "yes"},
    "street": {"highway": "residential", "lit": "yes"},
    "park": {"highway": "footway", "surface": "fine_gravel", "lit": "no"},
    "edge": {"highway": "path", "surface": "compacted", "lit": "no"},
    "steps": {"highway": "steps", "handrail": "yes"},
}
CROSSINGS: dict[str, Tags] = {
    "Fuller's Bridge": {"highway": "tertiary", "bridge": "yes", "lit": "yes"},
    "Town Bridge": {"highway": "tertiary", "bridge": "yes", "lit": "yes"},
    "Ropery Footbridge": {"highway": "footway", "bridge": "yes", "lit": "no"},
    "Marsh Lane Bridge": {"highway": "tertiary", "bridge": "yes", "lit": "no"},
    "North Gates level crossing": {"highway": "tertiary", "lit": "yes"},
    "Saltings underpass": {"highway": "footway", "tunnel": "yes", "lit": "no"},
}
"""What is mapped at each of `lie_of_the_land.CROSSINGS`; those for people on foot alone have steps at both ends."""


@dataclass(frozen=True, slots=True)
class MappedWay:
    """A way: the numbers of its points in order, and its tags."""

    points: tuple[int, ...]
    tags: Tags


@dataclass(slots=True)
class TownStreets:
    """All streets of the town.

    Parameters
    ----------
    points
        Metres from the town's middle, shape (points, 2).
    ways
        Streets, paths, steps, bridges.
    tags
        Of single points, by number.
    """

    points: Floats
    ways: list[MappedWay]
    tags: dict[int, Tags] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class _Stretches:
    """Borders between blocks that are streets: points, pairs of their numbers, and what each is."""

    points: Floats
    ends: Numbers
    kinds: NDArray[np.str_]

    @property
    def middles(self) -> Floats:
        """Middle of each."""
        return np.asarray(self.points[self.ends].mean(axis=1))

    @property
    def metres(self) -> Floats:
        """Length of each."""
        return np.asarray(np.hypot(*(self.points[self.ends[:, 0]] - self.points[self.ends[:, 1]]).T))

    def kept(self, chosen: Chosen) -> _Stretches:
        """Return some of them, with the points they meet."""
        used, ends = np.unique(self.ends[chosen], return_inverse=True)
        return _Stretches(self.points[used], ends.reshape(-1, 2), self.kinds[chosen])


def make_streets(areas: TownAreas) -> TownStreets:
    """Lay out the streets of the town; all hang together, and on wheels too."""
    stretches = _without_islands(_clear_of_barriers(_borders(areas)))
    stretches = _with_main_roads(_with_steps(stretches))
    ways = [
        MappedWay(points, HIGHWAYS[kind] | ({"name": name} if name else {}))
        for points, kind, name in gathered(stretches.points, stretches.ends, stretches.kinds)
    ]
    streets = TownStreets(stretches.points, ways)
    for crossing in land.CROSSINGS:
        _cross(streets, crossing)
    return streets


def _borders(areas: TownAreas) -> _Stretches:
    """Return the borders of blocks once each; those at the town's edge and in the park are no streets."""
    rings = shapely.get_coordinates(shapely.get_exterior_ring(areas.blocks.polygons))
    counts = shapely.get_num_coordinates(areas.blocks.polygons)
    points, number = np.unique(rings, axis=0, return_inverse=True)
    inner = np.ones(len(rings), dtype=np.bool_)
    inner[np.cumsum(counts) - 1] = False
    at = np.flatnonzero(inner)
    both = np.sort(np.column_stack([number[at], number[at + 1]]), axis=1)
    ends, times = np.unique(both[both[:, 0] != both[:, 1]], axis=0, return_counts=True)
    kinds = np.where(times == 1, "edge", "street")
    stretches = _Stretches(points, ends, kinds)
    in_park = land.in_park(*stretches.middles.T)
    return replace(stretches, kinds=np.where(in_park & (kinds == "street"), "park", kinds))


def _clear_of_barriers(stretches: _Stretches) -> _Stretches:
    """Leave out what touches the river, the railway or the works."""
    lines = shapely.linestrings(stretches.points[stretches.ends])
    clear = ~land.in_works(*stretches.middles.T)
    for barrier in land.barrier_points(20.0):
        clear &= shapely.distance(lines, shapely.LineString(barrier)) > CLEAR_OF_BARRIER
    return stretches.kept(clear)


def _quarters(points: Floats) -> Numbers:
    """Return which of the four parts between river and railway each point is in."""
    return np.asarray(2 * north_of_river(points) + east_of_railway(points), dtype=np.int64)


def _without_islands(stretches: _Stretches) -> _Stretches:
    """Keep the largest piece of each of the four parts between river and railway."""
    pieces = connected_components(_graph(stretches), directed=False)[1]
    quarters = _quarters(stretches.points)
    largest = [np.bincount(pieces[quarters == quarter]).argmax() for quarter in range(4)]
    return stretches.kept(np.isin(pieces[stretches.ends[:, 0]], largest))


def _graph(stretches: _Stretches) -> coo_array:
    size = len(stretches.points)
    return coo_array((stretches.metres, tuple(stretches.ends.T)), shape=(size, size))


def _with_steps(stretches: _Stretches) -> _Stretches:
    """Make the street nearest to the post office of Kestrel Parade one with steps."""
    kinds = stretches.kinds.copy()
    kinds[int(cKDTree(stretches.middles).query(STEPS_AT)[1])] = "steps"
    return replace(stretches, kinds=kinds)


def _with_main_roads(stretches: _Stretches) -> _Stretches:
    """Make main roads of the shortest ways from the middle of each part to its crossings and places."""
    kinds, quarters = stretches.kinds.copy(), _quarters(stretches.points)
    stretch = {tuple(ends): number for number, ends in enumerate(stretches.ends.tolist())}
    crossings = np.array([[crossing.x, crossing.y] for crossing in land.CROSSINGS])
    goals = np.vstack([crossings, np.array(MAIN_ROADS_TO)])
    for quarter in range(4):
        here = np.flatnonzero(quarters == quarter)
        away, nearest = cKDTree(stretches.points[here]).query(goals)
        nodes = here[nearest[away < NEAR]].tolist()
        middle = min(nodes, key=lambda node: float(np.hypot(*stretches.points[node])))
        before = dijkstra(_graph(stretches), directed=False, indices=middle, return_predecessors=True)[1]
        for node in nodes:
            for pair in _back(before, node):
                if kinds[stretch[pair]] in ("street", "edge"):
                    kinds[stretch[pair]] = "main"
    return replace(stretches, kinds=kinds)


def _back(before: Numbers, node: int) -> Iterator[tuple[int, int]]:
    """Give the stretches of the shortest way back to where a search began, each by its ends in order."""
    while before[node] >= 0:
        last = int(before[node])
        yield min(node, last), max(node, last)
        node = last


def _cross(streets: TownStreets, crossing: land.Crossing) -> None:
    """Join the streets either side of a crossing, by steps where it has them."""
    at = np.array([[crossing.x, crossing.y]])
    one, other = (_nearest_on_side(streets.points, crossing, at, side) for side in (False, True))
    tags = CROSSINGS[crossing.name]
    if tags["highway"] != "footway":
        (middle,) = _add_points(streets, at)
        streets.ways.append(MappedWay((one, middle, other), tags | {"name": crossing.name}))
        if "bridge" not in tags:
            streets.tags[middle] = {"railway": "level_crossing"}
        return
    ends = streets.points[[one, other]]
    first, middle, last = _add_points(
        streets, np.vstack([ends[0] + STAIRS * (at[0] - ends[0]), at, ends[1] + STAIRS * (at[0] - ends[1])])
    )
    streets.ways += [
        MappedWay((one, first), HIGHWAYS["steps"]),
        MappedWay((first, middle, last), tags | {"name": crossing.name}),
        MappedWay((last, other), HIGHWAYS["steps"]),
    ]


def _nearest_on_side(points: Floats, crossing: land.Crossing, at: Floats, side: bool) -> int:
    """Return the point of a street nearest to a crossing on one side of what it crosses, and not across the other."""
    crossed, kept = north_of_river, east_of_railway
    if crossing.over == "railway":
        crossed, kept = kept, crossed
    here = np.flatnonzero((crossed(points) == side) & (kept(points) == kept(at)))
    return int(here[np.hypot(*(points[here] - at).T).argmin()])


def _add_points(streets: TownStreets, points: Floats) -> list[int]:
    first = len(streets.points)
    streets.points = np.vstack([streets.points, points])
    return list(range(first, len(streets.points)))
