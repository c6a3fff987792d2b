"""A made-up country of any number of areas: cells around clustered points; neighbours share wiggly borders."""

from __future__ import annotations

from typing import Any

import numpy as np
import shapely
from numpy.typing import NDArray
from scipy.spatial import Voronoi

Floats = NDArray[np.float64]

SIDE = 600_000.0
POINTS_A_BORDER = 5
WIGGLE = 0.001


def make_areas(size: int, seed: int) -> Any:
    """Return a GeoDataFrame of ``size`` adjoining areas, in metres.

    Columns: ``code`` (invented), ``population`` (100 to 625, as an output area), ``deprivation`` and ``ill_health``
    (high values lie together), ``assets`` (fewer where deprivation is high), ``geometry``.
    """
    import geopandas

    generator = np.random.default_rng(seed)
    points = _clustered_points(generator, size)
    deprivation = _waves(generator, points) + generator.normal(0, 1.5, size)
    columns = {
        "code": [f"X{number:08d}" for number in range(size)],
        "population": np.clip(generator.normal(300, 70, size), 100, 625).astype(np.int64),
        "deprivation": deprivation,
        "ill_health": 0.7 * deprivation + generator.normal(0, 1.5, size),
        "assets": generator.poisson(np.exp(-0.2 * deprivation)),
    }
    return geopandas.GeoDataFrame(columns, geometry=_cells(generator, points), crs=27700)


def _clustered_points(generator: np.random.Generator, size: int) -> Floats:
    """Most points around towns of very different size, the rest anywhere."""
    towns = max(20, size // 400)
    centres = generator.uniform(0, SIDE, (towns, 2))
    weights = generator.pareto(1.1, towns) + 0.2
    weights /= weights.sum()
    in_town = int(size * 0.85)
    town = generator.choice(towns, in_town, p=weights)
    spread = 8000 * np.sqrt(weights * towns)
    around = centres[town] + generator.normal(0, 1, (in_town, 2)) * spread[town, None]
    points = np.vstack([around, generator.uniform(0, SIDE, (size - in_town, 2))])
    return np.asarray(np.clip(points, 0, SIDE) + generator.uniform(-50, 50, points.shape))


def _waves(generator: np.random.Generator, points: Floats) -> Floats:
    """Smooth hills and valleys, about 40 km wide."""
    directions = generator.normal(0, 1, (2, 8)) / 40_000
    return np.asarray(np.sin(points @ directions + generator.uniform(0, 2 * np.pi, 8)).sum(axis=1))


def _cells(generator: np.random.Generator, points: Floats) -> NDArray[np.object_]:
    """Return the Voronoi cell of each point; both sides of a border have the same vertices, to a millimetre."""
    turn = np.linspace(0, 2 * np.pi, 200, endpoint=False)
    far_ring = SIDE / 2 + 1.5 * SIDE * np.column_stack([np.cos(turn), np.sin(turn)])
    diagram = Voronoi(np.vstack([points, far_ring]))
    corners = [diagram.regions[region] for region in diagram.point_region[: len(points)]]
    lengths = np.array([len(cell) for cell in corners])
    start = np.concatenate(corners)
    ends = np.cumsum(lengths)
    following = np.arange(1, len(start) + 1)
    following[ends - 1] = ends - lengths
    sides = _wiggly_sides(generator, diagram, start, start[following])
    owner = np.repeat(np.arange(len(points)), lengths * sides.shape[1])
    return np.asarray(shapely.polygons(shapely.linearrings(sides.reshape(-1, 2), indices=owner)))


def _wiggly_sides(
    generator: np.random.Generator, diagram: Voronoi, start: NDArray[np.int64], end: NDArray[np.int64]
) -> Floats:
    """Return the vertices of each side without its end, shape (sides, 1 + points a border, 2)."""
    count = len(diagram.vertices)
    keys = np.minimum(start, end).astype(np.int64) * count + np.maximum(start, end)
    borders, border = np.unique(keys, return_inverse=True)
    first, last = diagram.vertices[borders // count], diagram.vertices[borders % count]
    share = np.linspace(0, 1, POINTS_A_BORDER + 2)[1:-1]
    along = last - first
    across = np.column_stack([-along[:, 1], along[:, 0]])
    sway = generator.normal(0, WIGGLE, (len(borders), POINTS_A_BORDER)) * np.sin(np.pi * share)
    between = first[:, None] + share[:, None] * along[:, None] + sway[:, :, None] * across[:, None]
    forward = (start < end)[:, None, None]
    inner = np.where(forward, between[border], between[border][:, ::-1])
    return np.asarray(np.round(np.concatenate([diagram.vertices[start][:, None], inner], axis=1), 3))
