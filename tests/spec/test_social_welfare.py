"""How health and its sharing out are weighed in one number: equally distributed equivalents.

A programme may bring more health in all and a wider gap, or less health and a narrower gap. Whether that is worthwhile
depends on how much one minds inequality. The equally distributed equivalent is the health `h` which, had by everyone
alike, would be as good as what there is:

    (sum of w h^(1 - e) / sum of w)^(1 / (1 - e))     Atkinson, minds relative differences; the geometric mean at e = 1
    -ln(sum of w exp(-a h) / sum of w) / a            Kolm, minds absolute differences

with `w` people in a group and the aversion to inequality `e` or `a`. At an aversion of 0 it is the mean: all years
count alike, whoever has them. The programme is worthwhile, at an aversion, if the equivalent is larger after it. What
one QALY of a group counts for, where one of the least disadvantaged group counts 1, is

    (h_least / h)^e   Atkinson          exp(a (h_least - h))   Kolm

No aversion is right or wrong: it is a judgement. So a range is shown, and the aversion at which the answer changes.
Surveys of England's public found 10.95 (Atkinson) and 0.15 (Kolm).

Sources: Atkinson, Journal of Economic Theory 2 (1970), 244-263; Kolm, Journal of Economic Theory 12 (1976), 416-442;
Asaria, Griffin and Cookson, Medical Decision Making 36 (2016), 8-19; Robson and others, Health Economics 26 (2017),
1328-1334.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from seedbed.analysis.impact.distribution_welfare import (
    Welfare,
    equivalents,
    implicit_weights,
    threshold_aversion,
)
from tests.spec.tables import Columns, example

title = "Health and its sharing out in one number"
part = "Equity between groups"

MEASURES: dict[str, Welfare] = {"Atkinson": "atkinson", "Kolm": "kolm"}


@example(
    """
    | measure  | aversion | before | after  | change |
    |----------|----------|--------|--------|--------|
    | Atkinson | 0        | 70     | 71     | 1      |
    | Atkinson | 1        | 69.282 | 69.979 | 0.697  |
    | Atkinson | 2        | 68.571 | 68.972 | 0.400  |
    | Kolm     | 0.1      | 65.662 | 65.063 | -0.599 |
    """,
    within=0.0005,
)
def test_two_groups(given: Columns) -> Mapping[str, Any]:
    """Two groups of as many people.

    Before, one group has 60 years and the other 80; after, 59 and 83. The mean rises by a year. The geometric mean goes
    from `sqrt(60 * 80) = 69.282` to `sqrt(59 * 83)`, the harmonic mean (`e = 2`) from `2 / (1/60 + 1/80) = 68.571` to
    `2 / (1/59 + 1/83)`. Kolm's equivalent at 0.1 goes from `60 - ln((1 + exp(-2)) / 2) / 0.1 = 65.662` to
    `59 - ln((1 + exp(-2.4)) / 2) / 0.1`: to someone who minds absolute differences so much the programme is a loss.
    """
    pairs = zip(given["measure"], given["aversion"], strict=True)
    answers = [equivalents([60, 80], [59, 83], [500, 500], MEASURES[str(name)], [float(at)]) for name, at in pairs]
    return {
        "before": [float(one.before[0]) for one in answers],
        "after": [float(one.after[0]) for one in answers],
        "change": [float(one.change[0]) for one in answers],
    }


@example(
    """
    | measure  | aversion | first group | second group |
    |----------|----------|-------------|--------------|
    | Atkinson | 0        | 1           | 1            |
    | Atkinson | 1        | 1.3333      | 1            |
    | Atkinson | 10       | 17.7577     | 1            |
    | Kolm     | 0.1      | 7.3891      | 1            |
    """,
    within=0.00005,
)
def test_what_a_year_counts_for(given: Columns) -> Mapping[str, Any]:
    """What a QALY counts for.

    The first group has 60 years, the second, the least disadvantaged, 80. `80 / 60 = 1.3333`, its tenth power 17.76,
    and `exp(0.1 * 20) = 7.389`. An aversion of 10 is a strong judgement: it gives up 17 QALYs of one group for one of
    the other.
    """
    pairs = zip(given["measure"], given["aversion"], strict=True)
    weights = [implicit_weights([60, 80], MEASURES[str(name)], float(aversion)) for name, aversion in pairs]
    return {"first group": [float(one[0]) for one in weights], "second group": [float(one[1]) for one in weights]}


@example(
    """
    | measure  | threshold |
    |----------|-----------|
    | Atkinson | 3.819     |
    | Kolm     | 0.0549    |
    """,
    within=0.005,
)
def test_where_the_answer_changes(given: Columns) -> Mapping[str, Any]:
    """The aversion at which the answer changes.

    A small programme takes 0.001 years from each of the first group, with 60, and gives 0.003 to each of the second,
    with 80. It stops being worthwhile where a QALY of the first counts three times one of the second:
    `(80 / 60)^e = 3` at `e = ln 3 / ln 1.3333 = 3.819`, and `exp(20 a) = 3` at `a = ln 3 / 20 = 0.0549`.
    """
    found = [
        threshold_aversion([60, 80], [59.999, 80.003], [500, 500], MEASURES[str(name)]) for name in given["measure"]
    ]
    return {"threshold": found}
