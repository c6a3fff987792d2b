"""The exact (Clopper-Pearson) interval of a share, which never holds the truth less often than it says.

Wilson's interval is right on average but, where only one to four people are in the group (or outside it), holds the
truth too seldom for some shares. The exact interval is made of the two shares that just cannot be ruled out: with the
lower one, `x` people or more of `n` come up with a chance of 2.5 % (for 95 %), with the upper one `x` or fewer. Through
the beta distribution these are

    2.5 % point of Beta(x, n - x + 1)    and    97.5 % point of Beta(x + 1, n - x)

Nobody of `n` has a lower limit of 0, everybody an upper one of 1. Because people come in whole numbers the chances
cannot be met exactly, so the interval holds the truth more often than 95 % and is wider than Wilson's. Ask for it with
`--method exact`.

Source: Clopper and Pearson, Biometrika 26 (1934), 404-413.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import numpy as np

from seedbed.analysis.equity.exact_proportion import exact_proportion
from tests.spec.coverage import keeps_its_promise, share_that_holds
from tests.spec.tables import Columns, example

title = "Exact proportions"
part = "Figures and how sure they are"


@example(
    """
    | people with it | people | per cent | low  | high  |
    |----------------|--------|----------|------|-------|
    | 0              | 10     | 0        | 0    | 30.85 |
    | 1              | 10     | 10       | 0.25 | 44.50 |
    | 10             | 10     | 100      | 69.15 | 100  |
    | 20             | 100    | 20       | 12.67 | 29.18 |
    """,
    within=0.005,
)
def test_exact_limits_in_per_cent(given: Columns) -> Mapping[str, Any]:
    """Exact limits in per cent.

    For nobody of 10 the upper limit is the share `p` with `(1 - p)^10 = 0.025`: `1 - 0.025^(1/10) = 30.85 %`. For one
    of 10 the lower limit has `1 - (1 - p)^10 = 0.025`: `1 - 0.975^(1/10) = 0.25 %`. Everybody of 10 mirrors nobody. For
    20 of 100 Wilson's limits were 13.34 and 28.88: closer, as they allow themselves to miss now and then.
    """
    answer = exact_proportion(given["people with it"], given["people"], multiplier=100)
    return {"per cent": answer.value, "low": answer.low, "high": answer.high}


@example(
    """
    | people | per cent in the group | share of intervals that hold it | keeps its promise |
    |--------|-----------------------|---------------------------------|-------------------|
    | 20     | 1                     | 0.9837                          | no                |
    | 20     | 10                    | 0.9892                          | no                |
    | 50     | 30                    | 0.9689                          | yes               |
    | 100    | 1                     | 0.9808                          | no                |
    | 100    | 50                    | 0.9645                          | yes               |
    | 1000   | 5                     | 0.9562                          | yes               |
    | 5000   | 20                    | 0.9507                          | yes               |
    """,
    within=0.00005,
)
def test_how_often_the_exact_interval_holds(given: Columns) -> Mapping[str, Any]:
    """How often the interval holds.

    20,000 counts are drawn for each setting; the share of their 95 % intervals that hold the true share is never below
    95 %. "No" stands for more than 97 %: with small counts the steps between whole numbers are so large that the
    interval must hold the truth nearly always in order never to fall short. It errs on the safe side.
    """
    random = np.random.default_rng(1934)
    held = []
    for people, per_cent in zip(given["people"], given["per cent in the group"], strict=True):
        answer = exact_proportion(random.binomial(int(people), per_cent / 100, 20_000), people)
        held.append(share_that_holds(answer.low, answer.high, per_cent / 100))
    return {"share of intervals that hold it": held, "keeps its promise": [keeps_its_promise(share) for share in held]}
