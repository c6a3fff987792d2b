"""Whether a place differs from England, or its authority, by more than chance would explain.

Around the comparator's figure stand control limits, which are the closer the larger the place (a funnel). A place whose
true figure is the comparator's falls outside the 95 % limits one time in twenty and outside the 99.8 % limits one time
in five hundred. On a page with many figures some will be outside by chance, so read them together. The comparator is
taken as known.

For a proportion `p0` and `n` people the limits are

    p0 - z * sqrt(p0 (1 - p0) / n)    and    p0 + z * sqrt(p0 (1 - p0) / n)

cut at 0 and 1. A figure outside them is one whose Wilson interval leaves the comparator out. For a rate, a figure is
outside when the exact Poisson interval of its events leaves out the events expected at the comparator's rate.

Source: Spiegelhalter, Statistics in Medicine 24 (2005), 1185-1202.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from seedbed.analysis.equity import funnel
from tests.spec.tables import Columns, example

title = "Beyond chance: control limits"
part = "Figures and how sure they are"


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
