"""Places as they lie in a country, for maps of very many."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

TOWNS = 400
Floats = NDArray[np.float64]


def places_of(many: int) -> tuple[Floats, Floats]:
    """Return places as they lie in a country: in towns, denser in their middles; in degrees, over Britain."""
    random = np.random.default_rng(many)
    towns = np.column_stack([random.uniform(-5, 1.5, TOWNS), random.uniform(50.2, 55.5, TOWNS)])
    of = random.choice(TOWNS, many, p=random.dirichlet(np.full(TOWNS, 0.5)))
    spread = np.abs(random.normal(0, 0.06, many))[:, None] * random.normal(0, 1, (many, 2))
    places = towns[of] + spread
    return places[:, 0], places[:, 1]
