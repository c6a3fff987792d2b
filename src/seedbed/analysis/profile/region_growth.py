"""Growing regions inside a block of adjoining areas: the building step of ``contiguous_regions``.

A block is any set of areas: the whole map at the start, a few adjoining regions later on.
Regions are grown one after another, each until it holds enough people. What a region costs is its
spread: the sum of the city-block distances between the attributes of each two of its areas.
"""

from __future__ import annotations

from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from seedbed.analysis.kernel import kernel

Floats = NDArray[np.float64]
Indices = NDArray[np.int32]
Marks = NDArray[np.int64]

NONE = -1
WAITING = -1
STRANDED = -2
EDGE = -3

# What makes an area a good next one, in units of the usual distance between adjoining areas.
# Found by trial on the LSOAs of England. Halving or doubling any of these (FULLNESS was not tried) changes the number
# of regions by less than 1 per cent and their spread by about 3.
LIKENESS = 0.5
TIGHTNESS = 0.6
WASTE = 1.5
FULLNESS = 0.1
SEED_NOISE = 3.0
STEP_NOISE = 2.0


class Ground(NamedTuple):
    """What does not change while regions are sought: one connected map and its bounds.

    Parameters
    ----------
    offsets, neighbours
        Who adjoins whom: the neighbours of area ``i`` are ``neighbours[offsets[i]:offsets[i + 1]]``.
    population
        People, float64[n]; every area holds at most ``high``.
    attributes
        float64[n, k], scaled so that the mean city-block distance between adjoining areas is 1: the yardstick for
        every weight and temperature.
    low, high
        Fewest and most people in a region.
    one_person
        ``1 / low``: one person as a share of what a region needs.
    """

    offsets: Marks
    neighbours: Indices
    population: Floats
    attributes: Floats
    low: float
    high: float
    one_person: float


class Block(NamedTuple):
    """Room to work in, made once for a map of n areas.

    ``areas[:size]`` are the areas of the block and ``inside[area] == mark`` says the same the other way round.
    ``region[area]`` is a region of the block, or WAITING, STRANDED or EDGE; ``people[region]`` are its residents;
    ``first[region]`` and ``following[area]`` chain the areas of a region, ending with NONE.
    """

    areas: Indices
    inside: Marks
    region: Indices
    people: Floats
    first: Indices
    following: Indices
    edge: Indices
    centre: Floats


class Partition(NamedTuple):
    """Which region each area is in: ``region[area]`` or NONE; the people and the chain of areas of each region."""

    region: Indices
    people: Floats
    first: Indices
    following: Indices


def empty_block(areas: int, attributes: int) -> Block:
    """Return room to work on a map of so many areas and attributes."""
    return Block(
        areas=np.arange(areas, dtype=np.int32),
        inside=np.zeros(areas, dtype=np.int64),
        region=np.full(areas, WAITING, dtype=np.int32),
        people=np.zeros(areas, dtype=np.float64),
        first=np.full(areas, NONE, dtype=np.int32),
        following=np.full(areas, NONE, dtype=np.int32),
        edge=np.empty(areas, dtype=np.int32),
        centre=np.zeros(attributes, dtype=np.float64),
    )


@kernel
def distance(attributes: Floats, one: int, other: int) -> float:
    """Return the city-block distance between two areas."""
    total = 0.0
    for k in range(attributes.shape[1]):
        total += abs(attributes[one, k] - attributes[other, k])
    return total


@kernel
def distance_to_members(attributes: Floats, area: int, head: int, following: Indices) -> float:
    """Return the sum of city-block distances from an area to the chain that starts at ``head``."""
    total = 0.0
    member = head
    while member != NONE:
        total += distance(attributes, area, member)
        member = following[member]
    return total


@kernel
def spread_of(attributes: Floats, head: int, following: Indices) -> float:
    """Return the sum of city-block distances over each two areas of the chain that starts at ``head``."""
    total = 0.0
    member = head
    while member != NONE:
        total += distance_to_members(attributes, member, following[member], following)
        member = following[member]
    return total


@kernel
def _waiting_around(ground: Ground, block: Block, mark: int, area: int) -> int:
    count = 0
    for e in range(ground.offsets[area], ground.offsets[area + 1]):
        other = ground.neighbours[e]
        if block.inside[other] == mark and block.region[other] == WAITING:
            count += 1
    return count


@kernel
def _seed_order(ground: Ground, block: Block, size: int, mark: int, noise: float, random: np.random.Generator) -> Marks:
    """Order the areas of a block from its corners inwards, so that corners are not left behind."""
    keys = np.empty(size, dtype=np.float64)
    for position in range(size):
        around = _waiting_around(ground, block, mark, block.areas[position])
        keys[position] = around + noise * SEED_NOISE * random.random()
    return np.argsort(keys)


@kernel
def _unsuitability(ground: Ground, block: Block, mark: int, area: int, people: float, share: float) -> float:
    """Say how ill an area suits the growing region: unlike it, wide open, or far over the least number of people.

    ``share`` is 1 over the number of areas in the region: divisions are slow, because they look for zeros.
    """
    unlike = 0.0
    for k in range(ground.attributes.shape[1]):
        unlike += abs(ground.attributes[area, k] - block.centre[k] * share)
    over = max(0.0, people + ground.population[area] - ground.low) * ground.one_person
    return float(LIKENESS * unlike + TIGHTNESS * _waiting_around(ground, block, mark, area) + WASTE * over)


@kernel
def _enter(ground: Ground, block: Block, area: int, region: int) -> None:
    """Put an area into a region of the block."""
    block.region[area] = region
    block.following[area] = block.first[region]
    block.first[region] = area
    block.people[region] += ground.population[area]


@kernel
def _grow_one(  # noqa: C901, PLR0913, PLR0917 - a kernel: its arguments are its registers
    ground: Ground, block: Block, mark: int, seed: int, region: int, noise: float, random: np.random.Generator
) -> bool:
    """Grow one region from a seed until it holds enough people; say whether it does."""
    block.people[region] = 0.0
    block.first[region] = NONE
    block.centre[:] = 0.0
    block.edge[0] = seed
    block.region[seed] = EDGE
    edges, members = 1, 0
    while edges > 0 and block.people[region] < ground.low:
        best, best_at = np.inf, NONE
        share = 1.0 / max(members, 1)
        for at in range(edges):
            area = block.edge[at]
            if block.people[region] + ground.population[area] > ground.high:
                continue
            cost = 0.0
            if members > 0:
                cost = _unsuitability(ground, block, mark, area, block.people[region], share)
                cost += noise * STEP_NOISE * random.random()
            if cost < best:
                best, best_at = cost, at
        if best_at == NONE:
            break
        area = block.edge[best_at]
        edges -= 1
        block.edge[best_at] = block.edge[edges]
        _enter(ground, block, area, region)
        members += 1
        for k in range(block.centre.shape[0]):
            block.centre[k] += ground.attributes[area, k]
        for e in range(ground.offsets[area], ground.offsets[area + 1]):
            other = ground.neighbours[e]
            if block.inside[other] == mark and block.region[other] == WAITING:
                block.region[other] = EDGE
                block.edge[edges] = other
                edges += 1
    for at in range(edges):
        block.region[block.edge[at]] = WAITING
    return bool(block.people[region] >= ground.low)


@kernel
def grow_regions(ground: Ground, block: Block, size: int, mark: int, noise: float, random: np.random.Generator) -> int:
    """Cut the block into regions with enough people and return how many; the rest of its areas are stranded."""
    for position in range(size):
        block.region[block.areas[position]] = WAITING
    count = 0
    for position in _seed_order(ground, block, size, mark, noise, random):
        seed = block.areas[position]
        if block.region[seed] != WAITING:
            continue
        if _grow_one(ground, block, mark, seed, count, noise, random):
            count += 1
            continue
        member = block.first[count]
        while member != NONE:
            block.region[member] = STRANDED
            member = block.following[member]
    return count


@kernel
def attach_stranded(ground: Ground, block: Block, size: int, mark: int) -> float:
    """Give each stranded area to the adjoining region it is most like that has room; return the people left over."""
    left = 0.0
    moved = True
    while moved:
        moved, left = False, 0.0
        for position in range(size):
            area = block.areas[position]
            if block.region[area] >= 0:
                continue
            best, best_region = np.inf, NONE
            for e in range(ground.offsets[area], ground.offsets[area + 1]):
                other = ground.neighbours[e]
                region = block.region[other]
                if block.inside[other] != mark or region < 0:
                    continue
                people = block.people[region] + ground.population[area]
                if people > ground.high:
                    continue
                cost = distance(ground.attributes, area, other)
                cost += FULLNESS * people * ground.one_person
                if cost < best:
                    best, best_region = cost, region
            if best_region == NONE:
                left += ground.population[area]
                continue
            _enter(ground, block, area, best_region)
            moved = True
    return left


@kernel
def spread_of_block(ground: Ground, block: Block, count: int) -> float:
    """Return the spread within the regions of a block, all together."""
    total = 0.0
    for region in range(count):
        total += spread_of(ground.attributes, block.first[region], block.following)
    return total


@kernel
def join(ground: Ground, partition: Partition, area: int, region: int) -> None:
    """Put an area that is in no region into one."""
    partition.region[area] = region
    partition.following[area] = partition.first[region]
    partition.first[region] = area
    partition.people[region] += ground.population[area]
