"""R-indicators: whether every group was as likely to be heard.

A group's response propensity is the share of its people who were heard. With `w` the groups' shares of the population

    S^2 = sum w (propensity - mean propensity)^2
    R   = 1 - 2 S

R is 1 where every group was as likely to be heard, and 0 where the chances could not differ more (half of the people
sure to be heard, the others sure not to be). With the sample standard deviation (divisor N - 1 in place of N) R is a
little smaller; both are given. R falls with the overall level of response too: where one in a hundred is heard, R is
near 1 however uneven that is, so it is to be read beside the quotients.

The unconditional partial R-indicator of a group, `sqrt(w) (propensity - mean)`, says which groups make R fall: above 0
it is heard more than the others, below 0 less. That of the variable is S: its groups' squares add up to it.

Chance alone makes S positive, so limits of R are made like those of dissimilarity (test inversion), with the number of
people of each group who are heard taken as binomial. Populations must be known; attendances have no propensity.

Sources: Schouten, Cobben and Bethlehem, Survey Methodology 35 (2009), 101-113; Schouten, Shlomo and Skinner, Journal of
Official Statistics 27 (2011), 231-253.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import numpy as np

from seedbed.analysis.equity.representation.checks import RepresentationOptions
from seedbed.analysis.equity.representation.distances import r_indicator_limits, spread_of_propensities
from seedbed.analysis.equity.representation.quotients import representation
from tests.spec.coverage import keeps_its_promise, share_that_holds
from tests.spec.tables import Columns, example

title = "R-indicators"
part = "Who is heard"


@example(
    """
    | group   | heard | live here | propensity | partial R | R       | R, sample deviation | partial R of the variable |
    |---------|-------|-----------|------------|-----------|---------|---------------------|---------------------------|
    | renters | 60    | 500       | 0.12       | 0.01414   | 0.95959 | 0.95957             | 0.02021                   |
    | owners  | 25    | 300       | 0.08333    | -0.00913  | 0.95959 | 0.95957             | 0.02021                   |
    | lodgers | 15    | 200       | 0.075      | -0.01118  | 0.95959 | 0.95957             | 0.02021                   |
    """,
    within=0.000005,
)
def test_a_market_day(given: Columns) -> Mapping[str, Any]:
    """A market day.

    The mean propensity is `100 / 1,000 = 0.1`. `S^2 = 0.5 * 0.02^2 + 0.3 * 0.01667^2 + 0.2 * 0.025^2 = 0.00040833`,
    `S = 0.020207` and `R = 1 - 2 * 0.020207 = 0.95959`. With the sample deviation `S` is `0.020207 *
    sqrt(1000 / 999)`. The partial R of renters is `sqrt(0.5) * 0.02 = 0.01414`.
    """
    whole = representation(given["heard"], given["live here"])
    return {
        "propensity": whole.propensities,
        "partial R": whole.partial_r,
        "R": [whole.r_indicator.value] * 3,
        "R, sample deviation": [whole.r_indicator_sample_sd] * 3,
        "partial R of the variable": [whole.partial_r_variable] * 3,
    }


@example(
    """
    | group   | heard | live here | R |
    |---------|-------|-----------|---|
    | renters | 500   | 500       | 0 |
    | owners  | 0     | 500       | 0 |
    """
)
def test_the_least_even_sample_there_can_be(given: Columns) -> Mapping[str, Any]:
    """The least even sample there can be: `S^2 = 0.5 * 0.5^2 + 0.5 * 0.5^2 = 0.25`, so `R = 1 - 2 * 0.5 = 0`."""
    return {"R": [representation(given["heard"], given["live here"]).r_indicator.value] * 2}


@example(
    """
    | live here | groups | mean propensity | most over least likely | true R | holds the truth | keeps its promise |
    |-----------|--------|-----------------|------------------------|--------|-----------------|-------------------|
    | 3000      | 3      | 0.05            | 1                      | 1.0000 | 0.9700          | yes               |
    | 3000      | 5      | 0.1             | 3                      | 0.9465 | 0.9550          | yes               |
    | 1000      | 3      | 0.4             | 2                      | 0.8210 | 0.9500          | yes               |
    | 5000      | 10     | 0.03            | 2                      | 0.9902 | 0.9850          | no                |
    """,
    within=0.00005,
)
def test_how_often_the_interval_holds(given: Columns) -> Mapping[str, Any]:
    """How often the interval holds.

    400 samples of each setting, 95 % limits; the shares found are themselves sure to about two in a hundred. Groups go
    from large to small; the first is so many times as likely to be heard as the last. In a setting where all are as
    likely, R is 1 and the upper limit cannot be too low, so the limits hold it oftener; the same is felt near 1, where
    few are heard and most of S is chance.
    """
    random = np.random.default_rng(2009)
    truths, held = [], []
    for people, groups, mean, times in zip(*[given[name] for name in list(given)[:4]], strict=True):
        sizes = np.round(people * np.arange(groups, 0, -1) / (groups * (groups + 1) / 2))
        weights = sizes / sizes.sum()
        likely = np.linspace(times, 1, int(groups))
        likely = mean * likely / (weights * likely).sum()
        truth = float(1 - 2 * spread_of_propensities(likely, weights))
        seen = random.binomial(sizes.astype(int), likely, size=(400, int(groups))) / sizes
        found = [r_indicator_limits(each, weights, sizes.sum(), RepresentationOptions()) for each in seen]
        truths.append(truth)
        held.append(share_that_holds([each.low for each in found], [each.high + 1e-9 for each in found], truth))
    return {
        "true R": np.round(truths, 4),
        "holds the truth": held,
        "keeps its promise": [keeps_its_promise(share) for share in held],
    }
