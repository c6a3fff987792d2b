"""Slope and relative index of inequality, the WHO convention: a curve that stays between none and all.

Groups are ranked as in the PHE convention: the most disadvantaged first, each at the middle `r` of its share of the
population. A regression weighted by population predicts the value at rank 0 and at rank 1,

    log odds of the proportion = a + b r        (rates: logarithm of the rate; means: the mean itself)

    slope index (SII) = predicted at 1 - predicted at 0        relative index (RII) = predicted at 1 / predicted at 0

Limits are robust, as published: with the residuals `e` of the groups, their variance is the sandwich of MacKinnon and
White, times groups / (groups - 2) (HC1); SII is taken for normal and RII for normal on the log scale. They ask only how
far the groups lie from the curve, not how well each group is known, and with few groups they are too narrow: see the
coverage below. Sampling limits put the groups' standard errors in the place of the residuals.

The R package healthequal 1.0.1, whose figures we reproduce, rounds to whole people and counts a group of `n` people by
`n * n` on the logit scale, since it gives `n` both as the number of trials and as a weight. The ``population``
weighting counts it by `n`.

Sources: Schlotheuber and Hosseinpoor, International Journal of Environmental Research and Public Health 19 (2022),
3697; MacKinnon and White, Journal of Econometrics 29 (1985), 305-325.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import numpy as np
import pytest

from seedbed.analysis.equity.slope.linear import phe_slope
from seedbed.analysis.equity.slope.ridit import who_slope
from seedbed.errors import MethodWarning
from tests.spec import slope_settings as settings
from tests.spec.tables import Columns, example

title = "Slope index: the WHO convention"
part = "Equity between groups"


@example(
    """
    | fifth | people | seen by a dentist | standard error | SII    | SII low | SII high | RII    | RII low | RII high |
    |-------|--------|-------------------|----------------|--------|---------|----------|--------|---------|----------|
    | 1     | 300    | 0.2               | 0.02           | 0.6996 | 0.6537  | 0.7454   | 5.6569 | 4.6799  | 6.8378   |
    | 2     | 300    | 0.33333333        | 0.02           | 0.6996 | 0.6537  | 0.7454   | 5.6569 | 4.6799  | 6.8378   |
    | 3     | 300    | 0.5               | 0.02           | 0.6996 | 0.6537  | 0.7454   | 5.6569 | 4.6799  | 6.8378   |
    | 4     | 300    | 0.66666667        | 0.02           | 0.6996 | 0.6537  | 0.7454   | 5.6569 | 4.6799  | 6.8378   |
    | 5     | 300    | 0.8               | 0.02           | 0.6996 | 0.6537  | 0.7454   | 5.6569 | 4.6799  | 6.8378   |
    """,
    within=0.0001,
)
def test_proportions_on_a_logit_curve(given: Columns) -> Mapping[str, Any]:
    """Five equal groups on a logit curve.

    The odds are 1/4, 1/2, 1, 2 and 4: they double over 0.2 of the ranks, so five times over the whole. At rank 0 they
    are 1 / 2^2.5 = 0.17678, a share of 0.15022; at rank 1 they are 2^2.5 = 5.6569, a share of 0.84978. SII is the
    difference of the two shares, RII their ratio. As the groups lie on the curve, robust limits would have no width;
    these are sampling limits.
    """
    found = who_slope(given["people"], given["seen by a dentist"], given["standard error"], limits="sampling")
    answers = {
        "SII": found.sii.value,
        "SII low": found.sii.low,
        "SII high": found.sii.high,
        "RII": found.rii.value,
        "RII low": found.rii.low,
        "RII high": found.rii.high,
    }
    return {name: np.full(5, value) for name, value in answers.items()}


@example(
    """
    | fifth | people | mean | fitted | SII | SII low | SII high | RII    |
    |-------|--------|------|--------|-----|---------|----------|--------|
    | 1     | 100    | 70   | 70.4   | 9   | 6.9758  | 11.0242  | 1.1295 |
    | 2     | 100    | 73   | 72.2   | 9   | 6.9758  | 11.0242  | 1.1295 |
    | 3     | 100    | 74   | 74.0   | 9   | 6.9758  | 11.0242  | 1.1295 |
    | 4     | 100    | 75   | 75.8   | 9   | 6.9758  | 11.0242  | 1.1295 |
    | 5     | 100    | 78   | 77.6   | 9   | 6.9758  | 11.0242  | 1.1295 |
    """,
    within=0.0001,
)
def test_robust_limits(given: Columns) -> Mapping[str, Any]:
    """Robust limits of a straight line.

    In the slope the five values count for -1, -0.5, 0, 0.5 and 1: -70 - 36.5 + 37.5 + 78 = 9, from 69.5 to 78.5. The
    groups lie -0.4, 0.8, 0, -0.8 and 0.4 from the line. The robust variance adds up these squared residuals with the
    squares of what they count for, times 5 / 3: (0.16 + 0.25 * 0.64 + 0.25 * 0.64 + 0.16) * 5 / 3 = 1.0667, a standard
    error of 1.0328; the limits are 9 - and + 1.96 * 1.0328. The function warns that five groups are few.
    """
    with pytest.warns(MethodWarning, match="too narrow"):
        found = who_slope(given["people"], given["mean"], value_type="mean")
    fitted = found.intercept + found.sii.value * np.array([0.1, 0.3, 0.5, 0.7, 0.9])
    answers = {"SII": found.sii.value, "SII low": found.sii.low, "SII high": found.sii.high, "RII": found.rii.value}
    return {"fitted": fitted} | {name: np.full(5, value) for name, value in answers.items()}


@example(
    """
    | convention                        | SII    |
    |-----------------------------------|--------|
    | PHE: straight line                | 0.2600 |
    | PHE: multiplicative (log odds)    | 0.2757 |
    | WHO: logit regression             | 0.3047 |
    """,
    within=0.00005,
)
def test_the_conventions_differ(given: Columns) -> Mapping[str, Any]:
    """The same fifths, three numbers.

    Five equal groups in which 76, 91, 96, 97 and 99 % were seen by a midwife (invented). The straight line rises by
    26 points. The line through the log odds looks most at the steep first step and the flat rest as equal steps of
    odds. The regression asks which curve makes the observed shares most likely, and so follows the low first group more
    closely. None is wrong; a number is only comparable with others of its own convention.
    """
    people, seen = np.full(5, 1000.0), [0.76, 0.91, 0.96, 0.97, 0.99]
    errors = np.full(5, 0.1)
    line = phe_slope(people, seen, errors, "proportion").sii.value
    odds = phe_slope(people, seen, errors, "proportion", multiplicative=True).sii.value
    with pytest.warns(MethodWarning):
        curve = who_slope(people, seen).sii.value
    return {"SII": [line, odds, curve][: len(given["convention"])]}


@example(
    """
    | groups | asked | slope  | kept | ratio  | kept too | no limits |
    |--------|-------|--------|------|--------|----------|-----------|
    | 5      | 400   | 0.7720 | no   | 0.7730 | no       | 0         |
    | 10     | 400   | 0.8775 | no   | 0.8910 | no       | 0         |
    | 20     | 400   | 0.9050 | no   | 0.9065 | no       | 0         |
    | 50     | 400   | 0.9340 | yes  | 0.9365 | yes      | 0         |
    | 100    | 400   | 0.9425 | yes  | 0.9455 | yes      | 0         |
    """
)
def test_coverage_robust(given: Columns) -> Mapping[str, Any]:
    """How often the interval holds: robust limits.

    2,000 invented sets of groups with 23 to 12 % smokers among 400 people asked in each, weighted by population. Of
    five groups the limits called 95 % hold the truth 77 times in a hundred; the promise is kept from about fifty groups
    on. The function warns of fewer.
    """
    return settings.how_often(settings.robust, given["groups"], given["asked"])


@example(
    """
    | groups | asked | slope  | kept | ratio  | kept too | no limits |
    |--------|-------|--------|------|--------|----------|-----------|
    | 5      | 400   | 0.6855 | no   | 0.6695 | no       | 0         |
    | 10     | 400   | 0.8385 | no   | 0.8515 | no       | 0         |
    | 200    | 400   | 0.9515 | yes  | 0.9530 | yes      | 0         |
    """
)
def test_coverage_published_weights(given: Columns) -> Mapping[str, Any]:
    """How often the interval holds: robust limits with the published weights.

    Squared populations leave the curve to the largest groups, as if there were fewer of them. The function warns of
    fewer than two hundred groups.
    """
    return settings.how_often(settings.published, given["groups"], given["asked"])


@example(
    """
    | groups | asked | slope  | kept | ratio  | kept too | no limits |
    |--------|-------|--------|------|--------|----------|-----------|
    | 5      | 30    | 0.9440 | yes  | 0.9415 | yes      | 0         |
    | 5      | 400   | 0.9525 | yes  | 0.9560 | yes      | 0         |
    | 10     | 30    | 0.9405 | yes  | 0.9420 | yes      | 0         |
    | 10     | 400   | 0.9460 | yes  | 0.9480 | yes      | 0         |
    """
)
def test_coverage_sampling(given: Columns) -> Mapping[str, Any]:
    """How often the interval holds: sampling limits.

    The same curve with limits from the groups' standard errors: the promise is kept with five groups too.
    """
    return settings.how_often(settings.sampling, given["groups"], given["asked"])
