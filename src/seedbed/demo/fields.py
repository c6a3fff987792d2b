"""The lie of deprivation and ill health over the invented town: what every chance rests on.

Both are in standard deviations of the invented nation: 0 is its middle, higher is worse.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from scipy.stats import norm

from seedbed.demo.areas import TownAreas

Floats = NDArray[np.float64]
Numbers = NDArray[np.int64]

NATION_AREAS = 30_000
"""Small areas of the invented nation, so ranks run from 1 to 30,000."""
NATION_RESIDENTS = 27_300_000

TANNERS_ROW_DECILES = (2, 1, 4, 6, 7)
"""West to east. Planted truth T4: the mean hides this spread."""
KESTREL_RISE_SHARES = (0.06, 0.02, 0.04, 0.13)
"""Shares of the nation's small areas that are more deprived, west to east: deciles 1, 1, 1, 2."""

ILL_HEALTH_AT = (350.0, -1_900.0)
ILL_HEALTH_REACH = 800.0
"""Planted truth T5: a cluster of ill health in the south, metres from the town's middle."""

_HILLS = (
    (2_300.0, 900.0, 1_000.0, 1.3),
    (300.0, -900.0, 800.0, 0.7),
    (-600.0, 900.0, 700.0, 0.5),
    (-2_700.0, 1_500.0, 1_500.0, -1.5),
    (3_200.0, -1_900.0, 1_300.0, -0.9),
    (-1_400.0, -1_900.0, 900.0, -0.7),
)
"""East, north, reach in metres and height of the rises and dips of deprivation."""


@dataclass(frozen=True, eq=False)
class Fields:
    """Values of each small area, shape (areas,)."""

    deprivation: Floats
    health: Floats

    @property
    def ranks(self) -> Numbers:
        """Ranks within the nation, 1 the most deprived."""
        return np.asarray(np.ceil(norm.sf(self.deprivation) * NATION_AREAS), dtype=np.int64)

    @property
    def deciles(self) -> Numbers:
        """Tenths of the nation's small areas, 1 the most deprived."""
        return np.asarray(1 + (self.ranks - 1) * 10 // NATION_AREAS)


def make_fields(areas: TownAreas, seed: int) -> Fields:
    """Lay deprivation and ill health over the town."""
    rng = np.random.default_rng([seed, 2])
    x, y = areas.centres.T
    deprivation = -0.05 + sum(_hill(x, y, *hill) for hill in _HILLS) + rng.normal(0, 0.30, len(x))
    deprivation = np.clip(deprivation, -1.22, 2.0)
    deprivation[areas.members("tanners-row")] = norm.isf((np.array(TANNERS_ROW_DECILES) - 0.5) / 10)
    deprivation[areas.members("kestrel-rise")] = norm.isf(np.array(KESTREL_RISE_SHARES))
    health = 0.6 * deprivation + rng.normal(0, 0.18, len(x)) + _hill(x, y, *ILL_HEALTH_AT, ILL_HEALTH_REACH, 1.7)
    return Fields(deprivation=deprivation, health=health)


def _hill(x: Floats, y: Floats, east: float, north: float, reach: float, height: float) -> Floats:
    return np.asarray(height * np.exp(-((x - east) ** 2 + (y - north) ** 2) / (2 * reach**2)))
