"""Whether a place differs from England, or its authority, by more than chance would explain.

Around the comparator's figure stand control limits, which are the closer the larger the place (a funnel). A place whose
true figure is the comparator's falls outside the 95 % limits one time in twenty and outside the 99.8 % limits one time
in five hundred. On a page with many figures some will be outside by chance, so read them together. The comparator is
taken as known. Without another comparator it is all places together.

For a proportion `p0` and `n` people the limits are

    p0 - z * sqrt(p0 (1 - p0) / n)    and    p0 + z * sqrt(p0 (1 - p0) / n)

cut at 0 and 1. A figure outside them is one whose Wilson interval leaves the comparator out. For a rate, a figure is
outside when the exact Poisson interval of its events leaves out the events expected at the comparator's rate. A ratio
of observed to expected events is a rate with the events expected in place of people, compared with 1 (or 100). A
directly standardised rate is compared as a rate among the people that its events stand for, `events / rate`: where a
place's ages are unlike the standard's, its rate varies more than that allows, and a note says so.

Source: Spiegelhalter, Statistics in Medicine 24 (2005), 1185-1202.
"""

from __future__ import annotations

import warnings
from collections.abc import Mapping
from typing import Any

import numpy as np
import pytest

from seedbed.analysis.equity import funnel
from seedbed.errors import MethodWarning
from tests.spec.coverage import keeps_its_promise
from tests.spec.tables import Columns, example

title = "Beyond chance: control limits"
part = "Figures and how sure they are"

SPREAD = "spread of the true figures, per cent points"


@example(
    """
    | people | comparator | low   | high  |
    |--------|------------|-------|-------|
    | 100    | 30         | 21.02 | 38.98 |
    | 400    | 30         | 25.51 | 34.49 |
    | 10     | 5          | 0     | 18.51 |
    | 0      | 30         |       |       |
    """,
    within=0.005,
)
def test_limits_in_per_cent(given: Columns) -> Mapping[str, Any]:
    """Limits around a proportion, in per cent.

    For 100 people around 30 %: `1.959964 * sqrt(0.3 * 0.7 / 100) = 8.98` points to either side. Four times as many
    people halve that. For 10 people around 5 % the lower limit would be below nobody, and is 0.
    """
    answer = funnel.proportion_limits(given["people"], given["comparator"], multiplier=100)
    return {"low": answer.low, "high": answer.high}


@example(
    """
    | people with it | people | comparator | verdict    |
    |----------------|--------|------------|------------|
    | 21             | 100    | 30         | lower      |
    | 22             | 100    | 30         | similar    |
    | 38             | 100    | 30         | similar    |
    | 39             | 100    | 30         | higher     |
    | 39             | 0      | 30         | not tested |
    """
)
def test_a_proportion_against_its_comparator(given: Columns) -> Mapping[str, Any]:
    """A proportion against its comparator.

    The limits for 100 people around 30 % are 21.02 and 38.98.
    """
    return {
        "verdict": funnel.compare_with(given["people with it"], given["people"], given["comparator"], multiplier=100)
    }


@example(
    """
    | events | people | comparator | interval of the events | verdict |
    |--------|--------|------------|------------------------|---------|
    | 0      | 1000   | 5          | 0.00 to 3.69           | lower   |
    | 1      | 1000   | 5          | 0.03 to 5.57           | similar |
    | 10     | 1000   | 5          | 4.80 to 18.39          | similar |
    | 11     | 1000   | 5          | 5.49 to 19.68          | higher  |
    """
)
def test_a_rate_against_its_comparator(given: Columns) -> Mapping[str, Any]:
    """A rate against its comparator of 5 per 1,000.

    Five events are expected among 1,000 people. The exact intervals stand in printed tables of Poisson limits: those of
    0 and of 11 events leave 5 out.
    """
    return {"verdict": funnel.compare_with(given["events"], given["people"], given["comparator"], "rate", 1000)}


@example(
    """
    | place | observed | expected | ratio | low   | high   | verdict |
    |-------|----------|----------|-------|-------|--------|---------|
    | Ash   | 8        | 5        | 160   | 13.55 | 205.93 | similar |
    | Beech | 12       | 5        | 240   | 13.55 | 205.93 | higher  |
    | Cedar | 400      | 450      | 88.89 | 90.76 | 109.45 | lower   |
    """,
    within=0.005,
)
def test_a_ratio_against_what_is_expected(given: Columns) -> Mapping[str, Any]:
    """A standardised ratio against 100 (invented numbers).

    The events expected stand in place of people. Eight events have the exact interval 3.45 to 15.76, which holds the 5
    expected; twelve have 6.20 to 20.96, which does not.
    """
    limits = funnel.rate_limits(given["expected"], 100, 100)
    verdict = funnel.compare_with(given["observed"], given["expected"], 100, "rate", 100)
    found = {"ratio": 100 * given["observed"] / given["expected"], "low": limits.low, "high": limits.high}
    return found | {"verdict": verdict}


@example(
    """
    | ages of the place    | inside the 95 % limits | keeps its promise |
    |----------------------|------------------------|-------------------|
    | as in the standard   | 0.9561                 | yes               |
    | a little older       | 0.9563                 | yes               |
    | half of it students  | 0.8770                 | no                |
    """,
    within=0.005,
)
def test_how_often_a_standardised_rate_lies_inside(given: Columns) -> Mapping[str, Any]:
    """How often the interval holds: a directly standardised rate like the comparator's.

    20,000 places of 12,000 people in four age bands with 1, 2, 8 and 30 events per 1,000; the standard has 40, 30, 20
    and 10 per cent of its people there. The limits are those of a rate among the people that the events stand for.
    """
    rates, standard = np.array([1, 2, 8, 30]) / 1000, np.array([0.4, 0.3, 0.2, 0.1])
    ages = {
        "as in the standard": [0.4, 0.3, 0.2, 0.1],
        "a little older": [0.35, 0.3, 0.22, 0.13],
        "half of it students": [0.5, 0.44, 0.04, 0.02],
    }
    random = np.random.default_rng(2007)
    inside = []
    for name in given["ages of the place"]:
        people = 12_000 * np.array(ages[name])
        events = random.poisson(people * rates, (20_000, 4))
        rate = (events / people * standard).sum(axis=1)
        behind = funnel.people_behind(events.sum(axis=1), rate, 1)
        verdicts = funnel.compare_with(events.sum(axis=1), behind, float(rates @ standard), "rate", 1)
        inside.append(round(float((verdicts == "similar").mean()), 4))
    return {"inside the 95 % limits": inside, "keeps its promise": [keeps_its_promise(share) for share in inside]}


@example(
    """
    | place | count | people | per cent | low   | high  | verdict |
    |-------|-------|--------|----------|-------|-------|---------|
    | Ash   | 30    | 100    | 30       | 21.02 | 38.98 | similar |
    | Beech | 45    | 100    | 45       | 21.02 | 38.98 | higher  |
    | Cedar | 105   | 400    | 26.25    | 25.51 | 34.49 | similar |
    """,
    within=0.005,
)
def test_places_against_all_of_them_together(given: Columns) -> Mapping[str, Any]:
    """Places against all of them together (invented numbers).

    Without another comparator the baseline is that of all places together: `180 / 600 = 30 %`. The rest is as above.
    """
    answer = funnel.funnel(given["count"], given["people"], multiplier=100)
    found = {"per cent": answer.value, "low": answer.near.low, "high": answer.near.high}
    return found | {"verdict": answer.near_verdict}


@example(
    """
    | kind       | people | comparator | inside the 95 % limits | keeps its promise | inside the 99.8 % limits |
    |------------|--------|------------|------------------------|-------------------|--------------------------|
    | proportion | 100    | 30         | 0.9369                 | yes               | 0.9990                   |
    | proportion | 1000   | 5          | 0.9532                 | yes               | 0.9984                   |
    | proportion | 5000   | 20         | 0.9505                 | yes               | 0.9983                   |
    | proportion | 100    | 1          | 0.9191                 | no                | 0.9969                   |
    | proportion | 100    | 0.17       | 0.8450                 | no                | 0.9874                   |
    | rate       | 100    | 2          | 0.9831                 | no                | 0.9997                   |
    | rate       | 1000   | 2          | 0.9566                 | yes               | 0.9986                   |
    | rate       | 10000  | 5          | 0.9508                 | yes               | 0.9982                   |
    """,
    within=0.00005,
)
def test_how_often_a_place_like_the_comparator_lies_inside(given: Columns) -> Mapping[str, Any]:
    """How often the interval holds: a place that is like its comparator lies inside the limits.

    20,000 places of each size are drawn whose true figure is the comparator's, in per cent or per 100 people. Rates
    have exact limits, so with two events expected they lie inside more often than told. Proportions have approximate
    ones: where fewer than five people are expected in the group, up to one place in six lies outside by chance, and the
    funnel warns.
    """
    random = np.random.default_rng(2005)
    inside: dict[float, list[float]] = {0.95: [], 0.998: []}
    for kind, people, level in zip(given["kind"], given["people"], given["comparator"], strict=True):
        share = level / 100
        counts = (
            random.binomial(int(people), share, 20_000)
            if kind == "proportion"
            else random.poisson(people * share, 20_000)
        )
        for confidence, found in inside.items():
            verdicts = funnel.compare_with(counts, people, level, kind, 100, confidence)
            found.append(round(float((verdicts == "similar").mean()), 4))
    with pytest.warns(MethodWarning, match="fewer than 5 people are expected"):
        funnel.funnel([1, 0], [100, 100])
    promise = [keeps_its_promise(share) for share in inside[0.95]]
    return {
        "inside the 95 % limits": inside[0.95],
        "keeps its promise": promise,
        "inside the 99.8 % limits": inside[0.998],
    }


@example(
    """
    | spread of the true figures, per cent points | places | times as much as chance | warns |
    |---------------------------------------------|--------|-------------------------|-------|
    | 0                                           | 200    | 1.04                    | no    |
    | 1                                           | 200    | 1.29                    | no    |
    | 5                                           | 200    | 12.03                   | yes   |
    """,
    within=0.005,
)
def test_places_that_differ_by_more_than_chance(given: Columns) -> Mapping[str, Any]:
    """Places that differ among themselves by more than chance.

    Places of 1,000 people each around 30 %, whose own true figures spread around it. Chance alone has a standard error
    of 1.45 points. Once the places' own spread passes that, limits that allow for chance only mark far too many of
    them: the funnel says how many times as much as chance they spread (overdispersion; 1 is chance alone) and warns.
    The outermost tenth at each end is drawn in first, so that a few unusual places do not raise it.
    """
    random = np.random.default_rng(2006)
    found, told = [], []
    for spread, places in zip(given[SPREAD], given["places"], strict=True):
        truth = np.clip(0.3 + spread / 100 * random.standard_normal(int(places)), 0, 1)
        with warnings.catch_warnings(record=True) as caught:
            warnings.simplefilter("always", MethodWarning)
            answer = funnel.funnel(random.binomial(1000, truth), np.full(int(places), 1000.0))
        found.append(answer.overdispersion)
        told.append("yes" if caught else "no")
    return {"times as much as chance": found, "warns": told}
