"""Cutting a map into as many contiguous regions as its population allows, each as alike inside as can be."""

from __future__ import annotations

import numpy as np
from numpy.typing import ArrayLike, NDArray

from seedbed.analysis.kernel import kernel
from seedbed.analysis.profile.contiguity import Contiguity
from seedbed.analysis.profile.region_growth import (
    NONE,
    Block,
    Floats,
    Ground,
    Indices,
    Partition,
    attach_stranded,
    empty_block,
    grow_regions,
    spread_of_block,
)
from seedbed.analysis.profile.region_rebuilding import rebuild_regions
from seedbed.analysis.profile.region_results import (
    Bounds,
    Regions,
    checked_population,
    labelled_regions,
    per_area,
    refuse_areas,
)
from seedbed.analysis.profile.region_trading import place_left_over, trade_areas
from seedbed.errors import BadInputError

# How much is tried at effort 1, found on balls of 1,000 real LSOAs.
STARTS = 3
REBUILDINGS_PER_REGION = 3.0
TRIES = 2
TRADES_PER_AREA = 30


def contiguous_regions(  # noqa: PLR0913 - three columns and two bounds that stand for themselves
    contiguity: Contiguity,
    population: ArrayLike,
    attributes: ArrayLike,
    low: float,
    high: float | None = None,
    *,
    seed: int,
    effort: float = 1.0,
) -> Regions:
    """Find as many contiguous regions as can be, each of at least ``low`` people, then make them alike inside.

    This is the max-p-regions problem with an upper bound besides. No quick method is sure to find the best answer;
    this one grows regions, frees and grows again a few adjoining ones many times over, then trades single areas.
    First it seeks more regions, then fewer people left over, then less spread: the sum of the city-block distances
    between the attributes of each two areas of a region.

    Each connected part of the map is cut by itself with the same seed, so that its regions do not depend on what
    lies elsewhere. Regions are numbered by their first area.

    Parameters
    ----------
    contiguity
        Which areas adjoin which.
    population
        People in each area, shape (n,). Whole numbers are added up exactly.
    attributes
        What areas should be alike in, shape (n, k). Taken as they are: standardise columns of different units first.
    low, high
        Fewest and most people in a region; without ``high`` there is no upper bound.
    seed
        Starts the random numbers: the same seed and input give the same answer.
    effort
        How long to search; 2 takes about twice as long as 1 and finds slightly better regions.

    Returns
    -------
    Regions
        Left over are areas with more than ``high`` people, areas in a part of the map with fewer than ``low`` people,
        and, where there is an upper bound, areas for which the regions around have no room.

    Raises
    ------
    BadInputError
        If columns differ in length, a population is negative or missing, an attribute is not a finite number, ``low``
        is not above zero or above ``high``, or ``effort`` is not above zero.

    References
    ----------
    Duque JC, Anselin L, Rey SJ (2012). The max-p-regions problem. Journal of Regional Science 52(3), 397-419.
    """
    bounds = Bounds(float(low), np.inf if high is None else float(high))
    people = checked_population(contiguity, population)
    table = _checked_attributes(contiguity, attributes)
    if not (np.isfinite(effort) and effort > 0):
        raise BadInputError(
            "The effort cannot be used.",
            f"It must be a number above zero; it is {effort:g}.",
            "Give 1 for a usual search and more for a longer one.",
        )
    labels = np.full(contiguity.size, NONE, dtype=np.int32)
    for areas, ground in _grounds(contiguity, people, table, bounds):
        found = _cut(ground, seed, effort)
        labels[areas[found >= 0]] = found[found >= 0] + (labels.max() + 1)
    return labelled_regions(
        contiguity, people, np.ones(contiguity.size, dtype=np.bool_), _numbered_by_first_area(labels), bounds
    )


def within_region_spread(labels: ArrayLike, attributes: ArrayLike) -> float:
    """Return the sum over regions of the city-block distances between the attributes of each two areas of a region.

    Parameters
    ----------
    labels
        The region of each area, or -1, shape (n,).
    attributes
        Shape (n, k).
    """
    given, table = np.asarray(labels), np.asarray(attributes, dtype=np.float64)
    total = 0.0
    for label in np.unique(given[given >= 0]):
        # In ascending order the i-th of m values is added i times and taken away m - 1 - i times.
        members = np.sort(table[given == label], axis=0)
        total += float((np.arange(1 - len(members), len(members), 2) @ members).sum())
    return total


def within_region_squares(labels: ArrayLike, attributes: ArrayLike) -> float:
    """Return the sum over areas of the squared distance to the mean of their region.

    Parameters
    ----------
    labels
        The region of each area, or -1, shape (n,).
    attributes
        Shape (n, k).
    """
    given, table = np.asarray(labels), np.asarray(attributes, dtype=np.float64)
    groups = (table[given == label] for label in np.unique(given[given >= 0]))
    return float(sum(((members - members.mean(axis=0)) ** 2).sum() for members in groups))


def _checked_attributes(contiguity: Contiguity, attributes: ArrayLike) -> Floats:
    table = per_area(contiguity, attributes, "rows of attributes")
    if table.ndim != 2:
        raise BadInputError(
            "The attributes cannot be used.",
            f"They must be a table of one row an area; this has {table.ndim} dimension(s).",
            "Give a table with one column for each attribute, even if there is only one.",
        )
    bad = np.asarray(~np.isfinite(table).all(axis=1))
    refuse_areas("An attribute cannot be used.", bad, "is missing or not a finite number")
    return np.ascontiguousarray(table)


def _grounds(
    contiguity: Contiguity, population: Floats, attributes: Floats, bounds: Bounds
) -> list[tuple[NDArray[np.int64], Ground]]:
    """Return each connected part of the map that holds enough people: its areas, and itself renumbered 0, 1, 2 ..."""
    fitting = np.flatnonzero(population <= bounds.high)
    kept = contiguity.subset(population <= bounds.high)
    component = kept.components()
    # With the areas sorted by part, each part is one slice.
    order = np.argsort(component, kind="stable")
    number = np.argsort(order, kind="stable")
    degrees = kept.degrees[order]
    offsets = np.concatenate([[0], np.cumsum(degrees)])
    sources = np.repeat(kept.offsets[order] - offsets[:-1], degrees) + np.arange(len(kept.neighbours))
    neighbours = number[kept.neighbours[sources]]
    ends = np.cumsum(np.bincount(component))
    people = np.add.reduceat(population[fitting[order]], np.concatenate([[0], ends[:-1]])) if len(ends) else ends
    grounds = []
    for end, size, total in zip(ends, np.bincount(component), people, strict=True):
        if total < bounds.low:
            continue
        begin = end - size
        areas = fitting[order[begin:end]]
        first, last = offsets[begin], offsets[end]
        grounds.append(
            (
                areas,
                _ground(
                    (offsets[begin : end + 1] - first).astype(np.int64),
                    (neighbours[first:last] - begin).astype(np.int32),
                    population[areas],
                    attributes[areas],
                    bounds,
                ),
            )
        )
    return grounds


def _ground(
    offsets: NDArray[np.int64], neighbours: Indices, population: Floats, attributes: Floats, bounds: Bounds
) -> Ground:
    sources = np.repeat(np.arange(len(population)), np.diff(offsets))
    distances = np.abs(attributes[sources] - attributes[neighbours]).sum(axis=1)
    usual = float(distances.mean()) if len(distances) else 0.0
    # Where all areas are alike any yardstick does.
    scaled = attributes / usual if usual > 0 else attributes
    return Ground(offsets, neighbours, population, scaled, bounds.low, bounds.high, 1.0 / bounds.low)


def _cut(ground: Ground, seed: int, effort: float) -> Indices:
    """Cut one connected part of the map; return the region of each area, or NONE."""
    areas = len(ground.population)
    random = np.random.default_rng(seed)
    block = empty_block(areas, ground.attributes.shape[1])
    partition = Partition(
        np.full(areas, NONE, dtype=np.int32),
        np.zeros(areas),
        np.full(areas, NONE, dtype=np.int32),
        np.full(areas, NONE, dtype=np.int32),
    )
    count = _best_start(ground, block, partition, STARTS, random)
    rebuildings = int(np.ceil(effort * REBUILDINGS_PER_REGION * count))
    count = rebuild_regions(ground, partition, block, count, rebuildings, TRIES, random)
    if count > 1:
        trade_areas(ground, partition, int(np.ceil(effort * TRADES_PER_AREA * areas)), random)
    place_left_over(ground, partition)
    return partition.region


@kernel
def _best_start(ground: Ground, block: Block, partition: Partition, starts: int, random: np.random.Generator) -> int:
    """Cut the whole map some times; keep the most regions, then fewest people left over, then least spread."""
    areas = len(ground.population)
    best_count, best_left, best_spread = -1, np.inf, np.inf
    block.inside[:] = 1
    for start in range(starts):
        block.areas[:] = np.arange(areas)
        count = grow_regions(ground, block, areas, 1, 0.3 + 0.1 * start, random)
        left = attach_stranded(ground, block, areas, 1)
        spread = spread_of_block(ground, block, count)
        if (-count, left, spread) < (-best_count, best_left, best_spread):
            best_count, best_left, best_spread = count, left, spread
            partition.first[:] = block.first
            partition.people[:] = block.people
            partition.following[:] = block.following
            for area in range(areas):
                partition.region[area] = max(block.region[area], NONE)
    return best_count


def _numbered_by_first_area(labels: Indices) -> Indices:
    """Number regions 0, 1, 2 ... in the order in which their first areas stand."""
    placed = labels >= 0
    _, first_seen, inverse = np.unique(labels[placed], return_index=True, return_inverse=True)
    numbered = np.full(len(labels), NONE, dtype=np.int32)
    numbered[placed] = np.argsort(np.argsort(first_seen))[inverse]
    return numbered
