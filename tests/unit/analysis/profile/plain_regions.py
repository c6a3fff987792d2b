"""Slow plain twins: candidates grown with sets, the most regions by trying every way to cut a small map."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from functools import cache
from itertools import combinations

import numpy as np
from numpy.typing import NDArray

from seedbed.analysis.profile.contiguity import Contiguity


def grid(rows: int, columns: int, *, missing: Iterable[tuple[int, int]] = ()) -> Contiguity:
    """Return the contiguity of a board of squares, numbered row by row, without the missing borders."""
    number = np.arange(rows * columns).reshape(rows, columns)
    across = zip(number[:, :-1].ravel().tolist(), number[:, 1:].ravel().tolist(), strict=True)
    down = zip(number[:-1].ravel().tolist(), number[1:].ravel().tolist(), strict=True)
    return Contiguity.from_pairs(rows * columns, sorted({*across, *down} - set(missing)))


def neighbour_sets(contiguity: Contiguity) -> list[set[int]]:
    """Return the neighbours of each area as a set."""
    return [set(contiguity.of(area).tolist()) for area in range(contiguity.size)]


def hangs_together(neighbours: Sequence[set[int]], areas: Iterable[int]) -> bool:
    """Say whether the areas can be walked without leaving them."""
    rest = set(areas)
    found = [rest.pop()]
    while found:
        reached = neighbours[found.pop()] & rest
        rest -= reached
        found.extend(reached)
    return not rest


def groups_of(labels: NDArray[np.int32]) -> set[frozenset[int]]:
    """Return the regions as sets of areas, without their numbers."""
    return {frozenset(np.flatnonzero(labels == label).tolist()) for label in np.unique(labels[labels >= 0])}


def most_regions(contiguity: Contiguity, population: Sequence[float], low: float, high: float = np.inf) -> int:
    """Return the most contiguous regions within the bounds, by trying every way (ten areas at most)."""
    neighbours = neighbour_sets(contiguity)
    areas = range(contiguity.size)
    possible = [
        frozenset(chosen)
        for size in range(1, contiguity.size + 1)
        for chosen in combinations(areas, size)
        if low <= sum(population[area] for area in chosen) <= high and hangs_together(neighbours, chosen)
    ]

    @cache
    def best(free: frozenset[int]) -> int:
        if not free:
            return 0
        first = min(free)
        most = best(free - {first})
        for region in possible:
            if first in region and region <= free:
                most = max(most, 1 + best(free - region))
        return most

    return best(frozenset(areas))


def plain_spread(labels: Sequence[int], attributes: NDArray[np.float64]) -> float:
    """Return the sum of city-block distances over each two areas of the same region."""
    pairs = combinations(range(len(labels)), 2)
    return sum(
        float(np.abs(attributes[a] - attributes[b]).sum())
        for a, b in pairs
        if labels[a] == labels[b] and labels[a] >= 0
    )


def plain_candidates(
    contiguity: Contiguity,
    population: Sequence[float],
    score: Sequence[float],
    eligible: Sequence[bool],
    bounds: tuple[float, float],
) -> list[int]:
    """Grow candidates as the words of ``grow_candidates`` say, with sets and lists."""
    low, high = bounds
    neighbours = neighbour_sets(contiguity)
    order = sorted(range(contiguity.size), key=lambda area: (-score[area], area) if eligible[area] else (np.inf, area))
    order = [area for area in order if eligible[area] and population[area] <= high]
    free, candidates, stranded = set(order), [], []
    for start in order:
        if start not in free:
            continue
        candidate = _plain_candidate(start, order, free, neighbours, population, high)
        if sum(population[area] for area in candidate) >= low:
            candidates.append(candidate)
            free -= candidate
        else:
            stranded.append(start)
            free.remove(start)
    for area in stranded:
        for candidate in candidates:
            people = sum(population[member] for member in candidate) + population[area]
            if neighbours[area] & candidate and people <= high:
                candidate.add(area)
                break
    labels = [-1] * contiguity.size
    for number, candidate in enumerate(candidates):
        for area in candidate:
            labels[area] = number
    return labels


def _plain_candidate(
    start: int,
    order: Sequence[int],
    free: set[int],
    neighbours: Sequence[set[int]],
    population: Sequence[float],
    high: float,
) -> set[int]:
    candidate = {start}
    while True:
        people = sum(population[area] for area in candidate)
        beside = set().union(*(neighbours[area] for area in candidate)) & free - candidate
        fitting = [area for area in order if area in beside and people + population[area] <= high]
        if not fitting:
            return candidate
        candidate.add(fitting[0])
