"""Where an area stands among the others of its region.

Rank 1 is the most deprived area. Areas with equal values share the lower rank, so the order of the rows never matters.
The percentile is `100 * rank / n` with `n` areas that have a value: an area at or below 11 is one of the most deprived
11 % **of this region**. Rows of other regions change nothing. With residents as weights it is the share of residents
who live in more deprived areas or in the area itself.

Tenths are the percentile divided by ten and rounded up; computed from the published ranks of 2019 and 2025 they are the
publisher's own deciles for every small area of England.

Source: the ranking rule of the English Indices of Deprivation, with ties resolved as stated.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import numpy as np

from seedbed.analysis.equity import quantiles
from tests.spec.tables import Columns, example

title = "Percentiles within a region"
part = "Choosing a neighbourhood"


@example(
    """
    | area | score | rank | percentile |
    |------|-------|------|------------|
    | a    | 42.0  | 2    | 40         |
    | b    | 55.5  | 1    | 20         |
    | c    | 42.0  | 2    | 40         |
    | d    |       |      |            |
    | e    | 8.1   | 5    | 100        |
    | f    | 20.0  | 4    | 80         |
    """
)
def test_ranks_with_ties(given: Columns) -> Mapping[str, Any]:
    """Ties and a missing score.

    Five areas have a score. Areas a and c are both second, so the next is fourth: `100 * 4 / 5 = 80`.
    """
    score = given["score"]
    return {"rank": quantiles.ranks_within(score), "percentile": quantiles.percentiles_within(score)}


@example(
    """
    | area | region | score | percentile |
    |------|--------|-------|------------|
    | a    | north  | 30    | 50         |
    | b    | north  | 10    | 100        |
    | c    | south  | 90    | 25         |
    | d    | south  | 80    | 50         |
    | e    | south  | 70    | 75         |
    | f    | south  | 60    | 100        |
    """
)
def test_each_region_by_itself(given: Columns) -> Mapping[str, Any]:
    """Each region by itself.

    Area a is among the most deprived half of the north, though every area of the south scores higher.
    """
    percentile = np.empty(len(given["area"]))
    for region in np.unique(given["region"]):
        inside = given["region"] == region
        percentile[inside] = quantiles.percentiles_within(given["score"][inside])
    return {"percentile": percentile}


@example(
    """
    | area | score | residents | percentile |
    |------|-------|-----------|------------|
    | a    | 50    | 1000      | 25         |
    | b    | 40    | 2000      | 75         |
    | c    | 30    | 1000      | 100        |
    """
)
def test_weighted_by_residents(given: Columns) -> Mapping[str, Any]:
    """Weighted by residents.

    Of 4,000 residents 1,000 live in a, and 3,000 in a or b.
    """
    return {"percentile": quantiles.percentiles_within(given["score"], weights=given["residents"])}


@example(
    """
    | rank | fifth |
    |------|-------|
    | 1    | 1     |
    | 2    | 2     |
    | 3    | 3     |
    | 4    | 4     |
    | 5    | 5     |
    | 6    | 5     |
    """
)
def test_fifths(given: Columns) -> Mapping[str, Any]:
    """Six areas in fifths.

    Percentiles 16.7, 33.3, 50, 66.7, 83.3 and 100, each divided by 20 and rounded up.
    """
    return {"fifth": quantiles.groups_within(given["rank"], groups=5, first="lowest")}
