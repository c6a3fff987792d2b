"""The mean of single measurements, and Student's t interval around it.

With `n` measurements of mean `m` and sample standard deviation `s` (divided by `n - 1`) the limits are

    m - t * s / sqrt(n)    and    m + t * s / sqrt(n)

where `t` is the value that Student's distribution with `n - 1` degrees of freedom passes 2.5 % of the time (for 95 %).
One measurement has no interval, nor have several that are all equal. A missing one is left out. The interval is exact
for measurements that lie around their mean as a bell curve does. Where they are skewed (skewness `g`) and fewer
than `25 g^2`, the function warns; so it does of fewer than 15, which cannot show whether they are skewed.

Sources: Student, Biometrika 6 (1908), 1-25; Cochran, Sampling Techniques (1977), section 2.15, for the size.
"""

from __future__ import annotations

import warnings
from collections.abc import Callable, Mapping
from typing import Any

import numpy as np
import pytest

from seedbed.analysis.equity import rates
from seedbed.errors import MethodWarning
from tests.spec.coverage import keeps_its_promise, share_that_holds
from tests.spec.tables import Columns, example

title = "Means"
part = "Figures and how sure they are"


@example(
    """
    | first | second | third | fourth | mean | low    | high   |
    |-------|--------|-------|--------|------|--------|--------|
    | 2     | 4      | 6     | 8      | 5    | 0.8915 | 9.1085 |
    | 2     | 4      |       | 6      | 4    | -0.9683 | 8.9683 |
    | 7     |        |       |        | 7    |        |        |
    """,
    within=0.00005,
)
def test_a_few_measurements(given: Columns) -> Mapping[str, Any]:
    """Four, three and one measurements.

    For 2, 4, 6, 8: `s = sqrt((9 + 1 + 1 + 9) / 3) = 2.5820`, `t` with 3 degrees of freedom 3.1824, so the limits lie
    `3.1824 * 2.5820 / 2 = 4.1085` from 5. For 2, 4, 6: `s = 2`, `t` with 2 degrees 4.3027, and
    `4.3027 * 2 / sqrt(3) = 4.9683`.
    """
    with pytest.warns(MethodWarning, match="fewer than 15"):
        answer = rates.mean(np.column_stack([given[name] for name in ("first", "second", "third", "fourth")]))
    return {"mean": answer.value, "low": answer.low, "high": answer.high}


@example(
    """
    | measurements | people | share of intervals that hold it | keeps its promise | warnings |
    |--------------|--------|---------------------------------|-------------------|----------|
    | bell curve   | 3      | 0.9430                          | yes               | most     |
    | bell curve   | 10     | 0.9495                          | yes               | most     |
    | bell curve   | 100    | 0.9515                          | yes               | few      |
    | even         | 10     | 0.9507                          | yes               | most     |
    | waiting time | 5      | 0.8852                          | no                | most     |
    | waiting time | 20     | 0.9177                          | no                | most     |
    | waiting time | 200    | 0.9477                          | yes               | few      |
    | income       | 20     | 0.8652                          | no                | most     |
    | income       | 100    | 0.9170                          | no                | most     |
    | income       | 2000   | 0.9445                          | yes               | few      |
    """,
    within=0.00005,
)
def test_how_often_the_interval_holds(given: Columns) -> Mapping[str, Any]:
    """How often the interval holds.

    4,000 samples are drawn for each setting from a bell curve, evenly between two ends, as waiting times (exponential:
    many short, some long) and as incomes (log-normal with a spread of 1: a few are very large). It keeps its promise
    for bell curves and even ones at any size. For skewed ones it needs many people: until then it misses the truth by
    leaving out the rare large values. The function warns of most such samples, and of all with fewer than 15
    measurements, because so few cannot show whether they are skewed: there the analyst must know it.
    """
    random = np.random.default_rng(1908)
    drawn: dict[str, tuple[Callable[..., Any], float]] = {
        "bell curve": (random.standard_normal, 0.0),
        "even": (random.random, 0.5),
        "waiting time": (random.standard_exponential, 1.0),
        "income": (lambda size: np.exp(random.standard_normal(size)), np.exp(0.5)),
    }
    held, often = [], []
    for kind, people in zip(given["measurements"], given["people"], strict=True):
        draw, truth = drawn[kind]
        with warnings.catch_warnings(record=True) as caught:
            warnings.simplefilter("always", MethodWarning)
            answer = rates.mean(draw((4000, int(people))))
        held.append(share_that_holds(answer.low, answer.high, truth))
        told = [int(str(each.message).split()[0].replace(",", "")) for each in caught]
        often.append("most" if sum(told) > 2000 else "few")
    promise = [keeps_its_promise(share) for share in held]
    return {"share of intervals that hold it": held, "keeps its promise": promise, "warnings": often}
