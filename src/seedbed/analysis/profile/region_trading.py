"""Moving and swapping single areas between adjoining regions: the polishing step of ``contiguous_regions``.

The number of regions stays as it is and every bound is kept; only the spread falls. More spread is accepted now
and then, less and less as it goes on (simulated annealing, Kirkpatrick 1983); the last fifth only goes down.
"""

from __future__ import annotations

import numpy as np

from seedbed.analysis.kernel import kernel
from seedbed.analysis.profile.region_growth import (
    NONE,
    Ground,
    Indices,
    Marks,
    Partition,
    distance,
    distance_to_members,
    join,
)

# Temperatures, in units of the usual distance between adjoining areas.
HOT, COLD = 0.3, 0.005
QUIET_FROM = 0.8


@kernel
def _leave(ground: Ground, partition: Partition, area: int) -> None:
    region = partition.region[area]
    partition.people[region] -= ground.population[area]
    if partition.first[region] == area:
        partition.first[region] = partition.following[area]
        return
    member = partition.first[region]
    while partition.following[member] != area:
        member = partition.following[member]
    partition.following[member] = partition.following[area]


@kernel
def _is_whole(ground: Ground, partition: Partition, region: int, seen: Marks, mark: int, stack: Indices) -> bool:
    """Say whether all areas of a region can be reached from its first one without leaving it."""
    members = 0
    member = partition.first[region]
    while member != NONE:
        members += 1
        member = partition.following[member]
    if members == 0:
        return False
    stack[0] = partition.first[region]
    seen[stack[0]] = mark
    height, reached = 1, 1
    while height > 0 and reached < members:
        height -= 1
        area = stack[height]
        for e in range(ground.offsets[area], ground.offsets[area + 1]):
            other = ground.neighbours[e]
            if partition.region[other] == region and seen[other] != mark:
                seen[other] = mark
                stack[height] = other
                height += 1
                reached += 1
    return reached == members


@kernel
def _fits(ground: Ground, people: float) -> bool:
    return bool(ground.low <= people <= ground.high)


@kernel
def _touches(ground: Ground, partition: Partition, area: int, region: int, besides: int) -> bool:
    """Say whether an area adjoins a region by another area than ``besides``."""
    for e in range(ground.offsets[area], ground.offsets[area + 1]):
        other = ground.neighbours[e]
        if other != besides and partition.region[other] == region:
            return True
    return False


@kernel
def _gain_of_move(ground: Ground, partition: Partition, area: int, target: int) -> float:
    """Return how much the spread grows when an area goes to another region."""
    source = partition.region[area]
    return distance_to_members(
        ground.attributes, area, partition.first[target], partition.following
    ) - distance_to_members(ground.attributes, area, partition.first[source], partition.following)


@kernel
def _accepted(growth: float, temperature: float, random: np.random.Generator) -> bool:
    if growth <= 0.0:
        return True
    if temperature <= 0.0:
        return False
    return bool(random.random() < np.exp(-growth / temperature))


@kernel
def _random_member(partition: Partition, region: int, random: np.random.Generator) -> int:
    """Pick an area of a region, each with the same chance, in one walk along its chain."""
    chosen = partition.first[region]
    member, met = partition.following[chosen], 1
    while member != NONE:
        met += 1
        if random.random() * met < 1.0:
            chosen = member
        member = partition.following[member]
    return int(chosen)


@kernel
def _try_move(  # noqa: PLR0913, PLR0917 - a kernel: its arguments are its registers
    ground: Ground,
    partition: Partition,
    area: int,
    target: int,
    temperature: float,
    seen: Marks,
    mark: int,
    stack: Indices,
    random: np.random.Generator,
) -> None:
    if not _accepted(_gain_of_move(ground, partition, area, target), temperature, random):
        return
    source = partition.region[area]
    _leave(ground, partition, area)
    partition.region[area] = NONE
    if _is_whole(ground, partition, source, seen, mark, stack):
        join(ground, partition, area, target)
    else:
        join(ground, partition, area, source)


@kernel
def _exchange(ground: Ground, partition: Partition, one: int, other: int) -> None:
    here, there = partition.region[one], partition.region[other]
    _leave(ground, partition, one)
    _leave(ground, partition, other)
    join(ground, partition, one, there)
    join(ground, partition, other, here)


@kernel
def _try_swap(  # noqa: PLR0913, PLR0917 - a kernel: its arguments are its registers
    ground: Ground,
    partition: Partition,
    one: int,
    other: int,
    temperature: float,
    seen: Marks,
    mark: int,
    stack: Indices,
    random: np.random.Generator,
) -> None:
    here, there = partition.region[one], partition.region[other]
    change = ground.population[other] - ground.population[one]
    if not (_fits(ground, partition.people[here] + change) and _fits(ground, partition.people[there] - change)):
        return
    if not (_touches(ground, partition, other, here, one) or partition.following[partition.first[here]] == NONE):
        return
    if not (_touches(ground, partition, one, there, other) or partition.following[partition.first[there]] == NONE):
        return
    growth = _gain_of_move(ground, partition, one, there) + _gain_of_move(ground, partition, other, here)
    growth -= 2.0 * distance(ground.attributes, one, other)
    if not _accepted(growth, temperature, random):
        return
    _exchange(ground, partition, one, other)
    if _is_whole(ground, partition, here, seen, mark, stack) and _is_whole(
        ground, partition, there, seen, mark + 1, stack
    ):
        return
    _exchange(ground, partition, one, other)


@kernel
def trade_areas(ground: Ground, partition: Partition, steps: int, random: np.random.Generator) -> None:
    """Move or swap single areas between adjoining regions, keeping every bound, for less spread."""
    areas = partition.region.shape[0]
    seen, stack = np.zeros(areas, dtype=np.int64), np.empty(areas, dtype=np.int32)
    quiet = int(steps * QUIET_FROM)
    temperature = HOT
    cooling = (COLD / HOT) ** (1.0 / max(quiet, 1))
    for step in range(steps):
        temperature = temperature * cooling if step < quiet else 0.0
        area = int(random.random() * areas)
        source = partition.region[area]
        degree = ground.offsets[area + 1] - ground.offsets[area]
        if source == NONE or degree == 0:
            continue
        target = partition.region[ground.neighbours[ground.offsets[area] + int(random.random() * degree)]]
        if target == source or target == NONE:  # noqa: PLR1714, SIM109 - a kernel has no such tuples
            continue
        people = ground.population[area]
        if _fits(ground, partition.people[source] - people) and _fits(ground, partition.people[target] + people):
            _try_move(ground, partition, area, target, temperature, seen, 2 * step + 1, stack, random)
        else:
            other = _random_member(partition, target, random)
            _try_swap(ground, partition, area, other, temperature, seen, 2 * step + 1, stack, random)


@kernel
def place_left_over(ground: Ground, partition: Partition) -> None:
    """Give each area left over to the adjoining region that has room and grows least in spread by it."""
    moved = True
    while moved:
        moved = False
        for area in range(partition.region.shape[0]):
            if partition.region[area] != NONE:
                continue
            best, best_region = np.inf, NONE
            for e in range(ground.offsets[area], ground.offsets[area + 1]):
                region = partition.region[ground.neighbours[e]]
                if region == NONE or not _fits(ground, partition.people[region] + ground.population[area]):
                    continue
                growth = distance_to_members(ground.attributes, area, partition.first[region], partition.following)
                if growth < best:
                    best, best_region = growth, region
            if best_region != NONE:
                join(ground, partition, area, best_region)
                moved = True
