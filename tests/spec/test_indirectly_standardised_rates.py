"""Comparing a place with a larger one, allowing for age, where its own age bands are too small.

What events would a place have had, if each of its age bands had the rate of a reference (England, the authority)? With
the reference's `R` events among `N` people and the place's `n` people in each band, it would have had

    expected = sum(n * R / N)

Events seen over events expected is the indirectly standardised ratio (of deaths: the standardised mortality ratio,
SMR): 1 where the place is like the reference, 1.2 where it has a fifth more. Times the reference's crude rate `sum(R) /
sum(N)` it is the indirectly standardised rate. Only the place's total of events is needed.

The limits are those of the count of events seen (exact Poisson under ten events, Byar's from ten on), over the events
expected. The reference is taken as known; where it has less than six times the place's events, its own chance would
widen the interval, and the function warns. Each ratio rests on the place's own ages, so two places' ratios must not be
compared with each other: that is what direct standardisation is for.

Sources: Breslow and Day, Statistical Methods in Cancer Research II (1987), chapter 2; Office for Health Improvement and
Disparities, Technical Guide: Confidence Intervals (2018).
"""

from __future__ import annotations

import warnings
from collections.abc import Mapping
from typing import Any

import numpy as np

from seedbed.analysis.equity import indirect
from seedbed.errors import MethodWarning
from tests.spec.coverage import keeps_its_promise, share_that_holds
from tests.spec.tables import Column, Columns, example

title = "Indirectly standardised rates and ratios"
part = "Figures and how sure they are"

REFERENCE_EVENTS, REFERENCE_PEOPLE = [400, 1500, 6000], [100_000, 75_000, 60_000]
"""An invented reference: 4, 20 and 100 events per 1,000 of the young, middle-aged and old."""


def bands(given: Columns) -> Column:
    """Return one row a place and one column an age band."""
    return np.column_stack([given[age] for age in ("young", "middle", "old")])


@example(
    """
    | place    | young | middle | old  | seen | expected | ratio  | low    | high   | rate per 1,000 |
    |----------|-------|--------|------|------|----------|--------|--------|--------|----------------|
    | Old Mill | 2000  | 1500   | 500  | 100  | 88       | 1.1364 | 0.9246 | 1.3821 | 38.2012        |
    | Sea View | 500   | 500    | 1000 | 100  | 112      | 0.8929 | 0.7264 | 1.0860 | 30.0152        |
    | The Knoll | 100  | 50     | 20   | 5    | 3.4      | 1.4706 | 0.4775 | 3.4319 | 49.4368        |
    """,
    within=0.00005,
)
def test_events_seen_and_expected(given: Columns) -> Mapping[str, Any]:
    """Three places with invented numbers.

    Old Mill's people would have `2000 * 0.004 + 1500 * 0.02 + 500 * 0.1 = 8 + 30 + 50 = 88` events; it had 100, so its
    ratio is `100 / 88 = 1.136`. Byar's limits of 100 are 81.362 and 121.628: over 88 they are 0.925 and 1.382. As many
    events are fewer than expected in Sea View, whose people are older. The Knoll had 5 events, under ten: the exact
    limits 1.6235 and 11.6683 over 3.4.

    The reference's crude rate is `7900 / 235000 = 33.617` per 1,000; times the ratio it is the rate.
    """
    reference = REFERENCE_EVENTS, REFERENCE_PEOPLE
    expected, _ = indirect.expected_events(bands(given), *reference)
    ratio = indirect.indirectly_standardised_ratio(given["seen"], bands(given), *reference)
    rate = indirect.indirectly_standardised_rate(given["seen"], bands(given), *reference, multiplier=1000)
    found = {"expected": expected, "ratio": ratio.value, "low": ratio.low, "high": ratio.high}
    return found | {"rate per 1,000": rate.value}


@example(
    """
    | place      | young | middle | old | seen | ratio |
    |------------|-------|--------|-----|------|-------|
    | nobody     | 0     | 0      | 0   | 0    |       |
    | a gap      | 2000  |        | 500 | 100  |       |
    | no count   | 2000  | 1500   | 500 |      |       |
    """
)
def test_no_ratio(given: Columns) -> Mapping[str, Any]:
    """Where no ratio is given.

    Nothing is expected of nobody; a band whose people are missing leaves the expected events unknown.
    """
    ratio = indirect.indirectly_standardised_ratio(given["seen"], bands(given), REFERENCE_EVENTS, REFERENCE_PEOPLE)
    return {"ratio": ratio.value}


@example(
    """
    | expected | true ratio | share of intervals that hold it | keeps its promise |
    |----------|------------|---------------------------------|-------------------|
    | 2        | 1          | 0.9827                          | no                |
    | 5        | 1          | 0.9803                          | no                |
    | 10       | 0.8        | 0.9701                          | no                |
    | 20       | 1.5        | 0.9573                          | yes               |
    | 50       | 1          | 0.9552                          | yes               |
    | 200      | 1.2        | 0.9539                          | yes               |
    | 1000     | 1          | 0.9515                          | yes               |
    """,
    within=0.00005,
)
def test_how_often_the_interval_holds(given: Columns) -> Mapping[str, Any]:
    """How often the interval holds.

    20,000 counts are drawn for each setting around the expected events times the true ratio; the reference is large.
    "No" stands for more than 97 %: with few events exact limits hold the truth more often than they say, because
    events come in whole numbers. They never hold it less often.
    """
    random = np.random.default_rng(1987)
    held = []
    for expected, ratio in zip(given["expected"], given["true ratio"], strict=True):
        seen = random.poisson(expected * ratio, 20_000)
        answer = indirect.indirectly_standardised_ratio(seen, [[1.0]], [1e9], [1e9 / expected])
        held.append(share_that_holds(answer.low, answer.high, ratio))
    return {"share of intervals that hold it": held, "keeps its promise": [keeps_its_promise(share) for share in held]}


@example(
    """
    | events of the place | events of the reference | share of intervals that hold it | keeps its promise | warns |
    |---------------------|-------------------------|---------------------------------|-------------------|-------|
    | 100                 | 100000                  | 0.9547                          | yes               | no    |
    | 100                 | 1000                    | 0.9421                          | yes               | no    |
    | 100                 | 300                     | 0.9223                          | no                | yes   |
    | 100                 | 100                     | 0.8500                          | no                | yes   |
    """,
    within=0.00005,
)
def test_how_often_it_holds_with_a_small_reference(given: Columns) -> Mapping[str, Any]:
    """How often it holds where the reference is small.

    Both counts are drawn, 20,000 times; the true ratio is 1. The interval leaves the reference's own chance out, so
    with less than six times the place's events it holds the truth too seldom, and the function warns.
    """
    random = np.random.default_rng(1988)
    held, warned = [], []
    for own, other in zip(given["events of the place"], given["events of the reference"], strict=True):
        seen, behind = random.poisson(own, 20_000), random.poisson(other, (20_000, 1))
        with warnings.catch_warnings(record=True) as caught:
            warnings.simplefilter("always", MethodWarning)
            answer = indirect.indirectly_standardised_ratio(seen, [[own]], behind, [[other]])
        held.append(share_that_holds(answer.low, answer.high, 1))
        warned.append("yes" if caught else "no")
    promise = [keeps_its_promise(share) for share in held]
    return {"share of intervals that hold it": held, "keeps its promise": promise, "warns": warned}
