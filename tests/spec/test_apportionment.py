"""Sharing the residents of small areas out over a boundary that people drew.

Figures are published for small areas, and a drawn boundary cuts through some of them. The share of an area's residents
inside is taken to be the share of its postcodes inside (homes stand where postcodes are), or, where an area has fewer
than ten postcodes, the share of its ground. Population and counts are multiplied by the share and added up. A share
within 0.5 % of nothing or of everything is taken as such: drawn and published lines never quite agree.

Every profile says by which rule residents were shared out and how many the other rules would give.

Source: the best-fit method of the Office for National Statistics, from points; areal weighting after Goodchild and Lam,
Geo-Processing 1 (1980), 297-312.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import numpy as np
import shapely

from seedbed.analysis.profile import apportion
from tests.spec.tables import Columns, example

title = "Sharing residents out over a boundary"
part = "Describing a neighbourhood"


@example(
    """
    | area | left | width | residents | share inside | residents inside |
    |------|------|-------|-----------|--------------|------------------|
    | a    | 0    | 4     | 1200      | 0.25         | 300              |
    | b    | 4    | 2     | 1000      | 1            | 1000             |
    | c    | 6    | 5     | 1500      | 0.4          | 600              |
    | d    | 11   | 3     | 900       | 0            | 0                |
    """
)
def test_by_ground(given: Columns) -> Mapping[str, Any]:
    """By ground.

    Four areas stand in a row; the boundary runs from 3 to 8. A quarter of a lies inside (3 to 4 of 0 to 4), all of b,
    two fifths of c (6 to 8 of 6 to 11) and nothing of d.
    """
    left = given["left"]
    areas = shapely.box(left, np.zeros(4), left + given["width"], np.ones(4))
    share = apportion.snap(apportion.share_by_ground(shapely.box(3, 0, 8, 1), areas))
    return {"share inside": share, "residents inside": share * given["residents"]}


@example(
    """
    | area | postcodes | inside | residents | share inside | residents inside |
    |------|-----------|--------|-----------|--------------|------------------|
    | a    | 10        | 3      | 1200      | 0.3          | 360              |
    | b    | 12        | 12     | 1000      | 1            | 1000             |
    | c    | 20        | 5      | 1500      | 0.25         | 375              |
    """
)
def test_by_postcodes(given: Columns) -> Mapping[str, Any]:
    """By postcodes.

    Three of ten postcodes of a lie inside, so three tenths of its 1,200 residents are taken to.
    """
    postcodes, within = given["postcodes"].astype(int), given["inside"].astype(int)
    area = np.repeat(np.arange(3), postcodes)
    inside = np.concatenate([np.arange(every) < some for every, some in zip(postcodes, within, strict=True)])
    share = apportion.snap(apportion.share_by_points(inside, area, 3))
    return {"share inside": share, "residents inside": share * given["residents"]}
