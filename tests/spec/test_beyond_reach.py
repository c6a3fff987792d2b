"""Beyond reach: the share of each group's people who live too far away.

People are counted by group and area, and everyone of an area starts from its origins. The share of a group beyond reach
is the sum over areas of its people who are beyond, over all its people. Streets are shared by all who live in an area,
so it is areas that vary: with `p` the share, `n` the people of areas, `N` their sum and `m` areas, the variance is

    V = m / (m - 1) * sum (n (y - p) / N)^2        y: share of the area's people who are beyond

and the limits are Wilson's for as many people as would give that variance, `p (1 - p) / V`, times the square of the
normal over Student's quantile for `m - 1` degrees of freedom; never more people than there are. Gaps between groups are
differences of their shares; their limits come from areas drawn again, the same for both groups.

Sources: Korn and Graubard, Survey Methodology 24 (1998), 193-201; Franco and others, Journal of Survey Statistics and
Methodology 7 (2019), 334-364; Rao and Wu, Journal of the American Statistical Association 83 (1988), 231-241.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import numpy as np
import pytest

from seedbed.analysis.assets.access_equity import PeopleByGroup, access_equity
from seedbed.errors import MethodWarning
from tests.spec.tables import Columns, example

title = "Beyond reach"
part = "Reach"


@example(
    """
    | group        | near area | middle | far area | share beyond | gap to the last |
    |--------------|-----------|--------|----------|--------------|-----------------|
    | disabled     | 30        | 20     | 50       | 0.6          | 0.2             |
    | not disabled | 140       | 80     | 80       | 0.4          |                 |
    """
)
def test_shares(given: Columns) -> Mapping[str, Any]:
    """Three areas: near, one half of whose people are beyond, and far.

    Disabled: `(0 * 30 + 0.5 * 20 + 1 * 50) / 100 = 0.6`. Not disabled: `(0.5 * 80 + 80) / 300 = 0.4`.
    """
    people = np.column_stack([given["near area"], given["middle"], given["far area"]]).T
    with pytest.warns(MethodWarning, match="no intervals: 3 areas"):
        found = access_equity(PeopleByGroup("Disability", ("a", "b"), people), [[0.0], [0.5], [1.0]])
    return {"share beyond": found.share.value[0], "gap to the last": found.gap.value[0]}


@example(
    """
    | areas | beyond | people of each | share | low    | high   |
    |-------|--------|----------------|-------|--------|--------|
    | 10    | 4      | 100            | 0.4   | 0.1391 | 0.7334 |
    | 10    | 0      | 100            | 0     | 0      | 0.2775 |
    """,
    within=5e-5,
)
def test_limits(given: Columns) -> Mapping[str, Any]:
    """Areas of like size, each wholly near or wholly beyond.

    `V = 10/9 * 10 * (100/1000)^2 * 0.4 * 0.6 = 0.02667`, as nine people would give; Student's quantile for nine
    degrees of freedom makes them 6.76. A thousand people drawn one by one would have given 0.370 to 0.431: far too
    narrow. Where nobody is beyond, ten areas of like size count as ten people.
    """
    found = [_alike(int(areas), int(beyond), size) for areas, beyond, size in _rows(given)]
    share, low, high = np.array(found).T
    return {"share": share, "low": low, "high": high}


def _rows(given: Columns) -> zip[tuple[float, ...]]:
    return zip(given["areas"], given["beyond"], given["people of each"], strict=True)


def _alike(areas: int, beyond: int, size: float) -> tuple[float, float, float]:
    groups = PeopleByGroup("Everyone", ("Everyone",), np.full((areas, 1), size))
    with pytest.warns(MethodWarning, match="fewer than 30"):
        share = access_equity(groups, (np.arange(areas) < beyond)[:, None] * 1.0).share
    return float(share.value[0, 0]), float(share.low[0, 0]), float(share.high[0, 0])
