"""Floating catchments: how much there is for each person within reach.

Step 1 shares out what each place offers among the people within its reach; step 2 adds up, from each origin, the shares
of the places within reach. In the enhanced method people and shares both count less the longer the way:

    R_j = S_j / sum_i w(t_ij) D_i        A_i = sum_j w(t_ij) R_j

with times `t`, weights `w`, what places offer `S` and the people of origins `D`. Where nothing is within reach the
score is 0 and words say so. What people get adds up to what the places offer that anybody can reach.

Sources: Luo and Wang, Environment and Planning B 30 (2003), 865-884; enhanced: Luo and Qi, Health & Place 15 (2009),
1100-1107. Its weights are 1 up to 10 minutes, 0.68 up to 20 and 0.22 up to 30.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import numpy as np

from seedbed.analysis.assets.catchment import catchment
from seedbed.analysis.assets.decay import LUO_AND_QI, within
from seedbed.analysis.assets.travel import Travel
from tests.spec.tables import Columns, example

title = "Floating catchments"
part = "Reach"


@example(
    """
    | home | people | minutes to the hall | minutes to the library | score | in words         |
    |------|--------|---------------------|------------------------|-------|------------------|
    | a    | 100    | 5                   |                        | 0.2   | within reach     |
    | b    | 200    | 8                   | 6                      | 0.35  | within reach     |
    | c    | 50     |                     | 25                     | 0     | not within reach |
    """
)
def test_plain(given: Columns) -> Mapping[str, Any]:
    """Two places, 10 minutes.

    The hall holds 60 people and shares them among `100 + 200`: 0.2 each. The library has 30 seats for `200`: 0.15 each.
    Home b reaches both. For home c the library is too far.
    """
    times = np.column_stack([given["minutes to the hall"], given["minutes to the library"]]) * 60
    home, place = np.nonzero(~np.isnan(times))
    travel = Travel.from_pairs(home, place, times[home, place], shape=(3, 2))
    found = catchment(travel, supply=[60, 30], demand=given["people"], decay=within(600))
    return {"score": found.score, "in words": found.states}


@example(
    """
    | home | people | minutes to the hall | score    |
    |------|--------|---------------------|----------|
    | a    | 100    | 5                   | 0.25     |
    | b    | 250    | 12                  | 0.17     |
    | c    | 100    | 30                  | 0.055    |
    """,
)
def test_enhanced(given: Columns) -> Mapping[str, Any]:
    """One hall for 73 people, weights by time.

    Weights are 1, 0.68 and 0.22, so `100 + 0.68 * 250 + 0.22 * 100 = 292` share `73`: 0.25 each at the hall's door,
    times the weight further away. `100 * 0.25 + 250 * 0.17 + 100 * 0.055 = 73`.
    """
    travel = Travel.from_pairs([0, 1, 2], [0, 0, 0], given["minutes to the hall"] * 60, shape=(3, 1))
    return {"score": catchment(travel, supply=[73], demand=given["people"], decay=LUO_AND_QI).score}
