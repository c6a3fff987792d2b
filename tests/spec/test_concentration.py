"""How far something is concentrated among the better or the worse off, from one end of the order to the other.

A gap compares two groups; a concentration index uses everyone. People stand in order of living standard. Each has a
place `R` between 0 and 1: the share of people who are worse off, and half the share that he or she takes up; people
with the same standard share the middle of their places, so the order of rows never matters. With `w` the weights as
shares, `h` the values and `m` their mean:

    generalised (absolute, ACI)   G = sum of w h (2 R - 1)                  in the unit of the values
    standard (relative, RCI)      C = G / m                                 -1 to 1 where no value is below 0
    Erreygers                     4 G / (high - low)                        for values between two bounds
    Wagstaff                      G (high - low) / ((high - m) (m - low))   for values between two bounds
    extended                      1 - sum of w h v / m
    achievement                   m (1 - extended)                          in the unit of the values

where `v` is the mean of `n (1 - p)^(n - 1)` over the places `p` that a person takes up, so that nobody's index depends
on how finely people are ranked. Above zero: more of it among the better off. All of it with the best off gives a
standard index of nearly 1.

Which one? The standard index of a share depends on whether illness or health is counted; Erreygers' and Wagstaff's do
not, and disagree with each other where the mean changes. The choice is a judgement, not a calculation: say which one it
is, and show the generalised index beside it.

The interval of people rests on each one's influence: how the index would move if that person counted for a little more.
It counts in that ranks and mean come from the same people, and weights, strata and clusters; it uses Student's t with
clusters less strata degrees of freedom. The "convenient regression" of other tools takes ranks as known; its two
variances stand beside ours in the document. Rows that are groups have limits from the groups' standard errors. Without
these, the limits that WHO's tools give are those of a straight line through the groups: they say how straight the
gradient is, and must not be read as chance.

Sources: Kakwani, Wagstaff and van Doorslaer, Journal of Econometrics 77 (1997), 87-103; Wagstaff, Journal of Health
Economics 21 (2002), 627-643, and Health Economics 14 (2005), 429-432; Erreygers, Journal of Health Economics 28 (2009),
504-515; O'Donnell, O'Neill, Van Ourti and Walsh, Stata Journal 16 (2016), 112-138; Binder and Kovacevic, Survey
Methodology 21 (1995), 137-145, for the influence.
"""

from __future__ import annotations

import warnings
from collections.abc import Callable, Mapping
from typing import Any

import numpy as np

from seedbed.analysis.equity.concentration.grouped import grouped_concentration
from seedbed.analysis.equity.concentration.indices import Kind, Question, concentration, ranked
from seedbed.analysis.equity.concentration.regression import regression_variance
from seedbed.analysis.equity.sampling.design import survey_design
from seedbed.errors import MethodWarning
from tests.spec.coverage import keeps_its_promise, share_that_holds
from tests.spec.tables import Column, Columns, example

title = "Concentration"
part = "Equity between groups"


@example(
    """
    | index       | aversion | value     |
    |-------------|----------|-----------|
    | generalised |          | 0.4       |
    | standard    |          | 0.1142857 |
    | erreygers   |          | 0.16      |
    | wagstaff    |          | 0.1758242 |
    | extended    | 2        | 0.1142857 |
    | extended    | 3        | 0.1714286 |
    | achievement | 3        | 2.9       |
    """,
    within=5e-8,
)
def test_five_people_and_every_index(given: Columns) -> Mapping[str, Any]:
    """Five people and every index.

    Their values, from the worst to the best off, are 2, 4, 3.5, 3 and 5, of at least 0 and at most 10. The places are
    0.1, 0.3, 0.5, 0.7 and 0.9 and the mean is 3.5. Generalised: `(2 x -0.8 + 4 x -0.4 + 3.5 x 0 + 3 x 0.4 + 5 x 0.8) /
    5 = 0.4`; standard `0.4 / 3.5`; Erreygers `4 x 0.4 / 10`; Wagstaff `0.4 x 10 / (6.5 x 3.5)`. Extended with aversion
    3: the first person takes up the places 0 to 0.2, so `v = (1 - 0.8^3) / 0.2 = 2.44`; the others have 1.48, 0.76,
    0.28 and 0.04; `(2 x 2.44 + 4 x 1.48 + 3.5 x 0.76 + 3 x 0.28 + 5 x 0.04) / 5 = 2.9` is the achievement, and the
    index `1 - 2.9 / 3.5`.
    """
    values = [2, 4, 3.5, 3, 5]
    answers = []
    for kind, aversion in zip(given["index"].tolist(), given["aversion"].tolist(), strict=True):
        question = Question((kind,), (0, 10), float(np.nan_to_num(aversion, nan=2)), interval="none")
        answers.append(concentration([1, 2, 3, 4, 5], values, question=question)[0].value)
    return {"value": answers}


@example(
    """
    | living standard | value | people | place | generalised | standard |
    |-----------------|-------|--------|-------|-------------|----------|
    | 1               | 2     | 1      | 0.25  | 0.875       | 0.175    |
    | 1               | 6     | 1      | 0.25  | 0.875       | 0.175    |
    | 3               | 3     | 1      | 0.625 | 0.875       | 0.175    |
    | 4               | 9     | 1      | 0.875 | 0.875       | 0.175    |
    """
)
def test_people_with_the_same_standard_share_a_place(given: Columns) -> Mapping[str, Any]:
    """People with the same living standard share a place.

    The first two take up the places 0 to 0.5 together: both stand at 0.25, in whatever order their rows come.
    `(2 x -0.5 + 6 x -0.5 + 3 x 0.25 + 9 x 0.75) / 4 = 0.875`, and the mean is 5.
    """
    order = ranked(given["living standard"], given["value"], given["people"])
    question = Question(("generalised", "standard"), interval="none")
    general, standard = concentration(given["living standard"], given["value"], given["people"], question=question)
    count = len(given["value"])
    return {
        "place": order.to_people(order.middles),
        "generalised": [general.value] * count,
        "standard": [standard.value] * count,
    }


@example(
    """
    | fifth | value | people | standard error | ACI | error of ACI | error from the line |
    |-------|-------|--------|----------------|-----|--------------|---------------------|
    | 1     | 10    | 100    | 1              | 1.2 | 0.2530       | 0.3029              |
    | 2     | 12    | 100    | 1              | 1.2 | 0.2530       | 0.3029              |
    | 3     | 11    | 100    | 1              | 1.2 | 0.2530       | 0.3029              |
    | 4     | 15    | 100    | 1              | 1.2 | 0.2530       | 0.3029              |
    | 5     | 16    | 100    | 1              | 1.2 | 0.2530       | 0.3029              |
    """,
    within=0.00005,
)
def test_fifths_with_standard_errors(given: Columns) -> Mapping[str, Any]:
    """Fifths with standard errors, and without.

    `0.2 x (-0.8 x 10 - 0.4 x 12 + 0 x 11 + 0.4 x 15 + 0.8 x 16) = 1.2`. The fifths err apart from each other, so the
    error is `0.2 x sqrt(0.8^2 + 0.4^2 + 0 + 0.4^2 + 0.8^2) = 0.2530`. Without standard errors only the line through the
    fifths is left: its slope is `(1.2 / 2) / 0.08 = 7.5` by place, the fifths lie 0.2, 0.7, -1.8, 0.7 and 0.2 off it,
    and `2 x sqrt(0.08 x (0.04 + 0.49 + 3.24 + 0.49 + 0.04) / 5 / (5 - 2)) = 0.3029`. It would be 0 if the values rose
    in equal steps, however unsure they were.
    """
    found = grouped_concentration(
        given["fifth"], given["value"], given["people"], given["standard error"], Question(("generalised",))
    )[0]
    return {
        "ACI": [found.index.value] * 5,
        "error of ACI": [found.index.standard_error] * 5,
        "error from the line": [found.line.standard_error] * 5,
    }


def shares(random: np.random.Generator, people: int, clusters: int) -> tuple[Column, Column, Column | None]:
    """Has it or not: the share rises from 30 % at the worst-off end to 70 % at the other."""
    del clusters
    standard = random.uniform(size=people)
    return standard, (random.uniform(size=people) < 0.3 + 0.4 * standard).astype(float), None


def costs(random: np.random.Generator, people: int, clusters: int) -> tuple[Column, Column, Column | None]:
    """Cost: lognormal, with a few people who cost very much."""
    del clusters
    standard, other = random.standard_normal((2, people))
    return standard, np.exp(0.5 * standard + 0.8 * other), None


def streets(random: np.random.Generator, people: int, clusters: int) -> tuple[Column, Column, Column | None]:
    """Cost in streets drawn whole, whose people are alike."""
    street = np.repeat(np.arange(clusters), people // clusters)
    own, shared = random.standard_normal((2, clusters))[:, street]
    standard = own + random.standard_normal(people)
    return standard, np.exp(0.3 * standard + 0.3 * shared + 0.3 * random.standard_normal(people)), street


NORMAL = {"0.25": 0.5987063, "0.3": 0.6179114, "0.35355": 0.6381632}
MAKERS: dict[str, tuple[Callable[..., tuple[Column, Column, Column | None]], float, Kind]] = {
    "shares, standard": (shares, 2 / 15, "standard"),
    "shares, Wagstaff": (shares, 4 / 15, "wagstaff"),
    "costs, standard": (costs, 2 * NORMAL["0.35355"] - 1, "standard"),
    "costs, generalised": (costs, (2 * NORMAL["0.35355"] - 1) * np.exp(0.445), "generalised"),
    "costs by street": (streets, 2 * NORMAL["0.3"] - 1, "standard"),
}


@example(
    """
    | measured           | people | clusters | share of intervals that hold it | keeps its promise | regression |
    |--------------------|--------|----------|---------------------------------|-------------------|------------|
    | shares, standard   | 50     |          | 0.9463                          | yes               | 0.96       |
    | shares, standard   | 200    |          | 0.9537                          | yes               | 0.9613     |
    | shares, Wagstaff   | 50     |          | 0.9487                          | yes               | 0.97       |
    | shares, Wagstaff   | 200    |          | 0.95                            | yes               | 0.9587     |
    | costs, standard    | 20     |          | 0.8875                          | no                | 0.94       |
    | costs, standard    | 100    |          | 0.9137                          | no                | 0.9487     |
    | costs, standard    | 1000   |          | 0.9537                          | yes               | 0.9838     |
    | costs, generalised | 20     |          | 0.8175                          | no                | 0.8475     |
    | costs, generalised | 200    |          | 0.9025                          | no                | 0.8925     |
    | costs by street    | 200    | 20       | 0.9287                          | no                | 0.7725     |
    | costs by street    | 1000   | 100      | 0.935                           | yes               | 0.7625     |
    """,
    within=0.0015,
)
def test_how_often_the_interval_holds(given: Columns) -> Mapping[str, Any]:
    """How often the interval holds.

    800 samples are drawn for each setting; what is listed is the share of their 95 % intervals that hold the true
    index, ours and those of the convenient regression. Shares keep their promise from 50 people on. Costs, of which a
    few people have very much, need about a thousand; so do indices in the unit of the values, more than relative ones.
    Where people come in whole streets, streets are what is counted: 20 are few, and the regression, which does not know
    of them, holds the truth in three samples of four only. No bootstrap does better with costs: percentile and
    bias-corrected limits held the truth less often in every such setting. The function warns under 50 people or
    clusters, and where a few of them carry the index.
    """
    random = np.random.default_rng(1977)
    held, regression = [], []
    for name, people, clusters in zip(given["measured"], given["people"], given["clusters"], strict=True):
        make, truth, kind = MAKERS[name]
        limits, others = [], []
        for _ in range(SAMPLES):
            standard, value, street = make(random, int(people), int(np.nan_to_num(clusters)))
            design = survey_design(len(value), cluster=street)
            question = Question((kind,), (0, 1) if make is shares else None)
            with warnings.catch_warnings():
                warnings.simplefilter("ignore", MethodWarning)
                found = concentration(standard, value, design=design, question=question)[0]
            limits.append((found.low, found.high))
            variance = regression_variance(ranked(standard, value)).ordinary
            mean = value.mean()
            factor = {"standard": 1.0, "generalised": mean, "wagstaff": 1 / (1 - mean)}[kind]
            reach = 1.96 * np.sqrt(variance) * factor
            others.append((found.value - reach, found.value + reach))
        held.append(_share(limits, truth))
        regression.append(_share(others, truth))
    return {
        "share of intervals that hold it": held,
        "keeps its promise": [keeps_its_promise(share) for share in held],
        "regression": regression,
    }


def _share(limits: list[tuple[float, float]], truth: float) -> float:
    low, high = np.array(limits).T
    return share_that_holds(low, high, truth)


SAMPLES = 800
