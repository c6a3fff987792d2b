"""Which areas adjoin which: areas that share a stretch of border.

Two areas adjoin (rook contiguity) when a straight piece of border, between two successive
vertices, stands with exactly the same two end points in both. A shared corner is not enough.
Files of one publisher share their vertices, so this is exact and fast; where neighbouring
files do not, ``near_borders`` in ``near_borders.py`` lists pairs that run close.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import shapely
from numpy.typing import ArrayLike, NDArray
from scipy.sparse import csr_array
from scipy.sparse.csgraph import connected_components

from seedbed.analysis.kernel import kernel
from seedbed.errors import BadInputError

Areas = NDArray[np.int32]
Keep = NDArray[np.bool_]
Geometries = NDArray[np.object_] | Sequence[shapely.Geometry | None]
POLYGON_TYPES = (int(shapely.GeometryType.POLYGON), int(shapely.GeometryType.MULTIPOLYGON))


@dataclass(frozen=True, slots=True, eq=False)
class Contiguity:
    """Who adjoins whom among ``size`` areas, each pair held both ways round.

    The neighbours of area ``i`` are ``neighbours[offsets[i]:offsets[i + 1]]``, ascending.

    Parameters
    ----------
    offsets
        int64, one longer than there are areas.
    neighbours
        int32, twice as long as there are pairs.
    """

    offsets: NDArray[np.int64]
    neighbours: Areas

    @classmethod
    def from_pairs(cls, size: int, pairs: ArrayLike) -> Contiguity:
        """Build from pairs of area numbers (any order, repeats allowed), shape (pairs, 2).

        Raises
        ------
        BadInputError
            If a pair names an area that is not there, or an area as its own neighbour.
        """
        given = np.asarray(pairs, dtype=np.int64).reshape(-1, 2)
        _check_pairs(size, given)
        ends = np.concatenate([given, given[:, ::-1]])
        keys = np.unique(ends[:, 0] * max(size, 1) + ends[:, 1])
        first, second = np.divmod(keys, max(size, 1))
        offsets = np.concatenate([[0], np.cumsum(np.bincount(first, minlength=size))]).astype(np.int64)
        return cls(offsets, second.astype(np.int32))

    @property
    def size(self) -> int:
        """How many areas there are."""
        return len(self.offsets) - 1

    @property
    def pairs(self) -> Areas:
        """Each adjoining pair once, smaller number first, ascending; shape (pairs, 2)."""
        first = np.repeat(np.arange(self.size, dtype=np.int32), self.degrees)
        once = first < self.neighbours
        return np.column_stack([first[once], self.neighbours[once]])

    @property
    def degrees(self) -> NDArray[np.int64]:
        """How many neighbours each area has."""
        return np.diff(self.offsets)

    def of(self, area: int) -> Areas:
        """Return the neighbours of one area, ascending."""
        return self.neighbours[self.offsets[area] : self.offsets[area + 1]]

    def subset(self, keep: Keep) -> Contiguity:
        """Return the contiguity among the kept areas alone, renumbered 0, 1, 2 ... in their order.

        Borders with areas that are not kept are dropped.
        """
        kept = np.asarray(keep, dtype=bool)
        number = np.cumsum(kept, dtype=np.int64) - 1
        first = np.repeat(np.arange(self.size), self.degrees)
        inside = kept[first] & kept[self.neighbours]
        counts = np.bincount(number[first[inside]], minlength=int(kept.sum()))
        offsets = np.concatenate([[0], np.cumsum(counts)]).astype(np.int64)
        return Contiguity(offsets, number[self.neighbours[inside]].astype(np.int32))

    def components(self, keep: Keep | None = None) -> Areas:
        """Label the areas that hang together, 0, 1, 2 ... in order of their first area.

        Parameters
        ----------
        keep
            Walk only over these areas; the others get the label -1.
        """
        if keep is None:
            return _component_labels(self)
        kept = np.asarray(keep, dtype=bool)
        labels = np.full(self.size, -1, dtype=np.int32)
        labels[kept] = _component_labels(self.subset(kept))
        return labels

    def sums(self, values: NDArray[np.float64]) -> NDArray[np.float64]:
        """Add up the values of each area's neighbours (zero for an area without any)."""
        ones = np.ones(len(self.neighbours))
        matrix = csr_array((ones, self.neighbours, self.offsets), shape=(self.size, self.size))
        return np.asarray(matrix @ values, dtype=np.float64)

    def joined_with(self, pairs: ArrayLike) -> Contiguity:
        """Return this contiguity with further pairs, for example those of ``near_borders`` or ferry links."""
        return Contiguity.from_pairs(self.size, np.concatenate([self.pairs, np.asarray(pairs).reshape(-1, 2)]))


def shared_borders(geometries: Geometries) -> Contiguity:
    """Find every pair of areas that share at least one straight piece of border.

    Parameters
    ----------
    geometries
        Shapely polygons and multipolygons. Parts, holes and enclaves count; coordinates are compared exactly, in any
        unit; a third dimension is ignored.

    Notes
    -----
    Each piece of border is kept in a hash table; pieces with the same hash are compared by their
    coordinates, so the answer is exact and never depends on chance. Self-crossing polygons are
    accepted, because rounding makes them in published files; ``check_polygons`` refuses them.

    Raises
    ------
    BadInputError
        If a geometry is missing, empty or not a polygon.
    """
    areas = np.asarray(geometries, dtype=object)
    check_polygons(areas, crossings=False)
    points, ring_ends, ring_areas = _rings(areas)
    first, second = _shared_pairs(points, ring_ends, ring_areas, len(areas))
    return Contiguity(*_both_ways(first, second, len(areas)))


def check_polygons(geometries: Geometries, names: Sequence[str] | None = None, *, crossings: bool = True) -> None:
    """Refuse areas that are missing, empty, not polygons or self-crossing.

    Parameters
    ----------
    geometries
        Shapely geometries.
    names
        What to call each area in the message (its code); its number, counted from 0, if not given.
    crossings
        Whether to refuse self-crossing borders too (the Open Geospatial Consortium's rules of validity, as GEOS
        tells them).

    Raises
    ------
    BadInputError
        Naming the first bad area, what is wrong with it, and how many more there are.
    """
    areas = np.asarray(geometries, dtype=object)
    kinds = shapely.get_type_id(areas)
    faults = (
        (shapely.is_missing(areas), "has no boundary"),
        (~np.isin(kinds, POLYGON_TYPES), "is not a polygon"),
        (shapely.is_empty(areas), "has an empty boundary"),
        (~np.isfinite(shapely.bounds(areas)).all(axis=-1), "has a boundary with a coordinate that is not a number"),
    )
    for bad, fault in faults:
        _refuse_first(bad, fault, names)
    if crossings:
        invalid = ~shapely.is_valid(areas)
        reason = shapely.is_valid_reason(areas[invalid][0]) if invalid.any() else ""
        _refuse_first(invalid, f"has a boundary that crosses or overlaps itself ({reason})", names)


def _refuse_first(bad: ArrayLike, fault: str, names: Sequence[str] | None) -> None:
    found = np.flatnonzero(bad)
    if not len(found):
        return
    index, count = int(found[0]), len(found)
    name = f"number {index}" if names is None else str(names[index])
    more = f" So have {count - 1} more." if count > 1 else ""
    raise BadInputError(
        "A boundary cannot be used.",
        f"Area {name} {fault}.{more}",
        "Repair the boundary (for example with 'Fix geometries' in QGIS) or leave the area out, then try again.",
    )


def _check_pairs(size: int, pairs: NDArray[np.int64]) -> None:
    if len(pairs) and (pairs.min() < 0 or pairs.max() >= size):
        raise BadInputError(
            "A pair of neighbours names an area that is not there.",
            f"There are {size} areas, counted from 0; the pairs name {int(pairs.min())} to {int(pairs.max())}.",
            "Use the numbers of the areas in the order of the table.",
        )
    if np.any(pairs[:, 0] == pairs[:, 1]):
        area = int(pairs[pairs[:, 0] == pairs[:, 1]][0, 0])
        raise BadInputError(
            "An area is given as its own neighbour.",
            f"Area number {area} is paired with itself.",
            "Leave the pair out.",
        )


def _component_labels(contiguity: Contiguity) -> Areas:
    shape = (contiguity.size, contiguity.size)
    ones = np.ones(len(contiguity.neighbours), dtype=np.int8)
    graph = csr_array((ones, contiguity.neighbours, contiguity.offsets), shape=shape)
    labels = connected_components(graph, directed=False)[1]
    first_seen = np.unique(labels, return_index=True)[1]
    order = np.argsort(np.argsort(first_seen)).astype(np.int32)
    return np.asarray(order[labels], dtype=np.int32)


def _rings(areas: NDArray[np.object_]) -> tuple[NDArray[np.float64], NDArray[np.int64], Areas]:
    """Return all vertices, where each ring ends among them, and the area of each ring."""
    points = shapely.get_coordinates(areas)
    points += 0.0  # turns -0.0, which rounding makes along the Greenwich meridian, into 0.0
    lengths = shapely.get_num_coordinates(areas)
    owners = np.arange(len(areas))
    # Most areas are one ring; taking geometries apart is slow, so only the others are.
    apart = (shapely.get_type_id(areas) != POLYGON_TYPES[0]) | (shapely.get_num_interior_rings(areas) > 0)
    parts, part_areas = shapely.get_parts(areas[apart], return_index=True)
    rings, ring_parts = shapely.get_rings(parts, return_index=True)
    owners = np.concatenate([owners[~apart], owners[apart][part_areas[ring_parts]]])
    lengths = np.concatenate([lengths[~apart], shapely.get_num_coordinates(rings)])
    order = np.argsort(owners, kind="stable")
    return points, np.cumsum(lengths[order], dtype=np.int64), owners[order].astype(np.int32)


@kernel
def _mixed(value: np.uint64) -> np.uint64:
    """Spread the bits of a 64-bit number (the finaliser of MurmurHash3, Appleby 2008)."""
    value ^= value >> np.uint64(33)
    value *= np.uint64(0xFF51AFD7ED558CCD)
    value ^= value >> np.uint64(33)
    value *= np.uint64(0xC4CEB9FE1A85EC53)
    return value ^ (value >> np.uint64(33))


@kernel
def _shared_pairs(  # noqa: C901, PLR0912, PLR0915 - one pass over the vertices, kept in one loop for speed
    points: NDArray[np.float64], ring_ends: NDArray[np.int64], ring_areas: Areas, size: int
) -> tuple[Areas, Areas]:
    """Find the pairs of areas that hold the same border piece, in ascending order of the second area.

    A border piece is called by the place of its second vertex. The first of several equal pieces stands in the hash
    table: a slot holds 32 bits of its hash and its place. The others hang on it as a chain. Where a
    piece was met, the next one along the same border most likely follows, so it is looked at before the table is.
    """
    bits = points.view(np.uint64)
    capacity = np.uint64(len(points) + len(points) // 4 + 64)
    slots = np.zeros(capacity, np.uint64)
    low_half = np.uint64(0xFFFFFFFF)
    in_table = np.zeros(len(points), np.bool_)
    chain = np.zeros(len(points), np.int32)
    area_of_point = np.empty(len(points), np.int32)
    last_met = np.full(size, -1, np.int32)
    first = np.empty(4 * size + 64, np.int32)
    second = np.empty(4 * size + 64, np.int32)
    found = 0
    start = 0
    for ring in range(len(ring_ends)):
        area = ring_areas[ring]
        expected = np.int64(-1)
        step = 0
        for point in range(start + 1, ring_ends[ring]):
            area_of_point[point] = area
            x, y = points[point, 0], points[point, 1]
            from_x, from_y = points[point - 1, 0], points[point - 1, 1]
            if x == from_x and y == from_y:
                continue
            head = np.int64(-1)
            if 0 < expected < len(points) and in_table[expected]:
                far_end = expected - 1 if step < 0 else expected
                if points[far_end, 0] == x and points[far_end, 1] == y:
                    head = expected
            if head < 0:
                hashed = _mixed(
                    (bits[point, 0] + bits[point - 1, 0]) * np.uint64(0x9E3779B97F4A7C15)
                    ^ (bits[point, 1] + bits[point - 1, 1]) * np.uint64(0xC2B2AE3D27D4EB4F)
                )
                tag = hashed & ~low_half
                slot = ((hashed & low_half) * capacity) >> np.uint64(32)
                while slots[slot] != 0:
                    if slots[slot] & ~low_half == tag:
                        other = np.int64(slots[slot] & low_half)
                        other_x, other_y = points[other, 0], points[other, 1]
                        other_from_x, other_from_y = points[other - 1, 0], points[other - 1, 1]
                        if other_x == x and other_y == y and other_from_x == from_x and other_from_y == from_y:
                            head = other
                            step = 1
                            break
                        if other_x == from_x and other_y == from_y and other_from_x == x and other_from_y == y:
                            head = other
                            step = -1
                            break
                    slot += np.uint64(1)
                    if slot == capacity:
                        slot = np.uint64(0)
            if head < 0:
                slots[slot] = tag | np.uint64(point)
                in_table[point] = True
                expected = np.int64(-1)
                continue
            expected = head + step
            known = False
            member = head
            while True:
                neighbour = area_of_point[member]
                if neighbour == area:
                    known = True
                elif last_met[neighbour] != area:
                    last_met[neighbour] = area
                    if found == len(first):
                        first = np.concatenate((first, np.empty_like(first)))
                        second = np.concatenate((second, np.empty_like(second)))
                    first[found] = neighbour
                    second[found] = area
                    found += 1
                if chain[member] == 0:
                    break
                member = np.int64(chain[member])
            if not known:
                chain[member] = point
        start = ring_ends[ring]
    return first[:found], second[:found]


@kernel
def _both_ways(first: Areas, second: Areas, size: int) -> tuple[NDArray[np.int64], Areas]:
    """Turn pairs (smaller area first) into offsets and ascending neighbours."""
    offsets = np.zeros(size + 1, np.int64)
    for pair in range(len(first)):
        offsets[first[pair] + 1] += 1
        offsets[second[pair] + 1] += 1
    for area in range(size):
        offsets[area + 1] += offsets[area]
    place = offsets[:-1].copy()
    neighbours = np.empty(2 * len(first), np.int32)
    for pair in range(len(first)):
        neighbours[place[second[pair]]] = first[pair]
        place[second[pair]] += 1
        neighbours[place[first[pair]]] = second[pair]
        place[first[pair]] += 1
    for area in range(size):
        neighbours[offsets[area] : offsets[area + 1]].sort()
    return offsets, neighbours
