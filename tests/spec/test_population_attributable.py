"""What could be gained if every group did as well as the best placed: population attributable risk and fraction.

    PAR = target - m        PAF = 100 * PAR / m

`m` is the mean over all people, `target` the value of the most advantaged group, or of groups without order the best.
PAR is a gain in the indicator's own unit, PAF in per cent of today's level; both are above nothing where more is better
and below where less is. Where the target is no better than the mean there is nothing to gain, and both are 0. Neither
says that the gap is caused by belonging to a group.

PAR is a sum of independent values, `sum((t - w) y)` with `t` 1 for the target and 0 for the others, so its limits are
exact for normal estimates. The limits of PAF are normal on the log scale of `target / m`. Where the target is the best
of groups without order they are the wider of simulated limits and an inverted test, as who is best is itself uncertain.
Other software has limits of PAF that are a hundred times too narrow; do not compare with those.

Source: Schlotheuber and Hosseinpoor, Int J Environ Res Public Health 19 (2022), 3697.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from seedbed.analysis.equity.gaps.catalogue import PLACE
from seedbed.analysis.equity.gaps.contributions import contributions
from seedbed.analysis.equity.gaps.measures import who_gaps
from seedbed.analysis.equity.gaps.sets import group_sets
from tests.spec.tables import Columns, example
from tests.spec.test_gaps_between_groups import coverage

title = "What could be gained: attributable risk"
part = "Equity between groups"


@example(
    """
    | fifth | value | standard error | people | PAR | PAR low | PAR high | PAF | PAF low | PAF high |
    |-------|-------|----------------|--------|-----|---------|----------|-----|---------|----------|
    | 1     | 40    | 1.5            | 200    | 10  | 7.80    | 12.20    | 20  | 15.69   | 24.48    |
    | 2     | 50    | 1.5            | 100    |     |         |          |     |         |          |
    | 3     | 60    | 1.5            | 200    |     |         |          |     |         |          |
    """,
    within=0.005,
)
def test_gain(given: Columns) -> Mapping[str, Any]:
    """Everybody as well off as the most advantaged, in per cent.

    Shares of the people are 0.4, 0.2 and 0.4, so the mean is 50, `PAR = 60 - 50 = 10` and `PAF = 100 * 10 / 50 = 20`.
    The standard error of PAR is `1.5 * sqrt(0.4^2 + 0.2^2 + 0.6^2) = 1.1225`, and `1.96 * 1.1225 = 2.20`. That of
    `ln(60 / 50)` is `1.5 * sqrt((0.4 / 50)^2 + (0.2 / 50)^2 + (1 / 60 - 0.4 / 50)^2) = 0.01868`; the limits of the
    ratio 1.2 are it divided and multiplied by `exp(1.96 * 0.01868) = 1.0373`.
    """
    found = who_gaps(group_sets(given["value"], given["standard error"], given["people"], order=given["fifth"]))
    columns = {}
    for name in ("PAR", "PAF"):
        place = PLACE[name.lower()]
        for limit, numbers in (("", found.value), (" low", found.low), (" high", found.high)):
            columns[name + limit] = [numbers[0, place], float("nan"), float("nan")]
    return columns


@example(
    """
    | group | value | people | share of PAR |
    |-------|-------|--------|--------------|
    | a     | 40    | 200    | 0.8          |
    | b     | 50    | 100    | 0.2          |
    | c     | 60    | 200    | 0            |
    """
)
def test_who_would_gain(given: Columns) -> Mapping[str, Any]:
    """Whose gain it would be.

    A group adds its share of people times how far it is below the target: `0.4 * 20 = 8` and `0.2 * 10 = 2` of 10.
    """
    return {"share of PAR": contributions(group_sets(given["value"], None, given["people"]))[:, PLACE["par"]]}


@example(
    """
    | measure | setting                      | WHO holds | corrected holds | keeps its promise |
    |---------|------------------------------|-----------|-----------------|-------------------|
    | par     | five ordered, far apart      | 0.94      | 0.94            | yes               |
    | paf     | five ordered, far apart      | 0.9425    | 0.9425          | yes               |
    | par     | five ordered, adverse rates  | 0.9475    | 0.9475          | yes               |
    | paf     | five ordered, adverse rates  | 0.94      | 0.94            | yes               |
    | par     | ten unordered, unequal sizes | 0.915     | 0.915           | no                |
    | paf     | ten unordered, unequal sizes | 0.92      | 0.92            | no                |
    """
)
def test_coverage(given: Columns) -> Mapping[str, Any]:
    """How often the interval holds.

    Of 400 drawings of each setting. Both columns are the same for PAR and PAF, as there is one kind of limits. With the
    best of many groups they fall a little short: the page of results says so.
    """
    return coverage(given)
