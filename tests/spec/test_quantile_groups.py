"""Tenths, fifths and other groups of like size, each set by itself.

Places are put in order of a value, group 1 being the end that comes first, and cut into `q` groups. With `n` places and
rank `r` (tied values share the lower rank) there are three rules, which agree where `q` divides `n`:

    phe          1 + floor(q (r - 1) / n)
    indices      q r / n, rounded up
    population   q w / W, rounded up

`w` are the people of all places before it and its own, `W` those of all places. The first rule gives an odd place to
an earlier group, the second to a later one; the third makes groups hold like numbers of people in place of places. The
rule is named wherever groups are shown. Missing values are not counted, and a set with fewer places than groups is
given none.

Tied values stay in one group. Where they lie at a border groups differ in size, and a warning says so: look whether
that serves.

Sources: phe is the rule of Fingertips (Office for Health Improvement and Disparities, "Technical Guide: Assigning
Deprivation Categories"); indices that of the English Indices of Deprivation.
"""

from __future__ import annotations

import warnings
from collections.abc import Mapping
from typing import Any

import numpy as np

from seedbed.analysis.equity.quantile_groups import quantile_groups
from seedbed.errors import MethodWarning
from tests.spec.tables import Columns, example

title = "Tenths, fifths and other groups"
part = "Figures and how sure they are"


@example(
    """
    | area | score | residents | rank | phe | indices | population |
    |------|-------|-----------|------|-----|---------|------------|
    | a    | 70    | 900       | 1    | 1   | 1       | 1          |
    | b    | 60    | 500       | 2    | 1   | 1       | 2          |
    | c    | 50    | 500       | 3    | 1   | 2       | 2          |
    | d    | 40    | 500       | 4    | 2   | 2       | 3          |
    | e    | 30    | 200       | 5    | 2   | 3       | 3          |
    | f    | 20    | 100       | 6    | 3   | 3       | 3          |
    | g    | 10    | 300       | 7    | 3   | 3       | 3          |
    | h    |       | 400       |      |     |         |            |
    """
)
def test_seven_areas_in_thirds(given: Columns) -> Mapping[str, Any]:
    """Seven areas in thirds (invented numbers).

    Area c has rank 3. By the phe rule `3 * 2 / 7 = 0.86`, so it is in group 1; by the rule of the indices `3 * 3 / 7 =
    1.29`, rounded up to group 2. Of 3,000 residents of areas with a score 1,900 live in a, b or c: `3 * 1900 / 3000 =
    1.9`, group 2. Area h has no score and is not counted.
    """
    score, people = given["score"], given["residents"]
    return {
        "rank": quantile_groups(score, 3).rank,
        "phe": quantile_groups(score, 3).group,
        "indices": quantile_groups(score, 3, rule="indices").group,
        "population": quantile_groups(score, 3, rule="population", weights=people).group,
    }


@example(
    """
    | area | region | score | half | warns |
    |------|--------|-------|------|-------|
    | a    | north  | 9     | 1    | no    |
    | b    | north  | 9     | 1    | no    |
    | c    | north  | 4     | 2    | no    |
    | d    | north  | 4     | 2    | no    |
    | e    | south  | 8     | 1    | yes   |
    | f    | south  | 5     | 1    | yes   |
    | g    | south  | 5     | 1    | yes   |
    | h    | south  | 1     | 2    | yes   |
    """
)
def test_ties_at_a_border(given: Columns) -> Mapping[str, Any]:
    """Ties, each region by itself (invented numbers).

    In the south f and g are both second of four: the border between the halves lies between them, so both are in half 1
    and a warning tells that halves differ in size. The north's ties lie inside its halves.
    """
    half, told = np.empty(8), np.empty(8, dtype=object)
    for region in np.unique(given["region"]):
        inside = given["region"] == region
        with warnings.catch_warnings(record=True) as caught:
            warnings.simplefilter("always", MethodWarning)
            half[inside] = quantile_groups(given["score"][inside], 2).group
        told[inside] = "yes" if caught else "no"
    return {"half": half, "warns": told}
