"""Which venue to go to next, so that those heard least are heard more.

    near(venue, area) = exp(-d^2 / (2 * 400^2)), and 0 beyond 1,200 m
    around(venue, group) = sum over areas of near * residents of the group
    advised where n - N * P > 5 + 1.96 * sqrt(N * P * (1 - P)), and n / N >= 1.25 * P, and n / N >= P + 0.05

The need of a group is how many more of its people would bring its quotient to 1, over the sum of all groups' needs. The
group that needs most is looked for: `n` of its people live around a venue, of `N` people around, and `P` is its share
of all who live here. A venue is advised only where that is more than chance and the rounding of published counts (5
people) explain, and enough more to be worth a trip. Often none is: then the figures cannot tell where to go. They say
where people live, not where they are at three on a Tuesday: try, and look at who was heard.

Source: the method is Seedbed's own; a Gaussian kernel after Silverman, "Density Estimation for Statistics and Data
Analysis" (1986).
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import numpy as np

from seedbed.analysis.voices.where_next import CLOSED, OPEN, UNKNOWN, need, people_around, stands_out, where_next
from tests.spec.tables import Columns, example

title = "Where to listen next"
part = "Who is heard"


@example(
    """
    | group | heard | living here | need   |
    |-------|-------|-------------|--------|
    | young | 4     | 400         | 0.6364 |
    | old   | 26    | 400         | 0      |
    | other | 10    | 200         | 0      |
    | new   | 0     | 200         | 0.3636 |
    """,
    within=0.0001,
)
def test_who_needs_to_be_heard_more(given: Columns) -> Mapping[str, Any]:
    """Who needs to be heard more.

    Of 40 people heard, the young are a third of all who live here: `(0.3333 * 40 - 4) / 0.6667 = 14`, so 14 more; the
    new `(0.1667 * 40 - 0) / 0.8333 = 8`, so 8 more; the others have their share: `(0.1667 * 40 - 10) < 0`. Needs are
    `14 / 22` and `8 / 22`.
    """
    return {"need": need(given["heard"], given["living here"])}


@example(
    """
    | venue   | east | young around | old around |
    |---------|------|--------------|------------|
    | hall    | 0    | 100          | 60.6531    |
    | corner  | 400  | 60.6531      | 100        |
    | station | 2000 | 0            | 0          |
    """,
    within=0.0001,
)
def test_the_people_around(given: Columns) -> Mapping[str, Any]:
    """The people around.

    A hundred young people live around the point 0, a hundred old ones 400 m east of it: `exp(-400^2 / (2 * 400^2)) =
    0.606531` of them count as around the hall. The station is 1,600 m from the nearer of the two: nobody is around.
    """
    venues = np.column_stack([given["east"], np.zeros(3)])
    areas = np.array([[0.0, 0.0], [400.0, 0.0]])
    around = people_around(venues, areas, np.array([[100.0, 0.0], [0.0, 100.0]]))
    return {"young around": around[:, 0], "old around": around[:, 1]}


@example(
    """
    | of the group | around | advised |
    |--------------|--------|---------|
    | 400          | 1000   | 1       |
    | 255          | 1000   | 1       |
    | 245          | 1000   | 0       |
    | 4            | 10     | 0       |
    | 0            | 0      | 0       |
    """
)
def test_where_a_group_stands_out(given: Columns) -> Mapping[str, Any]:
    """Where a group stands out.

    The group is 20 in 100 of all who live here. Of 1,000 people around, 200 are expected, and chance and rounding
    explain `5 + 1.96 * sqrt(1000 * 0.2 * 0.8) = 29.79` more. 400 are far beyond. 255 are 55 more than expected, and
    25.5 in 100: over 25. 245 are 45 more, too, but 24.5 in 100, no quarter more than everywhere. Of 10 people around, 4
    are 2 more than expected, which is nothing. Where nobody lives, nobody stands out.
    """
    return {"advised": stands_out(given["of the group"], given["around"], 0.2).astype(float)}


@example(
    """
    | rank | venue | time | share around | share of all |
    |------|-------|------|--------------|--------------|
    | 1    | 2     | 1    | 0.8          | 0.4          |
    | 2    | 0     | 2    | 0.52         | 0.4          |
    """
)
def test_two_shifts_are_advised(given: Columns) -> Mapping[str, Any]:
    """Two shifts are advised.

    Young people alone need to be heard more. Around venue 2 they are 400 of 500, around venue 0 260 of 500, around
    venue 1 50 of 500, and of all who live here 40 in 100. Venue 2 is open at times 0 and 1; 9 people were heard at
    time 0 before and none at time 1, so go at 1. Venue 0 says nothing of when it is open; times 1 and 2 were not tried,
    but 1 was just suggested, so go at 2.
    """
    del given
    found = where_next(
        np.array([1.0, 0.0]),
        np.array([[260.0, 240.0], [50.0, 450.0], [400.0, 100.0]]),
        np.array([400.0, 600.0]),
        np.array([[UNKNOWN] * 3, [OPEN] * 3, [OPEN, OPEN, CLOSED]], dtype=np.int8),
        np.array([9.0, 0.0, 0.0]),
        most=2,
    )
    return {
        "rank": np.arange(1, 3),
        "venue": [each.venue for each in found],
        "time": [each.slot for each in found],
        "share around": [each.around for each in found],
        "share of all": [each.everywhere for each in found],
    }
