"""How often something happens, per so many people, and how sure that is.

Events such as admissions are counted, not people, so there may be more of them than people. The count is taken to vary
as a Poisson count does.

Under ten events the limits are Garwood's exact ones: the lower is the mean under which this count or more has half of
the 5 % to be wrong in, the upper the mean under which this count or fewer has. From ten events on they are Byar's
approximation to them:

    x * (1 - 1/(9x) - z/(3 sqrt(x)))^3                       the lower
    (x + 1) * (1 - 1/(9(x + 1)) + z/(3 sqrt(x + 1)))^3       the upper

both divided by the people and multiplied by 1,000 or 100,000.

Sources: Garwood, Biometrika 28 (1936), 437-442; Breslow and Day, Statistical Methods in Cancer Research II (1987);
the change at ten events follows the Office for Health Improvement and Disparities.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import numpy as np

from seedbed.analysis.equity import rates
from tests.spec.coverage import keeps_its_promise, share_that_holds
from tests.spec.tables import Columns, example

title = "Rates"
part = "Figures and how sure they are"


@example(
    """
    | events | people | per 1,000 | low    | high   |
    |--------|--------|-----------|--------|--------|
    | 10     | 1000   | 10        | 4.787  | 18.391 |
    | 25     | 1000   | 25        | 16.174 | 36.906 |
    | 400    | 4000   | 100       | 90.439 | 110.297 |
    """,
    within=0.0005,
)
def test_ten_events_or_more(given: Columns) -> Mapping[str, Any]:
    """Ten events or more: Byar's limits.

    For 10 events: `10 * (0.988889 - 0.206598)^3 = 10 * 0.782291^3 = 4.787` and
    `11 * (0.989899 + 0.196984)^3 = 11 * 1.186883^3 = 18.391`.
    """
    answer = rates.crude_rate(given["events"], given["people"], multiplier=1000)
    return {"per 1,000": answer.value, "low": answer.low, "high": answer.high}


@example(
    """
    | events | people | per 1,000 | low    | high    |
    |--------|--------|-----------|--------|---------|
    | 0      | 1000   | 0         | 0      | 3.6889  |
    | 1      | 1000   | 1         | 0.0253 | 5.5716  |
    | 5      | 1000   | 5         | 1.6235 | 11.6683 |
    """,
    within=0.00005,
)
def test_fewer_than_ten_events(given: Columns) -> Mapping[str, Any]:
    """Fewer than ten events: exact limits.

    With no events the upper limit is the mean `m` with `exp(-m) = 0.025`: `-ln(0.025) = 3.6889`. With one event the
    lower limit has `1 - exp(-m) = 0.025`: `-ln(0.975) = 0.0253`. The others stand in printed tables of Poisson limits.
    """
    answer = rates.crude_rate(given["events"], given["people"], multiplier=1000)
    return {"per 1,000": answer.value, "low": answer.low, "high": answer.high}


@example(
    """
    | events expected | share of intervals that hold it | keeps its promise |
    |-----------------|---------------------------------|-------------------|
    | 0.5             | 0.9836                          | no                |
    | 2               | 0.9833                          | no                |
    | 5               | 0.9806                          | no                |
    | 8               | 0.9706                          | no                |
    | 12              | 0.9575                          | yes               |
    | 25              | 0.9553                          | yes               |
    | 100             | 0.9547                          | yes               |
    | 1000            | 0.9505                          | yes               |
    """,
    within=0.00005,
)
def test_how_often_the_interval_holds(given: Columns) -> Mapping[str, Any]:
    """How often the interval holds.

    20,000 counts are drawn for each setting; the share of their 95 % intervals that hold the true rate never falls
    below 95 %. "No" stands for more than 97 %: with few events the steps between whole numbers are so large that exact
    limits hold the truth nearly always in order never to fall short. They err on the safe side.

    All this takes events to come independently of each other. Where one person has several, or an outbreak brings many
    together, the limits are too close: see the example with several events each under directly standardised rates.
    """
    random = np.random.default_rng(1936)
    held = []
    for expected in given["events expected"]:
        answer = rates.crude_rate(random.poisson(expected, 20_000), 1000, multiplier=1000)
        held.append(share_that_holds(answer.low, answer.high, expected))
    return {"share of intervals that hold it": held, "keeps its promise": [keeps_its_promise(share) for share in held]}
