"""Slope and relative index of inequality, the PHE convention: a straight line through groups in order of disadvantage.

Groups stand side by side, the most disadvantaged first, each as wide as its share of the population; each group's rank
`r` is the middle of its own range. A straight line is fitted to the values by least squares, weighted by population.
With the line's height `a` at rank 0 and `a + b` at rank 1,

    slope index (SII) = b        relative index (RII) = (a + b) / a

SII is how much more the most advantaged end of the population has than the most disadvantaged end, RII how many times
as much. Called multiplicative, the line is drawn through the logarithms of rates or the log odds of proportions, and
its two ends are turned back before they are compared.

Limits come from the groups' own standard errors. For means they are exact: SII is a sum of normal values, and RII has
Fieller's limits. For rates and proportions, values are drawn 100,000 times within their standard errors on the log or
logit scale and the line is fitted anew; the limits are the 2.5th and 97.5th per cent. The limits say nothing of whether
a straight line fits. The WHO convention, on the next page, gives other numbers for the same groups.

Where much of something is bad, a negative multiplier turns SII round and inverts RII, so that more still means that the
most disadvantaged fare worse.

Sources: Office for Health Improvement and Disparities, Fingertips public health technical guide; Low and Low, Journal
of Public Health 26 (2004), 390-395; Fieller, Journal of the Royal Statistical Society B 16 (1954), 175-185. The
definitions are those of the R package PHEindicatormethods 2.1.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import numpy as np
import pytest

from seedbed.analysis.equity.slope.errors import errors_from_limits
from seedbed.analysis.equity.slope.linear import phe_slope
from seedbed.analysis.equity.slope.lines import SlopeIndices, mid_ranks
from seedbed.errors import MethodWarning
from tests.spec import slope_settings as settings
from tests.spec.tables import Columns, example

title = "Slope index: the PHE convention"
part = "Equity between groups"


def everywhere(indices: SlopeIndices, rows: int) -> dict[str, Any]:
    """Return indices of one set on each row of its table."""
    found = {
        "SII": indices.sii.value,
        "SII low": indices.sii.low,
        "SII high": indices.sii.high,
        "RII": indices.rii.value,
        "RII low": indices.rii.low,
        "RII high": indices.rii.high,
    }
    return {name: np.full(rows, value) for name, value in found.items()}


@example(
    """
    | fifth | people | years | standard error | rank | SII | SII low | SII high | RII    | RII low | RII high |
    |-------|--------|-------|----------------|------|-----|---------|----------|--------|---------|----------|
    | 1     | 100    | 70    | 1              | 0.1  | 10  | 6.901   | 13.099   | 1.1449 | 1.0978  | 1.1943   |
    | 2     | 100    | 72    | 1              | 0.3  | 10  | 6.901   | 13.099   | 1.1449 | 1.0978  | 1.1943   |
    | 3     | 100    | 74    | 1              | 0.5  | 10  | 6.901   | 13.099   | 1.1449 | 1.0978  | 1.1943   |
    | 4     | 100    | 76    | 1              | 0.7  | 10  | 6.901   | 13.099   | 1.1449 | 1.0978  | 1.1943   |
    | 5     | 100    | 78    | 1              | 0.9  | 10  | 6.901   | 13.099   | 1.1449 | 1.0978  | 1.1943   |
    """,
    within=0.0005,
)
def test_five_equal_groups(given: Columns) -> Mapping[str, Any]:
    """Five equal groups on a straight line.

    Life expectancy: each fifth adds 2 years over 0.2 of the ranks, so the whole width adds 10: from 69 at rank 0 to 79
    at rank 1, and RII is 79 / 69. In the slope the five values count for -1, -0.5, 0, 0.5 and 1, so its variance is
    1 + 0.25 + 0.25 + 1 = 2.5 and its standard error 1.5811; the limits are 10 - and + 1.96 * 1.5811.

    Both ends have the variance 0.825 (the values count for 0.7, 0.45, 0.2, -0.05 and -0.3 in the lower one), and their
    covariance is -0.425. Fieller's limits solve (79 - 69 R)^2 = 3.8415 (0.825 + 2 * 0.425 R + 0.825 R^2).
    """
    _, rank = mid_ranks(given["people"][np.newaxis])
    found = phe_slope(given["people"], given["years"], given["standard error"])
    return {"rank": rank[0]} | everywhere(found, 5)


@example(
    """
    | group | people | value | standard error | rank | SII     | RII    |
    |-------|--------|-------|----------------|------|---------|--------|
    | 1     | 300    | 10    | 0.1            | 0.15 | 44.8718 | 29.689 |
    | 2     | 300    | 20    | 0.1            | 0.45 | 44.8718 | 29.689 |
    | 3     | 200    | 30    | 0.1            | 0.70 | 44.8718 | 29.689 |
    | 4     | 100    | 40    | 0.1            | 0.85 | 44.8718 | 29.689 |
    | 5     | 100    | 50    | 0.1            | 0.95 | 44.8718 | 29.689 |
    """,
    within=0.0005,
)
def test_groups_of_unequal_size(given: Columns) -> Mapping[str, Any]:
    """Groups of unequal size.

    The first group covers the ranks 0 to 0.3 and stands at 0.15. Weighted by population the mean rank is always 0.5 and
    the mean value here 24. The ranks lie -0.35, -0.05, 0.2, 0.35 and 0.45 from their mean; weighted, their squares add
    up to 0.078, and their products with the values to -1.05 - 0.3 + 1.2 + 1.4 + 2.25 = 3.5. The slope is
    3.5 / 0.078 = 44.8718, the line starts at 24 - 0.5 * 44.8718 = 1.5641 and RII is 46.4359 / 1.5641.
    """
    _, rank = mid_ranks(given["people"][np.newaxis])
    found = everywhere(phe_slope(given["people"], given["value"], given["standard error"]), 5)
    return {"rank": rank[0], "SII": found["SII"], "RII": found["RII"]}


@example(
    """
    | fifth | people | rate | error of log | SII     | RII     | RII low | RII high |
    |-------|--------|------|--------------|---------|---------|---------|----------|
    | 1     | 100    | 16   | 0.1          | -21.920 | 0.03125 | 0.02292 | 0.04260  |
    | 2     | 100    | 8    | 0.1          | -21.920 | 0.03125 | 0.02292 | 0.04260  |
    | 3     | 100    | 4    | 0.1          | -21.920 | 0.03125 | 0.02292 | 0.04260  |
    | 4     | 100    | 2    | 0.1          | -21.920 | 0.03125 | 0.02292 | 0.04260  |
    | 5     | 100    | 1    | 0.1          | -21.920 | 0.03125 | 0.02292 | 0.04260  |
    """,
    within=0.0005,
)
def test_rates_on_the_log_scale(given: Columns) -> Mapping[str, Any]:
    """Rates that halve from group to group, multiplicative.

    On the log scale they lie on a line: over the whole width they halve five times, from 16 * 2^0.5 = 22.627 to
    1 / 2^0.5 = 0.707. So SII is 0.707 - 22.627 and RII is 1 / 32. The standard error of the slope is
    0.1 * 1.5811 = 0.15811; RII is divided and multiplied by exp(1.96 * 0.15811) = 1.3633, which is exact.
    """
    found = phe_slope(given["people"], given["rate"], given["error of log"], "rate", multiplicative=True)
    answers = everywhere(found, 5)
    return {name: answers[name] for name in ("SII", "RII", "RII low", "RII high")}


@example(
    """
    | direction          | multiplier | SII  | SII low | SII high | RII    | RII low | RII high |
    |--------------------|------------|------|---------|----------|--------|---------|----------|
    | as it is           | 1          | 10   | 6.901   | 13.099   | 1.1449 | 1.0978  | 1.1943   |
    | much of it is bad  | -1         | -10  | -13.099 | -6.901   | 0.8734 | 0.8373  | 0.9109   |
    | bad, and per cent  | -100       | -1000 | -1309.9 | -690.1  | 0.8734 | 0.8373  | 0.9109   |
    """,
    within=0.05,
)
def test_negative_polarity(given: Columns) -> Mapping[str, Any]:
    """Things that are bad to have much of.

    A multiplier below nought changes the sign of SII, its limits changing places, and turns RII into 1 / RII: the
    groups of the first example, read the other way.
    """
    values = [70.0, 72.0, 74.0, 76.0, 78.0]
    rows = [
        everywhere(phe_slope(np.full(5, 100.0), values, np.ones(5), multiplier=multiplier), 1)
        for multiplier in given["multiplier"]
    ]
    return {name: [row[name][0] for row in rows] for name in rows[0]}


@example(
    """
    | of          | value | low    | high   | standard error |
    |-------------|-------|--------|--------|----------------|
    | means       | 10    | 8.04   | 11.96  | 1.0000         |
    | rates       | 4     | 2      | 8      | 0.3537         |
    | proportions | 0.5   | 0.2    | 0.8    | 0.7073         |
    | rates       | 0     | 0      | 3.7    |                |
    """,
    within=0.00005,
)
def test_standard_errors_from_limits(given: Columns) -> Mapping[str, Any]:
    """Standard errors from published 95 % limits.

    The width between the limits, on the scale of the values, is 2 * 1.96 standard errors. For rates that scale is the
    logarithm: (log 8 - log 2) / 3.92 = 1.3863 / 3.92. For proportions it is the log odds: 0.2 has odds of 1 / 4 and 0.8
    of 4, so (log 4 - log 1/4) / 3.92 = 2.7726 / 3.92. A limit of nought has no logarithm, so there is none.
    """
    kinds: dict[str, Any] = {"means": "mean", "rates": "rate", "proportions": "proportion"}
    rows = zip(given["of"], given["low"], given["high"], strict=True)
    return {"standard error": [errors_from_limits(low, high, kinds[of]) for of, low, high in rows]}


@example(
    """
    | set             | first | second | third | fourth | fifth | SII | RII |
    |-----------------|-------|--------|-------|--------|-------|-----|-----|
    | a missing value | 70    |        | 74    | 76     | 78    |     |     |
    | through nought  | -4    | -2     | 0     | 2      | 4     | 10  |     |
    """
)
def test_no_index(given: Columns) -> Mapping[str, Any]:
    """Where no index is given.

    A set that lacks a value has none: the others would stand at wrong ranks. A line that starts at nought or below has
    a slope index, but a ratio to it has no meaning. A warning says of how many sets this holds.
    """
    values = np.column_stack([given[name] for name in ("first", "second", "third", "fourth", "fifth")])
    with pytest.warns(MethodWarning):
        found = phe_slope(np.full((2, 5), 100.0), values, np.ones((2, 5)))
    return {"SII": found.sii.value, "RII": found.rii.value}


@example(
    """
    | groups | moved by | slope  | kept | ratio  | kept too | no limits |
    |--------|----------|--------|------|--------|----------|-----------|
    | 5      | 0        | 0.9560 | yes  | 0.9550 | yes      | 0         |
    | 10     | 0        | 0.9425 | yes  | 0.9415 | yes      | 0         |
    | 10     | -73      | 0.9425 | yes  | 0.9626 | yes      | 0.2785    |
    """
)
def test_coverage_means(given: Columns) -> Mapping[str, Any]:
    """How often the interval holds: means.

    2,000 invented sets of groups whose true means rise by 8, each known to a standard error of 1. ``slope`` and
    ``ratio`` are the shares of 95 % limits that hold the truth, ``kept`` whether that is 93 to 97 %, and ``no limits``
    how often RII has none. Both promises are kept. Where the line starts so near nought (2, with an error of 0.6) that
    it might as well start below, Fieller's theorem has no two ends, and no limits are given.
    """
    return settings.how_often(settings.means, given["groups"], given["moved by"])


@example(
    """
    | groups | people | slope  | kept | ratio  | kept too | no limits |
    |--------|--------|--------|------|--------|----------|-----------|
    | 10     | 5      | 0.9390 | yes  | 0.9385 | yes      | 0         |
    | 10     | 10     | 0.9365 | yes  | 0.9370 | yes      | 0         |
    | 10     | 30     | 0.9575 | yes  | 0.9550 | yes      | 0         |
    """
)
def test_coverage_small_samples(given: Columns) -> Mapping[str, Any]:
    """How often the interval holds: means of few people.

    The standard errors themselves are worked out from the few people of each group. The limits take them for known,
    and are a little too narrow for it.
    """
    return settings.how_often(settings.measured, given["groups"], given["people"])


@example(
    """
    | groups | events | slope  | kept | ratio  | kept too | no limits |
    |--------|--------|--------|------|--------|----------|-----------|
    | 10     | 5      | 0.9972 | no   | 0.9977 | no       | 0.1280    |
    | 10     | 20     | 0.9780 | no   | 0.9760 | no       | 0         |
    | 10     | 100    | 0.9680 | yes  | 0.9700 | yes      | 0         |
    """
)
def test_coverage_rates(given: Columns) -> Mapping[str, Any]:
    """How often the interval holds: rates.

    Groups of about so many deaths each, with standard errors from Byar's limits. Those limits are wide for few events,
    as their upper one counts one event more, so the index's limits hold the truth more often than they promise; the
    function warns where a group has fewer than about 25 events. A group without any has no standard error, and its set
    no limits: with five events a group, one set in eight.
    """
    return settings.how_often(settings.counted(multiplicative=False), given["groups"], given["events"])


@example(
    """
    | groups | events | slope  | kept | ratio  | kept too | no limits |
    |--------|--------|--------|------|--------|----------|-----------|
    | 10     | 5      | 0.9920 | no   | 0.9920 | no       | 0.1225    |
    | 10     | 20     | 0.9765 | no   | 0.9690 | yes      | 0         |
    | 10     | 100    | 0.9640 | yes  | 0.9620 | yes      | 0         |
    """
)
def test_coverage_multiplicative_rates(given: Columns) -> Mapping[str, Any]:
    """How often the interval holds: multiplicative rates.

    The same deaths, the line drawn on the log scale.
    """
    return settings.how_often(settings.counted(multiplicative=True), given["groups"], given["events"])


@example(
    """
    | groups | asked | slope  | kept | ratio  | kept too | no limits |
    |--------|-------|--------|------|--------|----------|-----------|
    | 5      | 100   | 0.9390 | yes  | 0.9470 | yes      | 0.0005    |
    | 10     | 30    | 0.9575 | yes  | 0.9495 | yes      | 0.0600    |
    | 10     | 1000  | 0.9505 | yes  | 0.9435 | yes      | 0         |
    """
)
def test_coverage_proportions(given: Columns) -> Mapping[str, Any]:
    """How often the interval holds: proportions.

    23 to 12 % smokers among so many people asked in each group, with standard errors from Wilson's limits. Of thirty
    people asked in a group sometimes none smokes; that set has no limits.
    """
    return settings.how_often(settings.shares(multiplicative=False), given["groups"], given["asked"])


@example(
    """
    | groups | asked | slope  | kept | ratio  | kept too | no limits |
    |--------|-------|--------|------|--------|----------|-----------|
    | 5      | 100   | 0.9570 | yes  | 0.9535 | yes      | 0         |
    | 10     | 30    | 0.9431 | yes  | 0.9495 | yes      | 0.0595    |
    | 10     | 1000  | 0.9510 | yes  | 0.9445 | yes      | 0         |
    """
)
def test_coverage_multiplicative_proportions(given: Columns) -> Mapping[str, Any]:
    """How often the interval holds: multiplicative proportions.

    The same smokers, the line drawn through the log odds.
    """
    return settings.how_often(settings.shares(multiplicative=True), given["groups"], given["asked"])
