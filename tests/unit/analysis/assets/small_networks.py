"""Small walk networks for tests: nodes in metres from a corner, edges as pairs of their numbers."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from seedbed.analysis.assets.network import WalkNetwork

METRES_A_DEGREE = 100_000.0


def network(
    points: Sequence[tuple[float, float]],
    edges: Sequence[tuple[int, int]],
    ways: Sequence[int] | None = None,
    climb: Sequence[float] | None = None,
) -> WalkNetwork:
    """Return a network near the equator, where a degree is taken for 100 km both ways."""
    at = np.asarray(points, dtype=np.float64).reshape(-1, 2)
    start, end = np.asarray(edges, dtype=np.int32).reshape(-1, 2).T
    return WalkNetwork(
        longitude=at[:, 0] / METRES_A_DEGREE,
        latitude=at[:, 1] / METRES_A_DEGREE,
        start=start,
        end=end,
        metres=np.hypot(*(at[start] - at[end]).T),
        ways=np.asarray(ways if ways is not None else [0] * len(start), dtype=np.uint16),
        climb=None if climb is None else np.asarray(climb, dtype=np.float64),
        nodes=np.arange(len(at), dtype=np.int64) + 100,
    )
