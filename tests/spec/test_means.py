"""The mean of single measurements, and Student's t interval around it.

With `n` measurements of mean `m` and sample standard deviation `s` (divided by `n - 1`) the limits are

    m - t * s / sqrt(n)    and    m + t * s / sqrt(n)

where `t` is the value that Student's distribution with `n - 1` degrees of freedom passes 2.5 % of the time (for 95 %).
One measurement has no interval. A missing one is left out.

Source: Student, Biometrika 6 (1908), 1-25.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import numpy as np

from seedbed.analysis.equity import rates
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
    answer = rates.mean(np.column_stack([given[name] for name in ("first", "second", "third", "fourth")]))
    return {"mean": answer.value, "low": answer.low, "high": answer.high}
