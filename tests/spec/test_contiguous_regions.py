"""Contiguous regions: as many as can be with enough people each, then as alike inside as can be.

Areas are cut into regions that hang together, each of at least a given number of people and, where wanted, at most
another. First come more regions, then fewer people left over, then less spread: the sum over regions of the city-block
distances between the attributes of each two areas of a region. The search grows regions, frees a few adjoining ones and
grows them again many times, and trades single areas; it starts from a seed number, so it can be repeated.

Source: Duque, Anselin and Rey, The max-p-regions problem, Journal of Regional Science 52(3), 2012.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import numpy as np

from seedbed.analysis.profile.contiguity import Contiguity
from seedbed.analysis.profile.regions import contiguous_regions
from tests.spec.tables import Columns, example

title = "Contiguous regions"
part = "Choosing a neighbourhood"

BOARD = Contiguity.from_pairs(8, [(0, 1), (1, 2), (2, 3), (4, 5), (5, 6), (6, 7), (0, 4), (1, 5), (2, 6), (3, 7)])


@example(
    """
    | area | people | deprivation | region |
    |------|--------|-------------|--------|
    | a    | 1500   | 10          | 1      |
    | b    | 1500   | 12          | 1      |
    | c    | 1500   | 40          | 2      |
    | d    | 1500   | 41          | 2      |
    | e    | 1500   | 11          | 1      |
    | f    | 1500   | 13          | 1      |
    | g    | 1500   | 42          | 2      |
    | h    | 1500   | 43          | 2      |
    """
)
def test_two_alike_halves(given: Columns) -> Mapping[str, Any]:
    """Two rows of four areas, at least 5,000 people.

        a b c d
        e f g h

    There are 12,000 people, so two regions at most. Spread within the left and the right half is 10 each: for a, b, e
    and f the six distances are 2 + 1 + 3 + 1 + 1 + 2. No other cut has so little.
    """
    regions = contiguous_regions(BOARD, given["people"], given["deprivation"][:, np.newaxis], 5000, seed=1)
    return {"region": regions.labels + 1.0}


@example(
    """
    | area | people | deprivation | region |
    |------|--------|-------------|--------|
    | a    | 3000   | 10          | 1      |
    | b    | 2000   | 12          | 2      |
    | c    | 9000   | 40          |        |
    | d    | 1500   | 41          | 3      |
    | e    | 2500   | 11          | 1      |
    | f    | 2500   | 13          | 2      |
    | g    | 1000   | 42          | 3      |
    | h    | 2500   | 43          | 3      |
    """
)
def test_bounds_on_both_sides(given: Columns) -> Mapping[str, Any]:
    """The same map with uneven populations, 4,000 to 6,000 people.

    Area c alone has more than 6,000 people and is left over. The other 15,000 allow three regions. Area d reaches the
    others only through h (1,500 + 2,500 = 4,000), and there is room for g (5,000). Areas a, b, e and f can then be
    halved as a with b and e with f (spread 2 + 2) or as a with e and b with f (1 + 1), which is less.
    """
    regions = contiguous_regions(BOARD, given["people"], given["deprivation"][:, np.newaxis], 4000, 6000, seed=1)
    return {"region": np.where(regions.labels < 0, np.nan, regions.labels + 1)}
