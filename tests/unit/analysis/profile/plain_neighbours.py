"""Slow plain twins: neighbours by a table of border pieces, p values by every arrangement."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from itertools import combinations, pairwise

import numpy as np
import shapely
from numpy.typing import NDArray

Point = tuple[float, ...]


def plain_pairs(areas: Iterable[shapely.Geometry]) -> set[tuple[int, int]]:
    """Return the pairs that hold the same border piece, from an ordinary dictionary."""
    owners: dict[frozenset[Point], set[int]] = defaultdict(set)
    for number, area in enumerate(areas):
        for piece in _pieces(area):
            owners[piece].add(number)
    return {pair for together in owners.values() for pair in combinations(sorted(together), 2)}


def _pieces(area: shapely.Geometry) -> Iterator[frozenset[Point]]:
    for part in shapely.get_parts(area):
        for ring in (part.exterior, *part.interiors):
            points = list(ring.coords)
            yield from (frozenset((a, b)) for a, b in pairwise(points) if a != b)


def exact_p_values(values: Sequence[float], neighbours: Sequence[Sequence[int]]) -> list[float]:
    """Return each area's share of arrangements at least as far out, ties counted on both sides, the smaller side."""
    answer = []
    for area, near in enumerate(neighbours):
        others = [value for number, value in enumerate(values) if number != area]
        seen = sum(values[number] for number in near)
        sums = [sum(chosen) for chosen in combinations(others, len(near))]
        at_most = sum(total <= seen + 1e-9 for total in sums) / len(sums)
        at_least = sum(total >= seen - 1e-9 for total in sums) / len(sums)
        answer.append(min(at_most, at_least) if near else np.nan)
    return answer


def plain_moran(values: Sequence[float], neighbours: Sequence[Sequence[int]]) -> list[float]:
    """Return local Moran by its formula, one area at a time."""
    mean = sum(values) / len(values)
    z = [value - mean for value in values]
    squares = sum(number * number for number in z)
    lags = [sum(z[other] for other in near) / len(near) if near else 0.0 for near in neighbours]
    return [(len(values) - 1) * own * lag / squares for own, lag in zip(z, lags, strict=True)]


def plain_getis_ord(
    values: Sequence[float], neighbours: Sequence[Sequence[int]], *, include_self: bool
) -> tuple[list[float], list[float]]:
    """Return share and standard score by the formulas of Ord and Getis 1995, one area at a time."""
    shares, scores = [], []
    for area, near in enumerate(neighbours):
        group = [*near, area] if include_self else list(near)
        everyone = [value for number, value in enumerate(values) if include_self or number != area]
        inside, count, size = sum(values[number] for number in group), len(group), len(everyone)
        mean = sum(everyone) / size
        variance = sum((value - mean) ** 2 for value in everyone) / size
        spread = (variance * count * (size - count) / (size - 1)) ** 0.5
        shares.append(inside / sum(everyone))
        scores.append((inside - count * mean) / spread if spread > 0 else np.nan)
    return shares, scores


def quilt(generator: np.random.Generator, columns: int, rows: int, areas: int) -> NDArray[np.object_]:
    """Merge the squares of a board into areas at random: parts, holes and enclaves come by themselves."""
    squares = np.array([shapely.box(x, y, x + 1, y + 1) for x in range(columns) for y in range(rows)])
    owner = generator.integers(0, areas, len(squares))
    owner[:areas] = np.arange(areas)
    merged = np.empty(areas, dtype=object)
    for area in range(areas):
        merged[area] = shapely.segmentize(shapely.union_all(squares[owner == area]), 1.0)
    return merged
