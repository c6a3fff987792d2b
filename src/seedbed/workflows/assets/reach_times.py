"""Times from origins to assets: on foot, or on foot and by public transport where a timetable is given."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property

import numpy as np
from numpy.typing import NDArray
from shapely.geometry import shape
from shapely.geometry.base import BaseGeometry

from seedbed.analysis.assets.listing import Listing
from seedbed.analysis.assets.nearest import nearest
from seedbed.analysis.assets.network import Floats, Integers, Places, Walker, WalkNetwork
from seedbed.analysis.assets.snapping import put_on
from seedbed.analysis.assets.streets import Streets, streets_of
from seedbed.analysis.assets.travel import Travel, travel_times
from seedbed.analysis.assets.types import ASSET_TYPES, Family
from seedbed.analysis.assets.walking import seconds_of, wheels_pass

FURTHEST_METRES = 500.0
"""A point with no street nearer than this is off the map."""
HORIZON = 3_600.0
"""Seconds up to which the nearest asset is looked for, further than people are asked to walk."""
MOST_WAYS_IN = 8
"""Ways into one asset that are looked at; more change a time by seconds."""
Truths = NDArray[np.bool_]


@dataclass(frozen=True)
class Walkable:
    """Streets as someone walks them.

    Parameters
    ----------
    network
        Streets.
    walker
        Who walks.
    """

    network: WalkNetwork
    walker: Walker

    @cached_property
    def streets(self) -> Streets:
        """Streets between junctions."""
        return streets_of(self.network)

    @cached_property
    def seconds(self) -> Floats:
        """Seconds along each edge both ways."""
        return seconds_of(self.network, self.walker)

    @cached_property
    def open_nodes(self) -> Truths:
        """Nodes that an edge leads to which the walker can use."""
        if not self.walker.wheels:
            return np.ones(self.network.node_count, np.bool_)
        passable = wheels_pass(self.network.ways)
        met = np.zeros(self.network.node_count, np.bool_)
        met[self.network.start[passable]] = True
        met[self.network.end[passable]] = True
        return met

    def put(self, longitude: Floats, latitude: Floats) -> Places:
        """Put points onto the nearest street that the walker can use."""
        return put_on(self.network, longitude, latitude, furthest_metres=FURTHEST_METRES, among=self.open_nodes)

    def with_network(self, network: WalkNetwork) -> Walkable:
        """Return other streets for the same walker."""
        return Walkable(network, self.walker)


@dataclass(frozen=True)
class Targets:
    """Assets on the streets, by their ways in.

    Parameters
    ----------
    assets
        Those with a place near a street.
    kinds
        Codes of the kinds asked for, in order; an asset belongs to the first that is its own.
    kind
        Number of each asset's kind.
    owner
        Number of the asset that each way in belongs to.
    stands
        Ways in, put onto the network.
    """

    assets: tuple[Listing, ...]
    kinds: tuple[str, ...]
    kind: Integers
    owner: Integers
    stands: Places

    def of_kind(self, number: int) -> NDArray[np.intp]:
        """Return the ways in to assets of a kind."""
        return np.flatnonzero(self.kind[self.owner] == number)

    def many(self, number: int) -> int:
        """Return how many assets a kind has."""
        return int((self.kind == number).sum())


@dataclass(frozen=True)
class Times:
    """Times from origins to assets.

    Parameters
    ----------
    seconds, which
        To the nearest assets of each kind and which they are (numbers of ``Targets.assets``), shape (kinds, origins,
        k), nearest first; inf and -1 where there are not so many.
    within
        Assets of each kind within the cut-off, shape (kinds, origins).
    travel
        All pairs of origin and asset within the cut-off.
    share
        Of departures that manage the nearest within the cut-off, shape (kinds, origins); None on foot.
    """

    seconds: Floats
    which: Integers
    within: NDArray[np.int64]
    travel: Travel
    share: Floats | None = None


def targets_of(assets: Sequence[Listing], kinds: Sequence[str], walkable: Walkable) -> tuple[Targets, list[Listing]]:
    """Put assets onto the streets by their ways in; also return those without a place or a street near them."""
    points = [_ways_in(asset) for asset in assets]
    owner = np.repeat(np.arange(len(assets)), [len(each) for each in points])
    flat = np.array([point for each in points for point in each], np.float64).reshape(-1, 2)
    stands = walkable.put(flat[:, 0], flat[:, 1])
    near = stands.node >= 0
    placed = np.zeros(len(assets), np.bool_)
    placed[owner[near]] = True
    number = (np.cumsum(placed) - 1).astype(np.int32)
    kept = tuple(asset for asset, there in zip(assets, placed, strict=True) if there)
    place = {code: at for at, code in enumerate(kinds)}
    targets = Targets(
        kept,
        tuple(kinds),
        np.array([place[asset.asset_type] for asset in kept], np.int32),
        number[owner[near]],
        Places(stands.node[near], stands.metres[near]),
    )
    return targets, [asset for asset, there in zip(assets, placed, strict=True) if not there]


def _ways_in(asset: Listing) -> list[tuple[float, float]]:
    """Return where people get in: its entrances; without them the edge of a green space, else the asset's own place."""
    if asset.entrances:
        step = -(-len(asset.entrances) // MOST_WAYS_IN)
        return list(asset.entrances[::step])
    known = ASSET_TYPES.get(asset.asset_type)
    if asset.outline is not None and known is not None and known.family is Family.GREEN_SPACE:
        return points_along(shape(dict(asset.outline)))
    if asset.longitude is None or asset.latitude is None:
        return []
    return [(asset.longitude, asset.latitude)]


def points_along(outline: BaseGeometry) -> list[tuple[float, float]]:
    """Return points evenly along the edge of an outline; one inside where it has no edge."""
    edges = outline.boundary
    if edges.is_empty:
        middle = outline.representative_point()
        return [(middle.x, middle.y)]
    points = [edges.interpolate(place / MOST_WAYS_IN, normalized=True) for place in range(MOST_WAYS_IN)]
    return [(point.x, point.y) for point in points]


def times(walkable: Walkable, origins: Places, targets: Targets, *, k: int, cutoff: float) -> Times:
    """Return the times on foot from origins to assets.

    Parameters
    ----------
    k
        How many of the nearest of each kind.
    cutoff
        Seconds within which assets are counted.
    """
    ways_in = [targets.of_kind(number) for number in range(len(targets.kinds))]
    at_most = np.bincount(targets.owner).max(initial=1)
    horizon = max(HORIZON, cutoff)
    pace = walkable.walker.metres_per_second
    stands = [Places(targets.stands.node[each], targets.stands.metres[each]) for each in ways_in]
    found = nearest(walkable.streets, walkable.seconds, stands, k * int(at_most), horizon, metres_per_second=pace).at(
        walkable.streets, origins, metres_per_second=pace, cutoff=horizon
    )
    seconds = np.full((len(ways_in), len(origins.node), k), np.inf)
    which = np.full(seconds.shape, -1, np.int32)
    for number, each in enumerate(ways_in):
        owners = np.append(targets.owner[each], -1).astype(np.int32)[found.which[number]]
        seconds[number], which[number] = once_each(found.seconds[number], owners, k)
    travel = pairs_within(walkable, origins, targets, cutoff)
    return Times(seconds, which, counted(travel, targets, len(origins.node)), travel)


def once_each(seconds: Floats, owners: Integers, k: int) -> tuple[Floats, Integers]:
    """Keep the first way into each asset of every row, and of these the first ``k``."""
    rows = len(seconds)
    kept, which = np.full((rows, k), np.inf), np.full((rows, k), -1, np.int32)
    filled = np.zeros(rows, np.intp)
    for slot in range(seconds.shape[1]):
        new = (owners[:, slot] >= 0) & (filled < k) & ~(which == owners[:, slot, None]).any(axis=1)
        at = np.flatnonzero(new)
        kept[at, filled[at]], which[at, filled[at]] = seconds[at, slot], owners[at, slot]
        filled[at] += 1
    return kept, which


def pairs_within(walkable: Walkable, origins: Places, targets: Targets, cutoff: float) -> Travel:
    """Return the time of each origin to each asset within the cut-off, by the nearest way in."""
    pace = walkable.walker.metres_per_second
    ways = travel_times(walkable.streets, walkable.seconds, origins, targets.stands, cutoff, metres_per_second=pace)
    return by_asset(ways, targets)


def by_asset(ways: Travel, targets: Targets) -> Travel:
    """Turn times to ways in into times to assets, the least of each.

    Ways in stand in the order of their assets, so that those to one asset follow one another.
    """
    asset = targets.owner[ways.destination]
    first = np.ones(len(asset), np.bool_)
    first[1:] = asset[1:] != asset[:-1]
    first[ways.offsets[:-1][np.diff(ways.offsets) > 0]] = True
    starts = np.flatnonzero(first)
    seconds = np.minimum.reduceat(ways.seconds, starts) if len(starts) else ways.seconds
    offsets = np.concatenate([[0], np.cumsum(first)])[ways.offsets].astype(np.int64)
    return Travel(offsets, asset[starts].astype(np.int32), seconds, len(targets.assets))


def counted(travel: Travel, targets: Targets, origins: int) -> NDArray[np.int64]:
    """Return how many assets of each kind each origin has within the pairs, shape (kinds, origins)."""
    kind = targets.kind[travel.destination]
    return np.array([np.bincount(travel.origin[kind == each], minlength=origins) for each in range(len(targets.kinds))])
