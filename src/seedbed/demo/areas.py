"""The areas of the invented town: small areas, their numbers and centres, and the larger areas they lie in."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import shapely
from numpy.typing import NDArray
from scipy.optimize import linear_sum_assignment

from seedbed.demo import lie_of_the_land as land
from seedbed.demo import names
from seedbed.demo.blocks import Blocks, make_blocks
from seedbed.demo.partition import all_neighbours, area_neighbours, gather, group_areas, grow_small_areas

Floats = NDArray[np.float64]
Numbers = NDArray[np.int64]

SMALL_AREAS = 72
RESIDENTS = 66_800
NEIGHBOURHOOD_RESIDENTS = {"tanners-row": 4_380, "kestrel-rise": 3_640}


@dataclass(frozen=True, eq=False)
class TownAreas:
    """Small areas in the order of their numbers (number 1 first) and what they lie in.

    Parameters
    ----------
    residents
        Usual residents of each small area.
    centres
        Population-weighted centres, metres from the town's middle, shape (areas, 2).
    block_area
        Place in this order of the small area of each block.
    parents
        For ``care_area``, ``ward`` and ``district``: the number (from 1) of each small area's parent.
    parent_names
        For the same levels: names in the order of their numbers.
    """

    blocks: Blocks
    residents: Numbers
    centres: Floats
    block_area: Numbers
    parents: dict[str, Numbers]
    parent_names: dict[str, list[str]]

    def polygons(self, level: str) -> list[shapely.Geometry]:
        """Return the polygons of a level in the order of their numbers, metres from the town's middle."""
        of_block = self.parents[level][self.block_area] - 1 if level in self.parents else self.block_area
        return [shapely.coverage_union_all(self.blocks.polygons[of_block == n]) for n in range(of_block.max() + 1)]

    def members(self, name: str) -> list[int]:
        """Return the places in this order of a neighbourhood's small areas."""
        return [number - 1 for number in names.NEIGHBOURHOODS[name][1]]


def make_areas(seed: int) -> TownAreas:
    """Lay out the town and divide it."""
    rng = np.random.default_rng([seed, 1])
    blocks = make_blocks(rng, RESIDENTS)
    owner = grow_small_areas(blocks, SMALL_AREAS, rng)
    chosen = _neighbourhoods(blocks, owner)
    place = _numbering(_centres(blocks, owner), chosen)
    owner = place[owner]
    blocks = _with_planted_residents(blocks, owner, rng)
    centres = _centres(blocks, owner)
    groups = _groups(centres, all_neighbours(blocks, owner))
    return TownAreas(
        blocks=blocks,
        residents=np.bincount(owner, weights=blocks.residents).astype(np.int64),
        centres=centres,
        block_area=owner,
        parents={level: _numbers(found) for level, found in groups.items()},
        parent_names=_parent_names(groups, centres),
    )


def _centres(blocks: Blocks, owner: Numbers) -> Floats:
    people = np.bincount(owner, weights=blocks.residents)
    return np.column_stack([np.bincount(owner, weights=blocks.residents * c) / people for c in blocks.centres.T])


def _neighbourhoods(blocks: Blocks, owner: Numbers) -> dict[str, list[int]]:
    """Find adjoining areas, with no river or railway between, around where each neighbourhood is to be."""
    centres, neighbours = _centres(blocks, owner), area_neighbours(blocks, owner)
    chosen: dict[str, list[int]] = {}
    for name, at in (("kestrel-rise", land.KESTREL_RISE_AT), ("tanners-row", land.TANNERS_ROW_AT)):
        far = np.hypot(*(centres - np.array(at)).T)
        size = len(names.NEIGHBOURHOODS[name][1])
        chosen[name] = gather(int(far.argmin()), size, neighbours, far)
    return chosen


def _numbering(centres: Floats, chosen: dict[str, list[int]]) -> Numbers:
    """Give each area its place: neighbourhoods west to east in theirs, the others row by row from the north-west."""
    place = np.full(len(centres), -1, dtype=np.int64)
    for name, areas in chosen.items():
        west_to_east = sorted(areas, key=lambda area: float(centres[area, 0]))
        place[west_to_east] = np.array(names.NEIGHBOURHOODS[name][1]) - 1
    others = np.flatnonzero(place < 0)
    rows = -np.floor(centres[others, 1] / 700.0)
    free = np.setdiff1d(np.arange(len(centres)), place[place >= 0])
    place[others[np.lexsort((centres[others, 0], rows))]] = free
    return place


def _with_planted_residents(blocks: Blocks, owner: Numbers, rng: np.random.Generator) -> Blocks:
    """Give both neighbourhoods their planted numbers of residents, whatever the seed."""
    residents = blocks.residents.copy()
    for name, total in NEIGHBOURHOOD_RESIDENTS.items():
        inside = np.isin(owner, np.array(names.NEIGHBOURHOODS[name][1]) - 1)
        residents[inside] = rng.multinomial(total, residents[inside] / residents[inside].sum())
    return Blocks(
        blocks.centres, blocks.polygons, blocks.pairs, blocks.lengths, blocks.over_river, blocks.over_railway, residents
    )


def _groups(centres: Floats, neighbours: list[set[int]]) -> dict[str, list[list[int]]]:
    districts = _districts(centres, neighbours)
    kestrel = [number - 1 for number in names.NEIGHBOURHOODS["kestrel-rise"][1]]
    wards: list[list[int]] = []
    care_areas: list[list[int]] = []
    for position, district in enumerate(districts):
        wards += group_areas(district, 7, centres, neighbours)
        care_areas += group_areas(district, 5, centres, neighbours, begun=[kestrel] if position == 0 else [])
    return {"care_area": care_areas, "ward": wards, "district": districts}


def _districts(centres: Floats, neighbours: list[set[int]]) -> list[list[int]]:
    """Cut two small districts off the west and the south-east; what is cut off from the town joins one of them."""
    west = _cut_off((-4_300.0, 200.0), 11, centres, neighbours, set())
    south_east = _cut_off((3_300.0, -2_600.0), 11, centres, neighbours, set(west))
    rest = set(range(len(centres))) - set(west) - set(south_east)
    start = names.NEIGHBOURHOODS["tanners-row"][1][0] - 1
    town = {start}
    while grown := {n for area in town for n in neighbours[area]} & rest - town:
        town |= grown
    for area in sorted(rest - town):
        (west if centres[area, 0] < 0 else south_east).append(area)
    return [sorted(town), sorted(west), sorted(south_east)]


def _cut_off(
    corner: tuple[float, float], size: int, centres: Floats, neighbours: list[set[int]], taken: set[int]
) -> list[int]:
    kept = {number - 1 for _, numbers in names.NEIGHBOURHOODS.values() for number in numbers} | taken
    far = np.hypot(*(centres - np.array(corner)).T)
    far[sorted(kept)] = np.inf
    free = [near - kept for near in neighbours]
    return gather(int(far.argmin()), size, free, far)


def _numbers(groups: list[list[int]]) -> Numbers:
    numbers = np.zeros(SMALL_AREAS, dtype=np.int64)
    for number, group in enumerate(groups, start=1):
        numbers[group] = number
    return numbers


def _parent_names(groups: dict[str, list[list[int]]], centres: Floats) -> dict[str, list[str]]:
    districts = _numbers(groups["district"])
    found = {"district": list(names.DISTRICTS)}
    for level, spare in (("care_area", names.CARE_AREAS), ("ward", names.WARDS)):
        named = [""] * len(groups[level])
        for number, district in enumerate(names.DISTRICTS, start=1):
            here = [place for place, group in enumerate(groups[level]) if districts[group[0]] == number]
            middles = np.array([centres[groups[level][place]].mean(axis=0) for place in here])
            for place, name in zip(here, _nearest_names(middles, spare[district]), strict=True):
                named[place] = name
        found[level] = named
    return found


def _nearest_names(middles: Floats, spare: dict[str, tuple[float, float]]) -> list[str]:
    """Give each middle a name of its own so that names lie as near as can be to where they belong."""
    where = np.array(list(spare.values()))
    cost = ((middles[:, None, :] - where[None, :, :]) ** 2).sum(axis=2)
    rows, columns = linear_sum_assignment(cost)
    chosen = dict(zip(rows.tolist(), columns.tolist(), strict=True))
    return [list(spare)[chosen[row]] for row in range(len(middles))]
