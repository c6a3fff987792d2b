"""Who gains and who loses health from a programme: distributional cost-effectiveness.

Money spent on one thing cannot be spent on another, and the health it would have brought there is lost by someone. So
what a group gains from a programme is set against what it loses elsewhere, in quality-adjusted life years (QALYs):

    health lost elsewhere = cost / (cost of one QALY elsewhere)
    net health benefit    = benefit - share * health lost elsewhere
    health after          = health before + net health benefit / people

Who loses is seldom known. The share of each group may be given, as a share or as a weight for each person; or be shared
alike among people ("equal"); or, as the two extremes, fall all on the group with the least or the most health. For
England's fifths by deprivation there are published shares, the most deprived first: steep (0.26, 0.22, 0.22, 0.16,
0.14), moderate (0.23, 0.21, 0.21, 0.18, 0.17) and flat (0.2 each).

The gap is the slope index of inequality in health: groups stand at the middle of their people on a line from the most
(0) to the least (1) disadvantaged person, and a straight line is drawn through their health, weighted by their people
(the linear convention of England's public health tables, PHE). A programme stands in one of four quarters: more or less
health, and a narrower or wider gap.

Where inputs are uncertain, each is drawn many times, apart from the others: benefits and health from normal, shares
such as uptake from beta, costs from gamma distributions. Where one study gives a number for all groups, as one trial
does, its errors go together: all groups then stand at the same place of their distributions in each draw. Limits are
percentiles of what follows from the draws.

Sources: Cookson, Griffin, Norheim and Culyer (editors), Distributional Cost-Effectiveness Analysis (Oxford, 2020);
Asaria, Griffin and Cookson, Medical Decision Making 36 (2016), 8-19; Love-Koh, Cookson, Claxton and Griffin, Medical
Decision Making 40 (2020), 170-182; Briggs, Claxton and Sculpher, Decision Modelling for Health Economic Evaluation
(Oxford, 2006).
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import numpy as np

from seedbed.analysis.equity.estimates import Floats
from seedbed.analysis.impact.distribution import health_change, health_slope, opportunity_shares
from seedbed.analysis.impact.distribution_uncertainty import (
    Programme,
    Quantity,
    certain,
    drawn_outcomes,
    percentile_limits,
)
from tests.spec.coverage import keeps_its_promise, share_that_holds
from tests.spec.tables import Columns, example

title = "Distributional cost-effectiveness"
part = "Equity between groups"


@example(
    """
    | group  | people | health before | benefit | share | net benefit | health after |
    |--------|--------|---------------|---------|-------|-------------|--------------|
    | first  | 1000   | 60            | 25      | 0.5   | 10          | 60.01        |
    | second | 2000   | 70            | 20      | 0.3   | 11          | 70.0055      |
    | third  | 1000   | 75            | 5       | 0.2   | -1          | 74.999       |
    """
)
def test_three_groups(given: Columns) -> Mapping[str, Any]:
    """Three groups.

    The programme costs £300,000, which would buy 30 QALYs elsewhere at £10,000 each. Half of them, 15, would have been
    the first group's: its net benefit is `25 - 15 = 10`, a hundredth of a year for each of 1,000 people. The third
    group gains 5 and loses 6.
    """
    answer = health_change(given["people"], given["health before"], given["benefit"], 300_000 / 10_000, given["share"])
    return {"net benefit": answer.net, "health after": answer.after}


@example(
    """
    | group  | people | health | equal | worst-off | best-off |
    |--------|--------|--------|-------|-----------|----------|
    | first  | 1000   | 60     | 0.25  | 1         | 0        |
    | second | 2000   | 70     | 0.5   | 0         | 0        |
    | third  | 1000   | 75     | 0.25  | 0         | 1        |
    """
)
def test_who_bears_the_cost(given: Columns) -> Mapping[str, Any]:
    """Who bears the cost, by rule."""
    rules = ("equal", "worst-off", "best-off")
    return {rule: opportunity_shares(rule, given["people"], given["health"]) for rule in rules}


@example(
    """
    | when   | first | second | third | gap     |
    |--------|-------|--------|-------|---------|
    | before | 60    | 70     | 75    | 20      |
    | after  | 60.01 | 70.01  | 74.99 | 19.9733 |
    """,
    within=0.00005,
)
def test_the_gap(given: Columns) -> Mapping[str, Any]:
    """The gap.

    The groups have 1,000, 2,000 and 1,000 people, so they stand at 0.125, 0.5 and 0.875 of the line. The slope of the
    straight line is `sum of w (x - 0.5) h / sum of w (x - 0.5)^2 = 1000 * 0.375 * (75 - 60) / (2000 * 0.375^2) = 20`
    years from one end to the other, and after it `1000 * 0.375 * 14.98 / 281.25`.
    """
    health = np.column_stack([given["first"], given["second"], given["third"]])
    return {"gap": health_slope(health, [1000, 2000, 1000], [1, 2, 3])}


PEOPLE = np.full(5, 10_000.0)
REACHED = np.array([2600, 2000, 1500, 1200, 800], dtype=float)
UPTAKE = np.array([0.08, 0.12, 0.18, 0.25, 0.30])
BENEFIT = np.array([0.12, 0.12, 0.13, 0.13, 0.14])
HEALTH = np.array([62.1, 66.8, 69.9, 72.4, 74.8])


def estimated(asked: int, error: float, generator: np.random.Generator, *, shared: bool, together: bool) -> Programme:
    """Return what a study of the true programme would find: uptake of ``asked`` people, benefit with its error."""
    found = BENEFIT + generator.normal(0, error, 1 if shared else 5)
    uptake = np.clip(generator.binomial(asked, UPTAKE) / asked, 0.5 / asked, 1 - 0.5 / asked)
    return Programme(
        PEOPLE,
        np.arange(1.0, 6.0),
        certain(HEALTH),
        REACHED,
        Quantity(uptake, np.sqrt(uptake * (1 - uptake) / asked), "beta"),
        Quantity(found, np.full(5, error), "normal", together),
        certain(np.zeros(5), "gamma"),
        certain(1_600_000.0, "gamma"),
        certain(180.0, "gamma"),
        certain(15_000.0, "gamma"),
        opportunity_shares("steep", PEOPLE, HEALTH),
    )


def truth() -> tuple[float, float]:
    """Return the true net benefit of all, and the true change of the gap."""
    users = REACHED * UPTAKE
    lost = (1_600_000 + 180 * users.sum()) / 15_000
    found = health_change(PEOPLE, HEALTH, users * BENEFIT, lost, opportunity_shares("steep", PEOPLE, HEALTH))
    return float(found.total), float(health_slope(found.after - found.before, PEOPLE, np.arange(1, 6)))


def simulated(asked: int, error: float, *, shared: bool, together: bool) -> tuple[float, float]:
    """Return how often intervals of 1,000 studies hold the true net benefit, and the true change of the gap."""
    generator = np.random.default_rng(37)
    ends: list[Floats] = []
    for seed in range(1000):
        study = estimated(asked, error, generator, shared=shared, together=together)
        found = drawn_outcomes(study, 400, seed).change
        gap = health_slope(found.after - found.before, PEOPLE, np.arange(1, 6))
        ends.append(percentile_limits(np.column_stack([found.total, gap])))
    low, high = np.swapaxes(np.array(ends), 0, 1)
    net, slope = truth()
    return share_that_holds(low[:, 0], high[:, 0], net), share_that_holds(low[:, 1], high[:, 1], slope)


@example(
    """
    | asked | error | errors   | drawn    | net benefit | it keeps its promise | change of the gap | so does this |
    |-------|-------|----------|----------|-------------|----------------------|-------------------|--------------|
    | 100   | 0.01  | separate | apart    | 0.945       | yes                  | 0.945             | yes          |
    | 100   | 0.04  | separate | apart    | 0.949       | yes                  | 0.934             | yes          |
    | 1000  | 0.02  | separate | apart    | 0.952       | yes                  | 0.944             | yes          |
    | 1000  | 0.02  | shared   | together | 0.938       | yes                  | 0.94              | yes          |
    | 1000  | 0.02  | shared   | apart    | 0.616       | no                   | 1.0               | no           |
    """,
    within=0.00005,
)
def test_how_often_the_interval_holds(given: Columns) -> Mapping[str, Any]:
    """How often the interval holds.

    1,000 studies of an invented programme for five fifths find its uptake by asking so many people of each, and its
    benefit with a standard error; from what each finds, intervals of the net benefit of all and of the change of the
    gap are drawn. Where the groups' errors have nothing to do with each other, or where one error is shared by all and
    drawn together, both keep their promise. Where a shared error is drawn apart, the interval of the sum is much too
    narrow and that of the gap too wide: name inputs that come from one study under `together`.
    """
    rows = zip(given["asked"], given["error"], given["errors"], given["drawn"], strict=True)
    found = [
        simulated(int(asked), float(error), shared=str(errors) == "shared", together=str(drawn) == "together")
        for asked, error, errors, drawn in rows
    ]
    return {
        "net benefit": [one[0] for one in found],
        "it keeps its promise": [keeps_its_promise(one[0]) for one in found],
        "change of the gap": [one[1] for one in found],
        "so does this": [keeps_its_promise(one[1]) for one in found],
    }
