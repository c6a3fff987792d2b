"""Where high or low figures lie together: local Moran and Getis-Ord Gi*.

Both compare an area with those adjoining it. `z` is an area's distance from the mean of all `n` areas.

**Local Moran** is `(n - 1) * z * (mean z of the adjoining areas) / (sum of all z^2)`: positive where an area is like
its surroundings, negative where it is unlike them. The quadrant says how: 1 high among high, 2 low among high, 3 low
among low, 4 high among low.

**Getis-Ord**'s Gi* adds up the values of an area and those adjoining it, `k` in all, and says how far the sum lies from
what `k` areas would hold on average, in standard errors:

    (sum - k * mean) / (s * sqrt((n * k - k^2) / (n - 1)))        s^2 = (sum of all z^2) / n

The share is that sum over the sum of all values. Whether a cluster is more than chance is judged by drawing the
surroundings at random many times; these examples show the statistics alone.

Sources: Anselin, Geographical Analysis 27 (1995), 93-115; Getis and Ord, Geographical Analysis 24 (1992), 189-206; Ord
and Getis, Geographical Analysis 27 (1995), 286-306.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from seedbed.analysis.profile.clustering import getis_ord, local_moran
from seedbed.analysis.profile.contiguity import Contiguity
from tests.spec.tables import Columns, example

title = "Clustering"
part = "Choosing a neighbourhood"

# Two rows of three areas, a b c over d e f, numbered 0 to 5.
GRID = Contiguity.from_pairs(6, [(0, 1), (1, 2), (3, 4), (4, 5), (0, 3), (1, 4), (2, 5)])


@example(
    """
    | area | value | z  | mean z adjoining | statistic | quadrant |
    |------|-------|----|------------------|-----------|----------|
    | a    | 10    | 4  | 1.5              | 0.714286  | 1        |
    | b    | 7     | 1  | -0.333333        | -0.039683 | 4        |
    | c    | 2     | -4 | -0.5             | 0.238095  | 3        |
    | d    | 8     | 2  | 1.5              | 0.357143  | 1        |
    | e    | 5     | -1 | 0.333333         | -0.039683 | 2        |
    | f    | 4     | -2 | -2.5             | 0.595238  | 3        |
    """,
    within=5e-7,
)
def test_local_moran_on_a_grid(given: Columns) -> Mapping[str, Any]:
    """Local Moran on two rows of three areas.

        a b c      10 7 2
        d e f       8 5 4

    The mean is 6 and the squares of `z` add up to 42. For a: `5 * 4 * 1.5 / 42 = 0.714286`. For b, whose adjoining
    areas a, c and e have `z` 4, -4 and -1: `5 * 1 * (-1/3) / 42 = -0.039683`.
    """
    answer = local_moran(given["value"], GRID, draws=99)
    return {"statistic": answer.statistic, "quadrant": answer.quadrant}


@example(
    """
    | area | value | sum around | areas around | share    | z score   |
    |------|-------|------------|--------------|----------|-----------|
    | a    | 10    | 25         | 3            | 0.694444 | 1.972027  |
    | b    | 7     | 24         | 4            | 0.666667 | 0         |
    | c    | 2     | 13         | 3            | 0.361111 | -1.408590 |
    | d    | 8     | 23         | 3            | 0.638889 | 1.408590  |
    | e    | 5     | 24         | 4            | 0.666667 | 0         |
    | f    | 4     | 11         | 3            | 0.305556 | -1.972027 |
    """,
    within=5e-7,
)
def test_getis_ord_on_a_grid(given: Columns) -> Mapping[str, Any]:
    """Gi* on the same areas.

    `s = sqrt(42 / 6) = 2.645751`. Area a with b and d holds 25 of 36; three areas hold 18 on average; the standard
    error is `2.645751 * sqrt((6 * 3 - 9) / 5) = 3.549648`, and `7 / 3.549648 = 1.972027`.
    """
    answer = getis_ord(given["value"], GRID, draws=99)
    return {"share": answer.statistic, "z score": answer.z_score}
