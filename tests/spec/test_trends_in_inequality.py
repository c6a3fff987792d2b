"""Whether inequality has widened or narrowed over time.

The change of a measure is its size at the last date less that at the first. Size means without the sign; a ratio below
1 is turned over. The limits recover each date's uncertainty from its own limits (MOVER):

    change - sqrt((size2 - low2)^2 + (high1 - size1)^2)   to   change + sqrt((high2 - size2)^2 + (size1 - low1)^2)

Inequality "widened" or "narrowed" where the limits leave 0 out; else there is "no clear change", which does not say
that there was none. The average change a year is the slope of a straight line through three dates or more, each
weighted by the inverse of its squared standard error. Dates count as independent samples unless a correlation is given.

**Absolute and relative inequality can disagree.** Where all groups improve by as many points, the difference stays and
the ratio falls. Always say which is meant.

Source: Zou and Donner, Statistics in Medicine 27 (2008), 1693-1702.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import numpy as np

from seedbed.analysis.equity.gaps.trends import trend
from tests.spec.coverage import keeps_its_promise, share_that_holds
from tests.spec.gap_simulations import SETTINGS, simulated, truths
from tests.spec.tables import Columns, example

title = "Trends in inequality"
part = "Equity between groups"

Z = 1.959963984540054


@example(
    """
    | measure | 2015 | low  | high | 2021 | low 2 | high 2 | change | change low | change high | verdict         |
    |---------|------|------|------|------|-------|--------|--------|------------|-------------|-----------------|
    | D       | 20   | 16   | 24   | 21   | 17    | 25     | 1      | -4.657     | 6.657       | no clear change |
    | D       | 20   | 16   | 24   | 10   | 6     | 14     | -10    | -15.657    | -4.343      | narrowed        |
    | R       | 1.5  | 1.4  | 1.62 | 1.3  | 1.22  | 1.38   | -0.2   | -0.344     | -0.072      | narrowed        |
    | R       | 0.5  | 0.4  | 0.625 | 0.25 | 0.2  | 0.3125 | 2      | 1.057      | 3.077       | widened         |
    """,
    within=0.0006,
)
def test_change(given: Columns) -> Mapping[str, Any]:
    """First and last date.

    In the first row both distances are 4, and `sqrt(16 + 16) = 5.657`. In the third the lower limit is `-0.2 -
    sqrt(0.08^2 + 0.12^2)`, the upper `-0.2 + sqrt(0.08^2 + 0.1^2)`. In the last the ratios turned over are 2 (1.6 to
    2.5) and 4 (3.2 to 5).
    """
    found = [
        trend([2015, 2021], [row[0], row[3]], [row[1], row[4]], [row[2], row[5]], ratio=measure == "R")
        for measure, *row in zip(
            given["measure"], *(given[name] for name in ("2015", "low", "high", "2021", "low 2", "high 2")), strict=True
        )
    ]
    known = [each for each in found if each is not None]
    return {
        "change": [each.change for each in known],
        "change low": [each.low for each in known],
        "change high": [each.high for each in known],
        "verdict": [each.verdict for each in known],
    }


@example(
    """
    | year | gap | standard error | change a year | low    | high  |
    |------|-----|----------------|---------------|--------|-------|
    | 2015 | 20  | 1              | -1            | -1.693 | -0.307 |
    | 2017 | 18  | 1              |               |        |       |
    | 2019 | 16  | 1              |               |        |       |
    """,
    within=0.0005,
)
def test_average_change_a_year(given: Columns) -> Mapping[str, Any]:
    """A straight line through three dates.

    It falls by 1 a year; its standard error is `1 / sqrt(2^2 + 0 + 2^2) = 0.3536`, and `1.96 * 0.3536 = 0.693`.
    """
    reach = Z * given["standard error"]
    found = trend(given["year"], given["gap"], given["gap"] - reach, given["gap"] + reach)
    assert found is not None
    blank = [float("nan")] * 2
    return {
        "change a year": [found.annual, *blank],
        "low": [found.annual_low, *blank],
        "high": [found.annual_high, *blank],
    }


@example(
    """
    | measure | from                    | to                      | holds | keeps its promise |
    |---------|-------------------------|-------------------------|-------|-------------------|
    | d       | five ordered, far apart | five ordered, close     | 0.9625| yes               |
    | r       | five ordered, far apart | five ordered, close     | 0.95  | yes               |
    | bgsd    | five ordered, far apart | five ordered, far apart | 0.95  | yes               |
    | bgsd    | five ordered, far apart | five ordered, close     | 0.9575| yes               |
    """
)
def test_coverage(given: Columns) -> Mapping[str, Any]:
    """How often the interval holds.

    Of 400 drawings of two dates. Chance lifts a measure of spread more at a date at which groups are close than at one
    at which they are far apart; the change then lies a little too high.
    """
    held = []
    for measure, first, last in zip(given["measure"], given["from"], given["to"], strict=True):
        held.append(_held(str(measure), str(first), str(last)))
    return {"holds": held, "keeps its promise": [keeps_its_promise(share) for share in held]}


def _held(measure: str, first: str, last: str, times: int = 400) -> float:
    place = {"d": 0, "r": 1, "bgsd": 5}[measure]
    dates = simulated(first, times, 1), simulated(last, times, 2)
    value = np.column_stack([each.value[:, place] for each in dates])
    low = np.column_stack([each.low[:, place] for each in dates])
    high = np.column_stack([each.high[:, place] for each in dates])
    if measure == "bgsd":
        error = np.column_stack([each.spread[:, place] for each in dates])
        low, high = value - Z * error, value + Z * error
    found = [trend([2015, 2021], *rows, ratio=measure == "r") for rows in zip(value, low, high, strict=True)]
    known = [each for each in found if each is not None]
    truth = truths(SETTINGS[last])[place] - truths(SETTINGS[first])[place]
    return share_that_holds([each.low for each in known], [each.high for each in known], truth)
