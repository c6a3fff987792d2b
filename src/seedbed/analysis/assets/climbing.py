"""Heights of the ground, and how much each edge of a walk network climbs."""

from __future__ import annotations

from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import NDArray

from seedbed.analysis.assets.network import Floats, WalkNetwork


@dataclass(frozen=True, slots=True, eq=False)
class HeightGrid:
    """Heights at the points of a grid.

    Parameters
    ----------
    metres
        Rows from north to south, columns from west to east; NaN where not known.
    west, north
        Where the first row and column stand.
    step_east, step_south
        From one column and row to the next.
    system
        Of the coordinates: ``EPSG:4326`` (degrees) or another that pyproj knows.
    """

    metres: NDArray[np.float32]
    west: float
    north: float
    step_east: float
    step_south: float
    system: str


def heights_at(grid: HeightGrid, east: Floats, north: Floats) -> Floats:
    """Return heights between the points of a grid, in metres, straight on from each point to the next (bilinear).

    Parameters
    ----------
    east, north
        In the grid's system.

    Returns
    -------
    Floats
        NaN outside the grid, and where a height around the place is not known.
    """
    across, down = (east - grid.west) / grid.step_east, (grid.north - north) / grid.step_south
    rows, columns = grid.metres.shape
    inside = (across >= 0) & (across <= columns - 1) & (down >= 0) & (down <= rows - 1)
    left = np.clip(np.where(inside, across, 0).astype(np.int64), 0, max(columns - 2, 0))
    top = np.clip(np.where(inside, down, 0).astype(np.int64), 0, max(rows - 2, 0))
    right, below = np.minimum(left + 1, columns - 1), np.minimum(top + 1, rows - 1)
    share_right, share_below = across - left, down - top
    upper = _between(grid.metres[top, left], grid.metres[top, right], share_right)
    lower = _between(grid.metres[below, left], grid.metres[below, right], share_right)
    return np.asarray(np.where(inside, _between(upper, lower, share_below), np.nan))


def _between(one: NDArray[np.floating], other: NDArray[np.floating], share: Floats) -> Floats:
    """Return what lies between two values; a value of no weight may be unknown."""
    return np.asarray(np.where(share == 0, one, np.where(share == 1, other, one * (1.0 - share) + other * share)))


def with_climb(network: WalkNetwork, heights: Floats) -> WalkNetwork:
    """Return the network with the climb of each edge; level where a height at one of its ends is not known.

    Heights are those of the ground: on bridges and in tunnels they tell of the valley and the hill.

    Parameters
    ----------
    heights
        Metres above sea level, one a node.
    """
    climb = heights[network.end] - heights[network.start]
    return replace(network, climb=np.where(np.isfinite(climb), climb, 0.0))
