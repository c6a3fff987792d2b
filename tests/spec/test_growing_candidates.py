"""Growing candidates: adjoining eligible areas put together, highest scores first.

The eligible area with the highest score that is not yet taken starts a candidate. The adjoining eligible area with the
highest score that still fits under the most people joins it, until none fits. A candidate that then has too few people
gives its areas back, all but the one that started it. At the end such stranded areas are handed to an adjoining
candidate that has room. Of equal scores the area that stands first comes first. An area with more people than a
candidate may have is in none.

Source: a greedy rule of ours, made to be followed by hand; it proposes, people choose.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import numpy as np

from seedbed.analysis.profile.candidates import grow_candidates
from seedbed.analysis.profile.contiguity import Contiguity
from tests.spec.tables import Columns, example

title = "Growing candidates"
part = "Choosing a neighbourhood"

BOARD = Contiguity.from_pairs(6, [(0, 1), (1, 2), (3, 4), (4, 5), (0, 3), (1, 4), (2, 5)])


@example(
    """
    | area | people | score | eligible | candidate |
    |------|--------|-------|----------|-----------|
    | a    | 1500   | 40    | yes      | 2         |
    | b    | 1800   | 90    | yes      | 1         |
    | c    | 1600   | 70    | yes      | 1         |
    | d    | 1200   | 30    | yes      | 2         |
    | e    | 2000   | 80    | no       |           |
    | f    | 1700   | 20    | yes      |           |
    """
)
def test_two_candidates_of_two_to_four_thousand_people(given: Columns) -> Mapping[str, Any]:
    """Two rows of three areas, 2,000 to 4,000 people.

        a b c
        d e f

    Area b starts. Of its neighbours a (40) and c (70), c joins: 1,800 + 1,600 = 3,400. Neither a nor f fits under
    4,000. Area a starts the next and takes d: 2,700; e is not eligible. Area f alone has too few people, and the
    candidate of b and c no room for it.
    """
    regions = grow_candidates(BOARD, given["people"], given["score"], given["eligible"] == "yes", 2000, 4000)
    return {"candidate": np.where(regions.labels < 0, np.nan, regions.labels + 1)}


@example(
    """
    | area | people | score | candidate |
    |------|--------|-------|-----------|
    | a    | 1000   | 50    | 1         |
    | b    | 1000   | 50    | 1         |
    | c    | 1000   | 50    | 1         |
    | d    | 1000   | 50    | 2         |
    | e    | 1000   | 50    | 2         |
    | f    | 1000   | 50    | 2         |
    """
)
def test_equal_scores(given: Columns) -> Mapping[str, Any]:
    """Equal scores: the area that stands first comes first.

    At most 3,000 people, the same map. Area a starts; of b and d, b joins; of c, d and e, c joins. Then d starts.
    """
    regions = grow_candidates(BOARD, given["people"], given["score"], np.ones(6), 1000, 3000)
    return {"candidate": regions.labels + 1.0}


@example(
    """
    | area | people | score | candidate |
    |------|--------|-------|-----------|
    | a    | 6500   | 90    |           |
    | b    | 700    | 80    | 1         |
    | c    | 600    | 10    | 1         |
    | d    | 900    | 70    |           |
    """
)
def test_areas_in_no_candidate(given: Columns) -> Mapping[str, Any]:
    """Areas in no candidate: one too large, one too small.

    A row of four areas, 1,000 to 5,000 people; d is an island. Area a alone has too many people, d too few and no
    neighbour. Area b starts and c joins: 1,300.
    """
    row = Contiguity.from_pairs(4, [(0, 1), (1, 2)])
    regions = grow_candidates(row, given["people"], given["score"], np.ones(4), 1000, 5000)
    return {"candidate": np.where(regions.labels < 0, np.nan, regions.labels + 1)}
