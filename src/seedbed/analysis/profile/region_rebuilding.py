"""Freeing a few adjoining regions and growing them again: the searching step of ``contiguous_regions``.

This is a large-neighbourhood search (Shaw 1998) for one region more, for fewer people left over, then for less
spread. It now and then accepts more spread, less and less as it goes on (simulated annealing, Kirkpatrick 1983).
"""

from __future__ import annotations

from typing import NamedTuple

import numpy as np

from seedbed.analysis.kernel import kernel
from seedbed.analysis.profile.region_growth import (
    NONE,
    Block,
    Ground,
    Indices,
    Partition,
    attach_stranded,
    grow_regions,
    join,
    spread_of,
    spread_of_block,
)

# Temperatures, in units of the usual distance between adjoining areas.
HOT, COLD = 0.25, 0.01
MOST_FREED = 6
GATHER_TRIES = 20


class Gathered(NamedTuple):
    """Room for the regions freed together (``regions``) and for the best way found to build them again (``best``)."""

    regions: Indices
    best: Indices


@kernel
def _take_in(partition: Partition, block: Block, size: int, mark: int, area: int) -> int:
    """Add an area's whole region (or the left-over area alone) to the block; return the block's new size."""
    region = partition.region[area]
    if region == NONE:
        block.areas[size] = area
        block.inside[area] = mark
        return size + 1
    member = partition.first[region]
    while member != NONE:
        block.areas[size] = member
        block.inside[member] = mark
        size += 1
        member = partition.following[member]
    return size


@kernel
def _gather(  # noqa: PLR0913, PLR0917 - a kernel: its arguments are its registers
    ground: Ground,
    partition: Partition,
    block: Block,
    gathered: Gathered,
    mark: int,
    wanted: int,
    random: np.random.Generator,
) -> tuple[int, int]:
    """Gather adjoining regions at random into a block; return its number of areas and of regions."""
    start = int(random.random() * partition.region.shape[0])
    size = _take_in(partition, block, 0, mark, start)
    count = 0
    if partition.region[start] != NONE:
        gathered.regions[0] = partition.region[start]
        count = 1
    tries = 0
    while count < wanted and tries < GATHER_TRIES:
        tries += 1
        area = block.areas[int(random.random() * size)]
        degree = ground.offsets[area + 1] - ground.offsets[area]
        if degree == 0:
            continue
        other = ground.neighbours[ground.offsets[area] + int(random.random() * degree)]
        if block.inside[other] == mark:
            continue
        size = _take_in(partition, block, size, mark, other)
        if partition.region[other] != NONE:
            gathered.regions[count] = partition.region[other]
            count += 1
            tries = 0
    return size, count


@kernel
def _standing(
    ground: Ground, partition: Partition, block: Block, gathered: Gathered, size: int, count: int
) -> tuple[float, float]:
    """Return the people left over and the spread of the gathered regions as they stand."""
    left, spread = 0.0, 0.0
    for position in range(size):
        area = block.areas[position]
        if partition.region[area] == NONE:
            left += ground.population[area]
    for position in range(count):
        spread += spread_of(ground.attributes, partition.first[gathered.regions[position]], partition.following)
    return left, spread


@kernel
def _best_rebuilding(  # noqa: PLR0913, PLR0917 - a kernel: its arguments are its registers
    ground: Ground,
    block: Block,
    gathered: Gathered,
    size: int,
    mark: int,
    least: int,
    tries: int,
    random: np.random.Generator,
) -> tuple[int, float, float]:
    """Grow the block again some times; keep the most regions, then fewest people left over, then least spread."""
    best_count, best_left, best_spread = -1, np.inf, np.inf
    for _ in range(tries):
        count = grow_regions(ground, block, size, mark, 0.2 + random.random(), random)
        if count < max(least, best_count):
            continue
        left = attach_stranded(ground, block, size, mark)
        if count == best_count and left > best_left:
            continue
        spread = spread_of_block(ground, block, count)
        if count == best_count and left == best_left and spread >= best_spread:
            continue
        best_count, best_left, best_spread = count, left, spread
        for position in range(size):
            gathered.best[position] = block.region[block.areas[position]]
    return best_count, best_left, best_spread


@kernel
def _put_back(ground: Ground, partition: Partition, block: Block, gathered: Gathered, size: int, count: int) -> None:
    """Write the best rebuilding into the present answer, under the numbers in ``gathered.regions``."""
    for position in range(count):
        region = gathered.regions[position]
        partition.people[region] = 0.0
        partition.first[region] = NONE
    for position in range(size):
        area = block.areas[position]
        if gathered.best[position] < 0:
            partition.region[area] = NONE
            continue
        join(ground, partition, area, gathered.regions[gathered.best[position]])


@kernel
def rebuild_regions(  # noqa: PLR0913, PLR0917 - a kernel: its arguments are its registers
    ground: Ground,
    partition: Partition,
    block: Block,
    count: int,
    steps: int,
    tries: int,
    random: np.random.Generator,
) -> int:
    """Free and grow again a few adjoining regions, many times over; return how many regions there are then."""
    gathered = Gathered(
        np.empty(partition.region.shape[0] + MOST_FREED, dtype=np.int32),
        np.empty(partition.region.shape[0], dtype=np.int32),
    )
    block.inside[:] = 0
    temperature = HOT
    cooling = (COLD / HOT) ** (1.0 / max(steps, 1))
    for step in range(steps):
        temperature *= cooling
        wanted = 2 + int(random.random() * (MOST_FREED - 1))
        size, freed = _gather(ground, partition, block, gathered, step + 1, wanted, random)
        old_left, old_spread = _standing(ground, partition, block, gathered, size, freed)
        built, left, spread = _best_rebuilding(ground, block, gathered, size, step + 1, freed, tries, random)
        if built < freed or (built == freed and left > old_left):
            continue
        worse = built == freed and left == old_left and spread > old_spread
        if worse and random.random() >= np.exp((old_spread - spread) / temperature):
            continue
        for extra in range(freed, built):
            gathered.regions[extra] = count
            count += 1
        _put_back(ground, partition, block, gathered, size, built)
    return count
