"""A made-up country's streets of any size: blocks of an uneven grid, some streets missing, and places along them."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from seedbed.analysis.assets.network import WalkNetwork

BLOCK_METRES = 80.0
METRES_A_DEGREE = 111_195.0
MISSING = 0.18
"""Share of the grid's streets that are not there."""


def make_streets(side: int, seed: int, *, bends: int = 0) -> WalkNetwork:
    """Return ``side`` x ``side`` crossings, each street with ``bends`` nodes of its own between them.

    Without bends hardly any node lies between junctions: the hardest network for a search that draws them together.
    """
    generator = np.random.default_rng(seed)
    across, up = (axis.ravel() * BLOCK_METRES for axis in np.meshgrid(np.arange(side), np.arange(side)))
    east = across + generator.uniform(-0.3, 0.3, side * side) * BLOCK_METRES
    north = up + generator.uniform(-0.3, 0.3, side * side) * BLOCK_METRES
    numbers = np.arange(side * side, dtype=np.int32).reshape(side, side)
    start = np.concatenate([numbers[:, :-1].ravel(), numbers[:-1].ravel()])
    end = np.concatenate([numbers[:, 1:].ravel(), numbers[1:].ravel()])
    kept = generator.random(len(start)) >= MISSING
    start, end = start[kept], end[kept]
    for _ in range(bends):
        east, north, start, end = _bent(generator, east, north, start, end)
    metres = np.hypot(east[end] - east[start], north[end] - north[start])
    scale = METRES_A_DEGREE * np.cos(np.radians(52.0))
    return WalkNetwork(
        longitude=-3.0 + east / scale,
        latitude=51.0 + north / METRES_A_DEGREE,
        start=start.astype(np.int32),
        end=end.astype(np.int32),
        metres=metres,
        ways=np.zeros(len(start), np.uint16),
    )


def _bent(
    generator: np.random.Generator,
    east: NDArray[np.float64],
    north: NDArray[np.float64],
    start: NDArray[np.int32],
    end: NDArray[np.int32],
) -> tuple[NDArray[np.float64], NDArray[np.float64], NDArray[np.int32], NDArray[np.int32]]:
    """Put one more node into each edge, up to five metres beside its middle."""
    count = len(start)
    new = len(east) + np.arange(count, dtype=np.int32)
    east = np.concatenate([east, (east[start] + east[end]) / 2 + generator.uniform(-5, 5, count)])
    north = np.concatenate([north, (north[start] + north[end]) / 2 + generator.uniform(-5, 5, count)])
    return east, north, np.concatenate([start, new]), np.concatenate([new, end])


def make_places(network: WalkNetwork, seed: int, categories: int = 12) -> list[NDArray[np.int32]]:
    """Return the nodes of places of several kinds: from one in 500 nodes to one in 20,000."""
    generator = np.random.default_rng(seed)
    sizes = np.geomspace(network.node_count / 500, network.node_count / 20_000, categories).astype(int) + 1
    return [generator.choice(network.node_count, size, replace=False).astype(np.int32) for size in sizes]
