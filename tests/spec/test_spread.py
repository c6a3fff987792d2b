"""How unequally something is spread over people, whatever order they stand in.

With `w` the weights as shares, `x` the values and `m` their mean:

    Gini                       sum of w x (2 R - 1) / m, R each one's place from the least to the most
    Theil's T                  sum of w (x / m) ln(x / m)
    mean log deviation         sum of w ln(m / x)
    generalised entropy        (sum of w (x / m)^a - 1) / (a (a - 1)); order 1 is Theil's T, 0 the mean log deviation
    coefficient of variation   square root of (sum of w (x - m)^2), over m
    Atkinson                   1 - e / m, where e = (sum of w x^(1 - n))^(1 / (1 - n)); at n = 1 exp(sum of w ln x)
    Kolm                       m - k, where k = -ln(sum of w exp(-a x)) / a
    percentile ratios          a high percentile over a low one
    quintile share ratio       what the fifth with most have over what the fifth with least have

`e` and `k` are equally distributed equivalents: the level which, had by all alike, would be thought as good as what
there is, by someone whose aversion to inequality is `n` or `a`. Atkinson's index is the share of the mean that could
then be given up, Kolm's the amount.

**Values of 0 or less.** The mean log deviation, entropy of orders up to 0 and Atkinson's index from an aversion of 1 on
take logarithms or negative powers: where anyone has 0 they are not numbers, and are left empty with the reason. Leaving
such people out would give a number about other people. Theil's T takes 0 but not less. Gini and the coefficient of
variation take any values as long as the mean is above 0, and Gini may then pass 1; Kolm's index takes any.

Intervals are linearised: each person's influence, weights, strata and clusters, and Student's t with clusters less
strata degrees of freedom. Indices are never below 0 and lean to the right, so their limits lie at equal factors (the
log scale); those of equivalents lie at equal distances. At a percentile the influence needs to know how close people
lie there; where many have the very same value that cannot be seen and there is no interval.

Sources: Cowell, Measuring Inequality (2011); Atkinson, Journal of Economic Theory 2 (1970), 244-263; Kolm, ibid. 12
(1976), 416-442; Shorrocks, Econometrica 48 (1980), 613-625; Deville, Survey Methodology 25 (1999), 193-203; Langel and
Tille, Journal of the Royal Statistical Society A 174 (2011), 575-594.
"""

from __future__ import annotations

import warnings
from collections.abc import Mapping
from typing import Any

import numpy as np
import pytest

from seedbed.analysis.equity.estimates import Floats
from seedbed.analysis.equity.sampling.bootstrap import bootstrap
from seedbed.analysis.equity.sampling.design import design_variance, survey_design
from seedbed.analysis.equity.spread.decomposition import decompose
from seedbed.analysis.equity.spread.indices import Measure, SpreadQuestion, spread
from seedbed.errors import MethodWarning
from tests.spec.coverage import keeps_its_promise, share_that_holds
from tests.spec.tables import Columns, example

title = "Spread"
part = "Equity between groups"


def _value(found: list[Measure], name: str, parameter: float) -> float:
    wanted = None if np.isnan(parameter) else parameter
    return next(each.value for each in found if each.name == name and each.parameter == wanted)


@example(
    """
    | measure                  | parameter | value     |
    |--------------------------|-----------|-----------|
    | gini                     |           | 0.25      |
    | theil                    |           | 0.1092601 |
    | mean_log_deviation       |           | 0.1116759 |
    | coefficient_of_variation |           | 0.4738035 |
    | generalised_entropy      | 2         | 0.1122449 |
    | atkinson                 | 1         | 0.1056660 |
    | atkinson_equivalent      | 1         | 3.1301692 |
    | atkinson                 | 2         | 0.1932773 |
    | kolm                     | 0.5       | 0.5625629 |
    | p90_p10                  |           | 3         |
    | quintile_share_ratio     |           | 3         |
    """,
    within=5e-8,
)
def test_four_people_and_every_measure(given: Columns) -> Mapping[str, Any]:
    """Four people and every measure.

    They have 2, 2, 4 and 6, so the mean is 3.5. Gini: the two with least share the place 0.25, the others stand at
    0.625 and 0.875, and `(2 x -0.5 + 2 x -0.5 + 4 x 0.25 + 6 x 0.75) / 4 / 3.5 = 0.25`. Theil's T: `(2 x 0.5714 ln
    0.5714 + 1.1429 ln 1.1429 + 1.7143 ln 1.7143) / 4`. Mean log deviation: `ln 3.5 - ln(2 x 2 x 4 x 6) / 4`.
    Coefficient of variation: `sqrt((2.25 + 2.25 + 0.25 + 6.25) / 4) / 3.5`, and entropy of order 2 half its square.
    Equivalent at aversion 1: the fourth root of 96, and Atkinson's index `1 - 3.1302 / 3.5`; at aversion 2 the
    equivalent is the harmonic mean `4 / (1/2 + 1/2 + 1/4 + 1/6) = 2.8235`. Kolm: `3.5 + 2 ln((2 e^-1 + e^-2 + e^-3) /
    4)`. Nine tenths have 6 or less and one tenth 2 or less; the fifth with most have 0.8 people's worth of 6, that with
    least as much of 2.
    """
    found = spread([2, 2, 4, 6], question=SpreadQuestion((1.0, 2.0), (0.5,), interval="none"))
    return {
        "value": [
            _value(found, name, parameter)
            for name, parameter in zip(given["measure"].tolist(), given["parameter"].tolist(), strict=True)
        ]
    }


@example(
    """
    | values     | theil     | mean log deviation | gini   | atkinson 0.5 |
    |------------|-----------|--------------------|--------|--------------|
    | all above  | 0.1036    | 0.1000             | 0.2222 | 0.0500       |
    | one with 0 | 0.4055    |                    | 0.3333 | 0.3333       |
    | one below  |           |                    | 0.7778 |              |
    """,
    within=0.00005,
)
def test_noughts_and_values_below(given: Columns) -> Mapping[str, Any]:
    """Noughts and values below.

    Of 2, 2 and 5 all are numbers. With 0, 3 and 3 the logarithm of 0 is none, so the mean log deviation is left empty;
    in Theil's T the person with 0 adds nothing, and `2/3 x 1.5 ln 1.5 = 0.4055`; Atkinson's index at 0.5 still is a
    number, `1 - (2 sqrt(3) / 3)^2 / 2`. With -1, 1 and 6 only Gini is left of these four: `(-1 x -2/3 + 6 x 2/3) / 3 /
    2`.
    """
    tables = {"all above": [2, 2, 5], "one with 0": [0, 3, 3], "one below": [-1, 1, 6]}
    answers: dict[str, list[float]] = {name: [] for name in ("theil", "mean log deviation", "gini", "atkinson 0.5")}
    for name in given["values"].tolist():
        with warnings.catch_warnings():
            warnings.simplefilter("ignore", MethodWarning)
            found = spread(tables[name], question=SpreadQuestion((0.5,), interval="none"))
        for measure, column in answers.items():
            key, _, order = measure.partition(" 0")
            parameter = float(f"0{order}") if order else np.nan
            column.append(_value(found, key.replace(" ", "_"), parameter))
    with pytest.warns(MethodWarning, match="not numbers"):
        spread(tables["one with 0"], question=SpreadQuestion(interval="none"))
    return answers


@example(
    """
    | measure            | total  | within | between |
    |--------------------|--------|--------|---------|
    | theil              | 0.1733 | 0.0425 | 0.1308  |
    | mean log deviation | 0.1733 | 0.0294 | 0.1438  |
    """,
    within=0.00005,
)
def test_within_and_between_groups(given: Columns) -> Mapping[str, Any]:
    """Within and between groups.

    Renters have 2 and 2, owners 4 and 8: means 2 and 6, of all 4. Inside renters there is no spread; inside owners
    Theil's T is 0.0566 and the mean log deviation `ln 6 - ln(4 x 8) / 2 = 0.0589`. Within: for Theil's T weighed by the
    owners' share of the whole, `0.75 x 0.0566`; for the mean log deviation by their share of people, `0.5 x 0.0589`.
    Between: as if everyone had the mean of the group, `0.25 ln 0.5 + 0.75 ln 1.5` and `-(ln 0.5 + ln 1.5) / 2`. They
    add up.
    """
    group = np.array([0, 0, 1, 1])
    found = [decompose([2, 2, 4, 8], group, order=float(name == "theil")) for name in given["measure"].tolist()]
    return {
        "total": [split.total for split in found],
        "within": [split.within for split in found],
        "between": [split.between for split in found],
    }


@example(
    """
    | row | stratum | cluster | value | variance of the sum |
    |-----|---------|---------|-------|---------------------|
    | 1   | a       | 1       | 1     | 16                  |
    | 2   | a       | 1       | 4     | 16                  |
    | 3   | a       | 2       | 2     | 16                  |
    | 4   | b       | 1       | 8     | 16                  |
    | 5   | b       | 2       | 5     | 16                  |
    | 6   | b       | 3       | 7     | 16                  |
    """
)
def test_strata_and_clusters(given: Columns) -> Mapping[str, Any]:
    """Strata and clusters.

    Stratum a has two clusters, with 5 and 2 in all: `2 / 1 x (1.5^2 + 1.5^2) = 9`. Stratum b has three, with 8, 5 and
    7: `3 / 2 x (1.3333^2 + 1.6667^2 + 0.3333^2) = 7`. A bootstrap that draws one cluster fewer than there are in each
    stratum and counts each for `m / (m - 1)` (Rao and Wu) has this very variance. A stratum of one cluster shows
    nothing of how clusters differ: it is put together with others, with a warning.
    """
    design = survey_design(6, given["stratum"], given["cluster"])
    return {"variance of the sum": [float(design_variance(given["value"], design))] * 6}


SAMPLES = 500
TRUTH = {
    0.5: {"gini": 0.2763264, "theil": 0.125, "mean_log_deviation": 0.125, "coefficient_of_variation": 0.5329404,
          "atkinson": 0.1175031, "atkinson_equivalent": 1.0, "p90_p10": 3.6022216},
    0.8: {"gini": 0.4283924, "theil": 0.32, "mean_log_deviation": 0.32, "coefficient_of_variation": 0.9468267,
          "atkinson": 0.2738510, "atkinson_equivalent": 1.0, "p90_p10": 7.7717},
}  # fmt: skip


@example(
    """
    | measure                  | spread | people | share of intervals that hold it | keeps its promise |
    |--------------------------|--------|--------|---------------------------------|-------------------|
    | gini                     | 0.5    | 20     | 0.894                           | no                |
    | gini                     | 0.5    | 100    | 0.942                           | yes               |
    | gini                     | 0.8    | 100    | 0.928                           | no                |
    | gini                     | 0.8    | 1000   | 0.934                           | yes               |
    | theil                    | 0.5    | 100    | 0.932                           | yes               |
    | theil                    | 0.8    | 1000   | 0.914                           | no                |
    | mean_log_deviation       | 0.5    | 20     | 0.892                           | no                |
    | mean_log_deviation       | 0.5    | 100    | 0.942                           | yes               |
    | atkinson                 | 0.5    | 100    | 0.944                           | yes               |
    | atkinson_equivalent      | 0.5    | 20     | 0.944                           | yes               |
    | atkinson_equivalent      | 0.8    | 100    | 0.95                            | yes               |
    | p90_p10                  | 0.5    | 100    | 0.984                           | no                |
    | p90_p10                  | 0.8    | 1000   | 0.96                            | yes               |
    | coefficient_of_variation | 0.5    | 20     | 0.794                           | no                |
    | coefficient_of_variation | 0.5    | 100    | 0.902                           | no                |
    | coefficient_of_variation | 0.8    | 1000   | 0.85                            | no                |
    """,
    within=0.0025,
)
def test_how_often_the_interval_holds(given: Columns) -> Mapping[str, Any]:
    """How often the interval holds.

    500 samples are drawn for each setting from a lognormal distribution, as incomes are ("spread" is the standard
    deviation of the logarithms: 0.5 is moderate, 0.8 large); what is listed is the share of their 95 % intervals that
    hold the true measure. Equivalents keep their promise even with 20 people. Gini, the mean log deviation and
    Atkinson's index need about a hundred where the spread is moderate and a thousand where it is large; Theil's T and
    most of all the coefficient of variation lean on the few with most and need more than that, so prefer the others for
    incomes. The ratio of percentiles is held a little too often with a hundred people: how close people lie at a
    percentile is then read from a wide stretch. The function warns under 50 people or clusters, and where a few of them
    carry a measure. Percentile and bias-corrected bootstraps held the truth less often than this in nearly every such
    setting.
    """
    random = np.random.default_rng(1970)
    question = SpreadQuestion((1.0,), (), ())
    limits: dict[tuple[float, float], dict[str, Floats]] = {}
    for width, people in sorted({*zip(given["spread"].tolist(), given["people"].tolist(), strict=True)}):
        drawn = []
        for _ in range(SAMPLES):
            with warnings.catch_warnings():
                warnings.simplefilter("ignore", MethodWarning)
                drawn.append(spread(random.lognormal(0, width, int(people)), question=question))
        limits[width, people] = {
            each.name: np.array([[found[place].low, found[place].high] for found in drawn]).T
            for place, each in enumerate(drawn[0])
        }
    held = []
    for name, width, people in zip(given["measure"].tolist(), given["spread"], given["people"], strict=True):
        low, high = limits[width, people][name]
        held.append(share_that_holds(low, high, TRUTH[width][name]))
    return {"share of intervals that hold it": held, "keeps its promise": [keeps_its_promise(share) for share in held]}


@example(
    """
    | limits         | people | share of intervals that hold it | keeps its promise |
    |----------------|--------|---------------------------------|-------------------|
    | percentile     | 100    | 0.95                            | yes               |
    | bias-corrected | 100    | 0.94                            | yes               |
    | percentile     | 20     | 0.9367                          | yes               |
    """,
    within=0.0035,
)
def test_how_often_the_bootstrap_holds(given: Columns) -> Mapping[str, Any]:
    """How often the bootstrap holds.

    The bootstrap serves statistics that have no formula. Here it is put to the mean of the logarithms of 300 lognormal
    samples, each drawn 500 times; for measures of spread it holds the truth less often than the linearised limits
    above.
    """
    random = np.random.default_rng(1988)
    held = []
    for limits, people in zip(given["limits"].tolist(), given["people"].tolist(), strict=True):
        found = []
        for sample in range(300):
            values = random.lognormal(0, 0.5, int(people))

            def ratio(weights: Floats, values: Floats = values) -> Floats:
                return np.asarray((weights @ np.log(values)) / weights.sum(axis=1))

            found.append(bootstrap(ratio, np.ones(int(people)), replicates=500, seed=sample, limits=limits))
        held.append(share_that_holds([each.low for each in found], [each.high for each in found], 0.0))
    return {"share of intervals that hold it": held, "keeps its promise": [keeps_its_promise(share) for share in held]}
