"""Blocks grown into small areas, and small areas into wards and other larger areas.

Small areas spread from their middles over neighbouring blocks, block by block, so each is in one piece; the dearer
step over river and railway makes them keep to one side.
"""

from __future__ import annotations

import heapq
from collections.abc import Iterable

import numpy as np
from numpy.typing import NDArray

from seedbed.demo.blocks import Blocks

Floats = NDArray[np.float64]
Numbers = NDArray[np.int64]
Neighbours = list[list[tuple[int, float]]]

OVER_BARRIER = 25.0
"""How many times dearer a step over the river or the railway is."""
ROUNDS = 30
SMALLEST_GROUP = 4


def grow_small_areas(blocks: Blocks, count: int, rng: np.random.Generator) -> Numbers:
    """Give each block to one of ``count`` small areas with nearly equal numbers of residents."""
    steps = block_steps(blocks)
    weight = np.maximum(blocks.residents, 1)
    middles = _spread_out(blocks.centres, weight, count, rng)
    dearness = np.ones(count)
    owner = _spread(steps, middles, dearness)
    for _ in range(ROUNDS):
        people = np.bincount(owner, weights=blocks.residents, minlength=count)
        dearness = np.clip(dearness * (np.maximum(people, 1) / people.mean()) ** 0.25, 0.25, 4.0)
        middles = _middles(blocks.centres, weight, owner, count)
        owner = _spread(steps, middles, dearness)
    return owner


def block_steps(blocks: Blocks) -> Neighbours:
    """List for each block its neighbours and what a step there costs."""
    cost = blocks.lengths * np.where(blocks.over_river | blocks.over_railway, OVER_BARRIER, 1.0)
    steps: Neighbours = [[] for _ in blocks.centres]
    for (here, there), price in zip(blocks.pairs.tolist(), cost.tolist(), strict=True):
        steps[here].append((there, price))
        steps[there].append((here, price))
    return steps


def _spread_out(centres: Floats, weight: Numbers, count: int, rng: np.random.Generator) -> Numbers:
    """Pick first middles: each far from those before, the likelier the more people live near (k-means++)."""
    chosen = [int(rng.choice(len(centres), p=weight / weight.sum()))]
    nearest = np.full(len(centres), np.inf)
    for _ in range(count - 1):
        nearest = np.minimum(nearest, ((centres - centres[chosen[-1]]) ** 2).sum(axis=1))
        chance = weight * nearest
        chosen.append(int(rng.choice(len(centres), p=chance / chance.sum())))
    return np.array(chosen, dtype=np.int64)


def _middles(centres: Floats, weight: Numbers, owner: Numbers, count: int) -> Numbers:
    """Find in each area the block nearest to the centre of its residents."""
    total = np.bincount(owner, weights=weight, minlength=count)
    means = np.column_stack([np.bincount(owner, weights=weight * c, minlength=count) / total for c in centres.T])
    far = ((centres - means[owner]) ** 2).sum(axis=1)
    order = np.lexsort((far, owner))
    first = np.searchsorted(owner[order], np.arange(count))
    return np.asarray(order[first], dtype=np.int64)


def _spread(steps: Neighbours, middles: Numbers, dearness: Floats) -> Numbers:
    """Give each block to the middle that reaches it most cheaply (Dijkstra's search from all middles at once)."""
    owner = np.full(len(steps), -1, dtype=np.int64)
    queue = [(0.0, int(block), area) for area, block in enumerate(middles)]
    heapq.heapify(queue)
    while queue:
        far, block, area = heapq.heappop(queue)
        if owner[block] >= 0:
            continue
        owner[block] = area
        for there, price in steps[block]:
            if owner[there] < 0:
                heapq.heappush(queue, (far + price * dearness[area], there, area))
    return owner


def area_neighbours(blocks: Blocks, owner: Numbers) -> list[set[int]]:
    """List the neighbours of each small area that can be reached without stepping over river or railway."""
    neighbours: list[set[int]] = [set() for _ in range(int(owner.max()) + 1)]
    open_pairs = blocks.pairs[~(blocks.over_river | blocks.over_railway)]
    for here, there in owner[open_pairs].tolist():
        if here != there:
            neighbours[here].add(there)
            neighbours[there].add(here)
    return neighbours


def all_neighbours(blocks: Blocks, owner: Numbers) -> list[set[int]]:
    """List the neighbours of each small area, whatever runs between them."""
    neighbours: list[set[int]] = [set() for _ in range(int(owner.max()) + 1)]
    for here, there in owner[blocks.pairs].tolist():
        if here != there:
            neighbours[here].add(there)
            neighbours[there].add(here)
    return neighbours


def gather(start: int, size: int, neighbours: list[set[int]], far: Floats) -> list[int]:
    """Gather ``size`` adjoining areas from a first one, always the least ``far`` of its neighbours."""
    gathered = [start]
    while len(gathered) < size:
        around = {n for area in gathered for n in neighbours[area]} - set(gathered)
        if not around:
            break
        gathered.append(min(around, key=lambda area: (float(far[area]), area)))
    return gathered


def group_areas(
    members: Iterable[int],
    size: int,
    centres: Floats,
    neighbours: list[set[int]],
    begun: Iterable[list[int]] = (),
) -> list[list[int]]:
    """Split areas into groups in one piece of about ``size``: the smallest group takes its nearest free neighbour.

    Groups in ``begun`` are there from the start and may grow.
    """
    groups = [list(group) for group in begun]
    free = sorted(set(members) - {area for group in groups for area in group})
    groups += [[area] for area in _far_apart(free, max(1, round(len(free) / size)), centres)] if free else []
    left = set(free) - {group[0] for group in groups}
    while left:
        ready = [group for group in groups if _around(group, neighbours) & left]
        if not ready:
            message = "areas that are to be grouped are not in one piece"
            raise ValueError(message)
        group = min(ready, key=lambda g: (len(g), g[0]))
        middle = centres[group].mean(axis=0)
        chosen = min(_around(group, neighbours) & left, key=lambda a: (float(np.hypot(*(centres[a] - middle))), a))
        group.append(chosen)
        left.remove(chosen)
    return [sorted(group) for group in _without_scraps(groups, neighbours)]


def _without_scraps(groups: list[list[int]], neighbours: list[set[int]]) -> list[list[int]]:
    """Join areas of groups that were boxed in (fewer than ``SMALLEST_GROUP``) to the smallest group beside them."""
    kept = [group for group in groups if len(group) >= SMALLEST_GROUP] or groups[:1]
    scraps = {area for group in groups if group not in kept for area in group}
    while scraps:
        area, beside = next((area, found) for area in sorted(scraps) if (found := _beside(area, kept, neighbours)))
        min(beside, key=len).append(area)
        scraps.remove(area)
    return kept


def _beside(area: int, groups: list[list[int]], neighbours: list[set[int]]) -> list[list[int]]:
    return [group for group in groups if not neighbours[area].isdisjoint(group)]


def _around(group: list[int], neighbours: list[set[int]]) -> set[int]:
    return {n for area in group for n in neighbours[area]} - set(group)


def _far_apart(areas: list[int], count: int, centres: Floats) -> list[int]:
    middle = centres[areas].mean(axis=0)
    chosen = [max(areas, key=lambda a: float(np.hypot(*(centres[a] - middle))))]
    while len(chosen) < count:
        chosen.append(max(areas, key=lambda a: min(float(np.hypot(*(centres[a] - centres[c]))) for c in chosen)))
    return chosen
