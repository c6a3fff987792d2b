"""Which groups of adjoining areas to look at first, within one region.

1. An area is **eligible** when its deprivation percentile within the region is at most the one asked for.
2. Each criterion becomes **need**, 0 to 100: the per cent of the region's other areas with less need; equals count
   half. A criterion goes by a figure, by its clustering (the Gi* score within the region), or by the known places in
   the area and those beside it, per 1,000 residents there, few places being need.
3. An area's score is the mean of its needs under the weights; an unknown need counts as 50.
4. Eligible areas that adjoin are put together, high scores first, into **candidates** within bounds of population.
5. A candidate's need is the mean over its residents, and its score the mean of its needs under the weights. Rank 1 is
   the highest score; equal scores share the better rank.
6. **Other weights**: at least 2,000 weightings are drawn around the stated ones (Dirichlet). `rank_low` and `rank_high`
   are the 5th and 95th per cent of a candidate's rank under them.

Only the areas of the region are looked at, so rows of other regions change nothing. It proposes; people choose.

The town of the examples, with a hall in area a and three in area f:

```
a b c
d e f
```

Source: sites of Well London were among the most deprived 11 % of areas within London; later neighbourhoods of about
1,000 to 5,000 residents were chosen by deprivation, clustering of ill health and limited assets.
Ranks under random weights: OECD and JRC, Handbook on Constructing Composite Indicators (2008), step 7.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import numpy as np

from seedbed.analysis.profile.contiguity import Contiguity
from seedbed.analysis.profile.criteria import Criterion
from seedbed.analysis.profile.screening import RegionAreas, Screening, ScreenRules, screen_region
from tests.spec.tables import Columns, example

title = "Candidates"
part = "Choosing a neighbourhood"

CRITERIA = (
    Criterion("deprivation", "Deprivation", "value", 3, "worse", "score"),
    Criterion("places", "Few known places", "sites", 1, "better"),
)
BORDERS = [[0, 1], [1, 2], [3, 4], [4, 5], [0, 3], [1, 4], [2, 5]]
RULES = ScreenRules(percentile=67, population_low=600, population_high=1700)


def choose(residents: Any, score: Any, halls: Any, rules: ScreenRules = RULES) -> Screening:
    """Screen the town of the examples."""
    areas = RegionAreas(
        population=np.asarray(residents),
        deprivation=np.asarray(score),
        criteria=CRITERIA,
        figures=np.array([score, halls]),
        contiguity=Contiguity.from_pairs(6, BORDERS),
        parents=np.zeros(6, dtype=np.int64),
    )
    return screen_region(areas, rules)


@example(
    """
    | area | residents | score | halls | percentile | need | halls_per_1000 | need_of_halls | candidate |
    |------|-----------|-------|-------|------------|------|----------------|---------------|-----------|
    | a    | 800       | 50    | 1     | 16.67      | 100  | 0.476          | 80            | 0         |
    | b    | 700       | 40    | 0     | 33.33      | 80   | 0.357          | 100           | 0         |
    | c    | 900       | 30    | 0     | 50.00      | 60   | 0.968          | 20            | 1         |
    | d    | 600       | 20    | 0     | 66.67      | 40   | 0.556          | 60            | 2         |
    | e    | 400       | 10    | 0     | 83.33      | 20   | 0.938          | 40            | -1        |
    | f    | 1500      | 5     | 3     | 100.00     | 0    | 1.071          | 0             | -1        |
    """,
    within=0.005,
)
def test_from_areas_to_candidates(given: Columns) -> Mapping[str, Any]:
    """From areas to candidates.

    Areas a to d are among the most deprived 67 %. Around a live 800 + 700 + 600 people with one hall: 1 / 2.1 = 0.476.
    With weights 3 and 1 the areas score 95, 85, 50 and 45. Area a takes in b (1,500 residents); more would be too
    many.
    Candidate -1 means none.
    """
    found = choose(given["residents"], given["score"], given["halls"])
    return {
        "percentile": found.percentiles,
        "need": found.needs[0],
        "halls_per_1000": found.values[1],
        "need_of_halls": found.needs[1],
        "candidate": found.labels,
    }


@example(
    """
    | candidate | residents | percentile | need  | need_of_halls | total | rank | rank_low | rank_high |
    |-----------|-----------|------------|-------|---------------|-------|------|----------|-----------|
    | a and b   | 1500      | 24.44      | 90.67 | 89.33         | 90.33 | 1    | 1        | 1         |
    | c         | 900       | 50.00      | 60.00 | 20.00         | 50.00 | 2    | 2        | 3         |
    | d         | 600       | 66.67      | 40.00 | 60.00         | 45.00 | 3    | 2        | 3         |
    """,
    within=0.005,
)
def test_from_candidates_to_ranks(given: Columns) -> Mapping[str, Any]:
    """From candidates to ranks.

    The need of a and b is (800 x 100 + 700 x 80) / 1500 = 90.67, and for halls (800 x 80 + 700 x 100) / 1500 = 89.33;
    the total is 0.75 x 90.67 + 0.25 x 89.33 = 90.33. It leads on both, so no weights move it. Candidate d passes c when
    halls weigh more than a third (then 40 more points of need for halls outweigh 20 fewer of deprivation), which
    weights drawn around a quarter do more than 5 times in 100.
    """
    found = choose([800.0, 700, 900, 600, 400, 1500], [50.0, 40, 30, 20, 10, 5], [1.0, 0, 0, 0, 0, 3])
    return {
        "residents": found.population,
        "percentile": found.percentile,
        "need": found.candidate_needs[:, 0],
        "need_of_halls": found.candidate_needs[:, 1],
        "total": found.score,
        "rank": found.rank,
        "rank_low": found.rank_low,
        "rank_high": found.rank_high,
    }


@example(
    """
    | area | residents | score | halls | candidate | rank |
    |------|-----------|-------|-------|-----------|------|
    | a    | 1000      | 9     | 0     | 0         | 1    |
    | b    | 1000      | 1     | 0     | -1        |      |
    | c    | 1000      | 9     | 0     | 1         | 1    |
    | d    | 1000      | 1     | 0     | -1        |      |
    | e    | 1000      | 1     | 0     | -1        |      |
    | f    | 1000      | 1     | 0     | -1        |      |
    """
)
def test_equal_candidates_share_the_better_rank(given: Columns) -> Mapping[str, Any]:
    """Equal candidates share the better rank.

    Areas a and c are alike in everything and stand in opposite corners; they are listed in order of code.
    """
    found = choose(given["residents"], given["score"], given["halls"], ScreenRules(percentile=17, population_high=1700))
    rank = [found.rank[label] if label >= 0 else np.nan for label in found.labels]
    return {"candidate": found.labels, "rank": rank}
