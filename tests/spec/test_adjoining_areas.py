"""Which areas adjoin: those that share a stretch of border.

Two areas adjoin when a straight piece of border stands with the same two end points in both. A shared corner is not
enough (this is called rook contiguity). Candidates for a neighbourhood are made of adjoining areas only, and clustering
compares each area with those adjoining it.

Source: the rook criterion of Anselin, Spatial Econometrics (1988).
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import numpy as np
import shapely

from seedbed.analysis.profile.contiguity import shared_borders
from tests.spec.tables import Columns, example

title = "Adjoining areas"
part = "Choosing a neighbourhood"


@example(
    """
    | area | left | bottom | adjoins |
    |------|------|--------|---------|
    | a    | 0    | 1      | b d     |
    | b    | 1    | 1      | a c e   |
    | c    | 2    | 1      | b f     |
    | d    | 0    | 0      | a e     |
    | e    | 1    | 0      | b d f   |
    | f    | 2    | 0      | c e     |
    """
)
def test_two_rows_of_three_squares(given: Columns) -> Mapping[str, Any]:
    """Two rows of three squares.

        a b c
        d e f

    Areas a and e meet at a corner only, so they do not adjoin.
    """
    left, bottom = given["left"], given["bottom"]
    contiguity = shared_borders(shapely.box(left, bottom, left + 1, bottom + 1))
    names = given["area"]
    return {"adjoins": [" ".join(np.sort(names[contiguity.of(area)])) for area in range(6)]}
