"""The street blocks of the invented town: small cells that follow the river and the railway.

Blocks are Voronoi cells of jittered points. Along river and railway the points stand in pairs either
side, so that borders run exactly along them. Areas are unions of blocks, so they share vertices exactly.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import shapely
from numpy.typing import NDArray
from scipy.spatial import Voronoi, cKDTree

from seedbed.demo import lie_of_the_land as land

Floats = NDArray[np.float64]
Numbers = NDArray[np.int64]

SPACING = 125.0
BANK = 45.0
"""How far the first blocks stand from the middle of the river or railway, metres."""
SHORTEST_BORDER = 4.0
"""Blocks that share less than this many metres only meet at a corner."""


@dataclass(frozen=True, eq=False)
class Blocks:
    """All blocks inside the town's outline.

    Parameters
    ----------
    centres
        Metres from the town's middle, shape (blocks, 2).
    polygons
        One polygon a block; neighbours share vertices exactly.
    pairs
        Numbers of blocks that share a border of some length, shape (pairs, 2).
    lengths
        Metres between the centres of each pair.
    over_river, over_railway
        Whether the pair lies either side of the river or the railway.
    residents
        People in each block; none in the park, the works and some shops and yards.
    """

    centres: Floats
    polygons: NDArray[np.object_]
    pairs: Numbers
    lengths: Floats
    over_river: NDArray[np.bool_]
    over_railway: NDArray[np.bool_]
    residents: Numbers


def make_blocks(rng: np.random.Generator, population: int) -> Blocks:
    """Lay out the blocks and share the residents among them."""
    points = _points(rng)
    diagram = Voronoi(points)
    corners = np.round(diagram.vertices)
    inside = _inside(points, diagram)
    number = np.full(len(points), -1)
    number[inside] = np.arange(inside.sum())
    pairs = number[diagram.ridge_points]
    pairs = np.sort(pairs[(pairs >= 0).all(axis=1) & _long_enough(diagram, corners)], axis=1).astype(np.int64)
    centres = points[inside]
    regions = [diagram.regions[region] for region in diagram.point_region[inside]]
    return Blocks(
        centres=centres,
        polygons=np.array([shapely.Polygon(corners[region]) for region in regions], dtype=object),
        pairs=pairs,
        lengths=np.linalg.norm(centres[pairs[:, 0]] - centres[pairs[:, 1]], axis=1),
        over_river=_divided(north_of_river(centres), pairs),
        over_railway=_divided(east_of_railway(centres), pairs),
        residents=_residents(rng, centres, population),
    )


def north_of_river(points: Floats) -> NDArray[np.bool_]:
    """Say which points lie north of the river."""
    return np.asarray(points[:, 1] > land.river_y(points[:, 0]))


def east_of_railway(points: Floats) -> NDArray[np.bool_]:
    """Say which points lie east of the railway."""
    return np.asarray(points[:, 0] > land.railway_x(points[:, 1]))


def _divided(side: NDArray[np.bool_], pairs: Numbers) -> NDArray[np.bool_]:
    return np.asarray(side[pairs[:, 0]] != side[pairs[:, 1]])


def _points(rng: np.random.Generator) -> Floats:
    columns = np.arange(-land.HALF_WIDTH, land.HALF_WIDTH, SPACING)
    rows = np.arange(-land.HALF_HEIGHT, land.HALF_HEIGHT, SPACING * 0.9)
    x, y = np.meshgrid(columns, rows)
    grid = np.column_stack([(x + (np.arange(len(rows)) % 2)[:, None] * SPACING / 2).ravel(), y.ravel()])
    grid = grid + rng.uniform(-0.32, 0.32, grid.shape) * SPACING
    banks = _banks()
    far = cKDTree(banks).query(grid)[0] > SPACING * 0.75
    return np.vstack([banks, grid[far]])


def _banks() -> Floats:
    """Points in pairs either side of river and railway."""
    river, railway = land.barrier_points(SPACING * 0.8)
    lines = [line[cKDTree(other).query(line)[0] > SPACING] for line, other in ((river, railway), (railway, river))]
    return np.vstack([_either_side(line) for line in lines])


def _either_side(line: Floats) -> Floats:
    along = np.gradient(line, axis=0)
    across = np.column_stack([-along[:, 1], along[:, 0]]) / np.linalg.norm(along, axis=1)[:, None]
    return np.vstack([line + BANK * across, line - BANK * across])


def _long_enough(diagram: Voronoi, corners: Floats) -> NDArray[np.bool_]:
    """Say which borders are long enough for two blocks to count as neighbours; an open border is not."""
    ends = np.array(diagram.ridge_vertices)
    lengths = np.linalg.norm(corners[ends[:, 0]] - corners[ends[:, 1]], axis=1)
    return np.asarray((ends >= 0).all(axis=1) & (lengths >= SHORTEST_BORDER))


def _inside(points: Floats, diagram: Voronoi) -> NDArray[np.bool_]:
    """Blocks within the outline whose cells are closed."""
    closed = np.array([len(diagram.regions[r]) > 2 and -1 not in diagram.regions[r] for r in diagram.point_region])
    return np.asarray(closed & land.inside_outline(points[:, 0], points[:, 1]))


def _residents(rng: np.random.Generator, centres: Floats, population: int) -> Numbers:
    """Share the residents: dense in the middle, nobody in the park, the works and one block in nine."""
    x, y = centres.T
    density = 0.25 + np.exp(-((np.hypot(x, y) / 2_300.0) ** 2))
    density = density * rng.lognormal(0.0, 0.45, len(centres))
    density[land.in_park(x, y) | land.in_works(x, y) | (rng.random(len(centres)) < 1 / 9)] = 0.0
    return rng.multinomial(population, density / density.sum()).astype(np.int64)
