"""Is a cluster more than chance? Random draws for local Moran and Getis-Ord.

In each draw an area keeps its own value, and the places of those adjoining it are given to other areas picked at random
without replacement. The p value says how often the draws lie at least as far out as what was seen, on the side where
the area lies:

    p = (min(draws at or below, draws at or above) + 1) / (draws + 1)

It is one-sided; double it for two sides. Draws that tie with what was seen count on both sides, so that many equal
values (zeros, deciles) never look like a cluster. One ordering of all areas serves every area in a draw, so the p value
of each area is right by itself while the p values of different areas are not independent. With many areas some will be
small by chance alone.

Source: Anselin, Geographical Analysis 27 (1995), 93-115 (conditional permutation).
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from seedbed.analysis.profile.clustering import getis_ord, local_moran
from seedbed.analysis.profile.contiguity import Contiguity
from tests.spec.tables import Columns, example

title = "Clusters and chance"
part = "Choosing a neighbourhood"


@example(
    """
    | area | value | p      |
    |------|-------|--------|
    | A    | 1     | 0.25   |
    | B    | 2     | 0.1667 |
    | C    | 3     | 0.5    |
    | D    | 7     | 0.1667 |
    | E    | 7     | 0.25   |
    """,
    within=0.01,
)
def test_p_values_come_near_the_count_of_all_arrangements(given: Columns) -> Mapping[str, Any]:
    """P values come near the count of all arrangements.

    Five areas in a row. C and E, which adjoin D, hold 10. Of the six pairs among the other values 1, 2, 3 and 7, which
    add up to 3, 4, 8, 5, 9 and 10, one reaches 10: p = 1/6. B and D, which adjoin C, hold 9; of the sums 3, 8, 8, 9, 9
    and 14 three reach it: p = 1/2.
    """
    row = Contiguity.from_pairs(5, [(0, 1), (1, 2), (2, 3), (3, 4)])
    return {"p": getis_ord(given["value"], row, draws=99_999, seed=1).p_value}


@example(
    """
    | area | value | p   |
    |------|-------|-----|
    | A    | 5     | 1   |
    | B    | 0     |     |
    | C    | 0     | 0.8 |
    | D    | 0     | 0.6 |
    | E    | 0     | 0.8 |
    | F    | 0     | 0.2 |
    """,
    within=0.01,
)
def test_many_zeros_are_no_cluster(given: Columns) -> Mapping[str, Any]:
    """Many zeros are no cluster.

    C adjoins D, D adjoins E, A adjoins F; nothing adjoins B, which has no p value. D, the one area next to C, holds 0,
    as do four of the five other areas: p = 4/5, no cold spot. The two areas next to D hold 0, as do 6 of the 10 pairs
    of others: p = 0.6. F holds 0, and so does every area but A: p = 1 for A. A holds 5, one of five others: p = 0.2
    for F.
    """
    pairs = Contiguity.from_pairs(6, [(2, 3), (3, 4), (0, 5)])
    return {"p": local_moran(given["value"], pairs, draws=99_999, seed=1).p_value}
